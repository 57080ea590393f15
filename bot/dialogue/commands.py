"""What a person can ask of the conversation itself, at any time: why, back, again, away."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib

from bot.dialogue.apply import restored
from bot.dialogue.asking import open_question
from bot.dialogue.state import Conversation, State
from bot.replies import Reply, details, phrase, summary
from bot.replies.emergencies import first_help
from bot.understanding import read_emergency
from eligibility import Choice, Household, Library, Screening, screen
from eligibility.telling.guide import guide

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
    household = restored(state.household, step.before, step.members)
    still = [question for question in household.asked if question != step.question]
    household = household.model_copy(update={"asked": still})
    before = state.model_copy(update={"household": household})
    undone = before.with_conversation(steps=steps, uncovered=False, places=step.places)
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
    return changed, [first_help(kind) for kind in kinds]


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


def result(state: State, library: Library, today: dt.date) -> tuple[State, list[Reply]]:
    """The result as far as it goes, and how to go on."""
    if state.conversation.uncovered:
        return state, [Reply(phrase("place_not_covered"))]
    if not state.conversation.consent or state.household.jurisdiction is None:
        return state, [Reply(phrase("nothing_yet"))]
    screening = screen(library, state.household, today, everything=True)
    way = guide(library, state.household, screening)
    *first, last = summary(screening, way, is_urgent(state))
    last = dataclasses.replace(last, choices=_what_next(screening))
    replies = [*first, last, details(screening, way)]
    return state.with_conversation(finished=_digest(state)), replies


def closing(state: State, library: Library, today: dt.date) -> tuple[State, list[Reply]]:
    """What follows when nothing is left to ask: the result, once for the same household."""
    conversation = state.conversation
    nothing_to_say = not conversation.consent or conversation.uncovered
    if nothing_to_say or conversation.finished == _digest(state):
        return state, []
    return result(state, library, today)


def _what_next(screening: Screening) -> tuple[Choice, ...]:
    going_on = ("go_on",) if screening.next is not None else ()
    return tuple(Choice(id=name, label=phrase(f"button_{name}")) for name in (*going_on, "delete"))


def _digest(state: State) -> str:
    told = state.household.model_dump_json(exclude={"said"})
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def full_account(state: State, library: Library, today: dt.date) -> list[Reply]:
    """Everything behind the result, for channels that cannot fold."""
    if state.household.jurisdiction is None or not state.conversation.consent:
        return [Reply(phrase("nothing_yet"))]
    screening = screen(library, state.household, today, everything=True)
    way = guide(library, state.household, screening)
    return [Reply(details(screening, way).text), Reply(phrase("account_hint"))]


def is_urgent(state: State) -> bool:
    """Whether something cannot wait: an emergency told, or an urgent fact."""
    told = state.household.household
    facts = ("no_money_for_food", "no_place_to_live", "medical_unpaid", "needs_help_now")
    return state.conversation.urgent or any(told.get(fact) is True for fact in facts)
