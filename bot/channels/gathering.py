"""Messages gathered into turns, one after the other in each conversation.

Who writes 在吗 · 急 · 我妈… within a few seconds means one message. Texts that arrive while a turn
is under way belong to the next one; a text after which more may come waits a moment for it. Whoever
hangs up loses nothing: turns are tasks of their own, and a message sent again joins its turn.
"""

from __future__ import annotations

import asyncio
import dataclasses
import os
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from bot.channels.messages import LONGEST_TEXT, Said

FRAGMENT_SECONDS = "SCREENER_FRAGMENT_SECONDS"
_SECONDS = 2.0
MOST_PAUSES = 5
"""Whoever goes on and on in fragments is answered all the same."""
MESSAGES_REMEMBERED = 500

Answer = dict[str, Any]
Pause = Callable[[float], Awaitable[None]]


def fragment_seconds() -> float:
    """How long a fragment waits for more, as the deployment says."""
    return float(os.environ.get(FRAGMENT_SECONDS, _SECONDS))


class Turns(Protocol):
    """Who takes the turns of all conversations."""

    async def waits(self, conversation: str, said: Said) -> bool:
        """Whether more is to be expected before this message is taken."""

    async def joins(self, conversation: str, said: Sequence[Said]) -> bool:
        """Whether these messages, in their order, mean the same as one."""

    async def turn(self, conversation: str, said: Sequence[Said]) -> Sequence[Answer]:
        """Takes these messages as one turn; an answer for each."""


@dataclasses.dataclass(eq=False)
class _Waiting:
    said: Said
    answer: asyncio.Future[Answer]


class _Queue:
    """The messages of one conversation that no turn has taken yet."""

    def __init__(self) -> None:
        self.waiting: list[_Waiting] = []
        self.arrived = asyncio.Event()
        self.worker: asyncio.Task[None] | None = None


class Gathering:
    """Takes messages and gives each the answer of its turn."""

    def __init__(self, turns: Turns, seconds: float, pause: Pause = asyncio.sleep) -> None:
        self._turns = turns
        self._seconds = seconds
        self._pause = pause
        self._queues: dict[str, _Queue] = {}
        self._answers: OrderedDict[tuple[str, str], asyncio.Future[Answer]] = OrderedDict()

    async def take(self, conversation: str, said: Said) -> Answer:
        """The answer to a message; one sent again (same `said.id`) gets that of the first."""
        answer = self._answers.get((conversation, said.id))
        if answer is None:
            answer = self._enqueue(conversation, said)
        return await asyncio.shield(answer)

    def drop(self, conversation: str, instead: Answer) -> None:
        """Leaves what is waiting untaken, answers it with `instead`, and forgets the answers."""
        queue = self._queues.get(conversation)
        for one in queue.waiting if queue else ():
            one.answer.set_result(instead)
        if queue is not None:
            queue.waiting.clear()
            queue.arrived.set()
        self.forget(conversation)

    def forget(self, conversation: str) -> None:
        """Forgets the answers of turns that are over."""
        for key in [key for key in self._answers if key[0] == conversation]:
            if self._answers[key].done():
                del self._answers[key]

    def _enqueue(self, conversation: str, said: Said) -> asyncio.Future[Answer]:
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._answers[conversation, said.id] = answer
        while len(self._answers) > MESSAGES_REMEMBERED:
            if not next(iter(self._answers.values())).done():
                break
            self._answers.popitem(last=False)
        queue = self._queues.setdefault(conversation, _Queue())
        queue.waiting.append(_Waiting(said, answer))
        queue.arrived.set()
        if queue.worker is None:
            queue.worker = asyncio.ensure_future(self._work(conversation, queue))
        return answer

    async def _work(self, conversation: str, queue: _Queue) -> None:
        while queue.waiting:
            batch: list[_Waiting] = []
            try:
                await self._settled(conversation, queue)
                batch = await self._next(conversation, queue)
                if not batch:
                    continue
                answers = await self._turns.turn(conversation, [one.said for one in batch])
            except Exception as error:
                batch = batch or queue.waiting[:1]
                queue.waiting[:] = [one for one in queue.waiting if one not in batch]
                self._failed(conversation, batch, error)
                continue
            for one, answer in zip(batch, answers, strict=True):
                one.answer.set_result(answer)
        del self._queues[conversation]

    def _failed(self, conversation: str, batch: list[_Waiting], error: Exception) -> None:
        """Whoever sends it again has it tried again."""
        for one in batch:
            self._answers.pop((conversation, one.said.id), None)
            one.answer.set_exception(error)
            # Its client may have hung up.
            one.answer.exception()

    async def _settled(self, conversation: str, queue: _Queue) -> None:
        """Waits for as long as all that has come may be the beginning of more."""
        known = 0
        for _ in range(MOST_PAUSES if self._seconds > 0 else 0):
            while known < len(queue.waiting):
                if not await self._turns.waits(conversation, queue.waiting[known].said):
                    return
                known += 1
            queue.arrived.clear()
            if not queue.waiting or not await self._more(queue):
                return

    async def _more(self, queue: _Queue) -> bool:
        """Whether another message comes before the pause is over."""
        pause = asyncio.ensure_future(self._pause(self._seconds))
        arrival = asyncio.ensure_future(queue.arrived.wait())
        await asyncio.wait({pause, arrival}, return_when=asyncio.FIRST_COMPLETED)
        pause.cancel()
        arrival.cancel()
        return queue.arrived.is_set()

    async def _next(self, conversation: str, queue: _Queue) -> list[_Waiting]:
        """The messages of the next turn, out of the queue."""
        count = 1
        while count < len(queue.waiting):
            said = [one.said for one in queue.waiting[: count + 1]]
            if sum(len(one.text) + 1 for one in said) > LONGEST_TEXT:
                break
            if not await self._turns.joins(conversation, said):
                break
            count += 1
        batch, queue.waiting[:] = queue.waiting[:count], queue.waiting[count:]
        return batch
