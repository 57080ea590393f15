"""Places of a message: full names always, short names only beside a cue; nothing is guessed."""

from dataclasses import replace

from bot.understanding.places.cues import cue
from bot.understanding.places.found import Found
from bot.understanding.places.gazetteer import Place
from bot.understanding.places.matching import matches
from bot.understanding.places.roles import LEAD, of_another, with_role
from bot.understanding.text.document import Document

COMPARED = 8
__all__ = ["Found", "named", "places"]


def places(document: Document, *, cued: bool = True) -> list[Found]:
    """All places from left to right. `cued=False`: short names count without a cue (an answer)."""
    joined = [_widest(found) for found in _joined(matches(document), document.text)]
    kept = [found for found in joined if found.cued or (found.alone and not cued)]
    settled = _settled([with_role(found, document) for found in kept])
    return _origins(_compared(_said_instead(settled, document), document.text), document)


def named(words: str) -> list[Place]:
    """Everything that a short text, which is about a place, may mean."""
    found = places(Document.of(words), cued=False)
    return [place for one in found if not one.denied for place in one.candidates]


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

    同安 is the district, 河南 the province: who means the town says 镇, or where it lies.
    """
    provinces = tuple(c for c in found.candidates if c == Place(c.province))
    if provinces:
        return replace(found, candidates=provinces)
    meant = found.candidates
    wide = [c for c in meant if not any(c != o and c.inside(o) for o in meant)]
    if any(c.street is None and c.here and c.county for c in wide):
        wide = [c for c in wide if c.street is None]
    return replace(found, candidates=tuple(wide))


def _settled(found: list[Found]) -> list[Found]:
    """户口白沙住甘蔗: an open name is taken where another place of the message lies."""
    sure = [f.place for f in found if f.place and f.place.city]
    return [replace(f, candidates=_near(f, sure) or f.candidates) for f in found]


def _near(found: Found, sure: list[Place]) -> tuple[Place, ...]:
    """The candidates in a county that is named otherwise, else in a city that is served."""
    if len(found.candidates) == 1:
        return ()
    in_city = [c for c in found.candidates if any(c.city == p.city and p.here for p in sure)]
    in_county = [c for c in in_city if any(c.city == p.city and c.county == p.county for p in sure)]
    return tuple(in_county or in_city)


def _said_instead(found: list[Found], document: Document) -> list[Found]:
    """户口不在闽侯,在永泰: the second place is the register."""
    told = list(found)
    for i in range(1, len(told)):
        denied, one = told[i - 1], told[i]
        clause, _ = document.clause(one.start)
        register = denied.denied and cue("register").search(document.before(denied.start, LEAD))
        follows = denied.end < clause <= denied.end + 3
        if register and follows and cue("instead").match(document.text[clause : one.start]):
            told[i] = replace(one, role="hukou", denied=False)
    return told


def _compared(found: list[Found], text: str) -> list[Found]:
    """福州和厦门哪个高: two places at once are no place where somebody lives."""
    told = list(found)
    for i in range(len(found) - 1):
        between = text[found[i].end : found[i + 1].start]
        if len(between) <= COMPARED and cue("between_two").match(between):
            for at in (i, i + 1):
                told[at] = replace(told[at], denied=told[at].denied or told[at].role is None)
    return told


def _origins(found: list[Found], document: Document) -> list[Found]:
    """四川的在厦门打工: where somebody is from, beside where they are, is their register."""
    contrast = not any(one.role == "hukou" and not one.denied for one in found) and any(
        one.role in ("residence", "work") and not one.denied and not of_another(one, document)
        for one in found
    )
    return [
        replace(f, role="hukou") if f.origin and f.role is None and contrast else f for f in found
    ]
