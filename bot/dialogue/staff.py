"""Notes of staff: a round of visits taken down household by household, a call in shorthand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from bot.dialogue.afterwards import INTRODUCED
from bot.dialogue.apply import SELF
from bot.dialogue.notes import Notes
from bot.dialogue.results import staff_result
from bot.dialogue.shelf import another
from bot.dialogue.state import State, Voice
from bot.replies import Reply
from bot.replies.staff import grid_noted, grid_unchanged, operator_first_help
from bot.understanding import read_command, read_emergency, read_message
from bot.understanding.visits import Visit, begins_another, households, unchanged
from bot.understanding.voice import tells_of_anger, voice_of
from eligibility import Household, Library

_FRESH = Household()
NEXT_CALL = 20
"""A shorter note in mid-call tells more of the same caller."""


def voice_in(state: State, text: str) -> Voice:
    """Who is speaking, from the message on in which it shows."""
    voice = state.conversation.voice
    if voice != "resident" or read_command(text) is not None:
        return voice
    return voice_of(text) or voice


def is_a_note(state: State, text: str) -> bool:
    """Whether a message of staff tells of a household from its beginning, or of several."""
    voice = voice_in(state, text)
    if voice == "grid":
        fresh, told = state.household == _FRESH, households(text)
        several = len(told) > 1 and (fresh or len(households(text.replace("户主", ""))) > 1)
        begins = fresh or _is_of_another(state.household, text)
        return several or (begins and _tells(told)) or unchanged(text) is not None
    if voice != "operator":
        return False
    if state.household == _FRESH:
        return bool(read_message(text).facts)
    return len(text) >= NEXT_CALL and voice_of(text) == "operator"


def _is_of_another(household: Household, text: str) -> bool:
    """Whether a note is of another household than the one in hand: it has a number of its own, or
    its 户主 is of another age."""
    if begins_another(text, householder=False):
        return True
    known, told = household.fact("age", SELF), read_message(text).of(SELF).get("age")
    return begins_another(text) and told is not None and known is not None and told != known


def _tells(told: Iterable[Visit]) -> bool:
    """Whether more is told than a greeting."""
    return any(reading.facts or reading.members for reading in (read_message(v.text) for v in told))


def take_note(
    state: State, text: str, library: Library, today: dt.date
) -> tuple[State, list[Reply]]:
    """Each household on a clean slate, with its result; the last one stays in hand."""
    state = state.with_conversation(voice=voice_in(state, text))
    if state.conversation.voice == "operator":
        return _one(state, Visit(label="", text=text), library, today)
    replies: list[Reply] = []
    for visit in households(text):
        state, told = _one(state, visit, library, today)
        replies += told
    rest = unchanged(text)
    if rest is not None:
        replies.append(grid_unchanged(rest.numbers, rest.count))
    return state, replies


def _one(state: State, visit: Visit, library: Library, today: dt.date) -> tuple[State, list[Reply]]:
    area = _area(state)
    if state.household != _FRESH:
        state, _ = another(state)
    notes = Notes(state, library)
    notes.read(read_message(visit.text))
    if state.conversation.voice == "grid" and area is not None:
        notes.stay_in(area)
    found = read_emergency(visit.text)
    kinds = (found.kind, *found.others) if found else ()
    if kinds:
        notes.conversation.urgent = True
        notes.conversation.helped = list(dict.fromkeys([*notes.conversation.helped, *kinds]))
    # The result of a call thanks who asks for somebody else itself.
    notes.conversation.said_once = [*notes.conversation.said_once, INTRODUCED]
    taken = notes.state()
    told = staff_result(taken, library, today, tells_of_anger(visit.text))
    return taken, told or _without_a_place(taken, visit, kinds)


def _area(state: State) -> str | None:
    """Where the round goes: the place of the household before."""
    if state.household.jurisdiction is not None or not state.others:
        return state.household.jurisdiction
    place = state.others[-1].household.get("jurisdiction")
    return None if place is None else str(place)


def _without_a_place(state: State, visit: Visit, kinds: tuple[str, ...]) -> list[Reply]:
    """What can be said before it is known which documents count."""
    if state.conversation.voice == "operator":
        return [operator_first_help(kind) for kind in kinds[:1]]
    label = f"{state.conversation.number}号户"
    return [grid_noted(state.household, label, visit.redacted)]
