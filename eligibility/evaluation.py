"""Conditions over one household: Kleene's three values, each unknown with its cause.

`Evaluator.node` gives a tree rather than a bare answer: the verdict is at its root, the causes
of an unknown are at its leaves, and `interview` reads from it which question could still matter.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from eligibility.conditions import (
    AllOf,
    AnyMember,
    AnyOf,
    AnySupporter,
    Condition,
    DateTest,
    EveryMember,
    FactTest,
    Matter,
    Not,
    ProductSpec,
)
from eligibility.household import Household
from eligibility.nodes import Cause, FactRef, Lack, Node, joined, negated
from eligibility.supporters import SupporterJudge
from eligibility.values import (
    DECLINED,
    UNKNOWN,
    Range,
    Truth,
    as_range,
    compare,
    divide,
    is_past_birthday,
    multiply,
)
from eligibility.values import age_on as _age_on
from eligibility.vocabulary import FactSpec, Vocabulary

Subject = int | None
"""Index of the member a condition is judged for; None for the household as a whole."""


class Evaluator:
    """Judges compiled conditions over one household on one day."""

    def __init__(
        self,
        household: Household,
        as_of: dt.date,
        vocabulary: Vocabulary,
        parameters: Mapping[str, float],
        matter_causes: Mapping[str, Cause],
    ) -> None:
        self.household = household
        self.as_of = as_of
        self.vocabulary = vocabulary
        self.parameters = parameters
        self._matters = matter_causes
        self._common = dict(household.household)
        if household.district is not None:
            self._common["district"] = household.district
        self._members = [member.facts for member in household.members]
        self.names = [member.name for member in household.members]
        self._on_members = {name for facts in self._members for name in facts}
        self._per_member = vocabulary.member_facts | self._on_members
        self._nodes: dict[tuple[int, Subject], Node] = {}
        self._touching: dict[int, bool] = {}

    # -- which subject ---------------------------------------------------------------------

    def concerns_members(self, condition: Condition) -> bool:
        """Whether the answer may differ from member to member."""
        key = id(condition)
        if key not in self._touching:
            self._touching[key] = self._touches(condition)
        return self._touching[key]

    def _touches(self, condition: Condition) -> bool:
        if isinstance(condition, (AnyMember, EveryMember, AnySupporter)):
            return False
        if isinstance(condition, FactTest):
            return condition.fact in self._per_member or any(
                isinstance(factor, str) and factor in self._per_member
                for factor in getattr(condition.bound, "product", ())
            )
        return any(self.concerns_members(part) for part in condition.children())

    # -- nodes -----------------------------------------------------------------------------

    def node(self, condition: Condition, subject: Subject) -> Node:
        """The condition judged for a member (or, with None, where no member is meant)."""
        if subject is not None and not self.concerns_members(condition):
            subject = None
        key = (id(condition), subject)
        if key not in self._nodes:
            self._nodes[key] = self._judge(condition, subject)
        return self._nodes[key]

    def _judge(self, condition: Condition, subject: Subject) -> Node:
        if isinstance(condition, FactTest):
            return self._fact_node(condition, subject)
        if isinstance(condition, AllOf):
            return joined("all", condition, [self.node(p, subject) for p in condition.parts])
        if isinstance(condition, AnyOf):
            return joined("any", condition, [self.node(p, subject) for p in condition.parts])
        if isinstance(condition, Not):
            return negated(condition, self.node(condition.part, subject))
        if isinstance(condition, (AnyMember, EveryMember)):
            everybody = [self.node(condition.part, i) for i in range(len(self._members))]
            kind: Literal["all", "any"] = "any" if isinstance(condition, AnyMember) else "all"
            return joined(kind, condition, everybody)
        if isinstance(condition, AnySupporter):
            return self._supporter_node(condition)
        if isinstance(condition, DateTest):
            met = (self.as_of < condition.day) == condition.before
            return Node(Truth.MET if met else Truth.NOT_MET, condition)
        if isinstance(condition, Matter):
            lack = Lack(condition.name, None, self._matters[condition.name])
            return Node(Truth.UNKNOWN, condition, lacks=(lack,))
        raise TypeError(f"not a compiled condition: {condition!r}")

    def _name(self, subject: Subject) -> str | None:
        return None if subject is None else self.names[subject]

    def ref(self, fact: str, subject: Subject) -> FactRef:
        """The fact as it would be asked: of the member for member facts, else of the household."""
        spec = self.vocabulary.facts[fact]
        return FactRef(fact, self._name(subject) if spec.scope == "member" else None)

    def told(self, fact: str, subject: Subject) -> Any:
        """What was told; a member's own value wins over the household's."""
        if subject is not None and fact in self._members[subject]:
            return self._members[subject][fact]
        return self._common.get(fact)

    # -- facts -----------------------------------------------------------------------------

    def _fact_node(self, test: FactTest, subject: Subject) -> Node:
        if test.fact not in self.vocabulary.facts:
            raise KeyError(test.fact)
        own = self.vocabulary.facts[test.fact].scope == "member" or test.fact in self._on_members
        if subject is None and own:
            return self._unsaid(test)
        value = self.told(test.fact, subject)
        if value in (UNKNOWN, DECLINED):
            cause: Cause = "declined" if value == DECLINED else "dont_know"
            return self._unknown(test, subject, cause)
        if value is not None:
            return self._compared(test, subject, value)
        return self._inferred(test, subject)

    def _unsaid(self, test: FactTest) -> Node:
        """A fact that members carry, asked of no member in particular: unknown."""
        return Node(Truth.UNKNOWN, test, lacks=(Lack(test.fact, None, "not_asked"),))

    def _unknown(
        self, test: FactTest, subject: Subject, cause: Cause, asks: tuple[FactRef, ...] = ()
    ) -> Node:
        ref = self.ref(test.fact, subject)
        return Node(Truth.UNKNOWN, test, lacks=(Lack(ref.fact, ref.member, cause),), asks=asks)

    def _inferred(self, test: FactTest, subject: Subject) -> Node:
        """A fact nobody told: derived, computed, suggested by signs, or simply open."""
        spec = self.vocabulary.facts[test.fact]
        if test.fact == "age":
            return self._age_from_birth(test, subject)
        if test.fact in self.vocabulary.derived:
            return self._derived(test, subject)
        if spec.computed is not None:
            return self._computed(test, subject, spec)
        if test.fact in self.vocabulary.suggested:
            return self._suggested(test, subject, spec)
        if spec.answerable_by == "office":
            return self._unknown(test, subject, "office_decides")
        asks = (self.ref(test.fact, subject),) if spec.answerable_by == "resident" else ()
        return self._unknown(test, subject, "not_asked", asks)

    def _age_from_birth(self, test: FactTest, subject: Subject) -> Node:
        born = self._birth_date(subject)
        if born is not None:
            return self._compared(test, subject, _age_on(born, self.as_of))
        return self._unknown(test, subject, "not_asked", (self.ref("age", subject),))

    def _birth_date(self, subject: Subject) -> dt.date | None:
        told = self.told("birth_date", subject)
        return None if told in (None, UNKNOWN, DECLINED) else dt.date.fromisoformat(told)

    def _derived(self, test: FactTest, subject: Subject) -> Node:
        source = self.node(self.vocabulary.derived[test.fact], subject)
        wanted = self._plain_truth(test, True)
        node = source if wanted is Truth.MET else negated(test, source)
        ref = self.ref(test.fact, subject)
        lacks = (Lack(ref.fact, ref.member, _worst(source)),)
        own = self._own_ask(test, subject) if node.truth is Truth.UNKNOWN else ()
        return dataclasses.replace(
            node,
            condition=test,
            lacks=lacks if node.truth is Truth.UNKNOWN else (),
            asks=node.asks + own,
        )

    def _own_ask(self, test: FactTest, subject: Subject) -> tuple[FactRef, ...]:
        spec = self.vocabulary.facts[test.fact]
        return (self.ref(test.fact, subject),) if spec.answerable_by == "resident" else ()

    def _suggested(self, test: FactTest, subject: Subject, spec: FactSpec) -> Node:
        """Signs say “像”, never “是”: without any the fact is absent, with some it is open."""
        cause: Cause = "office_decides" if spec.answerable_by == "office" else "not_asked"
        office = self._unknown(test, subject, cause)
        signs = self.node(self.vocabulary.suggested[test.fact], subject)
        node = joined("all", test, [office, signs])
        if self._plain_truth(test, spec.otherwise) is Truth.MET:
            node = negated(test, node)
        lacks = office.lacks if node.truth is Truth.UNKNOWN else ()
        return dataclasses.replace(node, lacks=lacks)

    def _computed(self, test: FactTest, subject: Subject, spec: FactSpec) -> Node:
        assert spec.computed is not None
        total, count = spec.computed.divide
        values = [self.told(name, subject) for name in (total, count)]
        if all(isinstance(value, (int, float, Range)) for value in values):
            quotient = divide(values[0], values[1])
            if quotient is not None:
                return self._compared(test, subject, quotient)
        open_facts = [name for name, v in zip((total, count), values, strict=True) if v is None]
        # An answer can only decide when the bound it is compared with is known.
        bound = self.bound(test, subject)
        asks = tuple(self.ref(name, subject) for name in open_facts if isinstance(bound, Range))
        cause: Cause = "not_asked" if open_facts else "dont_know"
        node = self._unknown(test, subject, cause, asks)
        if isinstance(bound, Node):
            node = dataclasses.replace(node, lacks=node.lacks + bound.lacks)
        return node

    # -- comparing -------------------------------------------------------------------------

    def _plain_truth(self, test: FactTest, value: Any) -> Truth:
        if test.word == "is":
            return Truth.MET if value == test.bound else Truth.NOT_MET
        if test.word == "one_of":
            return Truth.MET if value in test.bound else Truth.NOT_MET
        if test.word == "contains":
            return Truth.MET if test.bound in (value or []) else Truth.NOT_MET
        return Truth.UNKNOWN

    def _compared(self, test: FactTest, subject: Subject, value: Any) -> Node:
        if test.word in ("is", "one_of", "contains"):
            truth = self._one_of(test, value)
        else:
            return self._measured(test, subject, value)
        if truth is Truth.UNKNOWN:
            return self._unknown(test, subject, "dont_know")
        return Node(truth, test)

    def _one_of(self, test: FactTest, value: Any) -> Truth:
        if not isinstance(value, Range):
            return self._plain_truth(test, value)
        accepted = [test.bound] if test.word == "is" else list(test.bound)
        if not any(_within(number, value) for number in accepted):
            return Truth.NOT_MET
        whole = (
            value.low is not None
            and value.high is not None
            and all(number in accepted for number in range(int(value.low), int(value.high) + 1))
        )
        return Truth.MET if whole else Truth.UNKNOWN

    def _measured(self, test: FactTest, subject: Subject, value: Any) -> Node:
        if self.vocabulary.fact_type(test.fact) == "age" and test.word == "more_than":
            truth = is_past_birthday(value, self._birth_date(subject), int(test.bound), self.as_of)
            return (
                Node(truth, test)
                if truth is not Truth.UNKNOWN
                else self._unknown(test, subject, "dont_know")
            )
        bound = self.bound(test, subject)
        if isinstance(bound, Node):
            return bound
        truth = compare(value, test.word, bound)  # type: ignore[arg-type]
        if truth is Truth.UNKNOWN:
            return self._unknown(test, subject, "dont_know")
        return Node(truth, test)

    def bound(self, test: FactTest, subject: Subject) -> Range | Node:
        """The number compared with; a node saying what is missing when it cannot be formed."""
        if not isinstance(test.bound, ProductSpec):
            return as_range(test.bound)
        lacks: list[Lack] = []
        asks: list[FactRef] = []
        product = self.product(test.bound, subject, lacks, asks)
        if product is None:
            return Node(Truth.UNKNOWN, test, lacks=tuple(lacks), asks=tuple(asks))
        return product

    def product(
        self, spec: ProductSpec, subject: Subject, lacks: list[Lack], asks: list[FactRef]
    ) -> Range | None:
        """The product, or None with what is missing added to `lacks` and `asks`."""
        result = Range(low=1, high=1)
        for factor in spec.product:
            value: float | Range | None = (
                self.quantity(factor, subject, lacks, asks) if isinstance(factor, str) else factor
            )
            if value is not None:
                result = multiply(result, value)
        return None if lacks else result

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

    # -- supporters ------------------------------------------------------------------------

    def _supporter_node(self, condition: AnySupporter) -> Node:
        told = self._common.get("supporters")
        if told in (UNKNOWN, DECLINED):
            cause: Cause = "declined" if told == DECLINED else "dont_know"
            return Node(Truth.UNKNOWN, condition, lacks=(Lack("supporters", None, cause),))
        if told is None:
            ref = FactRef("supporters")
            lack = Lack("supporters", None, "not_asked")
            return Node(Truth.UNKNOWN, condition, lacks=(lack,), asks=(ref,))
        each = [SupporterJudge(self, supporter).node(condition.part) for supporter in told]
        return joined("any", condition, each)


def _within(number: float, known: Range) -> bool:
    return (known.low is None or known.low <= number) and (
        known.high is None or number <= known.high
    )


def _worst(source: Node) -> Cause:
    """The cause that stands for a derived fact: not asked, unless nothing below can be asked."""
    causes = [lack.because for lack in source.causes]
    return "not_asked" if not causes or "not_asked" in causes else causes[0]
