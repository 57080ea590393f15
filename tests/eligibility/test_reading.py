"""The packs against the readable `who` lines of the policies, over thousands of random households.

Complete ones, ones with gaps, and ones that were hardly asked anything; always the same ones.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from eligibility import Group, Item, Library, parse_household, screen
from eligibility.evaluation import Evaluator
from eligibility.judging import Judgement, judge, timed
from eligibility.packs import ItemSpec
from eligibility.vocabulary import vocabulary
from tests.eligibility.reading_helper import ABSENT, POLICIES, Person, Truth3, Who, clauses

pytestmark = pytest.mark.skipif(not POLICIES.is_dir(), reason=ABSENT)
PLACES = ("fuzhou", "minhou")
COUNT = 1100
ANYBODY = {
    "fuzhou": {"fuzhou-4.3b": ["eligible"]},
    "minhou": {"minhou-5.3b": ["eligible"]},
}
DAYS = ("2020-07-01", "2020-12-31", "2021-01-01", "2026-11-01")
NUMBERS: dict[str, list[Any]] = {
    "months_working_locally": [0, 11, 12, 13, {"low": 6, "high": 18}, {"low": 12, "high": 20}],
    "self_paid_medical_12m": [0, 0, 5000, {"low": 1, "high": None}, {"low": 0, "high": 900}],
    "rigid_expense_12m": [0, 0, 30000, {"low": 0, "high": 3000}],
    "temp_relief_times_same_cause": [0, 0, 1, 2],
    "disability_level": [0, 0, 0, 1, 2, 3, 4],
    "cannot_do_acts": [0, 0, {"low": 1, "high": 3}, 6],
    "age": [3, 15, 16, 17, 18, 40, 70, {"low": 15, "high": 17}],
}
# 2020-07-01 is the birthday of one of them.
SUPPORTERS = [
    *({"age": age, "financial_assets_per_capita": s} for age in (69, 70, 71) for s in (0, 67201)),
    {"age": 71, "financial_assets_per_capita": 67200},
    {"age": 71, "financial_assets_per_capita": "unknown"},
    {"birth_date": "1950-07-01", "financial_assets_per_capita": 0},
    {"birth_date": "1950-06-30", "financial_assets_per_capita": {"low": 0, "high": 67200}},
]
RARE = {"dibao", "dibao_single", "low_income_certified", "expense_driven_poor", "tekun"}
ON_MEMBERS_TOO = ("cause_illness", "registered_poor_household", "hukou_place", "residence_permit")
# What the `who` lines use, and the signs that stand for it.
_HOUSEHOLD = """
    dibao registered_poor_household low_income_certified expense_driven_poor illness_hardship
    below_provincial_poverty_line cause_illness cause_disability cause_education hukou_place
    rigid_expense_exceeds_capacity major_emergency urgent_public_emergency epidemic_affected
    relief_capped_still_in_crisis disaster_severe disaster_phase housing_need in_public_rental
    meets_housing_conditions zero_employment_household check_report_pending prima_facie_eligible
    event_hardship formerly_marginal_now_dibao hukou_type residence_permit months_working_locally
    dibao_level applying_dibao self_paid_medical_12m rigid_expense_12m medical_unpaid
    temp_relief_times_same_cause applied_before hardship_notice_held fire_or_accident
    sudden_serious_illness income_lost_suddenly no_place_to_live natural_disaster
"""
_MEMBER = """
    tekun dibao_single self_care cannot_do_acts disability_level mental_or_intellectual_disability
    severe_illness mental_patient child_in_difficulty employee_in_difficulty employee employed
    occupational_disease_difficulty occupational_disease other_dept_recognized works_how age
    unemployed_and_able_and_willing looking_for_work empty_nest_or_alone_elder student_stage
    wants_concentrated_care child_without_care_now father_status mother_status
