"""The values a fact can take and how they compare: three answers, ranges, ages on a day.

Nothing here knows a policy. A range that lies wholly on one side of a bound decides;
one across it leaves the comparison unknown.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

UNKNOWN = "unknown"
"""The household does not know."""
DECLINED = "declined"
"""The household would rather not say."""

Approximation = Literal["about", "over", "under", "range"]
Comparison = Literal["at_least", "at_most", "more_than", "less_than"]


class Truth(enum.IntEnum):
    """Kleene's three values; `min` is and, `max` is or, `2 - x` is not."""

    NOT_MET = 0
    UNKNOWN = 1
    MET = 2

    def negated(self) -> Truth:
        return Truth(2 - self)


class Range(BaseModel):
    """A number known only to lie between two ends, both included; an open end is None."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: float | None = None
    high: float | None = None
    approx: Approximation | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.low is None and self.high is None:
            raise ValueError("范围至少要有一端：low 或 high")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("范围的 low 不能大于 high")
        return self

    @property
    def exact(self) -> float | None:
        """The number, where both ends are the same."""
        return self.low if self.low is not None and self.low == self.high else None


def as_range(value: float | Range) -> Range:
    """A number as the range that holds only itself."""
    return value if isinstance(value, Range) else Range(low=value, high=value)


def is_at_most(value: Range, bound: Range) -> Truth:
    """Whether every number the value may be is at most every number the bound may be."""
    if value.high is not None and bound.low is not None and value.high <= bound.low:
        return Truth.MET
    if value.low is not None and bound.high is not None and value.low > bound.high:
        return Truth.NOT_MET
    return Truth.UNKNOWN


def compare(value: float | Range, word: Comparison, bound: float | Range) -> Truth:
    """`value word bound`; 以上、以下、不超过 include the number, 超过、不足 do not."""
    left, right = as_range(value), as_range(bound)
    if word == "at_most":
        return is_at_most(left, right)
    if word == "more_than":
        return is_at_most(left, right).negated()
    if word == "at_least":
        return is_at_most(right, left)
    return is_at_most(right, left).negated()


def multiply(left: float | Range, right: float | Range) -> Range:
    """The product of two quantities that are not negative."""
    first, second = as_range(left), as_range(right)
    approx = first.approx or second.approx
    low = None if first.low is None or second.low is None else first.low * second.low
    high = None if first.high is None or second.high is None else first.high * second.high
    return Range(low=0 if low is None and high is None else low, high=high, approx=approx)


def add(left: float | Range, right: float | Range) -> Range:
    """The sum of two quantities; an open end stays open."""
    first, second = as_range(left), as_range(right)
    return _spread(
        None if first.low is None or second.low is None else first.low + second.low,
        None if first.high is None or second.high is None else first.high + second.high,
        first.approx or second.approx,
    )


def above(left: float | Range, right: float | Range) -> Range:
    """What of one quantity lies above another, never less than 0."""
    first, second = as_range(left), as_range(right)
    low = None if first.low is None or second.high is None else first.low - second.high
    high = None if first.high is None or second.low is None else first.high - second.low
    return _spread(
        max(low or 0, 0), None if high is None else max(high, 0), first.approx or second.approx
    )


def least(left: float | Range, right: float | Range) -> Range:
    """The smaller of two quantities: a cap."""
    first, second = as_range(left), as_range(right)
    lows = [end for end in (first.low, second.low) if end is not None]
    highs = [end for end in (first.high, second.high) if end is not None]
    low = min(lows) if len(lows) == 2 else None
    high = min(highs) if highs else None
    # The cap is exact even where the capped quantity was not.
    return _spread(low, high, None if low == high else first.approx or second.approx)


def greatest(left: float | Range, right: float | Range) -> Range:
    """The larger of two quantities: a floor."""
    first, second = as_range(left), as_range(right)
    lows = [end for end in (first.low, second.low) if end is not None]
    highs = [end for end in (first.high, second.high) if end is not None]
    low = max(lows) if lows else None
    high = max(highs) if len(highs) == 2 else None
    return _spread(low, high, None if low == high else first.approx or second.approx)


def _spread(low: float | None, high: float | None, approx: Approximation | None) -> Range:
    return Range(low=0 if low is None and high is None else low, high=high, approx=approx)


def divide(left: float | Range, right: float | Range) -> Range | None:
    """The quotient of two quantities that are not negative; None when the divisor may be 0."""
    first, second = as_range(left), as_range(right)
    if not second.low or second.low <= 0:
        return None
    low = None if first.low is None or second.high is None else first.low / second.high
    high = None if first.high is None else first.high / second.low
    if low is None and high is None:
        return None
    return Range(low=low, high=high, approx=first.approx or second.approx)


def birthday(born: dt.date, years: int) -> dt.date:
    """The day a person born on `born` completes `years`; 29 February counts as 1 March."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return dt.date(born.year + years, 3, 1)


def age_on(born: dt.date, day: dt.date) -> int:
    """Completed years of life on a day (周岁 changes on the birthday)."""
    years = day.year - born.year
    return years if day >= birthday(born, years) else years - 1


def is_past_birthday(
    age: float | Range | None, born: dt.date | None, years: int, day: dt.date
) -> Truth:
    """超过 N 周岁: from the day after the N-th birthday.

    A bare age of N leaves it unknown: the birthday itself does not count, the next day does.
    """
    if born is not None:
        return Truth.MET if day > birthday(born, years) else Truth.NOT_MET
    if age is None:
        return Truth.UNKNOWN
    known = as_range(age)
    if known.low is not None and known.low > years:
        return Truth.MET
    if known.high is not None and known.high < years:
        return Truth.NOT_MET
    return Truth.UNKNOWN
