"""A grid worker's round: several households in one message, each by a number of its own and
without names, and those where nothing has changed."""

import re
from collections.abc import Iterator
from functools import cache

from bot.understanding.numbers.numerals import runs
from bot.understanding.reading import Model, Span
from bot.understanding.text.lexicon import load

LONGEST = 4_000
MOST = 300
"""So many numbers in one list of households; more was no list."""
CLAUSE = re.compile(r"(?:^|(?<=[\s，,。；;！!？?：:、/／】]))")
NEAR = 14
"""How far behind its mark a household's 户主 stands."""
EDGES = " \t\n\r，,。；;：:、.．/／"


class Visit(Model):
    """One household: a label that names nobody, and its text without names and house numbers."""

    label: str
    text: str
    redacted: bool = False


class Unchanged(Model):
    """Households without change: by `numbers`, a `count`, or (`rest`) all that were not told of."""

    words: str
    span: Span
    numbers: tuple[int, ...] = ()
    count: int | None = None
    rest: bool = False


def households(text: str, first: int = 1) -> list[Visit]:
    """The households of a message, in order, labelled 1号户 … from `first` on; [] where it tells
    of none (only 无变化, only 下一户)."""
    text = _without_unchanged(text[:LONGEST])
    house = _mark("house")
    found = [_redacted(words, bool(house.search(mark))) for mark, words in _parts(text)]
    told = [(words, redacted) for words, redacted in found if _tells(words)]
    return [
        Visit(label=f"{number}号户", text=words, redacted=redacted)
        for number, (words, redacted) in enumerate(told, first)
    ]


def begins_another(text: str, *, householder: bool = True) -> bool:
    """Whether a message opens a household of its own: 下一户 …, 3栋401 …, 户主68男 …

    Without `householder`, 户主 alone opens none: 户主有工作 may be told of the household in hand.
    """
    start = text[:LONGEST].lstrip(EDGES)
    kinds = ("own_number", "house", *(["householder"] if householder else []))
    return any(pattern.match(start) for pattern in (_pattern("next"), *map(_mark, kinds)))


def unchanged(text: str) -> Unchanged | None:
    """Which households are said to be as they were, or None."""
    for m in _unchanged().finditer(text[:LONGEST]):
        listed, count = m["list"], m["count"]
        numbers = _numbers(listed) if listed else []
        told = _value(count) if count else None
        if len(numbers) == 1 and "号" not in m[0]:
            told = numbers.pop()
        return Unchanged(
            words=m[0].strip(),
            span=m.span(),
            numbers=tuple(numbers),
            count=told if told is not None else (len(numbers) or None),
            rest=not numbers and told is None,
        )
    return None


def _tells(words: str) -> bool:
    return bool(re.search(r"\w", words)) and not _count_only().match(words)


