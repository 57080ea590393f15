"""The numbers a text answers with, one for each person that is asked about."""

import re

from bot.understanding.answers.answer import Answer, FactRef, Household, Question
from bot.understanding.answers.number import (
    NEGATIVE,
    base_unit,
    candidates,
    impossible,
    within_limits,
)
from bot.understanding.answers.people import Named, named
from bot.understanding.numbers.counted import Counted
from bot.understanding.people.cast import Cast
from bot.understanding.reading import Value
from bot.understanding.text.document import Document

CHILD = re.compile(r"老[大二三四](?=[一二三四五六七八九十\d])")
_ALIKE = "都"


def read_numbers(document: Document, question: Question, household: Household) -> Answer | None:
    """68、66、9 in the order of the persons asked about; 我68，老伴65 by name; 都是六十多 for all.

    Whoever is left out is asked again; more numbers than persons are no answer.
    """
    unit = base_unit(question.unit)
    # 老二十二 is the second child, who is twelve.
    document = Document.of(CHILD.sub(r"\g<0> ", document.source.raw))
    words = document.source.raw.strip()
    cast = Cast(document)
    people = named(document, household)
    found = candidates(document, cast, unit)
    if NEGATIVE.search(document.text) or not all(within_limits(unit, f.numeral) for f in found):
        return Answer(impossible=impossible(unit), words=words)
    asked = [ref for ref in question.facts if ref.member is not None]
    if len(found) > len(asked):
        return Answer(impossible=impossible("numbers"), words=words)
    values = _by_person(people, cast, found) if people else _in_order(document, found, asked)
    settings = [
        (ref.fact, ref.member, value)
        for ref in asked
        if (value := values.get(ref.member)) is not None
    ]
    return Answer(settings=settings, words=words) if settings else None


def _in_order(
    document: Document, found: list[Counted], asked: list[FactRef]
) -> dict[str | None, Value]:
    values = [_whole(one) for one in found]
    if len(values) == 1 and _ALIKE in document.text:
        values *= len(asked)
    return {ref.member: value for ref, value in zip(asked, values, strict=False)}


def _by_person(people: list[Named], cast: Cast, found: list[Counted]) -> dict[str | None, Value]:
    """To each number whoever the reader of persons takes, or who is named right before it."""
    told: dict[str | None, Value] = {}
    for one in found:
        before = [person for person in people if person.start < one.start]
        labels = set(cast.subject(one.start, one.end).labels)
        if before and (before[-1].members or labels):
            told.update((name, _whole(one)) for name in before[-1].members)
    return told


def _whole(one: Counted) -> Value:
    value = one.amount
    return int(value) if isinstance(value, float) else value
