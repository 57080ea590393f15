"""A stand-in for Rasa's agent: its stores are real, its turns are what a test scripts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot

from bot.dialogue.consent import consent_question
from bot.dialogue.state import State
from bot.replies import Reply, ask

Turn = Callable[[State, UserMessage], State | None]


def slots() -> Domain:
    """A domain with the slots of the conversation."""
    return Domain(
        intents=[],
        entities=[],
        slots=[AnySlot(name, mappings=[{}]) for name in ("household", "conversation", "others")],
        responses={},
        action_names=[],
        forms={},
        data={},
    )


class ScriptedAgent:
    """Handles messages as `turn` says; without one every message is answered with the question.

    `replies` are sent for each message; `gate` holds turns back while it is cleared.
    """

    def __init__(self, store: SQLTrackerStore) -> None:
        self.tracker_store = store
        self.lock_store = InMemoryLockStore()
        self.turn: Turn | None = None
        self.before: Callable[[UserMessage], Awaitable[None]] | None = None
        self.replies: list[Reply] = [ask(consent_question())]
        self.handled: list[UserMessage] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def handle_message(self, message: UserMessage) -> None:
        """One turn, as Rasa takes it: under the lock, saved at its end."""
        async with self.lock_store.lock(message.sender_id):
            await self.gate.wait()
            self.handled.append(message)
            if self.before is not None:
                await self.before(message)
            tracker = await self.tracker_store.get_or_create_tracker(
                message.sender_id, append_action_listen=False
            )
            kept = tracker.current_slot_values()
            state = State.of_slots(kept.get("household"), kept.get("conversation"))
            tracker.update(
                UserUttered(message.text, message_id=message.message_id, metadata=message.metadata)
            )
            for reply in self.replies:
                sent = {"text": reply.text, "custom": reply.to_json()}
                await message.output_channel.send_response(message.sender_id, sent)
                tracker.update(BotUttered(reply.text, data={"custom": reply.to_json()}))
            changed = self.turn(state, message) if self.turn else None
            if changed is not None:
                household, conversation, others = changed.slots()
                tracker.update(SlotSet("household", household))
                tracker.update(SlotSet("conversation", conversation))
                tracker.update(SlotSet("others", others))
            await self.tracker_store.save(tracker)
