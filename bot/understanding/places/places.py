"""Places of a message: full names always, short names only beside a cue; nothing is guessed."""

import re
from dataclasses import dataclass, replace
from functools import cache

from bot.understanding.places.gazetteer import (
    Place,
    by_start,
    formerly,
    full_names,
    names,
    renamed,
)
from bot.understanding.reading import PlaceSaid, Role
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load


@dataclass(frozen=True)
class Found:
    """A stretch text[start:end] that names a place, with all it may mean.

    `loose`: what it may mean beside another place; `alone`: whether it may be an answer.
    """

    start: int
    end: int
    candidates: tuple[Place, ...]
    role: Role | None = None
    loose: tuple[Place, ...] = ()
    origin: bool = False
    cued: bool = True
    alone: bool = True
    denied: bool = False

    @property
    def place(self) -> Place | None:
        """The place, when there is only one."""
        return self.candidates[0] if len(self.candidates) == 1 else None

    @property
    def jurisdiction(self) -> str | None:
        """Where all candidates lie, if that is one place that is told apart."""
        found = {candidate.jurisdiction for candidate in self.candidates}
        return found.pop() if len(found) == 1 else None

    def said(self, document: Document) -> PlaceSaid:
        """The place as the contract shows it."""
        shared = [
            parts[0] if len(set(parts)) == 1 else None
            for parts in zip(*(c.parts() for c in self.candidates), strict=True)
        ]
        several = self.candidates if len(self.candidates) > 1 else ()
        return PlaceSaid(
            text=document.source.words(self.start, self.end),
            span=document.source.span(self.start, self.end),
            province=shared[0], city=shared[1], county=shared[2], street=shared[3], role=self.role,
            candidates=tuple(
                {"province": c.province, "city": c.city, "county": c.county, "street": c.street}
                for c in several
            ),
        )  # fmt: skip


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(load("places")[name])


@cache
def _roles(side: str) -> dict[Role, re.Pattern[str]]:
    return {role: re.compile(pattern) for role, pattern in load("places")[side].items()}


def places(document: Document, *, cued: bool = True) -> list[Found]:
    """All places from left to right. `cued=False`: short names count without a cue (an answer)."""
    joined = [_widest(found) for found in _joined(_matches(document), document.text)]
    kept = [found for found in joined if found.cued or (found.alone and not cued)]
    settled = _settled([_with_role(found, document) for found in kept])
    contrast = any(found.role in ("residence", "work") for found in settled)
    return [
        replace(f, role="hukou") if f.origin and f.role is None and contrast else f for f in settled
    ]


def named(words: str) -> list[Place]:
    """Everything that a short text, which is about a place, may mean."""
    found = places(Document.of(words), cued=False)
    return [place for one in found if not one.denied for place in one.candidates]


def _matches(document: Document) -> list[Found]:
    text, found, place = document.text, list[Found](), 0
    while place < len(text) - 1:
        name = next(
            (n for n in by_start().get(text[place : place + 2], ()) if text.startswith(n, place)),
            None,
        )
        if name is None or _cue("never_before").search(text[max(0, place - 2) : place]):
            place += 1
            continue
        found.append(_match(name, place, document))
        place = found[-1].end
    return found


def _match(name: str, start: int, document: Document) -> Found:
    end, full = start + len(name), name in full_names()
    meant, loose = names()[name], renamed(name) if full else []
    if not full:
        end, former = formerly(name, document.text, end)
        meant = former or meant
    if name in load("places")["not_alone"]:
        alone = bool(_cue("cue_before").search(document.text[max(0, start - 5) : start]))
        return Found(start, end, tuple(meant), cued=False, alone=alone)
    cued = full or name in load("places")["sure"] or _cued(start, end, document)
    return Found(start, end, tuple(meant), loose=tuple(loose), cued=cued)


def _cued(start: int, end: int, document: Document) -> bool:
    text = document.text
    before = _cue("cue_before").search(text[max(0, start - 5) : start])
    after = _cue("cue_after").match(text, end)
    strong_before = bool(before and before[0].strip(" ,。;!?") and not before[0].isdigit())
    strong_after = bool(after and after[0].strip(" ,。;!?"))
    return bool(before and after) and (strong_before or strong_after or bool(before and before[0]))


def _joined(found: list[Found], text: str) -> list[Found]:
    """厦门湖里: neighbours of which one lies in the other are one place."""
    joined: list[Found] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and text[last.end : one.start] in ("", " ", "的", "省", "市", "县", "州"):
            inner = _inside(one.candidates, last) or _inside(one.loose, last)
            if inner:
                joined[-1] = Found(last.start, one.end, inner)
                continue
        joined.append(one)
    return joined


def _inside(candidates: tuple[Place, ...], outer: Found) -> tuple[Place, ...]:
    return tuple(c for c in candidates if any(c.inside(o) for o in outer.candidates))


def _widest(found: Found) -> Found:
    """湖里 is read as the district, not as the street of that name in it.

    同安 is the district, 湖南 the province: who means the town says 镇, or where it lies.
    """
    meant = found.candidates
    wide = [c for c in meant if not any(c != o and c.inside(o) for o in meant)]
    if any(c.street is None and (c == Place(c.province) or (c.here and c.county)) for c in wide):
        wide = [c for c in wide if c.street is None]
    return replace(found, candidates=tuple(wide))


def _settled(found: list[Found]) -> list[Found]:
    """户口白沙住甘蔗: an open name is taken where another place of the message lies."""
    sure = [f.place for f in found if f.place and f.place.county]
    settled: list[Found] = []
    for one in found:
        near = tuple(
            c
            for c in one.candidates
            if any(c.county == p.county and c.city == p.city for p in sure)
        )
        settled.append(replace(one, candidates=near) if len(one.candidates) > 1 and near else one)
    return settled


def _with_role(found: Found, document: Document) -> Found:
    before, after = document.before(found.start, 9), document.after(found.end, 9)
    if _cue("denied_before").search(before):
        return replace(found, denied=True)
    for role, pattern in _roles("role_before").items():
        if pattern.search(before):
            return replace(found, role=role)
    for role, pattern in _roles("role_after").items():
        if pattern.match(after):
            required = role == "hukou" and bool(_cue("required_before").search(before))
            return replace(found, role=role, denied=required)
    return replace(found, origin=bool(_cue("origin_after").match(after)))
