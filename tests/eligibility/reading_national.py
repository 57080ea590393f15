"""The words of the national reading (`derived_facts` of national/facts.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.eligibility.reading_logic import (
    Truth3,
    below,
    both,
    either,
    maybe,
    opposite,
    times,
    within,
)
from tests.eligibility.reading_person import Person, word

HALF_A_YEAR = ("in_prison", "detox", "other_custody", "lost_contact")


@word
def national_four(person: Person) -> Truth3:
    """The four statutory statuses; an old local recognition alone leaves it open."""
    own = person.some("dibao", "dibao_single", "dibao_marginal", "rigid_expense_household")
    old = person.some("low_income_certified", "expense_driven_poor")
    return either([person.in_tekun(), own, maybe(old)])


@word
def dibao_conditions(person: Person) -> Truth3:
    poor = below(person.value("per_capita_income"), person.value("dibao_standard"))
    return both([opposite(person.yes("dibao")), poor, person.yes("family_assets_ok")])


@word
def marginal_conditions(person: Person) -> Truth3:
    """Who fits 低保 comes under 低保 first."""
    poor = below(person.value("per_capita_income"), person.value("marginal_line"))
    others = [opposite(person.yes("dibao")), opposite(dibao_conditions(person))]
    return both([*others, poor, person.yes("family_assets_ok")])


@word
def rigid_conditions(person: Person) -> Truth3:
    elsewhere = [person.in_tekun(), *map(person.yes, ("dibao", "dibao_marginal"))]
    a_year = times(12, person.value("per_capita_income"))
    limits = times(person.value("rigid_ratio_line"), person.value("household_income_12m"))
    nothing = both(
        [
            person.among("rigid_expense_12m", 0),
            opposite(person.yes("rigid_expense_exceeds_capacity")),
        ]
    )
    return both(
        [
            opposite(either(elsewhere)),
            below(a_year, person.value("disposable_income_last_year")),
            person.yes("family_assets_ok"),
            person.over("rigid_expense_12m", limits),
            opposite(nothing),
        ]
    )


@word
def no_labor(person: Person) -> Truth3:
    age = person.value("age")
    mental = both(
        [
            person.yes("mental_or_intellectual_disability"),
            person.among("disability_level", 1, 2, 3),
        ]
    )
    limb = both([person.among("disability_type", "limb"), person.among("disability_level", 1, 2)])
    sight = both([person.among("disability_type", "sight"), person.among("disability_level", 1)])
    ages = [opposite(below(age, 60)), below(age, 16), maybe(person.among("age", 16, 17))]
    return either([*ages, mental, limb, sight])


@word
def tekun_conditions(person: Person) -> Truth3:
    nobody = either([person.yes("no_capable_supporter"), supporter_unable(person)])
    return both(
        [person.among("tekun", "none"), no_labor(person), person.yes("no_income_source"), nobody]
    )


def supporter_unable(person: Person) -> Truth3:
    """Every legal supporter is in one of the states of tekun8a, or there is none."""
    told = person.value("supporter_states")
    return None if told is None else both(_unable(person, one) for one in told)


def _unable(person: Person, told: Mapping[str, Any]) -> Truth3:
    one = {fact: value for fact, value in told.items() if value not in ("unknown", "declined")}
    level, age = one.get("disability_level"), one.get("age")
    third = both([_level(level, 3), one.get("mental_or_intellectual_disability")])
    weak = either([_level(level, 1, 2), third, opposite(below(age, 70))])
    income = times(12, one.get("own_income"))
    poor = below(income, person.value("disposable_income_last_year"))
    helpless = either([one.get("no_civil_capacity"), one.get("in_prison_or_missing")])
    old_on_dibao = both([opposite(below(age, 60)), one.get("dibao")])
    # Nobody outside the office knows whether their belongings keep to the local limits.
    hardly = maybe(either([both([weak, poor]), helpless]))
    return either([one.get("tekun"), old_on_dibao, hardly])


def _level(level: Any, *accepted: int) -> Truth3:
    return None if level is None else within(level, accepted)


@word
def relief_event(person: Person) -> Truth3:
    """A cause that was told; hunger or homelessness alone leaves it open."""
    told = person.some(
        "event_hardship",
        "major_emergency",
        "emergency_loss",
        "short_term_hardship",
        "epidemic_affected",
        "fire_or_accident",
        "sudden_serious_illness",
        "income_lost_suddenly",
    )
    return either([told, maybe(person.some("no_money_for_food", "no_place_to_live"))])


@word
def parents_absent(person: Person) -> Truth3:
    """Both cannot care for the child, or one is gone and the other cannot."""
    father, mother = (_cannot_care(person, parent) for parent in ("father", "mother"))
    father_gone, mother_gone = (
        person.among(f"{parent}_status", "dead", "missing_declared")
        for parent in ("father", "mother")
    )
    return either(
        [both([father, mother]), both([father_gone, mother]), both([father, mother_gone])]
    )


def _cannot_care(person: Person, parent: str) -> Truth3:
    ill = person.among(f"{parent}_status", "severe_disabled", "severe_ill")
    away = person.among(f"{parent}_status", *HALF_A_YEAR)
    months = person.value(f"{parent}_status_months")
    return either([ill, both([away, opposite(below(months, 6))])])


@word
def both_parents_dead_or_unknown(person: Person) -> Truth3:
    return both(
        person.among(f"{parent}_status", "dead", "cannot_be_found")
        for parent in ("father", "mother")
    )


@word
def hukou_elsewhere(person: Person) -> Truth3:
    """Not of the place; in Fuzhou, Minhou is of the place."""
    here = ("fuzhou", "minhou") if person.place == "fuzhou" else (person.place,)
    return opposite(person.among("hukou_place", *here))


WORDS = {
    "national_four": national_four,
    "dibao_conditions": dibao_conditions,
    "marginal_conditions": marginal_conditions,
    "rigid_conditions": rigid_conditions,
    "no_labor": no_labor,
    "tekun_conditions": tekun_conditions,
    "relief_event": relief_event,
    "parents_absent": parents_absent,
    "both_parents_dead_or_unknown": both_parents_dead_or_unknown,
    "hukou_elsewhere": hukou_elsewhere,
}
