"""Conditions on legal supporters outside the household (赡养、抚养、扶养人), one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from eligibility.files.conditions import NUMBER_WORDS, AllOf, AnyOf, Condition, FactTest, Not
from eligibility.judging.nodes import Cause, Lack, Node, joined, negated
from eligibility.values import DECLINED, UNKNOWN, Truth, age_on, compare, is_past_birthday

if TYPE_CHECKING:
    from eligibility.judging.evaluation import Evaluator


class SupporterJudge:
    """Judges a condition for one supporter; `told_as` is the fact of the household that tells."""

    def __init__(
        self,
        evaluator: Evaluator,
        supporter: Mapping[str, Any],
        told_as: str = "supporters",
    ) -> None:
        self._evaluator = evaluator
        self._supporter = supporter
        self._told_as = told_as

    def node(self, condition: Condition) -> Node:
        if isinstance(condition, AllOf):
            return joined("all", condition, [self.node(part) for part in condition.parts])
        if isinstance(condition, AnyOf):
            return joined("any", condition, [self.node(part) for part in condition.parts])
        if isinstance(condition, Not):
            return negated(condition, self.node(condition.part))
        if isinstance(condition, FactTest):
            return self._fact(condition)
        return self._evaluator.node(condition, None)

    def _fact(self, test: FactTest) -> Node:
        value = self._supporter.get(test.fact)
        birth = self._birth_date() if test.fact == "age" else None
        if birth is not None:
            value = age_on(birth, self._evaluator.as_of)
        if value is None:
            return self._lacking(test, "not_asked")
        if value in (UNKNOWN, DECLINED):
            return self._lacking(test, "declined" if value == DECLINED else "dont_know")
        if test.word in NUMBER_WORDS:
            return self._measured(test, value, birth)
        accepted = test.bound if test.word == "one_of" else (test.bound,)
        return Node(Truth.MET if value in accepted else Truth.NOT_MET, test)

    def _measured(self, test: FactTest, value: Any, birth: dt.date | None) -> Node:
        if test.fact == "age" and test.word == "more_than":
            truth = is_past_birthday(value, birth, int(test.bound), self._evaluator.as_of)
        else:
            lacks: list[Lack] = []
            bound = self._evaluator.number(test.bound, None, lacks, [])
            if bound is None:
                return Node(Truth.UNKNOWN, test, lacks=tuple(lacks))
            truth = compare(value, test.word, bound)  # type: ignore[arg-type]
        return self._lacking(test, "dont_know") if truth is Truth.UNKNOWN else Node(truth, test)

    def _birth_date(self) -> dt.date | None:
        told = self._supporter.get("birth_date")
        return None if told in (None, UNKNOWN, DECLINED) else dt.date.fromisoformat(told)

    def _lacking(self, test: FactTest, cause: Cause) -> Node:
        return Node(Truth.UNKNOWN, test, lacks=(Lack(self._told_as, None, cause),))
