"""The state directory of one deployment and the environment both servers are started in."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LOOPBACK = "127.0.0.1"
# 10,000 Chinese characters in escaped JSON are 60 kB: the longest message that is still read.
LARGEST_REQUEST = 65_536


@dataclass(frozen=True)
class State:
    """Everything a running deployment writes: one directory that nobody else may read."""

    root: Path

    @property
    def database(self) -> Path:
        """Rasa's tracker store (SQLite)."""
        return self.root / "conversations.sqlite3"

    @property
    def secret(self) -> Path:
        """The key that signs cookies and tokens; made at the first start."""
        return self.root / "secret"

    @property
    def operator_key(self) -> Path:
        """The key operators open the hand-over page with; made at the first start."""
        return self.root / "operator_key"

    @property
    def versions(self) -> Path:
        """A copy of the engine for each version that ran; see bot.service.versions."""
        return self.root / "versions"

    @property
    def logs(self) -> Path:
        return self.root / "log"

    @property
    def processes(self) -> Path:
        """Process ids and ports while the servers run, as JSON."""
        return self.root / "running.json"


def open_state(root: Path) -> State:
    """The state under `root`, its directories and its keys made where they are missing."""
    state = State(root.absolute())
    for directory in (state.root, state.logs):
        directory.mkdir(parents=True, exist_ok=True)
        directory.chmod(0o700)
    _make_key(state.secret, secrets.token_hex(32))
    _make_key(state.operator_key, secrets.token_hex(16) + "\n")
    return state


def _make_key(path: Path, key: str) -> None:
    if path.exists():
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key)


def quiet_libraries(base: Mapping[str, str]) -> dict[str, str]:
    """`base` plus what keeps Rasa and TensorFlow from phoning home and from filling the screen."""
    return {
        **base,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        # glibc otherwise keeps one heap per thread, tens of megabytes that nobody uses.
        "MALLOC_ARENA_MAX": "2",
    }


def server_environment(
    base: Mapping[str, str], state: State, port: int, action_port: int
) -> dict[str, str]:
    """What both servers see; endpoints.yml, the channel and the actions read these names."""
    return {
        **quiet_libraries(base),
        "SANIC_HOST": LOOPBACK,
        "ACTION_PORT": str(action_port),
        "SCREENER_PORT": str(port),
        "SCREENER_STATE": str(state.root),
        "SCREENER_DB": str(state.database),
        "SCREENER_SECRET_FILE": str(state.secret),
        "SCREENER_OPERATOR_KEY_FILE": str(state.operator_key),
    }
