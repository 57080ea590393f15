"""Families drawn by a seed, each with the truth of every fact that could be asked about it.

They are put together from what is usual: who lives together, who is ill, disabled, at school or
without work, what happened, what they have. `first_told` is what such a family says of itself at
the start: about half of what stands out, and never what it does not have.
"""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from eligibility import Household, parse_household
from eligibility.files.vocabulary import FactSpec, vocabulary

PLACES = ("fuzhou", "minhou", "xiamen", "guzhang")
TODAY = dt.date(2026, 11, 1)
FIGURES = {
    "dibao_standard": 850,
    "marginal_line": 1300,
    "disposable_income_last_year": 36000,
    "rigid_ratio_line": 0.6,
}
Facts = dict[str, Any]


class Family(NamedTuple):
    """Everything that is true of a family, and what it says of itself first."""

    name: str
    truth: Facts
    told: Household


def families(place: str, count: int, seed: int = 1) -> Iterator[Family]:
    """So many families of a place; a seed always gives the same ones."""
    for number in range(count):
        chance = random.Random(f"{place} {seed} {number}")
        truth = _family(place, chance)
        yield Family(f"{place}-{number}", truth, first_told(truth, chance))


# -- what is true -------------------------------------------------------------------------------


def _family(place: str, chance: random.Random) -> Facts:
    members = _FORMS[chance.choice(list(_FORMS))](chance)
    for member in members:
        _draw_person(member, chance)
    facts: Facts = {"people_together": len(members), **_place(place, chance)}
    _draw_status(facts, members, chance)
    _draw_events(facts, chance)
    _draw_money(facts, members, chance)
    _draw_home(facts, chance)
    _draw_property(facts, chance)
    _draw_rare(facts, members, place, chance)
    return {
        "jurisdiction": place,
        "district": None,
        "as_of": TODAY.isoformat(),
        "household": _completed(facts, "household"),
        "members": [_completed(member, "member") for member in members],
        "parameters": dict(FIGURES) if chance.random() < 0.5 else {},
    }


def _completed(told: Facts, scope: str) -> Facts:
    """The facts drawn, and “no” for all that was not."""
    specs = vocabulary().facts
    usual = {name: _usual(name, spec) for name, spec in specs.items() if spec.scope == scope}
    return {**{name: value for name, value in usual.items() if value is not None}, **told}


_USUAL = {
    "father_status": "caring",
    "mother_status": "caring",
    "insured_resident": True,
    "family_hukou_split": "none",
    "supporters": [],
    "supporter_states": [],
    "homes_owned": 1,
    "asking_for": "self",
    "long_term_resident": True,
    "district": "其他",
    "hukou_type": "rural",
    "hardship_place": "here",
}


def _usual(name: str, spec: FactSpec) -> Any:
    """What is true of a fact when nothing is: None for what a resident is never asked."""
    if spec.answerable_by != "resident" or (spec.type in ("text", "date") and name not in _USUAL):
        return None
    if name in _USUAL:
        return _USUAL[name]
    if spec.type == "choice":
        return next((value for value in ("none", "no") if value in spec.values), None)
    return False if spec.type == "bool" else 0


def _person(name: str, relation: str, age: int, sex: str) -> Facts:
    return {"name": name, "relation": relation, "age": age, "sex": sex}


def _elder_alone(chance: random.Random) -> list[Facts]:
    return [_person("本人", "self", chance.randint(60, 88), chance.choice("MF"))]


def _adult_alone(chance: random.Random) -> list[Facts]:
    return [_person("本人", "self", chance.randint(20, 59), chance.choice("MF"))]


def _old_couple(chance: random.Random) -> list[Facts]:
    age = chance.randint(58, 82)
    return [_person("本人", "self", age, "F"), _person("老伴", "spouse", age + 2, "M")]


def _couple_with_children(chance: random.Random) -> list[Facts]:
    age = chance.randint(28, 50)
    family = [_person("本人", "self", age, "F"), _person("爱人", "spouse", age + 1, "M")]
    return family + _children(age, chance.randint(1, 3), chance)


def _single_parent(chance: random.Random) -> list[Facts]:
    age = chance.randint(26, 52)
    family = [_person("本人", "self", age, "F"), *_children(age, chance.randint(1, 2), chance)]
    for child in family[1:]:
        child["father_status"] = chance.choice(["dead", "lost_contact", "away_in_touch"])
        child["father_status_months"] = 14
    return family


def _grandparents(chance: random.Random) -> list[Facts]:
    age = chance.randint(58, 76)
    child = _person("孙子", "grandchild", chance.randint(2, 15), "M")
    gone = ["dead", "lost_contact", "severe_ill", "away_in_touch"]
    child |= {"father_status": chance.choice(gone), "mother_status": chance.choice(gone)}
    child |= {"father_status_months": 14, "mother_status_months": 14}
    return [_person("本人", "self", age, "F"), child]


