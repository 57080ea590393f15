"""Tracker stores of Rasa's with conversations in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered

DAY = 24 * 3600


def empty_store(database: Path) -> SQLTrackerStore:
    """The SQL store of a deployment."""
    return SQLTrackerStore(Domain.empty(), dialect="sqlite", db=str(database))


async def put(store: SQLTrackerStore, name: str, *times: float) -> None:
    """A conversation with one message and one reply at each of these times (seconds)."""
    tracker = await store.get_or_create_tracker(name, append_action_listen=False)
    for time in times:
        tracker.update(UserUttered("老婆尿毒症", timestamp=time))
        tracker.update(BotUttered("我听到的是：老婆得了重病", timestamp=time + 1))
    await store.save(tracker)


def rows(store: SQLTrackerStore, name: str | None = None) -> int:
    """How many events are kept, of one conversation or of all."""
    event: Any = store.SQLEvent
    with store.session_scope() as session:
        found = session.query(event)
        if name is not None:
            found = found.filter(event.sender_id == name)
        return int(found.count())
