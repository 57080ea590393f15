"""Judging one condition, written as in a pack, over one household."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import yaml
from pydantic import TypeAdapter

from eligibility.files.conditions import Condition, Names, SpecOrName
from eligibility.files.household import parse_household
from eligibility.files.vocabulary import vocabulary
from eligibility.judging.evaluation import Evaluator
from eligibility.judging.nodes import Lack, Node
from eligibility.judging.verdicts import Judgement, judge

DAY = dt.date(2020, 9, 1)
MATTERS = {"office": "office_decides", "silence": "text_is_silent"}
_SPEC: TypeAdapter[Any] = TypeAdapter(SpecOrName)


def compiled(text: str, shared: Mapping[str, str] | None = None) -> Condition:
    """The condition in YAML text; `shared` are named conditions it may use."""
    words = vocabulary()
    named = {name: _SPEC.validate_python(yaml.safe_load(s)) for name, s in (shared or {}).items()}
    names = Names(words.fact_type, named, MATTERS, words.parameters)  # type: ignore[arg-type]
    condition = names.compile(_SPEC.validate_python(yaml.safe_load(text)), "when")
    assert names.problems == []
    return condition


def evaluator(
    household: Mapping[str, Any] | None = None,
    members: list[dict[str, Any]] | None = None,
    parameters: Mapping[str, float] | None = None,
    day: dt.date = DAY,
) -> Evaluator:
    """The evaluator of a household with these facts."""
    told = parse_household({"household": dict(household or {}), "members": members or []})
    return Evaluator(told, day, vocabulary(), parameters or {})


def node_of(text: str, household: Mapping[str, Any] | None = None, **other: Any) -> Node:
    """The condition judged for the first member (or the household)."""
    return evaluator(household, **other).node(compiled(text), 0)


def judged(text: str, household: Mapping[str, Any] | None = None, **other: Any) -> Judgement:
    """The condition judged as a rule of a pack."""
    return judge(evaluator(household, **other), compiled(text))


def lacks_of(node: Node) -> set[tuple[str, str | None, str]]:
    """What keeps a node open, as plain tuples."""
    return {_plain(lack) for lack in node.causes}


def _plain(lack: Lack) -> tuple[str, str | None, str]:
    return (lack.fact, lack.member, lack.because)
