"""What somebody was told or fears shuts them out, in any message: 村里说有儿子不能办."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.understanding.text.document import STOP, Document
from bot.understanding.text.lexicon import cues, either, load

LEAD = 24
"""How far before the words somebody else may be named whom they are about."""


@dataclass(frozen=True)
class _Found:
    """Words about a myth, or an outcome, at their place in the text."""

    name: str
    start: int
    end: int

    def apart(self, other: _Found) -> int:
        """The number of characters between the two; 0 where they meet or overlap."""
        return max(0, other.start - self.end, self.start - other.end)


@dataclass(frozen=True)
class _Myth:
    name: str
    about: re.Pattern[str]
    unless: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    plainly: bool


_cue = cues("myths")


@cache
def _outcome(name: str) -> re.Pattern[str]:
    return re.compile(either(load("myths")[name]))


@cache
def _myths() -> tuple[_Myth, ...]:
    return tuple(
        _Myth(
            name=name,
            about=re.compile(one["about"]),
            unless=re.compile(one["unless"]) if "unless" in one else None,
            needs=re.compile(one["needs"]) if "needs" in one else None,
            plainly=one.get("plainly", False),
        )
        for name, one in load("myths")["myths"].items()
    )


@cache
def _whole() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(words)) for name, words in load("myths")["whole"].items())


def myths(text: str) -> tuple[str, ...]:
    """The ids of `data/myths.yml` that `text` asks about or reports as told, in its order.

    Nothing for what is only described (我有个儿子) or told of others (人家有车也吃低保).
    """
    document = Document.of(text)
    if _cue("unless_matter").search(document.text):
        return ()
    found = sorted([*_told(document), *_in_themselves(document)], key=lambda one: one.start)
    names = list(dict.fromkeys(one.name for one in found))
    reasonless = set(load("myths")["reasonless"])
    reasons = [name for name in names if name not in reasonless]
    return tuple(reasons or names)


def _in_themselves(document: Document) -> list[_Found]:
    found = [
        _Found(name, *m.span()) for name, words in _whole() for m in words.finditer(document.text)
    ]
    return [one for one in found if not _of_others(document, one) and not _elsewhere(document, one)]


def _elsewhere(document: Document, one: _Found) -> bool:
    """康复的名额满了: other places than those of social assistance."""
    words = load("myths")["whole_unless"].get(one.name)
    return words is not None and bool(re.search(words, _around(document, one)))


def _told(document: Document) -> list[_Found]:
    """Words about a myth with an outcome in the same sentence, the nearest to each outcome."""
    about = _about(document)
    told: list[_Found] = []
    for outcome in _outcomes(document):
        fit = [one for one in about if _fits(document, one, outcome)]
        if not fit:
            continue
        nearest = min(fit, key=lambda one: (one.apart(outcome), one.start > outcome.start))
        told += [one for one in fit if one is nearest or _beside(one, nearest)]
    return told


def _beside(one: _Found, nearest: _Found) -> bool:
    return one.name != nearest.name and one.apart(nearest) <= load("myths")["together"]


def _about(document: Document) -> list[_Found]:
    found = []
    for myth in _myths():
        for m in myth.about.finditer(document.text):
            lead = document.before(m.start(), 8)
            if myth.unless is None or not myth.unless.search(lead):
                found.append(_Found(myth.name, *m.span()))
    return [
        one
        for one in found
        if not _of_others(document, one) and not any(_within(one, other) for other in found)
    ]


def _within(one: _Found, other: _Found) -> bool:
    """儿子有工作: the son's work, not one's own."""
    longer = other.end - other.start > one.end - one.start
    return longer and other.start <= one.start and one.end <= other.end


def _outcomes(document: Document) -> list[_Found]:
    return [
        _Found(name, *m.span())
        for name in ("denied", "asked", "wished")
        for m in _outcome(name).finditer(document.text)
    ]


def _fits(document: Document, one: _Found, outcome: _Found) -> bool:
    """Whether an outcome is told of these words."""
    myth = next(myth for myth in _myths() if myth.name == one.name)
    if one.apart(outcome) > _gap(document, myth, outcome) or _parted(document, one, outcome):
        return False
    return myth.needs is None or bool(myth.needs.search(_around(document, one)))


def _gap(document: Document, myth: _Myth, outcome: _Found) -> int:
    """How far apart the two may stand; -1 where the outcome says nothing of such words."""
    words = load("myths")
    gap: int = words["gap"]
    if outcome.name != "wished" or myth.plainly:
        return gap
    near: int = words["gap_of_wishes"]
    return near if len(document.text) <= words["short"] else -1


def _parted(document: Document, one: _Found, other: _Found) -> bool:
    """Whether a sentence ends between the two."""
    first, last = sorted((one, other), key=lambda found: found.start)
    return bool(STOP.search(document.text[first.end : last.start]))


def _around(document: Document, one: _Found) -> str:
    gap = load("myths")["gap"]
    return document.text[max(0, one.start - gap) : one.end + gap]


def _of_others(document: Document, one: _Found) -> bool:
    lead = STOP.split(document.text[max(0, one.start - LEAD) : one.start])[-1]
    return bool(_cue("others").search(lead) or _cue("others_after").match(document.text, one.end))
