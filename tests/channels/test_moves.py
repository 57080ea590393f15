"""Another device goes on with a conversation: by a code, once, and not for long."""

from __future__ import annotations

import re

from bot.channels.moves import MINUTES, Moves
from tests.channels.agents import ScriptedAgent
from tests.channels.conftest import Client
from tests.channels.test_requests import assert_sentence, send

OVER = MINUTES * 60 + 1


def test_a_code_opens_its_conversation_once() -> None:
    moves = Moves()
    code = moves.offer("c")
    assert moves.take(code) == "c"
    assert moves.take(code) is None


def test_a_code_opens_nothing_after_its_time() -> None:
    moves = Moves()
    assert moves.take(moves.offer("c", now=0), now=OVER) is None
    assert moves.take(moves.offer("c", now=0), now=OVER - 2) == "c"


def test_a_later_code_and_a_deletion_end_it() -> None:
    moves = Moves()
    first, other = moves.offer("c"), moves.offer("d")
    second = moves.offer("c")
    assert moves.take(first) is None
    moves.end("c")
    assert moves.take(second) is None
    assert moves.take(other) == "d"


def code_of(client: Client, token: str) -> str:
    answer = client.call("POST", "moves", b"", Authorization=f"Bearer {token}")
    assert answer.status == 201
    assert answer.told["minutes"] == MINUTES
    return str(answer.told["code"])


def test_the_other_device_gets_the_same_conversation(
    client: Client, token: str, agent: ScriptedAgent
) -> None:
    send(client, token, {"text": "我家三口人，老婆尿毒症"})
    opened = client.call("GET", f"?move={code_of(client, token)}")
    assert opened.status == 200
    assert b"<!doctype html>" in opened.body
    (cookie,) = re.findall(r"screener=[^;]+", opened.headers["set-cookie"])
    client.call("POST", "messages", b'{"text": "hello"}', Cookie=cookie)
    assert len({message.sender_id for message in agent.handled}) == 1
    here = client.call("GET", "conversation", Authorization=f"Bearer {token}").told
    there = client.call("GET", "conversation", Cookie=cookie).told
    assert here == there


def test_a_link_used_before_says_so_and_opens_nothing(client: Client, token: str) -> None:
    code = code_of(client, token)
    client.call("GET", f"?move={code}")
    for used in (code, "", "nonsense"):
        again = client.call("GET", f"?move={used}")
        assert again.status == (200 if not used else 410)
        cookie = again.headers["set-cookie"] or ""
        assert token not in cookie
        assert used == "" or "再取一次" in again.body.decode()


def test_after_a_deletion_the_link_opens_nothing(client: Client, token: str) -> None:
    code = code_of(client, token)
    client.call("DELETE", "conversation", Authorization=f"Bearer {token}")
    assert client.call("GET", f"?move={code}").status == 410


def test_nobody_gets_a_code_without_a_conversation(client: Client) -> None:
    answer = client.call("POST", "moves", b"")
    assert answer.status == 401
    assert_sentence(answer.told)
