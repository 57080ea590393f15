"""Corrections in words: 不是三口，是四口; 说错了，是四口; 改成四口."""

import re
from functools import cache

from bot.understanding.reading import Correction
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load("corrections")
    return re.compile(data["not_but"]), re.compile(data["slip"])


def corrections(document: Document) -> list[Correction]:
    """Every place where the writer takes something back, or says it anew."""
    not_but, slip = _patterns()
    found: list[Correction] = []
    for m in not_but.finditer(document.text):
        denied = document.source.words(*m.span("no"))
        found.append(_correction(document, m, denied))
    for m in slip.finditer(document.text):
        if not any(c.span[0] <= document.source.span(*m.span())[0] < c.span[1] for c in found):
            found.append(_correction(document, m, None))
    return found


def _correction(document: Document, m: re.Match[str], denied: str | None) -> Correction:
    return Correction(
        denied=denied, words=document.source.words(*m.span()), span=document.source.span(*m.span())
    )
