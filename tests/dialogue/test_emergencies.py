"""Danger comes first: the numbers, one question of safety; then the interview goes on."""

from __future__ import annotations

import dataclasses

import pytest

from bot.dialogue.turn import LEAVE_AT
from eligibility import Library
from tests.dialogue.talk import Talk

KINDS = {
    "suicide": ("我不想活了", "12356"),
    "violence": ("老公又打我了", "110"),
    "no_food": ("家里断粮了，两天没吃饭", "急难型临时救助"),
    "no_shelter": ("被房东赶出来，没地方住", "急难型临时救助"),
    "fire_or_disaster": ("家里失火房子塌了", "119"),
    "unpaid_emergency_care": ("老公在icu抢救，交不起押金", "疾病应急救助"),
}
URGENT = {
    "no_money_for_food": "断粮",
    "no_place_to_live": "没有地方住",
    "medical_unpaid": "付不起急救费",
}
every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
def test_in_the_first_message(talk: Talk, kind: str) -> None:
    words, number = KINDS[kind]
    talk.say(words)
    assert number in talk.replies[0].text
    assert talk.question == "safety"
    assert [choice.id for choice in talk.replies[-1].choices] == ["yes", "no"]
    talk.choose("yes")
    assert talk.question == "consent"


@every_kind
def test_in_the_middle_the_interview_goes_on_where_it_was(in_minhou: Talk, kind: str) -> None:
    words, number = KINDS[kind]
    in_minhou.say("3个人")
    before = in_minhou.question
    in_minhou.say(words)
    assert number in in_minhou.replies[0].text
    assert in_minhou.question == "safety"
    in_minhou.choose("yes")
    assert in_minhou.question == before


@every_kind
def test_who_is_not_safe_is_told_what_to_do_now(in_minhou: Talk, kind: str) -> None:
    in_minhou.say(KINDS[kind][0])
    first = in_minhou.replies[0].text
    in_minhou.choose("no")
    assert "1" in in_minhou.replies[0].text
    assert in_minhou.replies[0].text != first
    assert in_minhou.question == "hukou"


@every_kind
def test_after_the_result(in_minhou: Talk, kind: str) -> None:
    in_minhou.finish()
    words, number = KINDS[kind]
    in_minhou.say(words)
    assert number in in_minhou.replies[0].text
    assert in_minhou.question == "safety"


@every_kind
def test_after_consent_was_refused(talk: Talk, kind: str) -> None:
    talk.say("你好")
    talk.choose("disagree")
    words, number = KINDS[kind]
    talk.say(words)
    assert number in talk.replies[0].text
    assert talk.state.household.household == {}


@pytest.mark.parametrize("words", ["1", "安全", "我现在安全", "没事了，安全"])
def test_safe_in_words(talk: Talk, words: str) -> None:
    talk.say("老公又打我了")
    talk.say(words)
    assert "110" not in talk.text
    assert talk.question == "consent"


@pytest.mark.parametrize("words", ["2", "还有危险", "不安全", "不想说"])
def test_not_safe_in_words(talk: Talk, words: str) -> None:
    talk.say("老公又打我了")
    talk.say(words)
    assert "110" in talk.replies[0].text
    assert talk.question == "consent"


def test_the_question_of_safety_is_left_in_the_end(talk: Talk) -> None:
    talk.say("老公又打我了")
    for _ in range(LEAVE_AT):
        talk.say("嘻嘻嘻哈哈哈")
    assert "110" in talk.replies[0].text
    assert talk.question == "consent"


def test_two_dangers_are_both_answered(talk: Talk) -> None:
    talk.say("老公打我，我不想活了")
    assert "12356" in talk.replies[0].text
    assert "110" in talk.replies[1].text


def test_a_second_danger_is_answered_while_safety_is_asked(talk: Talk) -> None:
    talk.say("家里断粮了")
    talk.say("我不想活了")
    assert "12356" in talk.replies[0].text
    assert talk.conversation.emergency == "suicide"


def test_what_the_message_tells_is_not_asked_again(in_minhou: Talk) -> None:
    in_minhou.say("家里断粮了，老婆尿毒症")
    assert in_minhou.fact("no_money_for_food") is True
    assert in_minhou.fact("severe_illness", "老婆") is True


def test_it_can_be_taken_back(in_minhou: Talk) -> None:
    in_minhou.say("我老婆在icu抢救，交不起押金")
    in_minhou.choose("yes")
    in_minhou.say("上一个答错了")
    assert in_minhou.fact("medical_unpaid") is not True


def test_a_place_without_documents_comes_after_the_help(library: Library) -> None:
    packs = {name: pack for name, pack in library.packs.items() if name != "xiamen"}
    talk = Talk(dataclasses.replace(library, packs=packs))
    talk.say("在厦门被房东赶出来，没地方住")
    assert "急难型临时救助" in talk.replies[0].text
    assert "还没有收录" in talk.text
    assert talk.question == "safety"


def asked_what_is_urgent(talk: Talk) -> Talk:
    """Somebody who has agreed; what is urgent is asked."""
    talk.say("你好")
    talk.say("同意")
    assert talk.question == "urgent"
    return talk


@pytest.mark.parametrize(("fact", "help_"), URGENT.items())
def test_an_urgent_fact_by_a_choice_gets_help_at_once(talk: Talk, fact: str, help_: str) -> None:
    asked_what_is_urgent(talk).choose(fact)
    assert help_ in talk.replies[0].text
    assert talk.question == "asking_for"


def test_it_gets_help_once(talk: Talk) -> None:
    asked_what_is_urgent(talk).choose("no_money_for_food")
    assert "断粮" in talk.text
    talk.say("自己家")
    assert "断粮" not in talk.text


def test_two_urgent_facts_get_two_helps(talk: Talk) -> None:
    asked_what_is_urgent(talk).choose("no_money_for_food", "medical_unpaid")
    assert "断粮" in talk.text
    assert "急救费" in talk.text


def test_an_emergency_does_not_hide_the_help_for_another(talk: Talk) -> None:
    talk.say("我不想活了")
    talk.choose("yes")
    asked_what_is_urgent(talk).choose("no_money_for_food")
    assert "断粮" in talk.replies[0].text


def test_relief_comes_first_in_the_result(in_minhou: Talk) -> None:
    in_minhou.say("家里断粮了")
    in_minhou.choose("yes")
    in_minhou.finish()
    first = next(reply.text for reply in in_minhou.replies if "先办这一件" in reply.text)
    assert "临时救助" in first


@pytest.mark.parametrize("words", ["急", "很急", "急急急", "有急事", "我这边急死了！"])
def test_urgent_without_a_word_on_what_is_asked_about(talk: Talk, words: str) -> None:
    talk.say("你好")
    talk.say(words)
    assert "最急的一件" in talk.text
    assert "120" in talk.text
    assert talk.question == "consent"


@pytest.mark.parametrize("words", ["不急", "着急用钱看病", "急性胰腺炎"])
def test_other_words_with_that_sign_are_not(talk: Talk, words: str) -> None:
    talk.say("你好")
    talk.say(words)
    assert "最急的一件" not in talk.text
