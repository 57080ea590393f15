"""Illnesses somebody has: their names, and whether they are serious."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.understanding.facts.hits import Hit, asked_in_general
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, either, load
from bot.understanding.text.stance import Stance, asks, stance

BETWEEN = re.compile(
    r"(?:、|和|跟|与|及|以及|加上?|还有|并发?|伴有?|合并|引起的?|导致|又|后|,){0,2}"
)
ADVERB = re.compile(r"(?<=.)(?:[也都又]|一直|有点|有些)(?=.)")
WINDOW, FAR = 8, 24


@dataclass(frozen=True)
class Word:
    """A name of an illness at text[start:end]; `kind`: severe, plain, generic or procedures."""

    start: int
    end: int
    kind: str


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    illness = load("illness")
    words = illness[kind]
    text = words if isinstance(words, str) else either(words)
    return re.compile(text.replace("{organs}", f"(?:{illness['organs']})"))


_cue = cues("illness")


def illness_hits(document: Document) -> list[Hit]:
    """Names of diseases, and severe_illness where the name is one of a grave disease."""
    found: list[Hit] = []
    for run in _runs(document, _words(document)):
        said = _standing(document, run[0], run[-1])
        for word in run:
            found += _hits(document, word, said)
    return found


def _words(document: Document) -> list[Word]:
    """The longest names that do not overlap, from left to right."""
    every = [
        Word(*m.span(), kind)
        for kind in ("severe", "plain", "generic", "procedures")
        for m in _pattern(kind).finditer(document.text)
    ]
    taken: set[int] = set()
    kept: list[Word] = []
    for word in sorted(every, key=lambda w: (w.start - w.end, w.start)):
        if taken.isdisjoint(range(word.start, word.end)):
            taken.update(range(word.start, word.end))
            kept.append(word)
    return sorted((w for w in kept if not _of_something_else(document, w)), key=lambda w: w.start)


def _of_something_else(document: Document, word: Word) -> bool:
    before = document.before(word.start, WINDOW)
    return bool(
        _cue("unless_before").search(before)
        or _cue("unless_after").match(document.after(word.end, WINDOW))
    )


def _runs(document: Document, words: list[Word]) -> Iterator[list[Word]]:
    """没有高血压糖尿病: names side by side stand alike."""
    run: list[Word] = []
    for word in words:
        if run and not _side_by_side(document, run[-1], word):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _side_by_side(document: Document, first: Word, second: Word) -> bool:
    gap = document.text[first.end : second.start]
    return "," not in gap and bool(BETWEEN.fullmatch(gap))


def _standing(document: Document, first: Word, last: Word) -> Stance:
    before, after = document.before(first.start, 14), document.after(last.end, FAR)
    if asked_in_general(document, first.start):
        return Stance.ASKED
    if _cue("died_after").match(after):
        return Stance.PAST
    said = stance(document, first.start, last.end)
    if said is Stance.STATED:
        said = _more_closely(document, first, last, before, after)
    return said


def _more_closely(
    document: Document, first: Word, last: Word, before: str, after: str
) -> Stance:  # fmt: skip
    if _cue("not_yet").search(before) and not _cue("not_yet_but").search(before):
        return Stance.SUPPOSED
    if _cue("denied").search(before) or _cue("denied_after").match(after):
        return Stance.DENIED
    if last.kind == "plain" and _operated(before, after):
        return Stance.PAST
    if _cue("history_after").match(after) or _cue("healed_after").match(after):
        return Stance.PAST
    text = document.text[first.start : last.end]
    ended = _cue("past_before").search(before) and not _cue("lifelong").search(text)
    beyond = document.text[last.end : last.end + FAR]
    if _cue("healed_next").match(beyond):
        return Stance.PAST
    return Stance.PAST if ended and not _cue("still_after").match(beyond) else Stance.STATED


def _operated(before: str, after: str) -> bool:
    """去年做了子宫肌瘤手术: an operation ended it."""
    return bool(_cue("operated_before").search(before) and _cue("operated_after").match(after))


def _hits(document: Document, word: Word, said: Stance) -> Iterator[Hit]:
    span = (word.start, word.end)
    asked = asks(document, word.start)
    if said is Stance.DENIED and word.kind == "generic":
        yield Hit("severe_illness", False, *span, "member", asked)
    if said is not Stance.STATED:
        return
    if word.kind != "plain":
        yield Hit("severe_illness", True, *span, "member", asked)
    if word.kind in ("severe", "plain"):
        yield Hit(
            "illness_name", _name(document.text[word.start : word.end]), *span, "member", asked
        )


def _name(words: str) -> str:
    """The illness by its usual name, where the words are a common slip."""
    slips: dict[str, Any] = load("illness")["slips"]
    return ADVERB.sub("", str(slips.get(words, words)))
