"""How many live together, as an answer: a count, old and young counted apart, or a list."""

import re

from bot.understanding.answers.answer import Answer, Question
from bot.understanding.answers.number import impossible, within_limits
from bot.understanding.facts.household import cue as household_cue
from bot.understanding.facts.household import sizes
from bot.understanding.numbers.approximations import numerals
from bot.understanding.numbers.counted import Counted
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.numbers.quantities import counted
from bot.understanding.people.cast import Cast
from bot.understanding.reading import SELF, MemberSaid, Reading, Value
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, load

SHORT = 12
ALONE = re.compile(load("answers")["alone"])
FEW = {"俩": 2, "仨": 3}

_cue = cues("answers", "together")


def read_people(document: Document, question: Question, reading: Reading) -> Answer | None:
    """How many there are, and who, where the text lists them."""
    words = document.source.raw.strip()
    if _cue("negative").search(document.text):
        return Answer(impossible=impossible("人"), words=words)
    cast = Cast(document)
    value, number = _count(document, cast, reading)
    if number is not None and not within_limits("人", number):
        return Answer(impossible=impossible("人"), words=words)
    named = _named(document, cast, reading)
    if value is None and _lists(document, cast, named):
        value = len(named)
    if value is None:
        return None
    settings: list[tuple[str, str | None, Value]] = [
        (ref.fact, ref.member, value) for ref in question.facts if ref.fact == "people_together"
    ]
    return Answer(settings=settings, members=named, words=words)


def of_another_household(document: Document) -> bool:
    """我爸一个人住: so many live with him, not with the writer."""
    cast = Cast(document)
    for m in re.finditer(load("answers")["living_alone"], document.text):
        subject = cast.in_clause(m.start())
        if subject and subject.labels and not subject.household and SELF not in subject.labels:
            return True
    return False


def _count(document: Document, cast: Cast, reading: Reading) -> tuple[Value | None, Numeral | None]:
    """The count that is told, and the numeral it was read from where the reader took none."""
    told = [f.value for f in reading.facts if f.fact == "people_together"]
    number = _bare_count(document, cast)
    leads = number is not None and _cue("leading").fullmatch(document.text[: number.start])
    if told and not leads:
        return told[-1], None
    if (people := by_size(document.text)) is not None:
        return people, None
    if number is not None:
        return Counted("count", number.start, number.end, number, "人").amount, number
    bare = re.sub(r"[^\w]+", "", document.text)
    if few := _cue("few").fullmatch(bare):
        return FEW[few["n"]], None
    return (1, None) if ALONE.match(bare) else (None, None)


def by_size(text: str) -> int | None:
    """两大一小, 老的两个小的一个加我: old and young counted apart, and nothing else said."""
    found = list(household_cue("sized").finditer(text))
    if len(found) < 2:
        return None
    rest = household_cue("sized").sub("", text)
    if not _cue("beside_sizes").fullmatch(rest):
        return None
    own = 1 if _cue("and_me").search(rest) else 0
    return own + sum(sizes(found))


def _named(document: Document, cast: Cast, reading: Reading) -> list[MemberSaid]:
    """The people listed; the writer is one of them, named or not."""
    listed = [m for m in reading.members if not m.gone and not m.apart]
    labels = {label for _, subject in cast.mentions for label in subject.labels}
    others = [m for m in listed if m.label != SELF and m.label in labels]
    if not others:
        return []
    first = document.source.raw[:1]
    writer = MemberSaid(label=SELF, relation="self", words=first, span=(0, 1))
    return [next((m for m in listed if m.label == SELF), writer), *others]


def _lists(document: Document, cast: Cast, named: list[MemberSaid]) -> bool:
    """Whether those named are a list: 我妈有高血压 tells of somebody and counts nobody."""
    if not named or _cue("of_some").search(document.text):
        return False
    if len(named) > 2 or any(m.kind in ("self", "couple", "we") for m, _ in cast.mentions):
        return True
    others = [m for m, _ in cast.mentions]
    rest = document.text
    for m in reversed(others):
        rest = rest[: m.start] + rest[m.end :]
    return bool(_cue("joining").search(document.before(others[0].start, 3))) or bool(
        _cue("only_named").fullmatch(rest)
    )


def _bare_count(document: Document, cast: Cast) -> Numeral | None:
    """3, 三个, 四口: the number that leads, one with 人 or 口 behind it, or the only one."""
    other = [c for c in counted(document, [m for m, _ in cast.mentions]) if c.kind != "count"]
    taken = {place for c in other for place in range(c.start, c.end)}
    text = document.text
    found = [
        n
        for n in numerals(text)
        if _cue("people").match(text, n.end)
        and n.start not in taken
        and not _cue("of_some").match(text, n.end)
    ]
    named = [n for n in found if re.match(r"\s?(?:个人|口|人)", text[n.end : n.end + 3])]
    leading = [n for n in found if _cue("leading").fullmatch(text[: n.start])]
    if named or leading:
        return (named or leading)[0]
    return found[0] if len(found) == 1 and len(text.strip()) <= SHORT else None
