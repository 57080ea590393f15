"""What to ask next: only what the household can answer and what can still change the result.

Every open verdict is a tree of conditions; `reach` tells which answers could still change it.
What the text leaves open for good is not asked about.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from eligibility.files.conditions import Condition
from eligibility.files.household import Household
from eligibility.files.questions import AskedQuestion, ChoiceSpec, Form, QuestionBook, QuestionSpec
from eligibility.judging.evaluation import Evaluator
from eligibility.judging.nodes import FactRef, Node
from eligibility.judging.reach import Reach
from eligibility.telling.screening import Choice, FactKey, Question, Setting
from eligibility.values import DECLINED, UNKNOWN, Truth

SKIP = (Choice(id=UNKNOWN, label="不清楚"), Choice(id=DECLINED, label="不想说"))


@dataclasses.dataclass(frozen=True)
class Root:
    """An open verdict: its tree, what it belongs to, and whether it is worth asking for first."""

    key: str
    node: Node
    core: bool


@dataclasses.dataclass
class _Use:
    """The verdicts a question touches; `offices`: worth asking for first, had not an office the
    last word in any case."""

    core: set[str] = dataclasses.field(default_factory=set)
    offices: set[str] = dataclasses.field(default_factory=set)
    more: set[str] = dataclasses.field(default_factory=set)


def next_question(
    book: QuestionBook,
    household: Household,
    evaluator: Evaluator | None,
    roots: Iterable[Root],
    wanted: Iterable[FactRef] = (),
) -> Question | None:
    """The question to put next, or None. `wanted` are facts that would only complete an amount."""
    if household.jurisdiction is None or evaluator is None:
        place = book.find("place")
        if place is None or place.spec.id in household.asked:
            return None
        offers = [_Offer(choice) for choice in place.spec.choices]
        return _Builder(household, offers).build(place, [], "core", 1)
    interview = _Interview(book, household, evaluator)
    useful = _useful(Reach(interview.askable), roots, wanted)
    best: tuple[Any, AskedQuestion, list[FactRef], _Use] | None = None
    for rank, asked in enumerate(book.questions):
        for refs in interview.candidates(asked, useful):
            use = _use(asked.spec, refs, useful)
            # Core first; then the parts in their order; inside a part what settles most.
            key = (not use.core, asked.part_rank, -len(use.core or use.more), rank)
            if best is None or key < best[0]:
                best = (key, asked, refs, use)
    if best is None:
        return None
    _, asked, refs, use = best
    builder = _Builder(household, interview.choices_now(asked))
    return builder.build(asked, refs, "core" if use.core else "more", len(use.core or use.more))


def _useful(reach: Reach, roots: Iterable[Root], wanted: Iterable[FactRef]) -> dict[FactRef, _Use]:
    useful: dict[FactRef, _Use] = {}
    for root in roots:
        if not reach.may_be_met(root.node):
            continue
        granted = root.core and reach.may_be_granted(root.node)
        for ref in reach.facts(root.node):
            use = useful.setdefault(ref, _Use())
            (use.core if granted else use.offices if root.core else use.more).add(root.key)
    for ref in wanted:
        useful.setdefault(ref, _Use()).more.add(f"amount:{ref.fact}")
    return useful


def _use(spec: QuestionSpec, refs: list[FactRef], useful: dict[FactRef, _Use]) -> _Use:
    together = _Use()
    for ref in refs:
        if ref in useful:
            together.core |= useful[ref].core
            together.more |= useful[ref].more
            (together.core if spec.first else together.more).update(useful[ref].offices)
    if not refs:
        together.core.add("people")
    return together


class _Interview:
    """Which questions could be put to this household now, and which still could later."""

    def __init__(self, book: QuestionBook, household: Household, evaluator: Evaluator) -> None:
        self._book = book
        self._household = household
        self._evaluator = evaluator
        self._put = frozenset(household.asked)
        self._subjects = {name: index for index, name in enumerate(evaluator.names)}
        self._asking: dict[str, list[AskedQuestion]] = {}
        for asked in book.questions:
            if asked.spec.form != "place" and self._is_here(asked.spec.only_in):
                for fact in asked.spec.facts:
                    self._asking.setdefault(fact, []).append(asked)
        self.askable = functools.cache(self._askable)

    def _is_here(self, places: list[str]) -> bool:
        return not places or self._household.jurisdiction in places

    def _is_about(self, condition: Condition | None, member: str | None) -> bool:
        """Whether a question or choice is for this member (or the household): unless its
        condition is known not to hold, or somebody would rather not say."""
        if condition is None:
            return True
        subject = None if member is None else self._subjects[member]
        node = self._evaluator.node(condition, subject)
        declined = any(lack.because == DECLINED for lack in node.causes)
        return node.truth is not Truth.NOT_MET and not declined

    # -- what could still be told ------------------------------------------------------------

    def _askable(self, ref: FactRef) -> bool:
        """Whether a question about a fact is still to be put."""
        return any(
            not self._was_put(asked.spec, ref) and self._is_about(asked.only_if, ref.member)
            for asked in self._asking.get(ref.fact, ())
        )

    def _was_put(self, spec: QuestionSpec, ref: FactRef) -> bool:
        # Whoever was left out when all were asked at once is asked alone.
        one_by_one = spec.form == "each_number"
        return f"{spec.id}@{ref.member}" in self._put or (spec.id in self._put and not one_by_one)

    # -- what can be put now -----------------------------------------------------------------

    def candidates(
        self, asked: AskedQuestion, useful: dict[FactRef, _Use]
    ) -> Iterable[list[FactRef]]:
        """The ways this question could be put now: the facts it would settle, one list each."""
        spec = asked.spec
        if spec.form == "people":
            known = "people_together" in self._household.household or spec.id in self._put
            return [] if known else [[]]
        if spec.form == "place" or not self._is_here(spec.only_in):
            return []
        open_refs = self.open(asked)
        if not any(ref in useful for ref in open_refs):
            return []
        if spec.form == "each_number" and spec.id not in self._put:
            together = len({ref.member for ref in open_refs}) > 1
            if together and self._is_opened(spec):
                return [open_refs]
        if spec.form in ("each", "each_number"):
            return self._each(spec, open_refs, useful)
        if spec.id in self._put or not self._is_opened(spec):
            return []
        if spec.after is not None and spec.form == "who" and _alone(open_refs):
            return []
        return [open_refs]

    def open(self, asked: AskedQuestion) -> list[FactRef]:
        """The question's facts that nobody has told yet, of those it is about."""
        household, found = self._household, []
        for fact in asked.spec.facts:
            if fact in household.household:
                continue
            if fact in asked.member_facts:
                found += [FactRef(fact, m.name) for m in household.members if fact not in m.facts]
            else:
                found.append(FactRef(fact))
        return [ref for ref in found if self._is_about(asked.only_if, ref.member)]

    def _is_opened(self, spec: QuestionSpec) -> bool:
        return spec.after is None or spec.after in self._put

    def _each(
        self, spec: QuestionSpec, open_refs: list[FactRef], useful: dict[FactRef, _Use]
    ) -> list[list[FactRef]]:
        found = []
        for member in dict.fromkeys(ref.member for ref in open_refs):
            refs = [ref for ref in open_refs if ref.member == member]
            due = f"{spec.id}@{member}" not in self._put and any(ref in useful for ref in refs)
            if due and self._is_due(spec, str(member)):
                found.append(refs)
        return found

    def _is_due(self, spec: QuestionSpec, member: str) -> bool:
        """Whether one member may be asked: the opener was put, or left out as nobody else is
        open."""
        if spec.after is None or {spec.after, f"{spec.after}@{member}"} & self._put:
            return True
        opener = self._book.find(spec.after)
        if opener is None or opener.spec.form != "who":
            return False
        return _alone(self.open(opener)) and self._is_due(opener.spec, member)

    def choices_now(self, asked: AskedQuestion) -> list[_Offer]:
        """The choices of this place, each with whom it is about."""
        return [
            _Offer(choice, self._meant(asked.choices_if.get(index)))
            for index, choice in enumerate(asked.spec.choices)
            if self._is_here(choice.only_in)
        ]

    def _meant(self, condition: Condition | None) -> frozenset[str | None]:
        return frozenset(who for who in (None, *self._subjects) if self._is_about(condition, who))


