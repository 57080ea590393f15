"""A policy pack: one document as data. `PackFile` is the YAML, `Pack` what the engine runs.

See `packs/` for the files themselves; every entry carries its clause and section.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from eligibility.errors import PackError, problems_of
from eligibility.files.conditions import (
    Condition,
    ConditionSpec,
    FactTest,
    MatterCause,
    Names,
    SpecOrName,
    walk,
)
from eligibility.files.expressions import Expression, ExpressionSpec, names_in
from eligibility.files.vocabulary import Vocabulary
from eligibility.files.yamlfile import read_yaml

Strength = Literal["firm", "discretionary", "soft"]
Tier = Literal["safety_net", "marginal", "other_hardship"]
Occasion = Literal["applying", "refused", "stopped", "unanswered", "always"]
Stage = Literal["window", "consent", "visit", "publication", "decision", "payment", "review"]


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


class Paper(_Spec):
    """Something to bring; `source` is the clause that names it, None where windows usually ask."""

    paper: str
    source: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _usual(cls, value: Any) -> Any:
        return {"paper": value} if isinstance(value, str) else value


class Proxy(_Spec):
    """Who may apply on somebody's behalf."""

    who: str
    source: str


class Topic(_Spec):
    """One matter people apply for: the one door, what to bring, what to say there."""

    label: str
    apply_at: str
    papers: list[Paper] = Field(default_factory=list)
    not_needed: list[Paper] = Field(default_factory=list)
    on_behalf: list[Proxy] = Field(default_factory=list)
    say: str | None = None
    prevails: bool = False
    """Whether this door goes before a local document's, as a higher law says so."""
    later: bool = False
    """Whether it is listed by its conditions, and asked about only when people want more."""


class MatterSpec(_Spec):
    """What only an office settles, or what the text leaves open."""

    label: str
    because: MatterCause
    settled_by: str


class Months(_Spec):
    low: int
    high: int


class AmountSpec(_Spec):
    """How much: a number, a range or a product; null where the text fixes no number."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    of: Expression | None = None
    product: list[Expression] | None = None
    unit: str | None = None
    formula: str | None = None
    approximate: bool = False
    upto: bool = False
    at_most: str | None = None
    only_if: str | None = None
    months: Months | None = None
    what: str | None = None
    note: str | None = None
    when: SpecOrName | None = None
    """For whom this line is, where one clause pays in several ways."""

    @property
    def expression(self) -> Expression | None:
        """What is computed; `product` is the short form of `of: {product: …}`."""
        return (
            self.of
            if self.product is None
            else ExpressionSpec.model_validate({"product": self.product})
        )


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
    already: SpecOrName | None = None
    right_for: list[Occasion] = Field(default_factory=list)
    say: str | None = None
    explains: bool = False
    """It only says how something is counted: nothing is asked for its sake first."""
    later: bool = False
    """Whether it is asked about only when people want more, as all of a topic may be."""
    document: str | None = None


class TimeLimit(_Spec):
    """How long something may take, and the clause that says so."""

    text: str
    source: str


class Line(_Spec):
    """An income line: the fact that must lie below a local figure."""

    value: str
    below: str


class DoorSpec(_Cited):
    """A status a household could apply for, and what it would open."""

    status: str
    topic: str
    for_: Literal["household", "member"] = Field("household", alias="for")
    grants: dict[str, Any]
    then: str | None = None
    papers: list[Paper] | None = None
    days: list[TimeLimit] = Field(default_factory=list)
    line: Line | None = None
    already: SpecOrName | None = None
    """Who holds the status, where not holding it is no condition for getting it: who is told to."""
    document: str | None = None


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


class Step(_Spec):
    """One stage on the way to a decision; `topics` empty where it holds for all."""

    text: str
    stage: Stage | None = None
    days: str | None = None
    source: str | None = None
    topics: list[str] = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class Order(_Spec):
    """One relief that comes before another."""

    first: str
    then: str
    why: str
    source: str


class HowToApply(_Spec):
    steps: list[Step] = Field(default_factory=list)
    order: list[Order] = Field(default_factory=list)
    note: str | None = None


class Measure(_Spec):
    """A document behind a pack that stands for several (the measures under a law)."""

    number: str
    year: int

    @property
    def cited(self) -> str:
        """“最低生活保障审核确认办法（2021）”."""
        return f"{self.number}（{self.year}）"


class PackFile(_Spec):
    """`packs/<id>.yml`."""

    id: str
    title: str
    number: str
    issued: dt.date
    place: str
    jurisdiction: str | None = None
    beside: list[str] = Field(default_factory=list)
    in_force_from: dt.date | None = None
    planned_until: dt.date | None = None
    """The end of a plan whose text does not say what holds afterwards."""
    documents: dict[str, Measure] = Field(default_factory=dict)
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

    @model_validator(mode="after")
    def _placed(self) -> PackFile:
        if (self.jurisdiction is None) == (not self.beside):
            raise ValueError(
                "写 jurisdiction（一个地方自己的文件）或 beside（叠加的地方），只写一样"
            )
        return self

    @property
    def counts_from(self) -> dt.date:
        """The first day the document counts."""
        return self.in_force_from or self.issued


@dataclasses.dataclass(frozen=True, eq=False)
class Rule:
    """A compiled entry of a pack: what it says and when it applies."""

    spec: GroupSpec | ItemSpec | DoorSpec
    when: Condition
    facts: frozenset[str]
    """Every fact the condition tests, also behind others."""
    line_until: dt.date | None = None
    """The last day on which an income line in the condition was certainly the line."""
    already: Condition | None = None
    """When the household has this already."""
    paid_when: tuple[Condition | None, ...] = ()
    """For whom each of the amounts is."""


@dataclasses.dataclass(frozen=True, eq=False)
class SilentRule:
    """A city clause that may be mentioned beside a county's, when its condition is not excluded."""

    spec: SilentClause
    when: Condition


