"""The truth of conditions for everybody of a household at once, without a word on why.

Two bit masks say it: for whom a condition is met, and for whom it may be. Each member has a bit,
and so has nobody in particular (`None`), the highest. Kleene's and, or and not are then `&`, `|`
and the complement. All conditions of many rules are computed by one generated function, equal
ones once; `judges` tells why, where that is to be told.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from eligibility.files.conditions import (
    AllOf,
    AnyMember,
    AnyOf,
    AnySupporter,
    Condition,
    DateTest,
    EveryMember,
    EverySupporterState,
    FactTest,
    Not,
    bound_names,
)
from eligibility.files.vocabulary import Vocabulary
from eligibility.values import (
    DECLINED,
    UNKNOWN,
    Range,
    Truth,
    compare,
    is_past_birthday,
)

if TYPE_CHECKING:
    from eligibility.judging.evaluation import Evaluator

Masks = tuple[int, int]
"""For whom a condition is met, and for whom it may be."""
NOT_COMPUTED = -1
"""Stands for the masks of a condition that was not computed."""
_NOT_MET, _OPEN, _MET = (int(truth) for truth in Truth)
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "at_least": operator.ge,
    "at_most": operator.le,
    "more_than": operator.gt,
    "less_than": operator.lt,
}
_Leaf = Callable[..., Masks]
_Run = Callable[["Evaluator", list[int], list[int]], None]


class Program(NamedTuple):
    """What computes some conditions; `numbers` are all that are known afterwards."""

    run: _Run
    numbers: frozenset[int]


class Truths:
    """The conditions over one vocabulary, numbered: parts first, equal ones alike."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._numbers: dict[Condition, int] = {}
        self._equal: dict[tuple[object, ...], int] = {}
        self.conditions: list[Condition] = []
        self.needs: list[tuple[int, ...]] = []
        self._facts: dict[int, frozenset[str]] = {}
        self._programs: dict[tuple[object, ...], Program] = {}
        self._leaves: dict[int, _Leaf] = {}
        self._conjuncts: dict[Condition, tuple[tuple[Condition, int], ...]] = {}

    def __len__(self) -> int:
        return len(self.conditions)

    def number(self, condition: Condition) -> int:
        """The place of a condition in the lists of masks."""
        known = self._numbers.get(condition)
        if known is None:
            known = self._numbers[condition] = self._numbered(condition)
        return known

    def conjuncts(self, condition: Condition) -> Sequence[tuple[Condition, int]]:
        """The parts of nested “all” with their numbers; one that is labelled is whole."""
        known = self._conjuncts.get(condition)
        if known is None:
            parts = tuple((part, self.number(part)) for part in _conjuncts(condition))
            known = self._conjuncts[condition] = parts
        return known

    def _numbered(self, condition: Condition) -> int:
        needs = self._parts(condition)
        key = (type(condition), *needs, *_own(condition))
        known = self._equal.get(key)
        if known is None:
            known = self._equal[key] = len(self.conditions)
            self.conditions.append(condition)
            self.needs.append(needs)
        return known

    def _parts(self, condition: Condition) -> tuple[int, ...]:
        """What must be computed first; supporters are judged by a judge of their own."""
        if isinstance(condition, (AnySupporter, EverySupporterState)):
            return ()
        if isinstance(condition, FactTest):
            source = self._vocabulary.source(condition.fact)
            return () if source is None else (self.number(source),)
        return tuple([self.number(part) for part in condition.children()])

    # -- functions over a household ----------------------------------------------------------

    def program(
        self, roots: tuple[Condition, ...], changed: frozenset[str] | None = None
    ) -> Program:
        """What computes these conditions and all they need.

        With `changed`, only what hangs on these facts is computed again.
        """
        key = (roots, changed)
        if key not in self._programs:
            wanted = [self.number(root) for root in roots]
            needed = self._closure(wanted, changed)
            numbers = frozenset([*wanted, *needed])
            self._programs[key] = Program(self._compiled(needed), numbers)
        return self._programs[key]

    def _closure(self, roots: list[int], changed: frozenset[str] | None) -> list[int]:
        found: set[int] = set()
        waiting = list(roots)
        while waiting:
            number = waiting.pop()
            if number in found or (changed is not None and not self.hangs_on(number, changed)):
                continue
            found.add(number)
            waiting += self.needs[number]
        return sorted(found)

    def hangs_on(self, number: int, facts: frozenset[str]) -> bool:
        """Whether a condition may come out otherwise when these facts are told otherwise."""
        if number not in self._facts:
            self._facts[number] = self._vocabulary.tested_by(self.conditions[number])
        return bool(self._facts[number] & facts)

    def _compiled(self, numbers: list[int]) -> _Run:
        """A function of one line a mask: `m7 = met[7] = m3 & m5`."""
        computed = set(numbers)
        lines = ["def program(household, met, maybe):"]
        lines.append("    full, people = household.full, household.people")
        leaves: dict[str, _Leaf] = {}
        for number in numbers:
            needs = self.needs[number]
            mets = [f"m{n}" if n in computed else f"met[{n}]" for n in needs]
            maybes = [f"p{n}" if n in computed else f"maybe[{n}]" for n in needs]
            joined = _formula(self.conditions[number], mets, maybes)
            if joined is None:
                leaves[f"leaf{number}"] = self._leaf(number)
                told = ", ".join(["household", *mets, *maybes])
                lines.append(f"    m{number}, p{number} = leaf{number}({told})")
                lines.append(f"    met[{number}] = m{number}; maybe[{number}] = p{number}")
            else:
                lines.append(f"    m{number} = met[{number}] = {joined[0]}")
                lines.append(f"    p{number} = maybe[{number}] = {joined[1]}")
        scope: dict[str, Any] = dict(leaves)
        # Nothing but numbers and operators is in these lines.
        exec("\n".join(lines), scope)
        made: _Run = scope["program"]
        return made

    def _leaf(self, number: int) -> _Leaf:
        if number not in self._leaves:
            self._leaves[number] = self._new_leaf(self.conditions[number])
        return self._leaves[number]

    def _new_leaf(self, condition: Condition) -> _Leaf:
        if isinstance(condition, FactTest):
            return _FactTruth(condition, self._vocabulary).masks
        if isinstance(condition, DateTest):
            day, before = condition.day, condition.before

            def dated(household: Evaluator) -> Masks:
                holds = (household.as_of < day) == before
                return (household.full,) * 2 if holds else (0, 0)

            return dated
        if isinstance(condition, (AnySupporter, EverySupporterState)):
            return lambda household: _alike(household, household.node(condition, None).truth)
        return lambda household: (0, household.full)


