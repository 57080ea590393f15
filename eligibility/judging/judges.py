"""One function per condition, made once: what it is over a household, as a `Node`.

Verdicts do not need these trees (`truths`); they are for what is open (`opened`), for the checks
of the data, and for tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

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
    Matter,
    Not,
    bound_names,
)
from eligibility.files.vocabulary import FactSpec, Vocabulary
from eligibility.judging.nodes import Cause, FactRef, Lack, Node, changed, joined, negated
from eligibility.judging.supporters import SupporterJudge
from eligibility.judging.truths import is_value
from eligibility.values import (
    DECLINED,
    UNKNOWN,
    Range,
    Truth,
    as_range,
    compare,
    is_past_birthday,
)

if TYPE_CHECKING:
    from eligibility.judging.evaluation import Evaluator, Subject

Judge = Callable[["Evaluator", "Subject"], Node]


class Judges:
    """The functions of all conditions over one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._made: dict[Condition, Judge] = {}
        self._touching: dict[Condition, bool] = {}
        self._open_facts: dict[FactTest, Judge] = {}

    def of(self, condition: Condition) -> Judge:
        """The function that judges a condition."""
        made = self._made.get(condition)
        if made is None:
            made = self._made[condition] = self._scoped(condition, self._make(condition))
        return made

    def open_fact(self, test: FactTest) -> Judge:
        """The function that judges a test that is open, from what is open behind it."""
        made = self._open_facts.get(test)
        if made is None:
            behind = _FactJudge(test, self._vocabulary, _open_part)
            made = self._open_facts[test] = behind.judge
        return made

    # -- which subject ---------------------------------------------------------------------

    def touches_members(self, condition: Condition) -> bool:
        """Whether the answer may differ from member to member, by the scope of the facts."""
        if condition not in self._touching:
            names = self._vocabulary.member_facts
            self._touching[condition] = touches(condition, names, self.touches_members)
        return self._touching[condition]

    def _scoped(self, condition: Condition, raw: Judge) -> Judge:
        """Judged once a subject; a condition about nobody in particular once a household."""
        touching = self.touches_members(condition)

        def judged(evaluator: Evaluator, subject: Subject) -> Node:
            if not touching and not (evaluator.moved and evaluator.concerns_members(condition)):
                subject = None
            memo = evaluator.nodes[subject]
            node = memo.get(condition)
            if node is None:
                node = memo[condition] = raw(evaluator, subject)
            return node

        return judged

    # -- conditions over conditions ----------------------------------------------------------

    def _make(self, condition: Condition) -> Judge:
        if isinstance(condition, FactTest):
            return _FactJudge(condition, self._vocabulary, self.of).judge
        if isinstance(condition, AllOf):
            return self._joined("all", condition, condition.parts)
        if isinstance(condition, AnyOf):
            return self._joined("any", condition, condition.parts)
        if isinstance(condition, Not):
            return self._negated(condition)
        if isinstance(condition, (AnyMember, EveryMember)):
            return self._over_members(condition)
        if isinstance(condition, AnySupporter):
            return lambda evaluator, _: _supporters(evaluator, condition, "supporters")
        if isinstance(condition, EverySupporterState):
            return lambda evaluator, _: _supporters(evaluator, condition, "supporter_states")
        if isinstance(condition, DateTest):
            return _dated(condition)
        if isinstance(condition, Matter):
            lack = Lack(condition.name, None, condition.because)
            matter = Node(Truth.UNKNOWN, condition, lacks=(lack,))
            return lambda *_: matter
        raise TypeError(f"not a compiled condition: {condition!r}")

    def _joined(
        self, kind: Literal["all", "any"], condition: Condition, parts: tuple[Condition, ...]
    ) -> Judge:
        judges = [self.of(part) for part in parts]
        return lambda evaluator, subject: joined(
            kind, condition, [part(evaluator, subject) for part in judges]
        )

    def _negated(self, condition: Not) -> Judge:
        inner = self.of(condition.part)
        return lambda evaluator, subject: negated(condition, inner(evaluator, subject))

    def _over_members(self, condition: AnyMember | EveryMember) -> Judge:
        inner = self.of(condition.part)
        kind: Literal["all", "any"] = "any" if isinstance(condition, AnyMember) else "all"
        return lambda evaluator, _: joined(
            kind, condition, [inner(evaluator, index) for index in evaluator.subjects]
        )


def _open_part(condition: Condition) -> Judge:
    """What is open of a condition below one that was weighed; a bare node where it is settled."""
    settled = {truth: Node(truth, condition) for truth in (Truth.NOT_MET, Truth.MET)}

    def judge(evaluator: Evaluator, subject: Subject) -> Node:
        number = evaluator.truths.number(condition)
        truth = evaluator.truth_of(number, evaluator.bit(subject))
        if truth == Truth.UNKNOWN:
            return evaluator.opened.node(number, subject)
        return settled[Truth(truth)]

    return judge


