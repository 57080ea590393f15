"""Forgetting: one conversation on request, verified; all of them when their time is over."""

from __future__ import annotations

import time
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore, TrackerStore

from bot.dialogue.consent import RETENTION_DAYS

_DAY = 24 * 3600


def sql_store(store: TrackerStore) -> SQLTrackerStore | None:
    """The SQL store inside the agent's fail-safe wrapper."""
    inner = _innermost(store)
    return inner if isinstance(inner, SQLTrackerStore) else None


def _innermost(store: Any) -> Any:
    while (inner := getattr(store, "_tracker_store", None)) is not None:
        store = inner
    return store


def forget(store: TrackerStore, conversation: str) -> bool:
    """Deletes every event of a conversation; True when a query finds none left."""
    inner = sql_store(store)
    if inner is None:
        held = getattr(_innermost(store), "store", None)
        if held is not None:
            held.pop(conversation, None)
        return held is not None
    event = inner.SQLEvent
    with inner.session_scope() as session:
        _overwriting(session)
        session.query(event).filter(event.sender_id == conversation).delete()
        session.commit()
    with inner.session_scope() as session:
        return session.query(event).filter(event.sender_id == conversation).count() == 0


def _overwriting(session: Any) -> None:
    """SQLite otherwise leaves what it deleted readable in its file."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute("PRAGMA secure_delete = ON")


def forget_old(store: TrackerStore, days: int = RETENTION_DAYS, now: float | None = None) -> int:
    """Deletes conversations silent for longer than `days`; how many events that were."""
    inner = sql_store(store)
    if inner is None:
        return 0
    import sqlalchemy as sa

    event: Any = inner.SQLEvent
    limit = (time.time() if now is None else now) - days * _DAY
    with inner.session_scope() as session:
        _overwriting(session)
        silent = (
            session.query(event.sender_id)
            .group_by(event.sender_id)
            .having(sa.func.max(event.timestamp) < limit)
        )
        names = [row[0] for row in silent]
        deleted = 0
        for name in names:
            deleted += session.query(event).filter(event.sender_id == name).delete()
        session.commit()
    return deleted
