"""Facts of the whole household: people together, working time here, rented flat, places."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby

from bot.understanding.facts.hits import Hit
from bot.understanding.numbers.approximations import numerals
from bot.understanding.numbers.counted import Counted, figure
from bot.understanding.numbers.numerals import DIGITS
from bot.understanding.people.cast import Cast
from bot.understanding.people.roster import ELDERS
from bot.understanding.places.cues import cue as place_cue
from bot.understanding.places.places import Found
from bot.understanding.reading import SELF, Value
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, load
from bot.understanding.text.stance import Stance, sentence_before, stance

MOST_PEOPLE = 20
FURTHEST_WORK = 60
NOTE = 60
MOST_TOGETHER = 9
LONGEST_LIST = 40
ONLY_HAS = re.compile(r"(?:就|只|还|也|一共|共)?(?:有|生了?|养了?)(?:了|个)?")
RENTING = ("租", "挤")
THERE = 6


cue = cues("household")
"""The pattern `name` of data/household.yml."""


def _lasted(one: Counted) -> Value:
    """快两年 is at most that; how much less nobody says."""
    value = one.amount
    return (
        {**value, "low": None} if isinstance(value, dict) and value["approx"] == "under" else value
    )


def people_together(document: Document, cast: Cast, counted: list[Counted]) -> Iterator[Hit]:
    """How many live together, where the text says so or lists all of them."""
    told = [hit for hit in _told(document, cast, counted) if not cast.outside(hit.start)]
    yield from told
    if not told and (listed := _listed(document, cast)):
        yield listed


def _told(document: Document, cast: Cast, counted: list[Counted]) -> Iterator[Hit]:
    text = document.text
    for one in counted:
        home = document.text[max(0, one.start - 2) : one.start] in ("一家", "家里", "全家")
        if (home and _of_a_relative(cast, one.start - 2)) or _of_others(document, cast, one.start):
            continue
        if one.kind == "count" and _is_household(document, one):
            yield _together(one.amount, one.start, one.end)
    for pattern, number in ((cue("alone"), 1), (cue("couple_only"), 2)):
        for m in pattern.finditer(text):
            if stance(document, *m.span(), dated=True) is Stance.STATED:
                yield _together(number, *m.span())
    for pattern_text, number in load("household")["named_groups"].items():
        for m in re.finditer(pattern_text, text):
            if _lives_so(document, m):
                yield _together(number, *m.span())
    for m in cue("group_words").finditer(text):
        if _is_group(document, cast, m):
            n = int(m["n"]) if m["n"].isdigit() else DIGITS[m["n"]]
            yield _together(n, *m.span())
    yield from _beside(document, cast)
    yield from _with_children(document)
    if sizes := _by_size(document):
        yield sizes


def _by_size(document: Document) -> Hit | None:
    """家里三个大人两个小孩: old and young counted apart, right behind the word for the home."""
    found: list[re.Match[str]] = []
    for m in cue("sized").finditer(document.text):
        if found and not cue("between_sizes").fullmatch(document.text[found[-1].end() : m.start()]):
            break
        found.append(m)
    if len(found) < 2 or not cue("home_of_sizes").search(document.before(found[0].start(), 12)):
        return None
    return _together(sum(sizes(found)), found[0].start(), found[-1].end())


def sizes(found: Iterable[re.Match[str]]) -> list[int]:
    """How many each match of `sized` counts."""
    words = (m["n"] or m["m"] for m in found)
    return [int(w) if w.isdigit() else DIGITS.get(w) or {"俩": 2, "仨": 3}[w] for w in words]


def _together(number: Value, start: int, end: int) -> Hit:
    return Hit("people_together", number, start, end, "household")


def _is_group(document: Document, cast: Cast, m: re.Match[str]) -> bool:
    """我们祖孙三个; not 我们六个老战友, nor 我堂弟一家五口, nor 原来我们家三个人."""
    after = document.after(m.end(), 6)
    if after.startswith(("子", "公婆")) or cue("some_of").match(after):
        return False
    if (old := cue("of_an_age").match(after)) and not (m["only"] or _live_so(document, m, old)):
        return False
    if _of_a_relative(cast, m.start()):
        return False
    return stance(document, *m.span(), dated=True) not in (Stance.PAST, Stance.SUPPOSED)


def _live_so(document: Document, m: re.Match[str], old: re.Match[str]) -> bool:
    """我们两个老的相依为命; in 我们两个老的就一点养老金 there may be more of them."""
    place = m.end() + old.end()
    return not document.after(place, 1) or bool(cue("live_so").match(document.after(place, 4)))


def _of_others(document: Document, cast: Cast, start: int) -> bool:
    """他们一家三口, unless they are who is asked for."""
    return not cast.asking and bool(cue("others_before").search(document.before(start, 6)))


def _of_a_relative(cast: Cast, start: int) -> bool:
    """堂弟一家五口, 女儿家四个人: another household."""
    return any(
        mention.kind == "kin" and 0 <= start - mention.end <= 1 for mention, _ in cast.mentions
    )


def _beside(document: Document, cast: Cast) -> Iterator[Hit]:
    """就我跟孙崽两个; 单身，跟八十岁的老娘一起过."""
    for m in cue("pair").finditer(document.text):
        if not _two_live_so(document, m) or stance(document, *m.span()) is not Stance.STATED:
            continue
        inside = [
            s for mention, s in cast.mentions if m.start("who") <= mention.start < m.end("who")
        ]
        named = {label for s in inside for label in s.labels}
        if len(inside) == 1 and (m["two"] or len(named) == 1):
            yield _together(2, *m.span())
    for m in cue("living_with").finditer(document.text):
        lead = sentence_before(document, m.start(), 24)
        inside = [s for mention, s in cast.mentions if m.start() <= mention.start < m.end()]
        labels = {label for s in inside for label in s.labels}
        if labels and cue("single").search(lead) and not any(s.outside for s in inside):
            yield _together(1 + len(labels), *m.span())


def _two_live_so(document: Document, m: re.Match[str]) -> bool:
    after = document.after(m.end(), 4)
    if m["only"]:
        return not cue("not_lived").match(after)
    return bool(m["two"] and m["live"]) or "相依" in (m["alone"] or "")


def _with_children(document: Document) -> Iterator[Hit]:
    """夫妻俩带个崽; 我带着两个娃过."""
    for m in cue("with_children").finditer(document.text):
        couple = not re.match(r"[我她他本户](?![们俩])", m["who"])
        ends = not document.after(m.end(), 1)
        lives = m["live"] and (couple or m["live"] not in RENTING)
        if (lives or (couple and ends)) and stance(document, *m.span()) is Stance.STATED:
            children = DIGITS.get(m["n"], 2) if m["n"] and not m["n"].isdigit() else m["n"] or 1
            yield _together((2 if couple else 1) + int(children), *m.span())


def _lives_so(document: Document, m: re.Match[str]) -> bool:
    """母女俩相依为命, but not 夫妻俩都下岗了."""
    before, after = document.before(m.start(), 4), document.after(m.end(), 4)
    return bool(re.search(r"(?:就|只有|剩|家里)$", before) or cue("live_so").match(after))


def _is_household(document: Document, one: Counted) -> bool:
    said = stance(document, one.start, one.end, dated=True)
    if said is not Stance.STATED or one.numeral.about > MOST_PEOPLE:
        return False
    before, after = document.before(one.start, 10), document.after(one.end, 6)
    if "口" in document.text[one.start : one.end]:
        return not re.search(
            r"(?:(?<!老)小|(?<!一家)老|他们|她们)$", before
        ) and not after.startswith("子")
    if not document.text[one.start : one.end].endswith("人"):
        return False
    if cue("some_of").match(after) or cue("not_together").search(before):
        return False
    if cue("a_household_of").match(after):
        return not cue("of_an_aid").search(before)
    if cue("together_strong").search(before):
        return True
    if not before and not after and (one.numeral.about > 1 or _in_a_note(document, one)):
        return True
    few = one.numeral.value is not None and one.numeral.value <= MOST_TOGETHER
    if few and cue("live_together").match(after):
        return not before or bool(cue("own_lead").search(before))
    return bool(cue("together_before").search(before) and cue("together_after").match(after))


def _in_a_note(document: Document, one: Counted) -> bool:
    """户主女77，走不动，一人: one person, told in a clause of its own."""
    style = re.compile(load("people")["notes"]["style"])
    return bool(style.search(document.text[: one.start][-NOTE:]))


def _listed(document: Document, cast: Cast) -> Hit | None:
    """我和老婆两个孩子: a list with 我 in it that leaves nothing else in its clause."""
    present = {m.label for m in cast.members if not (m.gone or m.apart)} - {SELF}
    for clause, together in groupby(cast.mentions, key=lambda pair: document.clause(pair[0].start)):
        start, end = clause
        group = list(together)
        labels = {label for _, s in group for label in s.labels if not s.household}
        if end - start > LONGEST_LIST or len(labels) < 2 or any(s.outside for _, s in group):
            continue
        if present - labels:
            continue
        rest = document.text[start:end]
        for m, _ in reversed(group):
            rest = rest[: m.start - start] + rest[m.end - start :]
        only_has = ONLY_HAS.fullmatch(rest)  # 我有两个儿子 lists nobody at home
        joined = (len(labels) > 2 and not only_has) or re.search(r"[和跟与带、加同]", rest)
        if joined and any(m.kind == "self" for m, _ in group) and cue("listing").match(rest):
            first, last = group[0][0], group[-1][0]
            return Hit("people_together", len(labels), first.start, last.end, "household")
    return None


def months_working(
    document: Document, cast: Cast, counted: list[Counted], found: list[Found]
) -> Iterator[Hit]:
    """在福州打工8个月: only here, and only of the writer or the household."""
    for one in counted:
        if one.kind != "duration":
            continue
        start, end = document.clause(one.start)
        lead = document.text[max(_reach(document, start), one.start - 24) : one.start]
        if cue("not_work_before").search(lead):
            continue
        after = document.text[one.end : min(end, one.end + 8)]
        subject = cast.in_clause(one.start)
        ours = (
            subject is None
            or subject.household
            or cast.relation((*subject.labels, "")[0]) == "self"
        )
        where = [f for f in found if _reach(document, start) <= f.start < end]
        elsewhere = any(f.jurisdiction in (None, "other") for f in where if f.role != "hukou")
        working = _works(lead, after) and (
            where or re.search(r"(?:这边|这里|本地|来)", lead + after)
        )
        here = (working and not elsewhere) or _came_to_work(document, one, found)
        if here and ours and stance(document, one.start, one.end) is Stance.STATED:
            yield Hit("months_working_locally", _lasted(one), one.start, one.end, "household")


def _came_to_work(document: Document, one: Counted, found: list[Found]) -> bool:
    """来厦8个月, 来了十四个月了: since when somebody is here who tells of work beside it."""
    start, end = document.clause(one.start)
    lead = document.text[max(start, one.start - 16) : one.start]
    for place in reversed([f for f in found if start <= f.start < one.start]):
        if place.jurisdiction not in (None, "other"):
            at = place.start - (one.start - len(lead))
            lead = lead[: max(0, at)] + "这里" + lead[max(0, at) + place.end - place.start :]
    after = document.text[one.end : min(end, one.end + 8)]
    if not cue("arrived").search(lead) or cue("arrived_for").match(after):
        return False
    around = document.text[max(0, one.start - FURTHEST_WORK) : one.end + FURTHEST_WORK // 2]
    return any(p.search(around) for p in (cue("work_here"), cue("work_place"), _employed()))


def _works(lead: str, after: str) -> bool:
    """在福州打工三年, 来福州三年了一直打工, 干了三年保安."""
    works = (cue("work_here"), _employed())
    return any(p.search(lead) or ((m := p.search(after)) and m.start() <= 4) for p in works)


@cache
def _employed() -> re.Pattern[str]:
    return re.compile(load("work")["employed"])


def _reach(document: Document, start: int) -> int:
    """来福州打工，来了快两年: where the clause before begins, when this one says since when."""
    said = re.match(
        r"来了?|一晃|转眼|前后|已经|有|快|到现在|干了|做了", document.text[start : start + 4]
    )
    return document.clause(start - 2)[0] if said and start > 1 else start


def areas(document: Document, *, in_public_rental: bool) -> Iterator[Hit]:
    """The size of the public flat, or of the home when no public flat is spoken of."""
    for m in cue("area").finditer(document.text):
        number = next((n.value for n in numerals(m["n"])), None)
        lead = document.before(m.start(), 14)
        if number is None or not (5 <= number <= 500):
            continue
        if in_public_rental:
            yield Hit("rental_m2", figure(number) or 0, *m.span(), "household")
        elif re.search(r"住|房|屋|租", lead):
            yield Hit("housing_m2", figure(number) or 0, *m.span(), "household")


def place_hits(cast: Cast, found: list[Found]) -> list[Hit]:
    """hukou_place of the register; jurisdiction and district of where the household lives."""
    hits = [
        Hit("hukou_place", f.jurisdiction, f.start, f.end, "household")
        for f in found
        if f.role == "hukou" and f.jurisdiction and not f.denied and _ours(cast, f)
    ]
    for f in _lived_in(cast, found) or _told_of_others(cast, found) or _only_register(cast, found):
        if f.jurisdiction in (None, "other"):
            continue
        hits.append(Hit("jurisdiction", str(f.jurisdiction), f.start, f.end, "household"))
        if f.district:
            hits.append(Hit("district", f.district, f.start, f.end, "household"))
    return hits


def open_places(cast: Cast, found: list[Found]) -> Iterator[tuple[Found, tuple[str, ...]]]:
    """Names of several places in which the household may live, with the served among them."""
    for f in _lived_in(cast, found):
        here = tuple(candidate.path for candidate in f.candidates if candidate.here)
        if f.jurisdiction is None and here:
            yield f, here


def _lived_in(cast: Cast, found: list[Found]) -> list[Found]:
    """Where the household lives; else where it works; else what it named."""
    rank = {None: 0, "work": 1, "residence": 2}
    ours = [f for f in found if f.role != "hukou" and not f.denied and _ours(cast, f)]
    best = max((rank[f.role] for f in ours), default=0)
    return [f for f in ours if rank[f.role] == best]


def _told_of_others(cast: Cast, found: list[Found]) -> list[Found]:
    """我阿嬷在翔安新店: where the old of the family live, when nothing else is told."""
    return [f for f in found if not f.denied and f.role in (None, "residence") and _elders(cast, f)]


def _elders(cast: Cast, found: Found) -> bool:
    subject = cast.in_clause(found.start)
    if subject is None or subject.outside or subject.household or not subject.labels:
        return False
    there = found.role == "residence" or place_cue("there").search(
        cast.document.before(found.start, THERE)
    )
    return bool(there) and all(
        cast.relation(label) in ELDERS or cast.asking for label in subject.labels
    )


def _only_register(cast: Cast, found: list[Found]) -> list[Found]:
    """户口福清: the one place that is told is also where the household is looked for."""
    told = [f for f in found if not f.denied and not cast.outside(f.start)]
    if {f.role for f in told} != {"hukou"} or len({f.jurisdiction for f in told}) != 1:
        return []
    return [] if place_cue("away").search(cast.document.text) else told


def _ours(cast: Cast, found: Found) -> bool:
    subject = cast.in_clause(found.start)
    if subject is None and found.role == "work":
        subject = cast.subject(found.start, found.end)
    if subject is None:
        return not cast.outside(found.start)
    alone = found.together or subject.household or not subject.labels
    return not subject.outside and (
        alone or any(cast.relation(label) == "self" for label in subject.labels)
    )
