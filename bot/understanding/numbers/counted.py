"""A quantity in a text, with the numeral it was read from."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from bot.understanding.numbers.approximations import about
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.reading import Figure, Quantity, Value
from bot.understanding.text.document import Document

# "nothing": no money at all, said in words (没收入); whose income that is, flows settle.
Kind = Literal["money", "count", "age", "duration", "nothing"]
ABOUT_AFTER = re.compile(r"\s*(?:左右|上下|的?样子|挨边|前后|边上|边边|吧?大概|差不多)")
OVER_AFTER = re.compile(
    r"\s*(?:(?P<little>出头|挂零|冒头|露头|冒尖|拐弯|拐个弯|挂点零|带零头)|(?P<step>开外|好几|有余|多(?!少|动|发|重|囊))|以上|往上|朝上|\+|加(?=[,。;!?、\s]|$)|朝外|起步|打底|保底|起(?=[,。;!?、\s]|$)|还多)"
)
UNDER_AFTER = re.compile(
    r"\s*(?:以下|以内|[都还也]?(?:不到|不足|没到)|有找|差一?[点些](?!没)|封顶|顶天|到顶|撑死|顶破天)"
)
NOT_EVEN = re.compile(r"\s*[都也还](?:没有?|没得|冇|不够)(?=[,。;!?、\s了啊]|$)")


@dataclass(frozen=True)
class Counted:
    """A quantity with its place in the normalised text and the numeral it was read from."""

    kind: Kind
    start: int
    end: int
    numeral: Numeral
    unit: Literal["元", "人", "岁", "月"]

    @property
    def amount(self) -> Value:
        """A number when exact, else a range as the household takes it."""
        number = self.numeral
        if number.approx is None and number.value is not None:
            return figure(number.value) or 0
        return {"low": figure(number.low), "high": figure(number.high), "approx": number.approx}

    def quantity(self, document: Document) -> Quantity:
        """The quantity as the contract shows it."""
        number = self.numeral
        return Quantity(
            kind="money" if self.kind == "nothing" else self.kind,
            text=document.source.words(self.start, self.end),
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


def extended(number: Numeral, end: int, text: str, *, even: bool = False) -> Numeral:
    """The numeral with 左右, 以上, 出头 … behind its unit taken in; `even`: 五百都没有 as well."""
    value = number.value
    if value is None or number.approx not in (None, "about"):
        return replace(number, end=end)
    if m := OVER_AFTER.match(text, end):
        return replace(number, low=value, high=_end_over(number, m), approx="over", end=m.end())
    if number.approx is None:
        if m := ABOUT_AFTER.match(text, end):
            return replace(about(number), end=m.end())
        under = UNDER_AFTER.match(text, end) or (NOT_EVEN.match(text, end) if even else None)
        if under:
            return replace(number, low=None, high=value, approx="under", end=under.end())
    return replace(number, end=end)


def _end_over(number: Numeral, after: re.Match[str]) -> float | None:
    """How far 出头 or 多 behind the unit reaches: not to the next figure."""
    value = number.value or 0
    if after["little"] == "挂零" and number.step >= 100:
        return value + number.step - 1
    if after["little"]:
        return value + number.step * 0.3
    if after["step"]:
        return value + (number.step - 1 if number.step > 1 else 0.9)
    return None
