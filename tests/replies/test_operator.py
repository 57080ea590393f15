"""What an operator reads aloud, and what is for the operator alone."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.replies.__main__ import main
from bot.replies.emergencies import kinds_told_by
from bot.replies.staff import operator_first_help, operator_question
from bot.replies.staff.aloud import read_aloud
from eligibility import Choice, Library, Question
from tests.eligibility.drawn_households import households
from tests.replies.conftest import HOUSEHOLDS
from tests.replies.staff_helper import (
    ALOUD,
    NEVER,
    PRIVATE,
    lines,
    note,
    operator,
    read,
    text,
)

SELF: dict[str, Any] = {"name": "本人", "relation": "self"}
KINDS = ("suicide", "violence", "no_food", "no_shelter", "fire_or_disaster")
ROOT = Path(__file__).parents[2]


# -- every line ------------------------------------------------------------------------------------


@pytest.mark.parametrize("angry", [True, False])
@pytest.mark.parametrize("case", HOUSEHOLDS, ids=lambda case: case["name"])
def test_every_line_says_for_whom_it_is(
    library: Library, case: dict[str, Any], angry: bool
) -> None:
    told = operator(library, case, angry=angry)
    assert all(line.startswith((ALOUD, PRIVATE)) for line in lines(told))
    assert all(0 < len(sentence) <= 40 for sentence in read(told))
    assert 1 <= len(read(told)) <= 10
    assert NEVER.findall(text(told)) == []


DRAWN = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # A household takes minutes to be made smaller.
    phases=[Phase.explicit, Phase.generate],
)


@DRAWN
@given(drawn=households(), angry=st.booleans())
def test_what_is_read_is_short_for_any_household(
    library: Library, drawn: dict[str, Any], angry: bool
) -> None:
    told = operator(library, {"household": drawn}, angry=angry)
    assert all(line.startswith((ALOUD, PRIVATE)) for line in lines(told))
    assert all(0 < len(sentence) <= 40 for sentence in read(told))
    assert NEVER.findall(text(told)) == []


@pytest.mark.parametrize("kind", [*KINDS, "unpaid_emergency_care"])
def test_first_help_is_read_in_short_sentences(kind: str) -> None:
    told = [operator_first_help(kind)]
    assert all(len(sentence) <= 40 for sentence in read(told))
    assert lines(told)[-1].startswith(PRIVATE)
    assert NEVER.findall(text(told)) == []


def test_every_kind_of_emergency_has_its_first_help() -> None:
    facts = ("no_money_for_food", "no_place_to_live", "medical_unpaid")
    assert all(operator_first_help(kind).text for kind in kinds_told_by(facts))
    assert "12356" in operator_first_help("suicide").text
    assert "110" in operator_first_help("violence").text


# -- what comes first ------------------------------------------------------------------------------


FIRE = note(
    "guzhang",
    {
        "asking_for": "neighbour",
        "no_money_for_food": True,
        "fire_or_accident": True,
        "hukou_type": "rural",
        "hukou_place": "guzhang",
    },
    {**SELF, "sex": "M", "age": {"low": 80, "high": 89, "approx": "over"}},
)


def test_a_neighbour_who_calls_is_thanked_and_the_order_says_so(library: Library) -> None:
    told = operator(library, FIRE)
    assert "不留名也可以" in read(told)[0]
    assert "有没有人受伤" in read(told)[1]
    assert "急件" in read(told)[2]
    order = next(line for line in lines(told) if "工单" in line)
    assert order.startswith(f"{PRIVATE}工单：求助·紧急｜古丈县｜当事人男80多")
    assert "转述，未核实" in order
    assert "应急局" in order
    assert "别念里面的数" in text(told)


def test_who_calls_about_a_fire_is_offered_one_thing(library: Library) -> None:
    told = operator(library, FIRE)
    assert any("临时救助" in sentence for sentence in read(told))
    assert not any("低保" in sentence for sentence in read(told))
    assert "核特困低保" in text(told)


def test_nobody_is_thanked_calmed_or_asked_for_injuries_twice(library: Library) -> None:
    told = read(operator(library, FIRE, again=True))
    assert not any("谢谢" in sentence or "受伤" in sentence for sentence in told)
    assert any("临时救助" in sentence for sentence in told)
    assert "您别急" not in text(operator(library, note("xiamen", {}, SELF), angry=True, again=True))


def test_the_order_names_the_town_that_was_told(library: Library) -> None:
    case = copy.deepcopy(FIRE)
    case["household"]["said"] = [{"fact": "jurisdiction", "member": None, "words": "古丈默戎"}]
    assert "｜古丈县·默戎｜" in text(operator(library, case))


@pytest.mark.parametrize(
    ("words", "asks"), [("自费6万", True), ("报销后自己掏了6万", False), ("近一年自付6万", False)]
)
def test_costs_told_without_a_time_are_asked_back(library: Library, words: str, asks: bool) -> None:
    case = note("minhou", {"rigid_expense_12m": 60000}, {**SELF, "age": 46})
    case["household"]["said"] = [{"fact": "rigid_expense_12m", "member": None, "words": words}]
    assert ("近12个月的吗" in text(operator(library, case))) is asks


def test_rights_come_before_any_offer_to_an_angry_caller(library: Library) -> None:
    told = operator(
        library,
        note(
            "minhou",
            {"dibao": False, "dibao_cut_or_stopped": "stopped", "vehicle": "car"},
            {**SELF, "sex": "M", "age": 46},
            {"name": "老婆", "relation": "spouse", "severe_illness": True},
        ),
        angry=True,
    )
    calm, *rest = read(told)
    assert calm == "家里有人在治病，低保又停了，换谁都急。"
    assert "听您的意见" in rest[0]
    assert "如实说明" in rest[2]
    assert "投诉（程序）＋求助" in text(told)


def test_an_angry_caller_without_a_decision_is_calmed_first(library: Library) -> None:
    told = operator(library, note("xiamen", {}, {**SELF, "severe_illness": True}), angry=True)
    assert read(told)[0].startswith("您别急")


def test_figures_are_for_the_operator_alone(library: Library) -> None:
    case = next(case for case in HOUSEHOLDS if "台风" in case["name"])
    told = operator(library, case)
    assert not any("元" in sentence for sentence in read(told))
    assert "侯政办〔2020〕87号" in text(told)
    assert all("〔" not in sentence for sentence in read(told))


def test_a_caller_of_whom_nothing_is_known_is_asked(library: Library) -> None:
    told = operator(library, note("minhou", {}, SELF))
    assert "再问您两句" in read(told)[0]
    assert any("再问：" in line for line in lines(told))


def test_nobody_who_has_it_is_told_to_apply_for_it(library: Library) -> None:
    case = next(case for case in HOUSEHOLDS if "集中供养" in case["name"])
    told = operator(library, case)
    assert not any("可以申请特困" in sentence for sentence in read(told))
    assert "核特困" not in text(told)


# -- questions -------------------------------------------------------------------------------------


def test_a_question_is_read_and_its_answers_are_shorthand() -> None:
    question = Question(
        question="people",
        text="一起过日子的有几个人？都是谁，各多大？在外立了户的子女不算，在外读书的孩子算，不要漏了老人",
        stage="core",
        facts=[],
        choices=[Choice(id="alone", label="只有一个人"), Choice(id="more", label="不止一个")],
    )
    told = operator_question(question)
    assert len(read([told])) > 1
    assert all(len(sentence) <= 40 for sentence in read([told]))
    assert lines([told])[-1] == f"{PRIVATE}1 只有一个人 2 不止一个"
    assert told.choices == tuple(question.choices)


# -- reading aloud ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "pieces"),
    [
        ("短句。", ["短句。"]),
        ("一句话。两句话。", ["一句话。两句话。"]),
        ("先说甲，再说乙。", ["先说甲，再说乙。"]),
    ],
)
def test_what_is_short_stays_whole(said: str, pieces: list[str]) -> None:
    assert read_aloud(said) == pieces


def test_long_sentences_are_parted_at_a_pause() -> None:
    told = read_aloud("先到镇里交申请，带上身份证，再等他们上门，问清楚家里几口人。", most=16)
    assert told == ["先到镇里交申请，带上身份证，", "再等他们上门，问清楚家里几口人。"]


def test_brackets_are_not_parted_at_a_pause() -> None:
    told = read_aloud("先去镇里交，请带上证件（身份证、户口本）再来。", most=18)
    assert told == ["先去镇里交，", "请带上证件（身份证、户口本）再来。"]


def test_without_a_pause_it_is_parted_between_words() -> None:
    told = read_aloud("请您到户口所在地的乡镇人民政府社会救助窗口提交书面申请材料", most=12)
    assert all(len(piece) <= 12 for piece in told)
    for word in ("乡镇", "政府", "救助", "窗口", "申请", "材料"):
        assert any(word in piece for piece in told)


@settings(max_examples=100, deadline=None)
@given(said=st.text(alphabet="申请低保，。？；（）、到镇里窗口交12ab “”", max_size=160))
def test_nothing_is_lost_and_nothing_is_long(said: str) -> None:
    told = read_aloud(said)
    assert all(0 < len(piece) <= 40 for piece in told)
    assert "".join(told).replace(" ", "") == said.replace(" ", "")


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ROOT / "docs" / "results" / "minhou_stopped.json")
    assert main(["--voice", "operator", "--angry", path]) == 0
    assert "【可念】①“家里有人在治病" in capsys.readouterr().out
