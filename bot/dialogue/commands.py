"""What a person can ask of the conversation itself, at any time: why, back, again, away."""

from __future__ import annotations

import datetime as dt

from bot.dialogue.apply import restored
from bot.dialogue.asking import is_a_child, open_question
from bot.dialogue.state import Conversation, State
from bot.replies import Reply, phrase
from bot.replies.emergencies import first_help
from bot.understanding import read_emergency, read_message
from bot.understanding.minors import child_writes
from eligibility import Household, Library

MOST_KINDS = 2
"""How many dangers of one message are answered at once: more could not be read in time."""


def explain(state: State, library: Library, today: dt.date) -> list[Reply]:
    """Why the open question is asked."""
    question = open_question(state, library, today)
    if question is None:
        return [Reply(phrase("nothing_asked"))]
    return [Reply(phrase("why", why=question.why))]


def undo(state: State) -> tuple[State, list[Reply]]:
    """The last answer taken back; its question is put again."""
    steps = list(state.conversation.steps)
    if not steps:
        return state, [Reply(phrase("nothing_to_undo"))]
    step = steps.pop()
    if step.household is not None:
        household = Household.model_validate(step.household)
    else:
        household = restored(state.household, step.before, step.members)
    still = [question for question in household.asked if question != step.question]
    household = household.model_copy(update={"asked": still})
    before = state.model_copy(update={"household": household})
    undone = before.with_conversation(
        steps=steps, uncovered=False, places=step.places, conflict=None
    )
    return undone, [Reply(phrase("undone"))]


def restart(state: State) -> tuple[State, list[Reply]]:
    """A clean slate; consent once given stays given."""
    now = state.conversation
    # The messages before this one are not to be read again.
    kept = Conversation(
        consent=now.consent or None,
        voice=now.voice,
        number=now.number,
        greeted=True,
        last_message=now.last_message,
    )
    fresh = {"household": Household(), "conversation": kept}
    return state.model_copy(update=fresh), [Reply(phrase("restarted"))]


def emergency(state: State, text: str) -> tuple[State, list[Reply]]:
    """The numbers and the one thing to do today; the question of safety stands open next."""
    found = read_emergency(text)
    kinds = [found.kind, *found.others] if found else ["suicide"]
    kinds = kinds[:MOST_KINDS]
    helped = list(dict.fromkeys([*state.conversation.helped, *kinds]))
    changed = state.with_conversation(emergency=kinds[0], urgent=True, helped=helped)
    voice, child = state.conversation.voice, is_a_child(state) or child_writes(read_message(text))
    return changed, [first_help(kind, voice, child=child) for kind in kinds]


def go_on(state: State, library: Library, today: dt.date) -> tuple[State, list[Reply]]:
    """The open question again; when only those of stage more are left, these from now on."""
    if open_question(state, library, today) is not None:
        return state, [Reply(phrase("resume"))]
    further = state.with_conversation(wants_more=True)
    if open_question(further, library, today) is not None:
        return further, [Reply(phrase("resume"))]
    return state, [Reply(phrase("nothing_asked"))]


def repeat(state: State, library: Library, today: dt.date) -> list[Reply]:
    """What leads in the open question, which follows."""
    open_now = open_question(state, library, today) is not None
    return [Reply(phrase("resume" if open_now else "nothing_asked"))]
