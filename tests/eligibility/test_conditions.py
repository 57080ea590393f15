"""The condition language over a household: three values, each unknown with its cause."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from eligibility.judging.nodes import FactRef
from eligibility.values import Truth
from tests.eligibility.conditions_helper import compiled, evaluator, judged, lacks_of, node_of

YES, OPEN, NO = Truth.MET, Truth.UNKNOWN, Truth.NOT_MET
TOLD = {YES: True, OPEN: "unknown", NO: False}


# -- Kleene's tables ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, OPEN, OPEN, YES),
        (YES, NO, NO, YES),
        (OPEN, YES, OPEN, YES),
        (OPEN, OPEN, OPEN, OPEN),
        (OPEN, NO, NO, OPEN),
        (NO, YES, NO, YES),
        (NO, OPEN, NO, OPEN),
        (NO, NO, NO, NO),
    ],
)
def test_and_and_or(left: Truth, right: Truth, both: Truth, either: Truth) -> None:
    told = {"dibao": TOLD[left], "housing_need": TOLD[right]}
    assert node_of("{all: [dibao, housing_need]}", told).truth is both
    assert node_of("{any: [dibao, housing_need]}", told).truth is either


@pytest.mark.parametrize(("inner", "outer"), [(YES, NO), (OPEN, OPEN), (NO, YES)])
def test_not(inner: Truth, outer: Truth) -> None:
    assert node_of("{not: dibao}", {"dibao": TOLD[inner]}).truth is outer


# -- each word ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("{fact: dibao, is: true}", {"dibao": True}, YES),
        ("{fact: dibao, is: false}", {"dibao": True}, NO),
        ("{fact: hukou_place, is: minhou}", {"hukou_place": "minhou"}, YES),
        ("{fact: hukou_place, is: minhou}", {"hukou_place": "other"}, NO),
        ("{fact: hukou_place, one_of: [minhou, fuzhou]}", {"hukou_place": "fuzhou"}, YES),
        ("{fact: hukou_place, one_of: [minhou, fuzhou]}", {"hukou_place": "xiamen"}, NO),
        ("{fact: disaster_phase, contains: emergency}", {"disaster_phase": ["emergency"]}, YES),
        ("{fact: disaster_phase, contains: emergency}", {"disaster_phase": ["transition"]}, NO),
        ("{fact: disaster_phase, contains: emergency}", {"disaster_phase": []}, NO),
        ("{fact: rental_m2, at_least: 45}", {"rental_m2": 45}, YES),
        ("{fact: rental_m2, at_least: 45}", {"rental_m2": 44.9}, NO),
        ("{fact: rental_m2, at_most: 45}", {"rental_m2": 45}, YES),
        ("{fact: rental_m2, at_most: 45}", {"rental_m2": 45.1}, NO),
        ("{fact: rental_m2, more_than: 45}", {"rental_m2": 45}, NO),
        ("{fact: rental_m2, more_than: 45}", {"rental_m2": 45.1}, YES),
        ("{fact: rental_m2, less_than: 45}", {"rental_m2": 45}, NO),
        ("{fact: rental_m2, less_than: 45}", {"rental_m2": 44.9}, YES),
        ("{fact: rental_m2, more_than: 45}", {"rental_m2": {"low": 46, "high": 60}}, YES),
        ("{fact: rental_m2, more_than: 45}", {"rental_m2": {"low": 40, "high": 60}}, OPEN),
        ("{fact: rental_m2, more_than: 45}", {"rental_m2": {"low": 40, "high": 45}}, NO),
        ("{fact: rental_m2, more_than: 45}", {"rental_m2": {"low": 40, "high": None}}, OPEN),
        ("{from: 2020-09-01}", {}, YES),
        ("{from: 2020-09-02}", {}, NO),
        ("{before: 2020-09-01}", {}, NO),
        ("{before: 2020-09-02}", {}, YES),
        ("{matter: office}", {}, OPEN),
    ],
)
def test_each_word(text: str, told: dict[str, Any], expected: Truth) -> None:
    assert node_of(text, told).truth is expected


@pytest.mark.parametrize(
    ("level", "is_three", "one_or_two"),
    [
        ({"low": 3, "high": 3}, YES, NO),
        ({"low": 3, "high": 4}, OPEN, NO),
        ({"low": 2, "high": 3}, OPEN, OPEN),
        ({"low": 1, "high": 2}, NO, YES),
        ({"low": 1, "high": 3}, OPEN, OPEN),
        ({"low": None, "high": 2}, NO, OPEN),
        ({"low": 4, "high": None}, NO, NO),
    ],
)
def test_a_range_of_whole_numbers_against_single_ones(
    level: dict[str, Any], is_three: Truth, one_or_two: Truth
) -> None:
    people = [{"name": "本人", "disability_level": level}]
    assert node_of("{fact: disability_level, is: 3}", members=people).truth is is_three
    several = node_of("{fact: disability_level, one_of: [1, 2]}", members=people)
    assert several.truth is one_or_two


# -- causes ---------------------------------------------------------------------------------

NEEDS = "{fact: income_month_total, less_than: {product: [2, dibao_standard]}}"


@pytest.mark.parametrize(
    ("text", "told", "fact", "cause"),
    [
        ("dibao", {}, "dibao", "not_asked"),
        ("dibao", {"dibao": "unknown"}, "dibao", "dont_know"),
        ("dibao", {"dibao": "declined"}, "dibao", "declined"),
        ("{not: dibao}", {"dibao": "declined"}, "dibao", "declined"),
        (NEEDS, {"income_month_total": 900}, "dibao_standard", "outside_parameter"),
        ("family_assets_ok", {}, "family_assets_ok", "office_decides"),
        ("{matter: office}", {}, "office", "office_decides"),
        ("{matter: silence}", {}, "silence", "text_is_silent"),
        ("{fact: dibao_level, is: full}", {}, "dibao_level", "not_asked"),
        (
            "{fact: rental_m2, more_than: 45}",
            {"rental_m2": {"low": 40, "high": 50}},
            "rental_m2",
            "dont_know",
        ),
    ],
)
def test_the_cause_of_an_unknown(text: str, told: dict[str, Any], fact: str, cause: str) -> None:
    assert lacks_of(node_of(text, told)) == {(fact, None, cause)}


def test_a_fact_of_a_member_names_the_member() -> None:
    people = [{"name": "本人"}, {"name": "女儿", "severe_illness": "declined"}]
    family = evaluator(members=people)
    condition = compiled("severe_illness")
    assert lacks_of(family.node(condition, 0)) == {("severe_illness", "本人", "not_asked")}
    assert lacks_of(family.node(condition, 1)) == {("severe_illness", "女儿", "declined")}


@pytest.mark.parametrize("told", [True, False])
def test_what_is_settled_has_no_causes(told: bool) -> None:
    assert node_of("{any: [dibao, {all: [dibao, housing_need]}]}", {"dibao": told}).causes == ()


def test_only_the_open_parts_are_named() -> None:
    text = "{all: [dibao, housing_need, {fact: hukou_type, is: urban}]}"
    node = node_of(text, {"dibao": True, "hukou_type": "unknown"})
    open_parts = {("housing_need", None, "not_asked"), ("hukou_type", None, "dont_know")}
    assert lacks_of(node) == open_parts


def test_a_matter_is_named_only_when_the_rest_is_settled() -> None:
    text = "{all: [dibao, {matter: silence}]}"
    assert lacks_of(node_of(text)) == {("dibao", None, "not_asked")}
    assert lacks_of(node_of(text, {"dibao": True})) == {("silence", None, "text_is_silent")}
    assert node_of(text, {"dibao": False}).truth is NO


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("dibao", ["dibao"]),
        ("{fact: dibao_level, is: full}", []),
        ("family_assets_ok", []),
        ("{matter: office}", []),
        (NEEDS, []),
    ],
    ids=["resident", "staff", "office", "matter", "outside figure"],
)
def test_only_what_a_resident_can_tell_is_to_be_asked(text: str, asks: list[str]) -> None:
    node = node_of(text, {"income_month_total": 900})
    assert [ref.fact for ref in node.asks] == asks


def test_what_was_answered_with_i_do_not_know_is_not_asked_again() -> None:
    for skipped in ("unknown", "declined"):
        assert node_of("dibao", {"dibao": skipped}).asks == ()


# -- members --------------------------------------------------------------------------------

SICK_PUPIL = "{all: [severe_illness, {fact: student_stage, is: compulsory}]}"


def person(name: str, sick: Any = False, stage: Any = "none") -> dict[str, Any]:
    return {"name": name, "severe_illness": sick, "student_stage": stage}


@pytest.mark.parametrize(
    ("people", "verdict", "members", "unknown"),
    [
        ([person("本人", True), person("儿子", False, "compulsory")], "not_eligible", [], []),
        ([person("本人", True), person("儿子", True, "compulsory")], "eligible", ["儿子"], []),
        (
            [person("本人", True), person("儿子", "unknown", "compulsory")],
            "unknown",
            [],
            ["儿子"],
        ),
        (
            [person("儿子", True, "compulsory"), person("女儿", "unknown", "compulsory")],
            "eligible",
            ["儿子"],
            ["女儿"],
        ),
    ],
)
def test_two_conditions_must_hold_for_one_person(
    people: list[dict[str, Any]], verdict: str, members: list[str], unknown: list[str]
) -> None:
    judgement = judged(SICK_PUPIL, members=people)
    assert judgement.verdict == verdict
    assert list(judgement.members) == members
    assert list(judgement.members_unknown) == unknown


@pytest.mark.parametrize(
    ("sick", "somebody", "everybody"),
    [
        ((True, True), YES, YES),
        ((True, False), YES, NO),
        ((True, "unknown"), YES, OPEN),
        ((False, "unknown"), OPEN, NO),
        ((False, False), NO, NO),
        (("unknown", "unknown"), OPEN, OPEN),
    ],
)
def test_any_member_and_every_member(
    sick: tuple[Any, Any], somebody: Truth, everybody: Truth
) -> None:
    people = [person("本人", sick[0]), person("母亲", sick[1])]
    assert node_of("{any_member: severe_illness}", members=people).truth is somebody
    assert node_of("{every_member: severe_illness}", members=people).truth is everybody


def test_any_member_means_one_and_the_same() -> None:
    people = [person("本人", True), person("儿子", False, "compulsory")]
    assert node_of(f"{{any_member: {SICK_PUPIL}}}", members=people).truth is NO


def test_a_members_own_value_wins_over_the_households() -> None:
    people = [{"name": "本人"}, {"name": "母亲", "hukou_place": "other"}]
    family = evaluator({"hukou_place": "minhou"}, people)
    condition = compiled("{fact: hukou_place, is: minhou}")
    assert family.node(condition, 0).truth is YES
    assert family.node(condition, 1).truth is NO


def test_a_fact_of_members_told_of_the_household_counts_for_everybody() -> None:
    people = [{"name": "本人"}, {"name": "母亲"}]
    judgement = judged("severe_illness", {"severe_illness": True}, members=people)
    assert judgement.verdict == "eligible"


def test_the_whole_household_has_no_list_of_members() -> None:
    people = [person("本人"), person("母亲")]
    judgement = judged("dibao", {"dibao": True}, members=people)
    assert (judgement.verdict, judgement.members) == ("eligible", ())


# -- supporters -----------------------------------------------------------------------------

EXEMPT = """
any_supporter:
  all:
    - {fact: age, more_than: 70}
    - {fact: financial_assets_per_capita, at_most: {product: [8, 12, dibao_standard]}}
