"""Starts servers side by side, waits until they answer, and stops all when one dies or is told to.

Knows nothing of Rasa: what a server is, and what is done once all answer, comes from the caller.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Say = Callable[[str], None]

STOPPED, FAILED = 0, 1
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_LOOK_EVERY = 0.1
_TAIL = 15


@dataclass(frozen=True)
class Server:
    """One program to run. `url` answers 200 when it is ready; its output goes to `log`."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    url: str


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds."""

    start: float = 180.0
    stop: float = 10.0


class NotReady(Exception):
    """The servers run but cannot be used; the message says why, in Chinese."""


async def supervise(
    servers: Sequence[Server],
    once_ready: Callable[[Mapping[str, int]], Awaitable[None]],
    say: Say,
    patience: Patience = Patience(),
) -> int:
    """Runs all servers until a signal comes (returns STOPPED) or one of them fails (FAILED).

    They are started together and stopped one after the other, the last of the list first.
    `once_ready` is awaited with the process ids by server name when every server answers.
    """
    told_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in _SIGNALS:
        loop.add_signal_handler(number, told_to_stop.set)
    async with contextlib.AsyncExitStack() as stack:
        running = [await stack.enter_async_context(_run(each, patience)) for each in servers]
        ready = asyncio.create_task(_make_ready(running, once_ready, patience))
        stop = asyncio.create_task(told_to_stop.wait())
        ends = {asyncio.create_task(each.process.wait()): each for each in running}
        stack.push_async_callback(_cancel, [ready, stop, *ends])
        reason = await _first_end(ready, stop, ends)
        say(reason or "正在停止……")
    if reason is None:
        say("已停止。")
    return STOPPED if reason is None else FAILED


async def answers(url: str) -> bool:
    """Whether a GET of this `http://host:port/path` is answered with 200 just now."""
    authority, _, path = url.removeprefix("http://").partition("/")
    host, _, port = authority.partition(":")
    try:
        reader, writer = await asyncio.open_connection(host, int(port))
    except OSError:
        return False
    try:
        writer.write(f"GET /{path} HTTP/1.1\r\nHost: {authority}\r\n\r\n".encode())
        return (await reader.readline()).split()[1:2] == [b"200"]
    except OSError:
        return False
    finally:
        writer.close()


@dataclass(frozen=True)
class _Running:
    server: Server
    process: asyncio.subprocess.Process


@contextlib.asynccontextmanager
async def _run(server: Server, patience: Patience) -> AsyncIterator[_Running]:
    """The server's process, in a group of its own: Ctrl-C in the terminal reaches only us."""
    with server.log.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *server.command,
            env=dict(server.environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield _Running(server, process)
    finally:
        await _stop(process, patience.stop)


async def _stop(process: asyncio.subprocess.Process, seconds: float) -> None:
    _signal_group(process.pid, signal.SIGTERM)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), seconds)
    # Also after a clean end: a child of the server may have stayed behind in its group.
    _signal_group(process.pid, signal.SIGKILL)
    await process.wait()


def _signal_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


async def _make_ready(
    running: Sequence[_Running],
    once_ready: Callable[[Mapping[str, int]], Awaitable[None]],
    patience: Patience,
) -> None:
    try:
        async with asyncio.timeout(patience.start):
            for each in running:
                while not await answers(each.server.url):
                    await asyncio.sleep(_LOOK_EVERY)
    except TimeoutError:
        raise NotReady(f"等了 {patience.start:.0f} 秒，服务还没有应答。") from None
    await once_ready({each.server.name: each.process.pid for each in running})


async def _first_end(
    ready: asyncio.Task[None],
    stop: asyncio.Task[bool],
    ends: Mapping[asyncio.Task[int], _Running],
) -> str | None:
    """Waits for what comes first; None for a signal, otherwise what went wrong, in Chinese."""
    waiting: set[asyncio.Task[object]] = {ready, stop, *ends}
    while True:
        done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        if stop in done:
            return None
        for task, running in ends.items():
            if task in done:
                return _obituary(running.server, task.result())
        if error := ready.exception():
            if not isinstance(error, NotReady):
                raise error
            return f"启动没有成功：{error}"


def _obituary(server: Server, code: int) -> str:
    how = f"被信号 {-code} 终止" if code < 0 else f"退出码 {code}"
    lines = server.log.read_text(encoding="utf-8", errors="replace").splitlines()[-_TAIL:]
    tail = "".join(f"\n  | {line}" for line in lines)
    return f"{server.name}意外退出（{how}），其余服务一并停止。它的日志：{server.log}{tail}"


async def _cancel(tasks: Sequence[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