def _three_generations(chance: random.Random) -> list[Facts]:
    age = chance.randint(32, 50)
    family = [_person("本人", "self", age, "M"), _person("爱人", "spouse", age - 1, "F")]
    family += _children(age, chance.randint(1, 2), chance)
    return [*family, _person("母亲", "mother", age + 25, "F")]


def _with_grown_child(chance: random.Random) -> list[Facts]:
    age = chance.randint(58, 78)
    return [_person("本人", "self", age, "F"), _person("儿子", "son", age - 27, "M")]


def _children(age: int, count: int, chance: random.Random) -> list[Facts]:
    names = [("大女儿", "daughter", "F"), ("儿子", "son", "M"), ("小女儿", "daughter", "F")]
    most = min(22, age - 21)
    return [_person(n, r, chance.randint(1, most), s) for n, r, s in names[:count]]


_FORMS = {
    "elder alone": _elder_alone,
    "adult alone": _adult_alone,
    "old couple": _old_couple,
    "couple with children": _couple_with_children,
    "single parent": _single_parent,
    "grandparent with child": _grandparents,
    "three generations": _three_generations,
    "with a grown child": _with_grown_child,
}


def _draw_person(member: Facts, chance: random.Random) -> None:
    age = member["age"]
    _draw_school(member, chance)
    ill = 0.3 if age >= 45 else 0.12
    member["severe_illness"] = chance.random() < ill
    if chance.random() < 0.18:
        kind = chance.choice(["limb", "limb", "sight", "hearing", "intellectual", "mental"])
        member |= {"disability_certificate": "yes", "disability_level": chance.randint(1, 4)}
        member["disability_type"] = kind
        member["mental_or_intellectual_disability"] = kind in ("intellectual", "mental")
        member["mental_patient"] = kind == "mental"
    weak = member["severe_illness"] or member.get("disability_level") in (1, 2) or age >= 78
    if weak and chance.random() < 0.4:
        member["cannot_do_acts"] = chance.randint(1, 6)
    member["needs_assistive_device"] = weak and chance.random() < 0.2
    if member["severe_illness"] and chance.random() < 0.7:
        paid = chance.randint(2, 60) * 1000
        member |= {"inpatient_self_pay": paid, "inpatient_cost": paid * 2}
        member |= {"outpatient_self_pay": 2000, "outpatient_cost": 4000}
    if 18 <= age < 60 and member["student_stage"] == "none":
        _draw_work(member, weak, chance)


def _draw_school(member: Facts, chance: random.Random) -> None:
    stages = ((3, "none"), (6, "preschool"), (15, "compulsory"), (18, "senior_high"))
    stage = next((stage for until, stage in stages if member["age"] < until), "none")
    if stage == "senior_high" and chance.random() < 0.4:
        stage = "secondary_vocational"
    if 18 <= member["age"] < 23 and member["relation"] != "self" and chance.random() < 0.6:
        stage = "higher"
    member["student_stage"] = stage
    member["boarding"] = stage in ("compulsory", "senior_high") and chance.random() < 0.3


def _draw_work(member: Facts, weak: bool, chance: random.Random) -> None:
    how = chance.choice(["unable"] if weak else ["regular", "casual", "farming", "none", "none"])
    member["works_how"] = how
    member["employed"] = how in ("regular", "casual", "farming")
    member["employee"] = how == "regular" and chance.random() < 0.5
    member["flexible_employment"] = how == "casual"
    member["rural_farming"] = how == "farming"
    member["looking_for_work"] = how == "none" and chance.random() < 0.6
    member["wants_startup_loan"] = how in ("none", "casual") and chance.random() < 0.1


def _place(place: str, chance: random.Random) -> Facts:
    if chance.random() < 0.15:
        months = chance.choice([0, 5, 12, 30])
        permit = chance.choice(["none", "none", "local"])
        return {
            "hukou_place": "other",
            "residence_permit": permit,
            "months_working_locally": months,
        }
    kind = chance.choice(["urban", "urban", "rural"] if place == "guzhang" else ["urban", "rural"])
    return {"hukou_place": place, "hukou_type": kind}


def _draw_status(facts: Facts, members: list[Facts], chance: random.Random) -> None:
    drawn = chance.random()
    if drawn < 0.25:
        facts |= {"dibao": True, "dibao_amount_per_person": 400}
    elif drawn < 0.32:
        facts["low_income_certified"] = True
    elif drawn < 0.37:
        facts["dibao_marginal"] = True
    elif drawn < 0.42:
        weakest = max(members, key=lambda one: one.get("disability_level", 0) == 1)
        weakest["dibao_single"] = True
    elif drawn < 0.48 and len(members) == 1 and members[0]["age"] >= 60:
        members[0]["tekun"] = "dispersed"
    facts["hardship_notice_held"] = chance.random() < 0.05
    facts["registered_poor_household"] = chance.random() < 0.08


