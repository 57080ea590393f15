"""The servers as a user starts them."""

from __future__ import annotations

import signal
import socket
import stat
from pathlib import Path

import pytest

from bot.service.environment import LOOPBACK
from tests.running import RunningServer

pytestmark = pytest.mark.server

LISTENING = "0A"
LOOPBACK_IN_PROC = "0100007F"


def listening(pid: int) -> list[tuple[str, int]]:
    """Address (as /proc writes it) and port of every TCP socket this process listens on."""
    links = [link.readlink() for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()]
    inodes = {str(link)[8:-1] for link in links if str(link).startswith("socket:[")}
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENING and fields[9] in inodes:
                address, port = fields[1].split(":")
                found.append((address, int(port, 16)))
    return found


def test_both_servers_listen_on_the_loopback_only(server: RunningServer) -> None:
    pids = server.pids()
    assert listening(pids["rasa"]) == [(LOOPBACK_IN_PROC, server.options.port)]
    assert listening(pids["actions"]) == [(LOOPBACK_IN_PROC, server.options.action_port)]
    assert listening(pids["supervisor"]) == []


def test_an_address_of_the_network_is_refused(server: RunningServer) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return
        own = probe.getsockname()[0]
    if own == LOOPBACK:
        return
    for port in (server.options.port, server.options.action_port):
        with socket.socket() as client:
            assert client.connect_ex((own, port)) != 0


def test_the_first_turn_leaves_no_event(server: RunningServer) -> None:
    assert server.events_at_start == 0


def test_only_the_owner_reads_the_state(server: RunningServer) -> None:
    assert stat.S_IMODE(server.state_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE(server.state.secret.stat().st_mode) == 0o600


def test_a_killed_action_server_is_named_and_all_ends(own_server: RunningServer) -> None:
    own_server.kill("actions")
    assert own_server.wait() == 1
    assert "动作服务（actions）意外退出（被信号 9 终止）" in "".join(own_server.said)
    assert not own_server.state.processes.exists()


def test_ctrl_c_ends_all_cleanly(own_server: RunningServer) -> None:
    pids = own_server.pids()
    assert own_server.stop(signal.SIGINT) == 0
    assert own_server.said[-1] == "已停止。\n"
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids.values())
