"""Money of persons and household, and how the household lives: what a text states, no more."""

import pytest

from bot.understanding import read_message
from bot.understanding.reading import FactSaid, Reading, Value
from tests.understanding.tables import table

CASES: dict[str, dict[str, list[str]]] = table("money")
HOUSEHOLD = {
    "income_month_total": "home",
    "household_income_12m": "home a year",
    "rigid_expense_12m": "rigid",
    "people_together": "people",
    "months_working_locally": "months",
    "rental_m2": "rental",
    "housing_m2": "housing",
}


def told(text: str) -> list[str]:
    """Every sum and count read from `text`, as data/money.yml writes them."""
    reading = read_message(text)
    latest = {(said.fact, said.member): said for said in reading.facts}
    found = [line for said in latest.values() if (line := _fact(reading, said))]
    for flow in reading.income:
        if flow.per in ("day", "year") and not (flow.per == "year" and flow.member is None):
            who = "home" if flow.member is None else flow.who
            found.append(f"{who} a {flow.per} {_number(flow.quantity.amount)}")
    return sorted(found)


def _fact(reading: Reading, said: FactSaid) -> str | None:
    if said.fact == "personal_income":
        relation = next((m.relation for m in reading.members if m.label == said.member), "gone")
        return f"{relation} {_number(said.value)}"
    if said.fact in HOUSEHOLD:
        return f"{HOUSEHOLD[said.fact]} {_number(said.value)}"
    return None


def _number(value: Value) -> str:
    """A figure, or the ends of a range."""
    if isinstance(value, dict):
        return f"{value['low'] or 0}-{value['high']}"
    return str(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, lines) for cases in CASES.values() for text, lines in cases.items()],
)
def test_money(text: str, expected: list[str]) -> None:
    assert told(text) == sorted(expected)
