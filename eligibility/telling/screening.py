"""What a screening says: the contract's JSON as models, and nothing that is worded for people
beyond short labels.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from eligibility.judging.nodes import Cause, Verdict


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return self.model_dump(mode="json")

    @functools.cached_property
    def json_text(self) -> str:
        """The JSON text; written once, as the same part stands in many screenings."""
        return json.dumps(self.plain(), ensure_ascii=False)


class Document(_Model):
    """A document in force for the household, and its state of review."""

    id: str
    number: str
    title: str
    issued: dt.date
    review: Literal["draft", "approved"]
    notices: list[str] = Field(default_factory=list)
    perhaps_ended: bool = False
    """A plan of a time that is over, whose text does not say what holds now."""


class Citation(_Model):
    document: str
    section: str


class Missing(_Model):
    """What an unknown verdict depends on."""

    fact: str
    member: str | None = None
    because: Cause
    label: str
    settled_by: str | None = None


class Reason(_Model):
    """One condition of a clause and how it came out."""

    text: str
    verdict: Verdict
    clause: str


class Amount(_Model):
    """Money: a value, or `low`/`high`, or a null value where the text fixes no number."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    formula: str | None = None
    approximate: bool | None = None
    upto: bool | None = None
    at_most: str | None = None
    only_if: str | None = None
    months: dict[str, int] | None = None
    what: str | None = None
    note: str | None = None
    member: str | None = None
    needs: list[Missing] | None = None

    def compact(self) -> dict[str, Any]:
        """The JSON of the contract: `value` always unless a range stands in its place."""
        told = self.model_dump(mode="json", exclude_none=True)
        if "low" in told or "high" in told:
            return told
        return {"value": self.value, **{k: v for k, v in told.items() if k != "value"}}


class Group(_Model):
    """One category clause and its verdict."""

    document: str
    group: str
    label: str
    tier: Literal["safety_net", "marginal", "other_hardship"]
    verdict: Verdict
    members: list[str]
    members_unknown: list[str]
    missing: list[Missing]
    clause: str
    citation: Citation
    reasons: list[Reason]


class Item(_Model):
    """One personal clause and its verdict."""

    clause: str
    document: str
    kind: Literal["benefit", "procedure", "soft"]
    strength: Literal["firm", "discretionary", "soft"]
    topic: str
    label: str
    verdict: Verdict
    members: list[str]
    members_unknown: list[str]
    missing: list[Missing]
    amount: Amount | list[Amount] | None = None
    parts: list[str] = Field(default_factory=list)
    note: str | None = None
    offices: list[str]
    offices_today: list[str]
    apply_at: str
    citation: Citation
    reasons: list[Reason]
    lead: bool = False
    """The national route is open where the place's own document closes its own."""
    already: bool = False
    """The household has this already."""
    right_for: list[str] = Field(default_factory=list)
    say: str | None = None

    def plain(self) -> dict[str, Any]:
        return {**super().plain(), "amount": _amount_json(self.amount)}


class Source(_Model):
    """Something and the clause that says so; no clause where it is only usual."""

    text: str
    source: str | None = None


class Door(_Model):
    """A status the household does not have but could apply for, and what it would open."""

    status: str
    label: str
    topic: str
    verdict: Verdict
    members: list[str]
    missing: list[Missing]
    reasons: list[Reason]
    unlocks: list[str]
    then: str | None = None
    apply_at: str
    clause: str
    citation: Citation
    papers: list[Source] = Field(default_factory=list)
    days: list[Source] = Field(default_factory=list)
    line: str | None = None
    """An income beside a line that is not known here, as a sentence."""


class OldLine(_Model):
    """A group closed by an income line that is no longer this document's to set."""

    clause: str
    label: str
    document: str
    year: int


class Setting(_Model):
    """A fact given a value by an answer."""

    model_config = ConfigDict(frozen=True)

    fact: str
    member: str | None = None
    value: Any


class FactKey(_Model):
    model_config = ConfigDict(frozen=True)

    fact: str
    member: str | None = None


class Choice(_Model):
    """One answer on offer; `sets` when it is taken, `otherwise` when it is not."""

    id: str
    label: str
    sets: list[Setting] = Field(default_factory=list, exclude=True)
    otherwise: list[Setting] = Field(default_factory=list, exclude=True)


class Question(_Model):
    """What to ask next."""

    question: str
    text: str
    why: str = Field(default="", exclude=True)
    stage: Literal["core", "more"]
    facts: list[FactKey]
    choices: list[Choice] = Field(default_factory=list)
    multiple: bool = False
    settles: int = 0
    expects: Literal["choice", "number", "numbers", "place", "people"] = Field(
        default="choice", exclude=True
    )
    unit: str | None = Field(default=None, exclude=True)
    example: str | None = Field(default=None, exclude=True)


class Screening(_Model):
    """Everything a household is told, by document."""

    id: str | None
    as_of: dt.date
    documents: list[Document]
    groups: list[Group]
    items: list[Item]
    doors: list[Door]
    also_in_city_document: list[Item]
    old_lines: list[OldLine] = Field(default_factory=list)
    next: Question | None = None

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON."""
        return {name: _plain(getattr(self, name)) for name in type(self).model_fields}

    def to_text(self) -> str:
        """The contract's JSON as text, put together from parts that were written before."""
        told = [f'"{name}": {_text(getattr(self, name))}' for name in type(self).model_fields]
        return "{" + ", ".join(told) + "}"


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [part.plain() for part in value]
    if isinstance(value, _Model):
        return value.plain()
    return value.isoformat() if isinstance(value, dt.date) else value


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join([part.json_text for part in value]) + "]"
    return (
        value.json_text
        if isinstance(value, _Model)
        else json.dumps(_plain(value), ensure_ascii=False)
    )


def _amount_json(amount: Amount | list[Amount] | None) -> Any:
    if amount is None:
        return None
    if isinstance(amount, list):
        return [one.compact() for one in amount]
    return amount.compact()
