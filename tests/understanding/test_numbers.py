"""Numerals and quantities as people type them."""

from typing import Any

import pytest

from bot.understanding import read_message
from bot.understanding.numbers.approximations import numerals
from bot.understanding.text.normalise import normalise
from tests.understanding.tables import table

NUMBERS = table("numbers")


@pytest.mark.parametrize(("text", "expected"), NUMBERS["numerals"].items())
def test_numeral(text: str, expected: list[Any]) -> None:
    value, low, high, approx = (*expected, None, None, None)[:4]
    found = numerals(normalise(str(text)).text)
    assert len(found) == 1
    number = found[0]
    assert (number.value, number.approx) == (value, approx)
    if approx:
        assert (number.low, number.high) == (low, high)


@pytest.mark.parametrize("text", NUMBERS["no_numerals"])
def test_not_a_numeral(text: str) -> None:
    assert numerals(normalise(text).text) == []


@pytest.mark.parametrize(("text", "expected"), NUMBERS["quantities"].items())
def test_quantities(text: str, expected: list[list[Any]]) -> None:
    found = read_message(text).quantities
    told = [[q.kind, q.value if q.value is not None else [q.low, q.high], q.unit] for q in found]
    assert told == expected


@pytest.mark.parametrize("text", NUMBERS["no_quantities"])
def test_no_quantity(text: str) -> None:
    assert read_message(text).quantities == []


@pytest.mark.parametrize(("text", "expected"), NUMBERS["said"].items())
def test_said(text: str, expected: list[list[Any]]) -> None:
    found = read_message(text).quantities
    told = [[q.kind, [q.low, q.high] if q.approx else q.value, q.unit] for q in found]
    assert told == expected


@pytest.mark.parametrize("text", NUMBERS["other_figures"])
def test_figures_of_something_else(text: str) -> None:
    assert read_message(text).quantities == []


@pytest.mark.parametrize(("text", "expected"), NUMBERS["ages"].items())
def test_age_in_years(text: str, expected: int | list[int]) -> None:
    ages = [said.value for said in read_message(text).facts if said.fact == "age"]
    told = [[age["low"], age["high"]] if isinstance(age, dict) else age for age in ages]
    assert told == [expected]


def test_no_money_at_all_is_shown_as_nought_and_is_one_income() -> None:
    reading = read_message("我现在没收入")
    assert [(q.kind, q.value, q.text) for q in reading.quantities] == [("money", 0, "没收入")]
    assert len(reading.income) == 1


def test_words_and_span_are_those_of_the_message() -> None:
    text = "我家３口人\u200b，一个月两千来块"
    for quantity in read_message(text).quantities:
        start, end = quantity.span
        assert text[start:end] == quantity.text
    assert [q.text for q in read_message(text).quantities] == ["３口", "两千来块"]


def test_range_has_no_single_value() -> None:
    shown = read_message("一个月两三千").quantities[0].to_json()
    assert shown == {
        "kind": "money", "text": "两三千", "span": [3, 6], "low": 2000, "high": 3000,
        "approx": "range", "unit": "元",
    }  # fmt: skip
