"""One turn with Rasa for any channel: handed over as its own task, answered always, kept safe.

Rasa loses a turn when the client hangs up, answers nothing when its action server is down, and
saves its tracker after an action that deleted it. What follows from that is dealt with here.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import logging
import weakref
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.retention import forget
from bot.dialogue.asking import open_question
from bot.dialogue.state import State
from bot.replies import phrase
from bot.replies.emergencies import first_help
from bot.understanding import read_emergency
from eligibility import Library, screen

logger = logging.getLogger(__name__)

HERE = ZoneInfo("Asia/Shanghai")
TURNS_REMEMBERED = 500


@dataclasses.dataclass(frozen=True)
class Said:
    """What came in: words, or choices for a question, under an id the client may repeat.

    `brief`: the client wants the replies only, not the household and the screening behind them.
    """

    id: str
    text: str
    choices: tuple[str, ...] = ()
    question: str | None = None
    brief: bool = False


class Collector(OutputChannel):
    """Gathers the replies of one turn, each as our actions sent it."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "screener"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        custom = message.get("custom") or {}
        self.replies.append(custom if "text" in custom else plain(message.get("text") or ""))


def plain(text: str) -> dict[str, Any]:
    """A reply that is only a sentence."""
    return {"text": text, "choices": [], "multiple": False, "question": None, "more": False}


class Conversations:
    """Turns, history and deletion of conversations held by one agent."""

    def __init__(self, agent: Agent, library: Library) -> None:
        self._agent = agent
        self._library = library
        self._turns: OrderedDict[tuple[str, str], asyncio.Task[dict[str, Any]]] = OrderedDict()
        # Kept for as long as a turn holds it or waits for it.
        self._locks: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    async def take(self, conversation: str, said: Said) -> dict[str, Any]:
        """The contract's answer to one message; the turn goes on even if the client hangs up.

        A message sent again (same `said.id`) joins the turn it started first.
        """
        key = (conversation, said.id)
        task = self._turns.get(key)
        if task is None:
            task = asyncio.ensure_future(self._turn(conversation, said))
            self._turns[key] = task
            self._forget_old_turns()
        return await asyncio.shield(task)

    def _forget_old_turns(self) -> None:
        while len(self._turns) > TURNS_REMEMBERED and next(iter(self._turns.values())).done():
            self._turns.popitem(last=False)

    async def _turn(self, conversation: str, said: Said) -> dict[str, Any]:
        lock = self._locks.setdefault(conversation, asyncio.Lock())
        async with lock:
            return await self._handled(conversation, said)

    async def _handled(self, conversation: str, said: Said) -> dict[str, Any]:
        collector = Collector()
        text = await self._text(conversation, said)
        metadata = {"choices": list(said.choices), "question": said.question}
        message = UserMessage(
            text,
            collector,
            conversation,
            input_channel="web",
            message_id=said.id,
            metadata=metadata,
        )
        try:
            await self._agent.handle_message(message)
        except Exception:
            logger.exception("a turn failed")
        tracker = await self._tracker(conversation)
        state = state_of(tracker)
        if state.conversation.delete:
            deleted = await self.forget(conversation)
            name = "deleted" if deleted else "delete_failed"
            left = State.fresh() if deleted else state
            return self._answer(left, [plain(phrase(name))], said.brief)
        if state.conversation.consent is False:
            # Who did not agree leaves nothing behind, not even what was said before the question.
            await self.forget(conversation)
        return self._answer(state, collector.replies or _trouble(said.text), said.brief)

    async def _text(self, conversation: str, said: Said) -> str:
        """The words of the message; those of its choices where it has none."""
        if not said.choices:
            # Rasa would take a leading slash for an intent.
            return "／" + said.text[1:] if said.text.startswith("/") else said.text
        quick = {"go_on": "继续", "delete": "删除"}
        if said.choices[0] in quick and said.question is None:
            return quick[said.choices[0]]
        question = self._open(state_of(await self._tracker(conversation)))
        labels = {choice.id: choice.label for choice in question.choices} if question else {}
        return "；".join(labels.get(choice, "（选项）") for choice in said.choices)

    async def history(self, conversation: str) -> dict[str, Any] | None:
        """The replies so far, by whom; None when nothing was said yet."""
        tracker = await self._tracker(conversation)
        replies = [shown for event in tracker.events if (shown := _shown(event)) is not None]
        if not replies:
            return None
        question = self._open(state_of(tracker))
        return {
            "replies": replies,
            "asking": question.model_dump(mode="json") if question else None,
            "done": question is None,
        }

    async def forget(self, conversation: str) -> bool:
        """Deletes a conversation for good and verifies it."""
        for key in [key for key in self._turns if key[0] == conversation]:
            if self._turns[key].done():
                del self._turns[key]
        async with self._agent.lock_store.lock(conversation):
            return forget(self._agent.tracker_store, conversation)

    async def _tracker(self, conversation: str) -> DialogueStateTracker:
        store = self._agent.tracker_store
        return await store.get_or_create_tracker(conversation, append_action_listen=False)

    def _open(self, state: State) -> Any:
        return open_question(state, self._library, _today())

    def _answer(self, state: State, replies: list[dict[str, Any]], brief: bool) -> dict[str, Any]:
        question = self._open(state)
        answer = {
            "replies": replies,
            "asking": question.model_dump(mode="json") if question else None,
            "household": None,
            "screening": None,
            "done": question is None,
        }
        if brief:
            return answer
        ready = state.conversation.consent and state.household.jurisdiction
        screening = screen(self._library, state.household, _today()) if ready else None
        return {
            **answer,
            "household": state.household.model_dump(mode="json"),
            "screening": screening.to_json() if screening else None,
        }


def _trouble(text: str) -> list[dict[str, Any]]:
    """What is said when no action answered: in an emergency all the same where help is."""
    found = read_emergency(text)
    helped = [first_help(found.kind).to_json()] if found else []
    return [*helped, plain(phrase("server_trouble"))]


def _today() -> dt.date:
    return dt.datetime.now(HERE).date()


def state_of(tracker: DialogueStateTracker) -> State:
    """The state in a tracker's slots."""
    slots: Mapping[str, Any] = tracker.current_slot_values()
    try:
        return State.of_slots(
            slots.get("household"), slots.get("conversation"), slots.get("others")
        )
    except ValueError:
        logger.error("the state in a tracker could not be read")
        return State.fresh()


def _shown(event: Any) -> dict[str, Any] | None:
    if isinstance(event, UserUttered) and event.text:
        return {**plain(event.text), "from": "user"}
    if isinstance(event, BotUttered) and event.text:
        custom = (event.data or {}).get("custom") or {}
        return {**(custom if "text" in custom else plain(event.text)), "from": "bot"}
    return None