def _alone(refs: list[FactRef]) -> bool:
    return len({ref.member for ref in refs}) <= 1


class _Offer(NamedTuple):
    """A choice, and whom it is about."""

    spec: ChoiceSpec
    about: frozenset[str | None] = frozenset()


class _Builder:
    """Turns a question as written into the one put to this household."""

    def __init__(self, household: Household, offers: list[_Offer]) -> None:
        self._household = household
        self._offers = offers
        # Before anybody was counted, “nobody” is told of the household: it holds for all to come.
        self._counted = "people_together" in household.household or len(household.members) > 1

    def build(
        self, asked: AskedQuestion, refs: list[FactRef], stage: str, settles: int
    ) -> Question:
        spec = asked.spec
        one = spec.form in ("each", "each_number") and _alone(refs)
        member = refs[0].member if one and refs else None
        alone = len(self._household.members) == 1 or (one and spec.form == "each_number")
        text = spec.text_alone if alone and spec.text_alone else spec.text
        return Question(
            question=spec.id if member is None else f"{spec.id}@{member}",
            text=text.replace("{member}", _called(member)),
            why=spec.why,
            stage="core" if stage == "core" else "more",
            facts=self._facts(spec, refs, self._counted),
            choices=self._choices(spec, refs),
            multiple=spec.form == "multiple" or (spec.form == "who" and not alone),
            settles=settles,
            expects="numbers" if spec.form == "each_number" and not one else _expects(spec),
            unit=spec.unit,
            example=spec.example,
        )

    @staticmethod
    def _facts(spec: QuestionSpec, refs: list[FactRef], counted: bool) -> list[FactKey]:
        """The open facts; a place and a count of people are asked for whatever else is open."""
        if spec.form in ("place", "people"):
            return [FactKey(fact=fact) for fact in spec.facts]
        keys = [FactKey(fact=ref.fact, member=ref.member) for ref in refs]
        if counted or spec.form != "multiple":
            return keys
        return [*keys, *(FactKey(fact=ref.fact) for ref in refs if ref.member is not None)]

    def _choices(self, spec: QuestionSpec, refs: list[FactRef]) -> list[Choice]:
        if spec.form == "who":
            made = self._who(spec, refs)
        else:
            made = [self._choice(offer, refs, spec.form) for offer in self._offers]
            told = [offer.spec.sets or offer.spec.otherwise for offer in self._offers]
            pairs = zip(made, told, strict=True)
            made = [
                choice for choice, tells in pairs if choice.sets or choice.otherwise or not tells
            ]
        if spec.form == "multiple" or (spec.form == "who" and len(self._household.members) > 1):
            made.append(Choice(id="none", label="都没有"))
        return made if spec.form in ("place", "people") else [*made, *SKIP]

    def _who(self, spec: QuestionSpec, refs: list[FactRef]) -> list[Choice]:
        members = list(dict.fromkeys(ref.member for ref in refs))
        if len(self._household.members) == 1:
            member = members[0]
            yes, no = _yes_and_no(spec.text_alone or spec.text)
            return [
                Choice(id="yes", label=yes, sets=_settings(spec.sets, [member])),
                Choice(id="no", label=no, sets=_settings(spec.otherwise, [member])),
            ]
        return [
            Choice(
                id=str(member),
                label=str(member),
                sets=_settings(spec.sets, [member]),
                otherwise=_settings(spec.otherwise, [member]),
            )
            for member in members
        ]

    def _choice(self, offer: _Offer, refs: list[FactRef], form: Form) -> Choice:
        spec = offer.spec
        refs = [ref for ref in refs if ref.member in offer.about]
        # In a list, a choice is about its first fact; once that was told it is no choice.
        leading = next(iter({**spec.sets, **spec.otherwise}), None)
        if form == "multiple" and not any(ref.fact == leading for ref in refs):
            refs = []
        return Choice(
            id=spec.id,
            label=spec.label,
            sets=self._told(spec.sets, refs, everybody=False),
            otherwise=self._told(spec.otherwise, refs, everybody=True),
        )

    def _told(self, values: dict[str, Any], refs: list[FactRef], everybody: bool) -> list[Setting]:
        """“Somebody” names a member only where one alone can be meant; “nobody” means everybody."""
        told: list[Setting] = []
        for fact, value in values.items():
            members = [ref.member for ref in refs if ref.fact == fact]
            # What was told before is not asked, and no answer changes it.
            if members and everybody and not self._counted:
                members = [None]
            if members and (everybody or len(members) == 1):
                told += _settings({fact: value}, members)
        return told


def _expects(spec: QuestionSpec) -> Literal["choice", "number", "place", "people"]:
    if spec.form in ("number", "place", "people"):
        return spec.form
    return "number" if spec.unit and not spec.choices else "choice"


def _yes_and_no(text: str) -> tuple[str, str]:
    return ("有", "没有") if "有" in text.partition("（")[0] else ("是", "不是")


def _called(member: str | None) -> str:
    return "您" if member in (None, "本人") else str(member)


def _settings(values: dict[str, Any], members: Iterable[str | None]) -> list[Setting]:
    return [
        Setting(fact=fact, member=member, value=value)
        for member in members
        for fact, value in values.items()
    ]
