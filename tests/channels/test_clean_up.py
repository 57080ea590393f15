"""While the server runs, what is too old goes by itself."""

from __future__ import annotations

import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from rasa.core.tracker_store import SQLTrackerStore

from bot.channels import clean_up
from bot.settings import settings
from tests.channels.stores import DAY, empty_store, put, rows


class StopsAt:
    """A pause that ends the test after so many rounds."""

    def __init__(self, rounds: int) -> None:
        self.left = rounds

    async def __call__(self, seconds: float) -> None:
        assert seconds <= settings().pending_consent_minutes * 60
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt


async def cleaned(context: object, rounds: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        await clean_up.clean_for_ever(context, StopsAt(rounds))


@pytest.fixture
def store(tmp_path: Path) -> SQLTrackerStore:
    return empty_store(tmp_path / "conversations.sqlite3")


async def test_from_the_start_on(store: SQLTrackerStore) -> None:
    await put(store, "old", time.time() - DAY)
    await put(store, "young", time.time())
    await cleaned(SimpleNamespace(agent=SimpleNamespace(tracker_store=store)), 1)
    assert rows(store, "old") == 0
    assert rows(store, "young") > 0


async def test_a_database_that_failed_once_is_tried_again(
    store: SQLTrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def locked(_store: object) -> None:
        tried.append(1)
        raise RuntimeError("database is locked")

    monkeypatch.setattr(clean_up, "forget_old", locked)
    await cleaned(SimpleNamespace(agent=SimpleNamespace(tracker_store=store)), 3)
    assert len(tried) == 3


async def test_before_the_agent_is_there_nothing_is_done() -> None:
    await cleaned(SimpleNamespace(), 2)
