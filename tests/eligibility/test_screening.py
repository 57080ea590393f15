"""`screen`: what is in force, what a deployment changes, amounts, doors, the city's document."""

from __future__ import annotations

import copy
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from eligibility import Library, Screening, load_library, parse_household, screen
from eligibility.files.packs import Notice, Pack, Review
from eligibility.telling.screening import Amount, Door, Item

TODAY = dt.date(2020, 9, 1)


def screened(
    library: Library, data: dict[str, Any], today: dt.date = TODAY, everything: bool = False
) -> Screening:
    return screen(library, parse_household(data), today, everything)


def item(screening: Screening, clause: str) -> Item:
    return next(item for item in screening.items if item.clause == clause)


def amount(screening: Screening, clause: str) -> Amount:
    found = item(screening, clause).amount
    assert isinstance(found, Amount)
    return found


def door(screening: Screening, status: str) -> Door:
    return next(door for door in screening.doors if door.status == status)


def clauses(screening: Screening) -> set[str]:
    items = {item.clause for item in screening.items}
    return items | {group.clause for group in screening.groups}


def changed(case: dict[str, Any], **household: Any) -> dict[str, Any]:
    """The case with other household facts; None takes one away."""
    copied = copy.deepcopy(case)
    copied["household"].update(household)
    return copied


# -- a pure function ------------------------------------------------------------------------


def test_the_same_input_gives_the_same_output(library: Library, case_seven: dict[str, Any]) -> None:
    first = screened(library, case_seven, everything=True)
    assert screened(library, case_seven, everything=True).to_json() == first.to_json()


def test_the_input_is_not_changed(library: Library, case_seven: dict[str, Any]) -> None:
    data = copy.deepcopy(case_seven)
    household = parse_household(data)
    before = household.model_dump_json()
    screen(library, household, TODAY, everything=True)
    assert household.model_dump_json() == before
    assert data == case_seven


def test_the_households_own_day_wins_over_today(
    library: Library, case_seven: dict[str, Any]
) -> None:
    far = dt.date(2030, 1, 1)
    assert screened(library, case_seven, far).as_of == dt.date(2020, 9, 1)
    undated = {**case_seven, "as_of": None}
    assert screened(library, undated, far).as_of == far


def test_without_a_place_only_what_is_urgent_for_whom_and_the_place_is_asked(
    library: Library,
) -> None:
    asked: list[str] = []
    for question in ("urgent", "asking_for", "place"):
        told = screened(library, {"asked": asked})
        assert (told.documents, told.groups, told.items, told.doors) == ([], [], [], [])
        assert told.next is not None
        assert (told.next.question, told.next.stage) == (question, "core")
        asked.append(question)
    assert screened(library, {"asked": asked}).next is None


@pytest.mark.parametrize(
    "told",
    [
        {"household": {"no_money_for_food": True}},
        {"household": {"medical_unpaid": True, "asking_for": "neighbour"}},
        {"members": [{"name": "本人", "stranded_without_means": True}]},
    ],
)
def test_who_told_of_something_urgent_is_first_asked_where(
    told: dict[str, Any], library: Library
) -> None:
    question = screened(library, {"asked": ["asking_for"], **told}).next
    assert question is not None
    assert (question.question, question.expects) == ("place", "place")


# -- what is in force -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "issued"), [("fuzhou", dt.date(2020, 4, 16)), ("minhou", dt.date(2020, 6, 29))]
)
def test_a_document_does_not_apply_before_its_day(
    place: str, issued: dt.date, library: Library
) -> None:
    data = {"jurisdiction": place, "household": {"dibao": True}}
    before = screened(library, data, issued - dt.timedelta(days=1), everything=True)
    assert of_document(before, place) == ([], [], [])
    assert before.also_in_city_document == []
    assert f"{issued} 才印发" in before.documents[0].notices[0]
    since = screened(library, data, issued)
    assert since.items
    assert since.documents[0].notices == []


def of_document(told: Screening, identifier: str) -> tuple[list[Any], list[Any], list[Any]]:
    """Items, groups and doors of one document."""
    items = [item for item in told.items if item.document == identifier]
    groups = [group for group in told.groups if group.document == identifier]
    return items, groups, [d for d in told.doors if d.clause.startswith(f"{identifier}-")]


