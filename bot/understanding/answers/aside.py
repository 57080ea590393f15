"""Questions of the writer's own in the middle of an answer."""

import re
from functools import cache

from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

REACH = 40


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(load("answers")["asking"])


def asking(document: Document, place: int) -> bool:
    """Whether the clause around `place` asks something, and so answers nothing."""
    start, end = document.clause(place)
    clause = document.text[max(start, place - REACH) : min(end, place + REACH)]
    return document.asks(place) or bool(_asking().search(clause))
