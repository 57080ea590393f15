"""Forgetting: one conversation on request, verified; all of them when their time is over."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore

from bot.channels.tables import OF_A_CONVERSATION, changing, flushed, innermost, sql_store
from bot.settings import settings

_MINUTE = 60
_DAY = 24 * 3600
# As Rasa writes an event's JSON; what people said is escaped in it and cannot look like this.
_AGREED = '%"consent": true%'
_SLOT, _STATE = "slot", "conversation"


def forget(store: TrackerStore, conversation: str) -> bool:
    """Deletes everything kept of a conversation; True when a query finds nothing left."""
    inner = sql_store(store)
    if inner is None:
        held = getattr(innermost(store), "store", None)
        if held is not None:
            held.pop(conversation, None)
        return held is not None
    with changing(inner) as session:
        _delete(session, inner, [conversation])
    return _rows(inner, conversation) == 0 and flushed(inner)


def forget_old(
    store: TrackerStore,
    days: float | None = None,
    pending_minutes: float | None = None,
    now: float | None = None,
) -> int:
    """Deletes conversations silent for longer than `days`, and those whose consent nobody gave
    after `pending_minutes` of silence; how many conversations that were.

    The times are the deployment's where none are given. What is exactly as old stays.
    """
    inner = sql_store(store)
    if inner is None:
        return 0
    now = time.time() if now is None else now
    days = settings().retention_days if days is None else days
    pending = settings().pending_consent_minutes if pending_minutes is None else pending_minutes
    with changing(inner) as session:
        over = {
            *_silent_since(session, inner, now - days * _DAY),
            *_silent_since(session, inner, now - pending * _MINUTE, agreed=False),
        }
        _delete(session, inner, sorted(over))
    flushed(inner)
    return len(over)


def kept(store: TrackerStore) -> int:
    """How many conversations there are."""
    inner = sql_store(store)
    if inner is None:
        return 0
    with inner.session_scope() as session:
        return int(session.query(sa.func.count(sa.distinct(inner.SQLEvent.sender_id))).scalar())


def _silent_since(
    session: Any, store: SQLTrackerStore, limit: float, agreed: bool = True
) -> list[str]:
    """Conversations without a word since `limit`; with `agreed` false those without consent."""
    event: Any = store.SQLEvent
    silent = (
        session.query(event.sender_id)
        .group_by(event.sender_id)
        .having(sa.func.max(event.timestamp) < limit)
    )
    names = [str(row[0]) for row in silent]
    return names if agreed else [name for name in names if not _agreed(session, event, name)]


def _agreed(session: Any, event: Any, conversation: str) -> bool:
    """Whether consent was ever given; the search ends where it was."""
    state = session.query(event.id).filter(
        event.sender_id == conversation,
        event.type_name == _SLOT,
        event.action_name == _STATE,
        event.data.like(_AGREED),
    )
    return state.first() is not None


def _delete(session: Any, store: SQLTrackerStore, conversations: Iterable[str]) -> None:
    """One after the other: a database takes only so many names in one statement."""
    event: Any = store.SQLEvent
    for name in conversations:
        session.query(event).filter(event.sender_id == name).delete()
        for table in OF_A_CONVERSATION:
            session.execute(table.delete().where(table.c.conversation == name))


def _rows(store: SQLTrackerStore, conversation: str) -> int:
    """How much is kept of a conversation, in all tables."""
    event: Any = store.SQLEvent
    with store.session_scope() as session:
        events = session.query(event).filter(event.sender_id == conversation).count()
        others = [
            session.query(table).filter(table.c.conversation == conversation).count()
            for table in OF_A_CONVERSATION
        ]
    return int(events + sum(others))
