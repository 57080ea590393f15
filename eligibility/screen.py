"""`screen`: one household on one day against the documents in force. A pure function."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from eligibility.amounts import amounts
from eligibility.evaluation import Evaluator
from eligibility.household import Household
from eligibility.interview import Root, next_question
from eligibility.judging import Explainer, Judgement, judge, timed
from eligibility.library import Library
from eligibility.nodes import FactRef
from eligibility.packs import DoorSpec, ItemSpec, Pack, Rule
from eligibility.screening import (
    Document,
    Door,
    Item,
    Question,
    Screening,
    Verdict,
)
from eligibility.writing import Judged, Writer

_RANK: dict[Verdict, int] = {"not_eligible": 0, "ended": 0, "unknown": 1, "eligible": 2}


def screen(
    library: Library, household: Household, today: dt.date, everything: bool = False
) -> Screening:
    """The screening of a household.

    `household.as_of` wins over `today`. With `everything`, what does not apply is listed too
    (`not_eligible`, `ended`). A household without a place gets the question for it.
    """
    return _Session(library, household, today).screening(everything)


def ask_next(library: Library, household: Household, today: dt.date) -> Question | None:
    """What to ask next; the same as `screen(...).next` without the rest of the work."""
    return _Session(library, household, today).question()


class _Session:
    """One household judged against one place's documents."""

    def __init__(self, library: Library, household: Household, today: dt.date) -> None:
        self._library = library
        self._household = household
        self._as_of = household.as_of or today
        place = household.jurisdiction
        self._pack = library.pack_for(place, household.district) if place else None
        self._evaluator = self._evaluator_for(self._pack) if self._pack else None

    # -- what is in force -----------------------------------------------------------------

    def _evaluator_for(self, pack: Pack, household: Household | None = None) -> Evaluator:
        own = self._library.local.parameters(pack.file.jurisdiction, self._as_of)
        return Evaluator(
            household or self._household,
            self._as_of,
            self._library.vocabulary,
            {**own, **self._household.parameters},
            pack.matter_causes(),
        )

    @property
    def _active(self) -> Pack | None:
        """The pack, unless it is withdrawn or the day lies before its date of issue."""
        pack = self._pack
        if pack is None or pack.id in self._library.local.withdrawn:
            return None
        return pack if self._as_of >= pack.file.issued else None

    def _in_use(self, rules: Iterable[Rule]) -> list[Rule]:
        withdrawn = self._library.local.withdrawn
        return [rule for rule in rules if rule.spec.clause not in withdrawn]

    # -- judging --------------------------------------------------------------------------

    def _judged(self, rules: Iterable[Rule], evaluator: Evaluator) -> list[Judged]:
        judged = []
        for rule in self._in_use(rules):
            judgement = judge(evaluator, rule.when)
            if isinstance(rule.spec, ItemSpec):
                judgement = timed(judgement, rule.spec, evaluator)
            judged.append(Judged(rule, judgement))
        return judged

    def screening(self, everything: bool) -> Screening:
        pack, evaluator = self._active, self._evaluator
        groups: list[Judged] = []
        items: list[Judged] = []
        doors: list[Judged] = []
        if pack is not None and evaluator is not None:
            groups = self._judged(pack.groups, evaluator)
            items = self._judged(pack.items, evaluator)
            doors = self._judged(pack.doors, evaluator)
        writer = Writer(self._library, pack, evaluator) if pack and evaluator else None
        return Screening(
            id=self._household.id,
            as_of=self._as_of,
            documents=self._documents(),
            groups=[writer.group(g) for g in _shown(groups, everything)] if writer else [],
            items=[writer.item(i) for i in _shown(items, everything)] if writer else [],
            doors=self._doors(writer, doors, items),
            also_in_city_document=self._city_items(writer),
            next=self._question(groups, items, doors),
        )

    def question(self) -> Question | None:
        pack, evaluator = self._active, self._evaluator
        if pack is None or evaluator is None:
            return self._question([], [], [])
        return self._question(
            self._judged(pack.groups, evaluator),
            self._judged(pack.items, evaluator),
            self._judged(pack.doors, evaluator),
        )

    # -- parts of the answer ----------------------------------------------------------------

    def _documents(self) -> list[Document]:
        pack = self._pack
        if pack is None:
            return []
        notices = [notice.text for notice in pack.file.notices]
        if pack.id in self._library.local.withdrawn:
            notices.insert(0, f"{pack.file.place}的这份文件已暂停使用，请向窗口或 12345 询问")
        elif self._as_of < pack.file.issued:
            issued = f"{pack.file.number} {pack.file.issued} 才印发"
            notices.insert(0, f"{issued}，不适用于 {self._as_of}")
        return [
            Document(
                id=pack.id,
                number=pack.file.number,
                title=pack.file.title,
                issued=pack.file.issued,
                review=pack.file.review.state,
                notices=notices,
            )
        ]

    def _doors(
        self, writer: Writer | None, doors: Sequence[Judged], items: Sequence[Judged]
    ) -> list[Door]:
        if writer is None:
            return []
        shown = [door for door in doors if door.judgement.verdict in ("eligible", "unknown")]
        return [writer.door(door, self._unlocked(door, items)) for door in shown]

    def _unlocked(self, door: Judged, items: Sequence[Judged]) -> list[str]:
        """Clauses that would be nearer if the status were granted, by running the engine again."""
        pack = self._active
        assert pack is not None
        assert isinstance(door.rule.spec, DoorSpec)
        granted = _granted(self._household, door.rule.spec, door.judgement)
        before = {judged.rule.spec.clause: judged.judgement for judged in items}
        touched = [
            rule
            for rule in pack.items
            if _is_money_or_help(rule)
            and rule.spec.clause in before
            and before[rule.spec.clause].verdict in ("unknown", "not_eligible")
            and rule.facts & door.rule.spec.grants.keys()
        ]
        after = self._judged(touched, self._evaluator_for(pack, granted))
        return [
            judged.rule.spec.clause
            for judged in after
            if _is_nearer(before[judged.rule.spec.clause], judged.judgement, door.rule.spec)
        ]

    def _city_items(self, writer: Writer | None) -> list[Item]:
        pack, evaluator = self._active, self._evaluator
        if writer is None or pack is None or evaluator is None or not pack.file.city_document:
            return []
        city = self._library.packs.get(pack.file.city_document.id)
        if city is None or city.id in self._library.local.withdrawn:
            return []
        city_writer = Writer(
            self._library, city, evaluator, Explainer(pack, self._library.vocabulary)
        )
        shown = [(rule, judge(evaluator, rule.when)) for rule in pack.silent]
        return [
            city_writer.silent_item(rule, judgement)
            for rule, judgement in shown
            if judgement.verdict != "not_eligible"
            and rule.spec.clause not in self._library.local.withdrawn
        ]

    def _question(
        self, groups: Sequence[Judged], items: Sequence[Judged], doors: Sequence[Judged]
    ) -> Question | None:
        if self._household.jurisdiction is not None and self._active is None:
            return None
        roots = [
            Root(judged.rule.spec.clause, node, _is_core(judged.rule))
            for judged in (*groups, *items, *doors)
            if not _is_soft(judged.rule)
            for node in judged.judgement.open_nodes
        ]
        return next_question(
            self._library.questions,
            self._household,
            self._evaluator,
            roots,
            self._amount_facts(items),
        )

    def _amount_facts(self, items: Sequence[Judged]) -> list[FactRef]:
        """Facts that would complete the amount of something the household is eligible for."""
        if self._active is None or self._evaluator is None:
            return []
        explainer = Explainer(self._active, self._library.vocabulary)
        wanted: list[FactRef] = []
        for judged in items:
            spec = judged.rule.spec
            if isinstance(spec, ItemSpec) and judged.judgement.verdict == "eligible":
                wanted += amounts(spec, judged.judgement, self._evaluator, explainer)[1]
        return wanted


