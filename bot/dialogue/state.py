"""What a conversation remembers beside the household: consent, what is open, how to go back."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from bot.replies.voices import Voice
from eligibility import Household

UNDO_STEPS = 12
"""How many answers can be taken back."""


class Step(BaseModel):
    """One answer, so that it can be taken back: its question, and how things stood before.

    `before` are the facts it changed, `members` the labels of those who were known, `places` what
    a name could mean then. An amendment, which may leave people out, keeps the whole `household`.
    """

    model_config = ConfigDict(extra="forbid")

    question: str | None
    before: list[tuple[str, str | None, Any]]
    members: list[str]
    places: list[str] = Field(default_factory=list)
    household: dict[str, Any] | None = None


class OfHousehold(BaseModel):
    """What a conversation remembers of the household in hand; put away with it.

    `consent` is None until it was given or refused; `emergency` is the kind whose safety
    question is open; `helped` the kinds whose first help was said; `finished` the household
    whose result was shown; `wants_more` that questions of stage more may be put; `places` what
    the name that was told for the place may mean, where that is to be asked; `conflict` two
    statements that do not go together, until it is told which holds; `raised` the facts about
    which that was asked before; `number` counts the households of one person.
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
    steps: list[Step] = Field(default_factory=list)
    conflict: dict[str, Any] | None = None
    raised: list[str] = Field(default_factory=list)
    result_number: str | None = None
    number: int = 1


class Conversation(OfHousehold):
    """The state of one conversation; its JSON lives in a slot.

    `voice` is who is speaking; `child` whether a
    child under 14 is, and `guardian` whether a grown-up answers for it, None while that is open;
    `quiet` that this turn puts no question; `said_once` sentences that are not to be said again;
    `handover` the code under which a person can read on.
    """

    voice: Voice = "resident"
    child: bool = False
    guardian: bool | None = None
    quiet: bool = False
    said_once: list[str] = Field(default_factory=list)
    handover: str | None = None
    misses: int = 0
    last_message: str | None = None
    greeted: bool = False
    delete: bool = False


class PutAway(BaseModel):
    """A household of the same person that is not in hand."""

    model_config = ConfigDict(extra="forbid")

    household: dict[str, Any]
    conversation: OfHousehold


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
    """A conversation and its household, as one value; `others` are households put away."""

    household: Household
    conversation: Conversation
    others: list[PutAway] = Field(default_factory=list)

    @classmethod
    def fresh(cls) -> State:
        return cls(household=Household(), conversation=Conversation())

    @classmethod
    def of_slots(cls, household: Any, conversation: Any, others: Any = None) -> State:
        """The state that these slots keep; ValueError when one of them cannot be read."""
        return cls(
            household=Household.model_validate(household or {}),
            conversation=Conversation.model_validate(conversation or {}),
            others=others or [],
        )

    def slots(self) -> tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]:
        """Household, conversation and others as slots keep them: JSON without what was never
        said."""
        dumped = self.model_dump(mode="json", exclude_defaults=True)
        return dumped["household"], dumped["conversation"], dumped.get("others", [])

    def with_conversation(self, **changes: object) -> State:
        """The state with some of the conversation changed."""
        return self.model_copy(
            update={"conversation": self.conversation.model_copy(update=changes)}
        )
