"""The words of the Xiamen reading: its four kinds, of which one does not exclude another.

Formulas of xiamen-2.1a … 2.4a; who is on 低保 is of no other kind by income or spending.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.eligibility.reading_logic import (
    Truth3,
    below,
    both,
    either,
    maybe,
    opposite,
    over,
    times,
)
from tests.eligibility.reading_person import Person, word

HELPLESS = ("no_labor_ability", "no_income_source", "no_capable_supporter")


def tekun_kind(person: Person) -> Truth3:
    helpless = both(map(person.yes, HELPLESS))
    weak = either(
        [
            opposite(below(person.value("age"), 60)),
            person.over("disability_level", 0),
            below(person.value("age"), 18),
        ]
    )
    return either([person.in_tekun(), both([helpless, weak])])


@word
def fits_dibao(person: Person) -> Truth3:
    """The three conditions of 2.2a, whoever has applied or not."""
    poor = below(person.value("per_capita_income"), person.value("dibao_standard"))
    return both([person.among("hukou_place", "xiamen"), poor, person.yes("family_assets_ok")])


def dibao_kind(person: Person) -> Truth3:
    return either([person.in_dibao(), fits_dibao(person)])


def low_income_kind(person: Person) -> Truth3:
    """Once to twice the standard, both ends in. No hukou is asked for, so elsewhere is open."""
    income, standard = person.value("per_capita_income"), person.value("dibao_standard")
    band = [opposite(below(income, standard)), opposite(over(income, times(2, standard)))]
    here = either([person.among("hukou_place", "xiamen"), None])
    return both([opposite(person.in_dibao()), *band, person.yes("family_assets_ok"), here])


def spending_kind(person: Person) -> Truth3:
    return both([opposite(person.in_dibao()), person.yes("expense_driven_poor")])


KINDS: dict[str, Callable[[Person], Truth3]] = {
    "特困供养人员": tekun_kind,
    "最低生活保障对象": dibao_kind,
    "低收入家庭": low_income_kind,
    "支出型贫困家庭": spending_kind,
}


@word
def kind_in(person: Person, kind: str) -> Truth3:
    """There are such kinds in Xiamen only."""
    return KINDS[kind](person) if person.place == "xiamen" else False


@word
def in_any_kind(person: Person) -> Truth3:
    return either(kind_in(person, kind) for kind in KINDS)


@word
def is_dibao(person: Person) -> Truth3:
    """On 低保; who fits but has not been approved may be."""
    return either([person.in_dibao(), maybe(fits_dibao(person))])


WORDS = {"kind_in": kind_in, "in_any_kind": in_any_kind, "is_dibao": is_dibao}
