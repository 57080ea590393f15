"""The table that is printed, and the figures in it."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from unicodedata import east_asian_width

Row = tuple[str, str, str]


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.{1 if seconds >= 0.01 else 2}f} ms"


def microseconds(seconds: float) -> str:
    return f"{seconds * 1_000_000:.0f} µs"


def quantile(samples: Sequence[float], share: float) -> float:
    """The sample below which `share` (0 to 1) of the samples lie; nearest rank."""
    ranked = sorted(samples)
    return ranked[min(len(ranked) - 1, round(share * (len(ranked) - 1)))]


def p50_p95(samples: Sequence[float]) -> str:
    middle, high = statistics.median(samples), quantile(samples, 0.95)
    return f"p50 {milliseconds(middle)}  p95 {milliseconds(high)}"


def show(rows: Sequence[Row]) -> str:
    """Rows of what, how much and against what, as an aligned table."""
    widths = [max(_width(row[column]) for row in rows) for column in range(2)]
    lines = []
    for row in rows:
        first, second = (
            row[column] + " " * (widths[column] - _width(row[column])) for column in range(2)
        )
        lines.append(f"{first}  {second}  {row[2]}".rstrip())
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
