"""The real servers, started as a user starts them, for tests that speak to them."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

from bot.channels.gathering import FRAGMENT_SECONDS
from bot.service.environment import LOOPBACK, State
from bot.service.run import Options, servers
from bot.service.training import Project

ROOT = Path(__file__).absolute().parents[1]
_ADDRESS = re.compile(r"http://[\d.]+:\d+/chat/")


class DidNotStart(Exception):
    """`python -m bot run` ended before it printed an address; the message is its output."""


class RunningServer:
    """`python -m bot run` on free ports with a state directory of its own.

    Fragments do not wait for more unless `fragment_seconds` says so.

    `url` is the page, `base_url` the server, `said` what the supervisor printed so far and
    `events_at_start` how many events the tracker store held when the address was printed.
    """

    def __init__(self, state_dir: Path, fragment_seconds: float = 0) -> None:
        port, action_port = free_ports(2)
        self.options = Options(port, action_port, state_dir)
        self.state = State(state_dir.absolute())
        self.base_url = f"http://{LOOPBACK}:{port}"
        self.said: list[str] = []
        self._replacement: subprocess.Popen[bytes] | None = None
        self._environment = {**os.environ, FRAGMENT_SECONDS: str(fragment_seconds)}
        self._start()

    def _start(self) -> None:
        port, action_port = self.options.port, self.options.action_port
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "bot", "run", "--port", str(port)),
                *("--action-port", str(action_port), "--state", str(self.state.root)),
            ],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.url = self._address()
        self.events_at_start = self.count_events()
        self._reader = threading.Thread(target=self._read_on, daemon=True)
        self._reader.start()

    def start_again(self) -> None:
        """Starts what has ended anew, on the same ports and the same state."""
        self.wait()
        self._start()

    @property
    def state_dir(self) -> Path:
        return self.state.root

    @property
    def database(self) -> Path:
        return self.state.database

    def count_events(self) -> int:
        """How many events of all conversations the tracker store holds."""
        store = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        try:
            (count,) = store.execute("SELECT count(*) FROM events").fetchone()
        finally:
            store.close()
        return int(count)

    def pids(self) -> dict[str, int]:
        """Process ids of `supervisor`, `rasa` and `actions`."""
        known = json.loads(self.state.processes.read_text())
        return {name: known[name] for name in ("supervisor", "rasa", "actions")}

    def logs(self) -> str:
        """Everything both servers have logged, and what the supervisor printed."""
        written = [path.read_text(encoding="utf-8") for path in sorted(self.state.logs.iterdir())]
        return "".join([*written, *self.said])

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Sends a signal to one of the servers and to what it started."""
        os.killpg(self.pids()[name], number)

    def lose_actions(self) -> None:
        """Kills the action server while the supervisor looks away, so that Rasa goes on alone."""
        os.kill(self._process.pid, signal.SIGSTOP)
        self.kill("actions")
        while _is_open(self.options.action_port):
            pass

    def restore_actions(self) -> None:
        """Starts an action server in the place of the lost one and waits until it answers."""
        actions = servers(Project(ROOT).model, self.options, self.state)[0]
        self._replacement = subprocess.Popen(
            actions.command,
            cwd=ROOT,
            env=dict(actions.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not _is_open(self.options.action_port):
            if self._replacement.poll() is not None:
                raise DidNotStart("the action server ended at once")

    def wait(self) -> int:
        """Waits until the supervisor has ended by itself; its exit code."""
        code = self._process.wait()
        self._reader.join()
        if self._process.stdout is not None:
            self._process.stdout.close()
        return code

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ends everything; the supervisor's exit code."""
        if self._replacement is not None:
            self._replacement.kill()
            self._replacement.wait()
        if self._process.poll() is None:
            self._process.send_signal(number)
            self._process.send_signal(signal.SIGCONT)
        return self.wait()

    def _address(self) -> str:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.said.append(line)
            if found := _ADDRESS.search(line):
                return found.group()
        raise DidNotStart("".join(self.said))

    def _read_on(self) -> None:
        assert self._process.stdout is not None
        self.said.extend(self._process.stdout)


def free_ports(count: int) -> list[int]:
    """Ports of the loopback that nobody listens on just now, all different."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind((LOOPBACK, 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0
