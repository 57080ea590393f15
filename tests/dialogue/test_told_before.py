"""What was told before a question is neither asked in it nor changed by its answer."""

from __future__ import annotations

import pytest

from tests.dialogue.talk import Talk


@pytest.mark.parametrize("answer", ["registered_poor", "none"])
def test_a_status_told_before_stays(in_minhou: Talk, answer: str) -> None:
    in_minhou.say("3个人")
    in_minhou.say("我们家领着低保")
    in_minhou.reach("statuses")
    assert "dibao" not in [choice.id for choice in in_minhou.open.choices]
    in_minhou.choose(answer)
    assert in_minhou.fact("dibao") is True


def test_nobody_can_always_be_said(in_minhou: Talk) -> None:
    in_minhou.say("三口人，我、老婆和读高中的儿子")
    for _ in in_minhou.unanswered(more=True):
        question = in_minhou.open
        if question.multiple:
            assert "none" in [choice.id for choice in question.choices], question.question


def test_who_has_a_household_of_their_own_is_not_of_this_one(in_minhou: Talk) -> None:
    in_minhou.say("我七十二了，女儿嫁到外地，四十五岁，在那边打工，我跟老伴两个人过")
    names = [member.name for member in in_minhou.state.household.members]
    assert names == ["本人", "老伴"]
    assert in_minhou.fact("people_together") == 2


COMPLAINT = (
    "我要反映我们村修路占了我家两分田，补偿款到现在没有一分，我爸七十四了，残疾二级，"
    "天天去村部问，书记讲账在镇里，镇里讲账在村里，请求公开账目"
)


def test_a_complaint_about_other_matters_tells_nothing(in_minhou: Talk) -> None:
    before = in_minhou.state.household
    in_minhou.say(COMPLAINT, "out_of_scope")
    assert in_minhou.state.household.members == before.members
    assert in_minhou.text
    assert in_minhou.question == "hukou"


def test_none_tapped_leaves_the_certificate_of_whose_grade_was_told(in_minhou: Talk) -> None:
    in_minhou.say("三口人，我50岁，老婆48岁肢体残疾二级，儿子20岁在打工")
    in_minhou.reach("health")
    in_minhou.choose("none")
    assert in_minhou.fact("disability_certificate", "老婆") != "no"
    assert in_minhou.fact("disability_certificate", "儿子") == "no"