def test_a_day_before_every_document_leaves_nothing(library: Library) -> None:
    told = screened(library, {"jurisdiction": "xiamen"}, dt.date(2016, 10, 28), everything=True)
    assert (told.items, told.groups, told.doors, told.next) == ([], [], [], None)
    assert "2016-10-29 才印发" in told.documents[0].notices[0]


@pytest.mark.parametrize("place", ["fuzhou", "minhou", "xiamen", "guzhang"])
def test_the_national_law_stands_beside_every_place_from_its_first_day(
    place: str, library: Library
) -> None:
    first = dt.date(2026, 7, 1)
    before = screened(library, {"jurisdiction": place}, first - dt.timedelta(days=1))
    since = screened(library, {"jurisdiction": place}, first)
    assert of_document(before, "national") == ([], [], [])
    assert [d.id for d in before.documents] == [d.id for d in since.documents][:-1]
    assert since.documents[-1].id == "national"
    assert of_document(since, "national")[0]


def test_the_province_stands_beside_its_own_places_only(library: Library) -> None:
    day = dt.date(2020, 9, 1)
    at = {
        place: [d.id for d in screened(library, {"jurisdiction": place}, day).documents]
        for place in ("fuzhou", "minhou", "xiamen")
    }
    assert at == {p: [p, "fujian"] for p in ("fuzhou", "minhou", "xiamen")}
    later = screened(library, {"jurisdiction": "guzhang"}, dt.date(2022, 1, 1))
    assert [document.id for document in later.documents] == ["guzhang"]


@pytest.mark.parametrize("district", ["闽侯县", None, "台江区"])
def test_a_county_with_its_own_document_is_judged_by_it(
    district: str | None, library: Library
) -> None:
    told = screened(library, {"jurisdiction": "fuzhou", "district": district})
    assert told.documents[0].id == ("minhou" if district == "闽侯县" else "fuzhou")


def reviewed(library: Library, review: Review, *notices: Notice) -> Library:
    pack = library.packs["minhou"]
    update = {"review": review, "notices": list(notices)}
    file = pack.file.model_copy(update=update)
    packs = {**library.packs, "minhou": _replaced(pack, file)}
    return Library(library.vocabulary, packs, library.questions, library.local)


def _replaced(pack: Pack, file: Any) -> Pack:
    return Pack(file, pack.groups, pack.items, pack.doors, pack.silent)


def test_documents_tell_the_state_of_review_and_their_notices(
    library: Library, case_seven: dict[str, Any]
) -> None:
    assert screened(library, case_seven).documents[0].review == "draft"
    approved = Review(unit="闽侯县民政局", date=dt.date(2026, 1, 1), state="approved")
    ready = reviewed(library, approved, Notice(text="先打电话再去"))
    document = screened(ready, case_seven).documents[0]
    assert (document.review, document.notices) == ("approved", ["先打电话再去"])


# -- what a deployment withdraws or adds ----------------------------------------------------


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: Library) -> Any:
    """Loads the library with the deployment's own files."""
    monkeypatch.setenv("SCREENER_LOCAL", str(tmp_path))

    def load(name: str, text: str) -> Library:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return load_library()

    return load


def test_a_withdrawn_place_answers_with_a_notice(local: Any, case_seven: dict[str, Any]) -> None:
    library = local("withdrawn.yml", "withdrawn: [minhou]")
    told = screened(library, case_seven, everything=True)
    assert of_document(told, "minhou") == ([], [], [])
    assert told.also_in_city_document == []
    notice = told.documents[0].notices[0]
    assert "暂停使用" in notice
    assert "12345" in notice
    elsewhere = screened(library, {**case_seven, "jurisdiction": "fuzhou"})
    assert elsewhere.items


