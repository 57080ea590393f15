"""Measures everything and prints one table; `deciding` measures the rules engine alone."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import deciding, page, talking
from benchmarks.deciding import say
from benchmarks.processes import BARE, MAIN, bare_bot, bare_rasa, memory, ours
from benchmarks.report import Row, show
from bot.service.training import ensure_trained


def main() -> int:
    """Prints the table; the exit code is 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("part", nargs="?", choices=["deciding"], help="the rules engine alone")
    part = parser.parse_args().part
    begun = time.perf_counter()
    rows = deciding.measure()
    if part is None:
        rows += _served()
    print(show(rows))
    say(f"用时 {time.perf_counter() - begun:.0f} 秒。")
    return 0


def _served() -> list[Row]:
    """What is measured of the running assistant, beside a bare Rasa."""
    rows: list[Row] = []
    ensure_trained(MAIN, say)
    ensure_trained(BARE, say)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        say("启动：交替各两次……")
        bare_starts, our_starts = [], []
        with bare_rasa(MAIN, scratch) as server:
            bare_starts.append(server.seconds)
        with ours(scratch) as server:
            our_starts.append(server.seconds)
        with bare_rasa(MAIN, scratch) as server:
            bare_starts.append(server.seconds)
        with ours(scratch) as server, bare_bot(scratch) as bare:
            our_starts.append(server.seconds)
            say("对话：与空白 Rasa 交替……")
            fresh = memory(server.pid)
            rows += talking.measure(server.port, bare.port)
            rows += _starts(our_starts, bare_starts)
            rows += _memory(fresh, memory(server.pid), memory(bare.pid))
            rows += page.measure(server.port)
    return rows


def _starts(own: list[float], bare: list[float]) -> list[Row]:
    ratio = statistics.median(own) / statistics.median(bare)
    return [
        ("第二次启动，到打印地址", _each(own), f"比值 {ratio:.2f}；目标 ≤ 1.15"),
        ("  只有 rasa run，到能应答", _each(bare), "同一个模型"),
    ]


def _memory(
    fresh: tuple[float, float], used: tuple[float, float], bare: tuple[float, float]
) -> list[Row]:
    return [
        ("内存，全部进程，启动后", _both(fresh), "目标 ≤ 1.0 GB"),
        ("内存，全部进程，对话后", _both(used), ""),
        ("  空白 Rasa，不含它的动作服务", _both(bare), ""),
    ]


def _both(amounts: tuple[float, float]) -> str:
    return f"RSS {amounts[0]:.0f} MB  PSS {amounts[1]:.0f} MB"


def _each(seconds: list[float]) -> str:
    return "、".join(f"{each:.1f} s" for each in seconds)


if __name__ == "__main__":
    sys.exit(main())
