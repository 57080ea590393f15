"""Judged conditions as trees: the verdict at the root, the causes of an unknown at the leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from eligibility.files.conditions import Condition, Matter
from eligibility.values import Truth

Verdict = Literal["eligible", "unknown", "not_eligible", "ended"]
Cause = Literal[
    "not_asked", "dont_know", "declined", "outside_parameter", "office_decides", "text_is_silent"
]


class FactRef(NamedTuple):
    """A fact, of one member or of the whole household."""

    fact: str
    member: str | None = None


class Lack(NamedTuple):
    """Something that is not known, and why."""

    fact: str
    member: str | None
    because: Cause


class Node:
    """A condition judged for one subject. Never changed; equal only to itself.

    `lacks` stand on the node that reports them; where they do, those below are not reported.
    `asks` are facts the household itself could still tell and that decide this leaf.
    """

    __slots__ = ("_causes", "asks", "condition", "kind", "lacks", "parts", "truth")

    def __init__(
        self,
        truth: Truth,
        condition: Condition,
        kind: Literal["all", "any", "not", "leaf"] = "leaf",
        parts: tuple[Node, ...] = (),
        lacks: tuple[Lack, ...] = (),
        asks: tuple[FactRef, ...] = (),
    ) -> None:
        self.truth = truth
        self.condition = condition
        self.kind = kind
        self.parts = parts
        self.lacks = lacks
        self.asks = asks
        self._causes: tuple[Lack, ...] | None = None

    @property
    def causes(self) -> tuple[Lack, ...]:
        """What keeps this node unknown, in the order of the condition, each once."""
        if self._causes is None:
            self._causes = self._find_causes()
        return self._causes

    def _find_causes(self) -> tuple[Lack, ...]:
        if self.truth is not Truth.UNKNOWN or self.lacks:
            return self.lacks if self.truth is Truth.UNKNOWN else ()
        return together([part.causes for part in self._telling_parts()])

    def _telling_parts(self) -> Sequence[Node]:
        """A matter is named only once the rest of its “all” is settled."""
        open_parts = [part for part in self.parts if part.truth is Truth.UNKNOWN]
        facts = [part for part in open_parts if not isinstance(part.condition, Matter)]
        return facts if self.kind == "all" and facts else open_parts


def together(causes: list[tuple[Lack, ...]]) -> tuple[Lack, ...]:
    """What several hang on, each once."""
    if len(causes) == 1:
        return causes[0]
    return tuple(dict.fromkeys([lack for lacks in causes for lack in lacks]))


def joined(kind: Literal["all", "any"], condition: Condition, parts: Sequence[Node]) -> Node:
    """Kleene's and, or."""
    truths = [part.truth for part in parts]
    truth = min([Truth.MET, *truths]) if kind == "all" else max([Truth.NOT_MET, *truths])
    return Node(truth, condition, kind, tuple(parts))


def negated(condition: Condition, part: Node) -> Node:
    """Kleene's not."""
    return Node(part.truth.negated(), condition, "not", (part,))


def changed(
    node: Node, condition: Condition, lacks: tuple[Lack, ...], asks: tuple[FactRef, ...]
) -> Node:
    """The node reported as another condition, with other causes."""
    return Node(node.truth, condition, node.kind, node.parts, lacks, asks)