def test_a_withdrawn_clause_is_not_shown_or_unlocked(
    local: Any, library: Library, case_seven: dict[str, Any]
) -> None:
    poor = {"jurisdiction": "minhou", "household": POOR, "members": [NOBODY]}
    assert "minhou-3.6c" in door(screened(library, poor), "dibao").unlocks
    fewer = local("withdrawn.yml", "withdrawn: [minhou-3.6c, minhou-2.1b]")
    told = screened(fewer, case_seven, everything=True)
    assert {"minhou-3.6c", "minhou-2.1b"} & clauses(told) == set()
    assert {"minhou-3.6b", "minhou-2.1a"} <= clauses(told)
    assert "minhou-3.6c" not in door(screened(fewer, poor), "dibao").unlocks
    # A door stands on its clause and goes with it.
    assert "tekun" not in {door.status for door in screened(fewer, poor).doors}


FORM = """
填表人: 闽侯县民政局
低保标准:
  - {数值: 700, 起始日期: 2020-09-01, 文件: 甲, 审核人: 闽侯县政府}
  - {数值: 750, 起始日期: 2021-07-01, 文件: 乙, 审核人: 闽侯县政府}
  - {数值: 999, 起始日期: 2020-01-01, 文件: 没有审核的, 审核人: }
"""


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2020-08-31", None),
        ("2020-09-01", 910.0),
        ("2020-09-02", 910.0),
        ("2021-06-30", 910.0),
        ("2021-07-01", 975.0),
        ("2030-01-01", 975.0),
    ],
)
def test_local_figures_count_from_their_day(local: Any, day: str, value: float | None) -> None:
    data = {
        "jurisdiction": "minhou",
        "household": {"hukou_place": "minhou", "major_emergency": True},
        "as_of": day,
    }
    paid = amount(screened(local("minhou.yml", FORM), data), "minhou-3.3.1d")
    assert paid.value == value
    assert paid.formula == ("1.3 × 当地低保标准" if value is None else f"1.3 × {value / 1.3:g}")
    needs = [missing.because for missing in paid.needs or []]
    assert needs == (["outside_parameter"] if value is None else [])


def test_the_households_own_figures_win(local: Any) -> None:
    data = {
        "jurisdiction": "minhou",
        "household": {"hukou_place": "minhou", "major_emergency": True},
        "parameters": {"dibao_standard": 1000},
    }
    assert amount(screened(local("minhou.yml", FORM), data), "minhou-3.3.1d").value == 1300.0


# -- members and amounts --------------------------------------------------------------------


def test_benefits_of_persons_list_them_and_of_households_do_not(
    library: Library, case_seven: dict[str, Any]
) -> None:
    case = copy.deepcopy(case_seven)
    case["members"] += [
        {"name": "儿子", "student_stage": "compulsory"},
        {"name": "侄女"},
        {"name": "父亲", "student_stage": "none"},
    ]
    told = screened(library, case)
    school = item(told, "minhou-3.5b")
    assert (school.verdict, school.members) == ("eligible", ["女儿", "儿子"])
    assert school.members_unknown == ["本人", "侄女"]
    assert {missing.member for missing in school.missing} == {"本人", "侄女"}
    rent = item(told, "minhou-3.6c")
    assert (rent.members, rent.members_unknown) == ([], [])


def test_each_member_who_is_paid_has_an_amount(library: Library) -> None:
    care = {"tekun": "concentrated", "self_care": "half"}
    members = [
        {"name": "本人", **care},
        {"name": "母亲", **care},
        {"name": "女儿", "tekun": "none"},
    ]
    told = screened(library, {"jurisdiction": "minhou", "members": members})
    paid = item(told, "minhou-3.2.1a").amount
    assert isinstance(paid, list)
    assert [(one.member, one.value, one.unit) for one in paid] == [
        ("本人", 3187, "元/人/月"),
        ("母亲", 3187, "元/人/月"),
    ]


@pytest.mark.parametrize(
    ("area", "shown"),
    [
        (45, {"value": 36.0, "formula": "0.8 × 45"}),
        (45.55, {"value": 36.44, "formula": "0.8 × 45.55"}),
        ({"low": 40, "high": 50}, {"low": 32.0, "high": 40.0, "formula": "0.8 × （40～50）"}),
        ("unknown", {"value": None, "formula": "0.8 × 公租房面积"}),
    ],
)
def test_an_amount_by_formula(
    area: Any, shown: dict[str, Any], library: Library, case_seven: dict[str, Any]
) -> None:
    told = screened(library, changed(case_seven, rental_m2=area)).to_json()
    (rent,) = [one for one in told["items"] if one["clause"] == "minhou-3.6c"]
    assert shown.items() <= rent["amount"].items()
    assert ("value" in rent["amount"]) != ("low" in rent["amount"])


