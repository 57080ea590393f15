"""A quantity in a text, with the numeral it was read from."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from bot.understanding.numbers.approximations import about
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.reading import Figure, Quantity
from bot.understanding.text.document import Document

Kind = Literal["money", "count", "age", "duration"]
ABOUT_AFTER = re.compile(r"\s*(?:左右|上下|样子|的样子|前后|吧?大概|差不多)")
OVER_AFTER = re.compile(r"\s*(?:以上|往上|出头|起步|多(?!少)|还多)")
UNDER_AFTER = re.compile(r"\s*(?:以下|以内|不到|都不到)")


@dataclass(frozen=True)
class Counted:
    """A quantity with its place in the normalised text and the numeral it was read from."""

    kind: Kind
    start: int
    end: int
    numeral: Numeral
    unit: Literal["元", "人", "岁", "月"]

    def quantity(self, document: Document) -> Quantity:
        """The quantity as the contract shows it."""
        number = self.numeral
        return Quantity(
            kind=self.kind, text=document.source.words(self.start, self.end),
            span=document.source.span(self.start, self.end), unit=self.unit,
            value=figure(number.value), approx=number.approx,  # type: ignore[arg-type]
            low=figure(number.low) if number.approx else None,
            high=figure(number.high) if number.approx else None,
        )  # fmt: skip


def figure(number: float | None) -> Figure | None:
    """An int where the number is whole."""
    if number is None:
        return None
    return int(number) if number == int(number) else round(number, 4)


def extended(number: Numeral, end: int, text: str) -> Numeral:
    """The numeral with 左右, 以上, 出头 … behind its unit taken in."""
    if number.approx is None and number.value is not None:
        if m := ABOUT_AFTER.match(text, end):
            return replace(about(number), end=m.end())
        if m := UNDER_AFTER.match(text, end):
            return replace(number, low=None, high=number.value, approx="under", end=m.end())
        if m := OVER_AFTER.match(text, end):
            high = number.value + number.step * 0.3 if "出头" in m[0] else None
            return replace(number, low=number.value, high=high, approx="over", end=m.end())
    return replace(number, end=end)
