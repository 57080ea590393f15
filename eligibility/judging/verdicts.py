"""One rule over one household: its verdict, for whom, and what it hangs on."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator

from eligibility.files.conditions import (
    AllOf,
    AnyOf,
    Condition,
    FactTest,
    Not,
)
from eligibility.files.packs import ItemSpec
from eligibility.judging.evaluation import Evaluator, Subject
from eligibility.judging.nodes import Lack, Node, Verdict, together
from eligibility.values import Truth

VERDICTS: tuple[Verdict, ...] = ("not_eligible", "unknown", "eligible")
"""What a truth is called, by its number."""


Line = tuple[Condition, int]
"""A part of a condition that is told, and how it came out."""


@dataclasses.dataclass(eq=False)
class Judgement:
    """How a condition came out; empty member lists mean the household as a whole.

    The verdict is known at once; why it is so is found when it is asked for. Never changed.
    """

    evaluator: Evaluator
    condition: Condition
    verdict: Verdict
    shown_for: Subject
    """Of whom the reasons are told."""
    open_for: tuple[Subject, ...] = ()
    """On whom an open verdict hangs."""
    members: tuple[str, ...] = ()
    members_unknown: tuple[str, ...] = ()

    @functools.cached_property
    def open_nodes(self) -> tuple[Node, ...]:
        """The trees that answers could still change, without what is settled."""
        return tuple([self.evaluator.open_node(self.condition, who) for who in self.open_for])

    @functools.cached_property
    def lacks(self) -> tuple[Lack, ...]:
        """What the open verdicts depend on, each once."""
        return together([node.causes for node in self.open_nodes])

    @functools.cached_property
    def lines(self) -> tuple[Line, ...]:
        """What is told of why it came out so."""
        self.evaluator.masks(self.condition)
        return tuple(_lines(self.evaluator, self.condition, self.shown_for))

    @property
    def outcome(self) -> tuple[object, ...]:
        """All that is told of it: what is written of two alike is alike."""
        who = self.members, self.members_unknown
        return (self.verdict, *who, self.lacks, self.lines)

    def closed(self, verdict: Verdict) -> Judgement:
        """The same with a verdict that hangs on nothing."""
        return dataclasses.replace(self, verdict=verdict, open_for=())


def judge(evaluator: Evaluator, condition: Condition) -> Judgement:
    """The condition for every member it may concern, together."""
    met, maybe = evaluator.masks(condition)
    nobody = evaluator.nobody
    if not maybe & nobody or not evaluator.concerns_members(condition):
        return _whole(evaluator, condition, None, nobody)
    return _of_members(evaluator, condition, met, maybe)


def truth_of(evaluator: Evaluator, condition: Condition) -> int:
    """The truth behind the verdict of `judge`, and no more."""
    met, maybe = evaluator.masks(condition)
    people = evaluator.nobody
    if maybe & people and evaluator.concerns_members(condition):
        people = 1 if met & people else evaluator.people
    return bool(met & people) + bool(maybe & people)


def _of_members(evaluator: Evaluator, condition: Condition, met: int, maybe: int) -> Judgement:
    people = evaluator.people
    everybody = people & ~met == 0
    if met & evaluator.nobody or (everybody and _nobody_counts(evaluator, condition)):
        return _whole(evaluator, condition, 0, 1)
    # The best of them decides.
    deciding = met & people or maybe & people or people
    verdict = VERDICTS[bool(met & people) + bool(maybe & people)]
    shown_for = next(i for i in evaluator.subjects if deciding >> i & 1)
    undecided = people & maybe & ~met
    if undecided == people and _same_for_all(evaluator, condition):
        return _whole(evaluator, condition, shown_for, 1 << shown_for)
    return Judgement(
        evaluator,
        condition,
        verdict,
        shown_for,
        tuple([index for index in evaluator.subjects if undecided >> index & 1]),
        evaluator.named(met),
        evaluator.named(undecided),
    )


def _whole(evaluator: Evaluator, condition: Condition, subject: Subject, bit: int) -> Judgement:
    """As it came out for one, said of the household as a whole."""
    met, maybe = evaluator.masks(condition)
    if met & bit:
        return Judgement(evaluator, condition, "eligible", subject)
    if maybe & bit:
        return Judgement(evaluator, condition, "unknown", subject, (subject,))
    return Judgement(evaluator, condition, "not_eligible", subject)


def _nobody_counts(evaluator: Evaluator, condition: Condition) -> bool:
    """Whether members matter only by what they must not be: then “everybody” is the household."""
    return all(_only_excludes(evaluator, condition, 1 << i) for i in evaluator.subjects)


def _only_excludes(
    evaluator: Evaluator, condition: Condition, bit: int, negated: bool = False
) -> bool:
    """The same of one member, for whom everything here is decided."""
    if not evaluator.concerns_members(condition):
        return True
    if isinstance(condition, FactTest):
        return negated != (condition.bound is False or condition.bound == "none")
    if isinstance(condition, Not):
        return _only_excludes(evaluator, condition.part, bit, not negated)
    parts, number = condition.children(), evaluator.truths.number
    truth = evaluator.truth_of(number(condition), bit)
    if isinstance(condition, AllOf) == (truth == Truth.MET):
        return all(_only_excludes(evaluator, part, bit, negated) for part in parts)
    deciding = [part for part in parts if evaluator.truth_of(number(part), bit) == truth]
    if isinstance(condition, AllOf) and not evaluator.complete:
        deciding = deciding[:1]
    return any(_only_excludes(evaluator, part, bit, negated) for part in deciding)


def _same_for_all(evaluator: Evaluator, condition: Condition) -> bool:
    """Whether everybody, being unknown, is so for reasons that are nobody's in particular."""
    first = evaluator.open_node(condition, 0).causes
    return all(lack.member is None for lack in first) and all(
        evaluator.open_node(condition, index).causes == first for index in evaluator.subjects
    )


def timed(judgement: Judgement, spec: ItemSpec, evaluator: Evaluator) -> Judgement:
    """The judgement under the clause's own limits of time."""
    if spec.from_ is not None and evaluator.as_of < spec.from_:
        return judgement.closed("not_eligible")
    if spec.until is None or evaluator.as_of <= spec.until:
        return judgement
    return judgement.closed("not_eligible" if judgement.verdict == "not_eligible" else "ended")


def _lines(evaluator: Evaluator, condition: Condition, subject: Subject) -> Iterator[Line]:
    """The conjuncts of a condition that was weighed; a labelled one is one line."""
    bit, (met, maybe) = evaluator.bit(subject), evaluator.lists()
    conjuncts = evaluator.truths.conjuncts(condition)
    if not evaluator.complete and not all(maybe[number] & bit for _, number in conjuncts):
        # Where not all is to be told, the first that failed ends it.
        conjuncts = [one for one in conjuncts if not maybe[one[1]] & bit][:1]
    for part, number in conjuncts:
        truth = 2 if met[number] & bit else 1 if maybe[number] & bit else 0
        if truth and isinstance(part, AnyOf):
            part = _telling(evaluator, part, bit, truth)
        yield evaluator.grounds(part, subject) if truth == Truth.MET else part, truth


def _telling(evaluator: Evaluator, condition: Condition, bit: int, truth: int) -> Condition:
    """Of an unlabelled “or” that is met or open, the part that makes it so."""
    while truth and isinstance(condition, AnyOf) and not condition.label:
        number, parts = evaluator.truths.number, condition.parts
        condition = next(p for p in parts if evaluator.truth_of(number(p), bit) == truth)
    return condition
