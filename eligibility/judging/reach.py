"""Which answers can still change a verdict.

A node can reach some of the three values, depending on what the household might still answer;
what an office decides, what the text leaves open and what nobody knows stays unknown. An answer
matters when, for some answers to the rest, two of its values lead to two different verdicts.

Sets of truths are bit masks (bit `1 << truth`), and so are sets of pairs of truths, so that both
steps are look-ups in tables computed once.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, product

from eligibility.judging.nodes import FactRef, Node
from eligibility.values import Truth

_TRUTHS = tuple(Truth)
_PAIRS = tuple(combinations(_TRUTHS, 2))
_ALL_PAIRS = (1 << len(_PAIRS)) - 1
_OPEN = 1 << Truth.MET | 1 << Truth.NOT_MET
_NONE: frozenset[FactRef] = frozenset()
_KINDS = {"all": min, "any": max}
_NEUTRAL = {"all": 1 << Truth.MET, "any": 1 << Truth.NOT_MET}


def _truths(mask: int) -> list[Truth]:
    return [truth for truth in _TRUTHS if mask & 1 << truth]


def _pair_bit(left: Truth, right: Truth) -> int:
    if left is right:
        return 0
    return 1 << _PAIRS.index((min(left, right), max(left, right)))


def _joined(kind: str, left: int, right: int) -> int:
    mask = 0
    for first, second in product(_truths(left), _truths(right)):
        mask |= 1 << _KINDS[kind](first, second)
    return mask


def _inner(kind: str, others: int, pairs: int) -> int:
    """Pairs of a part's values that stay distinct under some values of the other parts."""
    mask = 0
    for index, (first, second) in enumerate(_PAIRS):
        for other in _truths(others):
            outer = _pair_bit(_KINDS[kind](first, other), _KINDS[kind](second, other))
            if outer & pairs:
                mask |= 1 << index
    return mask


_JOINED = {k: [[_joined(k, a, b) for b in range(8)] for a in range(8)] for k in _KINDS}
_INNER = {k: [[_inner(k, o, p) for p in range(8)] for o in range(8)] for k in _KINDS}
_WITHIN = [sum(_pair_bit(a, b) for a, b in combinations(_truths(m), 2)) for m in range(8)]
_NEGATED_TRUTHS = [sum(1 << truth.negated() for truth in _truths(m)) for m in range(8)]
_NEGATED_PAIRS = [
    sum(_pair_bit(a.negated(), b.negated()) for i, (a, b) in enumerate(_PAIRS) if m & 1 << i)
    for m in range(8)
]


class Reach:
    """Answers the question for many trees that share nodes.

    `askable`: whether some question could still be put about a fact; what nobody is ever asked
    stays as unknown as what an office decides.
    """

    def __init__(self, askable: Callable[[FactRef], bool] = lambda _: True) -> None:
        self._askable = askable
        self._reached: dict[Node, tuple[int, int]] = {}
        self._found: dict[tuple[Node, int], frozenset[FactRef]] = {}

    def facts(self, root: Node) -> frozenset[FactRef]:
        """Facts some answer to which could change the verdict of this tree."""
        return self._under(root, _ALL_PAIRS)

    def may_be_met(self, root: Node) -> bool:
        """Whether the verdict could become met if offices said yes; a silent text cannot."""
        return bool(self._reach(root)[1] & 1 << Truth.MET)

    def may_be_granted(self, root: Node) -> bool:
        """Whether answers alone could make the verdict met, without any office."""
        return bool(self._reach(root)[0] & 1 << Truth.MET)

    def _reach(self, node: Node) -> tuple[int, int]:
        """The values answers can give a node, and those they can if offices decide, too."""
        reached = self._reached.get(node)
        if reached is None:
            reached = self._reached[node] = self._compute(node)
        return reached

    def _compute(self, node: Node) -> tuple[int, int]:
        if node.truth is not Truth.UNKNOWN:
            return (1 << node.truth,) * 2
        if not node.parts and any(self._askable(ref) for ref in node.asks):
            return _OPEN, _OPEN
        if node.kind == "leaf":
            office = any(lack.because != "text_is_silent" for lack in node.lacks)
            return 1 << Truth.UNKNOWN, _OPEN if office else 1 << Truth.UNKNOWN
        if node.kind == "not":
            told, best = self._reach(node.parts[0])
            return _NEGATED_TRUTHS[told], _NEGATED_TRUTHS[best]
        table, told, best = _JOINED[node.kind], _NEUTRAL[node.kind], _NEUTRAL[node.kind]
        for part in node.parts:
            own, own_best = self._reach(part)
            told, best = table[told][own], table[best][own_best]
        return told, best

    def _under(self, node: Node, pairs: int) -> frozenset[FactRef]:
        """`pairs`: which two values of this node would lead to different verdicts."""
        if node.truth is not Truth.UNKNOWN:
            return _NONE
        key = (node, pairs)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._find(node, pairs)
        return found

    def _find(self, node: Node, pairs: int) -> frozenset[FactRef]:
        if not _WITHIN[self._reach(node)[0]] & pairs:
            return _NONE
        if node.kind == "leaf":
            return frozenset(node.asks)
        if node.kind == "not":
            inner = self._under(node.parts[0], _NEGATED_PAIRS[pairs])
        else:
            inner = self._under_parts(node, pairs)
        return inner.union(node.asks) if node.asks else inner

    def _under_parts(self, node: Node, pairs: int) -> frozenset[FactRef]:
        table, inner = _JOINED[node.kind], _INNER[node.kind]
        masks = [self._reach(part)[0] for part in node.parts]
        after = [_NEUTRAL[node.kind]] * (len(masks) + 1)
        for index in range(len(masks) - 1, -1, -1):
            after[index] = table[after[index + 1]][masks[index]]
        before = _NEUTRAL[node.kind]
        found: set[FactRef] = set()
        for index, part in enumerate(node.parts):
            left = inner[table[before][after[index + 1]]][pairs]
            if left:
                found |= self._under(part, left)
            before = table[before][masks[index]]
        return frozenset(found)
