"""One person of a household for the reading of the policies: what was told, and what follows.

A fact nobody told is unknown, unless all its signs are absent (`reading_signs`).
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.eligibility.reading_logic import (
    Truth3,
    both,
    either,
    opposite,
    over,
    shared_among,
    within,
)
from tests.eligibility.reading_signs import DERIVED, SIGNS

Rule = Callable[["Person"], Truth3]
# Figures that no document contains: they stand beside the household, not in it.
PARAMETERS = (
    "dibao_standard",
    "city_avg_wage",
    "marginal_line",
    "disposable_income_last_year",
    "rigid_ratio_line",
)


class Person:
    """One member of a household, with what was told of the member and of the household."""

    def __init__(
        self, data: Mapping[str, Any], member: Mapping[str, Any], everybody: Sequence[Person]
    ) -> None:
        self._data = data
        self._member = member
        self._common = data["household"]
        self._seen: dict[str, Any] = {}
        self.words: dict[Any, Truth3] = {}
        self.everybody = everybody
        self.place: str = data["jurisdiction"]
        self.day = dt.date.fromisoformat(data["as_of"])

    def value(self, fact: str) -> Any:
        """What was told or follows from its signs; None when it is not known."""
        if fact not in self._seen:
            self._seen[fact] = self._value(fact)
        return self._seen[fact]

    def _value(self, fact: str) -> Any:
        if fact in PARAMETERS:
            return self._data.get("parameters", {}).get(fact)
        if fact == "district":
            return self._data.get("district")
        told = self._member.get(fact, self._common.get(fact))
        if told in ("unknown", "declined"):
            return None
        return self._unsaid(fact) if told is None else told

    def _unsaid(self, fact: str) -> Any:
        if fact in SIGNS:
            otherwise, sign = SIGNS[fact]
            return otherwise if sign(self) is False else None
        if fact in DERIVED:
            return DERIVED[fact](self)
        if fact == "family_assets_ok":
            return self._owns_little() or None
        if fact == "per_capita_income":
            return shared_among(self.value("income_month_total"), self.value("people_together"))
        return None

    def _owns_little(self) -> Truth3:
        """No car, no second home, no business, no large savings: the property counts as fitting."""
        owned = [self.yes("owns_business"), self.yes("large_savings"), self.over("homes_owned", 1)]
        small = self.among("vehicle", "none", "motorbike", "disability_vehicle")
        return both([small, *map(opposite, owned)])

    def yes(self, fact: str) -> Truth3:
        return self.value(fact)  # type: ignore[no-any-return]

    def among(self, fact: str, *values: Any) -> Truth3:
        told = self.value(fact)
        return None if told is None else within(told, values)

    def over(self, fact: str, bound: Any) -> Truth3:
        return over(self.value(fact), bound)

    def some(self, *facts: str) -> Truth3:
        """One of the facts at least."""
        return either(self.yes(fact) for fact in facts)

    def anybody(self, rule: Rule) -> Truth3:
        """Somebody of the household."""
        return either(rule(person) for person in self.everybody)

    # -- what every document says in the same words -------------------------------------------

    def in_tekun(self) -> Truth3:
        return self.among("tekun", "concentrated", "dispersed")

    def in_dibao(self) -> Truth3:
        return self.some("dibao", "dibao_single")

    def before_2021_else_unknown(self) -> Truth3:
        return True if self.day < dt.date(2021, 1, 1) else None


def word(rule: Callable[..., Truth3]) -> Callable[..., Truth3]:
    """A word of the reading: what it is of a person is found once."""

    @functools.wraps(rule)
    def asked(person: Person, *given: Any) -> Truth3:
        key = (rule, *given)
        if key not in person.words:
            person.words[key] = rule(person, *given)
        return person.words[key]

    return asked


def people_of(data: Mapping[str, Any]) -> list[Person]:
    """Everybody of a household."""
    found: list[Person] = []
    found.extend(Person(data, member, found) for member in data["members"])
    return found
