"""Places of a message: full names always, short names only beside a cue; nothing is guessed."""

import re
from dataclasses import dataclass, replace
from functools import cache

from bot.understanding.places.gazetteer import Place, by_start, full_names, names
from bot.understanding.reading import PlaceSaid, Role
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load


@dataclass(frozen=True)
class Found:
    """A stretch text[start:end] that names a place, with all it may mean."""

    start: int
    end: int
    candidates: tuple[Place, ...]
    role: Role | None = None
    origin: bool = False
    cued: bool = True
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
    kept = [found for found in joined if not cued or found.cued]
    settled = _settled([_with_role(found, document) for found in kept])
    contrast = any(found.role in ("residence", "work") for found in settled)
    return [
        replace(f, role="hukou") if f.origin and f.role is None and contrast else f for f in settled
    ]


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
        end = place + len(name)
        found.append(
            Found(place, end, tuple(names()[name]), cued=_cued(name, place, end, document))
        )
        place = end
    return found


def _cued(name: str, start: int, end: int, document: Document) -> bool:
    if name in full_names() or name in load("places")["sure"]:
        return True
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
            inner = tuple(c for c in one.candidates if any(c.inside(o) for o in last.candidates))
            if inner:
                joined[-1] = Found(last.start, one.end, inner)
                continue
        joined.append(one)
    return joined


def _widest(found: Found) -> Found:
    """湖里 is read as the district, not as the street of that name in it."""
    wide = tuple(
        c for c in found.candidates if not any(c != o and c.inside(o) for o in found.candidates)
    )
    return replace(found, candidates=wide)


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
            return replace(found, role=role)
    return replace(found, origin=bool(_cue("origin_after").match(after)))
