"""How much one conversation may send: a bucket that fills again with time."""

from __future__ import annotations

import time
from collections import OrderedDict

BURST = 120
"""Messages at once: an interview of forty turns, answered by a program, fits three times."""
PER_SECOND = 2.0
_KEPT = 10_000


class RateLimit:
    """One bucket per conversation; the longest silent are forgotten first."""

    def __init__(self, burst: int = BURST, per_second: float = PER_SECOND) -> None:
        self._burst = float(burst)
        self._per_second = per_second
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, key: str, now: float | None = None) -> bool:
        """Whether one more message may come; counts it if so. `now` in seconds."""
        now = time.monotonic() if now is None else now
        left, then = self._buckets.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - then) * self._per_second)
        allowed = left >= 1
        self._buckets[key] = (left - 1 if allowed else left, now)
        while len(self._buckets) > _KEPT:
            self._buckets.popitem(last=False)
        return allowed
