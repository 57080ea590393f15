"""A conversation handed over and deleted: gone everywhere, and only the ledger's row stays."""

from __future__ import annotations

import base64
import dataclasses
import http.client
import re
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from bot.dialogue.numbers import read_result_number
from bot.service.environment import LOOPBACK
from bot.service.versions import copy_of, version_of
from tests.dialogues.driver import Program
from tests.dialogues.test_privacy import holding, rare_words
from tests.running import ROOT, RunningServer

pytestmark = pytest.mark.server

_NUMBER = re.compile(r"\d{4}-\d{4}-[A-Z0-9]{6}")
_CODE = re.compile(r"(?<!\d)\d{4}-\d{4}(?![\d-])")


@dataclasses.dataclass(frozen=True)
class HandedOver:
    """A conversation of which a result was told and a code given out."""

    program: Program
    words: str
    code: str
    number: str

    @property
    def conversation(self) -> str:
        return self.program.token.partition(".")[0]


@pytest.fixture
def handed_over(server: RunningServer) -> HandedOver:
    words = rare_words()
    program = Program(server.options.port)
    program.say(f"我家两口人，住闽侯，老婆尿毒症，就是{words}")
    program.say("同意")
    number = _NUMBER.search("\n".join(program.say("看结果")))
    code = _CODE.search("\n".join(program.say("转人工")))
    assert number is not None
    assert code is not None
    return HandedOver(program, words, code[0], number[0])


def opened(server: RunningServer, code: str, key: str | None = None) -> tuple[int, str]:
    """The hand-over page for a code, as an operator's browser asks for it."""
    key = server.state.operator_key.read_text().strip() if key is None else key
    headers = {
        "Authorization": "Basic " + base64.b64encode(f":{key}".encode()).decode(),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection = http.client.HTTPConnection(LOOPBACK, server.options.port, timeout=60)
    connection.request("POST", "/handover/", urlencode({"code": code}), headers)
    answer = connection.getresponse()
    told = answer.read().decode()
    connection.close()
    return answer.status, told


def tables_naming(server: RunningServer, name: str) -> list[str]:
    """The tables in which something stands as a value of its own."""
    store = sqlite3.connect(f"file:{server.database}?mode=ro", uri=True)
    try:
        tables = [
            str(row[0])
            for row in store.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return [
            t for t in tables if any(name in row for row in store.execute(f"SELECT * FROM {t}"))
        ]
    finally:
        store.close()


def result(server: RunningServer, number: str) -> str:
    command = [sys.executable, "-m", "bot", "result", number, "--state", str(server.state_dir)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout


def by_words(program: Program) -> None:
    program.say("删除我的资料")


def by_request(program: Program) -> None:
    program.delete()


@pytest.mark.parametrize("delete", [by_words, by_request])
def test_what_is_deleted_opens_for_nobody(
    server: RunningServer, handed_over: HandedOver, delete: Callable[[Program], None]
) -> None:
    status, told = opened(server, handed_over.code)
    assert status == 200
    assert "闽侯县" in told
    assert "尿毒症" in told
    assert tables_naming(server, handed_over.conversation) == ["events", "handover_codes"]

    delete(handed_over.program)

    status, told = opened(server, handed_over.code)
    assert status == 404
    assert "尿毒症" not in told
    assert tables_naming(server, handed_over.conversation) == []
    assert tables_naming(server, handed_over.code) == []
    for secret in (handed_over.words, handed_over.code):
        assert holding(server.state_dir, secret) == []


def test_the_result_can_still_be_worked_out(server: RunningServer, handed_over: HandedOver) -> None:
    handed_over.program.delete()
    assert tables_naming(server, handed_over.number) == ["results"]
    told = result(server, handed_over.number)
    assert "闽侯县" in told
    read = read_result_number(handed_over.number)
    assert read is not None
    assert read[1].isoformat() in told
    kept = copy_of(server.state.versions, version_of())
    assert kept is not None
    assert f"cd {kept}" in told


def test_only_the_key_opens_it(server: RunningServer, handed_over: HandedOver) -> None:
    status, told = opened(server, handed_over.code, key="guess")
    assert status == 401
    assert "尿毒症" not in told
    assert stat.S_IMODE(server.state.operator_key.stat().st_mode) == 0o600
    assert any(str(server.state.operator_key) in line for line in server.said)
    assert server.state.operator_key.read_text().strip() not in server.logs()
