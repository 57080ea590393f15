"""One turn with Rasa for any channel: handed over as its own task, answered always, kept safe.

Rasa loses a turn when the client hangs up, answers nothing when its action server is down, and
saves its tracker after an action that deleted it. What follows from that is dealt with here.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels import coming_back, given_out, recorded
from bot.channels.coming_back import Aside, Presence
from bot.channels.gathering import Gathering, Pause, fragment_seconds
from bot.channels.joining import SEPARATOR, belong_together, is_answer, stands_alone
from bot.channels.messages import Said, plain
from bot.channels.retention import forget
from bot.clock import today
from bot.dialogue.asking import open_question
from bot.dialogue.consent import CONSENT
from bot.dialogue.state import State
from bot.replies import phrase
from bot.replies.emergencies import first_help
from bot.settings import settings
from bot.understanding import read_emergency
from bot.understanding.fragments import is_short, says_nothing_yet
from bot.understanding.personal import masked
from eligibility import Library, Question, screen

logger = logging.getLogger(__name__)

MINUTE = 60.0

Answer = dict[str, Any]
Replies = list[dict[str, Any]]


@dataclasses.dataclass(frozen=True)
class Timing:
    """What depends on time: how long a fragment waits, when silence covers, and the clock."""

    fragment: float
    resume_after: float
    pause: Pause = asyncio.sleep
    now: Callable[[], float] = time.time

    @classmethod
    def of_deployment(cls) -> Timing:
        return cls(fragment_seconds(), settings().resume_after_minutes * MINUTE)


class Collector(OutputChannel):
    """Gathers the replies of one turn, each as our actions sent it."""

    def __init__(self) -> None:
        self.replies: Replies = []

    @classmethod
    def name(cls) -> str:
        return "screener"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        custom = message.get("custom") or {}
        self.replies.append(custom if "text" in custom else plain(message.get("text") or ""))


@dataclasses.dataclass(frozen=True)
class _Outcome:
    """What a turn left and said; `asking` where another question than the state's stands open."""

    state: State
    replies: Replies
    asking: Question | None = None


