"""A server down: a sentence all the same; no answer is lost and none is counted twice."""

from __future__ import annotations

import contextlib
import http.client

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
    assert early.question == "place"

    late.say("继续")
    assert late.told["people_together"] == 2
    assert late.household["jurisdiction"] == "minhou"
    assert late.question == "consent"


def test_killed_and_started_again_in_mid_interview(own_server: RunningServer) -> None:
    program = Program(own_server.options.port).agree()
    program.say("没有", X_Message_Id="taken")
    told = program.texts

    own_server.kill("rasa")
    # Nobody answers now; the same message is sent again when somebody does.
    with contextlib.suppress(OSError, http.client.HTTPException):
        program.say("3个人", X_Message_Id="lost")
    own_server.start_again()

    # The browser did not get the answer and asks once more.
    program.say("没有", X_Message_Id="taken")
    assert program.texts == told
    program.say("3个人", X_Message_Id="lost")
    program.say("3个人", X_Message_Id="lost")
    said = [one["text"] for one in program.history() if one["from"] == "user"]
    assert said[2:] == ["没有", "3个人"]
    assert program.told["no_money_for_food"] is False
    assert program.told["people_together"] == 3
    assert program.question == "place"
