"""Going on with a conversation on another device: codes that open it once, and not for long."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict

MINUTES = 10
_MOST = 1000


class Moves:
    """Codes and what they open, in memory: a restart ends them, as ten minutes do."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def offer(self, conversation: str, now: float | None = None) -> str:
        """A new code for a conversation; an earlier one of it opens nothing any more."""
        now = time.monotonic() if now is None else now
        self.end(conversation)
        code = secrets.token_urlsafe(9)
        self._open[code] = (conversation, now + MINUTES * 60)
        while len(self._open) > _MOST:
            self._open.popitem(last=False)
        return code

    def take(self, code: str, now: float | None = None) -> str | None:
        """The conversation a code opens, which it does once; None when it opens none."""
        now = time.monotonic() if now is None else now
        conversation, until = self._open.pop(code, ("", 0.0))
        return conversation if conversation and now <= until else None

    def end(self, conversation: str) -> None:
        """No code opens this conversation any more."""
        for code in [code for code, (one, _) in self._open.items() if one == conversation]:
            del self._open[code]