@dataclasses.dataclass(frozen=True, eq=False)
class Pack:
    """One document, ready to be applied."""

    file: PackFile
    groups: tuple[Rule, ...]
    items: tuple[Rule, ...]
    doors: tuple[Rule, ...]
    silent: tuple[SilentRule, ...]
    conditions: dict[str, Condition] = dataclasses.field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.file.id

    def item(self, clause: str) -> Rule | None:
        """The item or group of that clause."""
        return next((r for r in (*self.items, *self.groups) if r.spec.clause == clause), None)


def read_pack(path: Path, vocabulary: Vocabulary) -> Pack:
    """The pack in a file; PackError with every problem (file, place, remedy)."""
    return build_pack(parse_pack(path), vocabulary, {}, path.name)


def parse_pack(path: Path) -> PackFile:
    """The pack as the file says it; PackError when a key, value or shape is wrong."""
    try:
        return PackFile.model_validate(read_yaml(path))
    except ValidationError as error:
        raise PackError([f"{path.name} → {line}" for line in problems_of(error)]) from None


def build_pack(
    parsed: PackFile, vocabulary: Vocabulary, elsewhere: Mapping[str, Condition], name: str
) -> Pack:
    """The pack compiled; `elsewhere` are shared conditions of other packs, as `xiamen.dibao`,
    `name` is the file's, for its errors."""
    builder = _Builder(parsed, vocabulary, elsewhere)
    pack = builder.build()
    if builder.problems:
        raise PackError([f"{name} → {line}" for line in builder.problems])
    return pack


class _Builder:
    """Compiles a pack's conditions and checks every reference inside it."""

    def __init__(
        self,
        parsed: PackFile,
        vocabulary: Vocabulary,
        elsewhere: Mapping[str, Condition],
    ) -> None:
        self._file = parsed
        self._vocabulary = vocabulary
        self._names = Names(
            vocabulary.fact_type,
            parsed.conditions,
            {name: matter.because for name, matter in parsed.matters.items()},
            vocabulary.parameters,
            vocabulary.accepted,
            elsewhere,
            vocabulary.state_type,
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
            conditions=self._names.shared,
        )

    def _rules(self, specs: Any, where: str) -> tuple[Rule, ...]:
        rules = []
        for index, spec in enumerate(specs):
            place = f"{where}[{index}]（{spec.clause}）.when"
            when = self._names.compile(spec.when, place)
            known = frozenset() if self.problems else self._vocabulary.tested_by(when)
            already = getattr(spec, "already", None)
            has = self._names.compile(already, f"{place}.already") if already else None
            rules.append(Rule(spec, when, known, _line_until(when), has, self._paid(spec, place)))
        return tuple(rules)

    def _paid(self, spec: Any, place: str) -> tuple[Condition | None, ...]:
        if not isinstance(spec, ItemSpec):
            return ()
        named = [amount.when for amount in amounts_of(spec)]
        where = f"{place}.amount.when"
        return tuple(None if w is None else self._names.compile(w, where) for w in named)

    def _check_item(self, item: ItemSpec, place: str) -> None:
        self._check_topic(item.topic, place)
        if item.offices is not None and item.offices not in self._file.offices:
            self.problems.append(f"{place}：offices 里没有“{item.offices}”")
        if item.document is not None and item.document not in self._file.documents:
            self.problems.append(f"{place}：documents 里没有“{item.document}”")
        for amount in amounts_of(item):
            for factor in names_in(amount.expression):
                if not self._names.is_quantity(factor):
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


def _line_until(condition: Condition) -> dt.date | None:
    days = [
        part.line_until
        for part in walk(condition)
        if isinstance(part, FactTest) and part.line_until is not None
    ]
    return min(days, default=None)


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
    "build_pack",
    "parse_pack",
    "read_pack",
]
