"""Where the dialogue meets Rasa: trackers in, events and messages out, and no exception past it."""

from __future__ import annotations

import abc
import datetime as dt
import functools
import logging
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.dialogue.state import Conversation, Message, State
from bot.replies import Reply, phrase
from eligibility import Household, HouseholdError, Library, load_library, parse_household

logger = logging.getLogger(__name__)

HOUSEHOLD_SLOT, CONVERSATION_SLOT, ANSWER_SLOT = "household", "conversation", "answer"
RESPOND = "action_respond"
HERE = ZoneInfo("Asia/Shanghai")
Events = list[dict[str, Any]]


@functools.cache
def library() -> Library:
    """The packs, loaded once for the life of the server."""
    return load_library()


def today() -> dt.date:
    """The day on which people ask, where they live."""
    return dt.datetime.now(HERE).date()


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
        household = parse_household(tracker.get_slot(HOUSEHOLD_SLOT) or {})
    except HouseholdError:
        logger.error("the household in a tracker could not be read")
        household = Household()
    conversation = Conversation.model_validate(tracker.get_slot(CONVERSATION_SLOT) or {})
    return State(household=household, conversation=conversation)


def slots(state: State) -> Events:
    """The state as slot events."""
    return [
        SlotSet(HOUSEHOLD_SLOT, state.household.model_dump(mode="json", exclude_defaults=True)),
        SlotSet(
            CONVERSATION_SLOT, state.conversation.model_dump(mode="json", exclude_defaults=True)
        ),
    ]


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
