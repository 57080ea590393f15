"""Two tabs, a browser that hangs up, a message sent twice: each message counts once."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.service.environment import LOOPBACK
from tests.dialogues.driver import Program
from tests.running import RunningServer

pytestmark = pytest.mark.server


@pytest.fixture
def program(server: RunningServer) -> Program:
    """Somebody who has agreed; what is urgent is asked."""
    return Program(server.options.port).agree()


def at_once(*turns: Callable[[], object]) -> None:
    """Takes these turns at the same moment, each in a thread of its own."""
    with ThreadPoolExecutor(len(turns)) as pool:
        for done in [pool.submit(turn) for turn in turns]:
            done.result()


def users(program: Program) -> list[str]:
    return [one["text"] for one in program.history() if one["from"] == "user"]


def test_two_tabs_with_the_same_choice(program: Program) -> None:
    tabs = [Program(program.port, program.token) for _ in range(2)]
    at_once(*(lambda tab=tab: tab.choose("none", question="urgent") for tab in tabs))  # type: ignore[misc]
    told = sorted("已经答过了" in tab.text for tab in tabs)
    assert told == [False, True]
    assert [tab.question for tab in tabs] == ["asking_for", "asking_for"]
    assert len(users(program)) == 4


def test_two_tabs_with_different_words(program: Program) -> None:
    program.choose("none")
    tabs = [Program(program.port, program.token) for _ in range(2)]
    at_once(lambda: tabs[0].say("3个人"), lambda: tabs[1].say("我女儿读大学"))
    program.say("再说一遍")
    assert program.told["people_together"] == 3
    assert any(m.get("student_stage") == "higher" for m in program.household["members"])
    assert len(users(program)) == 6


def test_many_messages_at_once_are_all_answered(program: Program) -> None:
    tabs = [Program(program.port, program.token) for _ in range(6)]
    at_once(*(lambda tab=tab: tab.say("嘻嘻嘻") for tab in tabs))  # type: ignore[misc]
    assert all(tab.texts for tab in tabs)
    assert len(users(program)) == 8


def test_a_message_sent_twice_counts_once(program: Program) -> None:
    program.say("没有", X_Message_Id="one")
    first = program.answer
    program.say("没有", X_Message_Id="one")
    assert program.answer == first
    assert len(users(program)) == 3


def test_a_message_sent_twice_at_once_counts_once(program: Program) -> None:
    tabs = [Program(program.port, program.token) for _ in range(2)]
    at_once(*(lambda tab=tab: tab.say("没有", X_Message_Id="one") for tab in tabs))  # type: ignore[misc]
    assert tabs[0].answer == tabs[1].answer
    assert len(users(program)) == 3


def test_a_browser_that_hangs_up_loses_nothing(program: Program) -> None:
    body = json.dumps({"text": "没有"}).encode()
    head = (
        f"POST /chat/messages HTTP/1.1\r\nHost: {LOOPBACK}\r\n"
        f"Authorization: Bearer {program.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((LOOPBACK, program.port)) as browser:
        browser.sendall(head.encode() + body)
    # A turn is under way or done; the next one waits for it.
    program.say("3个人")
    assert users(program)[2:] == ["没有", "3个人"]
    assert program.told["no_money_for_food"] is False
    assert program.told["people_together"] == 3
    assert program.question == "place"
