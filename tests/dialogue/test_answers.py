"""Answers by number, by label, in words, by tapping; and what cannot be one."""

from __future__ import annotations

import pytest

from bot.dialogue.apply import settings_of
from bot.dialogue.turn import LEAVE_AT
from eligibility import Choice, Question, Range, Setting
from tests.dialogue.talk import Talk


def family(talk: Talk) -> Talk:
    """Three people, named."""
    talk.say("三口人，我、老婆和读高中的儿子")
    return talk


# -- one of several -----------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["2", "第二个", "福州市其他县（市、区）", "福州"])
def test_hukou_by_number_label_and_words(in_minhou: Talk, words: str) -> None:
    in_minhou.reach("hukou").say(words)
    assert in_minhou.fact("hukou_place") == "fuzhou"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        *(("闽侯", "minhou"), ("鼓楼区", "fuzhou"), ("厦门", "xiamen"), ("四川", "other")),
        *(("老家在贵州", "other"), ("外地", "other"), ("本地", "minhou"), ("上街", "minhou")),
    ],
)
def test_hukou_by_name_moves_nobody(in_minhou: Talk, words: str, value: str) -> None:
    in_minhou.reach("hukou").say(words)
    assert in_minhou.fact("hukou_place") == value
    assert in_minhou.state.household.jurisdiction == "minhou"
    assert in_minhou.question not in ("hukou", None)


def test_hukou_by_tapping(in_minhou: Talk) -> None:
    in_minhou.reach("hukou").choose("minhou")
    assert in_minhou.fact("hukou_place") == "minhou"
    assert in_minhou.words("hukou_place") == "闽侯县"


def test_a_bare_number_is_kept_as_what_it_stands_for(in_minhou: Talk) -> None:
    in_minhou.reach("hukou").say("1")
    assert in_minhou.words("hukou_place") == "闽侯县"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        *(("不知道", "unknown"), ("不清楚", "unknown"), ("4", "unknown")),
        *(("不想说", "declined"), ("跳过", "declined"), ("5", "declined")),
    ],
)
def test_not_knowing_and_not_saying_are_answers(in_minhou: Talk, words: str, value: str) -> None:
    before = in_minhou.reach("hukou").question
    in_minhou.say(words)
    assert in_minhou.fact("hukou_place") == value
    assert in_minhou.question != before


def test_one_question_takes_one_choice(in_minhou: Talk) -> None:
    in_minhou.reach("hukou").choose("minhou", "fuzhou")
    assert "只选一个" in in_minhou.text
    assert in_minhou.fact("hukou_place") is None
    assert in_minhou.question == "hukou"


# -- several --------------------------------------------------------------------------------------


def test_several_choices_tell_what_is_not_there_too(talk: Talk) -> None:
    talk.say("你好")
    talk.say("同意")
    talk.choose("no_money_for_food", "medical_unpaid")
    assert talk.fact("no_money_for_food") is True
    assert talk.fact("medical_unpaid") is True
    assert talk.fact("no_place_to_live") is False


@pytest.mark.parametrize("words", ["1和3", "1、3", "1 3", "13"])
def test_several_numbers(in_minhou: Talk, words: str) -> None:
    in_minhou.reach("statuses").say(words)
    assert in_minhou.fact("dibao") is True
    assert in_minhou.fact("low_income_certified") is False
    assert in_minhou.fact("hardship_notice_held") is False


@pytest.mark.parametrize("words", ["都没有", "没有", "7", "一个都没有"])
def test_none_of_several(in_minhou: Talk, words: str) -> None:
    in_minhou.reach("statuses").say(words)
    assert in_minhou.fact("dibao") is False
    assert in_minhou.fact("hardship_notice_held") is False


def test_several_in_words(in_minhou: Talk) -> None:
    in_minhou.reach("statuses").say("工会给我们开过困难职工证")
    assert in_minhou.fact("hardship_notice_held") is True
    assert in_minhou.fact("dibao") is False


def test_not_knowing_goes_for_everything_asked(in_minhou: Talk) -> None:
    in_minhou.reach("events").say("不知道")
    told = ("fire_or_accident", "sudden_serious_illness", "income_lost_suddenly")
    assert [in_minhou.fact(fact) for fact in told] == ["unknown"] * 3


# -- how many, and who ----------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["3", "3个人", "三口人", "一共三个"])
def test_a_count_gives_everybody_a_place(in_minhou: Talk, words: str) -> None:
    in_minhou.reach("people").say(words)
    assert in_minhou.fact("people_together") == 3
    names = [member.name for member in in_minhou.state.household.members]
    assert names == ["本人", "家人2", "家人3"]


@pytest.mark.parametrize("words", ["1", "只有我一个人", "就我一个", "我自己住"])
def test_alone(in_minhou: Talk, words: str) -> None:
    in_minhou.reach("people").say(words)
    assert in_minhou.fact("people_together") == 1
    assert len(in_minhou.state.household.members) == 1


