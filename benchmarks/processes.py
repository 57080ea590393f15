"""Starts what is measured, on ports of its own, and weighs what runs."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.service.environment import LOOPBACK, open_state, quiet_libraries, server_environment
from bot.service.training import Project

ROOT = Path(__file__).absolute().parents[1]
MAIN = Project(ROOT)
BARE = Project(ROOT / "benchmarks" / "bare", data="data", name="bare")


@dataclass(frozen=True)
class Started:
    """A running program: its process id, the port it serves, how long it took (seconds)."""

    pid: int
    port: int
    seconds: float


@contextlib.contextmanager
def ours(scratch: Path) -> Iterator[Started]:
    """What `make run` starts, from the command to the printed address."""
    port, action_port = _free_ports()
    command = [
        *(sys.executable, "-m", "bot", "run", "--port", str(port)),
        *("--action-port", str(action_port), "--state", str(scratch / "state")),
    ]
    begun = time.perf_counter()
    with _process(command, ROOT, os.environ, subprocess.PIPE) as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "http://" in line:
                yield Started(process.pid, port, time.perf_counter() - begun)
                return
        raise RuntimeError(f"the servers did not start:\n{said}")


@contextlib.contextmanager
def bare_rasa(project: Project, scratch: Path, action_port: int | None = None) -> Iterator[Started]:
    """`rasa run` and nothing else, from the command to the first answer of the server."""
    port, other = _free_ports()
    state = open_state(scratch / project.name)
    environment = server_environment(os.environ, state, port, action_port or other)
    environment["SCREENER_FRAGMENT_SECONDS"] = "0"
    command = [
        *(sys.executable, "-m", "rasa", "run", "-i", LOOPBACK, "-p", str(port)),
        *("--model", str(project.model)),
        *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
    ]
    begun = time.perf_counter()
    with _process(command, project.root, environment) as process:
        _wait_for(process, port)
        yield Started(process.pid, port, time.perf_counter() - begun)


@contextlib.contextmanager
def bare_bot(scratch: Path) -> Iterator[Started]:
    """The bare bot: its `rasa run` and its action server."""
    action_port, _ = _free_ports()
    command = [
        *(sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(action_port)),
    ]
    environment = {**quiet_libraries(os.environ), "SANIC_HOST": LOOPBACK}
    with (
        _process(command, BARE.root, environment) as actions,
        bare_rasa(BARE, scratch, action_port) as rasa,
    ):
        _wait_for(actions, action_port)
        yield rasa


def memory(pid: int) -> tuple[float, float]:
    """RSS and PSS, in megabytes, of a process and all its descendants together."""
    rss = pss = 0
    for each in [pid, *_descendants(pid)]:
        for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
            name, *rest = line.split()
            rss += int(rest[0]) if name == "Rss:" else 0
            pss += int(rest[0]) if name == "Pss:" else 0
    return rss / 1024, pss / 1024


@contextlib.contextmanager
def _process(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], output: int | None = None
) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=output or subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(30)
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _wait_for(process: subprocess.Popen[str], port: int) -> None:
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} ended with code {process.returncode}")


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind((LOOPBACK, 0))
        other.bind((LOOPBACK, 0))
        return one.getsockname()[1], other.getsockname()[1]


def _descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for child in children for each in (int(child), *_descendants(int(child)))]
