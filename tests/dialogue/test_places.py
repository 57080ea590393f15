"""The place: by number, by name, one that is not covered, one that is not known."""

from __future__ import annotations

import pytest

from tests.dialogue.talk import Talk

NOT_COVERED = "您说的地方还没有收录"


@pytest.mark.parametrize("words", ["1", "闽侯", "闽侯县", "我住闽侯上街"])
def test_minhou(agreed: Talk, words: str) -> None:
    agreed.say(words)
    assert agreed.state.household.jurisdiction == "minhou"
    assert agreed.question == "urgent"


@pytest.mark.parametrize(
    ("words", "district"),
    [("福清", "福清市"), ("台江区", "台江区"), ("鼓楼区", "鼓楼区"), ("福州鼓楼", "鼓楼区")],
)
def test_a_district_of_fuzhou(agreed: Talk, words: str, district: str) -> None:
    agreed.say(words)
    assert agreed.state.household.jurisdiction == "fuzhou"
    assert agreed.state.household.district == district
    assert agreed.question == "urgent"


@pytest.mark.parametrize("words", ["厦门", "古丈", "北京", "别的地方", "3", "我住厦门湖里"])
def test_a_place_without_documents_is_told_so(agreed: Talk, words: str) -> None:
    agreed.say(words)
    assert NOT_COVERED in agreed.text
    assert "12345" in agreed.text
    assert agreed.state.household.jurisdiction is None
    assert agreed.question is None


def test_a_place_without_documents_by_tapping(agreed: Talk) -> None:
    agreed.choose("other")
    assert NOT_COVERED in agreed.text
    assert agreed.question is None


@pytest.mark.parametrize("words", ["闽侯", "说错了，是闽侯", "我现在住闽侯"])
def test_another_place_can_be_named_after_all(agreed: Talk, words: str) -> None:
    agreed.say("厦门")
    agreed.say(words)
    assert agreed.state.household.jurisdiction == "minhou"
    assert agreed.question == "urgent"


def test_in_the_first_message_it_is_told_before_consent(talk: Talk) -> None:
    talk.say("我在厦门打工，老婆尿毒症")
    assert NOT_COVERED in talk.text
    assert talk.question is None
    talk.say("闽侯")
    assert talk.question == "consent"


def test_a_province_is_too_wide(agreed: Talk) -> None:
    agreed.say("福建")
    assert agreed.question == "place"
    assert NOT_COVERED not in agreed.text


@pytest.mark.parametrize("words", ["不知道", "不想说"])
def test_without_a_place_nothing_is_called_uncovered(agreed: Talk, words: str) -> None:
    agreed.say(words)
    assert "就不知道该看哪一份文件" in agreed.text
    assert NOT_COVERED not in agreed.text
    assert agreed.question is None
    agreed.say("闽侯")
    assert agreed.question == "urgent"


def test_a_place_that_is_not_understood_is_left_after_three_times(agreed: Talk) -> None:
    for _ in range(3):
        agreed.say("嘻嘻嘻哈哈哈")
    assert "就不知道该看哪一份文件" in agreed.text
    agreed.say("闽侯")
    assert agreed.question == "urgent"


def test_what_is_said_without_a_place_is_never_met_with_silence(agreed: Talk) -> None:
    agreed.say("厦门")
    for words in ("嘻嘻嘻哈哈哈", "厦门", "好的", "继续", "再说一遍", "为什么", "看结果", "更多"):
        assert agreed.say(words), words
