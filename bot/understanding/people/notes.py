"""Notes of grid workers and operators: 男46, and kin in one character (妻68, 子在外务工)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from bot.understanding.numbers.numerals import DIGITS
from bot.understanding.people.mentions import NOTE_SEX, Mention
from bot.understanding.people.roster import CHILDREN, YOUNG
from bot.understanding.people.words import words
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import alternation, cues, load

LEAD = 3
FAR = 24
CASE_SEX = re.compile(r"(?:^|[^一-龥]|来电|户主|来电人|群众|老年)(女|男)(?:声|性)?(?=[^一-龥]|$)")
PEOPLE = ("kin", "case", "self")
OWN = frozenset("我俺咱本阮吾")
SEX_OF_PRONOUN = {"他": "M", "她": "F"}


_cue = cues("people", "notes")


@cache
def _kin() -> re.Pattern[str]:
    words = load("people")["notes"]["kin"]
    return re.compile(
        rf"(?:其|之|户主之|户主的)?(?P<word>{alternation(words)})(?={_cue('after').pattern})"
    )


def with_notes(found: list[Mention], document: Document) -> list[Mention]:
    """The mentions and those that only a note has."""
    text = document.text
    found = _without_names(found)
    known = [*found, *_asked_for(text, found)]
    if len(known) > len(found) or _cue("style").search(text):
        known = [*known, *_short_kin(text, known)]
    known = _with_parents(text, known)
    known = [*known, *_numbered(text, known)]
    known = _by_sex(text, sorted(known, key=_start))
    known = sorted(known, key=_start)
    known = sorted([*known, *_sexes(text, known)], key=_start)
    return _with_head(text, known)


def _start(mention: Mention) -> int:
    return mention.start


def _without_names(found: list[Mention]) -> list[Mention]:
    """户主张某, 我儿子小王: a name right behind a word for a person is no other person."""
    ends = {m.end + blank: m for m in found if m.kind in PEOPLE for blank in (0, 1)}
    kept: list[Mention] = []
    for m in found:
        named = ends.get(m.start) if m.kind == "outsider" and m.word not in words() else None
        titled = ends.get(m.start)
        short = m.end == m.start + 1 or m.word in load("people")["case_without_me"]
        if titled is not None and titled.kind == "case" and m.kind == "kin" and short:
            kept.append(replace(titled, start=m.start, end=m.end, word=m.word))
            continue
        if named is None:
            kept.append(m)
        elif named.kind == "case":
            kept.append(replace(named, start=m.start, end=m.end, word=m.word))
    return kept


def _asked_for(text: str, found: list[Mention]) -> Iterator[Mention]:
    """替母问, 代父咨询."""
    taken = {place for m in found for place in range(m.start, m.end)}
    for m in cues("people")("asked_for_short").finditer(text):
        start, word = m.start("word"), m["word"]
        if start not in taken:
            relation = load("people")["notes"]["kin"][word]
            yield Mention(start, start + 1, "kin", word, relation, word_start=start)


def _with_head(text: str, found: list[Mention]) -> list[Mention]:
    """母49 女14: the parent in the lead is whom the note is about, and the other one the spouse."""
    m = _cue("head").search(text)
    if m is None or any(one.mine or one.kind in ("self", "case", "we") for one in found):
        return found
    first = next((one for one in found if one.kind == "kin"), None)
    if first is None or first.word_start != m.start("word"):
        return found
    head = replace(first, kind="case", relation="self")
    rest = found[found.index(first) + 1 :]
    other = {"father": "mother", "mother": "father"}[str(first.relation)]
    rest = [
        replace(one, relation="spouse") if one.relation == other
        else replace(one, kind="case", relation="self") if _same(one, first)
        else one
        for one in rest
    ]  # fmt: skip
    return [*found[: found.index(first)], head, *rest]


def _same(one: Mention, head: Mention) -> bool:
    """母49 …，母亲没上班: the head again."""
    return one.kind == "kin" and one.relation == head.relation and not one.whose


def _short_kin(text: str, found: list[Mention]) -> Iterator[Mention]:
    taken = {place for m in found for place in range(m.start, m.end)}
    relations = load("people")["notes"]["kin"]
    for m in _cue("plain_kin").finditer(text):
        if m.start() not in taken and not _kin().match(text, m.start()):
            yield Mention(*m.span(), "kin", m[0], relations[m[0]], word_start=m.start())
    named = min((m.end for m in found if m.kind == "kin"), default=len(text))
    for m in _kin().finditer(text):
        word = m["word"]
        if m.start("word") in taken or not _cue("before").search(
            text[max(0, m.start("word") - LEAD) : m.start("word")]
        ):
            continue
        if word == "叔" and text[: m.start("word")].endswith("户主"):
            yield Mention(
                m.start("word"), m.end(), "case", word, "self", word_start=m.start("word")
            )
            continue
        if word == "女" and not _daughter(text, m, named):
            continue
        named = min(named, m.start())
        yield Mention(
            m.start("word"), m.end(), "kin", word, relations[word], word_start=m.start("word")
        )


def _with_parents(text: str, found: list[Mention]) -> list[Mention]:
    """孙女7岁 父死亡 母残疾: the parents of the child before, nobody where dead or gone."""
    told = {m.start("word"): m for m in _cue("parent").finditer(text)}
    if not told:
        return found
    found = sorted(found, key=_start)
    free = [m for m in found if not _retold(m, told, text)]
    taken = {place for m in free for place in range(m.start, m.end)}
    parents = [_parent(text, place, free) for place in told if place not in taken]
    return sorted([*free, *parents], key=_start)


def _retold(mention: Mention, told: dict[int, re.Match[str]], text: str) -> bool:
    """妈 in one character, or 亡母 in 父亡母嫁."""
    if mention.word == "亡母" and text[mention.word_start - 1 : mention.word_start] == "父":
        return mention.word_start + 1 in told
    return mention.word_start in told and not mention.mine and len(mention.word) == 1


def _parent(text: str, place: int, found: list[Mention]) -> Mention:
    child = next((m for m in reversed(found) if m.start < place and m.kind in PEOPLE), None)
    word, end = text[place], place + 1
    relation = "father" if word in "父爸爹" else "mother"
    if child is None or place - child.end > FAR or not _young(child):
        return Mention(place, end, "kin", word, relation, word_start=place)
    if _cue("parent_gone").match(text, end):
        return Mention(place, end, "parent", word, relation, word_start=place)
    whose = None if child.relation in CHILDREN else "其"
    return Mention(place, end, "kin", word, relation, word_start=place, whose=whose)


def _young(mention: Mention) -> bool:
    nephew = mention.relation == "other" and mention.word.startswith(("侄", "外甥"))
    return nephew or mention.relation in YOUNG


def _numbered(text: str, found: list[Mention]) -> Iterator[Mention]:
    """一子7岁, 育有二女: children in two characters."""
    taken = {place for m in found for place in range(m.start, m.end)}
    for m in _cue("numbered").finditer(text):
        start, end = m.start("one" if m["one"] else "count"), m.end("word")
        if taken & {start, end - 1} or text[start - 1 : start] in ("第", "初", "大", "高"):
            continue
        relation, word = ("daughter", "女儿") if m["word"] == "女" else ("son", "儿子")
        count = {None: 1, "一": 1, "三": 3}.get(m["count"], 2)
        yield Mention(start, end, "kin", word, relation, count, word_start=start)
    for m in _cue("numbered_children").finditer(text):
        start, end = m.span()
        if not taken & set(range(start, end)):
            yield Mention(start, end, "kin", "孩子", "child", _count(m["count"]), word_start=start)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else {**DIGITS, "俩": 2}[word]


def _by_sex(text: str, found: list[Mention]) -> list[Mention]:
    """女主人, 男的 in the words of a visitor: one of them is the case, the other the spouse."""
    homes = ("我家", "我们家", "我家里", "俺家", "咱家", "我们一家", "我们全家")
    if any(m.mine or m.word in homes for m in found) or not _cue("voice").search(text):
        return found
    sexes = load("people")["notes"]["by_sex"]
    found = [m for m in found if m.kind != "self" or m.word not in OWN]
    taken = {place for m in found for place in range(m.start, m.end)}
    named = [m for m in re.finditer(alternation(sexes), text) if m.start() not in taken]
    words = [(m.start(), m.end(), m[0]) for m in named]
    words += [(m.start, m.end, m.word) for m in found if m.word in sexes and m.kind != "pronoun"]
    if not words:
        return found
    case = sex_of_case(text) or sexes[min(words)[2]]
    settled = [m for m in found if m.word not in sexes]
    for start, end, word in words:
        if SEX_OF_PRONOUN.get(text[max(0, start - 1) : start]) == case:
            settled = [m for m in settled if m.end != start]
            settled.append(Mention(start, end, "kin", word, "spouse", word_start=start))
        elif sexes[word] == case:
            settled.append(Mention(start, end, "case", word, "self", word_start=start))
        else:
            settled.append(Mention(start, end, "kin", word, "spouse", word_start=start))
    return sorted(settled, key=_start)


def sex_of_case(text: str) -> str | None:
    """The sex of the one the note is about: as told, or against the spouse's."""
    if told := CASE_SEX.search(text):
        return "F" if told[1] == "女" else "M"
    if _cue("husband").search(text):
        return "F"
    return "M" if _cue("wife").search(text) else None


def _daughter(text: str, m: re.Match[str], named: int) -> bool:
    """女12 behind other kin, or 女远嫁; else it is the sex of the person the note is about."""
    return m.start() > named or bool(_cue("sexed_after").match(text, m.end()))


def _sexes(text: str, known: list[Mention]) -> Iterator[Mention]:
    """男46 or 68男 in a note: the person asked about, unless a word for them stands before."""
    people = [k for k in known if k.kind in PEOPLE]
    at = 0
    for m in NOTE_SEX.finditer(text):
        while at < len(people) and people[at].start <= m.start():
            at += 1
        near = people[max(0, at - 2) : at]
        if not any(k.start <= m.start() <= k.end + 6 for k in near):
            word = m["sex"] or m["late"]
            yield Mention(m.start(), m.end(), "case", word, "self", word_start=m.start())