def _draw_events(facts: Facts, chance: random.Random) -> None:
    for name, share in _EVENTS.items():
        facts[name] = chance.random() < share
    now = ("no_money_for_food", "no_place_to_live", "medical_unpaid", "medical_emergency")
    facts["needs_help_now"] = any(facts[name] for name in now)


_EVENTS = {
    "no_money_for_food": 0.06,
    "no_place_to_live": 0.03,
    "medical_unpaid": 0.1,
    "medical_emergency": 0.03,
    "fire_or_accident": 0.06,
    "sudden_serious_illness": 0.15,
    "income_lost_suddenly": 0.12,
    "natural_disaster": 0.04,
    "harmed_by_crime_or_tort": 0.02,
}


def _draw_money(facts: Facts, members: list[Facts], chance: random.Random) -> None:
    month = chance.choice([0, 300, 600, 900, 1200, 2000, 3500]) * len(members)
    facts |= {"income_month_total": month, "household_income_12m": month * 12}
    spent = sum(one.get("inpatient_self_pay", 0) for one in members)
    school = 9000 * sum(one.get("student_stage") == "higher" for one in members)
    facts |= {"rigid_expense_12m": spent + school, "self_paid_cost": spent + school}
    ill = any(one["severe_illness"] for one in members)
    facts |= {"cause_illness": ill, "illness_hardship": ill}
    facts["cause_disability"] = any(one.get("disability_level") for one in members)
    facts["cause_education"] = bool(school)


def _draw_home(facts: Facts, chance: random.Random) -> None:
    drawn = chance.random()
    if drawn < 0.12:
        facts |= {"in_public_rental": True, "rental_m2": 48, "market_rent": 900}
    elif drawn < 0.2:
        facts |= {"housing_need": True, "no_housing": True, "renting_short_term": True}
        facts["homes_owned"] = 0
    elif drawn < 0.28:
        facts |= {"home_unsafe": True, "danger_fix": chance.choice(["rebuild", "repair"])}


def _draw_property(facts: Facts, chance: random.Random) -> None:
    drawn = chance.random()
    if drawn < 0.06:
        facts["vehicle"] = "car"
    elif drawn < 0.1:
        facts["owns_business"] = True
    elif drawn < 0.14:
        facts["large_savings"] = True


def _draw_rare(facts: Facts, members: list[Facts], place: str, chance: random.Random) -> None:
    if place == "guzhang" and len(members) <= 2 and chance.random() < 0.08:
        facts |= {"only_child_dead": True}
    for member in members:
        if member["age"] < 16 and "孙" in member["name"] and chance.random() < 0.1:
            member["child_without_care_now"] = True


# -- what is said first -------------------------------------------------------------------------

# What stands out to people, and they therefore may say first.
SALIENT = (
    *("hukou_place", "dibao", "low_income_certified", "dibao_marginal", "income_month_total"),
    *("no_money_for_food", "no_place_to_live", "medical_unpaid", "medical_emergency"),
    *("fire_or_accident", "sudden_serious_illness", "income_lost_suddenly", "natural_disaster"),
    *("rigid_expense_12m", "in_public_rental", "home_unsafe"),
    *("severe_illness", "disability_level", "cannot_do_acts", "student_stage", "age", "tekun"),
    *("dibao_single", "looking_for_work", "father_status", "mother_status"),
)
_NOTHING = (False, 0, "none", "caring", "unknown", None)


def first_told(truth: Facts, chance: random.Random, share: float = 0.5) -> Household:
    """What the family says of itself first: of what stands out, about so much."""
    said: Facts = {"as_of": truth["as_of"], "parameters": truth["parameters"]}
    if chance.random() < share:
        said["jurisdiction"] = truth["jurisdiction"]
    household = _some(truth["household"], share, chance)
    counted = chance.random() < share
    family = [_some(member, share, chance) for member in truth["members"]]
    kept = [member for member in family if counted or len(member) > 2 or member["name"] == "本人"]
    if counted:
        household["people_together"] = len(family)
    if chance.random() < 0.9:
        household["asking_for"] = truth["household"]["asking_for"]
    return parse_household(copy.deepcopy({**said, "household": household, "members": kept}))


def _some(true: Mapping[str, Any], share: float, chance: random.Random) -> Facts:
    said = {name: true[name] for name in ("name", "relation") if name in true}
    for name in SALIENT:
        value = true.get(name)
        if name in true and value not in _NOTHING and chance.random() < share:
            said[name] = value
    if "disability_level" in said:
        said["disability_certificate"] = "yes"
    return said
