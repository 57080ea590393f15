"""The condition language of packs and vocabulary: words in YAML, a checked tree in Python.

`ConditionSpec` is what a file may say; `compile_condition` resolves its names once, at load,
so that no unknown fact, shared condition or matter can survive until a household meets it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from eligibility.files.expressions import Expression, names_in

Word = Literal["is", "one_of", "at_least", "at_most", "more_than", "less_than", "contains"]
_WORDS: tuple[Word, ...] = (
    "is",
    "one_of",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "contains",
)
MatterCause = Literal["office_decides", "text_is_silent"]
NUMBER_WORDS: tuple[Word, ...] = ("at_least", "at_most", "more_than", "less_than")
_TREES: tuple[str, ...] = (
    "all",
    "any",
    "not",
    "any_member",
    "every_member",
    "any_supporter",
    "every_supporter_state",
)


def _shape(value: Any) -> str:
    return "name" if isinstance(value, str) else "spec"


class ConditionSpec(BaseModel):
    """One condition as written: exactly one operator, and how it is said to people."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True)

    label: str | None = None
    all_: list[SpecOrName] | None = Field(None, alias="all", min_length=1)
    any_: list[SpecOrName] | None = Field(None, alias="any", min_length=1)
    not_: SpecOrName | None = Field(None, alias="not")
    any_member: SpecOrName | None = None
    every_member: SpecOrName | None = None
    any_supporter: SpecOrName | None = None
    every_supporter_state: SpecOrName | None = None
    matter: str | None = None
    before: dt.date | None = None
    from_: dt.date | None = Field(None, alias="from")
    fact: str | None = None
    is_: bool | int | float | str | None = Field(None, alias="is")
    one_of: list[bool | int | float | str] | None = Field(None, min_length=1)
    contains: str | None = None
    at_least: Expression | None = None
    at_most: Expression | None = None
    more_than: Expression | None = None
    less_than: Expression | None = None
    line_until: dt.date | None = None

    @model_validator(mode="after")
    def _one_operator(self) -> ConditionSpec:
        aside = {"label", "line_until"}
        given = self.model_dump(by_alias=True, exclude_none=True, exclude=aside).keys()
        words = [name for name in given if name in _WORDS]
        others = [name for name in given if name not in _WORDS and name != "fact"]
        if self.fact is not None:
            if others or len(words) > 1:
                raise ValueError(f"fact 只能配一个比较词：{'、'.join(_WORDS)}")
        elif self.line_until is not None:
            raise ValueError("line_until 只能写在 fact 的比较上")
        elif words or len(others) != 1:
            raise ValueError(f"条件要有且只有一个词：{'、'.join((*_TREES, 'fact', 'matter'))}")
        return self


SpecOrName = Annotated[
    Annotated[str, Tag("name")] | Annotated[ConditionSpec, Tag("spec")],
    Discriminator(_shape),
]
ConditionSpec.model_rebuild()


@dataclasses.dataclass(frozen=True, eq=False)
class Condition:
    """A compiled condition; `label` is how it is said to people, when the file says so."""

    label: str | None = None

    def children(self) -> tuple[Condition, ...]:
        return ()


@dataclasses.dataclass(frozen=True, eq=False)
class AllOf(Condition):
    parts: tuple[Condition, ...] = ()

    def children(self) -> tuple[Condition, ...]:
        return self.parts


@dataclasses.dataclass(frozen=True, eq=False)
class AnyOf(Condition):
    parts: tuple[Condition, ...] = ()

    def children(self) -> tuple[Condition, ...]:
        return self.parts


@dataclasses.dataclass(frozen=True, eq=False)
class _Single(Condition):
    part: Condition = Condition()

    def children(self) -> tuple[Condition, ...]:
        return (self.part,)


@dataclasses.dataclass(frozen=True, eq=False)
class Not(_Single):
    """The opposite."""


@dataclasses.dataclass(frozen=True, eq=False)
class AnyMember(_Single):
    """One and the same member meets the whole part."""


@dataclasses.dataclass(frozen=True, eq=False)
class EveryMember(_Single):
    """Every member meets the part."""


@dataclasses.dataclass(frozen=True, eq=False)
class AnySupporter(_Single):
    """One and the same legal supporter outside the household meets the whole part."""


