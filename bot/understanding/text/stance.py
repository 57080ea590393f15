"""How words stand in their clause: stated, denied, asked, supposed, past, wished for, held."""

import re
from enum import Enum

from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues

WINDOW = 14
PAST_WINDOW = 8  # further back, in unpunctuated text, the time is somebody else's
CLAUSE_WINDOW = 60
SENTENCE_END = re.compile(r"[。!?;\n\r]")


class Stance(Enum):
    """What a clause says of the words in it."""

    STATED = "stated"
    DENIED = "denied"
    UNKNOWN = "unknown"
    ASKED = "asked"
    SUPPOSED = "supposed"
    PAST = "past"


cue = cues("stance")
"""The pattern `name` of data/stance.yml."""


def stance(document: Document, start: int, end: int, *, dated: bool = False) -> Stance:
    """The stance of text[start:end]. `dated`: the words tell an event, ended by an earlier year."""
    before, after = document.before(start, WINDOW), document.after(end, WINDOW)
    wide = since_the_turn(document.before(start, CLAUSE_WINDOW))
    if cue("asked_before").search(before):
        return Stance.ASKED
    if _supposed(wide, after):
        return Stance.SUPPOSED
    if cue("unknown_after").match(after):
        return Stance.UNKNOWN
    if cue("denied_before").search(before) and not cue("twice_denied").search(before):
        return Stance.DENIED
    if dated and _past(document, start, wide, after):
        return Stance.PAST
    return Stance.STATED


def since_the_turn(lead: str) -> str:
    """听说有补助但是我家没有: what stood before 但是 or 现在 no longer rules."""
    turns = list(cue("turn").finditer(lead))
    return lead[turns[-1].end() :] if turns else lead


def _supposed(wide: str, after: str) -> bool:
    near = wide[-30:]
    led = cue("supposed").search(near) or cue("hearsay").search(near)
    feared = any(cue(name).search(wide[-WINDOW:]) for name in ("feared", "hoped"))
    return bool(led or feared or cue("supposed_after").match(after))


def _past(document: Document, start: int, wide: str, after: str) -> bool:
    if cue("lasting_after").match(after):
        return False
    return bool(cue("past").search(wide[-PAST_WINDOW:])) or _earlier_clause_dates(document, start)


def _earlier_clause_dates(document: Document, start: int) -> bool:
    """前年，房子着火: a clause that is only a date rules the next one."""
    clause_start, _ = document.clause(start)
    if clause_start == 0:
        return False
    earlier_start, _ = document.clause(clause_start - 2) if clause_start > 1 else (0, 0)
    earlier = document.text[max(earlier_start, clause_start - 12) : clause_start]
    only_a_date = re.compile(
        rf"(?:{cue('past').pattern})(?:的?时候?|底|初|\d+月份?|[春夏秋冬]天?)?\W*"
    )
    return len(earlier) <= 12 and bool(only_a_date.fullmatch(earlier))


def asks(document: Document, start: int) -> bool:
    """Whether the clause around `start` is put as a question."""
    clause_start, clause_end = document.clause(start)
    clause = document.text[
        max(clause_start, start - CLAUSE_WINDOW) : min(clause_end, start + CLAUSE_WINDOW)
    ]
    return document.asks(start) or bool(cue("asks").search(clause))


def sentence_after(document: Document, place: int, width: int) -> str:
    """Up to `width` characters that follow `place`, to the end of the sentence."""
    return SENTENCE_END.split(document.text[place : place + width], maxsplit=1)[0]


def sentence_before(document: Document, place: int, width: int) -> str:
    """Up to `width` characters of the same sentence that lead to `place`."""
    return SENTENCE_END.split(document.text[max(0, place - width) : place])[-1]
