"""What a conversation remembers beside the household: consent, what is open, how to go back."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from eligibility import Household

UNDO_STEPS = 12
"""How many answers can be taken back."""


class Step(BaseModel):
    """One answer, so that it can be taken back: its question, and how things stood before.

    `before` are the facts it changed, `members` the labels of those who were known, `places` what
    a name could mean then.
    """

    model_config = ConfigDict(extra="forbid")

    question: str | None
    before: list[tuple[str, str | None, Any]]
    members: list[str]
    places: list[str] = Field(default_factory=list)


class Conversation(BaseModel):
    """The state of one conversation; its JSON lives in a slot.

    `consent` is None until it was given or refused; `emergency` the kind whose safety question is
    open; `helped` the kinds whose first help was said; `finished` the household whose result was
    shown; `wants_more` that questions of stage more may be put; `places` what the name that was
    told for the place may mean, where that is to be asked.
    """

    model_config = ConfigDict(extra="forbid")

    consent: bool | None = None
    emergency: str | None = None
    urgent: bool = False
    helped: list[str] = Field(default_factory=list)
    uncovered: bool = False
    places: list[str] = Field(default_factory=list)
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
    confidence: float = 1.0
    choices: tuple[str, ...] = ()
    question: str | None = None


class State(BaseModel):
    """A conversation and its household, as one value."""

    household: Household
    conversation: Conversation

    @classmethod
    def fresh(cls) -> State:
        return cls(household=Household(), conversation=Conversation())

    @classmethod
    def of_slots(cls, household: Any, conversation: Any) -> State:
        """The state that these slots keep; ValueError when one of them cannot be read."""
        return cls(
            household=Household.model_validate(household or {}),
            conversation=Conversation.model_validate(conversation or {}),
        )

    def slots(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Household and conversation as slots keep them: JSON without what was never said."""
        household = self.household.model_dump(mode="json", exclude_defaults=True)
        return household, self.conversation.model_dump(mode="json", exclude_defaults=True)
