"""Households drawn from the vocabulary: any fact may be told, in any way it can be told."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import hypothesis.strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from eligibility.files.vocabulary import FactSpec, vocabulary
from tests.eligibility.reading_values import FIGURES, NAMES, NUMBERS

WORDS = vocabulary()
PLACES = tuple(WORDS.facts["hukou_place"].values)[:-1]
DAYS = ("2020-09-01", "2021-10-01", "2026-10-01")
# The place stands beside the household, not in it.
NOT_TOLD = {"jurisdiction", "district"}
NUMERIC = ("integer", "number", "age")
# What nobody told of these may follow from something else that was told.
INFERRED = {*WORDS.suggested, *WORDS.derived, *WORDS.presumed} | {
    name for name, spec in WORDS.facts.items() if spec.computed is not None
}
VAGUE = st.sampled_from(["unknown", "declined"])
Household = dict[str, Any]


def numbers(name: str, spec: FactSpec) -> SearchStrategy[int]:
    """Numbers a fact can be, those at the lines of the documents more often."""
    low, high = int(spec.lowest or 0), int(min(spec.highest or 3000, 3000))
    lines = [number for number in NUMBERS.get(name, ()) if isinstance(number, int)]
    spread = st.integers(low, high)
    return st.sampled_from(lines) | spread if lines else spread


@st.composite
def ranges(draw: DrawFn, name: str, spec: FactSpec) -> dict[str, Any]:
    """A range of a number; one end may be open."""
    low, high = sorted([draw(numbers(name, spec)), draw(numbers(name, spec))])
    left, right = draw(st.sampled_from([(True, True), (True, True), (True, False), (False, True)]))
    return {"low": low if left else None, "high": high if right else None}


def known_values(name: str, spec: FactSpec) -> SearchStrategy[Any]:
    """Every way to tell a fact so that something is known."""
    if spec.type == "bool":
        return st.booleans()
    if spec.type in NUMERIC:
        return numbers(name, spec) | ranges(name, spec)
    if spec.type == "list":
        return st.lists(st.sampled_from(list(spec.values)), unique=True)
    if spec.type == "date":
        return st.dates().map(lambda day: day.replace(year=1940 + day.year % 80).isoformat())
    if spec.type == "supporters":
        return st.lists(_flat(WORDS.supporter_facts), max_size=2)
    if spec.type == "states":
        return st.lists(_flat(WORDS.state_facts), max_size=2)
    return st.sampled_from(list(spec.values)) if spec.values else st.just("不详")


def _flat(specs: Mapping[str, FactSpec]) -> SearchStrategy[dict[str, Any]]:
    """What is told of somebody outside the household; numbers are told plainly."""
    plain = {
        name: numbers(name, spec) if spec.type in NUMERIC else known_values(name, spec)
        for name, spec in specs.items()
    }
    return st.fixed_dictionaries({}, optional=plain)


def _facts(scope: str) -> SearchStrategy[dict[str, Any]]:
    told = {
        name: known_values(name, spec) | known_values(name, spec) | known_values(name, spec) | VAGUE
        for name, spec in WORDS.facts.items()
        if spec.scope == scope and name not in NOT_TOLD
    }
    return st.fixed_dictionaries({}, optional=told)


OF_HOUSEHOLD, OF_MEMBER = _facts("household"), _facts("member")


@st.composite
def households(draw: DrawFn, fewest: int = 1) -> Household:
    """A household of one to three people."""
    names = NAMES[: draw(st.integers(fewest, len(NAMES)))]
    return {
        "jurisdiction": draw(st.sampled_from(PLACES)),
        "as_of": draw(st.sampled_from(DAYS)),
        "household": draw(OF_HOUSEHOLD),
        "members": [{"name": name, **draw(OF_MEMBER)} for name in names],
        "parameters": draw(
            st.fixed_dictionaries({}, optional={n: st.just(v) for n, v in FIGURES.items()})
        ),
    }


# -- the same household, told otherwise -----------------------------------------------------------


class Told(NamedTuple):
    """A fact where it was told: by whom (None for the household, -1 for a local figure)."""

    member: int | None
    fact: str

    def holder(self, data: Household) -> dict[str, Any]:
        if self.member is None:
            return data["household"]  # type: ignore[no-any-return]
        if self.member < 0:
            return data["parameters"]  # type: ignore[no-any-return]
        return data["members"][self.member]  # type: ignore[no-any-return]


def told_in(data: Household) -> Iterator[Told]:
    """Everything that was told so that something is known."""
    holders = [(None, data["household"]), *enumerate(data["members"]), (-1, data["parameters"])]
    for member, facts in holders:
        for name, value in facts.items():
            if name != "name" and value not in ("unknown", "declined"):
                yield Told(member, name)


@st.composite
def less_known(draw: DrawFn, data: Household) -> Household:
    """The household with some of what was told not asked, not known, or known more roughly."""
    less = copy.deepcopy(data)
    told = list(told_in(data))
    for one in draw(st.lists(st.sampled_from(told), unique=True, max_size=12)) if told else ():
        holder = one.holder(less)
        rough = _rougher(one.fact, holder[one.fact]) if one.member != -1 else None
        ways = ["absent"] if one.fact not in INFERRED else []
        ways += ["unknown", "declined"] if one.member != -1 else []
        ways += ["rough"] if rough else []
        way = draw(st.sampled_from(ways))
        if way == "absent":
            del holder[one.fact]
        else:
            holder[one.fact] = rough if way == "rough" else way
    return less


def _rougher(name: str, value: Any) -> dict[str, Any] | None:
    """A range that holds the number, or the range."""
    if isinstance(value, dict):
        low, high = value["low"], value["high"]
        return {"low": low, "high": None} if None not in (low, high) else None
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    most = WORDS.facts[name].highest
    return {"low": value // 2, "high": value + 1 if most is None else min(value + 1, int(most))}
