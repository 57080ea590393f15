"""The state directory is its owner's alone, and the servers are told to stay on the loopback."""

from __future__ import annotations

import stat
from pathlib import Path

from bot.service.environment import open_state, server_environment


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_directory_that_was_open_is_closed(tmp_path: Path) -> None:
    root = tmp_path / "state"
    root.mkdir(mode=0o755)
    state = open_state(root)
    assert [mode(state.root), mode(state.logs), mode(state.secret)] == [0o700, 0o700, 0o600]


def test_the_secret_is_made_once(tmp_path: Path) -> None:
    first = open_state(tmp_path / "state").secret.read_text()
    again = open_state(tmp_path / "state").secret.read_text()
    other = open_state(tmp_path / "other").secret.read_text()
    assert first == again != other
    assert len(first) == 64


def test_the_operators_have_a_key_of_their_own(tmp_path: Path) -> None:
    state = open_state(tmp_path / "state")
    key = state.operator_key.read_text()
    assert mode(state.operator_key) == 0o600
    assert len(key.strip()) == 32
    assert open_state(tmp_path / "state").operator_key.read_text() == key
    told = server_environment({}, state, 5005, 5055)
    assert told["SCREENER_OPERATOR_KEY_FILE"] == str(state.operator_key)


def test_both_servers_are_told_to_stay_on_the_loopback(tmp_path: Path) -> None:
    state = open_state(tmp_path)
    told = server_environment({"SANIC_HOST": "0.0.0.0", "PATH": "/bin"}, state, 5005, 5055)
    assert told["SANIC_HOST"] == "127.0.0.1"
    assert told["PATH"] == "/bin"
    assert told["ACTION_PORT"] == "5055"
    assert Path(told["SCREENER_DB"]).parent == Path(told["SCREENER_STATE"]) == tmp_path
