"""What the reader of answers needs of a question and a household, and what an answer is."""

from collections.abc import Sequence
from typing import Any, Literal, Protocol

from pydantic import Field

from bot.understanding.reading import MemberSaid, Model, PlaceSaid, Reading, Value

RESERVED = frozenset({"none", "unknown", "declined"})


class FactRef(Protocol):
    """A fact of one member or of the household (None)."""

    @property
    def fact(self) -> str: ...
    @property
    def member(self) -> str | None: ...


class Setting(FactRef, Protocol):
    """A fact with the value it gets."""

    @property
    def value(self) -> Any: ...


class Choice(Protocol):
    """One option: what holds when it is chosen, and when it is not."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def sets(self) -> Sequence[Setting]: ...
    @property
    def otherwise(self) -> Sequence[Setting]: ...


class Question(Protocol):
    """The question an answer is read for."""

    @property
    def multiple(self) -> bool: ...
    @property
    def expects(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def facts(self) -> Sequence[FactRef]: ...
    @property
    def choices(self) -> Sequence[Choice]: ...


class Person(Protocol):
    """A member as far as answers name one."""

    @property
    def name(self) -> str: ...
    @property
    def relation(self) -> str: ...


class Household(Protocol):
    """The household as far as answers need it."""

    @property
    def jurisdiction(self) -> str | None: ...
    @property
    def members(self) -> Sequence[Person]: ...


class Answer(Model):
    """What a text answers. With `impossible` (a kind sentence) or `candidates` nothing is set.

    `choice_ids` are the options chosen; there are none where only some are denied, or
    where the settings are fewer than the options would tell.
    """

    settings: list[tuple[str, str | None, Value]] = Field(default_factory=list)
    choice_ids: list[str] = Field(default_factory=list)
    words: str = ""
    per: Literal["month", "year", "day"] | None = None
    members: list[MemberSaid] = Field(default_factory=list)
    candidates: list[PlaceSaid] = Field(default_factory=list)
    impossible: str | None = None
    extra: Reading | None = None


def is_option(choice: Choice) -> bool:
    """An answer of its own, which 都没有, 不清楚 and 不想说 are not; a “none” may be one."""
    return choice.id not in RESERVED or (choice.id == "none" and bool(choice.sets))


def all_set_to(question: Question, value: str) -> list[tuple[str, str | None, Value]]:
    """Every fact of the question with "unknown" or "declined"."""
    return [(ref.fact, ref.member, value) for ref in question.facts]


def settings_for(question: Question, ids: Sequence[str]) -> list[tuple[str, str | None, Value]]:
    """What choosing `ids` sets: their facts, and in a multiple question the others'."""
    for word in ("unknown", "declined"):
        if word in ids:
            return all_set_to(question, word)
    real = [choice for choice in question.choices if is_option(choice)]
    chosen = [s for choice in real if choice.id in ids for s in choice.sets]
    # A list as value is told by its option only.
    settings = [(s.fact, s.member, s.value) for s in chosen if not isinstance(s.value, list)]
    told = {(fact, member) for fact, member, _ in settings}
    if question.multiple or "none" in ids:
        rest = [s for choice in real if choice.id not in ids for s in choice.otherwise]
        settings += [(s.fact, s.member, s.value) for s in rest if (s.fact, s.member) not in told]
    return settings


def settings_without(
    question: Question, denied: Sequence[str]
) -> list[tuple[str, str | None, Value]]:
    """What denying some of the options tells; the others stay open."""
    return [
        (s.fact, s.member, s.value)
        for choice in question.choices
        if choice.id in denied
        for s in choice.otherwise
    ]
