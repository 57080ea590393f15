"""The day and the hour where people ask."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Shanghai")


def today() -> dt.date:
    """The day on which people ask, where they live."""
    return dt.datetime.now(HERE).date()