"""
LIMIT = 8 * 12 * 700


@pytest.mark.parametrize(
    ("supporters", "expected"),
    [
        ([], NO),
        ("unknown", OPEN),
        ([{"age": 71, "financial_assets_per_capita": LIMIT}], YES),
        ([{"age": 71, "financial_assets_per_capita": LIMIT + 1}], NO),
        ([{"age": 71, "financial_assets_per_capita": {"low": 0, "high": LIMIT + 1}}], OPEN),
        ([{"age": 71, "financial_assets_per_capita": "declined"}], OPEN),
        ([{"age": 71}], OPEN),
        ([{"age": 70, "financial_assets_per_capita": 0}], OPEN),
        ([{"age": 69}], NO),
        ([{"age": "unknown", "financial_assets_per_capita": LIMIT + 1}], NO),
        ([{"birth_date": "1950-09-01", "financial_assets_per_capita": 0}], NO),
        ([{"birth_date": "1950-08-31", "financial_assets_per_capita": 0}], YES),
        ([{"birth_date": "unknown", "age": 71, "financial_assets_per_capita": 0}], YES),
        ([{"birth_date": "1950-08-31", "age": "unknown", "financial_assets_per_capita": 0}], YES),
        ([{"birth_date": "1950-09-01", "age": 71, "financial_assets_per_capita": 0}], NO),
        (
            [
                {"age": 71, "financial_assets_per_capita": LIMIT + 1},
                {"age": 60, "financial_assets_per_capita": 0},
            ],
            NO,
        ),
        (
            [
                {"age": 60, "financial_assets_per_capita": 0},
                {"age": 71, "financial_assets_per_capita": 0},
            ],
            YES,
        ),
    ],
)
def test_one_and_the_same_supporter(supporters: Any, expected: Truth) -> None:
    node = node_of(EXEMPT, {"supporters": supporters}, parameters={"dibao_standard": 700})
    assert node.truth is expected


@pytest.mark.parametrize(("age", "expected"), [(69, YES), (70, OPEN), (71, NO)])
def test_not_and_or_hold_for_a_supporter_too(age: int, expected: Truth) -> None:
    told = {"supporters": [{"age": age}]}
    assert node_of("{any_supporter: {not: {fact: age, more_than: 70}}}", told).truth is expected
    either = "{any_supporter: {any: [{fact: age, less_than: 60}, {fact: age, more_than: 70}]}}"
    assert node_of(either, told).truth is expected.negated()


def test_supporters_nobody_asked_about_are_to_be_asked() -> None:
    node = node_of(EXEMPT, parameters={"dibao_standard": 700})
    assert node.asks == (FactRef("supporters"),)
    assert lacks_of(node) == {("supporters", None, "not_asked")}


def test_without_the_local_figure_the_savings_of_a_supporter_do_not_decide() -> None:
    told = {"supporters": [{"age": 71, "financial_assets_per_capita": 0}]}
    assert lacks_of(node_of(EXEMPT, told)) == {("dibao_standard", None, "outside_parameter")}


# -- signs, derived and computed facts ------------------------------------------------------

SIGNS = (
    "fire_or_accident",
    "sudden_serious_illness",
    "income_lost_suddenly",
    "no_place_to_live",
    "natural_disaster",
)
NO_SIGN = dict.fromkeys(SIGNS, False)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (NO_SIGN, NO),
        ({**NO_SIGN, "fire_or_accident": True}, OPEN),
        ({**NO_SIGN, "fire_or_accident": "unknown"}, OPEN),
        ({**NO_SIGN, "fire_or_accident": "declined"}, OPEN),
        ({}, OPEN),
        ({**NO_SIGN, "major_emergency": True}, YES),
        ({"fire_or_accident": True, "major_emergency": False}, NO),
    ],
)
def test_signs_suggest_and_never_decide(told: dict[str, Any], expected: Truth) -> None:
    assert node_of("major_emergency", told).truth is expected


def test_what_signs_suggest_is_left_to_the_office() -> None:
    node = node_of("major_emergency", {**NO_SIGN, "fire_or_accident": True})
    assert lacks_of(node) == {("major_emergency", None, "office_decides")}
    unsaid = node_of("major_emergency", {**NO_SIGN, "fire_or_accident": "unknown"})
    assert lacks_of(unsaid) == {("major_emergency", None, "office_decides")}


def test_open_signs_are_asked_in_place_of_the_offices_finding() -> None:
    node = node_of("major_emergency", {"fire_or_accident": False})
    asked = {ref.fact for leaf in _leaves(node) for ref in leaf.asks}
    assert asked == set(SIGNS) - {"fire_or_accident"}


def _leaves(node: Any) -> list[Any]:
    return [node, *(leaf for part in node.parts for leaf in _leaves(part))]


@pytest.mark.parametrize(("acts", "cares"), [(0, YES), (1, OPEN), ("unknown", OPEN)])
def test_without_signs_a_choice_has_its_plain_value(acts: Any, cares: Truth) -> None:
    people = [{"name": "本人", "cannot_do_acts": acts}]
    assert node_of("{fact: self_care, is: full}", members=people).truth is cares
    helpless = node_of("{fact: self_care, one_of: [half, none]}", members=people)
    assert helpless.truth is cares.negated()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"employed": False, "looking_for_work": True, "age": 16}, YES),
        ({"employed": False, "looking_for_work": True, "age": 15}, NO),
        ({"employed": True, "looking_for_work": True, "age": 30}, NO),
        ({"employed": False, "looking_for_work": True}, OPEN),
        ({"works_how": "none", "looking_for_work": True, "age": 30}, YES),
        ({"works_how": "casual", "looking_for_work": True, "age": 30}, NO),
        ({"employed": True, "unemployed_and_able_and_willing": True}, YES),
        ({"unemployed_and_able_and_willing": "unknown"}, OPEN),
    ],
)
def test_a_derived_fact_follows_from_the_answers(told: dict[str, Any], expected: Truth) -> None:
    people = [{"name": "本人", **told}]
    assert node_of("unemployed_and_able_and_willing", members=people).truth is expected
    denied = node_of("{fact: unemployed_and_able_and_willing, is: false}", members=people)
    assert denied.truth is expected.negated()


POOR = "{fact: per_capita_income, less_than: {product: [dibao_standard]}}"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"income_month_total": 2097, "people_together": 3}, YES),
        ({"income_month_total": 2100, "people_together": 3}, NO),
        ({"income_month_total": 0, "people_together": 1}, YES),
        ({"income_month_total": {"low": 1800, "high": 2000}, "people_together": 3}, YES),
        ({"income_month_total": {"low": 1800, "high": 2300}, "people_together": 3}, OPEN),
        ({"income_month_total": {"low": 2100, "high": None}, "people_together": 3}, NO),
        ({"income_month_total": 2100, "people_together": {"low": 4, "high": None}}, YES),
        ({"income_month_total": 2100, "people_together": "unknown"}, OPEN),
        ({"income_month_total": "declined", "people_together": 3}, OPEN),
        ({"income_month_total": 2100}, OPEN),
        ({"per_capita_income": 699, "income_month_total": 9000, "people_together": 3}, YES),
        ({"per_capita_income": {"low": 600, "high": 800}}, OPEN),
    ],
)
def test_income_per_person_is_computed(told: dict[str, Any], expected: Truth) -> None:
    assert node_of(POOR, told, parameters={"dibao_standard": 700}).truth is expected


@pytest.mark.parametrize(
    ("told", "cause", "asks"),
    [
        ({"people_together": 3}, "not_asked", ["income_month_total"]),
        ({}, "not_asked", ["income_month_total", "people_together"]),
        ({"people_together": 3, "income_month_total": "unknown"}, "dont_know", []),
    ],
)
def test_what_a_computed_number_still_needs(
    told: dict[str, Any], cause: str, asks: list[str]
) -> None:
    node = node_of(POOR, told, parameters={"dibao_standard": 700})
    assert lacks_of(node) == {("per_capita_income", None, cause)}
    assert [ref.fact for ref in node.asks] == asks


def test_nobody_is_asked_for_an_income_that_cannot_be_compared() -> None:
    node = node_of(POOR, {"people_together": 3})
    assert node.asks == ()
    assert ("dibao_standard", None, "outside_parameter") in lacks_of(node)


def test_a_number_in_a_bound_that_nobody_told_is_named() -> None:
    text = "{fact: income_month_total, at_most: {product: [2, rental_m2]}}"
    node = node_of(text, {"income_month_total": 90})
    assert lacks_of(node) == {("rental_m2", None, "not_asked")}
    assert node.asks == (FactRef("rental_m2"),)
    known = node_of(text, {"income_month_total": 90, "rental_m2": 45})
    assert known.truth is YES


# -- names and days -------------------------------------------------------------------------


def test_shared_conditions_are_compiled_once_and_found_by_name() -> None:
    condition = compiled(
        "{any: [poor, {not: poor}]}", {"poor": "{all: [dibao, housed]}", "housed": "housing_need"}
    )
    first, second = condition.children()
    assert first is second.children()[0]
    assert evaluator({"dibao": True, "housing_need": True}).node(first, None).truth is YES


@pytest.mark.parametrize(
    ("day", "before", "since"),
    [("2020-12-31", YES, NO), ("2021-01-01", NO, YES), ("2021-01-02", NO, YES)],
)
def test_days_are_compared_with_the_day_asked_about(day: str, before: Truth, since: Truth) -> None:
    on = dt.date.fromisoformat(day)
    assert node_of("{before: 2021-01-01}", day=on).truth is before
    assert node_of("{from: 2021-01-01}", day=on).truth is since
