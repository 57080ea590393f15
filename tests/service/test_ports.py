"""A port that is taken is said before anything is started."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from bot.__main__ import ROOT
from bot.service.environment import LOOPBACK
from bot.service.ports import PortTaken, require_free
from bot.service.run import Options, run
from bot.service.supervisor import FAILED
from bot.service.training import Project
from tests.running import free_ports


def test_free_ports_are_taken_without_a_word() -> None:
    port, other = free_ports(2)
    require_free({"--port": port, "--action-port": other})


def test_a_taken_port_is_named_with_the_option_that_changes_it() -> None:
    (free,) = free_ports(1)
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"端口 {port} 已被.*--action-port"):
            require_free({"--port": free, "--action-port": port})


def test_one_port_cannot_serve_both() -> None:
    (port,) = free_ports(1)
    with pytest.raises(PortTaken, match="--port、--action-port 不能是同一个端口"):
        require_free({"--port": port, "--action-port": port})


def test_a_start_on_a_taken_port_ends_at_once(tmp_path: Path) -> None:
    said: list[str] = []
    (free,) = free_ports(1)
    with socket.create_server((LOOPBACK, 0)) as taken:
        options = Options(taken.getsockname()[1], free, tmp_path / "state")
        assert run(Project(ROOT), options, said.append) == FAILED
    assert len(said) == 1
    assert "已被别的程序占用" in said[0]
    assert not (tmp_path / "state").exists()
