"""Consent comes first; what was said before it is kept only if it is given."""

from __future__ import annotations

import pytest

from tests.dialogue.talk import Talk

FAMILY = "我家三口人，老婆尿毒症，孩子读高中，一个月两千来块"


def test_a_greeting_is_answered_and_consent_asked(talk: Talk) -> None:
    talk.say("你好", "greet")
    assert "自查助手" in talk.replies[0].text
    assert [choice.id for choice in talk.replies[-1].choices] == ["agree", "disagree"]
    assert talk.question == "consent"


@pytest.mark.parametrize("words", ["1", "同意", "好的", "好", "可以", "我同意"])
def test_yes_opens_the_interview(talk: Talk, words: str) -> None:
    talk.say("你好")
    talk.say(words)
    assert talk.conversation.consent is True
    assert talk.question == "urgent"


@pytest.mark.parametrize("words", ["2", "不同意", "不要", "不想说", "不"])
def test_no_ends_it_and_says_where_to_go(talk: Talk, words: str) -> None:
    talk.say(FAMILY)
    talk.say(words)
    assert talk.conversation.consent is False
    assert "您刚才说的也不留" in talk.text
    assert "乡镇政府或街道办事处" in talk.text
    assert "12345" in talk.text
    assert talk.question is None


def test_no_leaves_nothing_of_the_household(talk: Talk) -> None:
    talk.say(FAMILY)
    talk.choose("disagree")
    assert talk.state.household.household == {}
    assert [member.facts for member in talk.state.household.members] == [{}]
    assert talk.state.household.said == []
    assert talk.conversation.steps == []


def test_facts_of_the_first_message_are_said_back_and_kept(talk: Talk) -> None:
    talk.say(FAMILY)
    assert "我听到的是：" in talk.replies[0].text
    assert "老婆尿毒症" in talk.replies[0].text
    assert "孩子读高中" in talk.replies[0].text
    assert talk.question == "consent"
    talk.say("1")
    assert talk.fact("people_together") == 3
    assert talk.fact("severe_illness", "老婆") is True
    assert talk.fact("student_stage", "孩子") == "senior_high"


def test_a_rough_sum_is_said_back_as_it_was_said(talk: Talk) -> None:
    talk.say(FAMILY)
    assert "全家每月收入两千来块" in talk.text


def test_facts_carry_their_words(talk: Talk) -> None:
    talk.say(FAMILY)
    assert talk.words("people_together") == "三口"
    assert talk.words("income_month_total") == "两千来块"


def test_more_facts_before_consent_leave_it_open(talk: Talk) -> None:
    talk.say("你好")
    talk.say("我家三口人")
    assert talk.fact("people_together") == 3
    assert talk.question == "consent"


def test_consent_is_never_skipped(talk: Talk) -> None:
    talk.say("你好")
    for _ in range(5):
        talk.say("嘻嘻嘻哈哈哈")
        assert talk.question == "consent"


def test_a_wish_before_consent_is_understood(talk: Talk) -> None:
    talk.say("你好")
    talk.say("我想申请低保", "screen_me")
    assert "没听明白" not in talk.text
    assert talk.question == "consent"


def test_not_understood_before_consent(talk: Talk) -> None:
    talk.say("你好")
    talk.say("嘻嘻嘻哈哈哈", "nlu_fallback")
    assert "您回 1 或者 2 就行" in talk.text


def test_after_a_no_nothing_is_taken_down(talk: Talk) -> None:
    talk.say("你好")
    talk.choose("disagree")
    talk.say("我家三口人，住闽侯")
    assert "我没有记" in talk.text
    assert talk.state.household.household == {}
    assert talk.state.household.jurisdiction is None


def test_after_a_no_neither_does_a_question_tell_facts(talk: Talk) -> None:
    talk.say("你好")
    talk.choose("disagree")
    talk.say("我家三口人，低保去哪里办", "ask_where")
    assert "乡镇政府" in talk.text
    assert talk.state.household.household == {}


def test_a_no_can_become_a_yes(talk: Talk) -> None:
    talk.say("你好")
    talk.choose("disagree")
    talk.say("同意")
    assert talk.question == "urgent"