def test_months_a_ceiling_and_an_approximation_are_kept(library: Library) -> None:
    hit = {"hukou_place": "minhou", "disaster_severe": True, "disaster_phase": ["transition"]}
    relief = screened(library, {"jurisdiction": "minhou", "household": hit})
    paid = amount(relief, "minhou-3.7b")
    assert (paid.value, paid.months) == (780, {"low": 3, "high": 6})
    spent = {
        "hukou_place": "fuzhou",
        "low_income_certified": True,
        "rigid_expense_exceeds_capacity": True,
        "self_paid_cost": 10000,
    }
    city = amount(
        screened(library, {"jurisdiction": "fuzhou", "household": spent}), "fuzhou-2.3.1a"
    )
    assert (city.value, city.approximate, city.at_most) == (3000.0, True, None)
    spent["hukou_place"] = "minhou"
    county = screened(library, {"jurisdiction": "minhou", "household": spent})
    paid = amount(county, "minhou-3.3.1c")
    assert (paid.value, paid.approximate) == (3000.0, None)
    assert paid.at_most is not None


# -- doors ----------------------------------------------------------------------------------

POOR = {
    "hukou_place": "minhou",
    "dibao": False,
    "in_public_rental": True,
    "rental_m2": 45,
    "income_month_total": 900,
    "people_together": 2,
}


def test_a_door_shows_what_the_status_would_open(library: Library) -> None:
    data = {
        "jurisdiction": "minhou",
        "household": POOR,
        "members": [NOBODY, {**NOBODY, "name": "女儿", "student_stage": "compulsory"}],
        "parameters": {"dibao_standard": 700},
    }
    told = screened(library, data, everything=True)
    dibao = door(told, "dibao")
    assert dibao.verdict == "unknown"
    assert [(m.fact, m.because) for m in dibao.missing] == [("family_assets_ok", "office_decides")]
    assert {"minhou-3.5b", "minhou-3.6c"} <= set(dibao.unlocks)
    # What 低保 makes no better is not promised.
    assert item(told, "minhou-3.7a").clause not in dibao.unlocks
    soft = {one.clause for one in told.items if one.kind == "soft"}
    assert soft.isdisjoint(dibao.unlocks)


def test_what_a_door_opens_is_what_the_engine_says_once_it_is_granted(library: Library) -> None:
    data = {"jurisdiction": "minhou", "household": POOR, "parameters": {"dibao_standard": 700}}
    rank = {"not_eligible": 0, "ended": 0, "unknown": 1, "eligible": 2}
    before = {one.clause: one for one in screened(library, data, everything=True).items}
    granted = {**data, "household": {**POOR, "dibao": True}}
    after = {one.clause: one for one in screened(library, granted, everything=True).items}
    better = {
        clause
        for clause, one in after.items()
        if rank[one.verdict] > rank[before[clause].verdict] and one.kind == "benefit"
    }
    assert set(door(screened(library, data), "dibao").unlocks) == better


def test_a_door_for_one_person_names_the_person_and_opens_something(library: Library) -> None:
    sick = {"name": "本人", "severe_illness": True, "tekun": "none", "dibao_single": False}
    well = {"name": "父亲", "severe_illness": False, "tekun": "none", "dibao_single": False}
    told = screened(
        library,
        {
            "jurisdiction": "minhou",
            "household": {
                **POOR,
                "cause_illness": False,
                "cause_disability": False,
                "cause_education": False,
            },
            "members": [sick, {**well, "disability_level": 0}],
        },
    )
    single = door(told, "dibao_single")
    assert (single.verdict, single.members) == ("unknown", ["本人"])
    assert {missing.because for missing in single.missing} == {"office_decides"}
    assert single.unlocks


