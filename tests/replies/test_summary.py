"""The result: at most four short messages, everything else folded behind them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from bot.replies.results import SHORT
from eligibility import Library
from tests.replies.conftest import HOUSEHOLDS, Told, tell

NEVER = re.compile(r"恭喜|(?<!不)一定|(?<!低)保证|您能领|可以领取|[！!]|贫困户|穷人")
TRIAL = "未经民政部门审核·试用"


def named(name: str) -> dict[str, Any]:
    return next(case for case in HOUSEHOLDS if name in case["name"])


def test_at_most_four_short_messages(told: Told) -> None:
    assert 1 <= len(told.summary) <= 4
    assert all(0 < len(reply.text) <= SHORT for reply in told.summary)
    assert not any(reply.more for reply in told.summary)


def test_the_rest_is_one_folded_message(told: Told) -> None:
    assert told.account.more


def test_no_promise_no_label_no_exclamation_mark(told: Told) -> None:
    assert NEVER.findall(told.everything.replace("建档立卡贫困户", "")) == []


def test_the_first_thing_says_where(told: Told) -> None:
    first = told.summary[0].text
    assert first.startswith("先办这一件：") == bool(told.guide.in_play)
    assert "去" in first or "窗口" in first


def test_the_office_decides(told: Told) -> None:
    assert "由窗口核定" in told.summary[-1].text


def test_an_unapproved_document_is_on_trial(told: Told) -> None:
    assert TRIAL in told.summary[-1].text
    assert TRIAL in told.account.text


def test_an_approved_document_is_not(told: Told) -> None:
    approved = [d.model_copy(update={"review": "approved"}) for d in told.screening.documents]
    reviewed = Told(
        told.name,
        told.screening.model_copy(update={"documents": approved}),
        told.guide,
        told.urgent,
    )
    assert TRIAL not in reviewed.everything


def test_no_household_leaves_empty_handed(told: Told) -> None:
    assert re.search(r"去.+(乡镇|街道|学校|居）委会)|窗口应当受理", told.summary[0].text)


def test_what_to_bring_and_say_belongs_to_the_first_thing(library: Library) -> None:
    told = tell(library, named("住公租房"))
    assert "学校" in told.summary[0].text
    assert "可能要带：户口本" in told.summary[-1].text
    assert "学生资助" in told.summary[-1].text


def test_what_cannot_wait_comes_first(library: Library) -> None:
    told = tell(library, named("断粮"))
    assert "临时救助" in told.summary[0].text


def test_met_conditions_are_said_with_care(library: Library) -> None:
    told = tell(library, named("住公租房"))
    assert "初步符合" in told.summary[0].text


def test_a_day_before_the_document_is_said(library: Library) -> None:
    told = tell(library, named("文件以前"))
    assert "不适用" in told.summary[0].text
    assert "您仍可提交申请，窗口应当受理。" in told.summary[0].text


def test_no_more_than_four_matters_are_named(told: Told) -> None:
    others = told.summary[1].text if len(told.summary) == 3 else ""
    assert len(re.split("；|\n", others)) - 1 <= 3


@pytest.mark.parametrize("case", HOUSEHOLDS, ids=lambda case: case["name"])
def test_short_on_any_day(library: Library, case: dict[str, Any]) -> None:
    told = tell(library, case, dt.date(2020, 9, 1))
    assert all(len(reply.text) <= SHORT for reply in told.summary)


@pytest.mark.parametrize(("age", "offered"), [(45, True), (82, False)])
def test_nobody_old_is_sent_about_school_or_a_job(
    library: Library, age: int, offered: bool
) -> None:
    alone = {
        "name": "本人",
        "relation": "self",
        "age": age,
        "severe_illness": True,
        **dict.fromkeys(("student_stage", "employee", "looking_for_work"), "unknown"),
    }
    household = {
        "jurisdiction": "xiamen",
        "household": {"people_together": 1, "hukou_place": "xiamen"},
        "members": [alone],
    }
    found = tell(library, {"household": household}, dt.date(2026, 11, 20))
    shown = "\n".join(reply.text for reply in found.summary)
    assert ("困难职工" in shown) is offered
