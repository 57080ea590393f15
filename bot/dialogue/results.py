"""The result of the household in hand, in the words for who is speaking."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib

from bot.dialogue.handing_over import number_of_result
from bot.dialogue.state import State
from bot.replies import Reply, details, phrase, summary
from bot.replies.for_others import FOR_OTHERS, for_others_closing
from bot.replies.policy import Where
from bot.replies.staff import as_usual, grid_result, operator_result
from eligibility import Choice, Library, Screening, screen
from eligibility.telling.guide import guide

_URGENT = ("no_money_for_food", "no_place_to_live", "medical_unpaid", "needs_help_now")


def result(state: State, library: Library, today: dt.date) -> tuple[State, list[Reply]]:
    """The result as far as it goes, and how to go on."""
    if state.conversation.uncovered:
        return state, [Reply(phrase("place_not_covered"))]
    if not state.conversation.consent or state.household.jurisdiction is None:
        return state, [Reply(phrase("nothing_yet"))]
    conversation, now = state.conversation, digest(state)
    same = conversation.finished == now
    number = number_of_result(conversation.result_number, same, today)
    shown = state.with_conversation(finished=now, result_number=number)
    if conversation.voice != "resident":
        told = staff_result(state, library, today) or [Reply(phrase("place_not_covered"))]
        return shown, [*told[:-1], _numbered(told[-1], number)]
    screening = screen(library, state.household, today, everything=True)
    way = guide(library, state.household, screening)
    *first, last = summary(screening, way, is_urgent(state))
    last = dataclasses.replace(last, choices=_what_next(screening))
    closed = [*first, last, *_for_others(state, screening, library, today)]
    return shown, [*closed, _numbered(details(screening, way), number)]


def _for_others(
    state: State, screening: Screening, library: Library, today: dt.date
) -> list[Reply]:
    """Who may apply on whose behalf, for somebody who asks for another."""
    household = state.household
    whose = household.household.get("asking_for")
    if whose not in FOR_OTHERS:
        return []
    where = Where(household.jurisdiction, household.district)
    tekun = any(door.status == "tekun" for door in screening.doors)
    return [for_others_closing(whose, where, library, today, tekun=tekun)]


def _numbered(reply: Reply, number: str) -> Reply:
    """With the number under which the result can be asked about later."""
    said = phrase("result_number", number=number)
    return dataclasses.replace(reply, text=f"{reply.text}\n{said}")


def closing(state: State, library: Library, today: dt.date) -> tuple[State, list[Reply]]:
    """What follows when nothing is left to ask: the result, once for the same household."""
    conversation = state.conversation
    nothing_to_say = not conversation.consent or conversation.uncovered
    if nothing_to_say or conversation.finished == digest(state):
        return state, []
    return result(state, library, today)


def staff_result(
    state: State, library: Library, today: dt.date, angry: bool = False
) -> list[Reply]:
    """The result for a grid worker or an operator; nothing where the place is not known.

    `angry`: the caller is. What calms or thanks is read to a caller once.
    """
    household = state.household
    if household.jurisdiction not in library.places:
        return []
    screening = screen(library, household, today, everything=True)
    way = guide(library, household, screening)
    kinds = state.conversation.helped
    usual, urgent = as_usual(library, household, today), is_urgent(state)
    if state.conversation.voice == "operator":
        again = state.conversation.finished is not None
        return operator_result(screening, way, household, urgent, angry, usual, kinds, again=again)
    label = f"{state.conversation.number}号户"
    return grid_result(screening, way, household, urgent, label, usual, kinds)


def full_account(state: State, library: Library, today: dt.date) -> list[Reply]:
    """Everything behind the result, for channels that cannot fold."""
    if state.household.jurisdiction is None or not state.conversation.consent:
        return [Reply(phrase("nothing_yet"))]
    screening = screen(library, state.household, today, everything=True)
    way = guide(library, state.household, screening)
    account = Reply(details(screening, way).text)
    number = state.conversation.result_number
    shown = _numbered(account, number) if number else account
    return [shown, Reply(phrase("account_hint"))]


def is_urgent(state: State) -> bool:
    """Whether something cannot wait: an emergency told, or an urgent fact."""
    told = state.household.household
    return state.conversation.urgent or any(told.get(fact) is True for fact in _URGENT)


def digest(state: State) -> str:
    """What is the same as long as nothing new was told of the household."""
    told = state.household.model_dump_json(exclude={"said"})
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _what_next(screening: Screening) -> tuple[Choice, ...]:
    going_on = ("go_on",) if screening.next is not None else ()
    return tuple(Choice(id=name, label=phrase(f"button_{name}")) for name in (*going_on, "delete"))
