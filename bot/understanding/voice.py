"""Who is writing: a grid worker, a hotline operator, or (None) a resident, from the words and
the shape of the message. Rather silent than wrong: a resident is not to be spoken to as staff."""

import re
from functools import cache
from typing import Any, Literal

from bot.understanding.text.lexicon import load
from bot.understanding.text.normalise import normalise

Voice = Literal["grid", "operator"]
LONGEST = 2_000
VOICES: tuple[Voice, ...] = ("operator", "grid")


def voice_of(text: str) -> Voice | None:
    """The kind of staff that writes `text`; None for residents and whenever it is not plain."""
    regular = normalise(text[:LONGEST]).text.strip()
    for test in (_outright, _by_words, _by_shape):
        for voice in VOICES:
            if test(voice, regular):
                return voice
    return None


def _outright(voice: Voice, text: str) -> bool:
    if _found("for_themselves", text):
        return False
    start = _pattern("lead").match(text)
    at = start.end() if start else 0
    if any(pattern.match(text, at) for pattern in _patterns(voice, "head")):
        return True
    told_of = _found("of_staff", text)
    return not told_of and any(pattern.search(text) for pattern in _patterns(voice, "sure"))


def _by_words(voice: Voice, text: str) -> bool:
    if _is_own(text):
        return False
    return any(pattern.search(text) for pattern in _patterns(voice, "words"))


def _by_shape(voice: Voice, text: str) -> bool:
    """A note has several of the marks of notes, and speaks of nobody's own family."""
    if _is_own(text):
        return False
    count = sum(1 for pattern in _patterns(voice, "notes") if pattern.search(text))
    enough: int = load("voice")["enough"]
    return count >= enough


def _is_own(text: str) -> bool:
    """Whether the writer speaks of an own family, or of what staff did."""
    return any(_found(name, text) for name in ("own", "of_staff", "for_themselves"))


def _found(name: str, text: str) -> bool:
    return bool(_pattern(name).search(text))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load("voice")[name])


@cache
def _patterns(voice: Voice, kind: str) -> tuple[re.Pattern[str], ...]:
    told: Any = load("voice")[voice][kind]
    patterns = told.values() if isinstance(told, dict) else told
    return tuple(re.compile(pattern) for pattern in patterns)


def tells_of_anger(text: str) -> bool:
    """Whether a note says that the caller is angry: 一直骂, 情绪激动."""
    return _found("angry", normalise(text[:LONGEST]).text)