@dataclasses.dataclass(frozen=True, eq=False)
class EverySupporterState(_Single):
    """Everybody who would have to support the household meets the part, by what was told of them;
    its facts are those of `state_facts`. Nobody there meets it, too."""


@dataclasses.dataclass(frozen=True, eq=False)
class FactTest(Condition):
    fact: str = ""
    word: Word = "is"
    bound: Any = True
    line_until: dt.date | None = None
    """Until when the bound was the line; from then on others set it, and not by this document."""


@dataclasses.dataclass(frozen=True, eq=False)
class Matter(Condition):
    """What no fact can tell: an office decides it, or the text is silent. Always unknown."""

    name: str = ""
    because: MatterCause = "text_is_silent"


@dataclasses.dataclass(frozen=True, eq=False)
class DateTest(Condition):
    """Whether the day asked about is before, or not before, a day."""

    day: dt.date = dt.date.max
    before: bool = True


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and everything below it."""
    yield condition
    for child in condition.children():
        yield from walk(child)


def bound_names(test: FactTest) -> Iterator[str]:
    """Names of the facts and parameters in the bound a fact is compared with."""
    return names_in(test.bound) if test.word in NUMBER_WORDS else iter(())


def facts_of(condition: Condition) -> set[str]:
    """Names of the facts a condition tests, bounds included; supporters' states as one fact."""
    if isinstance(condition, EverySupporterState):
        return {"supporter_states"}
    names: set[str] = set()
    if isinstance(condition, FactTest):
        names = {condition.fact, *bound_names(condition)}
    return names.union(*(facts_of(part) for part in condition.children()))


