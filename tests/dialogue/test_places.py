"""The place: by number, by name, one that is not covered, one that is not known."""

from __future__ import annotations

import dataclasses

import pytest

from bot.dialogue.turn import LEAVE_AT
from eligibility import Library
from tests.dialogue.talk import Talk

NOT_COVERED = "您说的地方还没有收录"


@pytest.mark.parametrize("words", ["1", "闽侯", "闽侯县", "我住闽侯甘蔗", "荆溪镇"])
def test_minhou(agreed: Talk, words: str) -> None:
    agreed.say(words)
    assert agreed.state.household.jurisdiction == "minhou"
    assert agreed.past_the_place


@pytest.mark.parametrize(
    ("words", "place", "district"),
    [
        *(("福清", "fuzhou", "福清市"), ("台江区", "fuzhou", "台江区")),
        *(("鼓楼区", "fuzhou", "鼓楼区"), ("福州鼓楼", "fuzhou", "鼓楼区")),
        *(("厦门", "xiamen", None), ("思明", "xiamen", "思明区"), ("湖里区", "xiamen", "湖里区")),
        *(("集美", "xiamen", "集美区"), ("我住海沧", "xiamen", "海沧区")),
        *(("同安", "xiamen", "同安区"), ("厦门翔安的", "xiamen", "翔安区")),
        *(("马巷镇", "xiamen", "翔安区"), ("在莲前街道", "xiamen", "思明区")),
        *(("古丈", "guzhang", None), ("古丈县", "guzhang", None), ("默戎", "guzhang", None)),
        *(("湘西古丈的", "guzhang", None), ("断龙山乡", "guzhang", None)),
        *(("福州高新区", "fuzhou", "高新区"), ("高新区", "fuzhou", "高新区")),
    ],
)
def test_a_place_with_documents(agreed: Talk, words: str, place: str, district: str | None) -> None:
    agreed.say(words)
    assert agreed.state.household.jurisdiction == place
    assert agreed.state.household.district == district
    assert agreed.past_the_place


@pytest.mark.parametrize("words", ["北京", "别的地方", "泉州安溪", "我住西安高新区"])
def test_a_place_without_documents_is_told_so(agreed: Talk, words: str) -> None:
    agreed.say(words)
    assert NOT_COVERED in agreed.text
    assert agreed.state.household.jurisdiction is None
    assert agreed.question is None


@pytest.mark.parametrize(
    "said",
    ["2026年7月1日", "《社会救助法》", "不看户口", "应当受理", "先救助", "书面", "12345", "古丈"],
)
def test_without_documents_it_is_said_what_holds_everywhere(agreed: Talk, said: str) -> None:
    agreed.say("北京")
    assert said in agreed.text
    assert agreed.say("看结果")
    assert said in agreed.text


def test_a_place_without_documents_by_tapping(agreed: Talk) -> None:
    agreed.choose("other")
    assert NOT_COVERED in agreed.text
    assert agreed.question is None


# -- where somebody lives decides, not the register -------------------------------------------


def test_the_documents_are_those_of_the_residence(talk: Talk) -> None:
    talk.say("户口在四川，住厦门湖里")
    assert talk.state.household.jurisdiction == "xiamen"
    assert talk.fact("hukou_place") == "other"


def test_work_counts_less_than_residence(talk: Talk) -> None:
    talk.say("我住厦门湖里，在福州打工")
    assert talk.state.household.jurisdiction == "xiamen"


def test_a_district_does_not_stay_behind(agreed: Talk) -> None:
    agreed.say("福清")
    agreed.say("说错了，我住在古丈县")
    assert agreed.state.household.jurisdiction == "guzhang"
    assert agreed.state.household.district is None


def test_a_place_named_again_keeps_its_district(agreed: Talk) -> None:
    agreed.say("厦门湖里")
    agreed.say("我在厦门打工三年")
    assert agreed.state.household.district == "湖里区"


# -- one place, two administrations -----------------------------------------------------------

TWO_OFFICES = ["上街", "我住闽侯上街", "上街镇", "南屿", "闽侯南通镇"]


