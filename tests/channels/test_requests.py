"""Requests as they come: what is a message, what is refused, each with one Chinese sentence."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from bot.channels.limits import RateLimit
from bot.channels.web import LONGEST_TEXT, MOST_CHOICES, WebChannel
from bot.replies import phrase
from tests.channels.agents import ScriptedAgent
from tests.channels.conftest import Client

CHINESE = re.compile(r"[一-鿿]")


def send(client: Client, token: str, body: Any) -> tuple[int, dict[str, Any]]:
    """Status and JSON of one POST; bytes are sent as they are."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = client.call("POST", "messages", data, Authorization=f"Bearer {token}")
    return answer.status, answer.told


def assert_sentence(told: dict[str, Any]) -> None:
    assert set(told) == {"error"}
    assert CHINESE.search(told["error"])
    assert not re.search(r"Traceback|Error|Exception", told["error"])


@pytest.mark.parametrize(
    "body",
    [
        [],
        ["text"],
        "text",
        3,
        None,
        {},
        {"text": 3},
        {"text": None},
        {"text": ["a"]},
        {"words": "你好"},
        {"choice": 3},
        {"choice": None},
        {"choice": ["a"]},
        {"choice": "x" * 65},
        {"choices": "a"},
        {"choices": []},
        {"choices": [1]},
        {"choices": {"a": 1}},
        {"choices": ["a"] * (MOST_CHOICES + 1)},
    ],
    ids=repr,
)
def test_what_is_no_message_is_refused(
    client: Client, token: str, agent: ScriptedAgent, body: Any
) -> None:
    status, told = send(client, token, body)
    assert status == 400
    assert_sentence(told)
    assert agent.handled == []


@pytest.mark.parametrize("data", [b"", b"{", b"text=1", b"\xff\xfe", b'{"text": }', b"\x00"])
def test_what_is_no_json_is_refused(client: Client, token: str, data: bytes) -> None:
    status, told = send(client, token, data)
    assert status == 400
    assert_sentence(told)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x00", "\ud800"])
def test_without_words_it_says_what_to_do(
    client: Client, token: str, agent: ScriptedAgent, text: str
) -> None:
    status, told = send(client, token, {"text": text})
    assert (status, told) == (400, {"error": phrase("empty")})
    assert agent.handled == []


@pytest.mark.parametrize(
    "text",
    ["你好", "😀😭", "<b>你好</b><script>alert(1)</script>", "啊" * LONGEST_TEXT],
    ids=["words", "emoji", "markup", "long"],
)
def test_words_are_handed_over_as_they_are(
    client: Client, token: str, agent: ScriptedAgent, text: str
) -> None:
    status, told = send(client, token, {"text": text})
    assert status == 200
    assert [message.text for message in agent.handled] == [text]
    assert told["replies"]


@pytest.mark.parametrize(
    ("text", "handed"),
    [
        ("/restart", "／restart"),
        ('/screen_me{"x":1}', '／screen_me{"x":1}'),
        ("  /intent{}", "／intent{}"),
        ("a\x00b", "ab"),
        ("我\ud83d好", "我好"),
    ],
)
def test_nothing_of_rasas_own_can_be_typed(
    client: Client, token: str, agent: ScriptedAgent, text: str, handed: str
) -> None:
    status, _ = send(client, token, {"text": text})
    assert status == 200
    assert [message.text for message in agent.handled] == [handed]


@pytest.mark.parametrize("length", [LONGEST_TEXT + 1, 10_000, 100_000])
def test_too_long_is_told_with_the_limit(
    client: Client, token: str, agent: ScriptedAgent, length: int
) -> None:
    status, told = send(client, token, {"text": "啊" * length})
    assert status == 413
    assert told == {"error": phrase("too_long", limit=LONGEST_TEXT)}
    assert agent.handled == []


@pytest.mark.parametrize(
    "header",
    ["Bearer forged", "Bearer ", "Basic dXNlcjpw", "forged", f"Bearer {'0' * 32}.{'0' * 64}"],
)
@pytest.mark.parametrize("method", ["POST", "GET", "DELETE"])
def test_a_forged_token_is_refused(
    client: Client, agent: ScriptedAgent, header: str, method: str
) -> None:
    path = "messages" if method == "POST" else "conversation"
    answer = client.call(method, path, b'{"text": "hello"}', Authorization=header)
    assert answer.status == 401
    assert_sentence(answer.told)
    assert agent.handled == []


def test_a_forged_cookie_is_refused(client: Client) -> None:
    answer = client.call("POST", "messages", b'{"text": "hello"}', Cookie="screener=forged")
    assert answer.status == 401


def test_too_many_are_refused_kindly(
    client: Client, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = iter([True, False])
    monkeypatch.setattr(RateLimit, "allows", lambda *_args: next(allowed))
    assert (send(client, token, {"text": "你好"}))[0] == 200
    status, told = send(client, token, {"text": "你好"})
    assert status == 429
    assert_sentence(told)


def test_what_goes_wrong_inside_is_one_sentence(
    client: Client, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_args: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr(WebChannel, "_history", broken)
    monkeypatch.setattr("bot.channels.conversations.Conversations.take", broken)
    status, told = send(client, token, {"text": "你好"})
    assert status == 503
    assert told == {"error": phrase("server_trouble")}


def test_a_first_visit_gets_a_cookie_that_scripts_cannot_read(client: Client) -> None:
    answer = client.call("GET", "")
    assert answer.status == 200
    cookie = answer.headers["set-cookie"]
    assert re.match(r"screener=[0-9a-f]{32}\.[0-9a-f]{64};", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/chat" in cookie


def test_a_message_without_any_token_starts_a_conversation(
    client: Client, agent: ScriptedAgent
) -> None:
    answer = client.call("POST", "messages", b'{"text": "hello"}')
    assert answer.status == 200
    assert answer.headers["set-cookie"].startswith(f"screener={agent.handled[0].sender_id}")


@pytest.mark.parametrize("path", ["", "chat.js", "chat.css", "conversation"])
def test_every_answer_forbids_what_the_page_does_not_need(client: Client, path: str) -> None:
    answer = client.call("GET", path)
    assert answer.status == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["secret", "..%2F..%2Fweb.py", "conversations.sqlite3", ".env"])
def test_no_other_file_is_served(client: Client, name: str) -> None:
    assert client.call("GET", name).status == 404