def test_people_named_get_their_names(in_minhou: Talk) -> None:
    family(in_minhou)
    relations = {m.name: m.relation for m in in_minhou.state.household.members}
    assert relations == {"本人": "self", "老婆": "spouse", "儿子": "son"}


def test_an_answer_that_brings_more_than_asked(in_minhou: Talk) -> None:
    family(in_minhou.reach("people"))
    assert "记下了：" in in_minhou.text
    assert in_minhou.fact("student_stage", "儿子") == "senior_high"


def test_somebody_who_was_only_counted_gets_a_name_later(in_minhou: Talk) -> None:
    in_minhou.say("3个人")
    in_minhou.say("我老婆有尿毒症")
    names = [member.name for member in in_minhou.state.household.members]
    assert names == ["本人", "老婆", "家人3"]


def test_who_by_name(in_minhou: Talk) -> None:
    family(in_minhou).reach("health").choose("severe_illness")
    assert in_minhou.question == "severe_illness_who"
    in_minhou.say("老婆")
    assert in_minhou.fact("severe_illness", "老婆") is True
    assert in_minhou.fact("severe_illness", "儿子") is False


def test_the_ages_of_all_are_asked_at_once(in_minhou: Talk) -> None:
    family(in_minhou).reach("age")
    in_minhou.say("46，四十四，16")
    ages = [in_minhou.fact("age", name) for name in ("本人", "老婆", "儿子")]
    assert ages == [46, 44, 16]
    assert in_minhou.question != "age"


def test_whoever_was_left_out_is_asked_by_name(in_minhou: Talk) -> None:
    in_minhou.say("三口人，我、我妈和读高中的儿子")
    in_minhou.reach("age").say("我46，儿子16")
    assert (in_minhou.fact("age", "本人"), in_minhou.fact("age", "儿子")) == (46, 16)
    assert in_minhou.question == "age@妈"
    assert "妈多大年纪" in in_minhou.open.text
    in_minhou.say("七十一岁")
    assert in_minhou.fact("age", "妈") == 71


def test_all_of_them_may_be_of_an_age(in_minhou: Talk) -> None:
    family(in_minhou).reach("age").say("都是六十多")
    for name in ("本人", "老婆", "儿子"):
        told = in_minhou.fact("age", name)
        assert (told.low, told.high) == (60, 69)


def test_more_ages_than_people_are_no_answer(in_minhou: Talk) -> None:
    family(in_minhou).reach("age").say("46、44、16、70")
    assert "比人多" in in_minhou.text
    assert in_minhou.question == "age"
    assert in_minhou.fact("age", "本人") is None


# -- numbers --------------------------------------------------------------------------------------


def test_a_number_goes_to_every_fact_it_is_asked_for(in_minhou: Talk) -> None:
    family(in_minhou).reach("health").choose("severe_illness")
    in_minhou.say("老婆")
    in_minhou.reach("self_paid").say("三万")
    assert in_minhou.fact("rigid_expense_12m") == 30000
    assert in_minhou.fact("self_paid_cost") == 30000
    assert in_minhou.words("self_paid_cost") == "三万"


def test_a_rough_number_is_a_range(in_minhou: Talk) -> None:
    family(in_minhou).reach("age").say("六十多岁")
    told = in_minhou.fact("age", "本人")
    assert isinstance(told, Range)
    assert (told.low, told.high) == (60, 69)


@pytest.mark.parametrize("words", ["300岁", "300", "-5岁", "一百五十岁"])
def test_an_impossible_age_is_asked_again_kindly(in_minhou: Talk, words: str) -> None:
    family(in_minhou).reach("age").say(words)
    assert "麻烦您再看一下" in in_minhou.text
    assert in_minhou.question == "age"
    assert in_minhou.fact("age", "本人") is None


@pytest.mark.parametrize("words", ["-5个人", "0个人", "-5", "300个人"])
def test_an_impossible_count_is_asked_again_kindly(in_minhou: Talk, words: str) -> None:
    in_minhou.reach("people").say(words)
    assert "至少有一个人" in in_minhou.text
    assert in_minhou.question == "people"
    assert in_minhou.fact("people_together") is None


def test_an_impossible_answer_is_no_miss_and_no_step(in_minhou: Talk) -> None:
    steps = len(in_minhou.reach("people").conversation.steps)
    for _ in range(4):
        in_minhou.say("-5个人")
    assert in_minhou.question == "people"
    assert in_minhou.conversation.misses == 0
    assert len(in_minhou.conversation.steps) == steps


# -- not an answer --------------------------------------------------------------------------------


def test_facts_that_do_not_answer_are_kept_and_the_question_stays(in_minhou: Talk) -> None:
    in_minhou.reach("hukou").say("我女儿读大学")
    assert "我听到的是：女儿读大学" in in_minhou.text
    assert in_minhou.fact("student_stage", "女儿") == "higher"
    assert in_minhou.question == "hukou"


