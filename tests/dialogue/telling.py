"""A household told message by message, with corrections taken as the dialogue takes them."""

from __future__ import annotations

from bot.dialogue.amending import Amendment, amended
from bot.dialogue.corrections import amendment
from bot.dialogue.notes import Notes
from bot.dialogue.state import State
from bot.dialogue.told_before import in_context, last_told
from bot.understanding import Reading, read_message
from eligibility import Library, Question


def told(library: Library, *texts: str) -> State:
    """The state after these messages."""
    state = State.fresh()
    for text in texts:
        state, _, _ = turn(library, state, text)
    return state


def turn(
    library: Library, state: State, text: str, question: Question | None = None
) -> tuple[State, Reading, Amendment | None]:
    """The state after one more message, what was read from it, and what it amended."""
    last = last_told(state)
    reading = in_context(read_message(text), last, state.household)
    change = amendment(text, reading, last, state.household, library.vocabulary, question)
    notes = Notes(state, library)
    if change is None or not change.alone:
        notes.read(reading)
    if change is not None:
        notes.household = amended(notes.household, change, text, library)
    notes.keep_step()
    return notes.state(), reading, change
