"""Time in the hands of a test: a clock that is set, pauses that end when it says so."""

from __future__ import annotations

import asyncio

from bot.channels.conversations import Timing

MINUTE = 60.0
RESUME_AFTER = 30 * MINUTE
FRAGMENT = 2.0


class Time:
    """`pauses` are the pauses under way; `over` ends them; `now` is what the clock shows."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[asyncio.Event] = []

    @property
    def timing(self) -> Timing:
        return Timing(FRAGMENT, RESUME_AFTER, self._pause, lambda: self.now)

    async def _pause(self, seconds: float) -> None:
        assert seconds == FRAGMENT
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
