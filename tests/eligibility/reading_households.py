"""Random households for the reading of the policies; a seed always gives the same ones.

Half of them are aimed: a clause is chosen, the facts its line asks for are told one by one so that
the clause is never lost, and then something may be forgotten, changed or moved to somebody else.
"""

from __future__ import annotations

import functools
import itertools
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from eligibility.files.vocabulary import vocabulary
from tests.eligibility.reading_helper import DOCUMENTS, lines
from tests.eligibility.reading_logic import Truth3, either
from tests.eligibility.reading_person import Person, people_of
from tests.eligibility.reading_values import FIGURES, NAMES, OF_MEMBERS, known_value

DAYS = {
    "fuzhou": ("2020-07-01", "2020-09-01", "2020-12-31", "2021-01-01", "2026-10-01"),
    "minhou": ("2020-07-01", "2020-09-01", "2020-12-31", "2021-01-01", "2026-10-01"),
    "xiamen": ("2020-09-01", "2021-06-01", "2026-10-01"),
    "guzhang": ("2021-10-01", "2026-10-01"),
    "fujian": ("2020-09-01", "2020-12-31", "2021-06-01", "2026-10-01"),
    "national": ("2026-07-01", "2026-10-01"),
}
DISTRICTS = {"fuzhou": ("台江区", "永泰县", "鼓楼区", None)}
RARE = {"dibao", "dibao_single", "low_income_certified", "expense_driven_poor", "tekun"}
ON_MEMBERS_TOO = ("cause_illness", "hukou_type", "hukou_place", "residence_permit")


class Mood(NamedTuple):
    """How often a household of this kind tells a fact, cannot or will not say, and says yes."""

    told: float
    vague: float
    yes: float


class _Asked(Person):
    """Nobody in particular, who notes what is asked of him."""

    def __init__(self, place: str, day: str) -> None:
        nothing: dict[str, Any] = {"household": {}, "jurisdiction": place, "as_of": day}
        super().__init__(nothing, {}, [self])
        self.facts: dict[str, None] = {}

    def value(self, fact: str) -> Any:
        self.facts[fact] = None
        return super().value(fact)


@functools.cache
def facts_behind(clause: str, document: str) -> tuple[str, ...]:
    """Every fact the line of a clause looks at, and the signs that stand for it."""
    found: dict[str, None] = {}
    for place, day in itertools.product(DOCUMENTS[document], DAYS[document]):
        person = _Asked(place, day)
        lines(document)[clause].truth(person)
        found |= person.facts
    signs = {name for fact in found for name in _signs(fact)}
    return tuple(sorted((found.keys() | signs) & vocabulary().facts.keys() - {"district"}))


def _signs(fact: str) -> set[str]:
    """What stands for a fact in the vocabulary, where nobody told it."""
    words = vocabulary()
    sources = [table[fact] for table in (words.suggested, words.derived) if fact in table]
    return {name for source in sources for name in words.tested_by(source)}


@functools.cache
def facts_of(document: str) -> tuple[str, ...]:
    """Every fact a document looks at."""
    found = {fact for clause in lines(document) for fact in facts_behind(clause, document)}
    return tuple(sorted(found))


def value_of(name: str, chance: random.Random, mood: Mood) -> Any:
    """A random value of a fact; now and then one that says nothing."""
    if chance.random() < mood.vague:
        return chance.choice(["unknown", "declined"])
    spec = vocabulary().facts[name]
    if name in RARE and spec.type == "bool":
        return chance.random() < mood.yes / 3
    if name in RARE:
        return chance.choice([*spec.values, *["none"] * 6])
    return chance.random() < mood.yes if spec.type == "bool" else known_value(name, chance)


# -- one household ------------------------------------------------------------------------------


def household_of(document: str, chance: random.Random) -> dict[str, Any]:
    """A random household that tells of what the document asks for."""
    mood = Mood(*(chance.choice(c) for c in ((0.05, 0.4, 0.9, 1), (0, 0.06), (0, 0.1, 0.4, 0.6))))
    data = _empty(document, chance)
    for name in facts_of(document):
        for told in _holders(data, name):
            if chance.random() < mood.told:
                told[name] = value_of(name, chance, mood)
    for member in data["members"]:
        for name in ON_MEMBERS_TOO:
            if chance.random() < 0.05:
                member[name] = value_of(name, chance, mood)
    if chance.random() < 0.15:
        data["household"]["major_emergency"] = True
    return data


