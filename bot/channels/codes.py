"""Hand-over codes: which conversation a code opens for an operator, and for how long."""

from __future__ import annotations

import time

from rasa.core.tracker_store import TrackerStore

from bot.channels.tables import changing, handover_codes, sql_store
from bot.settings import settings

_HOUR = 3600


def offer(store: TrackerStore, code: str, conversation: str, now: float | None = None) -> bool:
    """Lets a code open a conversation from now on; offering it again does not prolong it.

    False where nothing is kept.
    """
    inner = sql_store(store)
    if inner is None:
        return False
    until = (time.time() if now is None else now) + settings().handover_hours * _HOUR
    row = {"code": code, "conversation": conversation}
    with changing(inner) as session:
        if not session.query(handover_codes).filter_by(**row).count():
            session.execute(handover_codes.insert().values(**row, until=until))
    return True


def opened_by(store: TrackerStore, code: str, now: float | None = None) -> tuple[str, float] | None:
    """The conversation a code opens and until when; None for a code that opens none.

    A code that two conversations drew opens neither: nobody is to read another one's note.
    """
    inner = sql_store(store)
    if inner is None:
        return None
    now = time.time() if now is None else now
    with inner.session_scope() as session:
        live = session.query(handover_codes).filter(
            handover_codes.c.code == code, handover_codes.c.until >= now
        )
        rows = live.all()
    return (str(rows[0].conversation), float(rows[0].until)) if len(rows) == 1 else None
