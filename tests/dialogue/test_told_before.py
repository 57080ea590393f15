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


@pytest.fixture
def asked_of_health(talk: Talk) -> Talk:
    """A grandparent who brings up a child at school; who is ill, disabled … is asked."""
    for said in ("我带个孙子8岁读小学 住翔安 老伴65 户口翔安", "同意", "没有"):
        talk.say(said)
    return talk.reach("health")


@pytest.mark.parametrize("words", ["孙子读三年级", "孙子在念小学，别的没有"])
def test_naming_a_pupil_again_answers_the_list(asked_of_health: Talk, words: str) -> None:
    asked_of_health.say(words)
    assert asked_of_health.question != "health"
    assert asked_of_health.fact("severe_illness", "老伴") is False


@pytest.mark.parametrize("words", ["孙子妈妈跑了，联系不上", "有人的妈妈找不到人"])
def test_a_missing_parent_is_never_taken_for_a_caring_one(
    asked_of_health: Talk, words: str
) -> None:
    asked_of_health.say(words)
    assert asked_of_health.fact("mother_status", "孙子") in (None, "lost_contact")
    assert asked_of_health.fact("child_without_care_now", "孙子") is None


@pytest.mark.parametrize("words", ["有儿子在外面", "家里人在外面打工"])
def test_who_works_elsewhere_is_not_stranded(talk: Talk, words: str) -> None:
    talk.say("你好")
    talk.say("同意")
    talk.say(words)
    assert talk.fact("stranded_without_means") is not True


@pytest.mark.parametrize("words", ["户主", "就户主", "是户主"])
def test_the_householder_named_again_means_none_of_the_others(talk: Talk, words: str) -> None:
    for said in ("厦门翔安 户主女55 肢体残疾一级 大女儿16高一 小女儿13初二 3口", "同意", "没有"):
        talk.say(said)
    assert talk.fact("disability_level", "本人") == 1
    talk.reach("health").say("户主是残疾人，证上一级，还有大女儿在念高一")
    assert talk.question == "disability_who"
    talk.say(words)
    assert talk.question != "disability_who"
    assert talk.fact("disability_level", "本人") == 1
    assert talk.fact("disability_level", "大女儿") == 0
