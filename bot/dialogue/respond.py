"""Replies to what is no answer, by intent: questions of their own, commands, emergencies."""

from __future__ import annotations

import datetime as dt

from bot.dialogue import commands, results, shelf
from bot.dialogue.asking import open_question
from bot.dialogue.handing_over import to_a_person
from bot.dialogue.moods import mood_alone, mood_beside
from bot.dialogue.places import covered, meanings, too_wide
from bot.dialogue.recall import recalled
from bot.dialogue.staff import is_a_note
from bot.dialogue.state import State
from bot.dialogue.turn import BARE
from bot.replies import Reply, ask, phrase
from bot.replies.first_reply import myth_replies
from bot.replies.policy import Asked, Where, answer, elsewhere, trouble, unknown
from bot.understanding import read_message
from bot.understanding.myths import myths
from bot.understanding.text.corrections import is_marked
from bot.understanding.topics import PolicyQuestion, looks_like_a_question, read_question
from eligibility import Library

_SENTENCES = {"thanks": "thanks", "stop": "stopped"}
_ASKED_BY = {"ask_where": "where", "ask_amount": "how_much"}
"""What such a message asks for where its words do not tell."""


def respond(
    state: State, intent: str | None, text: str, library: Library, today: dt.date
) -> tuple[State, list[Reply]]:
    """The reply to a message of this intent, and the state it leaves."""
    if is_a_note(state, text):
        # The form takes it down; whatever else the note seems to want is in its result.
        return state, []
    if intent == "emergency":
        return commands.emergency(state, text)
    if intent == "undo":
        return commands.undo(state)
    if intent == "start_over":
        return commands.restart(state)
    if intent == "why":
        return state, commands.explain(state, library, today)
    if intent == "more":
        return state, results.full_account(state, library, today)
    if intent == "result":
        return _result(state, library, today)
    if intent == "another":
        return shelf.another(state)
    if intent == "back_to":
        return shelf.back_to(state, text)
    if intent == "go_on":
        return commands.go_on(state, library, today)
    if intent == "repeat":
        return state, commands.repeat(state, library, today)
    if intent == "delete":
        return state.with_conversation(delete=True), []
    if intent in ("ask_policy", "ask_where", "ask_amount", "case_trouble", "out_of_scope"):
        return _asked(state, intent, text, library, today)
    if intent == "recall":
        return state, recalled(state, library)
    if intent == "human":
        return to_a_person(state)
    name = _SENTENCES.get(intent or "", "greeting")
    return state, [Reply(phrase(name))]


def _result(state: State, library: Library, today: dt.date) -> tuple[State, list[Reply]]:
    """The result; where there is none yet, the question that leads to it."""
    shown, replies = results.result(state, library, today)
    question = open_question(state, library, today)
    if state.household.jurisdiction is None and question is not None:
        replies.append(ask(question, state.conversation.voice))
    return shown, replies


def _asked(
    state: State, intent: str, text: str, library: Library, today: dt.date
) -> tuple[State, list[Reply]]:
    """A question of its own is answered; a mood that asks nothing is heard out."""
    question = read_question(text)
    if is_marked(text) and read_message(text).facts:
        # 我养老金其实是一百八: the form puts it right.
        return state, []
    if not (question.asks or question.occasion or question.subject):
        mood = mood_alone(state, text, library, today)
        if mood:
            return state.with_conversation(quiet=True), mood
        told = read_message(text)
        if told.facts or told.open:
            # 闽侯, 我妈二级残疾: the form takes it down.
            return state, []
        if len(text) <= BARE and state.conversation.greeted and not looks_like_a_question(text):
            asked = open_question(state, library, today) is not None
            return state, [Reply(phrase("known_before" if asked else "nothing_asked"))]
    replies = _Question(state, intent, text, library, today).replies()
    where = Where(state.household.jurisdiction, state.household.district)
    told = [] if question.situations else myths(text)
    corrected = myth_replies(told, where, library, today, question.topics)
    return state, [*mood_beside(state.conversation, text), *corrected, *replies]


class _Question:
    """A question of its own, answered for the place it names, else for the one that is known."""

    def __init__(
        self, state: State, intent: str, text: str, library: Library, today: dt.date
    ) -> None:
        self._intent = intent
        self._library = library
        self._today = today
        self._question = read_question(text)
        self._where = _where(self._question, state, library)

    def replies(self) -> list[Reply]:
        question = self._question
        if self._intent == "case_trouble":
            return [self._rights(), *self._answer(Asked(question.topics, (), question.situations))]
        if self._intent == "out_of_scope" and (question.subject or not question.topics):
            return [elsewhere(question.subject)]
        asked = Asked(question.topics, self._aspects(), question.situations)
        return self._answer(asked) or [self._without_a_matter()]

    def _answer(self, asked: Asked) -> list[Reply]:
        if self._intent == "case_trouble" and not asked.situations:
            return []
        return answer(asked, self._where, self._library, self._today)

    def _rights(self) -> Reply:
        return trouble(self._question.occasion, self._where, self._library, self._today)

    def _aspects(self) -> tuple[str, ...]:
        default = _ASKED_BY.get(self._intent)
        return self._question.aspects or ((default,) if default else ())

    def _without_a_matter(self) -> Reply:
        """No matter is named: the sentence that holds for all, or honestly nothing."""
        question = self._question
        if question.subject and not question.aspects:
            return elsewhere(question.subject)
        if self._intent == "ask_policy" and not question.aspects:
            return unknown()
        return Reply(phrase(self._intent))


def _where(question: PolicyQuestion, state: State, library: Library) -> Where:
    """The place asked for: the one named in the question before the one that is known."""
    named = covered(question.places, library.places)
    told = {setting.fact: setting.value for setting in named}
    if told:
        return Where(told["jurisdiction"], told.get("district"))
    foreign = not meanings(question.places, library.places) and not too_wide(question.places)
    if question.places and foreign:
        return Where(elsewhere=question.places[0].text)
    household = state.household
    if household.jurisdiction in library.places:
        return Where(household.jurisdiction, household.district)
    return Where()
