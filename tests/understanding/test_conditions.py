"""Illness, disability, care, schooling and work: what a text states of anybody, and no more."""

import pytest

from bot.understanding import read_message
from tests.understanding.tables import table

CASES: dict[str, dict[str, list[str]]] = table("conditions")
FACTS = frozenset(
    {"illness_name", "severe_illness", "disability_certificate", "self_care", "student_stage",
     "employed", "works_how", "looking_for_work", "no_income_source", "no_labor_ability",
     "no_capable_supporter", "empty_nest_or_alone_elder", "left_behind", "orphan",
     "unsupported_child", "father_status", "mother_status"}
)  # fmt: skip


def told(text: str) -> set[str]:
    """Every condition read from `text`, whoever has it, as data/conditions.yml writes them."""
    reading = read_message(text)
    every = [said for said in reading.facts if said.fact in FACTS]
    # 去年失业，现在上班了: the last word on somebody's work holds.
    last = {said.member: said.value for said in every if said.fact == "employed"}
    found = {
        _line(said.fact, said.value)
        for said in every
        if said.fact != "employed" or said.value == last[said.member]
    }
    for member in reading.members:
        if member.disability:
            kind, level = member.disability["type"], member.disability["level"]
            found.add(f"disability {kind or ''}{level or ''}".strip())
    found |= {"disability 0" for f in reading.facts if (f.fact, f.value) == ("disability_level", 0)}
    return found


def _line(fact: str, value: object) -> str:
    short = {"illness_name": "illness", "severe_illness": "severe"}.get(fact, fact)
    if value is True:
        return short
    return f"{short} {'no' if value is False else value}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, facts) for cases in CASES.values() for text, facts in cases.items()],
)
def test_conditions(text: str, expected: list[str]) -> None:
    assert told(text) == set(expected)