"""
HOUSEHOLD, MEMBER = _HOUSEHOLD.split(), _MEMBER.split()


class Mood(NamedTuple):
    """How often a household of this kind tells a fact, cannot or will not say, and says yes."""

    told: float
    vague: float
    yes: float


def value_of(name: str, chance: random.Random, mood: Mood) -> Any:
    """A random value of a fact; now and then one that says nothing."""
    if chance.random() < mood.vague:
        return chance.choice(["unknown", "declined"])
    if name in NUMBERS:
        return chance.choice(NUMBERS[name])
    spec = vocabulary().facts[name]
    values = list(spec.values)
    if spec.type == "list":
        return chance.sample(values, chance.randint(0, len(values)))
    if name in RARE:
        return chance.choice([*values, *["none"] * 6]) if values else chance.random() < mood.yes / 3
    return chance.choice(values) if values else chance.random() < mood.yes


def household_of(place: str, chance: random.Random) -> dict[str, Any]:
    """A random household as JSON."""
    mood = Mood(*(chance.choice(c) for c in ((0.05, 0.4, 0.9, 1), (0, 0.06), (0, 0.1, 0.4, 0.6))))
    common = {n: value_of(n, chance, mood) for n in HOUSEHOLD if chance.random() < mood.told}
    if chance.random() < 0.15:
        common["major_emergency"] = True
    if chance.random() < mood.told:
        common["supporters"] = chance.sample(SUPPORTERS, chance.randint(0, 2))
    members = []
    for name in ("本人", "父亲", "女儿")[: chance.randint(1, 3)]:
        facts = {n: value_of(n, chance, mood) for n in MEMBER if chance.random() < mood.told}
        facts |= {n: value_of(n, chance, mood) for n in ON_MEMBERS_TOO if chance.random() < 0.05}
        members.append({"name": name, **facts})
    districts = ["台江区", "永泰县", "鼓楼区", None] if place == "fuzhou" else [None]
    return {
        "jurisdiction": place,
        "district": chance.choice(districts),
        "as_of": chance.choice(DAYS),
        "household": common,
        "members": members,
        "parameters": {"dibao_standard": 700} if chance.random() < 0.8 else {},
    }


def households(place: str, seed: int, count: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(f"{place} {seed}")
    for _ in range(count):
        yield household_of(place, chance)


def judgements(library: Library, data: dict[str, Any]) -> Iterator[tuple[str, Judgement]]:
    """How the engine judges every clause of the household's place."""
    pack = library.packs[data["jurisdiction"]]
    told = parse_household(data)
    assert told.as_of is not None
    causes = pack.matter_causes()
    evaluator = Evaluator(told, told.as_of, library.vocabulary, told.parameters, causes)
    for rule in (*pack.groups, *pack.items):
        found = judge(evaluator, rule.when)
        if isinstance(rule.spec, ItemSpec):
            found = timed(found, rule.spec, evaluator)
        yield rule.spec.clause, found


def difference(
    verdict: str, each: list[Truth3], data: dict[str, Any], found: Judgement
) -> str | None:
    """What engine and reading say differently, if they do."""
    if found.verdict != verdict:
        return f"reading {verdict}, engine {found.verdict}"
    if verdict in ("not_eligible", "ended"):
        return None
    if not found.members and not found.members_unknown:
        alike = len(set(each)) == 1
        return None if alike else f"reading {each}, engine: the whole household"
    names = [member["name"] for member in data["members"]]
    for wanted, listed in ((True, found.members), (None, found.members_unknown)):
        expected = _named(names, each, wanted)
        if list(listed) != expected:
            return f"reading {wanted}: {expected}, engine: {list(listed)}"
    return None


def _named(names: list[str], each: list[Truth3], wanted: Truth3) -> list[str]:
    return [name for name, truth in zip(names, each, strict=True) if truth is wanted]


class Survey(NamedTuple):
    """What came out over all households of a place."""

    place: str
    differences: list[str]
    verdicts: dict[str, set[str]]


@pytest.fixture(scope="module", params=PLACES)
def survey(request: pytest.FixtureRequest, library: Library) -> Survey:
    place = request.param
    read = {one["id"]: Who(one["who"]) for one in clauses(place) if one["personal"]}
    found = Survey(place, [], {clause: set() for clause in read})
    for data in households(place, 1, COUNT):
        people = [Person(data, member) for member in data["members"]]
        for clause, judgement in judgements(library, data):
            verdict, each = read[clause].verdict(people)
            found.verdicts[clause].add(verdict)
            differs = difference(verdict, each, data, judgement)
            if differs:
                found.differences.append(f"{clause}: {differs}; {data}")
    return found


def test_engine_and_reading_agree(survey: Survey) -> None:
    found = survey.differences
    assert not found, f"{len(found)} differ:\n" + "\n".join(found[:3])


def test_the_households_meet_every_verdict_of_every_clause(survey: Survey) -> None:
    rare = {clause: sorted(met) for clause, met in survey.verdicts.items() if len(met) < 3}
    # Anybody may ask and complain: that clause has no other verdict.
    assert rare == ANYBODY[survey.place]


@pytest.mark.parametrize("place", PLACES)
def test_screen_tells_what_was_judged(place: str, library: Library) -> None:
    for data in households(place, 2, 20):
        told = screen(library, parse_household(data), dt.date(2020, 7, 1), everything=True)
        rules: list[Group | Item] = [*told.groups, *told.items]
        shown = {
            rule.clause: (rule.verdict, tuple(rule.members), tuple(rule.members_unknown))
            for rule in rules
        }
        judged = {
            c: (f.verdict, f.members, f.members_unknown) for c, f in judgements(library, data)
        }
        assert shown == judged
