"""The readable `who` lines of the policies, evaluated on their own: nothing of the engine is used.

Three values: True, False and None (unknown). The words a line may use stand in `reading_fuzhou`,
`reading_xiamen`, `reading_guzhang` and `reading_national`, each from the prose of the reading.
"""

from __future__ import annotations

import ast
import datetime as dt
import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.eligibility import reading_fuzhou, reading_guzhang, reading_national, reading_xiamen
from tests.eligibility.reading_logic import (
    Truth3,
    below,
    both,
    either,
    maybe,
    opposite,
    over,
    times,
)
from tests.eligibility.reading_person import Person, Rule

POLICIES = Path(__file__).resolve().parents[3] / "shared" / "policies"
ABSENT = "the reading of the policies (../shared/policies) is not here"
# Every document, and the places where it counts.
DOCUMENTS: dict[str, tuple[str, ...]] = {
    "fuzhou": ("fuzhou",),
    "minhou": ("minhou",),
    "xiamen": ("xiamen",),
    "guzhang": ("guzhang",),
    "fujian": ("fuzhou", "minhou", "xiamen"),
    "national": ("fuzhou", "minhou", "xiamen", "guzhang"),
}
# The province's plan ended with its year; nobody said whether the rules go on.
DOUBTFUL_AFTER_2020 = ("fujian",)


@functools.cache
def reading(document: str) -> dict[str, Any]:
    """A document as it was read."""
    text = (POLICIES / document / "clauses.yaml").read_text(encoding="utf-8")
    return dict(yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def clauses(document: str) -> list[dict[str, Any]]:
    """The clauses of a document as they were read."""
    return list(reading(document)["clauses"])


@functools.cache
def lines(document: str) -> dict[str, Who]:
    """The `who` line of every clause of a document that is somebody's."""
    plan = document in DOUBTFUL_AFTER_2020
    return {one["id"]: Who(one["who"], plan) for one in clauses(document) if one["personal"]}


# -- words that may stand in the line of any document -------------------------------------------


def _anybody(fact: str) -> Rule:
    return lambda person: person.anybody(lambda one: one.yes(fact))


OF_SOMEBODY: dict[str, Rule] = {
    "household_has_disabled": lambda p: p.anybody(
        lambda one: one.among("disability_level", 1, 2, 3, 4)
    ),
    "family_has_employee_in_difficulty": _anybody("employee_in_difficulty"),
    "any_member_employed": _anybody("employed"),
}
WORDS: dict[str, Callable[..., Truth3]] = {
    **reading_fuzhou.WORDS,
    **reading_xiamen.WORDS,
    **reading_guzhang.WORDS,
    **reading_national.WORDS,
}
_ORDERED: dict[type[ast.cmpop], Callable[[Any, Any], Truth3]] = {
    ast.Gt: over,
    ast.Lt: below,
    ast.GtE: lambda left, right: opposite(below(left, right)),
    ast.LtE: lambda left, right: opposite(over(left, right)),
}


# -- one `who` line -----------------------------------------------------------------------------


class Who:
    """A `who` line.

    `until` is the last day it names, which does not make it a plain no; `matters` are what its
    maybe(…) name.
    """

    def __init__(self, line: object, doubtful_after_2020: bool = False) -> None:
        self.until: dt.date | None = None
        self.matters: set[str] = set()
        self.text = " ".join(str(line).split())
        self._plan = doubtful_after_2020
        self._rule = self._of(ast.parse(self.text, mode="eval").body)

    def verdict(self, people: Sequence[Person]) -> tuple[str, list[Truth3]]:
        """The verdict of the clause, and how it came out for each person."""
        each = [self.truth(person) for person in people]
        verdict = {True: "eligible", None: "unknown", False: "not_eligible"}[either(each)]
        if self.until is not None and people[0].day > self.until and verdict != "not_eligible":
            verdict = "ended"
        return verdict, each

    def truth(self, person: Person) -> Truth3:
        """Whether the line holds for a person."""
        told = self._rule(person)
        return both([told, person.before_2021_else_unknown()]) if self._plan else told

    def _of(self, node: ast.expr) -> Rule:
        if isinstance(node, ast.BoolOp):
            parts = [self._of(part) for part in node.values]
            join = both if isinstance(node.op, ast.And) else either
            return lambda person: join(part(person) for part in parts)
        if isinstance(node, ast.UnaryOp):
            part = self._of(node.operand)
            return lambda person: opposite(part(person))
        if isinstance(node, ast.Compare):
            return _comparison(node)
        if isinstance(node, ast.Call):
            return self._called(node)
        if isinstance(node, ast.Name):
            fact = node.id
            return OF_SOMEBODY.get(fact, lambda person: person.yes(fact))
        told = ast.literal_eval(node)
        return lambda person: told

    def _called(self, node: ast.Call) -> Rule:
        assert isinstance(node.func, ast.Name)
        name = node.func.id
        if name == "maybe":
            part = self._of(node.args[0])
            self.matters.add(ast.literal_eval(node.args[1]))
            return lambda person: maybe(part(person))
        given = [ast.literal_eval(argument) for argument in node.args]
        if name == "until":
            self.until = dt.date.fromisoformat(given[0])
            return lambda person: True
        if name == "since":
            first = dt.date.fromisoformat(given[0])
            return lambda person: person.day >= first
        if name == "before_2021_else_unknown":
            return lambda person: person.before_2021_else_unknown()
        word = WORDS[name]
        return lambda person: word(person, *given)


def _comparison(node: ast.Compare) -> Rule:
    """`fact == v`, `fact in (…)`, `'v' in fact`, and `n < fact`, where n may be a product."""
    (operator,), (right,) = node.ops, node.comparators
    if type(operator) in _ORDERED:
        holds = _ORDERED[type(operator)]
        low, high = _number(node.left), _number(right)
        return lambda person: holds(low(person), high(person))
    if isinstance(node.left, ast.Constant):
        assert isinstance(right, ast.Name)
        value, holder = node.left.value, right.id
        return lambda p: None if p.value(holder) is None else value in p.value(holder)
    assert isinstance(node.left, ast.Name)
    fact, bound = node.left.id, ast.literal_eval(right)
    values = bound if isinstance(operator, ast.In) else (bound,)
    if isinstance(operator, ast.NotEq):
        return lambda person: opposite(person.among(fact, *values))
    return lambda person: person.among(fact, *values)


def _number(node: ast.expr) -> Callable[[Person], Any]:
    if isinstance(node, ast.BinOp):
        assert isinstance(node.op, ast.Mult)
        left, right = _number(node.left), _number(node.right)
        return lambda person: times(left(person), right(person))
    if isinstance(node, ast.Name):
        fact = node.id
        return lambda person: person.value(fact)
    number = ast.literal_eval(node)
    return lambda person: number
