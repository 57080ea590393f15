"""What is open of a condition, as a tree without what is settled.

It has the causes of the whole tree and the same answers matter to it, since a settled part of an
open condition changes neither: but most of a tree is settled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from eligibility.files.conditions import (
    AllOf,
    AnyMember,
    AnyOf,
    Condition,
    EveryMember,
    FactTest,
    Not,
)
from eligibility.judging.nodes import Node
from eligibility.values import Truth

if TYPE_CHECKING:
    from eligibility.judging.evaluation import Evaluator, Subject

_KINDS: dict[type[Condition], Literal["all", "any", "not"]] = {
    AllOf: "all",
    EveryMember: "all",
    AnyOf: "any",
    AnyMember: "any",
    Not: "not",
}


class Opened:
    """The open trees of one household, each made once."""

    def __init__(self, household: Evaluator) -> None:
        self._household = household
        self._truths = household.truths
        self._made: dict[tuple[int, Subject], Node] = {}

    def node(self, number: int, subject: Subject) -> Node:
        """The tree of a condition that was weighed and is open for the subject."""
        household = self._household
        condition = self._truths.conditions[number]
        if not household.concerns_members(condition):
            subject = None
        key = (number, subject)
        made = self._made.get(key)
        if made is None:
            if household.before is not None and household.is_as_before(number):
                made = household.before.opened.node(number, subject)
            else:
                made = self._make(number, condition, subject)
            self._made[key] = made
        return made

    def _make(self, number: int, condition: Condition, subject: Subject) -> Node:
        if isinstance(condition, FactTest):
            return self._household.open_fact(condition, subject)
        kind = _KINDS.get(type(condition))
        if kind is None:
            return self._household.node(condition, subject)
        is_open, needs = self._household.is_open, self._truths.needs[number]
        if isinstance(condition, (AnyMember, EveryMember)):
            members = [i for i in self._household.subjects if is_open(needs[0], 1 << i)]
            parts = [self.node(needs[0], index) for index in members]
        else:
            bit = self._household.bit(subject)
            parts = [self.node(part, subject) for part in needs if is_open(part, bit)]
        return Node(Truth.UNKNOWN, condition, kind, tuple(parts))
