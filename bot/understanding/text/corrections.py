"""Corrections in words: 不是三口，是四口; 说错了，是四口; 改成四口."""

import re
from functools import cache

from bot.understanding.reading import Correction
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

DENYING = ("not_but", "not_after")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    data = load("corrections")
    return tuple(re.compile(data[name]) for name in DENYING), re.compile(data["slip"])


def corrections(document: Document) -> list[Correction]:
    """Every place where the writer takes something back, or says it anew."""
    denying, slip = _patterns()
    found: list[Correction] = []
    for pattern in denying:
        for m in pattern.finditer(document.text):
            if not _within(found, document, m):
                found.append(_correction(document, m, document.source.words(*m.span("no"))))
    for m in slip.finditer(document.text):
        if not _within(found, document, m):
            found.append(_correction(document, m, None))
    return found


def _within(found: list[Correction], document: Document, m: re.Match[str]) -> bool:
    """Whether the place is part of a correction that is found already."""
    start = document.source.span(*m.span())[0]
    return any(c.span[0] <= start < c.span[1] for c in found)


def _correction(document: Document, m: re.Match[str], denied: str | None) -> Correction:
    return Correction(
        denied=denied, words=document.source.words(*m.span()), span=document.source.span(*m.span())
    )
