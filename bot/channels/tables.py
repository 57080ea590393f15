"""Our own tables beside Rasa's events, in the same database; made when they are first needed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore

_ALL = sa.MetaData()

handover_codes = sa.Table(
    "handover_codes",
    _ALL,
    sa.Column("code", sa.String(16), primary_key=True),
    sa.Column("conversation", sa.String(255), primary_key=True, index=True),
    sa.Column("until", sa.Float, nullable=False),
)
"""Which conversation a code opens, until when (seconds since 1970)."""

results = sa.Table(
    "results",
    _ALL,
    sa.Column("number", sa.String(32), primary_key=True),
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("place", sa.String(32), primary_key=True),
    sa.Column("version", sa.String(64), primary_key=True),
)
"""Results that were told; nothing in it leads to a conversation or a person."""

OF_A_CONVERSATION = tuple(table for table in _ALL.sorted_tables if "conversation" in table.c)
"""What goes with a conversation when it is deleted: every table that names one."""


def innermost(store: Any) -> Any:
    """The store inside the agent's wrappers."""
    while (inner := getattr(store, "_tracker_store", None)) is not None:
        store = inner
    return store


def sql_store(store: TrackerStore) -> SQLTrackerStore | None:
    """The SQL store inside the agent's fail-safe wrapper, with our tables in its database."""
    inner = innermost(store)
    if not isinstance(inner, SQLTrackerStore):
        return None
    _prepare(inner.engine)
    return inner


def _prepare(engine: Any) -> None:
    """Once for each engine: tables, and connections that overwrite what they delete."""
    if sa.event.contains(engine, "connect", _overwrite):
        return
    sa.event.listen(engine, "connect", _overwrite)
    _ALL.create_all(engine)


def _overwrite(connection: Any, _record: object) -> None:
    """SQLite otherwise leaves what it deleted, or moved to another page, readable in its file."""
    if type(connection).__module__.startswith("sqlite3"):
        connection.execute("PRAGMA secure_delete = ON")


@contextlib.contextmanager
def changing(store: SQLTrackerStore) -> Iterator[Any]:
    """A session whose changes are kept when the block ends well, all of them or none."""
    with store.session_scope() as session:
        yield session
        session.commit()


def flushed(store: SQLTrackerStore) -> bool:
    """Empties SQLite's write-ahead log, where old pages stay; False while somebody reads them."""
    if store.engine.dialect.name != "sqlite":
        return True
    with store.session_scope() as session:
        busy = session.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)")).fetchone()[0]
    return not busy
