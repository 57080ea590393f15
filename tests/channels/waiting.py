"""Time in the hands of a test: a clock that is set, pauses that end when it says so."""

from __future__ import annotations

import asyncio

from bot.channels.conversations import Timing
from bot.channels.gathering import Answer

MINUTE = 60.0
RESUME_AFTER = 30 * MINUTE
FRAGMENT = 2.0


class Time:
    """`pauses` are the pauses under way; `over` ends them; `now` is what the clock shows.

    `hurried`: pauses are over at once. `waited` counts how many there were.
    """

    def __init__(self, hurried: bool = False) -> None:
        self.now = 0.0
        self.waited = 0
        self._hurried = hurried
        self.pauses: list[asyncio.Event] = []

    @property
    def timing(self) -> Timing:
        return Timing(FRAGMENT, RESUME_AFTER, self._pause, lambda: self.now)

    async def _pause(self, seconds: float) -> None:
        assert seconds == FRAGMENT
        self.waited += 1
        if self._hurried:
            return
        end = asyncio.Event()
        self.pauses.append(end)
        try:
            await end.wait()
        finally:
            self.pauses.remove(end)

    def over(self) -> None:
        """The pauses are over."""
        for pause in self.pauses:
            pause.set()


async def idle() -> None:
    """Lets everything go on that can go on without time passing."""
    for _ in range(50):
        await asyncio.sleep(0)


async def at_once(answer: asyncio.Future[Answer]) -> Answer:
    """The answer, which is there without time passing."""
    await idle()
    assert answer.done()
    return answer.result()
