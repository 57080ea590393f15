"""Who a message speaks of: every member, with what is told of them, and nobody else."""

from typing import Any

import pytest

from bot.understanding import read_message
from bot.understanding.reading import Reading
from tests.understanding.tables import table

CASES = [{"text": text, **told} for text, told in table("people").items()]
# What is told of persons here; other facts are tested where they are read.
TOLD = ("age", "age_range", "illness", "student_stage", "employed", "disability")


def shown(reading: Reading) -> dict[str, list[str]]:
    """For each relation what is told of each member, as the data file writes it."""
    people: dict[str, list[str]] = {}
    for member in reading.to_json()["members"]:
        facts = [_short(name, member[name]) for name in TOLD if name in member]
        if facts or member["relation"] != "self":
            people.setdefault(member["relation"], []).append(" ".join(facts))
    return people


def _short(name: str, value: Any) -> str:
    if name == "age_range":
        return f"{value['low']}-{value['high']}"
    if name == "illness":
        return " ".join(value)
    if name == "employed":
        return "works" if value else "idle"
    if name == "disability":
        return f"grade{value['level'] or 'd'}"
    return str(value)


def expected(case: dict[str, Any]) -> dict[str, list[str]]:
    """`who` of the data file: a text for one person, a list for several."""
    who: dict[str, str | list[str]] = case.get("who") or {}
    return {
        relation: [str(one) for one in (told if isinstance(told, list) else [told])]
        for relation, told in who.items()
    }


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:20] for case in CASES])
def test_people(case: dict[str, Any]) -> None:
    reading = read_message(case["text"])
    assert shown(reading) == expected(case)
    assert reading.household().get("asking_for") == case.get("asking")
    assert [m.label for m in reading.members if m.gone] == case.get("gone", [])
    assert [m.label for m in reading.members if m.apart] == case.get("apart", [])


@pytest.mark.parametrize(
    ("text", "label", "there"),
    [
        ("女儿读小学三年级。女儿没爸爸了，去世了", "女儿", True),
        ("儿子没妈，我带大的", "儿子", True),
        ("女儿去年没了", "女儿", False),
        ("娃妈妈跑了，联系不上", "娃妈妈", False),
    ],
)
def test_whose_loss_is_told(text: str, label: str, there: bool) -> None:
    members = {one.label for one in read_message(text).members if one.gone is None}
    assert (label in members) is there
