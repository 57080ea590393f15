"""One message to a person, with the answers on offer."""

from __future__ import annotations

import dataclasses
from typing import Any

from eligibility import Choice


@dataclasses.dataclass(frozen=True)
class Reply:
    """A message: its text, choices to answer it with, and whether it is folded under “更多”."""

    text: str
    choices: tuple[Choice, ...] = ()
    multiple: bool = False
    question: str | None = None
    more: bool = False

    def to_json(self) -> dict[str, Any]:
        """The reply as a channel sends it."""
        return {
            "text": self.text,
            "choices": [{"id": choice.id, "label": choice.label} for choice in self.choices],
            "multiple": self.multiple,
            "question": self.question,
            "more": self.more,
        }