@pytest.mark.parametrize("words", TWO_OFFICES)
def test_a_place_under_two_administrations_is_asked(agreed: Talk, words: str) -> None:
    agreed.say(words)
    assert agreed.question == "place_office"
    assert "福州高新区" in agreed.text
    assert [choice.label for choice in agreed.open.choices][:2] == ["闽侯县的", "福州高新区的"]


@pytest.mark.parametrize(
    ("words", "place", "district"),
    [
        *(("1", "minhou", None), ("闽侯县的", "minhou", None), ("闽侯", "minhou", None)),
        *(("2", "fuzhou", "高新区"), ("高新区", "fuzhou", "高新区")),
        ("去高新区那边的窗口", "fuzhou", "高新区"),
    ],
)
def test_the_window_decides(agreed: Talk, words: str, place: str, district: str | None) -> None:
    agreed.say("上街")
    agreed.say(words)
    assert agreed.state.household.jurisdiction == place
    assert agreed.state.household.district == district
    assert agreed.past_the_place


def test_the_window_by_tapping(agreed: Talk) -> None:
    agreed.say("上街")
    agreed.choose(agreed.open.choices[1].id)
    assert agreed.state.household.jurisdiction == "fuzhou"


@pytest.mark.parametrize("words", ["不清楚", "3", "不想说", "跳过"])
def test_not_knowing_the_window_keeps_the_county(agreed: Talk, words: str) -> None:
    agreed.say("上街")
    agreed.say(words)
    assert agreed.state.household.jurisdiction == "minhou"
    assert "窗口" in agreed.text
    assert "闽侯县" in agreed.text
    assert agreed.past_the_place


def test_the_window_is_left_in_the_end(agreed: Talk) -> None:
    agreed.say("南屿")
    for _ in range(LEAVE_AT):
        agreed.say("嘻嘻嘻哈哈哈")
    assert agreed.state.household.jurisdiction == "minhou"
    assert agreed.past_the_place


def test_the_answer_is_not_undone_by_naming_the_place_again(agreed: Talk) -> None:
    agreed.say("上街")
    agreed.say("2")
    agreed.choose("none")
    agreed.say("住在闽侯上街，老婆尿毒症")
    assert agreed.fact("severe_illness", "老婆") is True
    assert agreed.state.household.jurisdiction == "fuzhou"
    assert agreed.question != "place_office"


def test_the_window_can_be_taken_back_and_then_the_place(agreed: Talk) -> None:
    agreed.say("上街")
    agreed.say("2")
    agreed.say("上一个答错了")
    assert agreed.question == "place_office"
    assert agreed.state.household.jurisdiction == "minhou"
    agreed.say("上一个答错了")
    assert agreed.question == "place"
    agreed.say("古丈")
    assert agreed.past_the_place


def test_another_place_asks_nothing_of_the_window(agreed: Talk) -> None:
    agreed.say("上街")
    agreed.say("不对，我住在闽侯甘蔗")
    assert agreed.state.household.jurisdiction == "minhou"
    assert agreed.past_the_place


def test_naming_the_county_leaves_the_town_known(talk: Talk) -> None:
    talk.say("我住闽侯上街，老婆尿毒症")
    talk.say("我们是闽侯县的")
    talk.say("同意")
    talk.choose("none")
    assert talk.question == "place_office"


def test_who_does_not_agree_leaves_no_place_behind(talk: Talk) -> None:
    talk.say("我住闽侯上街")
    talk.say("不同意")
    assert talk.conversation.places == []


def test_it_is_asked_after_consent(talk: Talk) -> None:
    talk.say("你好，我七十三了，住闽侯上街")
    assert talk.question == "consent"
    talk.say("同意")
    talk.choose("none")
    assert talk.question == "place_office"


def test_the_register_there_is_not_asked(in_minhou: Talk) -> None:
    in_minhou.reach("hukou").say("上街")
    assert in_minhou.question != "place_office"
    assert in_minhou.fact("hukou_place") == "minhou"


