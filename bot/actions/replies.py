"""Actions outside the form: replies by intent, the result, and a sentence when nothing fits."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.edge import (
    ANSWER_SLOT,
    RESPOND,
    Events,
    SafeAction,
    library,
    say,
    slots,
    state_of,
)
from bot.clock import today
from bot.dialogue.respond import respond
from bot.dialogue.results import closing
from bot.replies import Reply, phrase


class Respond(SafeAction):
    """Replies to a command, a question of its own or an emergency."""

    def name(self) -> str:
        return RESPOND

    def act(self, tracker: Tracker, dispatcher: CollectingDispatcher) -> Events:
        latest = tracker.latest_message
        metadata = latest.get("metadata") or {}
        if metadata.get("choices") and metadata.get("question"):
            # A tap is no question, whatever its label seems to ask; the form takes it.
            return []
        intent = (latest.get("intent") or {}).get("name")
        text = latest.get("text") or ""
        state, replies = respond(state_of(tracker), intent, text, library(), today())
        say(dispatcher, replies)
        return slots(state, tracker)


class ShowResult(SafeAction):
    """The result, when nothing is left to ask."""

    def name(self) -> str:
        return "action_show_result"

    def act(self, tracker: Tracker, dispatcher: CollectingDispatcher) -> Events:
        state, replies = closing(state_of(tracker), library(), today())
        say(dispatcher, replies)
        return [*slots(state, tracker), SlotSet(ANSWER_SLOT, None)]


class Fallback(SafeAction):
    """Never silence: for the message that no rule fits."""

    def name(self) -> str:
        return "action_fallback"

    def act(self, tracker: Tracker, dispatcher: CollectingDispatcher) -> Events:
        say(dispatcher, [Reply(phrase("not_understood", hint=phrase("greeting")))])
        return []
