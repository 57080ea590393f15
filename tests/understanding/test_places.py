"""Places: full official names, roles, and nothing guessed."""

from typing import Any

import pytest

from bot.understanding import read_message
from bot.understanding.places.gazetteer import Place, all_places, names
from bot.understanding.places.places import named
from tests.understanding.tables import table

PLACES = table("places")
SERVED = ("fuzhou", "minhou", "xiamen", "guzhang")


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


@pytest.mark.parametrize(
    ("text", "expected"), [*PLACES["read"].items(), *PLACES["with_others"].items()]
)
def test_whole_messages(text: str, expected: tuple[list[list[str | None]], dict[str, Any]]) -> None:
    reading = read_message(text)
    told = reading.household()
    assert [[place.text, place.role] for place in reading.places] == expected[0]
    assert {name: told[name] for name in told if name in PLACE_FACTS} == expected[1]


PLACE_FACTS = {"hukou_place", "jurisdiction", "district", "months_working_locally"}


def test_the_register_is_read_without_loss() -> None:
    found = all_places()
    assert len(found) == len(set(found)) > 3400
    assert sum(place.street is not None and place.county is not None for place in found) == 233
    assert Place("北京市", "北京市", "东城区") in found
    assert Place("新疆维吾尔自治区", None, "石河子市") in found
    assert Place("广东省", "东莞市") in found


def test_every_county_can_be_named() -> None:
    assert len([name for name in names() if name.endswith(("县", "区", "市", "旗"))]) > 2800


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("我住鼓楼", ["福建省/福州市/鼓楼区"]),
        ("我上街这边的", ["福建省/福州市/闽侯县/上街镇"]),
        ("住金山街道", ["福建省/福州市/仓山区/金山街道", "福建省/厦门市/湖里区/金山街道"]),
        ("我在朝阳区打工", []),
        ("儿子在鼓楼打工", []),
        ("户口在鼓楼", []),
        ("我住厦门湖里", []),
    ],
)
def test_a_name_of_several_places_leaves_open_where_the_household_lives(
    text: str, places: list[str]
) -> None:
    found = [open_.candidates for open_ in read_message(text).open if open_.fact == "jurisdiction"]
    assert [list(one) for one in found] == ([places] if places else [])


@pytest.mark.parametrize("words", ["高新区", "高新区的", "我住高新区"])
def test_a_bare_zone_is_read_only_as_an_answer(words: str) -> None:
    assert read_message(words).places == []
    (place,) = named(words)
    assert (place.jurisdiction, place.district) == ("fuzhou", "高新区")


@pytest.mark.parametrize("words", ["西安高新区", "火炬高新区"])
def test_another_zone_is_not_the_one_of_fuzhou(words: str) -> None:
    assert all(place.jurisdiction != "fuzhou" for place in named(words))


@pytest.mark.parametrize("place", [place for place in all_places() if place.jurisdiction in SERVED])
def test_every_division_here_is_read_by_its_full_name(place: Place) -> None:
    *above, own = [part for part in place.parts() if part]
    (said,) = read_message(f"我住{above[-1]}{own}").places
    assert (said.city, said.county, said.street) == (place.city, place.county, place.street)
