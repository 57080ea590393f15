"""First descriptions in shorthand and in everyday words: what they tell, and what they do not."""

from typing import Any

import pytest

from bot.understanding import read_message
from tests.understanding.tables import table

CASES: dict[str, dict[str, dict[str, Any]]] = table("first_words")


def told(text: str) -> dict[str, Any]:
    """Every fact as `person.fact` or `fact`, with its value; a range in short as [low, high]."""
    facts: dict[str, Any] = {}
    for said in read_message(text).facts:
        name = said.fact if said.member is None else f"{said.member}.{said.fact}"
        value = said.value
        facts[name] = [value["low"], value["high"]] if isinstance(value, dict) else value
    return facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, expected) for cases in CASES.values() for text, expected in cases.items()],
)
def test_first_words(text: str, expected: dict[str, Any]) -> None:
    found = told(text)
    for name, value in expected.items():
        # None: nothing of the kind may be told.
        assert found.get(name) == value, (name, found)
