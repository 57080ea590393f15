"""A policy pack: one document as data. `PackFile` is the YAML, `Pack` what the engine runs.

See `packs/` for the files themselves; every entry carries its clause and section.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eligibility.conditions import Condition, ConditionSpec, Names, ProductSpec, SpecOrName
from eligibility.errors import PackError, problems_of
from eligibility.nodes import Cause
from eligibility.vocabulary import Vocabulary
from eligibility.yamlfile import read_yaml

Strength = Literal["firm", "discretionary", "soft"]
Tier = Literal["safety_net", "marginal", "other_hardship"]


class _Spec(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Review(_Spec):
    """Who has read the pack (or a notice) over, and whether it is released."""

    unit: str | None = None
    date: dt.date | None = None
    state: Literal["draft", "approved"] = "draft"


class Notice(_Spec):
    """Something to be said beside a document."""

    text: str
    review: Review = Review()


class Topic(_Spec):
    """One matter people apply for: the one door, what to bring, what to say there."""

    label: str
    apply_at: str
    papers: list[str] = Field(default_factory=list)
    say: str | None = None


class MatterSpec(_Spec):
    """What only an office settles, or what the text leaves open."""

    label: str
    because: Literal["office_decides", "text_is_silent"]
    settled_by: str


class Months(_Spec):
    low: int
    high: int


class AmountSpec(_Spec):
    """How much: a number, a range or a product; null where the text fixes no number."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    product: list[float | str] | None = None
    unit: str | None = None
    formula: str | None = None
    approximate: bool = False
    upto: bool = False
    at_most: str | None = None
    only_if: str | None = None
    months: Months | None = None
    what: str | None = None
    note: str | None = None


class _Cited(_Spec):
    clause: str
    section: str
    label: str
    when: SpecOrName


class GroupSpec(_Cited):
    """One category clause."""

    group: str
    tier: Tier


class ItemSpec(_Cited):
    """One personal clause: who, what, how much, where."""

    topic: str
    kind: Literal["benefit", "procedure"] = "benefit"
    strength: Strength = "firm"
    offices: str | None = None
    amount: AmountSpec | list[AmountSpec] | None = None
    from_: dt.date | None = Field(None, alias="from")
    until: dt.date | None = None
    items: list[str] = Field(default_factory=list)
    note: str | None = None
    apply_at: str | None = None


class DoorSpec(_Cited):
    """A status a household could apply for, and what it would open."""

    status: str
    topic: str
    for_: Literal["household", "member"] = Field("household", alias="for")
    grants: dict[str, Any]
    then: str | None = None


class SilentClause(_Spec):
    """A clause of the city's document that has no counterpart here."""

    clause: str
    why: str
    when: SpecOrName


class CityDocument(_Spec):
    """The city's document behind a county's: clause by clause, counterpart or silence."""

    id: str
    counterparts: dict[str, str] = Field(default_factory=dict)
    silent: list[SilentClause] = Field(default_factory=list)


class DocumentParameter(_Spec):
    """A figure of the document that is nobody's claim (a target, a rate)."""

    label: str
    value: float | None = None
    unit: str | None = None
    note: str | None = None


class HowToApply(_Spec):
    steps: list[str] = Field(default_factory=list)
    note: str | None = None


class PackFile(_Spec):
    """`packs/<id>.yml`."""

    id: str
    title: str
    number: str
    issued: dt.date
    place: str
    jurisdiction: str
    review: Review = Review()
    notices: list[Notice] = Field(default_factory=list)
    how_to_apply: HowToApply = HowToApply()
    offices: dict[str, list[str]] = Field(default_factory=dict)
    offices_today: dict[str, str] = Field(default_factory=dict)
    topics: dict[str, Topic]
    matters: dict[str, MatterSpec] = Field(default_factory=dict)
    conditions: dict[str, SpecOrName] = Field(default_factory=dict)
    groups: list[GroupSpec]
    items: list[ItemSpec]
    doors: list[DoorSpec] = Field(default_factory=list)
    nothing_to_claim: dict[str, str] = Field(default_factory=dict)
    parameters: dict[str, DocumentParameter] = Field(default_factory=dict)
    city_document: CityDocument | None = None
    districts_elsewhere: dict[str, str] = Field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Rule:
    """A compiled entry of a pack: what it says and when it applies."""

    spec: GroupSpec | ItemSpec | DoorSpec
    when: Condition
    facts: frozenset[str]
    """Every fact the condition tests, also behind others."""


@dataclasses.dataclass(frozen=True)
class SilentRule:
    """A city clause that may be mentioned beside a county's, when its condition is not excluded."""

    spec: SilentClause
    when: Condition


