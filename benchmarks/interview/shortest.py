"""The fewest questions with which a household comes to the same verdicts, by search offline.

The order of the stages, and that people should be asked gently, do not count here: any question
that could be put is worth trying, and what its answer will settle is known. Two things are always
asked where they were not told: the place, without which there is no document, and who lives
together, without which nobody knows whom a verdict is about. So the search is for a set: each
question brings what its answer tells, and a question that follows from another brings both.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from benchmarks.interview.answering import answered
from benchmarks.interview.families import TODAY, Facts
from benchmarks.interview.verdicts import Verdicts, core_verdicts, is_open
from eligibility import Household, Library, Question, parse_household
from eligibility.files.household import SELF
from eligibility.judging.reach import Reach
from eligibility.judging.session import Session
from eligibility.screen import core_roots, could_ask

_ALWAYS = ("place", "people")
_DEEPEST = 3
Fact = tuple[str | None, str]


class Found(NamedTuple):
    """The fewest questions found; `proven` when fewer were tried and do not do."""

    questions: tuple[str, ...]
    proven: bool
    least: int
    """No sequence is shorter than this."""


@dataclasses.dataclass(frozen=True)
class _Package:
    """What one question brings, with the questions that have to be put before it."""

    names: tuple[str, ...]
    told: frozenset[tuple[Fact, str]]

    @property
    def facts(self) -> frozenset[Fact]:
        return frozenset(fact for fact, _ in self.told)


class Search:
    """The search for one household; `most`: how many households may be judged."""

    def __init__(
        self, library: Library, told: Household, truth: Facts, final: Verdicts, most: int = 3000
    ) -> None:
        self._library, self._truth = library, truth
        self._most, self._judged = most, 0
        self._start, self._first = _begun(library, told, truth)
        self._wanted = {key: value for key, value in final.items() if not is_open(value)}
        self._values: dict[tuple[Fact, str], Any] = {}
        self._packages = list(self._universe())
        self._seen: dict[frozenset[str], int] = {}

    def run(self, asked: Iterable[str]) -> Found:
        """`asked`: the questions of the interview, which do in any case."""
        usual = tuple(name for name in asked if name not in self._first)
        best = self._without_the_needless(usual)
        for depth in range(len(best)):
            self._seen.clear()
            try:
                found = self._deepen(frozenset(), depth)
            except _TooLongError:
                return Found((*self._first, *best), False, len(self._first) + depth)
            if found is not None:
                names = tuple(sorted(found))
                return Found((*self._first, *names), True, len(self._first) + depth)
        return Found((*self._first, *best), True, len(self._first) + len(best))

    # -- what there is to choose from ------------------------------------------------------------

    def _universe(self) -> Iterator[_Package]:
        found: dict[str, _Package] = {}
        waiting: list[tuple[Household, tuple[str, ...]]] = [(self._start, ())]
        while waiting:
            household, before = waiting.pop(0)
            for question in could_ask(self._library, household, TODAY):
                name = question.question
                if question.stage != "core" or name in found or name in before:
                    continue
                after = answered(household, question, self._truth)
                names = (*before, name) if self._follows(question, before) else (name,)
                found[name] = _Package(names, self._news(household, after))
                if len(before) < _DEEPEST:
                    waiting.append((after, names))
        return iter(found.values())

    def _follows(self, question: Question, before: tuple[str, ...]) -> bool:
        """Whether it could not be put at the start."""
        return bool(before) and question.question not in self._at_the_start

    @functools.cached_property
    def _at_the_start(self) -> frozenset[str]:
        return frozenset(q.question for q in could_ask(self._library, self._start, TODAY))

    def _news(self, before: Household, after: Household) -> frozenset[tuple[Fact, str]]:
        old, new = _told(before), _told(after)
        news = {(fact, repr(value)): value for fact, value in new.items() if fact not in old}
        self._values |= news
        return frozenset(news)

    # -- judging a choice ------------------------------------------------------------------------

    def _household(self, chosen: frozenset[str]) -> Household:
        data = self._start.model_dump(mode="json")
        people = {member["name"]: member for member in data["members"]}
        for package in self._packages:
            if package.names[-1] not in chosen:
                continue
            for (member, fact), text in package.told:
                holder = data["household"] if member is None else people[member]
                holder[fact] = self._values[(member, fact), text]
        data["asked"] += sorted(chosen)
        return parse_household(data)

    def _open(self, chosen: frozenset[str]) -> tuple[Household, list[str]]:
        """The verdicts that are not yet what they come to in the end."""
        self._judged += 1
        if self._judged > self._most:
            raise _TooLongError
        household = self._household(chosen)
        verdicts = core_verdicts(self._library, household)
        return household, [k for k, v in self._wanted.items() if verdicts.get(k, v) != v]

    # -- the search ------------------------------------------------------------------------------

    def _deepen(self, chosen: frozenset[str], left: int) -> frozenset[str] | None:
        """A choice of at most so many more questions that settles everything."""
        if self._seen.get(chosen, -1) >= left:
            return None
        self._seen[chosen] = left
        household, still = self._open(chosen)
        if not still:
            return chosen
        if left == 0:
            return None
        for package in self._for_the_hardest(household, still, chosen):
            more = frozenset(package.names) - chosen
            if len(more) <= left:
                found = self._deepen(chosen | more, left - len(more))
                if found is not None:
                    return found
        return None

    def _for_the_hardest(
        self, household: Household, still: list[str], chosen: frozenset[str]
    ) -> list[_Package]:
        """The packages one of which must be chosen: those of the verdict that has the fewest."""
        session, best = Session(self._library, household, TODAY), list(self._packages)
        reach = Reach()
        for one in core_roots(session):
            if f"{one.pack.id} {one.clause} {one.rule.spec.label}" not in still:
                continue
            facts = {
                (ref.member, ref.fact)
                for node in one.judgement.open_nodes
                for ref in reach.facts(node)
            }
            names = {fact for _, fact in facts}
            fitting = [
                package
                for package in self._packages
                if package.names[-1] not in chosen
                and any(f in facts or (f[0] is None and f[1] in names) for f in package.facts)
            ]
            if len(fitting) < len(best):
                best = fitting
        return sorted(best, key=lambda package: -len(package.told))

    def _without_the_needless(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """What is left of the interview when each question nothing hangs on is taken away."""
        known = {package.names[-1]: package for package in self._packages}
        kept = [name for name in names if name in known]
        for name in reversed(tuple(kept)):
            fewer = [one for one in kept if one != name]
            needed = {part for one in fewer for part in known[one].names}
            if name not in needed and not self._open(frozenset(fewer))[1]:
                kept = fewer
        return tuple(kept)


class _TooLongError(Exception):
    """More households would have to be judged than was allowed."""


def _begun(library: Library, told: Household, truth: Facts) -> tuple[Household, tuple[str, ...]]:
    """The household once its place and its people are known, and what had to be asked for that."""
    household, put = told, []
    for name in _ALWAYS:
        question = _named(could_ask(library, household, TODAY), name)
        if question is not None:
            household = answered(household, question, truth)
            put.append(name)
    return household, tuple(put)


def _named(questions: list[Question], name: str) -> Question | None:
    return next((one for one in questions if one.question == name and one.stage == "core"), None)


def _told(household: Household) -> dict[Fact, Any]:
    data = household.model_dump(mode="json")
    found: dict[Fact, Any] = {(None, fact): v for fact, v in data["household"].items()}
    for member in data["members"]:
        own = {k: v for k, v in member.items() if k not in ("name", "relation")}
        found |= {(member["name"] or SELF, fact): value for fact, value in own.items()}
    return found
