"""Names of places in a text, and whether each one is meant as a place there."""

from bot.understanding.places.cues import cue
from bot.understanding.places.found import Found
from bot.understanding.places.gazetteer import (
    Place,
    by_start,
    formerly,
    full_names,
    names,
    renamed,
)
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

WIDEST_CUE = 5


def matches(document: Document) -> list[Found]:
    """All names from left to right, the longest at each place."""
    text, found, place = document.text, list[Found](), 0
    while place < len(text) - 1:
        name = next(
            (n for n in by_start().get(text[place : place + 2], ()) if text.startswith(n, place)),
            None,
        )
        if name is None or cue("never_before").search(text[max(0, place - 2) : place]):
            place += 1
            continue
        one = _match(name, place, document)
        if not one.cued and _better_begins_inside(one, document):
            place += 1
            continue
        behind_a_place = bool(found and found[-1].end == place)
        if not _names_something_else(one, name, behind_a_place, text):
            found.append(one)
        place = one.end
    return found


def _better_begins_inside(one: Found, document: Document) -> bool:
    """从江西来: not 从江, a county, but 江西."""
    text = document.text
    for start in range(one.start + 1, one.end):
        for name in by_start().get(text[start : start + 2], ()):
            if text.startswith(name, start) and start + len(name) > one.end:
                return _match(name, start, document).cued
    return False


def _match(name: str, start: int, document: Document) -> Found:
    end, full = start + len(name), name in full_names()
    meant, loose = names()[name], renamed(name) if full else []
    if not full:
        end, former = formerly(name, document.text, end)
        meant = former or meant
    if name in load("places")["not_alone"]:
        alone = bool(cue("cue_before").search(_before(document.text, start)))
        return Found(start, end, tuple(meant), cued=False, alone=alone)
    in_full = full or (end > start + len(name) and all(place.street is None for place in meant))
    cued = in_full or name in load("places")["sure"] or _cued(meant, start, end, document.text)
    return Found(start, end, tuple(meant), loose=tuple(loose), cued=cued)


def _before(text: str, start: int) -> str:
    return text[max(0, start - WIDEST_CUE) : start]


def _cued(meant: list[Place], start: int, end: int, text: str) -> bool:
    lead = _before(text, start)
    served = all(place.here for place in meant)
    if served and cue("lives_before").search(lead) and cue("smaller_next").match(text, end):
        return True
    if cue("cue_strong").search(lead) and cue("cue_next").match(text, end):
        return True
    if not start and cue("head_next").match(text, end):
        return True
    before, after = cue("cue_before").search(lead), cue("cue_after").match(text, end)
    strong_after = bool(after and after[0].strip(" ,。;!?"))
    return bool(before and after) and (strong_after or bool(before and before[0]))


def _names_something_else(one: Found, name: str, behind_a_place: bool, text: str) -> bool:
    """厦门路, 福州银行, 新店村, 王长乐: a road, a company, a village, a person."""
    if cue("part_of_a_name").match(text, one.end):
        return True
    if name in full_names() or one.end > one.start + len(name):
        return False
    if all(map(_small, one.candidates)) and cue("village").match(text, one.end):
        return True
    return not behind_a_place and _is_a_person(one, text)


def _small(place: Place) -> bool:
    return bool(place.county or place.street)


def _is_a_person(one: Found, text: str) -> bool:
    lead = text[max(0, one.start - 2) : one.start]
    named = cue("surname").search(lead) or cue("surname_at_the_start").search(lead)
    return bool(named) and not cue("surname_not_before").match(text, one.end)
