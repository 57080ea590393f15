"""Questions about policy in a conversation: before anything, in the middle, after a result."""

from __future__ import annotations

import datetime as dt

import pytest

from eligibility import Library
from tests.dialogue.talk import Talk

LAW = dt.date(2026, 11, 20)
"""A day on which the law of the country is in force."""


@pytest.fixture
def talk(library: Library) -> Talk:
    return Talk(library, LAW)


def test_a_question_before_anything_is_answered_and_then_consent_asked(talk: Talk) -> None:
    talk.say("低保是什么", "ask_policy")
    assert talk.replies[0].text.startswith("低保：全家平均每人每月收入低于当地低保标准")
    assert "您说在哪个县（市、区）" in talk.replies[0].text
    assert talk.question == "consent"


def test_a_question_in_the_middle_leaves_the_open_question_open(in_minhou: Talk) -> None:
    before = in_minhou.question
    in_minhou.say("五保要带什么材料", "ask_where")
    assert in_minhou.replies[0].text.startswith("特困供养（以前叫五保），要带：")
    assert in_minhou.question == before
    assert in_minhou.replies[-1].question == before
    assert len(in_minhou.replies) == 2


def test_the_place_that_is_known_counts(in_minhou: Talk) -> None:
    in_minhou.say("特困标准多少钱", "ask_amount")
    assert "每人每月3187元" in in_minhou.text
    assert "侯政办〔2020〕87号" in in_minhou.text


def test_a_place_without_documents_is_named(in_minhou: Talk) -> None:
    in_minhou.say("泉州的低保要什么条件", "ask_policy")
    assert "泉州的文件我这里没有收录" in in_minhou.text
    assert in_minhou.state.household.jurisdiction == "minhou"


def test_several_matters_are_answered_each(in_minhou: Talk) -> None:
    in_minhou.say("低保和特困分别要什么条件", "ask_policy")
    first, second, question = in_minhou.replies
    assert first.text.startswith("低保：")
    assert second.text.startswith("特困供养")
    assert question.question == in_minhou.question


def test_a_fear_is_answered_in_one_line(talk: Talk) -> None:
    talk.say("有车能不能办低保", "ask_policy")
    assert talk.replies[0].text.startswith("有车不等于不能申请")


def test_a_question_without_a_matter_keeps_its_sentence(in_minhou: Talk) -> None:
    in_minhou.say("要带什么材料", "ask_where")
    assert "一般带身份证、户口本" in in_minhou.text
    in_minhou.say("能领多少", "ask_amount")
    assert "由窗口核定" in in_minhou.text


def test_what_is_not_recognised_is_said_so(in_minhou: Talk) -> None:
    in_minhou.say("想问一下那个事情", "ask_policy")
    assert "没有听准" in in_minhou.text
    assert "12345" in in_minhou.text


def test_what_the_documents_do_not_know(in_minhou: Talk) -> None:
    in_minhou.say("取暖费补贴多少钱", "ask_amount")
    assert "不在我手上的这五份文件里" in in_minhou.text


@pytest.mark.parametrize(
    ("text", "number"),
    [("退休金什么时候涨", "12333"), ("拆迁补偿找谁", "12345"), ("医保卡丢了", "12393")],
)
def test_something_else_is_sent_where_it_belongs(talk: Talk, text: str, number: str) -> None:
    talk.say(text, "out_of_scope")
    assert number in talk.replies[0].text


def test_a_classifier_that_is_wrong_does_not_silence_an_answer(talk: Talk) -> None:
    talk.say("危房改造补多少钱", "out_of_scope")
    assert talk.replies[0].text.startswith("危房改造")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("我的低保被停了", "低保被减、被停，先说您的权利"),
        ("村里不给我申请", "申请不收、不批，先说您的权利"),
        ("交上去三个月没有消息", "交了申请没有回音，先说您的权利"),
    ],
)
def test_something_went_wrong_rights_come_first(talk: Talk, text: str, first: str) -> None:
    talk.say(text, "case_trouble")
    assert talk.replies[0].text.startswith(first)
    assert "〔社会救助法（2026）" in talk.replies[0].text


def test_the_reason_that_was_given_is_answered_after_the_rights(talk: Talk) -> None:
    talk.say("他们说我有儿子不能办", "case_trouble")
    assert "先说您的权利" in talk.replies[0].text
    assert talk.replies[1].text.startswith("有儿女不等于不能申请")


def test_after_a_result_a_question_is_answered_and_nothing_more(in_minhou: Talk) -> None:
    in_minhou.finish()
    in_minhou.say("低保怎么办", "ask_where")
    assert in_minhou.replies[0].text.startswith("低保，去哪里：")
    assert in_minhou.question is None


def test_before_the_law_its_clauses_are_not_told(library: Library) -> None:
    talk = Talk(library, dt.date(2026, 3, 2))
    talk.say("闽侯的特困供养多少钱", "ask_amount")
    assert "3187" in talk.text
    assert "社会救助法" not in talk.text


# -- a question moves nobody and is no answer ------------------------------------------------


def test_nothing_is_said_to_be_known_already(talk: Talk) -> None:
    talk.say("低保是什么", "ask_policy")
    assert "记着了" not in talk.text


def test_nor_after_a_result(in_minhou: Talk) -> None:
    in_minhou.finish()
    in_minhou.say("低保怎么办", "ask_where")
    assert "记着了" not in in_minhou.text
    assert len(in_minhou.replies) == 1


def test_another_place_is_answered_for_and_nobody_moves(in_minhou: Talk) -> None:
    before = in_minhou.question
    in_minhou.say("厦门的特困一个月多少钱", "ask_amount")
    assert "厦委办发〔2016〕50号" in in_minhou.replies[0].text
    assert in_minhou.state.household.jurisdiction == "minhou"
    assert in_minhou.question == before


def test_nor_after_a_result_does_anybody_move(in_minhou: Talk) -> None:
    in_minhou.finish()
    in_minhou.say("古丈的临时救助给多少钱", "ask_amount")
    assert "2000到4000元" in in_minhou.text
    assert in_minhou.state.household.jurisdiction == "minhou"


def test_a_complaint_about_something_else_tells_nothing(in_minhou: Talk) -> None:
    before = in_minhou.state.household
    in_minhou.say("老板欠我工资不给", "out_of_scope")
    assert "12333" in in_minhou.text
    assert in_minhou.state.household == before


def test_trouble_in_the_middle_gets_its_rights_and_is_written_down(in_minhou: Talk) -> None:
    in_minhou.say("我的低保被停了", "case_trouble")
    assert "先说您的权利" in in_minhou.replies[0].text
    assert in_minhou.fact("dibao_cut_or_stopped") == "stopped"
