"""Local figures said in a message: 现在低保标准是 900 元 – for whoever has them at hand."""

import re
from dataclasses import dataclass
from functools import cache

from bot.understanding.numbers.counted import Counted, figure
from bot.understanding.reading import FigureSaid
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

_LEAD = 16
_BETWEEN = r"(?:现在|目前|今年|每月|每人每月|一个月|都|就|是|为|有|到|调到|涨到|:|\s)*$"


@dataclass(frozen=True)
class _Standard:
    name: str
    said: re.Pattern[str]
    lowest: float
    highest: float


@cache
def _standards() -> tuple[_Standard, ...]:
    return tuple(
        _Standard(name, re.compile(told["said"] + _BETWEEN), told["lowest"], told["highest"])
        for name, told in load("standards").items()
    )


_DOUBTED = re.compile(r"是不是|是否|有没有|吗|么|如果|要是|假如|听说|以前|去年|多少|隔壁|人家")


def _is_doubted(document: Document, one: Counted) -> bool:
    """Asked about, supposed, heard, or of another time. “标准是” alone is a statement here."""
    start, end = document.clause(one.start)
    return document.asks(one.start) or bool(_DOUBTED.search(document.text[start:end]))


def standards(document: Document, counted: list[Counted]) -> list[FigureSaid]:
    """The figures stated as such; neither asked about nor supposed, exact and plausible."""
    return [
        FigureSaid(
            name=standard.name,
            value=value,
            words=document.source.words(one.start, one.end),
            span=document.source.span(one.start, one.end),
        )
        for one in counted
        if one.kind == "money" and one.numeral.approx is None
        if not _is_doubted(document, one)
        for standard in _standards()
        if standard.said.search(document.before(one.start, _LEAD))
        if (value := figure(one.numeral.value)) is not None
        and standard.lowest <= value <= standard.highest
    ]
