"""Thresholds against household cases: is there a case on each side of every number?

Only a case whose `expect` names a rule counts for the thresholds of that rule.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from eligibility.checks.specs import place_of
from eligibility.files.conditions import NUMBER_WORDS, FactTest, walk
from eligibility.files.expressions import Expression, ExpressionSpec, said
from eligibility.files.household import Household, parse_household
from eligibility.files.library import Library
from eligibility.files.packs import DoorSpec, GroupSpec, ItemSpec, Pack, Rule, amounts_of
from eligibility.files.vocabulary import HERE
from eligibility.judging.evaluation import Evaluator
from eligibility.judging.nodes import Node
from eligibility.judging.session import Session
from eligibility.values import Truth

HOUSEHOLDS = HERE.parent / "tests" / "households"
_WORDS = {"at_least": "不少于", "at_most": "不超过", "more_than": "超过", "less_than": "低于"}
_SIDES = {Truth.MET: "满足", Truth.NOT_MET: "不满足"}
_STEPS = {"at_least": (0, -1), "at_most": (0, 1), "more_than": (1, 0), "less_than": (-1, 0)}
# Of these operations it matters which part decides: a cap, a floor, a deductible.
_BRANCHES = ("least", "greatest", "above")


def threshold_problems(library: Library, folder: Path) -> Iterator[str]:
    """Numbers of packs without cases on both sides; nothing where there are no cases at all."""
    if not folder.is_dir():
        return
    seen = _Seen()
    for expect, household in _cases(folder):
        if household.jurisdiction is None or household.as_of is None:
            continue
        session = Session(library, household, household.as_of, complete=True)
        for pack in session.active:
            for rule in _expected(pack, expect):
                seen.look(rule, session.evaluator)
    told: set[int] = set()
    for pack in library.packs.values():
        for rule in (*pack.groups, *pack.items, *pack.doors):
            for key, text in (*_test_gaps(rule, seen, library), *_amount_gaps(rule, seen, library)):
                if key not in told:
                    told.add(key)
                    where = f"tests/{folder.name}/{pack.id}/"
                    yield f"{pack.id}.yml → {place_of(rule)}：{text}；请在 {where} 补上"


@functools.lru_cache(maxsize=4)
def _cases(folder: Path) -> tuple[tuple[Mapping[str, Any], Household], ...]:
    found = []
    for path in sorted(folder.glob("*/*.yml")):
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        for case in yaml.load(path.read_text(encoding="utf-8"), loader) or []:
            found.append((case.get("expect") or {}, parse_household(case["household"])))
    return tuple(found)


def _expected(pack: Pack, expect: Mapping[str, Any]) -> Iterator[Rule]:
    for rule in (*pack.groups, *pack.items, *pack.doors):
        spec = rule.spec
        names = {spec.clause} if not isinstance(spec, DoorSpec) else {f"door {spec.status}"}
        if isinstance(spec, GroupSpec):
            names.add(f"group {spec.group}")
        if names & expect.keys():
            yield rule


class _Seen:
    """Which sides of which numbers cases have fallen on; keyed by the compiled test, which packs
    that borrow a condition share with its owner."""

    def __init__(self) -> None:
        self.tests: dict[int, set[Truth]] = {}
        self.branches: dict[int, set[int]] = {}

    def look(self, rule: Rule, evaluator: Evaluator) -> None:
        subjects = (None, *range(len(evaluator.names)))
        for subject in subjects:
            self._look_at(evaluator.node(rule.when, subject))
        for expression in _branching(rule):
            for subject in subjects:
                values = [_number(part, subject, evaluator) for part in expression.parts]
                if None not in values:
                    side = _side(expression, values)
                    self.branches.setdefault(id(expression), set()).add(side)

    def _look_at(self, node: Node) -> None:
        if isinstance(node.condition, FactTest) and node.condition.word in NUMBER_WORDS:
            self.tests.setdefault(id(node.condition), set()).add(node.truth)
        for part in node.parts:
            self._look_at(part)


def _test_gaps(rule: Rule, seen: _Seen, library: Library) -> Iterator[tuple[int, str]]:
    for test in walk(rule.when):
        if not isinstance(test, FactTest) or test.word not in NUMBER_WORDS:
            continue
        missing = [side for side in _SIDES if side not in seen.tests.get(id(test), set())]
        if missing:
            label = library.vocabulary.label
            text = f"“{label(test.fact)}{_WORDS[test.word]}{said(test.bound, label)}”"
            sides = "、".join(f"{_SIDES[side]}的{_example(test, side)}" for side in missing)
            yield id(test), f"{text}还缺{sides}案例"


def _example(test: FactTest, side: Truth) -> str:
    if not isinstance(test.bound, (int, float)):
        return ""
    met, not_met = _STEPS[test.word]
    return f"（如 {test.bound + (met if side is Truth.MET else not_met):g}）"


def _amount_gaps(rule: Rule, seen: _Seen, library: Library) -> Iterator[tuple[int, str]]:
    for expression in _branching(rule):
        sides = seen.branches.get(id(expression), set())
        if len(sides) < len(expression.parts):
            text = said(expression, library.vocabulary.label)
            yield (
                id(expression),
                f"金额里的“{text}”还缺另一边的案例（起付线、封顶、保底，上下都要有）",
            )


def _branching(rule: Rule) -> Iterator[ExpressionSpec]:
    if isinstance(rule.spec, ItemSpec):
        for amount in amounts_of(rule.spec):
            yield from _branches(amount.expression)


def _branches(expression: Expression | None) -> Iterator[ExpressionSpec]:
    if isinstance(expression, ExpressionSpec):
        if expression.operation in _BRANCHES:
            yield expression
        for part in expression.parts:
            yield from _branches(part)


def _number(part: Expression, subject: int | None, evaluator: Evaluator) -> float | None:
    value = evaluator.number(part, subject, [], [])
    return value if value is None or isinstance(value, (int, float)) else value.exact


def _side(expression: ExpressionSpec, values: list[Any]) -> int:
    """Which part decides; of a deductible, whether anything is left above it."""
    if expression.operation == "above":
        return int(values[0] > values[1])
    chosen = min(values) if expression.operation == "least" else max(values)
    return int(values.index(chosen))
