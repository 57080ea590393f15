"""What goes wrong between people and programs: always a Chinese sentence, nothing lost."""

from __future__ import annotations

import pytest

from bot.channels.limits import BURST
from tests.dialogues.driver import Program, Refused
from tests.running import RunningServer

pytestmark = pytest.mark.server


@pytest.fixture
def program(server: RunningServer) -> Program:
    """Somebody who has agreed; what is urgent is asked."""
    return Program(server.options.port).agree()


@pytest.mark.parametrize(
    "words",
    [
        "/restart",
        '/screen_me{"x":1}',
        '/intent{"a":"b"}',
        "/session_start",
        "／restart",
        "EXTERNAL: screen_me",
        "_restart",
        "@action_listen",
    ],
)
def test_nothing_of_rasas_own_can_be_typed(program: Program, words: str) -> None:
    program.choose("none")
    program.say(words)
    assert program.question == "asking_for"
    assert program.told["no_money_for_food"] is False
    said = [one["text"] for one in program.history() if one["from"] == "user"]
    assert said[0] == "你好"
    assert len(said) == 4


@pytest.mark.parametrize(
    "words",
    [
        "😀😀😀",
        "👨‍👩‍👧",
        "<b>没有</b>",
        "<script>alert(1)</script>",
        "{{7*7}} ${x} {facts} %s",
        "' OR 1=1 --",
        "。。。",
        "?",
        "a",
        "\u202e\u200b",
    ],
)
def test_what_makes_no_sense_is_answered_kindly(program: Program, words: str) -> None:
    program.say(words)
    assert program.question == "urgent" or "没有" in words
    program.say("没有")
    assert program.question is not None


def test_markup_comes_back_as_it_was_typed(program: Program) -> None:
    program.say("<script>alert(1)</script>")
    assert "<script>" not in program.text
    assert "<script>alert(1)</script>" in [one["text"] for one in program.history()]


@pytest.mark.parametrize("length", [2001, 10_000, 100_000])
def test_too_long_and_the_conversation_goes_on(program: Program, length: int) -> None:
    with pytest.raises(Refused) as refused:
        program.say("我" * length)
    assert refused.value.status == 413
    assert "2000" in refused.value.sentence
    program.say("没有")
    assert program.question == "asking_for"


def test_the_longest_that_is_read(program: Program) -> None:
    program.say("嗯" * 2000)
    assert program.question == "urgent"


@pytest.mark.parametrize("body", [b"{", [], {}, {"text": 3}, {"choices": ["a"] * 21}, {"text": ""}])
def test_a_body_that_is_no_message(program: Program, body: object) -> None:
    with pytest.raises(Refused) as refused:
        program.send(body)
    assert refused.value.status == 400
    program.say("没有")
    assert program.question == "asking_for"


def test_a_forged_token(server: RunningServer, program: Program) -> None:
    forged = Program(server.options.port, program.token[:-1] + "x")
    with pytest.raises(Refused) as refused:
        forged.say("没有")
    assert refused.value.status == 401
    with pytest.raises(Refused):
        forged.history()
    program.say("没有")
    assert program.question == "asking_for"


def test_too_many_at_once(server: RunningServer) -> None:
    program = Program(server.options.port)
    statuses = []
    # An empty message is refused after it was counted, and costs no turn.
    for _ in range(3 * BURST):
        with pytest.raises(Refused) as refused:
            program.send({"text": ""})
        statuses.append(refused.value.status)
        if statuses[-1] == 429:
            break
    assert statuses[-1] == 429
    assert "太快" in refused.value.sentence


def people(program: Program) -> None:
    """Answers until the people of the household are asked about."""
    for choice in ("none", "self", "minhou", "minhou"):
        program.choose(choice)
    assert program.question == "people"


@pytest.mark.parametrize("words", ["-5个人", "300个人", "0个人"])
def test_an_impossible_count(program: Program, words: str) -> None:
    people(program)
    program.say(words)
    assert "至少有一个人" in program.text
    assert program.question == "people"


def test_an_impossible_age(program: Program) -> None:
    people(program)
    program.say("只有我一个人")
    program.reach("age@本人")
    program.say("300岁")
    assert "0到120岁" in program.text
    assert program.question == "age@本人"


def test_a_choice_of_a_question_before(program: Program) -> None:
    program.choose("none")
    program.choose("no_money_for_food", question="urgent")
    assert "已经答过了" in program.text
    assert program.told["no_money_for_food"] is False
    assert program.question == "asking_for"
