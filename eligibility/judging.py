"""One rule over one household: its verdict, for whom, what is missing, and why."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from eligibility.conditions import (
    AllOf,
    AnyMember,
    AnyOf,
    AnySupporter,
    Condition,
    DateTest,
    EveryMember,
    EverySupporterState,
    FactTest,
    Matter,
    Not,
)
from eligibility.causes import together
from eligibility.evaluation import Evaluator, Subject
from eligibility.expressions import Expression, said
from eligibility.nodes import Lack, Node
from eligibility.packs import ItemSpec, MatterSpec
from eligibility.screening import Missing, Reason, Verdict
from eligibility.values import Truth
from eligibility.vocabulary import Vocabulary

_WORDS = {"at_least": "不少于", "at_most": "不超过", "more_than": "超过", "less_than": "低于"}
_VERDICTS: dict[Truth, Verdict] = {
    Truth.MET: "eligible",
    Truth.UNKNOWN: "unknown",
    Truth.NOT_MET: "not_eligible",
}


class Judgement:
    """How a condition came out; empty member lists mean the household as a whole.

    The verdict is known at once; why it is so is found when it is asked for.
    """

    def __init__(
        self,
        evaluator: Evaluator,
        condition: Condition,
        verdict: Verdict,
        shown_for: Subject,
        open_for: tuple[Subject, ...] = (),
        members: tuple[str, ...] = (),
        members_unknown: tuple[str, ...] = (),
    ) -> None:
        """`shown_for`: of whom the reasons are told; `open_for`: on whom the verdict hangs."""
        self.evaluator = evaluator
        self.condition = condition
        self.verdict = verdict
        self.shown_for = shown_for
        self.members = members
        self.members_unknown = members_unknown
        self._open_for = open_for

    @functools.cached_property
    def shown(self) -> Node:
        """The tree of the condition."""
        return self.evaluator.node(self.condition, self.shown_for)

    @functools.cached_property
    def open_nodes(self) -> tuple[Node, ...]:
        """The trees that answers could still change."""
        return tuple([self.evaluator.node(self.condition, subject) for subject in self._open_for])

    @functools.cached_property
    def lacks(self) -> tuple[Lack, ...]:
        """What the open verdicts depend on, each once."""
        return together([self.evaluator.causes(self.condition, s) for s in self._open_for])

    def closed(self, verdict: Verdict) -> Judgement:
        """The same with a verdict that hangs on nothing."""
        who = self.members, self.members_unknown
        return Judgement(self.evaluator, self.condition, verdict, self.shown_for, (), *who)


def judge(evaluator: Evaluator, condition: Condition) -> Judgement:
    """The condition for every member it may concern, together."""
    met, maybe = evaluator.masks(condition)
    nobody = evaluator.nobody
    if not maybe & nobody or not evaluator.concerns_members(condition):
        return _whole(evaluator, condition, None, nobody)
    return _of_members(evaluator, condition, met, maybe)


def _of_members(evaluator: Evaluator, condition: Condition, met: int, maybe: int) -> Judgement:
    people = evaluator.people
    if met & evaluator.nobody or (people & ~met == 0 and _only_excludes(evaluator, condition)):
        return _whole(evaluator, condition, 0, 1)
    if met & people:
        verdict, deciding = "eligible", met
    elif maybe & people:
        verdict, deciding = "unknown", maybe
    else:
        verdict, deciding = "not_eligible", people
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


def _only_excludes(evaluator: Evaluator, condition: Condition, negated: bool = False) -> bool:
    """Whether members matter only by what they must not be: then “everybody” is the household.

    Looked at for the first member, for whom everything here is decided.
    """
    if not evaluator.concerns_members(condition):
        return True
    if isinstance(condition, FactTest):
        return negated != (condition.bound is False or condition.bound == "none")
    if isinstance(condition, Not):
        return _only_excludes(evaluator, condition.part, not negated)
    parts = condition.children()
    truth = evaluator.truth(condition, 0)
    if isinstance(condition, AllOf) == (truth is Truth.MET):
        return all(_only_excludes(evaluator, part, negated) for part in parts)
    deciding = [part for part in parts if evaluator.truth(part, 0) is truth]
    if isinstance(condition, AllOf) and not evaluator.complete:
        deciding = deciding[:1]
    return any(_only_excludes(evaluator, part, negated) for part in deciding)


def _same_for_all(evaluator: Evaluator, condition: Condition) -> bool:
    """Whether everybody, being unknown, is so for reasons that are nobody's in particular."""
    first = evaluator.causes(condition, 0)
    return all(lack.member is None for lack in first) and all(
        evaluator.causes(condition, index) == first for index in evaluator.subjects
    )


