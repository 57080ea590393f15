"""The first turn leaves nothing behind, and a server that cannot answer is noticed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.service.warm_up import WORDS, WarmUpFailed, take_first_turn
from tests.running import free_ports


class Channel:
    """Answers as scripted: `kept` is the conversation, `broken` the request that gets a 500."""

    def __init__(self) -> None:
        said = {"from": "user", "text": WORDS}
        self.kept: list[dict[str, str]] = [said, {"from": "bot", "text": "您好。"}]
        self.broken = ""
        self.calls: list[tuple[str, str | None]] = []
        handler = type("Handler", (_Handler,), {"channel": self})
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.port = int(self.http.server_address[1])
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.01,))
        self.thread.start()

    def close(self) -> None:
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()

    def answer(self, call: str) -> dict[str, Any]:
        if call == "POST /chat/conversations":
            return {"token": "abc"}
        trouble = [{"text": "系统正忙，请稍后再发一次。"}]
        return {"replies": self.kept if call.startswith("GET") else trouble}


class _Handler(BaseHTTPRequestHandler):
    channel: Channel
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Says nothing: the test's own output is to be read."""

    def handle_call(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        call = f"{self.command} {self.path}"
        self.channel.calls.append((call, self.headers.get("Authorization")))
        body = json.dumps(self.channel.answer(call)).encode()
        self.send_response(500 if call == self.channel.broken else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_DELETE = handle_call


@pytest.fixture
def channel() -> Iterator[Channel]:
    scripted = Channel()
    yield scripted
    scripted.close()


def test_the_conversation_is_deleted_after_its_turn(channel: Channel) -> None:
    take_first_turn(channel.port)
    assert channel.calls == [
        ("POST /chat/conversations", None),
        ("POST /chat/messages", "Bearer abc"),
        ("GET /chat/conversation", "Bearer abc"),
        ("DELETE /chat/conversation", "Bearer abc"),
    ]


@pytest.mark.parametrize("kept", [0, 1])
def test_a_sentence_that_only_the_channel_said_is_a_failure(channel: Channel, kept: int) -> None:
    channel.kept = channel.kept[:kept]
    with pytest.raises(WarmUpFailed, match="没有得到回复"):
        take_first_turn(channel.port)


@pytest.mark.parametrize(
    "broken",
    [
        "POST /chat/conversations",
        "POST /chat/messages",
        "GET /chat/conversation",
        "DELETE /chat/conversation",
    ],
)
def test_the_step_that_failed_is_named(channel: Channel, broken: str) -> None:
    channel.broken = broken
    with pytest.raises(WarmUpFailed, match=f"{broken} 返回 500"):
        take_first_turn(channel.port)


def test_a_failed_turn_is_deleted_as_well(channel: Channel) -> None:
    channel.broken = "POST /chat/messages"
    with pytest.raises(WarmUpFailed):
        take_first_turn(channel.port)
    assert channel.calls[-1][0] == "DELETE /chat/conversation"


def test_nobody_there_is_a_failure() -> None:
    (port,) = free_ports(1)
    with pytest.raises(WarmUpFailed, match="ConnectionRefusedError"):
        take_first_turn(port)
