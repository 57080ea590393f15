"""What a conversation remembers beside the household: consent, what is open, how to go back."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from eligibility import Household

UNDO_STEPS = 12
"""How many answers can be taken back."""


class Step(BaseModel):
    """One answer, so that it can be taken back: its question and the facts as they were before."""

    model_config = ConfigDict(extra="forbid")

    question: str | None
    before: list[tuple[str, str | None, Any]]


class Conversation(BaseModel):
    """The state of one conversation; its JSON lives in a slot.

    `consent` is None until it was given or refused; `emergency` the kind whose safety question is
    open; `finished` the household whose result was shown; `wants_more` that questions of stage
    more may be put.
    """

    model_config = ConfigDict(extra="forbid")

    consent: bool | None = None
    question: str | None = None
    emergency: str | None = None
    urgent: bool = False
    uncovered: bool = False
    finished: str | None = None
    wants_more: bool = False
    misses: int = 0
    last_message: str | None = None
    greeted: bool = False
    steps: list[Step] = Field(default_factory=list)
    delete: bool = False


class Message(BaseModel):
    """One message as it came in: words, or choices made for a question."""

    model_config = ConfigDict(frozen=True)

    id: str
    text: str
    intent: str | None = None
    choices: tuple[str, ...] = ()
    question: str | None = None


class State(BaseModel):
    """A conversation and its household, as one value."""

    household: Household
    conversation: Conversation

    @classmethod
    def fresh(cls) -> State:
        return cls(household=Household(), conversation=Conversation())
