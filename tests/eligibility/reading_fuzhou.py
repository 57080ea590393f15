"""The words of the Fuzhou and Minhou readings: the three groups, and who may ask for relief.

They follow the prose of `reading.yaml` (derived_facts).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tests.eligibility.reading_logic import Truth3, both, either, maybe, opposite, over
from tests.eligibility.reading_person import Person, word

GROUPS = ("兜底保障", "边缘困难", "其他困难")


@word
def local(person: Person) -> Truth3:
    city = ("fuzhou",) if person.place == "fuzhou" else ()
    return person.among("hukou_place", "minhou", *city)


@word
def permit(person: Person) -> Truth3:
    abroad = person.among("residence_permit", "hk_mo_tw")
    if person.place == "minhou":
        abroad = maybe(abroad)
    return either([person.among("residence_permit", "local"), abroad])


@word
def at_home(person: Person) -> Truth3:
    return either([local(person), permit(person)])


@word
def over_a_year(person: Person) -> Truth3:
    """超过一年: from the 13th month; exactly twelve is open."""
    months = person.value("months_working_locally")
    return either([over(months, 12), maybe(opposite(over(12, months)))])


@word
def covered(person: Person) -> Truth3:
    return either([person.in_dibao(), person.in_tekun()])


@word
def family_covered(person: Person) -> Truth3:
    some = person.anybody(lambda one: either([one.yes("dibao_single"), one.in_tekun()]))
    everybody = both(one.in_tekun() for one in person.everybody)
    return either([person.yes("dibao"), everybody, maybe(some)])


@word
def marginal_type(person: Person) -> Truth3:
    certified = person.some("low_income_certified", "expense_driven_poor")
    recognised = person.anybody(
        lambda one: one.some(
            "employee_in_difficulty", "occupational_disease_difficulty", "other_dept_recognized"
        )
    )
    return both([opposite(person.yes("dibao")), either([certified, recognised])])


@word
def family_in(person: Person, group: str) -> Truth3:
    marginal = both([marginal_type(person), either([at_home(person), None])])
    if group == "兜底保障":
        return family_covered(person)
    if group == "边缘困难":
        return marginal
    outside = [opposite(family_covered(person)), opposite(marginal)]
    return both([*outside, person.yes("major_emergency"), at_home(person)])


@word
def person_in(person: Person, group: str) -> Truth3:
    if group == "兜底保障":
        return covered(person)
    return both([opposite(covered(person)), family_in(person, group)])


@word
def in_any_group(person: Person) -> Truth3:
    return either(person_in(person, group) for group in GROUPS)


@word
def relief_scope(person: Person) -> Truth3:
    return either([at_home(person), over_a_year(person)])


@word
def relief_as(person: Person, group: str) -> Truth3:
    outside = opposite(covered(person))
    if group == "边缘困难":
        return both([outside, marginal_type(person)])
    others = [opposite(family_covered(person)), opposite(marginal_type(person))]
    return both([outside, *others, person.yes("major_emergency")])


@word
def relief_any(person: Person) -> Truth3:
    known = either([covered(person), person.yes("registered_poor_household")])
    spending = person.yes("rigid_expense_exceeds_capacity")
    ways = [
        both([relief_as(person, "边缘困难"), spending]),
        relief_as(person, "其他困难"),
        both([known, spending]),
        person.yes("epidemic_affected"),
    ]
    return both([relief_scope(person), either(ways)])


@word
def migrant_over_1y(person: Person) -> Truth3:
    nothing = person.among("residence_permit", "none")
    return both([opposite(local(person)), nothing, over_a_year(person)])


@word
def supporter_exempt(person: Person) -> Truth3:
    told = person.value("supporters")
    return None if told is None else either(_exempt(person, one) for one in told)


def _exempt(person: Person, one: Mapping[str, Any]) -> Truth3:
    standard = person.value("dibao_standard")
    savings = one.get("financial_assets_per_capita")
    limit = None if standard is None else 8 * 12 * standard
    few = opposite(over(None if isinstance(savings, str) else savings, limit))
    born = one.get("birth_date")
    if born is not None:
        birthday = dt.date.fromisoformat(born)
        return both([person.day > birthday.replace(year=birthday.year + 70), few])
    old = either([over(one.get("age"), 70), maybe(opposite(over(70, one.get("age"))))])
    return both([old, few])


WORDS = {
    "family_in": family_in,
    "person_in": person_in,
    "in_any_group": in_any_group,
    "relief_scope": relief_scope,
    "relief_as": relief_as,
    "relief_any": relief_any,
    "migrant_over_1y": migrant_over_1y,
    "supporter_exempt": supporter_exempt,
}