def test_the_register_there_leaves_the_window_alone(in_minhou: Talk) -> None:
    in_minhou.reach("hukou").say("上街，老婆尿毒症")
    assert in_minhou.conversation.places == []


def test_another_message_can_tell_of_the_town(in_minhou: Talk) -> None:
    in_minhou.say("三口人，我家在上街")
    assert in_minhou.fact("people_together") == 3
    assert in_minhou.question == "place_office"


# -- one name, several places -----------------------------------------------------------------


def test_a_name_of_two_places_here_is_asked(agreed: Talk) -> None:
    agreed.say("金山街道")
    assert agreed.question == "place_which"
    labels = [choice.label for choice in agreed.open.choices]
    assert labels[:2] == ["福州市仓山区金山街道", "厦门市湖里区金山街道"]
    agreed.say("厦门的")
    assert agreed.state.household.jurisdiction == "xiamen"
    assert agreed.state.household.district == "湖里区"
    assert agreed.past_the_place


def test_a_name_of_a_place_here_and_others_is_asked(talk: Talk) -> None:
    talk.say("我住鼓楼区，老婆尿毒症")
    assert talk.state.household.jurisdiction is None
    talk.say("同意")
    talk.choose("none")
    assert talk.question == "place_which"
    talk.say("1")
    assert talk.state.household.jurisdiction == "fuzhou"
    assert talk.state.household.district == "鼓楼区"
    assert talk.past_the_place


@pytest.mark.parametrize("words", ["都不是", "别的地方", "2", "不清楚"])
def test_none_of_the_places_of_a_name(talk: Talk, words: str) -> None:
    talk.say("我住鼓楼区")
    talk.say("同意")
    talk.choose("none")
    assert talk.question == "place_which"
    talk.say(words)
    assert talk.state.household.jurisdiction is None
    assert talk.question == "place"


@pytest.mark.parametrize("words", ["不清楚", "都不是"])
def test_none_of_the_places_of_a_name_after_the_place_was_asked(agreed: Talk, words: str) -> None:
    agreed.say("不知道")
    agreed.say("我住鼓楼区")
    assert agreed.question == "place_which"
    agreed.say(words)
    assert "12345" in agreed.text
    assert agreed.question is None


def test_an_open_name_under_two_administrations(talk: Talk) -> None:
    talk.say("我七十三了，我上街这边的")
    talk.say("同意")
    talk.choose("none")
    assert talk.question == "place_office"
    talk.say("1")
    assert talk.state.household.jurisdiction == "minhou"
    assert talk.past_the_place


def test_the_register_in_a_place_of_two_names_is_asked_again(in_minhou: Talk) -> None:
    in_minhou.reach("hukou").say("金山街道")
    assert in_minhou.question == "hukou"
    in_minhou.say("厦门湖里的金山街道")
    assert in_minhou.fact("hukou_place") == "xiamen"


# -- later ------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["闽侯", "说错了，是闽侯", "我现在住闽侯"])
def test_another_place_can_be_named_after_all(agreed: Talk, words: str) -> None:
    agreed.say("北京")
    agreed.say(words)
    assert agreed.state.household.jurisdiction == "minhou"
    assert agreed.past_the_place


def test_in_the_first_message_it_is_told_before_consent(library: Library) -> None:
    packs = {name: pack for name, pack in library.packs.items() if name != "xiamen"}
    talk = Talk(dataclasses.replace(library, packs=packs))
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
    assert agreed.past_the_place


def test_a_place_that_is_not_understood_is_left_in_the_end(agreed: Talk) -> None:
    for _ in range(LEAVE_AT):
        agreed.say("嘻嘻嘻哈哈哈")
    assert "就不知道该看哪一份文件" in agreed.text
    agreed.say("闽侯")
    assert agreed.past_the_place


def test_what_is_said_without_a_place_is_never_met_with_silence(agreed: Talk) -> None:
    agreed.say("北京")
    for words in ("嘻嘻嘻哈哈哈", "北京", "好的", "继续", "再说一遍", "为什么", "看结果", "更多"):
        assert agreed.say(words), words