def touches(
    condition: Condition, member_facts: frozenset[str], deeper: Callable[[Condition], bool]
) -> bool:
    """Whether one of these facts stands in the condition, outside what speaks of all members."""
    if isinstance(condition, (AnyMember, EveryMember, AnySupporter, EverySupporterState)):
        return False
    if isinstance(condition, FactTest):
        names = (condition.fact, *bound_names(condition))
        return any(name in member_facts for name in names)
    return any(deeper(part) for part in condition.children())


def _dated(condition: DateTest) -> Judge:
    met, not_met = Node(Truth.MET, condition), Node(Truth.NOT_MET, condition)
    day, before = condition.day, condition.before
    return lambda evaluator, _: met if (evaluator.as_of < day) == before else not_met


def _supporters(
    evaluator: Evaluator, condition: AnySupporter | EverySupporterState, told_as: str
) -> Node:
    """Each of the supporters told of; an empty list is an answer, no list is none."""
    told = evaluator.told(told_as, None)
    if told in (UNKNOWN, DECLINED):
        cause: Cause = "declined" if told == DECLINED else "dont_know"
        return Node(Truth.UNKNOWN, condition, lacks=(Lack(told_as, None, cause),))
    if told is None:
        lack = Lack(told_as, None, "not_asked")
        return Node(Truth.UNKNOWN, condition, lacks=(lack,), asks=(FactRef(told_as),))
    each = [SupporterJudge(evaluator, one, told_as).node(condition.part) for one in told]
    return joined("any" if isinstance(condition, AnySupporter) else "all", condition, each)


