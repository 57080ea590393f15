"""Everyday acts somebody needs help with: 穿衣吃饭都要人帮 are two of six, perhaps more."""

import re
from collections.abc import Iterator
from functools import cache

from bot.understanding.facts.hits import Hit, asked_in_general, no_longer
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, either, load
from bot.understanding.text.stance import Stance, asks, stance

FACT = "cannot_do_acts"
MOST = 6


_cue = cues("care")


@cache
def _acts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(words)) for name, words in load("care")["acts"].items())


@cache
def _lists() -> re.Pattern[str]:
    one = either(load("care")["acts"].values())
    between = load("care")["acts_between"]
    return re.compile(rf"{one}(?:{between}{one}){{0,5}}")


def acts_hits(document: Document) -> Iterator[Hit]:
    """At least how many acts somebody cannot do alone, for each list of them."""
    for m in _lists().finditer(document.text):
        named = {name for name, words in _acts() if words.search(m[0])}
        end = _told_unable(document, *m.span())
        if end is None or not _is_told(document, m.start(), end):
            continue
        value = {"low": len(named), "high": MOST, "approx": "range"}
        yield Hit(FACT, value, m.start(), end, "member", asks(document, m.start()))


def _told_unable(document: Document, start: int, end: int) -> int | None:
    """Where the words end that say somebody cannot do it alone."""
    for name in ("helped_after", "unable_after"):
        if behind := _cue(name).match(document.text, end):
            return behind.end()
    return end if _cue("unable_before").search(document.before(start, 8)) else None


def _is_told(document: Document, start: int, end: int) -> bool:
    if asked_in_general(document, start) or no_longer(document, start):
        return False
    if _cue("acts_unless").search(document.before(start, 14)):
        return False
    denied = bool(_cue("unable_before").search(document.before(start, 8)))
    return stance(document, start, end) in (
        (Stance.STATED, Stance.DENIED) if denied else (Stance.STATED,)
    )