class Conversations:
    """Turns, history and deletion of conversations held by one agent."""

    def __init__(self, agent: Agent, library: Library, timing: Timing | None = None) -> None:
        self._agent = agent
        self._library = library
        self._timing = timing or Timing.of_deployment()
        self._gathering = Gathering(self, self._timing.fragment, self._timing.pause)
        self._presence = Presence(self._timing.resume_after)
        self._aside = Aside()

    # -- what a channel does -----------------------------------------------------------------

    async def take(self, conversation: str, said: Said) -> Answer:
        """The contract's answer to one message; the turn goes on even if the client hangs up.

        `turn` in it names the turn, `messages` those it took: they all have the same answer.
        """
        return await self._gathering.take(conversation, said)

    async def history(self, conversation: str) -> Answer | None:
        """The replies so far, by whom; None when nothing was said yet.

        After a long silence only the question whether to go on.
        """
        tracker = await self._tracker(conversation)
        replies = recorded.replies(tracker.events)
        if not replies:
            return None
        question = self._open(state_of(tracker))
        if self._is_silent(conversation, tracker):
            question = _covering(question)
            replies = [{**recorded.question_reply(question), "from": "bot"}]
        return {"replies": replies, **_asking(question)}

    async def forget(self, conversation: str) -> bool:
        """Deletes a conversation for good and verifies it; what still waits is not taken."""
        gone = self._answer(State.fresh(), [plain(phrase("deleted"))], brief=False)
        self._gathering.drop(conversation, {**gone, "turn": None, "messages": []})
        return await self._forget(conversation)

    async def _forget(self, conversation: str) -> bool:
        self._gathering.forget(conversation)
        self._presence.gone(conversation)
        self._aside.take(conversation)
        async with self._agent.lock_store.lock(conversation):
            return forget(self._agent.tracker_store, conversation)

    # -- what the gathering asks -------------------------------------------------------------

    async def waits(self, conversation: str, said: Said) -> bool:
        """A text that says nothing yet; at the very beginning every short one."""
        if said.choices or not is_short(said.text):
            return False
        here = self._presence.is_here(conversation, self._timing.now())
        if here and not says_nothing_yet(said.text):
            return False
        tracker = await self._tracker(conversation)
        if not _has_begun(tracker):
            return True
        if self._is_silent(conversation, tracker) or not says_nothing_yet(said.text):
            return False
        state = state_of(tracker)
        return not is_answer(said.text, self._open(state), state.household)

    async def joins(self, conversation: str, said: Sequence[Said]) -> bool:
        """Texts of which none is a command, a choice or an answer that would be lost."""
        if any(stands_alone(one) for one in said):
            return False
        tracker = await self._tracker(conversation)
        if self._is_silent(conversation, tracker):
            return False
        if any(recorded.answer_to(one.id, tracker.events) is not None for one in said):
            return False
        state = state_of(tracker)
        texts = [one.text for one in said]
        return belong_together(texts, self._open(state), state.household)

    async def turn(self, conversation: str, said: Sequence[Said]) -> list[Answer]:
        """Takes messages as one turn; who asked for the replies only gets no more than these."""
        try:
            outcome = await self._outcome(conversation, said)
        except Exception:
            # Sent again, it is looked for among what was taken.
            self._presence.gone(conversation)
            raise
        given_out.keep(self._agent.tracker_store, conversation, outcome.state, outcome.replies)
        taken = {"turn": said[0].id, "messages": [one.id for one in said]}
        return [
            {**self._answer(outcome.state, outcome.replies, one.brief, outcome.asking), **taken}
            for one in said
        ]

    # -- turns -------------------------------------------------------------------------------

    async def _outcome(self, conversation: str, said: Sequence[Said]) -> _Outcome:
        if not self._presence.is_here(conversation, self._timing.now()):
            tracker = await self._tracker(conversation)
            taken = recorded.answer_to(said[0].id, tracker.events)
            if taken is not None:
                return _Outcome(state_of(tracker), taken or _trouble(said[0].text))
            if self._is_silent(conversation, tracker):
                question = self._open(state_of(tracker))
                if not _is_pending(question):
                    return await self._come_back(conversation, said[0], question is None)
        return await self._handled(conversation, said)

    async def _handled(self, conversation: str, said: Sequence[Said]) -> _Outcome:
        collector = Collector()
        message = await self._message(conversation, said, collector)
        try:
            await self._agent.handle_message(message)
        except Exception:
            logger.exception("a turn failed")
        self._presence.came(conversation, self._timing.now())
        tracker = await self._tracker(conversation)
        state = state_of(tracker)
        if state.conversation.delete:
            deleted = await self._forget(conversation)
            name = "deleted" if deleted else "delete_failed"
            return _Outcome(State.fresh() if deleted else state, [plain(phrase(name))])
        replies = collector.replies or _trouble(message.text)
        if recorded.masks_first(message.metadata, tracker.events):
            replies = recorded.with_note(replies)
        if state.conversation.consent is False:
            # Who did not agree leaves nothing behind, not even what was said before the question.
            await self._forget(conversation)
        return _Outcome(state, replies)

    async def _message(
        self, conversation: str, said: Sequence[Said], collector: Collector
    ) -> UserMessage:
        """The messages as one for Rasa, without numbers that name a person."""
        texts = [await self._text(conversation, one) for one in said]
        text, parts, kinds = _masked(texts)
        metadata = {
            "choices": list(said[0].choices),
            "question": said[0].question,
            **recorded.notes_of([one.id for one in said], parts, kinds),
        }
        return UserMessage(
            text,
            collector,
            conversation,
            input_channel="web",
            message_id=said[0].id,
            metadata=metadata,
        )

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

    # -- coming back -------------------------------------------------------------------------

    async def _come_back(self, conversation: str, said: Said, finished: bool) -> _Outcome:
        """The first message after a long silence: nothing is shown before it is a yes."""
        decided = coming_back.decision(said, finished)
        if decided == "go_on":
            return await self._gone_on(conversation, said.id, finished)
        if decided == "anew":
            return await self._begun_anew(conversation)
        if decided == "delete":
            deleted = await self._forget(conversation)
            name = "deleted" if deleted else "delete_failed"
            return _Outcome(State.fresh(), [plain(phrase(name))])
        if decided is None:
            self._aside.keep(conversation, said)
        question = coming_back.resume_question(finished)
        return _Outcome(State.fresh(), coming_back.covered_replies(said, finished), question)

    async def _gone_on(self, conversation: str, identifier: str, finished: bool) -> _Outcome:
        kept = self._aside.take(conversation)
        words = phrase("resume_show" if finished else "resume_go_on")
        if finished or not kept:
            kept.insert(0, Said(identifier, words))
        return await self._taken_up(
            conversation, kept, phrase("resumed_finished" if finished else "resumed")
        )

    async def _begun_anew(self, conversation: str) -> _Outcome:
        kept = self._aside.take(conversation)
        if not await self._forget(conversation):
            return _Outcome(State.fresh(), [plain(phrase("delete_failed"))])
        return await self._taken_up(conversation, kept, phrase("begun_anew"))

    async def _taken_up(self, conversation: str, kept: Sequence[Said], first: str) -> _Outcome:
        """Takes what was kept aside, one message after the other."""
        outcome = _Outcome(State.fresh(), [])
        replies: Replies = []
        for one in kept:
            outcome = await self._handled(conversation, [one])
            replies += outcome.replies
        return dataclasses.replace(outcome, replies=coming_back.begun(first, replies))

    def _is_silent(self, conversation: str, tracker: DialogueStateTracker) -> bool:
        last = tracker.events[-1].timestamp if tracker.events else None
        return self._presence.is_silent(conversation, last, self._timing.now())

    # -- answers -----------------------------------------------------------------------------

    async def _tracker(self, conversation: str) -> DialogueStateTracker:
        store = self._agent.tracker_store
        return await store.get_or_create_tracker(conversation, append_action_listen=False)

    def _open(self, state: State) -> Question | None:
        return open_question(state, self._library, today())

    def _answer(
        self, state: State, replies: Replies, brief: bool, asking: Question | None = None
    ) -> Answer:
        answer = {
            "replies": replies,
            "household": None,
            "screening": None,
            **_asking(asking or self._open(state)),
        }
        if brief or asking is not None:
            return answer
        ready = state.conversation.consent and state.household.jurisdiction
        screening = screen(self._library, state.household, today()) if ready else None
        return {
            **answer,
            "household": state.household.model_dump(mode="json"),
            "screening": screening.to_json() if screening else None,
        }


