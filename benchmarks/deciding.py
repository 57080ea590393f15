"""How long one household takes through `eligibility.screen`."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

from benchmarks.report import Row, p50_p95
from eligibility import load_library, parse_household, screen

_HOUSEHOLDS = Path(__file__).with_name("households.json")
_REPEATS = 40
_TODAY = dt.date(2026, 11, 1)


def measure() -> list[Row]:
    """One row per example household, and one for loading the packs."""
    begun = time.perf_counter()
    library = load_library()
    rows: list[Row] = [("加载全部文件包", f"{time.perf_counter() - begun:.2f} s", "每个进程一次")]
    for example in json.loads(_HOUSEHOLDS.read_text(encoding="utf-8")):
        household = parse_household(example["household"])
        samples = []
        for _ in range(_REPEATS):
            begun = time.perf_counter()
            screen(library, household, _TODAY)
            samples.append(time.perf_counter() - begun)
        rows.append((f"screen()：{example['what']}", p50_p95(samples), f"{_REPEATS} 次"))
    return rows
