"""Where the dialogue meets Rasa: trackers in, events and messages out, and no exception past it."""

from __future__ import annotations

import abc
import functools
import logging
from collections.abc import Iterable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.dialogue.state import Message, State
from bot.replies import Reply, phrase
from eligibility import Library, load_library

logger = logging.getLogger(__name__)

HOUSEHOLD_SLOT, CONVERSATION_SLOT, OTHERS_SLOT = "household", "conversation", "others"
ANSWER_SLOT = "answer"
RESPOND = "action_respond"
Events = list[dict[str, Any]]


@functools.cache
def library() -> Library:
    """The packs, loaded once for the life of the server."""
    return load_library()


class SafeAction(Action, abc.ABC):
    """An action that never raises: Rasa would log the whole tracker and stay silent."""

    @abc.abstractmethod
    def name(self) -> str:
        """The action's name in the domain."""

    @abc.abstractmethod
    def act(self, tracker: Tracker, dispatcher: CollectingDispatcher) -> Events:
        """What the action does; its exceptions are turned into a sentence."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        try:
            return self.act(tracker, dispatcher)
        except Exception:
            logger.exception("%s failed", self.name())
            say(dispatcher, [Reply(phrase("server_trouble"))])
            return []


def state_of(tracker: Tracker) -> State:
    """The state in the tracker's slots; what cannot be read counts as not there."""
    try:
        return State.of_slots(
            tracker.get_slot(HOUSEHOLD_SLOT),
            tracker.get_slot(CONVERSATION_SLOT),
            tracker.get_slot(OTHERS_SLOT),
        )
    except ValueError:
        logger.error("the state in a tracker could not be read")
        return State.fresh()


def slots(state: State, tracker: Tracker) -> Events:
    """The state as slot events. What is put away seldom changes, and every event is replayed."""
    household, conversation, others = state.slots()
    told = [SlotSet(HOUSEHOLD_SLOT, household), SlotSet(CONVERSATION_SLOT, conversation)]
    moved = others != (tracker.get_slot(OTHERS_SLOT) or [])
    return [*told, SlotSet(OTHERS_SLOT, others)] if moved else told


def say(dispatcher: CollectingDispatcher, replies: Iterable[Reply]) -> None:
    """Sends replies; channels show the text, ours takes the whole reply from `custom`."""
    for reply in replies:
        dispatcher.utter_message(text=reply.text, json_message=reply.to_json())


def unread(tracker: Tracker, last_read: str | None) -> list[Message]:
    """The user's messages since the last one read, oldest first: also those an outage left over."""
    messages = [_message(event) for event in tracker.events if event.get("event") == "user"]
    identifiers = [message.id for message in messages]
    if last_read in identifiers:
        messages = messages[identifiers.index(last_read) + 1 :]
    return messages


def _message(event: dict[str, Any]) -> Message:
    metadata = event.get("metadata") or {}
    intent = (event.get("parse_data") or {}).get("intent") or {}
    return Message(
        id=str(event.get("message_id")),
        text=event.get("text") or "",
        intent=intent.get("name"),
        confidence=intent.get("confidence") or 0.0,
        choices=tuple(metadata.get("choices") or ()),
        question=metadata.get("question"),
    )


def was_answered(tracker: Tracker) -> bool:
    """Whether a rule has already replied to the latest message."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "action" and event.get("name") == RESPOND:
            return True
    return False