def _shown(judged: Sequence[Judged], everything: bool) -> list[Judged]:
    if everything:
        return list(judged)
    return [one for one in judged if one.judgement.verdict in ("eligible", "unknown")]


def _is_soft(rule: Rule) -> bool:
    return isinstance(rule.spec, ItemSpec) and rule.spec.strength == "soft"


def _is_core(rule: Rule) -> bool:
    """Groups, doors and firm benefits are worth asking for first."""
    spec = rule.spec
    return not isinstance(spec, ItemSpec) or (spec.strength == "firm" and spec.kind == "benefit")


def _is_money_or_help(rule: Rule) -> bool:
    spec = rule.spec
    return isinstance(spec, ItemSpec) and spec.kind == "benefit" and spec.strength != "soft"


def _is_nearer(before: Judgement, after: Judgement, door: DoorSpec) -> bool:
    """Whether the verdict rose, or still hangs on something, but no longer on the status."""
    if _RANK[after.verdict] != _RANK[before.verdict]:
        return _RANK[after.verdict] > _RANK[before.verdict]
    hung = {lack.fact for lack in before.lacks} & door.grants.keys()
    still = {lack.fact for lack in after.lacks} & hung
    return after.verdict == "unknown" and bool(hung - still)


def _granted(household: Household, door: DoorSpec, judgement: Judgement) -> Household:
    """A copy of the household that holds the status the door leads to."""
    copy = household.model_copy(deep=True)
    if door.for_ == "household":
        copy.household.update(door.grants)
        return copy
    open_to = judgement.members or judgement.members_unknown or (copy.members[0].name,)
    for member in copy.members:
        if member.name in open_to:
            member.facts.update(door.grants)
    return copy
