"""Judged conditions as trees: the verdict at the root, the causes of an unknown at the leaves."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from typing import Literal, NamedTuple

from eligibility.conditions import Condition, Matter
from eligibility.values import Truth

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


@dataclasses.dataclass(frozen=True, eq=False)
class Node:
    """A condition judged for one subject.

    `lacks` stand on the node that reports them; where they do, those below are not reported.
    `asks` are facts the household itself could still tell and that decide this leaf.
    """

    truth: Truth
    condition: Condition
    kind: Literal["all", "any", "not", "leaf"] = "leaf"
    parts: tuple[Node, ...] = ()
    lacks: tuple[Lack, ...] = ()
    asks: tuple[FactRef, ...] = ()

    @functools.cached_property
    def causes(self) -> tuple[Lack, ...]:
        """What keeps this node unknown, in the order of the condition, each once."""
        if self.truth is not Truth.UNKNOWN or self.lacks:
            return self.lacks if self.truth is Truth.UNKNOWN else ()
        found: dict[Lack, None] = {}
        for part in self._telling_parts():
            found.update(dict.fromkeys(part.causes))
        return tuple(found)

    def _telling_parts(self) -> Sequence[Node]:
        """A matter is named only once the rest of its “all” is settled."""
        open_parts = [part for part in self.parts if part.truth is Truth.UNKNOWN]
        facts = [part for part in open_parts if not isinstance(part.condition, Matter)]
        return facts if self.kind == "all" and facts else open_parts


def joined(kind: Literal["all", "any"], condition: Condition, parts: list[Node]) -> Node:
    """Kleene's and, or."""
    truths = [part.truth for part in parts]
    truth = min([Truth.MET, *truths]) if kind == "all" else max([Truth.NOT_MET, *truths])
    return Node(truth, condition, kind, tuple(parts))


def negated(condition: Condition, part: Node) -> Node:
    """Kleene's not."""
    return Node(part.truth.negated(), condition, "not", (part,))
