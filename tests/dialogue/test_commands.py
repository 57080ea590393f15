"""What can be said of the conversation itself, at any time."""

from __future__ import annotations

import pytest

from tests.dialogue.talk import Talk

FACTS = "我女儿读大学，老婆尿毒症"


# -- one step back ------------------------------------------------------------------------------


def test_the_last_answer_is_taken_back_and_asked_again(in_minhou: Talk) -> None:
    in_minhou.say("3个人")
    in_minhou.reach("hukou").choose("fuzhou")
    in_minhou.say("上一个答错了")
    assert "上一个不算" in in_minhou.text
    assert in_minhou.question == "hukou"
    assert in_minhou.fact("hukou_place") is None
    assert in_minhou.words("hukou_place") is None


def test_several_steps_back(agreed: Talk) -> None:
    agreed.choose("minhou")
    agreed.choose("minhou")
    for question in ("hukou", "place", "asking_for", "urgent"):
        agreed.say("上一个答错了")
        assert agreed.question == question
    assert agreed.state.household.jurisdiction is None
    assert agreed.fact("no_place_to_live") is None
    agreed.say("上一个答错了")
    assert "没有可以改的" in agreed.text


def test_people_counted_by_mistake_are_gone_again(in_minhou: Talk) -> None:
    in_minhou.say("5个人")
    in_minhou.say("答错了")
    assert len(in_minhou.state.household.members) == 1
    in_minhou.say("2个人")
    assert len(in_minhou.state.household.members) == 2


def test_a_message_that_told_facts_is_one_step(in_minhou: Talk) -> None:
    in_minhou.say("3个人")
    in_minhou.say(FACTS)
    assert in_minhou.fact("student_stage", "女儿") == "higher"
    in_minhou.say("上一个答错了")
    assert [m.name for m in in_minhou.state.household.members] == ["本人", "家人2", "家人3"]
    assert all(not member.facts for member in in_minhou.state.household.members)
    assert in_minhou.fact("people_together") == 3


def test_an_answer_with_its_extra_facts_is_one_step(in_minhou: Talk) -> None:
    in_minhou.say("三口人，我、老婆和读高中的儿子")
    in_minhou.say("上一个答错了")
    assert in_minhou.question == "hukou"
    assert [m.name for m in in_minhou.state.household.members] == ["本人"]


def test_a_value_changed_twice_goes_back_to_the_one_before(in_minhou: Talk) -> None:
    in_minhou.say("3个人")
    in_minhou.say("我们家四口人")
    assert in_minhou.fact("people_together") == 4
    in_minhou.say("上一个答错了")
    assert in_minhou.fact("people_together") == 3


def test_a_place_without_documents_can_be_taken_back(agreed: Talk) -> None:
    agreed.say("厦门")
    agreed.say("上一个答错了")
    assert agreed.question == "place"


def test_fewer_people_than_counted_first(in_minhou: Talk) -> None:
    in_minhou.say("5个人")
    in_minhou.say("说错了，我们家两口人")
    assert in_minhou.fact("people_together") == 2
    assert len(in_minhou.state.household.members) == 2


# -- from the beginning, why, again ---------------------------------------------------------------


def test_restart_forgets_the_household_and_keeps_consent(in_minhou: Talk) -> None:
    in_minhou.say(FACTS)
    in_minhou.say("重新开始")
    assert "从头来" in in_minhou.text
    assert in_minhou.question == "urgent"
    assert in_minhou.state.household.household == {}
    assert in_minhou.state.household.said == []
    assert in_minhou.conversation.steps == []


def test_restart_before_consent_asks_for_it(talk: Talk) -> None:
    talk.say(FACTS)
    talk.say("重新开始")
    assert talk.question == "consent"


def test_restart_keeps_in_mind_what_was_read(in_minhou: Talk) -> None:
    in_minhou.say("重新开始")
    assert in_minhou.conversation.last_message == f"m{in_minhou.said}"


@pytest.mark.parametrize("words", ["为什么问这个", "为什么", "问这个干嘛"])
def test_why_is_answered_and_the_question_stays(in_minhou: Talk, words: str) -> None:
    why = in_minhou.open.why
    in_minhou.say(words)
    assert why in in_minhou.replies[0].text
    assert "不想说" in in_minhou.replies[0].text
    assert in_minhou.question == "hukou"
    assert in_minhou.replies[-1].question == "hukou"


def test_every_question_has_its_reason(in_minhou: Talk) -> None:
    for _ in in_minhou.unanswered(more=True):
        why = in_minhou.open.why
        in_minhou.say("为什么问这个")
        assert why
        assert why in in_minhou.text


@pytest.mark.parametrize("words", ["再说一遍", "没听清", "什么意思来着"])
def test_the_question_is_put_again(in_minhou: Talk, words: str) -> None:
    in_minhou.say(words)
    assert in_minhou.replies[-1].question == "hukou"


@pytest.mark.parametrize("words", ["转人工", "人工", "我要找人工客服"])
def test_a_human_has_a_number(in_minhou: Talk, words: str) -> None:
    in_minhou.say(words)
    assert "12345" in in_minhou.text
    assert in_minhou.question == "hukou"


@pytest.mark.parametrize("intent", ["ask_policy", "ask_where", "ask_amount", "out_of_scope"])
def test_a_question_of_its_own_is_answered_first(in_minhou: Talk, intent: str) -> None:
    in_minhou.say("这个你们是怎么弄的呀", intent)
    assert "没听明白" not in in_minhou.text
    assert len(in_minhou.replies) == 2
    assert in_minhou.replies[-1].question == "hukou"