def test_a_person_nobody_told_anything_of_can_be_granted_a_status(library: Library) -> None:
    housed = {"dibao": False, "housing_need": True, "meets_housing_conditions": True}
    told = screened(library, {"jurisdiction": "minhou", "household": housed})
    assert item(told, "minhou-3.6a").verdict == "unknown"
    assert "minhou-3.6a" in door(told, "tekun").unlocks
    assert "minhou-3.6a" in door(told, "dibao_single").unlocks


def test_who_has_the_status_sees_no_door_to_it(
    library: Library, case_seven: dict[str, Any]
) -> None:
    statuses = {door.status for door in screened(library, case_seven).doors}
    assert {"dibao", "dibao_single", "expense_driven"}.isdisjoint(statuses)


@pytest.mark.parametrize(
    ("income", "verdict"), [(1399, "unknown"), (1400, None), ({"low": 0, "high": 1400}, "unknown")]
)
def test_income_at_the_standard_closes_the_door(
    income: Any, verdict: str | None, library: Library
) -> None:
    told = screened(
        library,
        {
            "jurisdiction": "minhou",
            "household": {**POOR, "income_month_total": income},
            "parameters": {"dibao_standard": 700},
        },
    )
    found = [one.verdict for one in told.doors if one.status == "dibao"]
    assert found == ([] if verdict is None else [verdict])


# -- where the county is silent and the city is not -----------------------------------------

MARGINAL = {
    "hukou_place": "minhou",
    "dibao": False,
    "low_income_certified": True,
    "illness_hardship": True,
}
STRANGER = {
    "hukou_place": "other",
    "residence_permit": "hk_mo_tw",
    "major_emergency": True,
    "dibao": False,
    "low_income_certified": False,
    "expense_driven_poor": False,
}
NOBODY = {
    "name": "本人",
    "tekun": "none",
    "dibao_single": False,
    "employee_in_difficulty": False,
    "occupational_disease_difficulty": False,
    "other_dept_recognized": False,
}


@pytest.mark.parametrize(
    ("household", "city"),
    [
        (MARGINAL, {"fuzhou-2.10a"}),
        ({**MARGINAL, "illness_hardship": False}, set()),
        ({**MARGINAL, "low_income_certified": False, "expense_driven_poor": False}, set()),
        (STRANGER, {"fuzhou-1.3a"}),
        ({**STRANGER, "residence_permit": "local"}, set()),
        ({**STRANGER, "hukou_place": "minhou"}, set()),
        ({**STRANGER, "major_emergency": False}, set()),
    ],
)
def test_the_citys_items_stand_beside_the_countys(
    household: dict[str, Any], city: set[str], library: Library
) -> None:
    sick = {"illness_hardship": False, "major_emergency": False, **household}
    told = screened(
        library, {"jurisdiction": "minhou", "household": sick, "members": [NOBODY]}, everything=True
    )
    assert {one.clause for one in told.also_in_city_document} == city
    for one in told.also_in_city_document:
        assert (one.verdict, one.document) == ("unknown", "fuzhou")
        assert one.missing[0].because == "text_is_silent"
        assert one.citation.document == "榕政办〔2020〕46号"
        assert one.apply_at
        assert one.reasons
    assert not {one.clause for one in told.items if one.clause.startswith("fuzhou")}


def test_a_withdrawn_city_clause_does_not_come_in_by_the_county(local: Any) -> None:
    data = {"jurisdiction": "minhou", "household": MARGINAL, "members": [NOBODY]}
    told = screened(local("withdrawn.yml", "withdrawn: [fuzhou-2.10a]"), data)
    assert told.also_in_city_document == []


def test_a_withdrawn_city_does_not_come_in_by_the_county(local: Any) -> None:
    data = {"jurisdiction": "minhou", "household": MARGINAL, "members": [NOBODY]}
    told = screened(local("withdrawn.yml", "withdrawn: [fuzhou]"), data)
    assert told.items
    assert told.also_in_city_document == []


def test_the_city_has_nothing_beside_itself(library: Library) -> None:
    told = screened(library, {"jurisdiction": "fuzhou", "household": MARGINAL})
    assert told.also_in_city_document == []
