"""Statuses to apply for, and which way leads: the country's where the place's own is closed."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest

from eligibility import Library, parse_household
from eligibility.telling.guide import _speaks
from tests.replies.conftest import AUTUMN, Told, ask, tell

POOR = {"people_together": 3, "income_month_total": 1860}
PERSON = {"name": "本人", "age": 46}
# Somebody well off has answered everything that could matter.
WELL: dict[str, Any] = {
    **{"people_together": 2, "income_month_total": 24000, "family_assets_ok": False},
    **{"medical_emergency": False, "epidemic_affected": False, "no_income_3m_uninsured": False},
    **{"harmed_by_crime_or_tort": False, "urgent_public_emergency": False},
    **{"hukou_type": "urban", "long_term_resident": True, "no_housing": False},
    **{"temp_relief_times_same_cause": 0, "family_hukou_split": "none", "vehicle": "none"},
    **{"savings_total": 0, "owns_business": False, "some_member_in_prison_or_detox": False},
    **{"needs_someone_to_apply": False, "months_working_locally": 0, "application_refused": "none"},
    **{"homes_owned": 1, "large_savings": True, "only_child_dead": False},
    **{"dibao_exit_income_above_standard": False, "basic_pension_only": False},
}
WORKER: dict[str, Any] = {
    **{"age": 40, "works_how": "regular", "employee": True, "looking_for_work": False},
    **{"disability_type": "none", "mental_patient": False, "needs_assistive_device": False},
    **{"mental_or_intellectual_disability": False, "occupational_disease": False},
    **{"child_without_care_now": False, "stranded_without_means": False, "inpatient_cost": 0},
    **{"in_danger_at_home": False, "wants_startup_loan": False, "outpatient_cost": 0},
    **{"outpatient_self_pay": 0},
}


def block(told: Told, label: str) -> str:
    _, _, rest = told.account.text.partition(f"· {label}")
    return re.split(r"\n· |\n\n", rest)[0]


def test_a_line_that_is_not_known_gives_a_usable_sentence(library: Library) -> None:
    found = ask(library, "minhou", POOR, PERSON)
    said = "收入620元：如果当地低保标准高于620元，就可能符合"
    assert said in found.summary[0].text
    assert said in block(found, "申请低保（全家）")
    assert "当地的数字" not in block(found, "申请低保（全家）")


def test_a_door_has_days_papers_and_words(library: Library) -> None:
    door = block(ask(library, "minhou", POOR, PERSON), "申请低保（全家）")
    assert "多久：收下申请后3个工作日内开始调查〔" in door
    assert "要带：书面申请" in door
    assert "可以这样说：“" in door


def test_the_same_papers_are_not_said_twice(library: Library) -> None:
    found = ask(library, "minhou", POOR, PERSON)
    assert "  要带：同上" in block(found, "申请低保边缘家庭认定")


def test_what_follows_is_told_only_where_it_fits(library: Library) -> None:
    found = ask(library, "minhou", POOR, PERSON)
    door = next(door for door in found.guide.doors if door.status == "dibao")
    assert door.then
    assert door.then.rstrip("。") in found.summary[0].text
    long = door.model_copy(update={"then": "很长" * 70})
    way = dataclasses.replace(found.guide, doors=(long,))
    first = dataclasses.replace(found, guide=way).summary[0].text
    assert "很长" not in first
    assert door.line is not None
    assert door.line in first


def test_a_plan_that_is_over_is_nothing_to_come_nearer_to(library: Library) -> None:
    found = ask(library, "minhou", POOR, PERSON)
    over = {i.label for i in found.screening.items if i.document == "fujian"}
    nearer = "".join(re.findall("会更近一步的有(.+)", found.account.text))
    assert nearer
    own = {i.label for i in found.screening.items if i.document != "fujian"}
    assert not [label for label in over - own if label in nearer]


@pytest.mark.parametrize("place", ["fuzhou", "minhou", "xiamen"])
def test_illness_alone_does_not_open_tekun(library: Library, place: str) -> None:
    ill = {"name": "老婆", "age": 45, "severe_illness": True, "works_how": "unable"}
    found = ask(library, place, POOR, PERSON, ill)
    assert "特困" not in "".join(reply.text for reply in found.summary)


def test_what_only_an_office_settles_needs_a_sign() -> None:
    wife = {"name": "老婆", "age": 45, "severe_illness": True}
    household = parse_household({"jurisdiction": "minhou", "members": [PERSON, wife]})
    assert _speaks(household, "medical", {"age", "severe_illness"}, ["老婆"])
    assert not _speaks(household, "medical", {"age", "severe_illness"}, ["本人"])
    assert not _speaks(household, "medical", {"age"}, ["老婆"])
    assert not _speaks(household, "tekun", {"age", "severe_illness"}, ["老婆"])


def test_nobody_to_support_an_old_person_opens_it(library: Library) -> None:
    signs = {"no_income_source": True, "no_capable_supporter": True}
    found = ask(library, "guzhang", {"hukou_type": "rural"}, {"name": "本人", "age": 71, **signs})
    assert found.summary[0].text.startswith("先办这一件：申请特困供养")


@pytest.mark.parametrize(
    ("place", "told", "closed"),
    [
        ("fuzhou", {"hukou_place": "other", "months_working_locally": 8}, "遇到急难的临时救助"),
        ("minhou", {"hukou_place": "other", "months_working_locally": 8}, "遇到急难的临时救助"),
        ("guzhang", {"hukou_type": "rural"}, "2000"),
    ],
)
def test_the_law_leads_where_the_places_document_is_closed(
    library: Library, place: str, told: dict[str, Any], closed: str
) -> None:
    event = {"fire_or_accident": True, "needs_help_now": True, "temp_relief_times_same_cause": 0}
    found = ask(library, place, {**told, **event}, PERSON, urgent=True)
    first = found.summary[0].text
    assert first.startswith("先办这一件：申请临时救助")
    assert "出事、遇到困难的地方" in first
    assert closed not in "".join(reply.text for reply in found.summary)
    lines = found.account.text.splitlines()
    head = next(i for i, line in enumerate(lines) if line.startswith("【临时救助】"))
    assert lines[head + 1].startswith("本地文件对不上，国家的规定可以走这条路")


def test_the_law_leads_in_housing(library: Library) -> None:
    told = {"dibao_marginal": True, "home_unsafe": True, "homes_owned": 1}
    found = ask(library, "minhou", told, {**PERSON, "works_how": "farming"})
    assert re.search("先办这一件：.*本地文件对不上，按社会救助法", found.summary[0].text)


def test_a_line_that_has_moved_is_no_plain_no(library: Library) -> None:
    told = {"income_month_total": 4500, "people_together": 3, "hukou_type": "urban"}
    found = ask(library, "xiamen", told, PERSON, parameters={"dibao_standard": 700})
    said = "按2016年文件没到“"
    assert said in "".join(reply.text for reply in found.summary)
    assert "现行线请窗口核" in found.account.text


def test_nothing_fits_names_the_ways_that_stay_and_events_only(library: Library) -> None:
    persons = [{"name": "本人", **WORKER}, {"name": "妻子", "relation": "spouse", **WORKER}]
    found = ask(library, "fuzhou", WELL, *persons, parameters={"dibao_standard": 900})
    said = "".join(reply.text for reply in found.summary)
    for way in ("一事一议", "开会商量", "慈善", "12345", "住院、评残、失业、上学"):
        assert way in said
    assert not re.search("少报|分户|过户|过到|存款转|人口|收入低", said)


def test_too_early_is_not_nothing(library: Library) -> None:
    blank = {"household": {"jurisdiction": "fuzhou", "members": [{"name": "本人"}]}}
    first = tell(library, blank, AUTUMN).summary[0].text
    assert "说到这里还看不出" in first
    assert "12345" in first