@dataclasses.dataclass(frozen=True)
class Pack:
    """One document, ready to be applied."""

    file: PackFile
    groups: tuple[Rule, ...]
    items: tuple[Rule, ...]
    doors: tuple[Rule, ...]
    silent: tuple[SilentRule, ...]

    @property
    def id(self) -> str:
        return self.file.id

    def item(self, clause: str) -> Rule | None:
        """The item or group of that clause."""
        return next((r for r in (*self.items, *self.groups) if r.spec.clause == clause), None)

    def matter_causes(self) -> dict[str, Cause]:
        return {name: matter.because for name, matter in self.file.matters.items()}


def read_pack(path: Path, vocabulary: Vocabulary) -> Pack:
    """The pack in a file; PackError with every problem (file, place, remedy)."""
    try:
        parsed = PackFile.model_validate(read_yaml(path))
    except ValidationError as error:
        raise PackError([f"{path.name} → {line}" for line in problems_of(error)]) from None
    builder = _Builder(parsed, vocabulary)
    pack = builder.build()
    if builder.problems:
        raise PackError([f"{path.name} → {line}" for line in builder.problems])
    return pack


class _Builder:
    """Compiles a pack's conditions and checks every reference inside it."""

    def __init__(self, parsed: PackFile, vocabulary: Vocabulary) -> None:
        self._file = parsed
        self._vocabulary = vocabulary
        self._names = Names(
            vocabulary.fact_type,
            parsed.conditions,
            parsed.matters,
            vocabulary.parameters,
            vocabulary.accepted,
        )

    @property
    def problems(self) -> list[str]:
        return self._names.problems

    def build(self) -> Pack:
        file = self._file
        for name in file.conditions:
            self._names.compile(name, f"conditions.{name}")
        for index, item in enumerate(file.items):
            self._check_item(item, f"items[{index}]（{item.clause}）")
        for index, door in enumerate(file.doors):
            self._check_topic(door.topic, f"doors[{index}]（{door.status}）")
            self._check_grants(door, f"doors[{index}]（{door.status}）")
        self._check_clauses()
        silent = file.city_document.silent if file.city_document else []
        return Pack(
            file=file,
            groups=self._rules(file.groups, "groups"),
            items=self._rules(file.items, "items"),
            doors=self._rules(file.doors, "doors"),
            silent=tuple(
                SilentRule(spec, self._names.compile(spec.when, f"city_document.{spec.clause}"))
                for spec in silent
            ),
        )

    def _rules(self, specs: Any, where: str) -> tuple[Rule, ...]:
        rules = []
        for index, spec in enumerate(specs):
            place = f"{where}[{index}]（{spec.clause}）.when"
            when = self._names.compile(spec.when, place)
            known = frozenset() if self.problems else self._vocabulary.tested_by(when)
            rules.append(Rule(spec, when, known))
        return tuple(rules)

    def _check_item(self, item: ItemSpec, place: str) -> None:
        self._check_topic(item.topic, place)
        if item.offices is not None and item.offices not in self._file.offices:
            self.problems.append(f"{place}：offices 里没有“{item.offices}”")
        for amount in amounts_of(item):
            for factor in amount.product or []:
                if isinstance(factor, str) and not self._names.is_quantity(factor):
                    self.problems.append(f"{place}：“{factor}”不是数字事实，也不是参数")

    def _check_topic(self, topic: str, place: str) -> None:
        if topic not in self._file.topics:
            known = "、".join(self._file.topics)
            self.problems.append(f"{place}：topics 里没有“{topic}”；可用：{known}")

    def _check_grants(self, door: DoorSpec, place: str) -> None:
        for fact in door.grants:
            if self._vocabulary.fact_type(fact) is None:
                self.problems.append(f"{place}：没有叫“{fact}”的事实")

    def _check_clauses(self) -> None:
        file = self._file
        clauses = [rule.clause for rule in (*file.groups, *file.items)]
        clauses += [*file.nothing_to_claim, *file.parameters]
        for clause in sorted({clause for clause in clauses if clauses.count(clause) > 1}):
            self.problems.append(f"“{clause}”出现了两次，请删去一个")
        for clause in clauses:
            if not clause.startswith(f"{file.id}-"):
                self.problems.append(f"“{clause}”应以“{file.id}-”开头")


def amounts_of(item: ItemSpec) -> list[AmountSpec]:
    """The amounts of an item, as a list."""
    if item.amount is None:
        return []
    return item.amount if isinstance(item.amount, list) else [item.amount]


def product_spec(amount: AmountSpec) -> ProductSpec | None:
    """The product of an amount in the form the evaluator takes."""
    return None if amount.product is None else ProductSpec(product=amount.product)


__all__ = [
    "AmountSpec",
    "ConditionSpec",
    "DoorSpec",
    "GroupSpec",
    "ItemSpec",
    "Pack",
    "PackFile",
    "Review",
    "Rule",
    "SilentRule",
    "amounts_of",
    "product_spec",
    "read_pack",
]
