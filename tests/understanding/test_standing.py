"""How things stand: statuses held or wished for, refusals, troubles, housing, corrections."""

from typing import Any

import pytest

from bot.understanding import read_emergency, read_message
from bot.understanding.reading import Reading
from tests.understanding.tables import table

STANDING = table("standing")
AREA = frozenset({
    "dibao", "dibao_cut_or_stopped", "dibao_marginal", "low_income_certified",
    "registered_poor_household", "in_public_rental", "application_refused", "natural_disaster",
    "fire_or_accident", "sudden_serious_illness", "income_lost_suddenly", "medical_unpaid",
    "no_money_for_food", "no_place_to_live", "home_unsafe", "housing_need", "no_housing",
    "vehicle", "hukou_type", "homes_owned",
})  # fmt: skip
OF_A_PERSON = frozenset({"tekun", "dibao_single"})


def told(reading: Reading) -> dict[str, Any]:
    """Every fact of this area, whosever it is."""
    facts = {name: value for name, value in reading.household().items() if name in AREA}
    facts |= {said.fact: said.value for said in reading.facts if said.fact in OF_A_PERSON}
    return facts | {said.fact: "held" for said in reading.open if said.fact in OF_A_PERSON}


@pytest.mark.parametrize(("text", "expected"), STANDING["facts"].items())
def test_what_is_told(text: str, expected: dict[str, Any]) -> None:
    assert told(read_message(text)) == expected


@pytest.mark.parametrize(
    ("kind", "text"), [(k, text) for k, texts in STANDING["emergencies"].items() for text in texts]
)
def test_danger_only_where_it_is_now(kind: str, text: str) -> None:
    found = read_emergency(text)
    assert (found.kind if found else "none") == kind


@pytest.mark.parametrize(("text", "denied"), STANDING["corrections"].items())
def test_corrections(text: str, denied: list[str]) -> None:
    assert [c.denied or "" for c in read_message(text).corrections] == denied