def timed(judgement: Judgement, spec: ItemSpec, evaluator: Evaluator) -> Judgement:
    """The judgement under the clause's own limits of time."""
    if spec.from_ is not None and evaluator.as_of < spec.from_:
        return judgement.closed("not_eligible")
    if spec.until is None or evaluator.as_of <= spec.until:
        return judgement
    return judgement.closed("not_eligible" if judgement.verdict == "not_eligible" else "ended")


class Explainer:
    """Says conditions, reasons and causes in short Chinese, from the labels of the data."""

    def __init__(self, matters: Mapping[str, MatterSpec], vocabulary: Vocabulary) -> None:
        self._matters = matters
        self._vocabulary = vocabulary

    def missing(self, lacks: Sequence[Lack]) -> list[Missing]:
        return [self._missing(lack) for lack in lacks]

    def _missing(self, lack: Lack) -> Missing:
        matter = self._matters.get(lack.fact)
        label = matter.label if matter else self._vocabulary.label(lack.fact)
        return Missing(
            fact=lack.fact,
            member=lack.member,
            because=lack.because,
            label=label,
            settled_by=matter.settled_by if matter else None,
        )

    def reasons(self, node: Node, clause: str) -> list[Reason]:
        """One line for each part of the condition, with how it came out."""
        found: dict[str, Reason] = {}
        for part in _parts(node):
            text = self.text(_telling(part).condition)
            found.setdefault(text, Reason(text=text, verdict=_VERDICTS[part.truth], clause=clause))
        return list(found.values())

    def text(self, condition: Condition) -> str:
        """How a condition is said."""
        if condition.label:
            return condition.label
        if isinstance(condition, FactTest):
            return self._fact_text(condition)
        if isinstance(condition, Matter):
            return self._matters[condition.name].label
        if isinstance(condition, DateTest):
            return f"{condition.day:%Y年%-m月%-d日}{'以前' if condition.before else '以后'}"
        if isinstance(condition, Not):
            return f"不属于“{self.text(condition.part)}”"
        if isinstance(condition, AnyMember):
            return f"家里有人：{self.text(condition.part)}"
        if isinstance(condition, EveryMember):
            return f"全家每个人：{self.text(condition.part)}"
        if isinstance(condition, AnySupporter):
            return f"赡养、抚养、扶养人中有一位：{self.text(condition.part)}"
        if isinstance(condition, EverySupporterState):
            return f"不住一起的每一位家人：{self.text(condition.part)}"
        glue = "，并且" if isinstance(condition, AllOf) else "，或者"
        return glue.join(self.text(part) for part in condition.children())

    def _fact_text(self, test: FactTest) -> str:
        label = self._vocabulary.label(test.fact)
        if test.word == "is" and isinstance(test.bound, bool):
            return label if test.bound else f"{label}：否"
        if test.word in ("is", "one_of", "contains"):
            bounds = test.bound if test.word == "one_of" else (test.bound,)
            said = "或".join(self._vocabulary.value_label(test.fact, bound) for bound in bounds)
            return f"{label}：{said}"
        spec = self._vocabulary.facts.get(test.fact)
        unit = (spec.unit if spec else None) or ""
        return f"{label}{_WORDS[test.word]}{self._bound_text(test.bound)}{unit}"

    def _bound_text(self, bound: Expression) -> str:
        return said(bound, self._vocabulary.label)


def _parts(node: Node) -> list[Node]:
    """The conjuncts of a node; a labelled condition is one line."""
    if node.kind == "all" and not node.condition.label and isinstance(node.condition, AllOf):
        return [line for part in node.parts for line in _parts(part)]
    return [node]


def _telling(node: Node) -> Node:
    """Of an unlabelled “or” that is met or open, the part that makes it so."""
    if node.kind != "any" or node.condition.label or not isinstance(node.condition, AnyOf):
        return node
    if node.truth is Truth.NOT_MET:
        return node
    return _telling(next(part for part in node.parts if part.truth is node.truth))