def _asking(question: Question | None) -> Answer:
    return {
        "asking": question.model_dump(mode="json") if question else None,
        "done": question is None,
    }


def _is_pending(question: Question | None) -> bool:
    """Whether nothing was agreed to yet: there is nothing to go on with."""
    return question is not None and question.question == CONSENT


def _covering(question: Question | None) -> Question:
    """What alone is shown after a long silence."""
    if question is not None and _is_pending(question):
        return question
    return coming_back.resume_question(question is None)


def _has_begun(tracker: DialogueStateTracker) -> bool:
    return any(isinstance(event, UserUttered) for event in tracker.events)


def _masked(texts: Sequence[str]) -> tuple[str, list[int], list[str]]:
    """The texts as one, where each of them ends, and the kinds of numbers taken out.

    A number that goes on over several texts is one number, and its texts are shown as one.
    """
    each = [masked(text) for text in texts]
    whole, kinds = masked(SEPARATOR.join(texts))
    joined = SEPARATOR.join(text for text, _ in each)
    if whole != joined:
        return whole, [len(whole)], list(kinds)
    ends, end = [], -len(SEPARATOR)
    for text, _ in each:
        end += len(SEPARATOR) + len(text)
        ends.append(end)
    return whole, ends, list(kinds)


def _trouble(text: str) -> Replies:
    """What is said when no action answered: in an emergency all the same where help is."""
    found = read_emergency(text)
    helped = [first_help(found.kind).to_json()] if found else []
    return [*helped, plain(phrase("server_trouble"))]


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
