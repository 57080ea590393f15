"""One household on one day against the documents of its place: everything judged once."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from eligibility.files.conditions import Condition
from eligibility.files.household import Household
from eligibility.files.library import Library, in_force
from eligibility.files.packs import ItemSpec, Pack, Rule
from eligibility.judging.evaluation import Evaluator
from eligibility.judging.verdicts import Judgement, judge, timed


class Judged(NamedTuple):
    """A rule of a pack and how it came out."""

    pack: Pack
    rule: Rule
    judgement: Judgement

    @property
    def clause(self) -> str:
        return self.rule.spec.clause


class Session:
    """What the documents in force say of one household."""

    def __init__(
        self, library: Library, household: Household, today: dt.date, complete: bool = False
    ) -> None:
        """`complete`: what does not apply is to be told with all it lacks."""
        self._complete = complete
        self.library = library
        self.household = household
        self.as_of = household.as_of or today
        place, district = household.jurisdiction, household.district
        self.packs = library.packs_at(place, district) if place else []
        self.evaluator = self.evaluator_for(household)

    def evaluator_for(self, household: Household, lines_open: bool = False) -> Evaluator:
        """An evaluator of this household, or of one that differs from it, on the same day."""
        place = self.packs[0].file.jurisdiction if self.packs else None
        parameters = {**self._local_figures(place), **household.parameters}
        words = self.library.vocabulary
        return Evaluator(
            household, self.as_of, words, parameters, place, lines_open, self._complete
        )

    def _local_figures(self, place: str | None) -> dict[str, float]:
        """The deployment's own figures for where the household lives, on the day."""
        if place is None:
            return {}
        district = self.household.district
        hukou = self.household.household.get("hukou_type")
        return self.library.local.parameters(place, self.as_of, district, hukou)

    # -- what is in force -----------------------------------------------------------------

    @functools.cached_property
    def active(self) -> list[Pack]:
        """The packs that count on the day and are not withdrawn."""
        withdrawn = self.library.local.withdrawn
        return [p for p in self.packs if p.id not in withdrawn and in_force(p, self.as_of)]

    @property
    def own(self) -> Pack | None:
        """The place's own pack, where it counts."""
        return self.packs[0] if self.packs and self.packs[0] in self.active else None

    @functools.cached_property
    def prevailing(self) -> tuple[tuple[str, str], ...]:
        """Topics for which a document in force names the one door before all others, and it."""
        return tuple(
            (name, topic.apply_at)
            for pack in self.active
            for name, topic in pack.file.topics.items()
            if topic.prevails
        )

    # -- judging --------------------------------------------------------------------------

    def judged(
        self, pack: Pack, rules: Iterable[Rule], evaluator: Evaluator | None = None
    ) -> list[Judged]:
        """The rules that are not withdrawn, each with how it came out."""
        judge_of = evaluator or self._weighed
        withdrawn = self.library.local.withdrawn
        found = []
        for rule in rules:
            if rule.spec.clause in withdrawn:
                continue
            judgement = judge(judge_of, rule.when)
            if isinstance(rule.spec, ItemSpec):
                judgement = timed(judgement, rule.spec, judge_of)
            found.append(Judged(pack, rule, judgement))
        return found

    @functools.cached_property
    def _weighed(self) -> Evaluator:
        """The evaluator, with all that these packs may ask of it computed at once."""
        self.evaluator.weigh(_conditions(tuple(self.active)))
        return self.evaluator

    @functools.cached_property
    def groups(self) -> list[Judged]:
        return [one for pack in self.active for one in self.judged(pack, pack.groups)]

    @functools.cached_property
    def items(self) -> list[Judged]:
        return [one for pack in self.active for one in self.judged(pack, pack.items)]

    @functools.cached_property
    def verdicts(self) -> dict[str, Judgement]:
        """How each item came out, by its clause."""
        return {one.clause: one.judgement for one in self.items}

    @functools.cached_property
    def doors(self) -> list[Judged]:
        return [one for pack in self.active for one in self.judged(pack, pack.doors)]


@functools.cache
def _conditions(packs: tuple[Pack, ...]) -> tuple[Condition, ...]:
    rules = [r for p in packs for r in (*p.groups, *p.items, *p.doors)]
    silent = [rule.when for pack in packs for rule in pack.silent]
    already = [rule.already for rule in rules if rule.already is not None]
    paid = [when for rule in rules for when in rule.paid_when if when is not None]
    return (*[rule.when for rule in rules], *already, *silent, *paid)


def shown(judged: Sequence[Judged], everything: bool) -> list[Judged]:
    """What is listed: all with `everything`, else what holds or is open."""
    if everything:
        return list(judged)
    return [one for one in judged if one.judgement.verdict in ("eligible", "unknown")]
