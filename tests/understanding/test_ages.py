"""How old people are: whose age it is, and which figures are none."""

import pytest

from bot.understanding import read_message
from tests.understanding.tables import table

CASES: dict[str, dict[str, list[str]]] = table("ages")


def told(text: str) -> list[str]:
    """The age of each member, as data/ages.yml writes it."""
    shown = read_message(text).to_json()["members"]
    return [f"{member['relation']} {age}" for member in shown if (age := _age(member)) is not None]


def _age(member: dict[str, object]) -> str | None:
    if isinstance(spread := member.get("age_range"), dict):
        return f"{spread['low']}-{spread['high']}"
    return None if member.get("age") is None else str(member["age"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, ages) for cases in CASES.values() for text, ages in cases.items()],
)
def test_age(text: str, expected: list[str]) -> None:
    assert sorted(told(text)) == sorted(expected)
