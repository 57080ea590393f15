"""Numbers, ranges, ages and birthdays: how they compare."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from pydantic import ValidationError

from eligibility.values import (
    Comparison,
    Range,
    Truth,
    age_on,
    as_range,
    birthday,
    compare,
    divide,
    is_past_birthday,
    multiply,
)

YES, OPEN, NO = Truth.MET, Truth.UNKNOWN, Truth.NOT_MET
WORDS: tuple[Comparison, ...] = ("at_least", "at_most", "more_than", "less_than")


def between(low: float | None, high: float | None) -> Range:
    return Range(low=low, high=high)


@pytest.mark.parametrize(
    ("value", "at_least", "at_most", "more_than", "less_than"),
    [
        (699, NO, YES, NO, YES),
        (700, YES, YES, NO, NO),
        (700.01, YES, NO, YES, NO),
        (between(600, 699), NO, YES, NO, YES),
        (between(600, 700), OPEN, YES, NO, OPEN),
        (between(700, 800), YES, OPEN, OPEN, NO),
        (between(701, 800), YES, NO, YES, NO),
        (between(600, 800), OPEN, OPEN, OPEN, OPEN),
        (between(700, 700), YES, YES, NO, NO),
        (between(None, 699), NO, YES, NO, YES),
        (between(None, 700), OPEN, YES, NO, OPEN),
        (between(700, None), YES, OPEN, OPEN, NO),
        (between(701, None), YES, NO, YES, NO),
        (between(None, 900), OPEN, OPEN, OPEN, OPEN),
    ],
)
def test_below_at_and_above_a_bound(
    value: float | Range, at_least: Truth, at_most: Truth, more_than: Truth, less_than: Truth
) -> None:
    expected = (at_least, at_most, more_than, less_than)
    assert tuple(compare(value, word, 700) for word in WORDS) == expected


@pytest.mark.parametrize("word", WORDS)
def test_a_range_decides_only_when_every_number_in_it_agrees(word: Comparison) -> None:
    numbers = (1, 2, 3)
    spreads = [(a, b) for a in numbers for b in numbers if a <= b]
    for (low, high), (under, over) in itertools.product(spreads, spreads):
        single = {
            compare(value, word, bound)
            for value in range(low, high + 1)
            for bound in range(under, over + 1)
        }
        whole = compare(between(low, high), word, between(under, over))
        assert whole is (single.pop() if len(single) == 1 else OPEN), (low, high, under, over)


def test_a_bound_that_is_open_leaves_the_comparison_open() -> None:
    assert compare(5, "at_most", between(None, 9)) is OPEN
    assert compare(5, "at_most", between(6, None)) is YES
    assert compare(5, "at_least", between(6, None)) is NO


@pytest.mark.parametrize(
    ("low", "high"), [(None, None), (3, 2)], ids=["no end at all", "ends the wrong way round"]
)
def test_a_range_needs_an_end_and_the_right_order(low: float | None, high: float | None) -> None:
    with pytest.raises(ValidationError, match="low"):
        Range(low=low, high=high)


def test_a_range_with_equal_ends_is_exact() -> None:
    assert between(3, 3).exact == 3
    assert between(3, 4).exact is None
    assert between(None, 4).exact is None
    assert as_range(5) == between(5, 5)


@pytest.mark.parametrize(
    ("left", "right", "low", "high"),
    [
        (0.8, 45, 36, 36),
        (between(2, 3), 10, 20, 30),
        (between(2, 3), between(10, 20), 20, 60),
        (between(None, 3), 10, None, 30),
        (between(2, None), 10, 20, None),
        (between(None, 3), between(2, None), 0, None),
    ],
)
def test_products(
    left: float | Range, right: float | Range, low: float | None, high: float | None
) -> None:
    product = multiply(left, right)
    assert (product.low, product.high) == (low, high)


@pytest.mark.parametrize(
    ("total", "people", "expected"),
    [
        (2100, 3, (700, 700)),
        (between(2000, 3000), 2, (1000, 1500)),
        (2000, between(2, 4), (500, 1000)),
        (between(2000, 3000), between(2, 4), (500, 1500)),
        (between(None, 3000), 3, (None, 1000)),
        (between(3000, None), 3, (1000, None)),
        (3000, between(2, None), (None, 1500)),
        (between(3000, None), between(2, None), None),
        (3000, 0, None),
        (3000, between(0, 3), None),
        (3000, between(None, 3), None),
    ],
)
def test_quotients(
    total: float | Range, people: float | Range, expected: tuple[float | None, ...] | None
) -> None:
    share = divide(total, people)
    assert (None if share is None else (share.low, share.high)) == expected


def test_approximation_survives_arithmetic() -> None:
    about = Range(low=1800, high=2300, approx="about")
    assert multiply(about, 2).approx == "about"
    share = divide(about, 2)
    assert share is not None
    assert share.approx == "about"


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("1950-09-01", "2020-08-31", 69),
        ("1950-09-01", "2020-09-01", 70),
        ("1950-09-01", "2020-09-02", 70),
        ("2000-02-29", "2018-02-28", 17),
        ("2000-02-29", "2018-03-01", 18),
        ("2000-02-29", "2020-02-28", 19),
        ("2000-02-29", "2020-02-29", 20),
        ("2020-09-01", "2020-09-01", 0),
    ],
)
def test_age_changes_on_the_birthday(born: str, day: str, age: int) -> None:
    assert age_on(dt.date.fromisoformat(born), dt.date.fromisoformat(day)) == age


def test_a_birthday_on_29_february_is_1_march_in_other_years() -> None:
    leap = dt.date(1952, 2, 29)
    assert birthday(leap, 70) == dt.date(2022, 3, 1)
    assert birthday(leap, 72) == dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("born", "day", "expected"),
    [
        ("1950-09-01", "2020-08-31", NO),
        ("1950-09-01", "2020-09-01", NO),
        ("1950-09-01", "2020-09-02", YES),
        ("1952-02-29", "2022-03-01", NO),
        ("1952-02-29", "2022-03-02", YES),
    ],
)
def test_past_a_birthday_begins_the_day_after(born: str, day: str, expected: Truth) -> None:
    on = dt.date.fromisoformat(day)
    assert is_past_birthday(None, dt.date.fromisoformat(born), 70, on) is expected


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (69, NO),
        (70, OPEN),
        (71, YES),
        (None, OPEN),
        (between(71, None), YES),
        (between(70, None), OPEN),
        (between(None, 69), NO),
        (between(None, 70), OPEN),
        (between(60, 80), OPEN),
    ],
)
def test_a_bare_age_of_seventy_does_not_tell_whether_the_birthday_is_past(
    age: float | Range | None, expected: Truth
) -> None:
    assert is_past_birthday(age, None, 70, dt.date(2020, 9, 1)) is expected


def test_a_date_of_birth_wins_over_the_age_told() -> None:
    day = dt.date(2020, 9, 1)
    assert is_past_birthday(75, dt.date(1950, 9, 1), 70, day) is NO
    assert is_past_birthday(69, dt.date(1950, 8, 31), 70, day) is YES


def test_negation_swaps_the_definite_and_keeps_the_unknown() -> None:
    assert [truth.negated() for truth in (NO, OPEN, YES)] == [YES, OPEN, NO]
