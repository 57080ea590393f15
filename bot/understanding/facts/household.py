"""Facts of the whole household: people together, working time here, rented flat, places."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from bot.understanding.facts.hits import Hit
from bot.understanding.numbers.approximations import numerals
from bot.understanding.numbers.counted import Counted, figure
from bot.understanding.numbers.numerals import DIGITS
from bot.understanding.people.cast import Cast
from bot.understanding.places.places import Found
from bot.understanding.reading import Value
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load
from bot.understanding.text.stance import Stance, stance

MOST_PEOPLE = 20
LONGEST_LIST = 40


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern `name` of data/household.yml."""
    return re.compile(load("household")[name])


def value_of(one: Counted) -> Value:
    """A number, or a range as the household takes it."""
    number = one.numeral
    if number.approx is None and number.value is not None:
        return figure(number.value) or 0
    return {"low": figure(number.low), "high": figure(number.high), "approx": number.approx}


def people_together(document: Document, cast: Cast, counted: list[Counted]) -> Iterator[Hit]:
    """How many live together, where the text says so or lists all of them."""
    told = [hit for hit in _told(document, counted) if not cast.outside(hit.start)]
    yield from told
    if not told and (listed := _listed(document, cast)):
        yield listed


def _told(document: Document, counted: list[Counted]) -> Iterator[Hit]:
    text = document.text
    for one in counted:
        if one.kind == "count" and _is_household(document, one):
            yield Hit("people_together", value_of(one), one.start, one.end, "household")
    for pattern, number in ((cue("alone"), 1), (cue("couple_only"), 2)):
        for m in pattern.finditer(text):
            if stance(document, *m.span()) is Stance.STATED:
                yield Hit("people_together", number, *m.span(), "household")
    for pattern_text, number in load("household")["named_groups"].items():
        for m in re.finditer(pattern_text, text):
            if _lives_so(document, m):
                yield Hit("people_together", number, *m.span(), "household")
    for m in cue("group_words").finditer(text):
        if not cue("some_of").match(document.after(m.end(), 6)):
            n = int(m["n"]) if m["n"].isdigit() else DIGITS[m["n"]]
            yield Hit("people_together", n, *m.span(), "household")


def _lives_so(document: Document, m: re.Match[str]) -> bool:
    """母女俩相依为命, but not 夫妻俩都下岗了."""
    before, after = document.before(m.start(), 4), document.after(m.end(), 4)
    return bool(re.search(r"(?:就|只有|剩|家里)$", before) or cue("live_so").match(after))


def _is_household(document: Document, one: Counted) -> bool:
    if stance(document, one.start, one.end) is not Stance.STATED or one.numeral.about > MOST_PEOPLE:
        return False
    before, after = document.before(one.start, 10), document.after(one.end, 6)
    if "口" in document.text[one.start : one.end]:
        return not re.search(r"(?:老|小|他们|她们)$", before)
    if not document.text[one.start : one.end].endswith("人"):
        return False
    if cue("some_of").match(after) or cue("not_together").search(before):
        return False
    if cue("together_strong").search(before) or (
        not before and not after and one.numeral.about > 1
    ):
        return True
    return bool(cue("together_before").search(before) and cue("together_after").match(after))


def _listed(document: Document, cast: Cast) -> Hit | None:
    """我和老婆两个孩子: a list with 我 in it that leaves nothing else in its clause."""
    for clause, together in groupby(cast.mentions, key=lambda pair: document.clause(pair[0].start)):
        start, end = clause
        group = list(together)
        labels = {label for _, s in group for label in s.labels if not s.household}
        if end - start > LONGEST_LIST or len(labels) < 2 or any(s.outside for _, s in group):
            continue
        rest = document.text[start:end]
        for m, _ in reversed(group):
            rest = rest[: m.start - start] + rest[m.end - start :]
        if any(m.kind == "self" for m, _ in group) and cue("listing").match(rest):
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
        around = document.text[max(_reach(document, start), one.start - 24) : min(end, one.end + 8)]
        subject = cast.in_clause(one.start)
        ours = (
            subject is None
            or subject.household
            or cast.relation((*subject.labels, "")[0]) == "self"
        )
        where = [f for f in found if _reach(document, start) <= f.start < end]
        elsewhere = any(f.jurisdiction in (None, "other") for f in where if f.role != "hukou")
        working = cue("work_here").search(around) and (
            where or re.search(r"(?:这边|这里|本地|来)", around)
        )
        if (
            working
            and ours
            and not elsewhere
            and stance(document, one.start, one.end) is Stance.STATED
        ):
            yield Hit("months_working_locally", value_of(one), one.start, one.end, "household")


def _reach(document: Document, start: int) -> int:
    """来福州打工的，来了快两年: where the clause before begins, when this one only says since when."""
    said = re.match(r"来了?|已经|有|快|到现在|干了|做了", document.text[start : start + 4])
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
    for f in _lived_in(cast, found):
        if f.jurisdiction in (None, "other"):
            continue
        hits.append(Hit("jurisdiction", str(f.jurisdiction), f.start, f.end, "household"))
        district = {candidate.district for candidate in f.candidates}
        if len(district) == 1 and (name := district.pop()):
            hits.append(Hit("district", name, f.start, f.end, "household"))
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
