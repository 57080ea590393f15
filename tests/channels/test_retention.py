"""Forgetting: on request, verified; and by itself when the time is over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rasa.core.tracker_store import (
    AwaitableTrackerStore,
    FailSafeTrackerStore,
    InMemoryTrackerStore,
    SQLTrackerStore,
)
from rasa.shared.core.domain import Domain

from bot.channels.retention import forget, forget_old, sql_store
from bot.dialogue.consent import RETENTION_DAYS
from tests.channels.stores import DAY, empty_store, put, rows

NOW = 1_800_000_000.0


@pytest.fixture
def store(tmp_path: Path) -> SQLTrackerStore:
    return empty_store(tmp_path / "conversations.sqlite3")


async def test_one_conversation_is_forgotten(store: SQLTrackerStore) -> None:
    await put(store, "hers", NOW)
    await put(store, "his", NOW)
    kept = rows(store, "his")
    assert forget(store, "hers") is True
    assert rows(store, "hers") == 0
    assert rows(store, "his") == kept > 0


@pytest.mark.parametrize("way", ["asked", "time"])
async def test_nothing_stays_readable_in_the_file(
    store: SQLTrackerStore, tmp_path: Path, way: str
) -> None:
    await put(store, "hers", *(NOW - (RETENTION_DAYS + 1) * DAY + n for n in range(40)))
    database = tmp_path / "conversations.sqlite3"
    escaped = json.dumps("尿毒症")[1:-1].encode()
    assert escaped in database.read_bytes()
    if way == "asked":
        assert forget(store, "hers") is True
    else:
        assert forget_old(store, now=NOW) == 80
    assert escaped not in database.read_bytes()


async def test_forgetting_nobody_is_fine(store: SQLTrackerStore) -> None:
    assert forget(store, "nobody") is True


async def test_the_store_inside_the_wrapper_is_meant(store: SQLTrackerStore) -> None:
    wrapped = FailSafeTrackerStore(store)
    await put(store, "hers", NOW)
    assert sql_store(wrapped) is store
    assert forget(wrapped, "hers") is True
    assert rows(store) == 0


async def test_what_is_left_over_is_told(
    store: SQLTrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.orm import Query

    await put(store, "hers", NOW)
    monkeypatch.setattr(Query, "delete", lambda *_args, **_kwargs: 0)
    assert forget(store, "hers") is False


async def test_conversations_whose_time_is_over_are_deleted(store: SQLTrackerStore) -> None:
    await put(store, "old", NOW - (RETENTION_DAYS + 1) * DAY)
    await put(store, "young", NOW - (RETENTION_DAYS - 1) * DAY)
    assert forget_old(store, now=NOW) == 2
    assert rows(store, "old") == 0
    assert rows(store, "young") > 0


async def test_a_conversation_is_as_old_as_its_last_word(store: SQLTrackerStore) -> None:
    await put(store, "long", NOW - 90 * DAY, NOW - DAY)
    assert forget_old(store, now=NOW) == 0
    assert rows(store, "long") == 4


async def test_exactly_the_promised_days_are_kept(store: SQLTrackerStore) -> None:
    await put(store, "edge", NOW - RETENTION_DAYS * DAY)
    assert forget_old(store, now=NOW) == 0
    assert forget_old(store, now=NOW + 2) == 2


async def test_a_store_without_sql_forgets_too() -> None:
    memory = InMemoryTrackerStore(Domain.empty())
    wrapped = FailSafeTrackerStore(AwaitableTrackerStore(memory))
    await memory.save(await memory.get_or_create_tracker("hers"))
    assert forget(wrapped, "hers") is True
    assert memory.store == {}
    assert forget_old(wrapped) == 0


async def test_a_store_that_cannot_be_searched_promises_nothing() -> None:
    assert forget(object(), "hers") is False  # type: ignore[arg-type]
