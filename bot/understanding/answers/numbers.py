"""The numbers a text answers with, one for each person that is asked about."""

from bot.understanding.answers.answer import Answer, FactRef, Household, Question
from bot.understanding.answers.number import (
    NEGATIVE,
    base_unit,
    candidates,
    impossible,
    within_limits,
)
from bot.understanding.facts.household import value_of
from bot.understanding.numbers.counted import Counted
from bot.understanding.people.cast import Cast
from bot.understanding.reading import Value
from bot.understanding.text.document import Document

_ALIKE = "都"


def read_numbers(document: Document, question: Question, household: Household) -> Answer | None:
    """68、66、9 in the order of the persons asked about; 我68，老伴65 by name; 都是六十多 for all.

    Whoever is left out is asked again; more numbers than persons are no answer.
    """
    unit = base_unit(question.unit)
    words = document.source.raw.strip()
    cast = Cast(document)
    found = candidates(document, cast, unit)
    if NEGATIVE.search(document.text) or not all(within_limits(unit, f.numeral) for f in found):
        return Answer(impossible=impossible(unit), words=words)
    asked = [ref for ref in question.facts if ref.member is not None]
    if len(found) > len(asked):
        return Answer(impossible=impossible("numbers"), words=words)
    named = (
        _by_person(cast, found, household) if cast.mentions else _in_order(document, found, asked)
    )
    settings = [
        (ref.fact, ref.member, value)
        for ref in asked
        if (value := named.get(ref.member)) is not None
    ]
    return Answer(settings=settings, words=words) if settings else None


def _in_order(
    document: Document, found: list[Counted], asked: list[FactRef]
) -> dict[str | None, Value]:
    values = [_whole(one) for one in found]
    if len(values) == 1 and _ALIKE in document.text:
        values *= len(asked)
    return {ref.member: value for ref, value in zip(asked, values, strict=False)}


def _by_person(cast: Cast, found: list[Counted], household: Household) -> dict[str | None, Value]:
    told: dict[str | None, Value] = {}
    for one in found:
        for label in cast.subject(one.start, one.end).labels:
            told[_member(cast, label, household)] = _whole(one)
    return told


def _member(cast: Cast, label: str, household: Household) -> str | None:
    """The household's name for somebody: by name, else by a relation only one person has."""
    if any(person.name == label for person in household.members):
        return label
    related = [p.name for p in household.members if p.relation == cast.relation(label)]
    return related[0] if len(related) == 1 else None


def _whole(one: Counted) -> Value:
    value = value_of(one)
    return int(value) if isinstance(value, float) else value
