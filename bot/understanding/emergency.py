"""Danger told in a message: rules on the raw text, before anything else is read."""

import re
from dataclasses import dataclass
from functools import cache

from bot.understanding.reading import Emergency
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load


@dataclass(frozen=True)
class _Kind:
    name: str
    words: re.Pattern[str]
    unless: re.Pattern[str]


@cache
def _kinds() -> tuple[_Kind, ...]:
    """In the order of urgency."""
    return tuple(
        _Kind(name, re.compile(kind["words"].strip()), re.compile(kind["unless"]))
        for name, kind in load("emergency")["kinds"].items()
    )


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(load("emergency")[name])


def read_emergency(text: str) -> Emergency | None:
    """The most pressing danger in `text`, or None."""
    return emergency(Document.of(text))


def emergency(document: Document) -> Emergency | None:
    """The most pressing danger of the document, with every other kind in it."""
    found = [(kind, m) for kind in _kinds() if (m := _first(kind, document))]
    if not found:
        return None
    kind, m = found[0]
    return Emergency(
        kind=kind.name,  # type: ignore[arg-type]
        words=document.source.words(*m.span()), span=document.source.span(*m.span()),
        others=tuple(other.name for other, _ in found[1:]),
    )  # fmt: skip


def _first(kind: _Kind, document: Document) -> re.Match[str] | None:
    return next((m for m in kind.words.finditer(document.text) if _real(kind, m, document)), None)


def _real(kind: _Kind, m: re.Match[str], document: Document) -> bool:
    before, after = document.before(m.start(), 16), document.after(m.end(), 8)
    around = document.before(m.start(), 3) + m[0] + document.after(m.end(), 4)
    if kind.unless.search(around) or _cue("denied").search(before):
        return False
    if _cue("denied_after").match(after):
        return False
    past = _cue("past").search(before) or _cue("past").search(m[0])
    still = re.search(r"现在|今天|又|还在|一直", before + m[0])
    return not (past and not still) and not _cue("policy").match(after)


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(load("answers")["urgent_alone"])


def says_only_that_it_is_urgent(text: str) -> bool:
    """急, 很急, 有急事: urgent, without a word on what."""
    return bool(_alone().match(Document.of(text).text))
