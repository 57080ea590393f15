"""The ledger of results that were told: number, day, place, version; nothing of any person.

It stays when the conversation is deleted, so that what was said can be worked out again for a
complaint, from the household that whoever complains brings along.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from rasa.core.tracker_store import TrackerStore

from bot.channels.tables import changing, results, sql_store


@dataclasses.dataclass(frozen=True)
class Result:
    """One result that was told."""

    number: str
    day: dt.date
    place: str
    version: str


def record(store: TrackerStore, result: Result) -> bool:
    """Writes a result down, once however often it is told; False where nothing is kept.

    Two conversations that drew the same number have a row each: none is lost.
    """
    inner = sql_store(store)
    if inner is None:
        return False
    row = {**dataclasses.asdict(result), "day": result.day.isoformat()}
    with changing(inner) as session:
        known = session.query(results).filter_by(**row).count()
        if not known:
            session.execute(results.insert().values(**row))
    return True


def find(store: TrackerStore, number: str) -> list[Result]:
    """The results told under a number."""
    inner = sql_store(store)
    if inner is None:
        return []
    with inner.session_scope() as session:
        rows = session.query(results).filter_by(number=number).all()
    return [Result(r.number, dt.date.fromisoformat(r.day), r.place, r.version) for r in rows]


def count(store: TrackerStore) -> int:
    """How many results are in the ledger."""
    inner = sql_store(store)
    if inner is None:
        return 0
    with inner.session_scope() as session:
        return int(session.query(results).count())
