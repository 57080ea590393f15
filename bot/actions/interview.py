"""The one form: its validator reads a message, its asking action puts the next question."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecutionRejected, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.edge import (
    ANSWER_SLOT,
    Events,
    SafeAction,
    library,
    say,
    slots,
    state_of,
    unread,
    was_answered,
)
from bot.clock import today
from bot.dialogue.asking import open_question
from bot.dialogue.state import State
from bot.dialogue.turn import take
from bot.replies import ask

FORM = "screening_form"


class ValidateScreeningForm(SafeAction):
    """Reads what was said. The form's one slot stays empty while something is to be asked."""

    def name(self) -> str:
        return f"validate_{FORM}"

    def act(self, tracker: Tracker, dispatcher: CollectingDispatcher) -> Events:
        state = state_of(tracker)
        *earlier, latest = unread(tracker, state.conversation.last_message) or [None]
        for message in earlier:
            state = take(state, message, library(), today()).state
            state = state.with_conversation(last_message=message.id)
        if latest is None:
            return self._events(state, tracker)
        turn = take(state, latest, library(), today(), answered=was_answered(tracker))
        if turn.rejected:
            return [
                ActionExecutionRejected(FORM),
                SlotSet(ANSWER_SLOT, None),
                *slots(turn.state, tracker),
            ]
        say(dispatcher, turn.replies)
        return self._events(turn.state, tracker)

    def _events(self, state: State, tracker: Tracker) -> Events:
        question = open_question(state, library(), today())
        return [*slots(state, tracker), SlotSet(ANSWER_SLOT, None if question else "done")]


class AskNextQuestion(SafeAction):
    """Puts the question that stands open."""

    def name(self) -> str:
        return f"action_ask_{FORM}_{ANSWER_SLOT}"

    def act(self, tracker: Tracker, dispatcher: CollectingDispatcher) -> Events:
        state = state_of(tracker)
        question = open_question(state, library(), today())
        if question is None or state.conversation.quiet:
            return []
        say(dispatcher, [ask(question, state.conversation.voice)])
        # Which question stands open follows from the state; every event more is replayed each turn.
        return []
