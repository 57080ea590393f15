"""What stays of a result: enough to work it out again, nothing of a person."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
from pathlib import Path

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain

from bot.channels.ledger import Result, count, find, record
from bot.channels.retention import forget, forget_old
from tests.channels.stores import empty_store, put

TOLD = Result("2026-1122-7K3QXF", dt.date(2026, 11, 22), "minhou", "84e6a5e8e0a1")
NOW = 1_800_000_000.0


@pytest.fixture
def store(tmp_path: Path) -> SQLTrackerStore:
    return empty_store(tmp_path / "conversations.sqlite3")


def test_a_result_is_found_under_its_number(store: SQLTrackerStore) -> None:
    assert record(store, TOLD) is True
    assert find(store, TOLD.number) == [TOLD]
    assert find(store, "2026-1122-AAAAAA") == []


def test_told_again_it_stands_there_once(store: SQLTrackerStore) -> None:
    for _ in range(3):
        assert record(store, TOLD) is True
    assert count(store) == 1


def test_a_number_drawn_twice_loses_neither(store: SQLTrackerStore) -> None:
    other = dataclasses.replace(TOLD, place="xiamen")
    record(store, TOLD)
    record(store, other)
    assert sorted(find(store, TOLD.number), key=lambda one: one.place) == [TOLD, other]


async def test_it_stays_when_the_conversation_goes(store: SQLTrackerStore) -> None:
    await put(store, "hers", NOW)
    record(store, TOLD)
    assert forget(store, "hers") is True
    forget_old(store, days=0, now=NOW + 10)
    assert find(store, TOLD.number) == [TOLD]


def test_it_survives_a_restart(store: SQLTrackerStore, tmp_path: Path) -> None:
    record(store, TOLD)
    assert find(empty_store(tmp_path / "conversations.sqlite3"), TOLD.number) == [TOLD]


def test_the_table_has_room_for_nothing_else(store: SQLTrackerStore, tmp_path: Path) -> None:
    record(store, TOLD)
    with sqlite3.connect(tmp_path / "conversations.sqlite3") as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(results)")]
    assert columns == ["number", "day", "place", "version"]


def test_a_store_in_memory_keeps_none() -> None:
    memory = InMemoryTrackerStore(Domain.empty())
    assert record(memory, TOLD) is False
    assert find(memory, TOLD.number) == []
