"""Places: full official names, roles, and nothing guessed."""

from typing import Any

import pytest

from bot.understanding import read_message
from bot.understanding.places.gazetteer import names
from tests.understanding.tables import table

PLACES = table("places")


@pytest.mark.parametrize(("text", "expected"), PLACES["found"].items())
def test_place(text: str, expected: list[list[Any]]) -> None:
    found = read_message(text).places
    assert [[p.text, p.province, p.city, p.county, p.role] for p in found] == expected


@pytest.mark.parametrize(("text", "county"), PLACES["open"].items())
def test_several_candidates_stay_open(text: str, county: str | None) -> None:
    (place,) = read_message(text).places
    assert len(place.candidates) > 1
    assert (place.city, place.county) == (None, county)


@pytest.mark.parametrize("text", PLACES["nowhere"])
def test_no_place(text: str) -> None:
    assert read_message(text).places == []


@pytest.mark.parametrize(("text", "expected"), PLACES["facts"].items())
def test_facts_of_places(text: str, expected: dict[str, Any]) -> None:
    told = read_message(text).household()
    assert {name: told[name] for name in told if name in PLACE_FACTS} == expected


PLACE_FACTS = {"hukou_place", "jurisdiction", "district", "months_working_locally"}


def test_every_county_can_be_named() -> None:
    assert len([name for name in names() if name.endswith(("县", "区", "市", "旗"))]) > 2800
