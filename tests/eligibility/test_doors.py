"""What a door says beside its verdict: what would open, papers, days, and the line to compare."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from eligibility import Door, Library, parse_household, screen

TODAY = dt.date(2026, 11, 22)
LAW = "2026-11-22"
PLACES = {
    "fuzhou": "2021-09-01",
    "minhou": "2021-09-01",
    "xiamen": "2018-09-01",
    "guzhang": "2022-09-01",
}
QUIET: dict[str, Any] = {
    "dibao": False,
    "low_income_certified": False,
    "dibao_marginal": False,
    "rigid_expense_household": False,
    "hukou_type": "urban",
    "long_term_resident": True,
    "residence_permit": "none",
    "per_capita_income": 620,
    "rigid_expense_12m": 0,
}
PERSON: dict[str, Any] = {
    "name": "本人",
    "relation": "self",
    "age": 45,
    "tekun": "none",
    "dibao_single": False,
    "disability_level": 0,
    "disability_certificate": "no",
    "mental_patient": False,
    "cannot_do_acts": 0,
    "needs_assistive_device": False,
    "severe_illness": False,
}


def doors(
    library: Library,
    place: str,
    day: str,
    household: dict[str, Any] | None = None,
    members: list[dict[str, Any]] | None = None,
    parameters: dict[str, float] | None = None,
) -> dict[str, Door]:
    told = parse_household(
        {
            "jurisdiction": place,
            "as_of": day,
            "household": {**QUIET, "hukou_place": place, **(household or {})},
            "members": [{**PERSON, **member} for member in members or [{}]],
            "parameters": parameters or {},
        }
    )
    return {door.status: door for door in screen(library, told, TODAY).doors}


# -- what would open ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("fuzhou", {"fuzhou-2.5c", "fuzhou-2.6b", "fuzhou-2.6c"}),
        ("minhou", {"minhou-3.5c", "minhou-3.6b", "minhou-3.6c"}),
        ("xiamen", {"xiamen-3.5a", "xiamen-3.5b", "xiamen-3.6e"}),
        ("guzhang", {"guzhang-4.1a", "guzhang-4.4b"}),
    ],
)
def test_dibao_would_open_school_and_housing(
    place: str, expected: set[str], library: Library
) -> None:
    pupil = {"student_stage": "senior_high", "housing_need": True, "in_public_rental": True}
    found = doors(
        library,
        place,
        PLACES[place],
        {key: value for key, value in pupil.items() if key != "student_stage"},
        [{"severe_illness": True}, {"name": "儿子", "relation": "son", "age": 16, **pupil}],
    )
    assert expected <= set(found["dibao"].unlocks)


@pytest.mark.parametrize(
    ("place", "clause"),
    [("fuzhou", "fuzhou-2.5f"), ("minhou", "minhou-3.5f"), ("guzhang", "guzhang-4.4a")],
)
def test_low_income_would_open_help_at_school(place: str, clause: str, library: Library) -> None:
    child = {"name": "女儿", "relation": "daughter", "age": 9, "student_stage": "compulsory"}
    asked = {"per_capita_income": 800, "family_assets_ok": "unknown"}
    found = doors(
        library,
        place,
        PLACES[place],
        asked,
        [{}, child],
        {"dibao_standard": 700, "marginal_line": 900},
    )
    assert found["low_income"].verdict == "unknown"
    assert clause in found["low_income"].unlocks


def test_low_income_of_xiamen_opens_what_hangs_on_the_kind_only(library: Library) -> None:
    """The belongings are checked for it; the income stays what it is."""
    child = {"name": "女儿", "relation": "daughter", "age": 16, "student_stage": "senior_high"}
    asked = {"per_capita_income": 800, "family_assets_ok": "unknown"}
    known = {"dibao_standard": 700.0}
    place, day = "xiamen", PLACES["xiamen"]
    found = doors(library, place, day, asked, [{}, child], known)
    assert {"xiamen-3.5a", "xiamen-3.5b"} <= set(found["low_income"].unlocks)
    assert "xiamen-3.6e" not in found["low_income"].unlocks
    rich = {**asked, "per_capita_income": 1500}
    assert "low_income" not in doors(library, place, day, rich, [{}, child], known)


@pytest.mark.parametrize(
    ("place", "clause"),
    [
        ("fuzhou", "fuzhou-2.1.2a"),
        ("minhou", "minhou-3.1.2a"),
        ("xiamen", "xiamen-3.7f"),
        ("guzhang", "guzhang-4.1h"),
    ],
)
def test_a_certificate_opens_what_hangs_on_a_severe_level_and_says_so(
    place: str, clause: str, library: Library
) -> None:
    spending = {"expense_driven_poor": True, "applying_dibao": "single", "supporters": "unknown"}
    found = doors(library, place, PLACES[place], spending, [{"cannot_do_acts": 3}])
    door = found["disability_certificate"]
    assert clause in door.unlocks
    assert door.then is not None
    assert "一级、二级" in door.then


@pytest.mark.parametrize("place", PLACES)
def test_a_certificate_means_the_same_everywhere(place: str, library: Library) -> None:
    granted = [
        door.grants
        for pack in library.packs_at(place)
        for door in pack.file.doors
        if door.status == "disability_certificate"
    ]
    assert granted
    assert all(one == {"disability_level": 2, "disability_certificate": "yes"} for one in granted)


def test_public_work_hangs_on_a_recognised_difficulty(library: Library) -> None:
    willing = {"employed": False, "looking_for_work": True}
    found = doors(library, "fuzhou", LAW, {"dibao": True}, [willing])
    assert "national-27b" in found["employment_difficulty"].unlocks


def test_an_orphan_would_get_support(library: Library) -> None:
    child = {"name": "孩子", "age": 9, "father_status": "dead", "mother_status": "dead"}
    found = doors(library, "guzhang", PLACES["guzhang"], None, [{}, child])
    assert {"guzhang-4.3b", "guzhang-4.4a"} <= set(found["orphan"].unlocks)


# -- papers, days, the line -----------------------------------------------------------------------


def test_papers_named_by_a_rule_are_told_from_usual_ones(library: Library) -> None:
    found = doors(library, "minhou", LAW)
    sources = {paper.text: paper.source for paper in found["dibao"].papers}
    assert sources["书面申请"] == "national-dibao4a"
    assert sources["身份证"] is None


def test_a_local_door_lists_usual_papers_only(library: Library) -> None:
    found = doors(library, "fuzhou", PLACES["fuzhou"], None, [{"cannot_do_acts": 1}])
    papers = found["disability_certificate"].papers
    assert papers
    assert {paper.source for paper in papers} == {None}
    assert "身份证" in {paper.text for paper in papers}


def test_the_law_gives_days_and_old_local_texts_give_none(library: Library) -> None:
    days = {day.source for day in doors(library, "minhou", LAW)["dibao"].days}
    assert days == {
        "national-dibao15a",
        "national-dibao22a",
        "national-notice4.1a",
        "national-dibao21a",
    }
    assert doors(library, "minhou", PLACES["minhou"])["dibao"].days == []


@pytest.mark.parametrize("place", PLACES)
def test_an_income_without_a_local_standard_gives_a_usable_sentence(
    place: str, library: Library
) -> None:
    line = doors(library, place, PLACES[place])["dibao"].line
    assert line == "平均每人每月收入620元：如果当地低保标准高于620元，就可能符合"


def test_with_a_standard_there_is_nothing_left_to_compare(library: Library) -> None:
    found = doors(library, "fuzhou", PLACES["fuzhou"], parameters={"dibao_standard": 700})
    assert found["dibao"].line is None


def test_the_line_of_low_income_is_that_of_the_margin(library: Library) -> None:
    line = doors(library, "minhou", PLACES["minhou"])["low_income"].line
    assert line == "平均每人每月收入620元：如果当地低保边缘家庭标准高于620元，就可能符合"


def test_of_a_range_the_upper_end_is_compared(library: Library) -> None:
    asked = {"per_capita_income": {"low": 600, "high": 700}}
    line = doors(library, "fuzhou", PLACES["fuzhou"], asked)["dibao"].line
    assert line is not None
    assert "600～700元" in line
    assert "高于700元" in line


# -- one status, one door -------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("held", ["low_income_certified", "dibao_marginal"])
def test_low_income_is_held_by_either_recognition(place: str, held: str, library: Library) -> None:
    for day in (PLACES[place], LAW):
        figures = {"dibao_standard": 500.0, "marginal_line": 900.0}
        found = doors(library, place, day, {held: True}, parameters=figures)
        assert "low_income" not in found, day


@pytest.mark.parametrize("place", PLACES)
def test_the_national_law_leads_the_door_once_it_counts(place: str, library: Library) -> None:
    now = doors(library, place, LAW)["dibao"]
    before = doors(library, place, PLACES[place])["dibao"]
    assert now.clause == "national-18a"
    assert before.clause.startswith(f"{place}-")


@pytest.mark.parametrize("place", PLACES)
def test_spending_alone_is_never_enough_without_a_figure(place: str, library: Library) -> None:
    if place == "guzhang":
        pytest.skip("the document knows no such status")
    found = doors(library, place, PLACES[place], {"rigid_expense_12m": 50000})
    assert found["expense_driven"].verdict == "unknown"
    assert "office_decides" in {lack.because for lack in found["expense_driven"].missing}


@pytest.mark.parametrize("place", PLACES)
def test_a_child_with_a_caring_parent_is_not_sent_to_tekun(place: str, library: Library) -> None:
    child = {"name": "孩子", "relation": "child", "age": 10, "father_status": "caring"}
    for day in (PLACES[place], LAW):
        found = doors(library, place, day, None, [{}, child])
        assert "tekun" not in found or "孩子" not in found["tekun"].members, day


@pytest.mark.parametrize("place", PLACES)
def test_only_a_recognition_that_was_told_closes_the_door_to_a_child(
    place: str, library: Library
) -> None:
    dead = {"relation": "grandchild", "age": 9, "father_status": "dead", "mother_status": "dead"}
    children = [{**dead, "name": "大的", "orphan": True}, {**dead, "name": "小的"}]
    door = doors(library, place, LAW, None, [{}, *children])["orphan"]
    assert door.verdict == "eligible"
    assert door.members == ["小的"]
    assert "orphan" not in doors(library, place, LAW, None, [{}, children[0]])
