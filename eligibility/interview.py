"""What to ask next: only what the household can answer and what can still change the result.

Every open verdict is a tree of conditions; `reach` tells which answers could still change it.
What the text leaves open for good is not asked about.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable
from typing import Any, Literal

from eligibility.evaluation import Evaluator
from eligibility.household import Household
from eligibility.nodes import FactRef, Node
from eligibility.questions import AskedQuestion, ChoiceSpec, QuestionBook, QuestionSpec
from eligibility.reach import Reach
from eligibility.screening import Choice, FactKey, Question, Setting
from eligibility.values import DECLINED, UNKNOWN

SKIP = (Choice(id=UNKNOWN, label="不清楚"), Choice(id=DECLINED, label="不想说"))


@dataclasses.dataclass(frozen=True)
class Root:
    """An open verdict: its tree, what it belongs to, and whether it is worth asking for first."""

    key: str
    node: Node
    core: bool


@dataclasses.dataclass
class _Use:
    """How many verdicts a question touches."""

    core: set[str] = dataclasses.field(default_factory=set)
    more: set[str] = dataclasses.field(default_factory=set)
    facts: dict[FactRef, None] = dataclasses.field(default_factory=dict)


def next_question(
    book: QuestionBook,
    household: Household,
    evaluator: Evaluator | None,
    roots: Iterable[Root],
    wanted: Iterable[FactRef] = (),
) -> Question | None:
    """The question to put next, or None. `wanted` are facts that would only complete an amount."""
    builder = _QuestionBuilder(household)
    if household.jurisdiction is None:
        place = book.find("place")
        ask = place is not None and place.spec.id not in household.asked
        return builder.build(place.spec, [], "core", 1) if place and ask else None
    useful = _useful(Reach(_askable(book, household)), roots, wanted)
    best: tuple[Any, QuestionSpec, list[FactRef], _Use] | None = None
    for rank, asked in enumerate(book.questions):
        for refs in _candidates(asked, book, household, useful):
            use = _use(refs, useful)
            # Core first; then the parts in their order; inside a part what settles most.
            key = (not use.core, asked.part_rank, -len(use.core or use.more), rank)
            if best is None or key < best[0]:
                best = (key, asked.spec, refs, use)
    if best is None:
        return None
    _, spec, refs, use = best
    return builder.build(spec, refs, "core" if use.core else "more", len(use.core or use.more))


def _askable(book: QuestionBook, household: Household) -> Callable[[FactRef], bool]:
    """Whether a question about a fact is still to be put."""
    put = set(household.asked)

    @functools.cache
    def askable(ref: FactRef) -> bool:
        return any(
            ref.fact in asked.spec.facts
            and asked.spec.form != "place"
            and not {asked.spec.id, f"{asked.spec.id}@{ref.member}"} & put
            for asked in book.questions
        )

    return askable


def _useful(reach: Reach, roots: Iterable[Root], wanted: Iterable[FactRef]) -> dict[FactRef, _Use]:
    useful: dict[FactRef, _Use] = {}
    for root in roots:
        if not reach.may_be_met(root.node):
            continue
        for ref in reach.facts(root.node):
            use = useful.setdefault(ref, _Use())
            (use.core if root.core else use.more).add(root.key)
    for ref in wanted:
        useful.setdefault(ref, _Use()).more.add(f"amount:{ref.fact}")
    return useful


def _use(refs: list[FactRef], useful: dict[FactRef, _Use]) -> _Use:
    together = _Use()
    for ref in refs:
        if ref in useful:
            together.core |= useful[ref].core
            together.more |= useful[ref].more
    if not refs:
        together.core.add("people")
    return together


def _candidates(
    asked: AskedQuestion, book: QuestionBook, household: Household, useful: dict[FactRef, _Use]
) -> list[list[FactRef]]:
    """The ways this question could be put now: the facts it would settle, one list each."""
    spec = asked.spec
    if spec.form == "people":
        known = "people_together" in household.household or spec.id in household.asked
        return [] if known else [[]]
    if spec.form == "place":
        return []
    open_refs = _open(asked, household)
    if spec.form == "each":
        return _each_candidates(spec, book, household, useful, open_refs)
    if spec.id in household.asked or not any(ref in useful for ref in open_refs):
        return []
    if spec.after is not None and not _opened(spec, household, open_refs):
        return []
    return [open_refs]


def _each_candidates(
    spec: QuestionSpec,
    book: QuestionBook,
    household: Household,
    useful: dict[FactRef, _Use],
    open_refs: list[FactRef],
) -> list[list[FactRef]]:
    found = []
    for member in household.members:
        refs = [ref for ref in open_refs if ref.member == member.name]
        put = f"{spec.id}@{member.name}" in household.asked
        due = not put and any(ref in useful for ref in refs)
        if due and _due(spec, member.name, book, household):
            found.append(refs)
    return found


def _opened(spec: QuestionSpec, household: Household, open_refs: list[FactRef]) -> bool:
    """Whether a follow-up is due: its opener was put, and “who” has a choice of people."""
    if spec.after not in household.asked:
        return False
    return spec.form != "who" or len({ref.member for ref in open_refs}) > 1


def _due(spec: QuestionSpec, member: str, book: QuestionBook, household: Household) -> bool:
    """Whether one member may be asked: the opener was put, or left out as nobody else is open."""
    if spec.after is None or {spec.after, f"{spec.after}@{member}"} & set(household.asked):
        return True
    opener = book.find(spec.after)
    if opener is None or opener.spec.form != "who":
        return False
    alone = len({ref.member for ref in _open(opener, household)}) <= 1
    return alone and _due(opener.spec, member, book, household)


def _open(asked: AskedQuestion, household: Household) -> list[FactRef]:
    """The question's facts that nobody has told yet."""
    found = []
    for fact in asked.spec.facts:
        if fact in asked.member_facts:
            found += [FactRef(fact, m.name) for m in household.members if fact not in m.facts]
        elif fact not in household.household:
            found.append(FactRef(fact))
    return found


