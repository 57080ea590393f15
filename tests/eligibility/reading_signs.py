"""The signs of what only an office finds, as `national/answerable.yaml` has them.

Where all signs are known to be absent the fact is; where there is some, it stays open.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.eligibility.reading_logic import Truth3, both, either, opposite

if TYPE_CHECKING:
    from tests.eligibility.reading_person import Person

Sign = Callable[["Person"], Truth3]
EVENTS = (
    "fire_or_accident",
    "sudden_serious_illness",
    "income_lost_suddenly",
    "no_place_to_live",
    "natural_disaster",
)
LATER_STAGES = ("senior_high", "secondary_vocational", "higher")
GONE = ("dead", "missing_declared", "cannot_be_found", "lost_contact")


def _some(*facts: str) -> Sign:
    return lambda person: person.some(*facts)


def _spent(person: Person) -> Truth3:
    return person.over("rigid_expense_12m", 0)


def _spent_or(*facts: str) -> Sign:
    return lambda person: either([_spent(person), person.some(*facts)])


def _applied(person: Person) -> Truth3:
    return person.among("applied_before", "formal")


def _relieved(person: Person) -> Truth3:
    return person.over("temp_relief_times_same_cause", 0)


def _disabled(person: Person) -> Truth3:
    return person.over("disability_level", 0)


def _nobody_employed(person: Person) -> Truth3:
    return opposite(person.anybody(lambda one: one.yes("employed")))


def _only_child(person: Person) -> Truth3:
    return either([person.yes("only_child_dead"), person.over("only_child_disability_level", 0)])


def _minor(person: Person) -> Truth3:
    return opposite(person.over("age", 17))


def _parents(person: Person, *statuses: str) -> list[Truth3]:
    return [person.among(f"{parent}_status", *statuses) for parent in ("father", "mother")]


def _hard_employee(person: Person) -> Truth3:
    events = _spent_or("fire_or_accident", "sudden_serious_illness", "income_lost_suddenly")
    trouble = both([person.yes("employee"), events(person)])
    return either([person.yes("hardship_notice_held"), trouble])


def _expensive(person: Person) -> Truth3:
    pupils = person.anybody(lambda one: one.among("student_stage", *LATER_STAGES))
    return either([_spent_or("sudden_serious_illness", "medical_unpaid")(person), pupils])


def _orphan(person: Person) -> Truth3:
    return both([_minor(person), *_parents(person, *GONE)])


def _unsupported(person: Person) -> Truth3:
    caring = _parents(person, "caring", "away_in_touch")
    return both([_minor(person), *map(opposite, caring)])


def _child_in_difficulty(person: Person) -> Truth3:
    troubles = [person.yes("child_without_care_now"), _disabled(person)]
    alone = map(opposite, _parents(person, "caring"))
    return both([_minor(person), either([*troubles, *alone])])


def _newly_covered(person: Person) -> Truth3:
    single = person.anybody(lambda one: one.yes("dibao_single"))
    return both([either([person.yes("dibao"), single]), person.over("self_paid_medical_12m", 0)])


def _weak(person: Person) -> Truth3:
    ages = [person.over("age", 59), _minor(person)]
    ill = person.some("severe_illness", "mental_patient")
    levels = person.among("disability_level", 1, 2, 3)
    return either([*ages, ill, levels, person.among("works_how", "unable")])


def _hard_to_place(person: Person) -> Truth3:
    facts = ("looking_for_work", "flexible_employment", "hired_by_employer", "dibao")
    own = person.some(*facts, "dibao_single")
    return either([opposite(person.yes("employed")), own, _disabled(person)])


SIGNS: dict[str, tuple[Any, Sign]] = {
    # what happened
    "major_emergency": (False, _some(*EVENTS)),
    "event_hardship": (False, _some(*EVENTS)),
    "emergency_loss": (
        False,
        _some("fire_or_accident", "medical_unpaid", "no_place_to_live", "natural_disaster"),
    ),
    "short_term_hardship": (
        False,
        _some("no_money_for_food", "needs_help_now", "income_lost_suddenly", "medical_unpaid"),
    ),
    "student_sudden_hardship": (
        False,
        _some("fire_or_accident", "sudden_serious_illness", "income_lost_suddenly"),
    ),
    "sudden_event_hardship": (False, _some("fire_or_accident", "sudden_serious_illness")),
    "disaster_severe": (False, _some("natural_disaster")),
    "disaster_phase": ((), _some("natural_disaster")),
    "housing_danger_grade": ("none", _some("home_unsafe")),
    # what was spent, and what help there was
    "expense_driven_poor": (False, _expensive),
    "rigid_expense_exceeds_capacity": (False, _spent_or("medical_unpaid")),
    "relief_capped_still_in_crisis": (False, _relieved),
    "hard_after_special_relief": (
        False,
        lambda p: either([_applied(p), p.some("needs_help_now", "no_money_for_food")]),
    ),
    "hard_after_temp_relief": (
        False,
        lambda p: either([_relieved(p), p.some("needs_help_now", "no_money_for_food")]),
    ),
    "hard_after_emergency_aid": (False, _some("needs_help_now", "no_money_for_food")),
    # standing of the household
    "applying_dibao": ("none", lambda p: opposite(p.yes("dibao"))),
    "formerly_marginal_now_dibao": (False, _newly_covered),
    "returned_or_new_poor": (
        False,
        _some("registered_poor_household", "income_lost_suddenly", "sudden_serious_illness"),
    ),
    "check_report_pending": (False, _applied),
    "prima_facie_eligible": (False, _applied),
    "family_preferential_object": (
        False,
        lambda p: p.anybody(lambda one: one.yes("preferential_object")),
    ),
    "family_planning_hardship": (False, _only_child),
    "in_national_special_support": (False, _only_child),
    "difficult_disabled_family": (False, lambda p: p.anybody(_disabled)),
    "zero_employment_household": (False, _nobody_employed),
    "no_labor_household": (False, _nobody_employed),
    "all_able_members_unemployed": (False, _nobody_employed),
    # a person's health and age
    "self_care": ("full", lambda p: p.over("cannot_do_acts", 0)),
    "major_illness": (False, _some("severe_illness")),
    "outpatient_type": (
        "none",
        lambda p: either([p.yes("severe_illness"), p.over("outpatient_self_pay", 0)]),
    ),
    "difficult_disabled_registered": (False, _disabled),
    "parent_difficult_disabled": (False, _some("parent_disabled")),
    "applying_tekun": (False, lambda p: p.among("tekun", "none")),
    "no_labor_ability": (False, _weak),
    "orphan": (False, _orphan),
    "unsupported_child": (False, _unsupported),
    "child_in_difficulty": (False, _child_in_difficulty),
    # a person's work
    "employee_in_difficulty": (False, _hard_employee),
    "occupational_disease_difficulty": (False, _some("occupational_disease")),
    "other_dept_recognized": (False, _some("hardship_notice_held")),
    "employment_difficulty_person": (False, _hard_to_place),
    "village_to_resident_farm_income": (False, _some("rural_farming")),
    "business_success": (False, _some("self_employed_business")),
}
DERIVED: dict[str, Sign] = {
    "employed": lambda p: p.among("works_how", "regular", "casual", "farming"),
    "unemployed_and_able_and_willing": lambda p: both(
        [opposite(p.yes("employed")), p.yes("looking_for_work"), p.over("age", 15)]
    ),
}