class _FactJudge:
    """Judges one test of one fact."""

    def __init__(
        self,
        test: FactTest,
        vocabulary: Vocabulary,
        judge_of: Callable[[Condition], Judge],
    ) -> None:
        """`judge_of`: judges what derives or suggests the fact."""
        if test.fact not in vocabulary.facts:
            # A fact of supporters is judged by their own judge; elsewhere it is a broken pack.
            raise KeyError(test.fact)
        self._test = test
        self._spec: FactSpec = vocabulary.facts[test.fact]
        self._of_member = self._spec.scope == "member"
        self._is_age = self._spec.type == "age"
        self._by_value = test.word in ("is", "one_of", "contains")
        self._met, self._not_met = Node(Truth.MET, test), Node(Truth.NOT_MET, test)
        self._unsaid = Node(Truth.UNKNOWN, test, lacks=(Lack(test.fact, None, "not_asked"),))
        derived = vocabulary.derived.get(test.fact)
        suggested = vocabulary.suggested.get(test.fact)
        presumed = vocabulary.presumed.get(test.fact)
        self._source = judge_of(derived) if derived else None
        self._presumption = judge_of(presumed) if presumed else None
        self._signs = judge_of(suggested) if suggested else None

    def judge(self, evaluator: Evaluator, subject: Subject) -> Node:
        """The test for a member (or, with None, where no member is meant)."""
        test = self._test
        if subject is None and (self._of_member or test.fact in evaluator.on_members):
            return self._unsaid
        value = evaluator.told(test.fact, subject)
        if value is None:
            return self._inferred(evaluator, subject)
        if value.__class__ is str and value in (UNKNOWN, DECLINED):
            return self._open(evaluator, subject, "declined" if value == DECLINED else "dont_know")
        return self._compared(evaluator, subject, value)

    # -- facts nobody told -------------------------------------------------------------------

    def _inferred(self, evaluator: Evaluator, subject: Subject) -> Node:
        """A fact nobody told: derived, computed, suggested by signs, or simply open."""
        if self._test.fact == "age":
            born = evaluator.age_from_birth(subject)
            if born is not None:
                return self._compared(evaluator, subject, born)
        if self._source is not None:
            return self._derived(evaluator, subject, self._source)
        if self._spec.computed is not None:
            return self._computed(evaluator, subject, self._spec.computed.divide)
        if self._signs is not None:
            return self._suggested(evaluator, subject, self._signs)
        if self._presumption is not None:
            return self._presumed(evaluator, subject, self._presumption)
        if self._spec.answerable_by == "office":
            return self._open(evaluator, subject, "office_decides")
        return self._open(evaluator, subject, "not_asked", self._own_ask(evaluator, subject))

    def _own_ask(self, evaluator: Evaluator, subject: Subject) -> tuple[FactRef, ...]:
        if self._spec.answerable_by != "resident":
            return ()
        return (evaluator.ref(self._test.fact, subject),)

    def _derived(self, evaluator: Evaluator, subject: Subject, judge: Judge) -> Node:
        source = judge(evaluator, subject)
        ref = evaluator.ref(self._test.fact, subject)
        return self._reported(source, ref)

    def _reported(self, source: Node, ref: FactRef) -> Node:
        """What derives the fact, said as the fact itself."""
        positive = is_value(self._test, True) is Truth.MET
        node = source if positive else negated(self._test, source)
        if node.truth is not Truth.UNKNOWN:
            return changed(node, self._test, (), node.asks)
        own = (ref,) if self._spec.answerable_by == "resident" else ()
        lack = Lack(ref.fact, ref.member, _worst(source))
        return changed(node, self._test, (lack,), node.asks + own)

    def _suggested(self, evaluator: Evaluator, subject: Subject, judge: Judge) -> Node:
        """Signs say “像”, never “是”: without any the fact is absent, with some it is open."""
        asked_of_office = self._spec.answerable_by == "office"
        cause: Cause = "office_decides" if asked_of_office else "not_asked"
        office = self._open(evaluator, subject, cause)
        signs = judge(evaluator, subject)
        return self._hinted(office, signs)

    def _hinted(self, office: Node, signs: Node) -> Node:
        node = joined("all", self._test, [office, signs])
        if is_value(self._test, self._spec.otherwise) is Truth.MET:
            node = negated(self._test, node)
        lacks = office.lacks if node.truth is Truth.UNKNOWN else ()
        return changed(node, self._test, lacks, node.asks)

    def _presumed(self, evaluator: Evaluator, subject: Subject, judge: Judge) -> Node:
        """Where nothing speaks against it, it is taken to hold; else the office decides."""
        signs = judge(evaluator, subject)
        said = [lack.because for lack in signs.causes if lack.because in ("declined", "dont_know")]
        cause: Cause = said[0] if said else "office_decides"
        office = self._open(evaluator, subject, cause)
        node = joined("any", self._test, [signs, office])
        if is_value(self._test, True) is not Truth.MET:
            node = negated(self._test, node)
        lacks = office.lacks if node.truth is Truth.UNKNOWN else ()
        return changed(node, self._test, lacks, node.asks)

    def _computed(self, evaluator: Evaluator, subject: Subject, parts: tuple[str, str]) -> Node:
        quotient = evaluator.stated(self._test.fact, subject)
        if quotient is not None:
            return self._compared(evaluator, subject, quotient)
        open_facts = [name for name in parts if evaluator.told(name, subject) is None]
        # An answer can only decide when the bound it is compared with is known.
        bound, lacks, asks = self._bound(evaluator, subject)
        if bound is not None:
            asks = tuple(evaluator.ref(name, subject) for name in open_facts)
        cause: Cause = "not_asked" if open_facts else "dont_know"
        ref = evaluator.ref(self._test.fact, subject)
        own = Lack(ref.fact, ref.member, cause)
        return self._leaf((own, *lacks), asks if bound is not None else ())

    # -- facts that were told ----------------------------------------------------------------

    def _compared(self, evaluator: Evaluator, subject: Subject, value: Any) -> Node:
        if self._by_value:
            return self._node(is_value(self._test, value), evaluator, subject)
        if self._is_age and self._test.word == "more_than":
            born = evaluator.birth_date(subject)
            truth = is_past_birthday(value, born, int(self._test.bound), evaluator.as_of)
            return self._node(truth, evaluator, subject)
        bound, lacks, asks = self._bound(evaluator, subject)
        if bound is None:
            return self._leaf(lacks, asks)
        truth = compare(value, self._test.word, bound)  # type: ignore[arg-type]
        if truth is Truth.NOT_MET and evaluator.line_is_open(self._test):
            return self._open(evaluator, subject, "outside_parameter")
        return self._node(truth, evaluator, subject)

    def _bound(
        self, evaluator: Evaluator, subject: Subject
    ) -> tuple[Range | None, tuple[Lack, ...], tuple[FactRef, ...]]:
        """The number compared with; without one, what is missing for it."""
        bound = self._test.bound
        if isinstance(bound, (int, float)):
            return as_range(bound), (), ()
        lacks: list[Lack] = []
        asks: list[FactRef] = []
        number = evaluator.number(bound, subject, lacks, asks)
        return None if number is None else as_range(number), tuple(lacks), tuple(asks)

    # -- nodes -------------------------------------------------------------------------------

    def _node(self, truth: Truth, evaluator: Evaluator, subject: Subject) -> Node:
        if truth is Truth.UNKNOWN:
            return self._open(evaluator, subject, "dont_know")
        return self._met if truth is Truth.MET else self._not_met

    def _open(
        self,
        evaluator: Evaluator,
        subject: Subject,
        cause: Cause,
        asks: tuple[FactRef, ...] = (),
    ) -> Node:
        ref = evaluator.ref(self._test.fact, subject)
        return self._leaf((Lack(ref.fact, ref.member, cause),), asks)

    def _leaf(self, lacks: tuple[Lack, ...], asks: tuple[FactRef, ...]) -> Node:
        return Node(Truth.UNKNOWN, self._test, lacks=lacks, asks=asks)


def _worst(source: Node) -> Cause:
    """The cause that stands for a derived fact: not asked, unless nothing below can be asked."""
    causes = [lack.because for lack in source.causes]
    return "not_asked" if not causes or "not_asked" in causes else causes[0]