def _conjuncts(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, AllOf) and not condition.label:
        for part in condition.parts:
            yield from _conjuncts(part)
    else:
        yield condition


def _own(condition: Condition) -> tuple[object, ...]:
    """What tells a condition from others of its kind over the same parts, labels aside."""
    if isinstance(condition, FactTest):
        # Told apart by how they are written: True is no 1, and sums cannot be looked up.
        return (condition.fact, condition.word, repr(condition.bound), condition.line_until)
    if isinstance(condition, DateTest):
        return (condition.day, condition.before)
    if isinstance(condition, (AllOf, AnyOf, Not, AnyMember, EveryMember)):
        return ()
    return (condition,)


def _formula(condition: Condition, mets: list[str], maybes: list[str]) -> tuple[str, str] | None:
    """How the masks follow from those of the parts; None for what has no parts."""
    if isinstance(condition, AllOf):
        return " & ".join(mets), " & ".join(maybes)
    if isinstance(condition, AnyOf):
        return " | ".join(mets), " | ".join(maybes)
    if isinstance(condition, Not):
        return f"full & ~{maybes[0]}", f"full & ~{mets[0]}"
    if isinstance(condition, AnyMember):
        return f"full if {mets[0]} & people else 0", f"full if {maybes[0]} & people else 0"
    if isinstance(condition, EveryMember):
        return (
            f"0 if people & ~{mets[0]} else full",
            f"0 if people & ~{maybes[0]} else full",
        )
    return None


def _alike(household: Evaluator, truth: Truth) -> Masks:
    """The same for everybody."""
    full = household.full
    return (full if truth is Truth.MET else 0), (0 if truth is Truth.NOT_MET else full)


def is_value(test: FactTest, value: Any) -> Truth:
    """A value against the values that count; unknown where they are numbers in order."""
    if value.__class__ is Range:
        return _is_among(test, value)
    word, bound = test.word, test.bound
    if word == "is":
        return Truth.MET if value == bound else Truth.NOT_MET
    if word == "one_of":
        return Truth.MET if value in bound else Truth.NOT_MET
    if word == "contains":
        return Truth.MET if bound in (value or []) else Truth.NOT_MET
    return Truth.UNKNOWN


def _is_among(test: FactTest, value: Range) -> Truth:
    """A range of whole numbers against the values that count."""
    accepted = [test.bound] if test.word == "is" else list(test.bound)
    if not any(_within(number, value) for number in accepted):
        return Truth.NOT_MET
    whole = (
        value.low is not None
        and value.high is not None
        and all(number in accepted for number in range(int(value.low), int(value.high) + 1))
    )
    return Truth.MET if whole else Truth.UNKNOWN


def _within(number: float, known: Range) -> bool:
    return (known.low is None or known.low <= number) and (
        known.high is None or number <= known.high
    )


