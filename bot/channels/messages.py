"""What comes in and goes out of a conversation, whatever the channel."""

from __future__ import annotations

import dataclasses
from typing import Any

LONGEST_TEXT = 2000
"""How many characters one turn may hold."""


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


def plain(text: str) -> dict[str, Any]:
    """A reply that is only a sentence."""
    return {"text": text, "choices": [], "multiple": False, "question": None, "more": False}