class Names:
    """What a condition may refer to, and where to report a name that is not there."""

    def __init__(
        self,
        fact_type: Callable[[str], str | None],
        shared: Mapping[str, SpecOrName] | None = None,
        matters: Mapping[str, MatterCause] | None = None,
        parameters: Iterable[str] = (),
        accepted: Callable[[str], Collection[str]] = lambda _: (),
        elsewhere: Mapping[str, Condition] | None = None,
        state_type: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        self._fact_type = fact_type
        self._state_type = state_type
        self._accepted = accepted
        self._shared = dict(shared or {})
        self._matters = dict(matters or {})
        self._elsewhere = dict(elsewhere or {})
        self._parameters = set(parameters)
        self._compiled: dict[str, Condition] = {}
        self._open: list[str] = []
        self.problems: list[str] = []

    @property
    def shared(self) -> dict[str, Condition]:
        """The shared conditions compiled so far."""
        return dict(self._compiled)

    def compile(self, spec: SpecOrName, place: str) -> Condition:
        """The compiled condition; what is wrong is collected in `problems`, not raised."""
        if isinstance(spec, str):
            return self._named(spec, place)
        tree = self._tree(spec, place)
        if tree is not None:
            return tree
        if spec.matter is not None:
            return self._matter(spec.matter, spec.label, place)
        if spec.fact is not None:
            return self._fact_test(spec, place)
        day = spec.before or spec.from_
        return DateTest(spec.label, day or dt.date.max, spec.before is not None)

    def _tree(self, spec: ConditionSpec, place: str) -> Condition | None:
        if spec.all_ is not None:
            return AllOf(spec.label, self._parts(spec.all_, f"{place}.all"))
        if spec.any_ is not None:
            return AnyOf(spec.label, self._parts(spec.any_, f"{place}.any"))
        singles: tuple[tuple[str, SpecOrName | None, type[_Single]], ...] = (
            ("not", spec.not_, Not),
            ("any_member", spec.any_member, AnyMember),
            ("every_member", spec.every_member, EveryMember),
            ("any_supporter", spec.any_supporter, AnySupporter),
        )
        for word, part, kind in singles:
            if part is not None:
                return kind(spec.label, self.compile(part, f"{place}.{word}"))
        if spec.every_supporter_state is not None:
            inner = f"{place}.every_supporter_state"
            return EverySupporterState(
                spec.label, self._of_states(spec.every_supporter_state, inner)
            )
        return None

    def _of_states(self, spec: SpecOrName, place: str) -> Condition:
        """A part about supporters' states, whose facts are a small vocabulary of their own."""
        own = self._fact_type, self._accepted
        self._fact_type, self._accepted = self._state_type, lambda _: ()
        try:
            return self.compile(spec, place)
        finally:
            self._fact_type, self._accepted = own

    def _parts(self, specs: list[SpecOrName], place: str) -> tuple[Condition, ...]:
        return tuple(self.compile(part, f"{place}[{i}]") for i, part in enumerate(specs))

    def _named(self, name: str, place: str) -> Condition:
        if "." in name:
            return self._of_another_pack(name, place)
        kind = self._fact_type(name)
        if name in self._shared:
            if kind is not None:
                self.problems.append(f"{place}：“{name}”既是共用条件又是事实，请改名")
            return self._shared_condition(name, place)
        if kind is None:
            self.problems.append(f"{place}：没有叫“{name}”的共用条件或事实")
        elif kind != "bool":
            self.problems.append(f"{place}：“{name}”不是是非题，请写成 {{fact: {name}, is: …}}")
        return FactTest(None, name)

    def _of_another_pack(self, name: str, place: str) -> Condition:
        """`xiamen.kind_dibao`: the shared condition of that name in the pack of that id."""
        if name not in self._elsewhere:
            pack, _, own = name.partition(".")
            self.problems.append(f"{place}：packs/{pack}.yml 的 conditions 里没有“{own}”")
            return Condition()
        return self._elsewhere[name]

    def _shared_condition(self, name: str, place: str) -> Condition:
        if name in self._compiled:
            return self._compiled[name]
        if name in self._open:
            self.problems.append(f"{place}：共用条件互相引用：{' → '.join([*self._open, name])}")
            return Condition()
        self._open.append(name)
        self._compiled[name] = self.compile(self._shared[name], f"conditions.{name}")
        self._open.pop()
        return self._compiled[name]

    def _matter(self, name: str, label: str | None, place: str) -> Condition:
        if name not in self._matters:
            self.problems.append(f"{place}：matters 里没有“{name}”")
        return Matter(label, name, self._matters.get(name, "text_is_silent"))

    def _fact_test(self, spec: ConditionSpec, place: str) -> Condition:
        fact = spec.fact or ""
        kind = self._fact_type(fact)
        if kind is None:
            self.problems.append(f"{place}：没有叫“{fact}”的事实")
        given = spec.model_dump(by_alias=True, exclude_none=True, include=set(_FIELDS))
        word = next((name for name in _WORDS if name in given), None)
        if word is None:
            if kind not in (None, "bool"):
                self.problems.append(f"{place}：“{fact}”不是是非题，请加比较词")
            return FactTest(spec.label, fact)
        bound = getattr(spec, _FIELDS_BY_WORD[word])
        if word in NUMBER_WORDS:
            self._check_factors(bound, place)
        if kind is not None:
            self._check_word(fact, word, bound, place)
        accepted = tuple(bound) if word == "one_of" else bound
        return FactTest(spec.label, fact, word, accepted, spec.line_until)

    def _check_word(self, fact: str, word: Word, bound: Any, place: str) -> None:
        """A number word needs a numeric fact; a value must be one the fact can have."""
        if word in ("is", "one_of", "contains"):
            accepted = self._accepted(fact)
            for value in bound if word == "one_of" else [bound]:
                if accepted and value not in accepted:
                    known = "、".join(accepted)
                    self.problems.append(f"{place}：“{fact}”没有“{value}”这个值；可用：{known}")
        elif not self.is_quantity(fact):
            self.problems.append(f"{place}：“{fact}”不是数字，不能用 {word}")

    def _check_factors(self, bound: Expression, place: str) -> None:
        for factor in names_in(bound):
            if not self.is_quantity(factor):
                self.problems.append(f"{place}：“{factor}”不是数字事实，也不是参数")

    def is_quantity(self, name: str) -> bool:
        """Whether a name stands for a number: a parameter or a numeric fact."""
        return name in self._parameters or self._fact_type(name) in ("number", "integer", "age")


_FIELDS_BY_WORD = {word: {"is": "is_"}.get(word, word) for word in _WORDS}
_FIELDS = tuple(_FIELDS_BY_WORD.values())
