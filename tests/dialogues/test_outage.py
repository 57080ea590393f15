"""The action server down: a sentence all the same, and no answer is lost."""

from __future__ import annotations

import pytest

from bot.replies import phrase
from tests.dialogues.driver import Program
from tests.running import RunningServer

pytestmark = pytest.mark.server


def test_answers_given_meanwhile_are_caught_up(own_server: RunningServer) -> None:
    early = Program(own_server.options.port).agree()
    late = Program(own_server.options.port)
    own_server.lose_actions()

    # In the middle of an interview: a sentence, and the answers are kept.
    early.say("没有")
    assert early.texts == [phrase("server_trouble")]
    early.say("3个人")
    assert early.texts == [phrase("server_trouble")]
    # At the first word: the form never became active.
    late.say("我家两口人，住闽侯")
    assert late.texts == [phrase("server_trouble")]
    # Danger is answered without it.
    late.say("我不想活了")
    assert "12356" in late.texts[0]

    own_server.restore_actions()
    early.say("继续")
    assert early.told["no_money_for_food"] is False
    assert early.told["people_together"] == 3
    assert early.question == "hukou"

    late.say("继续")
    assert late.told["people_together"] == 2
    assert late.household["jurisdiction"] == "minhou"
    assert late.question == "consent"