def test_what_is_known_already_is_said_so(in_minhou: Talk) -> None:
    in_minhou.say("我住闽侯")
    assert "这个我记着了" in in_minhou.text
    assert in_minhou.question == "hukou"


def test_misses_are_explained_then_the_question_may_be_skipped_and_in_the_end_is_left(
    in_minhou: Talk,
) -> None:
    in_minhou.reach("hukou")
    in_minhou.say("嘻嘻嘻哈哈哈")
    assert "这句我没听明白" in in_minhou.text
    in_minhou.say("嘻嘻嘻哈哈哈")
    assert "为什么问这个：有的项目看户口" in in_minhou.text
    in_minhou.say("嘻嘻嘻哈哈哈")
    assert "跳过" in in_minhou.text
    assert "转人工" in in_minhou.text
    assert in_minhou.question == "hukou"
    in_minhou.say("嘻嘻嘻哈哈哈")
    in_minhou.say("嘻嘻嘻哈哈哈")
    assert "先放一放" in in_minhou.text
    assert in_minhou.question != "hukou"
    assert in_minhou.fact("hukou_place") == "unknown"


def test_nothing_hangs_on_a_question_passed_over(in_minhou: Talk) -> None:
    in_minhou.say("三口人，我、老婆和读高中的儿子")
    in_minhou.reach("health")
    for _ in range(LEAVE_AT):
        in_minhou.say("嘻嘻嘻哈哈哈")
    assert not str(in_minhou.question).endswith("_who")


def test_an_answer_ends_the_misses(in_minhou: Talk) -> None:
    in_minhou.say("嘻嘻嘻哈哈哈")
    in_minhou.say("嘻嘻嘻哈哈哈")
    in_minhou.say("3个人")
    in_minhou.say("嘻嘻嘻哈哈哈")
    assert "先放一放" not in in_minhou.text
    assert in_minhou.conversation.misses == 1


def test_a_choice_of_a_question_before_is_told_so(in_minhou: Talk) -> None:
    in_minhou.say("3个人")
    before = in_minhou.question
    in_minhou.choose("no_money_for_food", question="urgent")
    assert "这一题已经答过了" in in_minhou.text
    assert in_minhou.fact("no_money_for_food") is False
    assert in_minhou.question == before


def test_a_choice_nobody_offered_is_told_so(in_minhou: Talk) -> None:
    in_minhou.choose("a million")
    assert "这一题已经答过了" in in_minhou.text
    assert in_minhou.question == "hukou"


def test_a_choice_when_nothing_is_asked(agreed: Talk) -> None:
    agreed.say("北京")
    agreed.choose("minhou", question="place")
    assert "已经答过了" in agreed.text
    assert "下面这个" not in agreed.text


def test_an_empty_message_is_no_answer(in_minhou: Talk) -> None:
    in_minhou.say("   ")
    assert "没有看到文字" in in_minhou.text
    assert in_minhou.question == "hukou"


def test_what_is_chosen_wins_over_what_is_left() -> None:
    pension = Setting(fact="employed", member="本人", value=True)
    question = Question(
        question="q",
        text="",
        stage="core",
        facts=[],
        multiple=True,
        choices=[
            Choice(id="a", label="a", sets=[pension]),
            Choice(id="b", label="b", otherwise=[pension.model_copy(update={"value": False})]),
        ],
    )
    assert [s.value for s in settings_of(question, ["a"])][-1] is True


def test_a_person_called_by_another_word_is_not_counted_twice(talk: Talk) -> None:
    talk.say("我在闽侯，老公尿毒症")
    talk.say("同意")
    talk.reach("people").say("两个人，我和爱人")
    assert [member.name for member in talk.state.household.members] == ["本人", "老公"]


def test_who_lives_alone_has_nobody_else_in_the_household(talk: Talk) -> None:
    talk.say("我在闽侯，七十三了，儿子在广东打工")
    talk.say("同意")
    talk.reach("people").say("就我一个人")
    assert [member.name for member in talk.state.household.members] == ["本人"]
    assert talk.fact("age", "本人") == 73


@pytest.mark.parametrize("words", ["你好", "嗯", "嗯嗯", "谢谢", "好的", "收到", "等一下", "在吗"])
@pytest.mark.parametrize("question", ["people", "hukou", "health", "income_total"])
def test_a_courtesy_never_answers_a_question_and_is_no_miss(
    in_minhou: Talk, question: str, words: str
) -> None:
    in_minhou.reach(question)
    before = in_minhou.state.household
    in_minhou.say(words)
    assert in_minhou.question == question
    assert in_minhou.state.household == before
    assert in_minhou.conversation.misses == 0
    assert "没听明白" not in in_minhou.text
