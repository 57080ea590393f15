"""What to ask next: only what the household can answer and what can still change the result.

Every open verdict is a tree of conditions; `reach` tells which answers could still change it.
What the text leaves open for good is not asked about.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from eligibility.files.conditions import Condition
from eligibility.files.household import SELF, Household
from eligibility.files.questions import (
    FOR_WHOM,
    AskedQuestion,
    ChoiceSpec,
    Form,
    QuestionBook,
    QuestionSpec,
)
from eligibility.judging.evaluation import Evaluator
from eligibility.judging.nodes import FactRef, Node
from eligibility.judging.reach import Reach
from eligibility.telling.screening import Choice, FactKey, Question, Setting
from eligibility.values import DECLINED, UNKNOWN, Truth

YOU, THAT_ONE = "您", "那位"
"""How who answers is called, and whom somebody else asks for."""
OTHERS = ("relative", "neighbour", "client")
SKIP = (Choice(id=UNKNOWN, label="不清楚"), Choice(id=DECLINED, label="不想说"))


@dataclasses.dataclass(frozen=True)
class Root:
    """An open verdict: its tree, what it belongs to, and whether it is worth asking for first."""

    key: str
    node: Node
    core: bool


@dataclasses.dataclass
class _Use:
    """The verdicts a question touches, each with how much of it hangs on the question.

    `offices`: worth asking for first, had not an office the last word in any case.
    """

    core: dict[str, float] = dataclasses.field(default_factory=dict)
    offices: dict[str, float] = dataclasses.field(default_factory=dict)
    more: dict[str, float] = dataclasses.field(default_factory=dict)

    @property
    def first(self) -> dict[str, float]:
        """What counts: the verdicts worth asking for first, if it touches any."""
        return self.core or self.more


class _Put(NamedTuple):
    """A question that could be put now: the facts it would settle, and what for."""

    asked: AskedQuestion
    refs: list[FactRef]
    use: _Use

    @property
    def is_core(self) -> bool:
        return bool(self.use.core)


def questions(
    book: QuestionBook,
    household: Household,
    evaluator: Evaluator,
    roots: Iterable[Root],
    wanted: Iterable[FactRef] = (),
) -> Iterator[Question]:
    """What could be asked now, first what is put next.

    `wanted` are facts that would only complete an amount.
    """
    interview = _Interview(book, household, evaluator)
    if household.jurisdiction is None:
        puts = list(interview.openings())
    else:
        puts = _ranked(interview, _useful(Reach(interview.askable), roots, wanted))
    for put in puts:
        yield _Builder(household, interview.choices_now(put.asked)).build(put)


def _ranked(interview: _Interview, useful: dict[FactRef, _Use]) -> list[_Put]:
    """Core first; then the parts in their order; inside a part what settles most."""
    found: list[tuple[Any, _Put]] = []
    for rank, asked in enumerate(interview.book.questions):
        for refs in interview.candidates(asked, useful):
            put = _Put(asked, refs, _use(asked.spec, refs, useful))
            weight = sum(put.use.first.values())
            found.append(((not put.is_core, asked.part_rank, -weight, rank), put))
    puts = [put for _, put in sorted(found, key=lambda one: one[0])]
    # For whom one asks decides nothing; it is worth a question only if more are to come.
    opening = next(interview.openings(decided=True), None)
    if opening is None or not puts or not puts[0].is_core:
        return puts
    place = next((n for n, put in enumerate(puts) if _is_later(put, opening)), len(puts))
    return [*puts[:place], opening, *puts[place:]]


def _is_later(put: _Put, opening: _Put) -> bool:
    return not put.is_core or put.asked.part_rank > opening.asked.part_rank


def _useful(reach: Reach, roots: Iterable[Root], wanted: Iterable[FactRef]) -> dict[FactRef, _Use]:
    useful: dict[FactRef, _Use] = {}
    for root in roots:
        if not reach.may_be_met(root.node):
            continue
        granted = root.core and reach.may_be_granted(root.node)
        facts = reach.facts(root.node)
        for ref in facts:
            use = useful.setdefault(ref, _Use())
            verdicts = use.core if granted else use.offices if root.core else use.more
            # What hangs on many answers is settled by each of them the less.
            verdicts[root.key] = max(verdicts.get(root.key, 0), 1 / len(facts))
    for ref in wanted:
        useful.setdefault(ref, _Use()).more[f"amount:{ref.fact}"] = 1
    return useful


def _use(spec: QuestionSpec, refs: list[FactRef], useful: dict[FactRef, _Use]) -> _Use:
    together = _Use()
    for use in [useful[ref] for ref in refs if ref in useful]:
        _add(together.core, use.core)
        _add(together.more, use.more)
        _add(together.core if spec.first else together.more, use.offices)
    return together


def _add(verdicts: dict[str, float], more: dict[str, float]) -> None:
    for key, share in more.items():
        verdicts[key] = verdicts.get(key, 0) + share


class _Interview:
    """Which questions could be put to this household now, and which still could later."""

    def __init__(self, book: QuestionBook, household: Household, evaluator: Evaluator) -> None:
        self.book = book
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

    def openings(self, decided: bool = False) -> Iterator[_Put]:
        """What is put before the place is known, and then the place.

        With `decided` (the place is known), only what decides nothing is left.
        """
        for asked in self.book.questions:
            spec, found = asked.spec, _Use(core={asked.spec.id: 1})
            if spec.id in self._put or (decided and spec.form != "choice"):
                continue
            if spec.form == "place" and not decided:
                yield _Put(asked, [], found)
            elif spec.opening and _nothing_was_told(self._household, spec):
                yield _Put(asked, self.open(asked), found)

    def _people(self, spec: QuestionSpec, useful: dict[FactRef, _Use]) -> list[list[FactRef]]:
        """Asked once, where something hangs on a member or on how many there are."""
        refs = [FactRef(fact) for fact in spec.facts]
        if spec.id in self._put or all(ref.fact in self._household.household for ref in refs):
            return []
        hangs_on_them = [ref for ref in useful if ref.member is not None or ref in refs]
        return [hangs_on_them] if hangs_on_them else []

    def candidates(
        self, asked: AskedQuestion, useful: dict[FactRef, _Use]
    ) -> Iterable[list[FactRef]]:
        """The ways this question could be put now: the facts it would settle, one list each."""
        spec = asked.spec
        if spec.form == "people":
            return self._people(spec, useful)
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
        """Whether the opener was put, or what it asks for was told."""
        opener = None if spec.after is None else self.book.find(spec.after)
        if opener is None or opener.spec.id in self._put:
            return True
        return self._was_answered(opener.spec, None)

    def _was_answered(self, opener: QuestionSpec, member: str | None) -> bool:
        """Whether what a question asks for first was told without it; a list asks for more."""
        plain = opener.form in ("choice", "each", "number")
        return plain and self._household.fact(opener.facts[0], member) is not None

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
        """Whether one member may be asked: the opener was put, or left out as what it asks for
        was told of the member or nobody else is open."""
        if spec.after is None or {spec.after, f"{spec.after}@{member}"} & self._put:
            return True
        opener = self.book.find(spec.after)
        if opener is None:
            return False
        if self._was_answered(opener.spec, member):
            return True
        alone = opener.spec.form == "who" and _alone(self.open(opener))
        return alone and self._is_due(opener.spec, member)

    def choices_now(self, asked: AskedQuestion) -> list[_Offer]:
        """The choices of this place, each with whom it is about."""
        return [
            _Offer(choice, self._meant(asked.choices_if.get(index)))
            for index, choice in enumerate(asked.spec.choices)
            if self._is_here(choice.only_in)
        ]

    def _meant(self, condition: Condition | None) -> frozenset[str | None]:
        return frozenset(who for who in (None, *self._subjects) if self._is_about(condition, who))


def _nothing_was_told(household: Household, spec: QuestionSpec) -> bool:
    """Whether nothing a question asks for was told to be so: one who told of one urgent thing is
    first asked where that is, and “none of these” of the rest says nothing of the whole."""
    told = [household.household, *(member.facts for member in household.members)]
    return not any(facts.get(fact) for facts in told for fact in spec.facts)


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
        counted = {"people_together" in household.household, "people" in household.asked}
        self._counted = any(counted)
        self._for_other = household.fact(FOR_WHOM) in OTHERS

    def build(self, put: _Put) -> Question:
        spec, refs = put.asked.spec, put.refs
        if spec.form in ("place", "people"):
            refs = []
        one = spec.form in ("each", "each_number") and _alone(refs)
        member = refs[0].member if one and refs else None
        alone = len(self._household.members) == 1 or (one and spec.form == "each_number")
        return Question(
            question=spec.id if member is None else f"{spec.id}@{member}",
            text=self._text(spec, alone, member),
            why=spec.why,
            stage="core" if put.is_core else "more",
            facts=self._facts(spec, refs, self._counted),
            choices=self._choices(spec, refs),
            multiple=spec.form == "multiple" or (spec.form == "who" and not alone),
            settles=len(put.use.first),
            expects="numbers" if spec.form == "each_number" and not one else _expects(spec),
            unit=spec.unit,
            example=spec.example,
        )

    def _text(self, spec: QuestionSpec, alone: bool, member: str | None) -> str:
        """The wording for one person, and for who answers about somebody else."""
        text = spec.text_alone if alone and spec.text_alone else spec.text
        if self._for_other and spec.text_other and YOU in text:
            text = spec.text_other
        return text.replace("{member}", self._called(member, YOU))

    def _called(self, member: str | None, own: str) -> str:
        """How a member is named; `own` stands for who answers."""
        if member not in (None, SELF):
            return str(member)
        return THAT_ONE if self._for_other else own

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
            whole = _nothing_was_told(self._household, spec)
            none = self._told(spec.none, refs, everybody=True) if whole else []
            made.append(Choice(id="none", label="都没有", sets=none))
        return made if spec.form in ("place", "people") else [*made, *SKIP]

    def _who(self, spec: QuestionSpec, refs: list[FactRef]) -> list[Choice]:
        members = list(dict.fromkeys(ref.member for ref in refs))
        if len(self._household.members) == 1:
            member = members[0]
            yes, no = _yes_and_no(spec.text_alone or spec.text)
            return [
                Choice(id="yes", label=yes, sets=self._of(spec.sets, member, refs)),
                Choice(id="no", label=no, sets=self._of(spec.otherwise, member, refs)),
            ]
        return [
            Choice(
                id=str(member),
                label=self._called(member, SELF),
                sets=self._of(spec.sets, member, refs),
                otherwise=self._of(spec.otherwise, member, refs),
            )
            for member in members
        ]

    @staticmethod
    def _of(values: dict[str, Any], member: str | None, refs: list[FactRef]) -> list[Setting]:
        """What is told of one member, but for what was told before."""
        still = {fact: value for fact, value in values.items() if FactRef(fact, member) in refs}
        return _settings(still, [member])

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


def _settings(values: dict[str, Any], members: Iterable[str | None]) -> list[Setting]:
    return [
        Setting(fact=fact, member=member, value=value)
        for member in members
        for fact, value in values.items()
    ]
