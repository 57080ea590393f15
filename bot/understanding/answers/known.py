"""What a household has told already keeps an answer for all of its members in bounds."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.understanding.answers.answer import Household, Question
from bot.understanding.reading import Value
from bot.understanding.text.lexicon import load

Told = tuple[str, str | None, Value]
NOT_HELD = (None, False, 0, "no", "none", "unknown", "declined")


def fitting(settings: Iterable[Told], household: Household) -> list[Told]:
    """`settings` without what cannot be meant of a member: 住校 of a grandmother, no certificate
    of somebody whose grade was told."""
    facts = {person.name: getattr(person, "facts", {}) for person in household.members}
    relations = {person.name: person.relation for person in household.members}
    return [
        one
        for one in settings
        if one[1] is None or _is_meant(one, facts.get(one[1], {}), relations.get(one[1], "other"))
    ]


def held(question: Question, household: Household, member: str) -> bool:
    """Whether what a question asks was told of `member` before: then naming them tells no more."""
    facts = next((getattr(p, "facts", {}) for p in household.members if p.name == member), {})
    return any(facts.get(ref.fact) not in NOT_HELD for ref in question.facts)


def _is_meant(one: Told, facts: Mapping[str, Any], relation: str | None) -> bool:
    fact, _, value = one
    if fact in load("answers")["of_pupils"]:
        stage = facts.get("student_stage")
        grown = relation in load("answers")["grown_up"]
        return not grown if stage in (None, "unknown", "declined") else stage != "none"
    if (fact, value) == ("disability_certificate", "no"):
        return facts.get("disability_level") in (None, 0, "unknown", "declined")
    return True
