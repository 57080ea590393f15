"""What a grid worker is told: three colours in a few lines, two things to look at."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from bot.replies.__main__ import main
from bot.replies.staff import grid_noted, grid_question, grid_unchanged
from eligibility import Choice, Library, Question, parse_household
from tests.eligibility.drawn_households import households
from tests.replies.conftest import HOUSEHOLDS
from tests.replies.staff_helper import NEVER, grid, lines, note, text

SELF: dict[str, Any] = {"name": "本人", "relation": "self"}
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("case", HOUSEHOLDS, ids=lambda case: case["name"])
def test_short_and_nothing_promised(library: Library, case: dict[str, Any]) -> None:
    told = grid(library, case, label="7号户")
    assert len(text(told)) <= 350
    assert len(lines(told)) <= 8
    assert NEVER.findall(text(told)) == []
    assert told[0].text.startswith("7号户：")
    assert "由窗口定" in told[-1].text
    assert "下一户直接发" in told[-1].text


DRAWN = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # A household takes minutes to be made smaller.
    phases=[Phase.explicit, Phase.generate],
)


@DRAWN
@given(drawn=households())
def test_any_household_fits(library: Library, drawn: dict[str, Any]) -> None:
    told = grid(library, {"household": drawn})
    assert len(text(told)) <= 350
    assert len(re.findall("看两样：|看一样：", text(told))) <= 1
    assert NEVER.findall(text(told)) == []


def test_the_house_of_the_example(library: Library) -> None:
    told = grid(
        library,
        note(
            "minhou",
            {"hukou_place": "minhou", "dibao": False, "dibao_cut_or_stopped": "stopped"},
            {**SELF, "age": 68, "sex": "M", "disability_level": 2, "disability_type": "limb"},
            {"name": "老伴", "relation": "spouse", "age": 65, "illness_name": "慢病"},
            {"name": "儿子", "relation": "son", "age": 42, "disability_type": "mental"},
            {"name": "孙女", "relation": "grandchild", "age": 12, "mother_status": "lost_contact"},
        ),
    )
    today, apply = lines(told)[:2]
    assert today.startswith("【今天报】孙女")
    assert "事实无人抚养儿童" in today
    assert apply.startswith("【帮申请】低保减停")
    assert "书面" in apply
    look = next(line for line in lines(told) if line.startswith("看两样"))
    assert "残疾证几级（儿子）？" in look
    assert "孩子妈妈这样多久" in look
    assert "受理：" in text(told)


def test_a_child_with_a_parent_who_cares_is_no_alarm(library: Library) -> None:
    told = grid(
        library,
        note(
            "minhou",
            {},
            {**SELF, "age": 40, "sex": "M"},
            {"name": "女儿", "relation": "daughter", "age": 9, "mother_status": "dead"},
        ),
    )
    assert "【今天报】" not in text(told)


def test_two_gone_parents_are_reported_today(library: Library) -> None:
    child = {"father_status": "in_prison", "mother_status": "lost_contact", "age": 9}
    told = grid(
        library,
        note(
            "minhou", {}, {**SELF, "age": 71}, {"name": "孙女", "relation": "grandchild", **child}
        ),
    )
    assert lines(told)[0].startswith("【今天报】孙女：母亲失联，父亲服刑")


def test_a_recognised_child_is_no_news(library: Library) -> None:
    child = {"orphan": True, "father_status": "dead", "mother_status": "dead", "age": 9}
    told = grid(
        library,
        note(
            "minhou", {}, {**SELF, "age": 71}, {"name": "孙女", "relation": "grandchild", **child}
        ),
    )
    assert "【今天报】" not in text(told)


@pytest.mark.parametrize(
    ("fact", "word"),
    [("no_money_for_food", "断粮"), ("no_place_to_live", "没处住"), ("medical_unpaid", "欠医院钱")],
)
def test_what_cannot_wait_stands_first(library: Library, fact: str, word: str) -> None:
    told = grid(library, note("minhou", {fact: True}, {**SELF, "age": 70}))
    assert lines(told)[0].startswith(f"【今天报】{word}")


def test_danger_told_in_words_is_reported(library: Library) -> None:
    case = note("xiamen", {}, {**SELF, "age": 30}) | {"urgent": True}
    assert "110" in lines(grid(library, case, ("violence",)))[0]
    assert "12356" in lines(grid(library, case, ("suicide",)))[0]
    assert "【今天报】" in lines(grid(library, case))[0]


def test_an_accident_of_long_ago_is_no_matter_of_today(library: Library) -> None:
    case = note("minhou", {"fire_or_accident": True}, {**SELF, "age": 50})
    assert "【今天报】" not in text(grid(library, case))
    assert "【今天报】遇火灾" in text(grid(library, {**case, "urgent": True}))


def test_silence_of_a_note_is_likely_but_never_said_to_fit(library: Library) -> None:
    told = grid(
        library,
        note(
            "fuzhou",
            {},
            {**SELF, "age": 52, "severe_illness": True},
            {"name": "子", "relation": "son", "age": 19, "student_stage": "secondary_vocational"},
        ),
    )
    assert "【帮申请】低保：看" in text(told)
    assert "初步符合" not in text(told)


def test_what_fits_only_by_silence_is_not_said_to_fit(library: Library) -> None:
    student = {**SELF, "age": 19, "student_stage": "higher"}
    told = grid(library, note("minhou", {"low_income_certified": True}, student))
    assert "困难学生资助" in lines(told)[0]
    assert "初步符合" not in text(told)


def test_the_old_are_not_sent_to_work(library: Library) -> None:
    old, young = ({**SELF, "age": age, "disability_level": 3} for age in (80, 45))
    assert "公益性岗位" not in text(grid(library, note("xiamen", {"dibao": True}, old)))
    told = text(grid(library, note("xiamen", {"dibao": True}, young)))
    assert "就业" in told or "公益性岗位" in told


def test_nobody_who_told_nothing_is_sent_to_apply(library: Library) -> None:
    told = grid(library, note("minhou", {}, SELF))
    assert "【帮申请】" not in text(told)
    assert "看两样：" in text(told)


def test_the_day_before_the_document_is_said(library: Library) -> None:
    case = next(case for case in HOUSEHOLDS if "文件以前" in case["name"])
    assert "不适用" in text(grid(library, case))


# -- questions, rounds ----------------------------------------------------------------------------


def test_a_question_in_short_keeps_its_answers() -> None:
    answers = [Choice(id="yes", label="有"), Choice(id="no", label="没有")]
    question = Question(
        question="hukou",
        text="户口在哪里？",
        stage="core",
        facts=[],
        choices=answers,
        multiple=True,
    )
    told = grid_question(question)
    assert told.text == "户口在哪？"
    assert told.choices == tuple(answers)
    assert told.multiple
    assert told.question == "hukou"


def test_what_has_no_short_form_keeps_its_words() -> None:
    question = Question(question="rental_m2", text="公租房有多少平方米？", stage="more", facts=[])
    assert grid_question(question).text == "公租房有多少平方米？"


def test_two_questions_in_one_message_are_numbered() -> None:
    one = Question(question="people", text="几口人？", stage="core", facts=[])
    two = Question(question="hukou", text="户口？", stage="core", facts=[])
    told = grid_question(one, [two])
    assert [line[:2] for line in told.text.split("\n")] == ["1.", "2."]
    assert told.question == "people"


@pytest.mark.parametrize(
    ("numbers", "count", "said"),
    [((5, 6, 7, 9), 4, "5-7、9号共4户"), ((), 29, "29户无变化"), ((), None, "其余各户无变化")],
)
def test_no_change_is_said_back_and_nothing_asked(
    numbers: tuple[int, ...], count: int | None, said: str
) -> None:
    told = grid_unchanged(numbers, count)
    assert said in told.text
    assert not told.choices
    assert "？" not in told.text


def test_a_household_taken_down_names_nobody() -> None:
    household = parse_household({"members": [SELF, {"name": "儿子", "relation": "son"}]})
    assert grid_noted(household, "3号户", redacted=True).text == (
        "3号户：已记2人（姓氏门牌已隐去，请用户编号）"
    )


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ROOT / "docs" / "results" / "minhou_stopped.json")
    assert main(["--voice", "grid", path]) == 0
    assert "【帮申请】低保减停" in capsys.readouterr().out
