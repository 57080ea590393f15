"""Several households of one person: kept apart, and found again."""

from __future__ import annotations

import pytest

from tests.dialogue.talk import Talk


@pytest.fixture
def two(in_minhou: Talk) -> Talk:
    """Two households told of; the second is in hand."""
    in_minhou.say("三口人，我、老婆和读高中的儿子，老婆尿毒症")
    in_minhou.say("换一家")
    in_minhou.say("厦门的，两口人，我爸残疾二级")
    return in_minhou


def test_the_next_household_begins_with_a_clean_slate(in_minhou: Talk) -> None:
    in_minhou.say("三口人，老婆尿毒症")
    in_minhou.say("下一户")
    assert "第2家" in in_minhou.text
    assert in_minhou.state.household.jurisdiction is None
    assert in_minhou.fact("people_together") is None
    assert in_minhou.conversation.consent is True
    assert in_minhou.conversation.steps == []


def test_households_are_not_mixed(two: Talk) -> None:
    assert two.state.household.jurisdiction == "xiamen"
    assert two.fact("people_together") == 2
    two.say("回到第1家")
    assert two.state.household.jurisdiction == "minhou"
    assert two.fact("people_together") == 3
    assert two.fact("severe_illness", "老婆") is True
    two.say("回到刚才那家")
    assert two.state.household.jurisdiction == "xiamen"
    assert two.fact("disability_level", "爸") == 2


def test_what_was_said_once_in_one_household_is_said_again_in_the_next(two: Talk) -> None:
    two.say("家里没米下锅了")
    two.say("有吃的了")
    two.say("再问一家")
    two.say("没钱买米")
    assert "断粮" in two.text


def test_a_number_nobody_has_is_told_so(two: Talk) -> None:
    two.say("回到第7家")
    assert "没有找到" in two.text
    assert two.state.household.jurisdiction == "xiamen"


def test_asking_for_the_next_twice_makes_no_empty_household(two: Talk) -> None:
    two.say("下一户")
    two.say("下一户")
    assert "第3家" not in two.text
    two.say("回到第2家")
    assert two.state.household.jurisdiction == "xiamen"


def test_from_the_beginning_leaves_the_other_household_alone(two: Talk) -> None:
    two.say("重新开始")
    assert two.state.household.jurisdiction is None
    two.say("回到第1家")
    assert two.state.household.jurisdiction == "minhou"


def test_the_result_of_each_is_its_own(two: Talk) -> None:
    two.finish()
    assert two.conversation.finished is not None
    two.say("回到第1家")
    assert two.conversation.finished is None
    assert two.question is not None


NOTE = "3栋401 户主68男肢体二级 老伴65慢病 住甘蔗"


@pytest.mark.parametrize(
    "words", ["户主有残疾证，老伴没有", "户主68，老伴65", "户主没工作", "户主和老伴，两个人"]
)
def test_what_is_told_of_the_householder_opens_no_other_household(talk: Talk, words: str) -> None:
    for said in (NOTE, "同意", "没有", words):
        talk.say(said)
    assert talk.conversation.number == 1
    assert talk.fact("disability_level", "本人") == 2


@pytest.mark.parametrize(
    "words", ["户主45 男 离异 带儿子12 低保", "5栋202 男71独居 低保", "下一户 女55 乳腺癌 低保"]
)
def test_the_next_note_of_a_round_is_a_household_of_its_own(talk: Talk, words: str) -> None:
    for said in (NOTE, "同意", words):
        talk.say(said)
    assert talk.conversation.number == 2
    assert talk.fact("dibao") is True
    assert talk.state.household.jurisdiction == "minhou"
    assert talk.state.household.member("老伴") is None


def test_several_households_in_one_message_each_get_their_result(talk: Talk) -> None:
    talk.say(f"1. {NOTE[7:]} 2. 户主71独居男 低保 住甘蔗")
    assert "1号户" in talk.text
    assert "2号户" in talk.text


def test_households_without_change_are_said_back(talk: Talk) -> None:
    talk.say(f"{NOTE} 其他29户没变化")
    assert "29户" in talk.text
