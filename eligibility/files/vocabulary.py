"""The fact vocabulary (`facts.yml`) and the questions put to residents (`questions.yml`).

Every fact stands once, with scope, type, unit, accepted values and who can answer it.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from eligibility.errors import PackError, problems_of
from eligibility.files.conditions import Condition, Names, SpecOrName, facts_of
from eligibility.files.yamlfile import read_yaml

HERE = Path(__file__).parents[1]

FactType = Literal[
    "bool", "integer", "number", "age", "choice", "list", "text", "date", "supporters", "states"
]


class Computed(BaseModel):
    """A number that follows from two others."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    divide: tuple[str, str]


class FactSpec(BaseModel):
    """One fact as `facts.yml` says it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str
    scope: Literal["household", "member"] = "household"
    type: FactType
    values: dict[str, str] = Field(default_factory=dict)
    unit: str | None = None
    lowest: float | None = None
    highest: float | None = None
    answerable_by: Literal["resident", "staff", "office"]
    question: str | None = None
    why: str | None = None
    sensitive: bool = False
    derived: SpecOrName | None = None
    suggested_by: SpecOrName | None = None
    presumed_by: SpecOrName | None = None
    otherwise: Any = False
    untold: list[Any] = Field(default_factory=list)
    computed: Computed | None = None


class ParameterSpec(BaseModel):
    """A local figure that no document contains."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str
    unit: str


class VocabularyFile(BaseModel):
    """`facts.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    facts: dict[str, FactSpec]
    supporter_facts: dict[str, FactSpec] = Field(default_factory=dict)
    state_facts: dict[str, FactSpec] = Field(default_factory=dict)
    parameters: dict[str, ParameterSpec] = Field(default_factory=dict)


@dataclasses.dataclass(frozen=True, eq=False)
class Vocabulary:
    """All facts, with the conditions that derive, suggest or presume them compiled."""

    facts: dict[str, FactSpec]
    supporter_facts: dict[str, FactSpec]
    parameters: dict[str, ParameterSpec]
    derived: dict[str, Condition]
    suggested: dict[str, Condition]
    presumed: dict[str, Condition] = dataclasses.field(default_factory=dict)
    state_facts: dict[str, FactSpec] = dataclasses.field(default_factory=dict)

    def fact_type(self, name: str) -> str | None:
        """The type of a fact, None when there is none of that name."""
        spec = self.facts.get(name) or self.supporter_facts.get(name)
        return None if spec is None else spec.type

    def state_type(self, name: str) -> str | None:
        """The type of a fact told in `supporter_states`."""
        spec = self.state_facts.get(name)
        return None if spec is None else spec.type

    def names(self) -> Names:
        """For compiling conditions that may use facts only."""
        return Names(self.fact_type, parameters=self.parameters, accepted=self.accepted)

    def accepted(self, name: str) -> Collection[str]:
        """The values a choice or list can have; empty for other facts."""
        spec = self.facts.get(name)
        return () if spec is None else spec.values

    @functools.cached_property
    def member_scope(self) -> frozenset[str]:
        """Facts that are told per member."""
        return frozenset(name for name, spec in self.facts.items() if spec.scope == "member")

    @functools.cached_property
    def member_facts(self) -> frozenset[str]:
        """Facts looked up per member, directly or through what they are derived from."""
        found = {name for name, spec in self.facts.items() if spec.scope == "member"}
        for name, condition in (*self.derived.items(), *self.suggested.items()):
            if self.facts[name].scope == "household":
                continue
            found |= {fact for fact in facts_of(condition) if self.facts[fact].scope == "member"}
        return frozenset(found)

    def tested_by(self, condition: Condition) -> frozenset[str]:
        """Facts a condition tests, directly or through what they follow from."""
        found: set[str] = set()
        waiting = facts_of(condition)
        while waiting:
            found |= waiting
            sources = [source for source in map(self.source, waiting) if source is not None]
            waiting = set().union(*(facts_of(source) for source in sources)) - found
        return frozenset(found)

    def source(self, name: str) -> Condition | None:
        """What a fact that nobody told follows from, if from anything."""
        return self.derived.get(name) or self.suggested.get(name) or self.presumed.get(name)

    def label(self, name: str) -> str:
        """How a fact or parameter is called in Chinese."""
        spec = self.facts.get(name) or self.supporter_facts.get(name) or self.state_facts.get(name)
        if spec is not None:
            return spec.label
        parameter = self.parameters.get(name)
        return name if parameter is None else parameter.label

    def value_label(self, name: str, value: Any) -> str:
        """How a value of a fact is said in Chinese."""
        spec = self.facts.get(name) or self.supporter_facts.get(name)
        if spec is None:
            return str(value)
        return spec.values.get(str(value), str(value))


def load_vocabulary(path: Path = HERE / "facts.yml") -> Vocabulary:
    """The vocabulary in a file; PackError with every problem when it is not valid."""
    raw = read_yaml(path)
    try:
        parsed = TypeAdapter(VocabularyFile).validate_python(raw)
    except ValidationError as error:
        raise PackError([f"{path.name} → {line}" for line in problems_of(error)]) from None
    empty = Vocabulary(
        parsed.facts, parsed.supporter_facts, parsed.parameters, {}, {}, {}, parsed.state_facts
    )
    names = empty.names()
    derived = _compiled(parsed, names, "derived")
    suggested = _compiled(parsed, names, "suggested_by")
    presumed = _compiled(parsed, names, "presumed_by")
    names.problems += [
        f"facts.{name}.presumed_by：要有 label，群众看到的就是这一句"
        for name, condition in presumed.items()
        if not condition.label
    ]
    if names.problems:
        raise PackError([f"{path.name} → {line}" for line in names.problems])
    return dataclasses.replace(empty, derived=derived, suggested=suggested, presumed=presumed)


def _compiled(parsed: VocabularyFile, names: Names, field: str) -> dict[str, Condition]:
    specs = {name: getattr(spec, field) for name, spec in parsed.facts.items()}
    return {
        name: names.compile(spec, f"facts.{name}.{field}")
        for name, spec in specs.items()
        if spec is not None
    }


@functools.cache
def vocabulary() -> Vocabulary:
    """The vocabulary this package ships, loaded once."""
    return load_vocabulary()