class _FactTruth:
    """The truth of one test of one fact."""

    def __init__(self, test: FactTest, vocabulary: Vocabulary) -> None:
        if test.fact not in vocabulary.facts:
            # A fact of supporters is judged by their own judge; elsewhere it is a broken pack.
            raise KeyError(test.fact)
        spec = vocabulary.facts[test.fact]
        self._test = test
        self._fact = test.fact
        self._names = {test.fact, *bound_names(test)}
        self._of_member = spec.scope == "member"
        self._of_members = not self._names.isdisjoint(vocabulary.member_facts)
        self._by_value = test.word in ("is", "one_of", "contains")
        self._past_birthday = spec.type == "age" and test.word == "more_than"
        self._order = _ORDER.get(test.word) if isinstance(test.bound, (int, float)) else None
        self._derived = test.fact in vocabulary.derived
        self._suggested = not self._derived and spec.computed is None
        self._suggested &= test.fact in vocabulary.suggested
        self._computed = not self._derived and spec.computed is not None
        self._presumed = test.fact in vocabulary.presumed
        self._only_told = not (self._derived or self._suggested or self._computed)
        self._only_told &= not self._presumed
        self._only_told &= test.fact != "age"
        self._plain: dict[bool | str, int] = {}
        self._is_choice = spec.type in ("bool", "choice")
        self._positive = True
        if self._derived or self._presumed:
            self._positive = is_value(test, True) is Truth.MET
        elif self._suggested:
            self._positive = is_value(test, spec.otherwise) is not Truth.MET

    def masks(self, household: Evaluator, met: int = 0, maybe: int = 0) -> Masks:
        """`met` and `maybe`: of what derives or suggests the fact."""
        if self._of_members or (household.moved and not self._names.isdisjoint(household.moved)):
            return self._each(household, met, maybe)
        value, full = household.common.get(self._fact), household.full
        if value is None:
            if self._only_told:
                return 0, full
            truth = self._untold(household, None, household.nobody, met, maybe)
        else:
            truth = self._told(household, None, value)
        return (full if truth == _MET else 0), (full if truth else 0)

    def _each(self, household: Evaluator, met: int, maybe: int) -> Masks:
        found_met = found_maybe = 0
        fact, bit, only_told, told = self._fact, 1, self._only_told, self._told
        common = household.common.get(fact)
        for index, facts in enumerate(household.told_of_members):
            value = facts.get(fact, common)
            if value is not None:
                truth = told(household, index, value)
            elif only_told:
                truth = _OPEN
            else:
                truth = self._untold(household, index, bit, met, maybe)
            if truth:
                found_maybe |= bit
                if truth == _MET:
                    found_met |= bit
            bit <<= 1
        truth = self._of_nobody(household, common, met, maybe)
        if truth:
            found_maybe |= bit
            if truth == _MET:
                found_met |= bit
        return found_met, found_maybe

    def _of_nobody(self, household: Evaluator, common: Any, met: int, maybe: int) -> int:
        """Nobody in particular: what is told of members is not known of it."""
        if self._of_member or self._fact in household.on_members:
            return _OPEN
        if common is None:
            return self._untold(household, None, household.nobody, met, maybe)
        return self._told(household, None, common)

    def _untold(
        self, household: Evaluator, subject: int | None, bit: int, met: int, maybe: int
    ) -> int:
        """Of a fact nobody told: what follows from others."""
        if self._fact == "age":
            born = household.age_from_birth(subject)
            if born is not None:
                return self._told(household, subject, born)
        if self._derived:
            truth = _MET if met & bit else _OPEN if maybe & bit else _NOT_MET
            return truth if self._positive else _MET - truth
        if self._presumed:
            truth = _MET if met & bit else _OPEN
            return truth if self._positive else _MET - truth
        if self._computed:
            quotient = household.stated(self._fact, subject)
            return _OPEN if quotient is None else self._told(household, subject, quotient)
        if self._suggested and not maybe & bit:
            return _NOT_MET if self._positive else _MET
        return _OPEN

    def _told(self, household: Evaluator, subject: int | None, value: Any) -> int:
        kind = value.__class__
        if kind is bool or kind is str:
            known = self._plain.get(value)
            if known is None:
                known = self._plain_truth(value)
                if self._is_choice:
                    self._plain[value] = known
            return known
        if self._by_value:
            return is_value(self._test, value)
        return self._measured(household, subject, value)

    def _plain_truth(self, value: bool | str) -> int:
        return _OPEN if value in (UNKNOWN, DECLINED) else is_value(self._test, value)

    def _measured(self, household: Evaluator, subject: int | None, value: float | Range) -> int:
        test = self._test
        if self._past_birthday:
            born = household.birth_date(subject)
            return is_past_birthday(value, born, int(test.bound), household.as_of)
        if self._order is not None and value.__class__ is not Range:
            truth = _MET if self._order(value, test.bound) else _NOT_MET
        else:
            bound = household.number(test.bound, subject, [], [])
            if bound is None:
                return _OPEN
            truth = compare(value, test.word, bound)  # type: ignore[arg-type]
        return _OPEN if not truth and household.line_is_open(test) else truth
