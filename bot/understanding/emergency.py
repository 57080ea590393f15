"""Danger told in a message: rules on the raw text, before anything else is read."""

import re
from dataclasses import dataclass
from functools import cache

from bot.understanding.reading import Emergency
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, load
from bot.understanding.text.stance import sentence_after, sentence_before

NEAR = 24


@dataclass(frozen=True)
class _Kind:
    name: str
    words: re.Pattern[str]
    unless: re.Pattern[str]
    unless_near: re.Pattern[str]
    feared: bool


@cache
def _kinds() -> tuple[_Kind, ...]:
    """In the order of urgency."""
    return tuple(
        _Kind(
            name, re.compile(kind["words"].strip()), re.compile(kind["unless"]),
            re.compile(kind["unless_near"]), kind.get("feared", False),
        )
        for name, kind in load("emergency")["kinds"].items()
    )  # fmt: skip


_cue = cues("emergency")


def read_emergency(text: str) -> Emergency | None:
    """The most pressing danger in `text`, or None."""
    return emergency(Document.of(text))


def emergency(document: Document) -> Emergency | None:
    """The most pressing danger of the document, with every other kind in it."""
    found = [(kind, m) for kind in _kinds() if (m := _first(kind, document))]
    if not found:
        return None
    if _shelter_first([kind.name for kind, _ in found], document.text):
        found = [*found[1:], found[0]]
    kind, m = found[0]
    return Emergency(
        kind=kind.name,  # type: ignore[arg-type]
        words=document.source.words(*m.span()), span=document.source.span(*m.span()),
        others=tuple(other.name for other, _ in found[1:]),
    )  # fmt: skip


def _shelter_first(names: list[str], text: str) -> bool:
    """昨天家里着火，人没事，今晚不知道睡哪里: the fire is out, the night is not."""
    if names[0] != "fire_or_disaster" or "no_shelter" not in names:
        return False
    return bool(_cue("fire_over").search(text)) and not _cue("burning").search(text)


def _first(kind: _Kind, document: Document) -> re.Match[str] | None:
    return next((m for m in kind.words.finditer(document.text) if _real(kind, m, document)), None)


def _real(kind: _Kind, m: re.Match[str], document: Document) -> bool:
    """Whether the danger is one of this household, and now."""
    before, after = document.before(m.start(), 16), document.after(m.end(), 8)
    around = document.before(m.start(), 3) + m[0] + document.after(m.end(), 4)
    if kind.unless.search(around) or _cue("denied").search(before):
        return False
    if _cue("denied_after").match(after) or _cue("policy").match(after):
        return False
    if kind.feared and _cue("feared").search(before):
        return False
    if kind.unless_near.search(_near(document, m)):
        return False
    return _is_now(document, m, before)


def _near(document: Document, m: re.Match[str]) -> str:
    led = sentence_before(document, m.start(), NEAR)
    return led + m[0] + sentence_after(document, m.end(), NEAR // 2)


def _is_now(document: Document, m: re.Match[str], before: str) -> bool:
    """前几年不想活，现在好多了 is over; 以前也打，现在还打我 is not."""
    past = _cue("past").search(before) or _cue("past").search(m[0])
    led = _cue("past").search(document.before(document.clause(m.start())[0] - 1, 8))
    only_date = led and document.clause(m.start())[0] > 1
    if not past and not only_date:
        return True
    return bool(_cue("still").search(before + m[0]))


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(load("answers")["urgent_alone"])


def says_only_that_it_is_urgent(text: str) -> bool:
    """急, 很急, 有急事: urgent, without a word on what."""
    return bool(_alone().match(Document.of(text).text))
