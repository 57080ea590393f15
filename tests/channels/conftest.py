"""Fixtures of the channels' tests: the web channel on a port of its own, with a scripted agent."""

from __future__ import annotations

import asyncio
import dataclasses
import http.client
import json
import threading
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from sanic import Sanic

from bot.channels.gathering import FRAGMENT_SECONDS
from bot.channels.handover import HandoverChannel
from bot.channels.web import WebChannel
from bot.service.environment import LARGEST_REQUEST, LOOPBACK
from eligibility import Library, load_library
from tests.channels.agents import ScriptedAgent, slots

OPERATOR_KEY = b"0123456789abcdef"


@dataclasses.dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Message
    body: bytes

    @property
    def told(self) -> Any:
        return json.loads(self.body)


class Client:
    """Somebody's program, speaking to the channel over HTTP; it keeps no cookies."""

    def __init__(self, port: int) -> None:
        self._port = port

    def call(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """One request; `headers` with underscores for dashes."""
        connection = http.client.HTTPConnection(LOOPBACK, self._port)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"/chat/{path}", body, named)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer


class _Server:
    """A Sanic app with our channel, in a thread: Sanic starts only one app in a process."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.app = Sanic("channel_under_test", configure_logging=False)
        self.app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
        self.app.blueprint(WebChannel().blueprint(_nobody))
        self.handover = HandoverChannel(OPERATOR_KEY)
        self.app.blueprint(self.handover.blueprint(_nobody))
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        started.wait()

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self._serve())
        started.set()
        self.loop.run_forever()

    async def _serve(self) -> None:
        server = await self.app.create_server(
            LOOPBACK, 0, return_asyncio_server=True, access_log=False
        )
        assert server is not None
        await server.startup()
        self.port = server.server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()


async def _nobody(_message: object) -> None:
    """The channel speaks to the agent of the app instead."""


@pytest.fixture(scope="session")
def channel() -> Iterator[_Server]:
    server = _Server()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture
def agent(tmp_path: Path) -> ScriptedAgent:
    store = SQLTrackerStore(slots(), dialect="sqlite", db=str(tmp_path / "conversations.sqlite3"))
    return ScriptedAgent(store)


@pytest.fixture
def client(channel: _Server, agent: ScriptedAgent, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A client of the channel, which hands its messages to this test's agent at once."""
    monkeypatch.setenv(FRAGMENT_SECONDS, "0")
    channel.app.ctx.agent = agent
    if hasattr(channel.app.ctx, "screener_conversations"):
        del channel.app.ctx.screener_conversations
    return Client(channel.port)


@pytest.fixture
def token(client: Client) -> str:
    """A conversation that has just been started."""
    answer = client.call("POST", "conversations")
    assert answer.status == 201
    return str(answer.told["token"])