def _empty(document: str, chance: random.Random) -> dict[str, Any]:
    place = chance.choice(DOCUMENTS[document])
    figures = {name: value for name, value in FIGURES.items() if chance.random() < 0.8}
    return {
        "jurisdiction": place,
        "district": chance.choice(DISTRICTS.get(place, (None,))),
        "as_of": chance.choice(DAYS[document]),
        "household": {},
        "members": [{"name": name} for name in NAMES[: chance.randint(1, 3)]],
        "parameters": figures,
    }


def _holders(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Where a fact is told: with everybody, or with the household."""
    return list(data["members"]) if name in OF_MEMBERS else [data["household"]]


class _Aim:
    """A household in the making: one of it is to meet a clause, or nobody is."""

    def __init__(self, clause: str, document: str, chance: random.Random, met: bool) -> None:
        self.data = _empty(document, chance)
        if chance.random() < 0.8:
            self.data["parameters"] = dict(FIGURES)
        everybody = range(len(self.data["members"]))
        self._meant = [chance.choice(everybody)] if met else list(everybody)
        self._who = lines(document)[clause]
        self._facts = facts_behind(clause, document)
        self._chance = chance

    @property
    def met(self) -> Truth3:
        people = people_of(self.data)
        return either(self._who.truth(people[index]) for index in self._meant)

    def tell(self, others_too: bool, *kept: Truth3) -> None:
        """Every fact in turn, with a value that keeps what the clause is to be."""
        for name in self._chance.sample(self._facts, len(self._facts)):
            holders = _holders(self.data, name)
            if name in OF_MEMBERS and not others_too:
                holders = [holders[index] for index in self._meant]
            for told in holders:
                self._tell(told, name, kept)

    def _tell(self, told: dict[str, Any], name: str, kept: tuple[Truth3, ...]) -> None:
        before = dict(told)
        for _ in range(8):
            told[name] = known_value(name, self._chance)
            if self.met in kept:
                return
        told.clear()
        told.update(before)


def aimed_at(clause: str, document: str, chance: random.Random, met: bool) -> dict[str, Any]:
    """A household somebody of which meets a clause, or nobody, as far as that can be decided."""
    for _ in range(6):
        aim = _Aim(clause, document, chance, met)
        for others_too, *kept in ((False, met, None), (True, met, None), (True, met)):
            if aim.met is not met:
                aim.tell(others_too, *kept)
        if aim.met is met:
            break
    return aim.data


def _forget(data: dict[str, Any], chance: random.Random) -> None:
    for told in (data["household"], *data["members"]):
        for name in [name for name in told if name != "name" and chance.random() < 0.2]:
            told[name] = chance.choice(["unknown", "declined"])
            if chance.random() < 0.7:
                del told[name]


def _change(data: dict[str, Any], chance: random.Random) -> None:
    told = chance.choice([data["household"], *data["members"]])
    names = [name for name in told if name != "name"]
    if names:
        name = chance.choice(names)
        told[name] = known_value(name, chance)


def _move(data: dict[str, Any], chance: random.Random) -> None:
    """What was told of one member is told of another."""
    giver, taker = chance.choice(data["members"]), chance.choice(data["members"])
    names = [name for name in giver if name != "name"]
    if names and giver is not taker:
        name = chance.choice(names)
        taker[name] = giver.pop(name)


def _noise(document: str, data: dict[str, Any], chance: random.Random) -> None:
    """What the clause does not ask for."""
    share, mood = chance.choice((0, 0.1, 0.4)), Mood(1, 0.05, 0.3)
    for name in facts_of(document):
        for told in _holders(data, name):
            if name not in told and chance.random() < share:
                told[name] = value_of(name, chance, mood)


def _leave(data: dict[str, Any], chance: random.Random) -> None:
    """As it was aimed."""


_WAYS: tuple[tuple[bool, Callable[[dict[str, Any], random.Random], None]], ...] = (
    (True, _leave),
    (True, _forget),
    (False, _leave),
    (True, _change),
    (True, _move),
    (True, _leave),
)


def households(document: str, seed: int, each: int, more: int) -> Iterator[dict[str, Any]]:
    """So many aimed at each clause, and so many more at none."""
    chance = random.Random(f"{document} {seed}")
    for clause in lines(document):
        for number in range(each):
            met, change = _WAYS[number % len(_WAYS)]
            data = aimed_at(clause, document, chance, met)
            change(data, chance)
            if number % 2:
                _noise(document, data, chance)
            yield data
    for _ in range(more):
        yield household_of(document, chance)
