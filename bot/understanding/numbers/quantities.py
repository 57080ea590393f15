"""Numerals that are money, a count of people, an age or a duration; no other number."""

from bot.understanding.numbers.approximations import numerals
from bot.understanding.numbers.bare_ages import bare_age, child_age
from bot.understanding.numbers.counted import Counted
from bot.understanding.numbers.durations import duration, half_times
from bot.understanding.numbers.headcounts import headcount
from bot.understanding.numbers.money import bare_money, money
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.numbers.phrases import phrases
from bot.understanding.numbers.years import age, baby
from bot.understanding.people.mentions import Mention
from bot.understanding.text.document import Document

AGED = frozenset(
    ("kin", "self", "case", "ordinal", "pronoun", "couple", "they", "siblings", "outsider", "title")
)


def counted(document: Document, named: list[Mention]) -> list[Counted]:
    """All quantities of the text from left to right."""
    people = {m.end: m for m in named if m.kind in AGED}
    nouns = {m.word_start for m in named if m.kind in ("kin", "case", "elder")}
    found = phrases(document.text)
    spoken = {place for one in found for place in range(one.start, one.end)}
    reached = 0
    last: Counted | None = None
    for number in numerals(document.text):
        if number.start < reached or number.end - 1 in spoken:
            continue
        one = _read(document, number, people, nouns, last)
        if one is not None:
            found.append(one)
            reached, last = one.end, one
    found += half_times(document.text, {place for c in found for place in range(c.start, c.end)})
    return sorted(found, key=lambda c: c.start)


def _read(
    document: Document,
    number: Numeral,
    people: dict[int, Mention],
    nouns: set[int],
    last: Counted | None,
) -> Counted | None:
    for reader in (age, baby, money, duration):
        if (one := reader(document, number)) is not None:
            return one
    if (one := headcount(document, number, nouns)) is not None:
        return one
    return (
        child_age(document, number)
        or bare_age(document, number, people, last)
        or bare_money(document, number)
    )
