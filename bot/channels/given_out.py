"""After a turn: what was given out in it goes where it can be found again.

A result's number goes into the ledger, a hand-over code to the conversation it opens.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from rasa.core.tracker_store import TrackerStore

from bot.channels.codes import offer
from bot.channels.ledger import Result, record
from bot.dialogue.numbers import read_result_number
from bot.dialogue.state import State
from bot.service.versions import running_version

logger = logging.getLogger(__name__)


def keep(
    store: TrackerStore, conversation: str, state: State, replies: Iterable[Mapping[str, Any]]
) -> None:
    """Writes down what these replies of one turn gave out; `state` is how the turn left things.

    A number that was given out earlier belongs to what was said then. Never raises: a turn is
    answered even where the database is not.
    """
    said = "\n".join(str(reply.get("text", "")) for reply in replies)
    try:
        _keep(store, conversation, state, said)
    except Exception:
        logger.exception("what a turn gave out was not kept")


def _keep(store: TrackerStore, conversation: str, state: State, said: str) -> None:
    number, code = state.conversation.result_number, state.conversation.handover
    read = read_result_number(number) if number and number in said else None
    place = state.household.jurisdiction
    if read is not None and place is not None:
        record(store, Result(read[0], read[1], place, running_version()))
    if code is not None and code in said:
        offer(store, code, conversation)
