"""When what was read is what was written: exact values, and ranges that overlap well."""

from __future__ import annotations

from typing import Any

ENOUGH = 0.5
"""Two ranges agree from this share of what they cover together."""


def same(gold: Any, read: Any) -> bool:
    """Whether `read` says what `gold` says; numbers may be exact or `{low, high}`."""
    if isinstance(gold, bool) or isinstance(read, bool):
        return gold is read
    if _is_figure(gold) and _is_figure(read):
        return _overlap(_bounds(gold), _bounds(read))
    return bool(gold == read)


def same_words(gold: str, read: str) -> bool:
    """乳腺癌 is the same illness as 乳腺癌晚期."""
    return gold in read or read in gold


def _is_figure(value: Any) -> bool:
    return isinstance(value, int | float | dict)


def _bounds(value: Any) -> tuple[float | None, float | None]:
    if isinstance(value, dict):
        if value.get("low") is None and value.get("high") is None:
            return value.get("value"), value.get("value")
        return value.get("low"), value.get("high")
    return value, value


def _overlap(a: tuple[float | None, float | None], b: tuple[float | None, float | None]) -> bool:
    """An open end agrees with an open end; otherwise intersection over union decides."""
    closed_a, closed_b = _closed(a), _closed(b)
    low, high = max(closed_a[0], closed_b[0]), min(closed_a[1], closed_b[1])
    widest = max(closed_a[1], closed_b[1]) - min(closed_a[0], closed_b[0])
    if widest == 0:
        return True
    return (high - low) / widest >= ENOUGH


def _closed(bounds: tuple[float | None, float | None]) -> tuple[float, float]:
    """不到两千 reaches down to half of it, 八百以上 up to half more, for comparing only."""
    low, high = bounds
    if low is None:
        low = 0.5 * high if high is not None else 0.0
    if high is None:
        high = 1.5 * low
    return float(low), float(high)