class _QuestionBuilder:
    """Turns a question as written into the one put to this household."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def build(self, spec: QuestionSpec, refs: list[FactRef], stage: str, settles: int) -> Question:
        member = refs[0].member if spec.form == "each" and refs else None
        alone = len(self._household.members) == 1
        text = spec.text_alone if alone and spec.text_alone else spec.text
        return Question(
            question=spec.id if member is None else f"{spec.id}@{member}",
            text=text.replace("{member}", _called(member)),
            why=spec.why,
            stage="core" if stage == "core" else "more",
            facts=self._facts(spec, refs),
            choices=self._choices(spec, refs),
            multiple=spec.form == "multiple" or (spec.form == "who" and not alone),
            settles=settles,
            expects=_expects(spec),
            unit=spec.unit,
            example=spec.example,
        )

    @staticmethod
    def _facts(spec: QuestionSpec, refs: list[FactRef]) -> list[FactKey]:
        """The open facts; a place and a count of people are asked for whatever else is open."""
        if spec.form in ("place", "people"):
            return [FactKey(fact=fact) for fact in spec.facts]
        return [FactKey(fact=ref.fact, member=ref.member) for ref in refs]

    def _choices(self, spec: QuestionSpec, refs: list[FactRef]) -> list[Choice]:
        if spec.form == "who":
            made = self._who(spec, refs)
        else:
            made = [self._choice(choice, refs) for choice in spec.choices]
        if spec.form == "multiple":
            made = [choice for choice in made if choice.sets or choice.otherwise]
        if spec.form == "multiple" or (spec.form == "who" and len(self._household.members) > 1):
            made.append(Choice(id="none", label="都没有"))
        return made if spec.form in ("place", "people") else [*made, *SKIP]

    def _who(self, spec: QuestionSpec, refs: list[FactRef]) -> list[Choice]:
        members = list(dict.fromkeys(ref.member for ref in refs))
        if len(self._household.members) == 1:
            member = members[0]
            return [
                Choice(id="yes", label="有", sets=_settings(spec.sets, [member])),
                Choice(id="no", label="没有", sets=_settings(spec.otherwise, [member])),
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

    def _choice(self, spec: ChoiceSpec, refs: list[FactRef]) -> Choice:
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
            if members and (everybody or len(members) == 1):
                told += _settings({fact: value}, members)
        return told


def _expects(spec: QuestionSpec) -> Literal["choice", "number", "place", "people"]:
    if spec.form in ("number", "place", "people"):
        return spec.form
    return "number" if spec.unit and not spec.choices else "choice"


def _called(member: str | None) -> str:
    return "您" if member in (None, "本人") else str(member)


def _settings(values: dict[str, Any], members: Iterable[str | None]) -> list[Setting]:
    return [
        Setting(fact=fact, member=member, value=value)
        for member in members
        for fact, value in values.items()
    ]
