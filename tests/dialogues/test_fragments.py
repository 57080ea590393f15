"""在吗 · 急 · …: fragments sent to the running servers are one turn; nobody waits for nothing."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from http.client import HTTPResponse
from typing import Any

import pytest

from bot.service.environment import LOOPBACK
from tests.dialogues.driver import Program
from tests.running import RunningServer

pytestmark = pytest.mark.server

LONG_PAUSE = 20.0
"""Longer than any of these tests takes: what waited for its end would fail by its time alone."""


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Servers on which a fragment waits very long for more."""
    server = RunningServer(tmp_path_factory.mktemp("patient") / "state", LONG_PAUSE)
    yield server
    server.stop()


@pytest.fixture
def program(patient: RunningServer) -> Program:
    return Program(patient.options.port)


def send(program: Program, text: str) -> socket.socket:
    """Sends a message without waiting for its answer; it has arrived when this returns."""
    body = json.dumps({"text": text}).encode()
    head = (
        f"POST /chat/messages HTTP/1.1\r\nHost: {LOOPBACK}\r\n"
        f"Authorization: Bearer {program.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    sender = socket.create_connection((LOOPBACK, program.port))
    sender.sendall(head.encode() + body)
    program.history()  # the server reads its connections in order
    return sender


def answer(sender: socket.socket) -> dict[str, Any]:
    response = HTTPResponse(sender)
    response.begin()
    told: dict[str, Any] = json.loads(response.read())
    sender.close()
    return told


def users(program: Program) -> list[str]:
    return [one["text"] for one in program.history() if one["from"] == "user"]


FAMILY = "我妈尿毒症，一周透三次，我们住在闽侯县上街镇，家里三口人"


def test_fragments_and_what_follows_are_one_turn(program: Program) -> None:
    senders = [send(program, "在吗"), send(program, "急")]
    assert program.history() == []
    program.say(FAMILY)
    told = [answer(sender) for sender in senders]
    assert {one["turn"] for one in told} == {program.answer["turn"]}
    assert all(one["replies"] == program.answer["replies"] for one in told)
    assert users(program) == ["在吗", "急", FAMILY]
    program.say("同意")
    assert program.told["people_together"] == 3
    assert program.household["jurisdiction"] == "minhou"
    assert any(member.get("severe_illness") for member in program.household["members"])


def test_danger_takes_them_with_it(program: Program) -> None:
    sender = send(program, "在吗")
    program.say("我不想活了")
    assert "12356" in program.texts[0]
    assert answer(sender)["turn"] == program.answer["turn"]


def test_a_deletion_takes_them_with_it(program: Program) -> None:
    sender = send(program, "在吗")
    program.say("删除")
    assert "已经删掉了" in program.texts[0]
    assert answer(sender)["replies"]
    assert program.history() == []


def test_an_interview_waits_for_nothing(program: Program) -> None:
    program.say(FAMILY)
    program.say("同意")
    for text in ("没有", "不知道", "1", "都没有", "上一个答错了", "不想说"):
        program.say(text)
    assert len(users(program)) == 8
