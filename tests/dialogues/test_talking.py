"""What a person can say at any time, through the running servers."""

from __future__ import annotations

import pytest

from tests.dialogues.driver import Program
from tests.running import RunningServer

pytestmark = pytest.mark.server


@pytest.fixture
def program(server: RunningServer) -> Program:
    """A conversation that nobody has spoken in."""
    return Program(server.options.port)


@pytest.fixture
def agreed(program: Program) -> Program:
    """Somebody who has agreed; what is urgent is asked."""
    return program.agree()


@pytest.fixture
def in_minhou(program: Program) -> Program:
    """Somebody of 闽侯 with nothing urgent; where the household register is kept is asked."""
    return program.settle()


def test_consent_comes_first(program: Program) -> None:
    program.say("你好")
    assert program.question == "consent"
    assert program.answer["screening"] is None
    choices = [choice["id"] for choice in program.answer["replies"][-1]["choices"]]
    assert choices == ["agree", "disagree"]


def test_without_consent_nothing_is_kept(program: Program) -> None:
    program.say("我家三口人，老婆尿毒症")
    program.say("不同意")
    assert "您刚才说的也不留" in program.text
    assert program.answer["done"] is True
    assert program.history() == []
    program.say("你好")
    assert program.question == "consent"
    assert program.told == {}


def test_consent_right_after_a_refusal(program: Program) -> None:
    program.say("你好")
    program.say("不同意")
    program.say("同意")
    assert program.question == "urgent"
    assert program.told == {}


def test_why(agreed: Program) -> None:
    agreed.say("为什么问这个")
    assert "有急事要先办" in agreed.text
    assert agreed.question == "urgent"


def test_one_step_back(agreed: Program) -> None:
    agreed.choose("no_place_to_live")
    assert agreed.told["no_place_to_live"] is True
    agreed.say("上一个答错了")
    assert agreed.question == "urgent"
    assert "no_place_to_live" not in agreed.told


def test_from_the_beginning_and_never_back(in_minhou: Program) -> None:
    in_minhou.say("三口人")
    in_minhou.say("重新开始")
    assert in_minhou.question == "urgent"
    assert in_minhou.told == {}
    in_minhou.say("闽侯")
    assert "people_together" not in in_minhou.told
    assert in_minhou.household["jurisdiction"] == "minhou"
    assert in_minhou.question == "urgent"


@pytest.mark.parametrize(("words", "value"), [("不知道", "unknown"), ("不想说", "declined")])
def test_not_knowing_and_not_saying(agreed: Program, words: str, value: str) -> None:
    agreed.say(words)
    assert agreed.told["no_money_for_food"] == value
    assert agreed.question == "asking_for"


def test_a_question_of_its_own_is_answered_and_the_interview_goes_on(in_minhou: Program) -> None:
    in_minhou.say("去哪里办")
    assert "乡镇政府" in in_minhou.text
    assert in_minhou.question == "hukou"


def test_stop_and_go_on(in_minhou: Program) -> None:
    in_minhou.say("不问了")
    assert "先到这里" in in_minhou.text
    in_minhou.say("继续")
    assert in_minhou.question == "hukou"


def test_the_result_early_and_at_the_end(in_minhou: Program) -> None:
    in_minhou.say("看结果")
    assert any(reply["more"] for reply in in_minhou.answer["replies"])
    in_minhou.send({"choice": "go_on"})
    assert in_minhou.question == "hukou"
    in_minhou.finish()
    assert any(reply["more"] for reply in in_minhou.answer["replies"])
    assert in_minhou.answer["done"] is True


def test_a_tap_after_a_stop_is_an_answer(agreed: Program) -> None:
    agreed.choose("none")
    agreed.choose("self")
    agreed.say("看结果")
    assert agreed.question == "place"
    agreed.choose("minhou")
    assert agreed.question == "hukou"
    assert len(agreed.texts) == 1


def test_further_questions_after_the_result(in_minhou: Program) -> None:
    in_minhou.finish()
    in_minhou.send({"choice": "go_on"})
    assert in_minhou.question is not None
    assert in_minhou.answer["asking"]["stage"] == "more"


def test_a_fact_told_after_the_result(in_minhou: Program) -> None:
    in_minhou.finish()
    in_minhou.say("我儿子读大学")
    assert "儿子" in in_minhou.text
    in_minhou.finish()
    assert any(reply["more"] for reply in in_minhou.answer["replies"])


@pytest.mark.parametrize("words", ["谢谢", "转人工", "为什么", "更多", "嘻嘻嘻", "1", "没有"])
def test_after_the_result_everything_is_answered(in_minhou: Program, words: str) -> None:
    in_minhou.finish()
    in_minhou.say(words)


@pytest.mark.parametrize(
    ("words", "number"), [("我不想活了", "12356"), ("老公打我", "110"), ("家里断粮了", "12345")]
)
def test_danger_in_the_first_message(program: Program, words: str, number: str) -> None:
    program.say(words)
    assert number in program.texts[0]
    assert program.question == "safety"
    program.choose("yes")
    assert program.question == "consent"


def test_danger_in_the_middle(in_minhou: Program) -> None:
    in_minhou.say("老公又打我了")
    assert "110" in in_minhou.texts[0]
    assert in_minhou.question == "safety"
    in_minhou.say("不安全")
    assert "110" in in_minhou.texts[0]
    assert in_minhou.question == "hukou"


def test_an_urgent_choice_gets_help_at_once(agreed: Program) -> None:
    agreed.choose("no_money_for_food")
    assert "断粮" in agreed.texts[0]
    assert agreed.question == "asking_for"


def test_a_place_without_documents(program: Program) -> None:
    program.say("你好")
    program.say("1")
    program.say("没有")
    program.say("我自己家")
    program.say("北京")
    assert "还没有收录" in program.text
    assert program.answer["done"] is True
    program.say("闽侯")
    assert program.household["jurisdiction"] == "minhou"
    assert program.question == "hukou"


def test_a_place_without_documents_in_the_first_words(program: Program) -> None:
    program.say("我家三口人，住在北京，老婆尿毒症")
    program.say("同意")
    program.say("没有")
    assert "还没有收录" in "\n".join(reply["text"] for reply in program.history())
    assert program.question is None
