"""What all tests share: the running servers, and what a missing part means."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.running import RunningServer


def missing_part(reason: str) -> None:
    """Skips the test with a visible reason; fails it where every part has to be there (CI)."""
    if os.environ.get("CI_REQUIRE_PARTS") == "1":
        pytest.fail(f"CI_REQUIRE_PARTS=1, but {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def parts_required() -> Callable[[str], None]:
    """`parts_required("no Chromium")`: skips, or fails under CI_REQUIRE_PARTS=1."""
    return missing_part


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The servers all tests share; a test that ends one of them takes `own_server`."""
    yield from _running(tmp_path_factory.mktemp("server") / "state")


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[RunningServer]:
    """Servers for one test alone: about 25 seconds more, so only where something is killed."""
    yield from _running(tmp_path / "state")


def _running(state: Path) -> Iterator[RunningServer]:
    # Here, because the tests of the engine alone run in environments without the bot's parts.
    from tests.running import RunningServer

    running = RunningServer(state)
    yield running
    running.stop()
