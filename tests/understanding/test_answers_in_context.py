"""What residents reply to the interview's own questions, read in the light of each."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.replies.emergencies import safety_question
from bot.understanding import Answer, read_answer
from tests.understanding.answering_helper import Somebody
from tests.understanding.interview_helper import family, put
from tests.understanding.tables import table

TABLE = table("answers_in_context")
PARTS = ("beside", "safety")


def cases(part: dict[str, dict[str, Any]]) -> list[tuple[str, str, Any]]:
    return [(q, str(t), want) for q, texts in part.items() for t, want in texts.items()]


def read(question: str, text: str) -> Answer | None:
    name, _, people = question.partition("/")
    people = people or "five"
    return read_answer(text, put(name, people), family(people))


def told(facts: list[tuple[str, str | None, Any]]) -> dict[str, Any]:
    return {f"{fact}@{member}" if member else fact: value for fact, member, value in facts}


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    cases({name: texts for name, texts in TABLE.items() if name not in PARTS}),
)
def test_answer(question: str, text: str, expected: Any) -> None:
    answer = read(question, text)
    if answer is not None and not answer.choice_ids and not answer.settings:
        answer = None
    found: Any = None
    if answer is not None:
        found = answer.choice_ids or told(answer.settings)
    if isinstance(expected, list) and isinstance(found, list):
        found, expected = sorted(found), sorted(str(one) for one in expected)
    assert found == expected


@pytest.mark.parametrize(("question", "text", "expected"), cases(TABLE["beside"]))
def test_what_is_told_beside(question: str, text: str, expected: dict[str, Any]) -> None:
    answer = read(question, text)
    assert answer is not None
    facts = answer.extra.facts if answer.extra else []
    assert told([(f.fact, f.member, f.value) for f in facts]) == expected


@pytest.mark.parametrize(("kind", "text", "expected"), cases(TABLE["safety"]))
def test_the_question_of_safety(kind: str, text: str, expected: str | None) -> None:
    answer = read_answer(text, safety_question(kind), family("alone"))
    ids = answer.choice_ids if answer else []
    safe = [one for one in ids if one in ("yes", "no")]
    assert (safe[0] if safe else None) == expected


@dataclass
class Known(Somebody):
    """A member of whom something was told."""

    facts: dict[str, Any] = field(default_factory=dict)


def test_no_certificate_is_not_told_of_somebody_whose_grade_was() -> None:
    people = family("five")
    people.members[1] = Known("老婆", "spouse", {"disability_level": 2})
    answer = read_answer("都没有", put("health"), people)
    assert answer is not None
    facts = told(answer.settings)
    assert "disability_certificate@老婆" not in facts
    assert facts["disability_certificate@妈"] == "no"


def test_boarding_is_told_of_pupils_only() -> None:
    people = family("five")
    people.members[2] = Known("儿子", "son", {"student_stage": "senior_high"})
    people.members[3] = Known("女儿", "daughter", {"student_stage": "none"})
    answer = read_answer("都没有", put("pupils"), people)
    assert answer is not None
    facts = told(answer.settings)
    assert [name for name in facts if name.startswith("boarding")] == ["boarding@儿子"]
