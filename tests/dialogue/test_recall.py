"""“我说过什么” in a conversation: what is kept, and nothing of somebody who did not agree."""

from __future__ import annotations

from bot.dialogue.recall import recalled
from bot.dialogue.state import State
from eligibility import Library
from tests.dialogue.telling import told, turn


def text(library: Library, state: State) -> str:
    return "\n".join(reply.text for reply in recalled(state, library))


def test_what_was_told_in_words(library: Library) -> None:
    said = text(library, told(library, "我在闽侯，我妈72岁二级残疾", "一个月两千来块"))
    assert "在闽侯县" in said
    assert "妈妈72岁，二级残疾" in said
    assert "两千来块" in said


def test_after_a_correction_the_later_word_counts(library: Library) -> None:
    state, _, _ = turn(library, told(library, "我妈72岁二级残疾"), "不对，三级")
    said = text(library, state)
    assert "三级残疾" in said
    assert "二级" not in said


def test_of_somebody_who_did_not_agree_nothing_is_kept(library: Library) -> None:
    state = told(library, "我妈72岁二级残疾")
    state.conversation.consent = False
    assert "还没有说过" in text(library, state)
    assert "残疾" not in text(library, state)