def test_a_guess_of_the_classifier_does_not_lose_an_answer(in_minhou: Talk) -> None:
    in_minhou.say("3个人", "ask_amount")
    assert in_minhou.fact("people_together") == 3


# -- away -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["删除", "删除我的资料", "把记录删了"])
def test_delete_is_left_to_the_channel(in_minhou: Talk, words: str) -> None:
    in_minhou.say(words)
    assert in_minhou.conversation.delete is True


def test_the_delete_button_counts_while_a_question_is_open(in_minhou: Talk) -> None:
    in_minhou.press("delete")
    assert in_minhou.conversation.delete is True


def test_stop_is_not_an_answer_and_one_can_come_back(in_minhou: Talk) -> None:
    in_minhou.say("不问了")
    assert "先到这里" in in_minhou.text
    assert in_minhou.replies[-1].question is None
    in_minhou.say("继续")
    assert in_minhou.replies[-1].question == "hukou"


def test_going_on_after_a_stop_does_not_ask_more_than_needed(in_minhou: Talk) -> None:
    in_minhou.say("不问了")
    in_minhou.say("继续")
    assert in_minhou.conversation.wants_more is False


# -- the result -----------------------------------------------------------------------------------


def test_the_result_before_the_end(in_minhou: Talk) -> None:
    in_minhou.say("看结果")
    assert "先办这一件" in in_minhou.text or "还看不出能申请什么" in in_minhou.text
    buttons = [choice.id for reply in in_minhou.replies for choice in reply.choices]
    assert buttons == ["go_on", "delete"]
    assert in_minhou.replies[-1].more
    in_minhou.press("go_on")
    assert in_minhou.replies[-1].question == "hukou"


def test_no_result_before_consent(talk: Talk) -> None:
    talk.say("你好")
    talk.say("看结果")
    assert "还没有算过结果" in talk.text


def test_the_result_at_the_end_comes_by_itself_once(in_minhou: Talk) -> None:
    in_minhou.finish()
    assert sum(reply.more for reply in in_minhou.replies) == 1
    in_minhou.say("谢谢")
    assert not any(reply.more for reply in in_minhou.replies)
    in_minhou.say("嘻嘻嘻哈哈哈")
    assert "没听明白" in in_minhou.text
    assert "我是社会救助自查助手" not in in_minhou.text


def test_further_questions_after_the_result(in_minhou: Talk) -> None:
    in_minhou.finish()
    assert in_minhou.question is None
    in_minhou.press("go_on")
    assert in_minhou.open.stage == "more"
    in_minhou.finish()
    in_minhou.say("继续")
    assert "没有要问的了" in in_minhou.text


def test_a_fact_told_after_the_result_is_screened_again(in_minhou: Talk) -> None:
    in_minhou.finish()
    in_minhou.say("我儿子读大学")
    assert "我听到的是：儿子" in in_minhou.text
    in_minhou.finish()
    assert any(reply.more for reply in in_minhou.replies)


def test_a_fact_told_twice_after_the_result_is_answered(in_minhou: Talk) -> None:
    in_minhou.finish()
    in_minhou.say("我住闽侯")
    assert "已经记着了" in in_minhou.text


def test_more_is_the_whole_account(in_minhou: Talk) -> None:
    in_minhou.finish()
    folded = next(reply for reply in in_minhou.replies if reply.more)
    in_minhou.say("更多")
    assert in_minhou.replies[0].text == folded.text
    assert not in_minhou.replies[0].more


EVERYTHING = (
    *("你好", "谢谢", "继续", "再说一遍", "为什么", "更多", "看结果", "不问了", "转人工", "不知道"),
    *("不想说", "同意", "不同意", "上一个答错了", "重新开始", "嘻嘻嘻", "😀", "1", "9", "闽侯"),
    *("厦门", "3个人", "没饭吃"),
)


@pytest.mark.parametrize("first", EVERYTHING)
def test_nothing_said_twice_or_in_any_order_meets_silence(talk: Talk, first: str) -> None:
    for words in (first, first, *EVERYTHING, first):
        replies = talk.say(words)
        assert replies, words
        assert all(reply.text.strip() for reply in replies), words


@pytest.mark.parametrize("intent", ["case_trouble", "out_of_scope", "ask_policy"])
@pytest.mark.parametrize("words", ["五万多", "腿不好走路要扶着", "都没有"])
def test_a_few_words_that_ask_nothing_are_no_question(
    in_minhou: Talk, words: str, intent: str
) -> None:
    in_minhou.reach("hukou").say(words, intent)
    assert "12393" not in in_minhou.text
    assert "行政复议" not in in_minhou.text
    assert in_minhou.question == "hukou"


@pytest.mark.parametrize("words", ["没受伤 邻居给饭吃 今晚住邻居家", "没有爱人了，儿子也没了"])
def test_a_no_among_other_words_refuses_nothing(talk: Talk, words: str) -> None:
    talk.say("我家三口人，住闽侯，老婆尿毒症")
    talk.say(words)
    assert talk.question == "consent"
    assert talk.fact("severe_illness", "老婆") is True


def test_a_correction_taken_for_a_question_after_the_result_is_answered(in_minhou: Talk) -> None:
    in_minhou.say("就我一个人，养老金一百多")
    in_minhou.finish()
    in_minhou.say("我养老金其实是一百八", "out_of_scope")
    assert "12333" not in in_minhou.text
    assert in_minhou.replies
    assert in_minhou.fact("personal_income", "本人") == 180
