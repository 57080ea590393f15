"""Forgetting: on request, verified; and by itself when the time is over."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import (
    AwaitableTrackerStore,
    FailSafeTrackerStore,
    InMemoryTrackerStore,
    SQLTrackerStore,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet

from bot.channels.codes import offer, opened_by
from bot.channels.retention import forget, forget_old, kept
from bot.channels.tables import OF_A_CONVERSATION, sql_store
from bot.dialogue.state import Conversation
from bot.settings import settings
from tests.channels.stores import DAY, empty_store, put, rows

NOW = 1_800_000_000.0
MINUTE = 60
ESCAPED = json.dumps("尿毒症")[1:-1].encode()
RETENTION_DAYS = settings().retention_days
PENDING = settings().pending_consent_minutes * MINUTE


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "conversations.sqlite3"


@pytest.fixture
def store(database: Path) -> SQLTrackerStore:
    return empty_store(database)


async def agree(
    store: SQLTrackerStore, name: str, time: float, consent: bool | None = True
) -> None:
    """The answer to the question of consent, as the tracker keeps it."""
    tracker = await store.get_or_create_tracker(name, append_action_listen=False)
    state = Conversation(consent=consent).model_dump(mode="json", exclude_defaults=True)
    tracker.update(SlotSet("conversation", state, timestamp=time))
    await store.save(tracker)


async def put_agreed(store: SQLTrackerStore, name: str, *times: float) -> None:
    """A conversation of somebody who agreed, with a word at each of these times."""
    await agree(store, name, times[0])
    await put(store, name, *times)


def held(database: Path) -> bytes:
    """Everything SQLite has written: the database and what lies beside it."""
    return b"".join(path.read_bytes() for path in sorted(database.parent.glob("*.sqlite3*")))


# -- one conversation, on request ------------------------------------------------------------


async def test_one_conversation_is_forgotten(store: SQLTrackerStore) -> None:
    await put(store, "hers", NOW)
    await put(store, "his", NOW)
    before = rows(store, "his")
    assert forget(store, "hers") is True
    assert rows(store, "hers") == 0
    assert rows(store, "his") == before > 0


async def test_its_codes_go_with_it(store: SQLTrackerStore) -> None:
    offer(store, "1234-5678", "hers", NOW)
    offer(store, "8765-4321", "his", NOW)
    assert forget(store, "hers") is True
    assert opened_by(store, "1234-5678", NOW) is None
    assert opened_by(store, "8765-4321", NOW) is not None


async def test_no_table_names_it_afterwards(store: SQLTrackerStore, database: Path) -> None:
    await put_agreed(store, "c0ffee", NOW)
    offer(store, "1234-5678", "c0ffee", NOW)
    assert forget(store, "c0ffee") is True
    with sqlite3.connect(database) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
        dump = "\n".join(connection.iterdump())
    assert {table.name for table in OF_A_CONVERSATION} <= set(tables)
    assert "c0ffee" not in dump


@pytest.mark.parametrize("way", ["asked", "time"])
async def test_nothing_stays_readable_in_the_file(
    store: SQLTrackerStore, database: Path, way: str
) -> None:
    await put_agreed(store, "hers", *(NOW - (RETENTION_DAYS + 1) * DAY + n for n in range(40)))
    assert ESCAPED in database.read_bytes()
    if way == "asked":
        assert forget(store, "hers") is True
    else:
        assert forget_old(store, now=NOW) == 1
    assert ESCAPED not in held(database)


def not_overwriting(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA secure_delete = OFF")


def write_ahead(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL")


@pytest.mark.parametrize("habit", [not_overwriting, write_ahead])
async def test_whatever_the_habits_of_the_database(
    store: SQLTrackerStore, database: Path, habit: Callable[..., None]
) -> None:
    sa.event.listen(store.engine, "connect", habit)
    assert sql_store(store) is store
    for number in range(30):
        await put(store, f"{number}", *(NOW + n for n in range(12)))
        offer(store, f"{number:04}-0000", f"c0ffee{number}", NOW)
    assert ESCAPED in held(database)
    for number in range(30):
        assert forget(store, f"{number}") is True
        assert forget(store, f"c0ffee{number}") is True
    assert rows(store) == 0
    assert ESCAPED not in held(database)
    assert b"c0ffee" not in held(database)


async def test_old_pages_that_somebody_still_reads_are_not_called_gone(
    store: SQLTrackerStore, database: Path
) -> None:
    sa.event.listen(store.engine, "connect", write_ahead)
    await put(store, "hers", NOW)
    with sqlite3.connect(database) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        assert forget(store, "hers") is False
        reader.rollback()
    assert forget(store, "hers") is True
    assert ESCAPED not in held(database)


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


async def test_a_code_that_is_left_over_is_told(
    store: SQLTrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(store, "1234-5678", "hers", NOW)
    monkeypatch.setattr("bot.channels.retention._delete", lambda *_args: None)
    assert forget(store, "hers") is False


# -- all of them, when their time is over ------------------------------------------------------


async def test_conversations_whose_time_is_over_are_deleted(store: SQLTrackerStore) -> None:
    await put_agreed(store, "old", NOW - (RETENTION_DAYS + 1) * DAY)
    await put_agreed(store, "young", NOW - (RETENTION_DAYS - 1) * DAY)
    offer(store, "1234-5678", "old", NOW)
    assert forget_old(store, now=NOW) == 1
    assert rows(store, "old") == 0
    assert rows(store, "young") > 0
    assert opened_by(store, "1234-5678", NOW) is None


async def test_a_conversation_is_as_old_as_its_last_word(store: SQLTrackerStore) -> None:
    await put_agreed(store, "long", NOW - 90 * DAY, NOW - DAY)
    assert forget_old(store, now=NOW) == 0
    assert kept(store) == 1


# The reply of a turn comes a second after it.
@pytest.mark.parametrize(("late", "deleted"), [(0, 0), (1, 0), (2, 1)])
async def test_exactly_the_promised_days_are_kept(
    store: SQLTrackerStore, late: int, deleted: int
) -> None:
    await put_agreed(store, "edge", NOW - RETENTION_DAYS * DAY)
    assert forget_old(store, now=NOW + late) == deleted


@pytest.mark.parametrize(("late", "deleted"), [(0, 0), (1, 0), (2, 1)])
async def test_without_consent_only_for_a_while(
    store: SQLTrackerStore, late: int, deleted: int
) -> None:
    await put(store, "undecided", NOW - PENDING)
    await put_agreed(store, "agreed", NOW - PENDING)
    assert forget_old(store, now=NOW + late) == deleted
    assert kept(store) == 2 - deleted
    assert rows(store, "agreed") > 0


async def test_consent_once_given_counts_on(store: SQLTrackerStore) -> None:
    await put_agreed(store, "hers", NOW - 5 * PENDING)
    await agree(store, "hers", NOW - 4 * PENDING, consent=None)
    assert forget_old(store, now=NOW) == 0


async def test_words_are_no_consent(store: SQLTrackerStore) -> None:
    tracker = await store.get_or_create_tracker("sly", append_action_listen=False)
    said = {"last_message": '"consent": true'}
    tracker.update(SlotSet("conversation", said, timestamp=NOW - PENDING - 1))
    await store.save(tracker)
    assert forget_old(store, now=NOW) == 1


async def test_the_times_can_be_told(store: SQLTrackerStore) -> None:
    await put_agreed(store, "agreed", NOW - 2 * DAY)
    await put(store, "undecided", NOW - 10 * MINUTE)
    assert forget_old(store, days=3, pending_minutes=11, now=NOW) == 0
    assert forget_old(store, days=3, pending_minutes=9, now=NOW) == 1
    assert forget_old(store, days=1, pending_minutes=9, now=NOW) == 1


async def test_a_store_without_sql_forgets_too() -> None:
    memory = InMemoryTrackerStore(Domain.empty())
    wrapped = FailSafeTrackerStore(AwaitableTrackerStore(memory))
    await memory.save(await memory.get_or_create_tracker("hers"))
    assert forget(wrapped, "hers") is True
    assert memory.store == {}
    assert forget_old(wrapped) == 0


async def test_a_store_that_cannot_be_searched_promises_nothing() -> None:
    assert forget(object(), "hers") is False  # type: ignore[arg-type]
