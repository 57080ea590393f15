"""The clean-up while the server runs: what is too old is deleted, from its start on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from sanic import Sanic

from bot.channels.retention import forget_old

logger = logging.getLogger(__name__)

EVERY = 600.0
"""Seconds: an hour without consent is to be an hour, not six."""


async def keep_clean(app: Sanic, _: Any) -> None:
    """A listener for the start of the server."""
    app.add_task(clean_for_ever(app.ctx))


async def clean_for_ever(
    context: Any, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Deletes now and then, whatever goes wrong in between. `context` holds the agent."""
    while True:
        agent = getattr(context, "agent", None)
        if agent is not None:
            await _clean(agent.tracker_store)
        await pause(EVERY)


async def _clean(store: Any) -> None:
    """In a thread: nobody's turn waits for a look through the whole database."""
    try:
        await asyncio.to_thread(forget_old, store)
    except Exception:
        logger.exception("old conversations were not deleted")
