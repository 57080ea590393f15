"""One rule over one household: its verdict, for whom, what is missing, and why."""

from __future__ import annotations

import dataclasses
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
from eligibility.evaluation import Evaluator
from eligibility.expressions import Expression, said
from eligibility.memo import Memo
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


@dataclasses.dataclass(frozen=True, eq=False)
class Judgement:
    """How a condition came out; empty member lists mean the household as a whole."""

    verdict: Verdict
    members: tuple[str, ...]
    members_unknown: tuple[str, ...]
    shown: Node
    open_nodes: tuple[Node, ...]

    @functools.cached_property
    def lacks(self) -> tuple[Lack, ...]:
        """What the open verdicts depend on, each once."""
        found: dict[Lack, None] = {}
        for node in self.open_nodes:
            found.update(dict.fromkeys(node.causes))
        return tuple(found)


_Key = tuple[Condition, tuple[str, ...], tuple[Node, ...]]
_KNOWN: Memo[_Key, Judgement] = Memo()


def judge(evaluator: Evaluator, condition: Condition) -> Judgement:
    """The condition for every member it may concern, together."""
    common = evaluator.node(condition, None)
    names = evaluator.names
    if common.truth is Truth.NOT_MET or not evaluator.concerns_members(condition):
        key: _Key = (condition, (), (common,))
        return _KNOWN.get(key) or _KNOWN.keep(key, _whole(common))
    nodes = tuple([evaluator.node(condition, index) for index in evaluator.subjects])
    key = (condition, names, (common, *nodes))
    return _KNOWN.get(key) or _KNOWN.keep(key, _of_members(evaluator, common, nodes))


def _of_members(evaluator: Evaluator, common: Node, nodes: Sequence[Node]) -> Judgement:
    truth = max(node.truth for node in nodes)
    everybody = all(node.truth is Truth.MET for node in nodes)
    if common.truth is Truth.MET or (everybody and _only_excludes(evaluator, nodes[0])):
        return _whole(nodes[0])
    shown = next(node for node in nodes if node.truth is truth)
    open_nodes = [node for node in nodes if node.truth is Truth.UNKNOWN]
    if truth is Truth.UNKNOWN and _same_for_all(nodes):
        return _whole(shown)
    return Judgement(
        verdict=_VERDICTS[truth],
        members=_named(evaluator, nodes, Truth.MET),
        members_unknown=_named(evaluator, nodes, Truth.UNKNOWN),
        shown=shown,
        open_nodes=tuple(open_nodes),
    )


def _only_excludes(evaluator: Evaluator, node: Node, negated: bool = False) -> bool:
    """Whether members matter only by what they must not be: then “everybody” is the household."""
    condition = node.condition
    if not evaluator.concerns_members(condition):
        return True
    if isinstance(condition, FactTest):
        return negated != (condition.bound is False or condition.bound == "none")
    if node.kind == "not":
        return _only_excludes(evaluator, node.parts[0], not negated)
    if (node.kind == "all") == (node.truth is Truth.MET):
        return all(_only_excludes(evaluator, part, negated) for part in node.parts)
    deciding = (part for part in node.parts if part.truth is node.truth)
    return any(_only_excludes(evaluator, part, negated) for part in deciding)


def _whole(node: Node) -> Judgement:
    open_nodes = (node,) if node.truth is Truth.UNKNOWN else ()
    return Judgement(_VERDICTS[node.truth], (), (), node, open_nodes)


def _same_for_all(nodes: Sequence[Node]) -> bool:
    """Whether everybody is unknown for reasons that are nobody's in particular."""
    first = nodes[0].causes
    return all(node.truth is Truth.UNKNOWN and node.causes == first for node in nodes) and all(
        lack.member is None for lack in first
    )


def _named(evaluator: Evaluator, nodes: Sequence[Node], truth: Truth) -> tuple[str, ...]:
    pairs = zip(evaluator.names, nodes, strict=True)
    return tuple(name for name, node in pairs if node.truth is truth)


def timed(judgement: Judgement, spec: ItemSpec, evaluator: Evaluator) -> Judgement:
    """The judgement under the clause's own limits of time."""
    if spec.from_ is not None and evaluator.as_of < spec.from_:
        return dataclasses.replace(judgement, verdict="not_eligible", open_nodes=())
    if spec.until is None or evaluator.as_of <= spec.until:
        return judgement
    verdict: Verdict = "not_eligible" if judgement.verdict == "not_eligible" else "ended"
    return dataclasses.replace(judgement, verdict=verdict, open_nodes=())


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
