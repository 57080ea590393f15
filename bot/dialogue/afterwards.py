"""What follows from facts that were told: contradictions raised, corrections said back."""

from __future__ import annotations

import datetime as dt

from bot.dialogue.contradictions import Conflict, conflicts
from bot.dialogue.notes import Notes
from bot.dialogue.results import digest
from bot.dialogue.state import State
from bot.dialogue.told_before import own_value
from bot.replies import Reply, phrase
from bot.replies.changes import changed, changed_facts, changes, corrected
from bot.replies.for_others import FOR_OTHERS, for_others_intro
from eligibility import Choice, Household, Library, Setting, screen
from eligibility.telling.guide import guide

INTRODUCED = "for_others"


def look_for_contradictions(was: State, notes: Notes, text: str) -> None:
    """Two statements that do not go together are asked about, once, both sides named.

    Whatever is told of the same matter while that is asked settles it.
    """
    if was.conversation.conflict is not None:
        _settle(was, notes)
    elif not notes.amended:
        _raise(was, notes, text)


def _raise(was: State, notes: Notes, text: str) -> None:
    now, conversation = notes.household, notes.conversation
    told = _told(was.household, now)
    found = conflicts(was.household, now, told, text, conversation.raised)
    if found and conversation.conflict is None:
        conversation.conflict = found[0].model_dump(mode="json")
        conversation.raised = [*conversation.raised, found[0].id]


def _settle(was: State, notes: Notes) -> None:
    conflict = Conflict.model_validate(was.conversation.conflict)
    told = [setting for setting, _ in _told(was.household, notes.household)]
    of_whom = conflict.member
    if any(one.fact == conflict.fact or (of_whom and one.member == of_whom) for one in told):
        notes.conversation.conflict = None


def _told(was: Household, now: Household) -> list[tuple[Setting, str]]:
    """The facts that stand otherwise now, with their words."""
    return [
        (Setting(fact=s.fact, member=s.member, value=own_value(now, s.fact, s.member)), s.words)
        for s in now.said
        if own_value(now, s.fact, s.member) != own_value(was, s.fact, s.member)
    ]


def said_back(was: State, notes: Notes, library: Library, today: dt.date) -> list[Reply]:
    """A correction said back; once a result was shown, with what of it is otherwise now."""
    forgotten = notes.household == Household()
    if forgotten or notes.conversation.conflict is not None:
        return []
    facts = changed_facts(was.household, notes.household, library.vocabulary)
    if not facts:
        return []
    shown = was.conversation.finished is not None and was.conversation.consent
    if not shown or notes.household.jurisdiction not in library.places:
        return corrected(facts)
    before, after = (
        screen(library, household, today, everything=True)
        for household in (was.household, notes.household)
    )
    lines = changes(before, after, guide(library, notes.household, after))
    return _with_a_way_back(changed(facts, lines), notes)


def _with_a_way_back(replies: list[Reply], notes: Notes) -> list[Reply]:
    """The whole result is there on request; it need not be said again by itself."""
    notes.conversation.finished = digest(notes.state())
    button = Choice(id="result", label=phrase("button_result"))
    last = replies[-1]
    return [*replies[:-1], Reply(last.text, (*last.choices, button))]


def introduced(notes: Notes) -> list[Reply]:
    """Said once to who asks for somebody else: no name is needed, 不知道 is normal."""
    conversation = notes.conversation
    whose = notes.household.household.get("asking_for")
    if whose not in FOR_OTHERS or INTRODUCED in conversation.said_once:
        return []
    conversation.said_once = [*conversation.said_once, INTRODUCED]
    return [for_others_intro(whose, conversation.voice)]
