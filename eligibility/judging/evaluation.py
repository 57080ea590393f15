"""Conditions over one household: Kleene's three values, each unknown with its cause.

`Evaluator.node` gives a tree rather than a bare answer: the verdict is at its root, the causes
of an unknown are at its leaves, and `interview` reads from it which question could still matter.
"""

from __future__ import annotations

import copy
import datetime as dt
import functools
from collections.abc import Collection, Mapping
from typing import Any

from eligibility.files.conditions import Condition, FactTest
from eligibility.files.expressions import Expression, calculate
from eligibility.files.household import Household
from eligibility.files.vocabulary import Vocabulary
from eligibility.judging.judges import Judges, touches
from eligibility.judging.nodes import FactRef, Lack, Node
from eligibility.judging.opened import Opened
from eligibility.judging.truths import NOT_COMPUTED, Masks, Truths
from eligibility.values import DECLINED, UNKNOWN, Range, Truth, age_on, divide

Subject = int | None
"""Index of the member a condition is judged for; None for the household as a whole."""


@functools.cache
def _judges(vocabulary: Vocabulary) -> Judges:
    return Judges(vocabulary)


@functools.cache
def _truths(vocabulary: Vocabulary) -> Truths:
    return Truths(vocabulary)


class Evaluator:
    """One household on one day, ready to be judged."""

    def __init__(
        self,
        household: Household,
        as_of: dt.date,
        vocabulary: Vocabulary,
        parameters: Mapping[str, float],
        jurisdiction: str | None = None,
        lines_open: bool = False,
        complete: bool = True,
    ) -> None:
        """`jurisdiction`: the place whose documents are read. `lines_open`: an income line that
        the document no longer sets counts as open where it would close. `complete`: all that a
        failed condition lacks is to be told, not only that it failed."""
        self.household = household
        self.as_of = as_of
        self.vocabulary = vocabulary
        self.parameters = parameters
        self.complete = complete
        self._lines_open = lines_open
        self.common = dict(household.household)
        if jurisdiction is not None:
            self.common["jurisdiction"] = jurisdiction
        if household.district is not None:
            self.common["district"] = household.district
        self.told_of_members = [member.facts for member in household.members]
        self.names = tuple([member.name for member in household.members])
        self.subjects = range(len(self.told_of_members))
        self.nobody = 1 << len(self.names)
        """The bit of nobody in particular."""
        self.people = self.nobody - 1
        self.full = self.nobody | self.people
        self.on_members = {name for facts in self.told_of_members for name in facts}
        self.moved = self.on_members - vocabulary.member_facts
        self._concerned: dict[Condition, bool] = {}
        self._judges = _judges(vocabulary)
        self.truths = _truths(vocabulary)
        self._met = [NOT_COMPUTED] * len(self.truths)
        self._maybe = [NOT_COMPUTED] * len(self.truths)
        self._weighed: set[int] = set()
        self._changed: frozenset[str] | None = None
        self._opened: Opened | None = None
        self.before: Evaluator | None = None
        self.nodes: dict[Subject, dict[Condition, Node]] = {None: {}}
        self.nodes |= {index: {} for index in self.subjects}

    def granting(self, grants: Mapping[str, Any], members: Collection[str] | None) -> Evaluator:
        """The same household with some facts told otherwise, of these members or (None) of all.

        What does not hang on those facts is not judged again.
        """
        other = copy.copy(self)
        if members is None:
            other.common = {**self.common, **grants}
        else:
            pairs = zip(self.names, self.told_of_members, strict=True)
            other.told_of_members = [
                {**told, **grants} if name in members else told for name, told in pairs
            ]
            other.on_members = self.on_members | grants.keys()
            other.moved = other.on_members - self.vocabulary.member_facts
            other._concerned = {}
        other.before = self
        other.nodes = {subject: {} for subject in self.nodes}
        other._weighed = set()
        other._changed = frozenset(grants)
        other._opened = None
        return other

    # -- how conditions come out --------------------------------------------------------------

    def weigh(self, conditions: tuple[Condition, ...]) -> None:
        """Computes the masks of conditions and of all that is in them."""
        program = self.truths.program(conditions, self._changed)
        if self.before is not None:
            self._start_from(self.before, conditions)
        new = len(self.truths) - len(self._met)
        if new:
            self._met += [NOT_COMPUTED] * new
            self._maybe += [NOT_COMPUTED] * new
        program.run(self, self._met, self._maybe)
        self._weighed |= program.numbers

    def _start_from(self, before: Evaluator, conditions: tuple[Condition, ...]) -> None:
        """What does not hang on the facts granted is as it was."""
        for condition in conditions:
            before.masks(condition)
        self._met, self._maybe = list(before._met), list(before._maybe)
        self._weighed = set()

    def masks(self, condition: Condition) -> Masks:
        """For whom the condition is met, and for whom it may be."""
        number = self.truths.number(condition)
        if number not in self._weighed:
            self.weigh((condition,))
        return self._met[number], self._maybe[number]

    def is_as_before(self, number: int) -> bool:
        """Whether a condition does not hang on facts that were granted."""
        return self._changed is not None and not self.truths.hangs_on(number, self._changed)

    def truth(self, condition: Condition, subject: Subject) -> Truth:
        """Whether a condition holds, for one."""
        self.masks(condition)
        return Truth(self.truth_of(self.truths.number(condition), self.bit(subject)))

    def named(self, mask: int) -> tuple[str, ...]:
        """The members of a mask."""
        return tuple([name for index, name in enumerate(self.names) if mask >> index & 1])

    def truth_of(self, number: int, bit: int) -> int:
        """The truth, for one, of a condition below one that was weighed."""
        if self._met[number] & bit:
            return 2
        return 1 if self._maybe[number] & bit else 0

    def bit(self, subject: Subject) -> int:
        """The bit of a subject in masks."""
        return self.nobody if subject is None else 1 << subject

    def is_open(self, number: int, bit: int) -> bool:
        """Whether a condition below one that was weighed is unknown for somebody."""
        return bool(self._maybe[number] & ~self._met[number] & bit)

    @property
    def opened(self) -> Opened:
        """What is open."""
        if self._opened is None:
            self._opened = Opened(self)
        return self._opened

    def open_node(self, condition: Condition, subject: Subject) -> Node:
        """The tree of a condition that is open, without what is settled."""
        self.masks(condition)
        return self.opened.node(self.truths.number(condition), subject)

    def open_fact(self, test: FactTest, subject: Subject) -> Node:
        """A test below a condition that was weighed, where it is open."""
        return self._judges.open_fact(test)(self, subject)

    def lists(self) -> tuple[list[int], list[int]]:
        """The masks of what was weighed, by number."""
        return self._met, self._maybe

    def node(self, condition: Condition, subject: Subject) -> Node:
        """The condition judged for a member (or, with None, where no member is meant)."""
        return self._judges.of(condition)(self, subject)

    def concerns_members(self, condition: Condition) -> bool:
        """Whether the answer may differ from member to member.

        A fact of the household that this household tells of members makes a difference, too.
        """
        if self._judges.touches_members(condition):
            return True
        if not self.moved:
            return False
        if condition not in self._concerned:
            names = frozenset(self.moved)
            self._concerned[condition] = touches(condition, names, self.concerns_members)
        return self._concerned[condition]

    # -- what was told -----------------------------------------------------------------------

    def told(self, fact: str, subject: Subject) -> Any:
        """What was told; a member's own value wins over the household's."""
        if subject is not None:
            own = self.told_of_members[subject].get(fact)
            if own is not None:
                return own
        return self.common.get(fact)

    def grounds(self, condition: Condition, subject: Subject) -> Condition:
        """What a condition that is met is met by: what speaks for a fact that nobody told."""
        if not isinstance(condition, FactTest):
            return condition
        presumed = self.vocabulary.presumed.get(condition.fact)
        if presumed is None or self.told(condition.fact, subject) is not None:
            return condition
        return presumed

    def ref(self, fact: str, subject: Subject) -> FactRef:
        """The fact as it would be asked: of the member for member facts, else of the household."""
        if subject is None or self.vocabulary.facts[fact].scope != "member":
            return FactRef(fact)
        return FactRef(fact, self.names[subject])

    def stated(self, fact: str, subject: Subject = None) -> float | Range | None:
        """A number as told, or as it follows from what was told."""
        value = self.told(fact, subject)
        spec = self.vocabulary.facts[fact]
        if value is None and spec.computed is not None:
            total, count = (self.told(name, subject) for name in spec.computed.divide)
            known = all(isinstance(number, (int, float, Range)) for number in (total, count))
            return divide(total, count) if known else None
        return value if isinstance(value, (int, float, Range)) else None

    def birth_date(self, subject: Subject) -> dt.date | None:
        told = self.told("birth_date", subject)
        return None if told in (None, UNKNOWN, DECLINED) else dt.date.fromisoformat(told)

    def age_from_birth(self, subject: Subject) -> int | None:
        """Completed years on the day, where a date of birth was told."""
        born = self.birth_date(subject)
        return None if born is None else age_on(born, self.as_of)

    def line_is_open(self, test: FactTest) -> bool:
        """Whether the test is an income line that the document no longer sets."""
        until = test.line_until
        return self._lines_open and until is not None and self.as_of >= until

    # -- numbers -----------------------------------------------------------------------------

    def number(
        self, expression: Expression, subject: Subject, lacks: list[Lack], asks: list[FactRef]
    ) -> float | Range | None:
        """The number, or None with what is missing added to `lacks` and `asks`."""
        return calculate(expression, lambda name: self.quantity(name, subject, lacks, asks))

    def quantity(
        self, name: str, subject: Subject, lacks: list[Lack], asks: list[FactRef]
    ) -> float | Range | None:
        """A numeric fact or an outside parameter."""
        if name in self.vocabulary.parameters:
            if name not in self.parameters:
                lacks.append(Lack(name, None, "outside_parameter"))
                return None
            return self.parameters[name]
        value = self.told(name, subject)
        if isinstance(value, (int, float, Range)):
            return value
        ref = self.ref(name, subject)
        if value is None:
            lacks.append(Lack(ref.fact, ref.member, "not_asked"))
            asks.append(ref)
        else:
            lacks.append(
                Lack(ref.fact, ref.member, "declined" if value == DECLINED else "dont_know")
            )
        return None
