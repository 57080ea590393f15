"""Going astray in a conversation: corrections, contradictions, what changed."""

from __future__ import annotations

import pytest

from eligibility import Library
from tests.dialogue.talk import Talk


def test_a_value_alone_corrects_what_was_told_last(in_minhou: Talk) -> None:
    in_minhou.say("我妈二级残疾")
    asked = in_minhou.question
    in_minhou.say("不对，三级")
    assert in_minhou.fact("disability_level", "妈") == 3
    assert "改好了：妈妈的残疾等级 二级 → 三级。" in in_minhou.text
    assert in_minhou.question == asked


def test_a_correction_in_full_is_said_once(in_minhou: Talk) -> None:
    in_minhou.say("我妈二级残疾")
    in_minhou.say("我妈其实是三级残疾")
    assert in_minhou.text.count("三级") == 1
    assert "改好了" in in_minhou.text


def test_a_contradiction_is_asked_about_once_and_settled(in_minhou: Talk) -> None:
    in_minhou.say("我妈二级残疾")
    asked = in_minhou.question
    in_minhou.say("我妈三级残疾")
    assert in_minhou.question == "conflict"
    assert "前面您说“二级残疾”，刚才说“三级残疾”" in in_minhou.text
    assert "改好了" not in in_minhou.text
    in_minhou.choose("before")
    assert in_minhou.fact("disability_level", "妈") == 2
    assert in_minhou.question == asked
    in_minhou.say("我妈三级残疾")
    assert in_minhou.question == asked
    assert in_minhou.fact("disability_level", "妈") == 3


@pytest.mark.parametrize(("said", "level"), [("刚才的", 3), ("前面的", 2), ("不知道", "unknown")])
def test_a_contradiction_is_settled_in_words(in_minhou: Talk, said: str, level: object) -> None:
    in_minhou.say("我妈二级残疾")
    in_minhou.say("我妈三级残疾")
    in_minhou.say(said)
    assert in_minhou.fact("disability_level", "妈") == level
    assert in_minhou.question != "conflict"


def test_who_is_left_out_comes_back_when_it_is_taken_back(in_minhou: Talk) -> None:
    in_minhou.say("我家三口人，我和老婆、儿子，儿子读高中")
    in_minhou.say("儿子不跟我们住")
    assert in_minhou.fact("people_together") == 2
    assert "不算一起生活的人" in in_minhou.text
    in_minhou.say("上一步")
    assert in_minhou.fact("people_together") == 3
    assert in_minhou.fact("student_stage", "儿子") == "senior_high"


def test_after_the_result_what_changed_is_said(library: Library, in_minhou: Talk) -> None:
    in_minhou.say("我妈72岁二级残疾，我们家有低保，住公租房45平，差额低保")
    in_minhou.finish()
    assert in_minhou.conversation.finished
    in_minhou.say("说错了，我家没有低保")
    assert "改好了：在领低保 → 没领低保。" in in_minhou.text
    assert "结果有变：" in in_minhou.text


def test_an_answer_that_differs_from_what_was_told_is_asked_about(in_minhou: Talk) -> None:
    in_minhou.say("我家三口人")
    in_minhou.say("我老婆42岁，我爸69岁，我妈68岁，儿子读高中")
    assert in_minhou.question == "conflict"
    assert "一共5个人" in in_minhou.text
    in_minhou.say("2")
    assert in_minhou.fact("people_together") == 5


def test_the_register_elsewhere_moves_nobody(in_minhou: Talk) -> None:
    in_minhou.say("户口不在闽侯，在连江")
    assert in_minhou.state.household.jurisdiction == "minhou"
    assert in_minhou.fact("hukou_place") == "fuzhou"
