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
