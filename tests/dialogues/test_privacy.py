"""What was said stays between the two: not in logs, and nowhere once it is deleted."""

from __future__ import annotations

import dataclasses
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dialogues.driver import Program
from tests.running import RunningServer

pytestmark = pytest.mark.server


@dataclasses.dataclass(frozen=True)
class Told:
    """A conversation in which somebody has told things that nobody else says."""

    program: Program
    secrets: tuple[str, ...]

    @property
    def conversation(self) -> str:
        return self.program.token.partition(".")[0]


def rare_words() -> str:
    """Four characters that occur in no question, reply or training example of the project."""
    return "".join(chr(0x9F00 + secrets.randbelow(0x90)) for _ in range(4))


def forms(words: str) -> Iterator[bytes]:
    """The words as files may hold them: plain, and escaped as JSON or Python would."""
    yield words.encode()
    yield words.encode("utf-16-le")
    for escape in ("\\u{:04x}", "\\u{:04X}", "\\\\u{:04x}"):
        yield "".join(escape.format(ord(letter)) for letter in words).encode()


def holding(state: Path, words: str) -> list[str]:
    """The files of the state directory that hold these words in some form."""
    files = [path for path in state.rglob("*") if path.is_file()]
    return [p.name for p in files if any(form in p.read_bytes() for form in forms(words))]


def rows(database: Path, conversation: str) -> int:
    store = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        found = store.execute("SELECT count(*) FROM events WHERE sender_id = ?", (conversation,))
        return int(found.fetchone()[0])
    finally:
        store.close()


@pytest.fixture
def told(server: RunningServer) -> Told:
    words = (rare_words(), rare_words())
    program = Program(server.options.port)
    program.say(f"我家有个得{words[0]}病的小外甥，老婆尿毒症")
    program.say("同意")
    program.say(words[1])
    return Told(program, words)


def test_it_is_kept_while_it_is_needed(told: Told, server: RunningServer) -> None:
    assert rows(server.database, told.conversation) > 0
    assert str(told.program.history()[0]["text"]).startswith("我家有个")
    for words in told.secrets:
        assert holding(server.state_dir, words) == [server.database.name]


@pytest.mark.parametrize("way", ["request", "words", "button"])
def test_deleted_is_gone_from_every_file(told: Told, server: RunningServer, way: str) -> None:
    if way == "request":
        assert told.program.delete() == {"deleted": True}
    elif way == "words":
        assert "已经删掉了" in told.program.say("删除我的资料")[0]
    else:
        assert "已经删掉了" in told.program.send({"choice": "delete"})[0]
    assert rows(server.database, told.conversation) == 0
    for words in told.secrets:
        assert holding(server.state_dir, words) == []
    assert told.program.history() == []


def test_refused_is_gone_too(server: RunningServer) -> None:
    words = rare_words()
    refused = Told(Program(server.options.port), (words,))
    refused.program.say(f"我家有个{words}，老婆尿毒症")
    refused.program.say("不同意")
    assert rows(server.database, refused.conversation) == 0
    assert holding(server.state_dir, words) == []


def test_after_a_deletion_one_can_begin_again(told: Told) -> None:
    told.program.delete()
    told.program.say("你好")
    assert told.program.question == "consent"
    assert told.program.told == {}


def test_nobody_else_is_deleted(told: Told, server: RunningServer) -> None:
    other = Told(Program(server.options.port).agree(), ())
    told.program.delete()
    assert rows(server.database, other.conversation) > 0
    other.program.say("没有")
    assert other.program.question == "asking_for"


def test_nothing_of_it_is_logged(told: Told, server: RunningServer) -> None:
    told.program.say("我不想活了")
    logs = server.logs().encode()
    assert logs
    for words in (*told.secrets, "尿毒症", "不想活", "小外甥"):
        assert not any(form in logs for form in forms(words)), words
