"""Where the time of `screen()` goes: its own functions, each with a stopwatch around it."""

from __future__ import annotations

import contextlib
import importlib
import time
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

from eligibility.judging.session import Session

READING, JUDGING, WRITING, DOORS, NEXT, TEXT = "读入", "判断", "写出", "门", "下一问", "JSON"
PARTS = (READING, JUDGING, WRITING, DOORS, NEXT, TEXT)
# The package exports the function under the name of its module.
_SCREEN = importlib.import_module("eligibility.screen")


class Stopwatch:
    """CPU seconds of each part; a part inside another counts for itself only."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(PARTS, 0.0)
        self._running: list[str] = []
        self._since = 0.0

    @contextlib.contextmanager
    def on(self, part: str) -> Iterator[None]:
        """Runs for this part until the end of the block."""
        self._switch()
        self._running.append(part)
        try:
            yield
        finally:
            self._switch()
            self._running.pop()

    def _switch(self) -> None:
        now = time.process_time()
        if self._running:
            self.spent[self._running[-1]] += now - self._since
        self._since = now

    def taken(self) -> dict[str, float]:
        """What was spent since this was asked last."""
        spent, self.spent = self.spent, dict.fromkeys(PARTS, 0.0)
        return spent

    def around(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        def timed(*arguments: Any, **options: Any) -> Any:
            with self.on(part):
                return function(*arguments, **options)

        return timed


@contextlib.contextmanager
def stopwatch() -> Iterator[Stopwatch]:
    """A stopwatch on the parts of `screen()`; what is not judging, doors or the question counts as
    writing once `WRITING` runs around the whole."""
    watch = Stopwatch()
    judged = [(vars(Session)[name], "func") for name in ("groups", "items")]
    with contextlib.ExitStack() as wrapped:
        for part, owner, name in (
            *((JUDGING, *place) for place in judged),
            (JUDGING, _SCREEN, "Session"),
            (DOORS, _SCREEN, "open_doors"),
            (NEXT, _SCREEN, "_question"),
        ):
            timed = watch.around(part, getattr(owner, name))
            wrapped.enter_context(patch.object(owner, name, timed))
        yield watch
