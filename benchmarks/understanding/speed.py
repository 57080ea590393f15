"""How long understanding takes: the rules alone, the whole pipeline, and long messages."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from benchmarks.report import Row, milliseconds, p50_p95
from benchmarks.understanding.cases import Message
from bot.understanding import read_message

LENGTHS = (1_250, 2_500, 5_000, 10_000)


def rules(messages: list[Message]) -> list[Row]:
    """CPU time of the rules for each message, and how it grows with the length of the text."""
    samples = [_spent(read_message, message.text) for message in messages]
    return [("只用规则读一条", p50_p95(samples), "CPU 时间"), *_growth(messages)]


def _growth(messages: list[Message]) -> list[Row]:
    """Four times the text should take four times as long: the messages strung together."""
    text = "。".join(message.text for message in messages)
    while len(text) < LENGTHS[-1]:
        text += text
    spent = [min(_spent(read_message, text[:length]) for _ in range(3)) for length in LENGTHS]
    per_character = [each / length for each, length in zip(spent, LENGTHS, strict=True)]
    ratio = per_character[-1] / per_character[0]
    return [
        (f"  {length:,} 字", milliseconds(each), "")
        for each, length in zip(spent, LENGTHS, strict=True)
    ] + [("  每字用时，最长比最短", f"{ratio:.2f}", "线性为 1")]


def pipeline(
    messages: list[Message], classify: Callable[[str], dict[str, Any] | None]
) -> list[Row]:
    """CPU time of the whole NLU pipeline for each message."""
    samples = [_spent(classify, message.text) for message in messages]
    return [
        ("整个 NLU 管道读一条", p50_p95(samples), "CPU 时间"),
        ("  均值", milliseconds(statistics.mean(samples)), ""),
    ]


def _spent(work: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    work(text)
    return time.process_time() - begun
