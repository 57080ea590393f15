"""Two small programs in place of the servers: who dies is named, the other one is stopped."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path

import pytest

from bot.service.environment import LOOPBACK
from bot.service.supervisor import (
    FAILED,
    STOPPED,
    NotReady,
    Patience,
    Server,
    answers,
    supervise,
)
from tests.running import free_ports

SERVING = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *args): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + SERVING
# Leaves a child behind that serves in its place.
WITH_CHILD = f"""
import subprocess, sys
subprocess.Popen([sys.executable, "-c", {STUBBORN!r}, sys.argv[1]]).wait()
"""
ENDING = "import sys; print('bad configuration'); sys.exit(3)"
SILENT = "import signal; signal.pause()"

Ready = Callable[[Mapping[str, int]], Awaitable[None]]
Start = Callable[..., Server]


@pytest.fixture
def program(tmp_path: Path) -> Start:
    """Makes a server from a name and a program that is given its port."""

    def make(name: str, code: str = SERVING) -> Server:
        (port,) = free_ports(1)
        command = [sys.executable, "-S", "-c", code, str(port)]
        url = f"http://{LOOPBACK}:{port}/health"
        return Server(name, command, dict(os.environ), tmp_path / f"{name}.log", url)

    return make


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture(autouse=True)
def no_loose_ends(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """asyncio complains of forgotten tasks and their errors when they are collected."""
    yield
    gc.collect()
    assert [record.getMessage() for record in caplog.records] == []


def then(act: Callable[[Mapping[str, int]], None]) -> Ready:
    async def once_ready(processes: Mapping[str, int]) -> None:
        act(processes)

    return once_ready


@pytest.mark.parametrize("dying", ["甲", "乙"])
async def test_who_dies_is_named_and_the_other_is_stopped(
    program: Start, said: list[str], dying: str
) -> None:
    both = [program("甲"), program("乙")]
    ready = then(lambda processes: os.kill(processes[dying], signal.SIGKILL))
    assert await supervise(both, ready, said.append) == FAILED
    assert said[0].startswith(f"{dying}意外退出（被信号 9 终止）")
    assert [await answers(each.url) for each in both] == [False, False]


async def test_a_death_before_it_is_ready_shows_the_code_and_the_log(
    program: Start, said: list[str]
) -> None:
    both = [program("甲"), program("乙", ENDING)]
    assert await supervise(both, then(lambda _: None), said.append) == FAILED
    assert said[0].startswith("乙意外退出（退出码 3）")
    assert said[0].endswith("  | bad configuration")
    assert not await answers(both[0].url)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_stops_both(program: Start, said: list[str], number: signal.Signals) -> None:
    both = [program("甲"), program("乙")]
    ready = then(lambda _: os.kill(os.getpid(), number))
    assert await supervise(both, ready, said.append) == STOPPED
    assert said == ["正在停止……", "已停止。"]
    assert [await answers(each.url) for each in both] == [False, False]


async def test_who_never_answers_is_not_waited_for_without_end(
    program: Start, said: list[str]
) -> None:
    both = [program("甲"), program("乙", SILENT)]

    async def never(_: Mapping[str, int]) -> None:
        pytest.fail("was called though one does not answer")

    assert await supervise(both, never, said.append, Patience(start=0.2)) == FAILED
    assert said == ["启动没有成功：等了 0 秒，服务还没有应答。"]
    assert not await answers(both[0].url)


@pytest.mark.parametrize("code", [STUBBORN, WITH_CHILD], ids=["stubborn", "with child"])
async def test_nothing_outlives_the_stop(program: Start, said: list[str], code: str) -> None:
    both = [program("甲"), program("乙", code)]
    ready = then(lambda _: os.kill(os.getpid(), signal.SIGTERM))
    assert await supervise(both, ready, said.append, Patience(stop=0.2)) == STOPPED
    assert not await answers(both[1].url)


async def test_servers_that_cannot_be_used_are_stopped(program: Start, said: list[str]) -> None:
    both = [program("甲"), program("乙")]

    async def unusable(_: Mapping[str, int]) -> None:
        raise NotReady("没有回复。")

    assert await supervise(both, unusable, said.append) == FAILED
    assert said == ["启动没有成功：没有回复。"]
    assert [await answers(each.url) for each in both] == [False, False]


async def test_terminal_signals_reach_only_the_supervisor(program: Start, said: list[str]) -> None:
    groups: list[int] = []

    def look(processes: Mapping[str, int]) -> None:
        groups.extend(os.getpgid(pid) for pid in processes.values())
        os.kill(os.getpid(), signal.SIGINT)

    await supervise([program("甲"), program("乙")], then(look), said.append)
    assert len({os.getpgrp(), *groups}) == 3