def _without_unchanged(text: str) -> str:
    found = unchanged(text)
    while found is not None and found.words:
        text = text[: found.span[0]] + " " + text[found.span[1] :]
        found = unchanged(text)
    return text


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The mark and the text of each household; what stands before the first is said of all."""
    cuts = _cuts(text)
    if not cuts:
        yield "", text
        return
    lead = text[: cuts[0][0]].strip(EDGES)
    common = "" if _pattern("case").search(lead) else lead
    if lead and not common:
        yield "", lead
    ends = [start for start, _ in cuts[1:]] + [len(text)]
    for (start, end_of_mark), end in zip(cuts, ends, strict=True):
        own = text[end_of_mark:end].strip(EDGES)
        yield text[start:end_of_mark], f"{common}，{own}" if common and own else own


def _cuts(text: str) -> list[Span]:
    """Where a household begins: before its mark, and where its own words begin."""
    found = [(m.start(), m.end()) for m in _at_clauses(_pattern("next"), text)]
    for kind in load("visits")["marks"]:
        marks = list(_at_clauses(_mark(kind), text))
        if len(marks) > 1 and (kind != "numbered" or _are_households(marks, text)):
            # 户主 belongs to the words of the household.
            keep = kind == "householder"
            found += [(m.start(), m.start() if keep else m.end()) for m in marks]
    kept: list[Span] = []
    for start, end in sorted(found):
        if kept and start - kept[-1][1] < NEAR and not _says_much(text[kept[-1][1] : start]):
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return kept


def _says_much(between: str) -> bool:
    """3栋401 陈 户主…: only a name stands between two marks of the same household."""
    return len(re.sub(r"\W", "", between)) > 3


def _are_households(marks: list[re.Match[str]], text: str) -> bool:
    """1. 户主… 2. 户主…; but 一、户主…；二、丈夫… lists the members of one."""
    ends = [m.start() for m in marks[1:]] + [len(text)]
    parts = [text[m.end() : end] for m, end in zip(marks, ends, strict=True)]
    case, member = _pattern("case"), _pattern("member")
    return all(case.search(part) and not member.match(part) for part in parts)


def _redacted(part: str, already: bool) -> tuple[str, bool]:
    """The words without house number and names, and whether there were any."""
    text, count = _name_at_head().subn("", part, count=1)
    text, names = _names().subn("", text)
    return text.strip(EDGES), already or bool(count + names)


def _at_clauses(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for clause in CLAUSE.finditer(text):
        m = pattern.match(text, clause.end())
        if m:
            yield m


def _numbers(listed: str) -> list[int]:
    """The numbers of 3、5-8: 3, 5, 6, 7, 8."""
    found: list[int] = []
    for part in re.split(r"[、，,和及]", listed):
        ends = [_value(one) for one in re.split(r"[-–—~～至到]", part)]
        known = [end for end in ends if end is not None]
        if len(known) == 2 and 0 <= known[1] - known[0] < MOST:
            found += range(known[0], known[1] + 1)
        else:
            found += known
    return list(dict.fromkeys(found[:MOST]))


def _value(words: str) -> int | None:
    words = re.sub(r"[^\d〇零一二两三四五六七八九十百]", "", words)
    if words.isdecimal():
        return int(words)
    exact = [numeral.value for numeral in runs(words) if numeral.value is not None]
    return int(exact[0]) if exact else None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load("visits")[name])


@cache
def _count_only() -> re.Pattern[str]:
    data = load("visits")
    return re.compile(data["count_only"].format(number=data["number"]))


@cache
def _mark(kind: str) -> re.Pattern[str]:
    return re.compile(load("visits")["marks"][kind])


@cache
def _unchanged() -> re.Pattern[str]:
    data = load("visits")
    number = data["number"]
    told = "|".join(data[name].format(number=number) for name in ("rest", "listed"))
    led = rf"(?:^|(?<=[\s，,。；;！!：:]))(?:{told}|{data['all']})"
    return re.compile(rf"{led}(?:{data['unchanged']})(?=[\s，,。；;！!了的哈]|$)了?")


@cache
def _name_at_head() -> re.Pattern[str]:
    """3栋401陈, 6栋彭家: a house number with the name of who lives there."""
    data = load("visits")
    house, surnames = data["marks"]["house"], data["surnames"]
    return re.compile(rf"^\s*{house}\s?(?:[{surnames}](?:家|某+)?)?(?:[\s，,：:]+|(?=户主)|$)")


@cache
def _names() -> re.Pattern[str]:
    """户主老陈, 7组吴某, 陈阿婆, 姓吴的."""
    data = load("visits")
    some = rf"[{data['surnames']}]"
    return re.compile(
        rf"(?:(?<=户主)|(?<=^)|(?<=[\s，,。；;]))(?:老{some}(?=[\s，,\d男女一-十六七八九])|{some}某+|{some}(?=户主)"
        rf"|^{some}(?=\s))|{some}(?=(?:{data['titles']}))(?:某+)?|姓{some}的?"
    )
