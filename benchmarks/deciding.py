"""How long households take through the engine: part by part, in a ledger, beside OpenFisca."""

from __future__ import annotations

import datetime as dt
import functools
import gc
import multiprocessing
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from benchmarks import beside, ledger
from benchmarks.made import DAYS, PLACES, households
from benchmarks.report import Row, p50_p95
from benchmarks.stages import (
    DOORS,
    JUDGING,
    NEXT,
    PARTS,
    READING,
    TEXT,
    WRITING,
    Stopwatch,
    stopwatch,
)
from eligibility import Library, load_library, parse_household, screen

_HOUSEHOLDS = 300
_AGAIN = 100
_NAMES = {"fuzhou": "福州", "minhou": "闽侯", "xiamen": "厦门", "guzhang": "古丈"}
_BESIDE = (READING, DOORS, NEXT, TEXT)
_PASSES = ("头一次", f"后 {_AGAIN} 户再来")
_HEAD = (
    "screen()，一户，判断和写出",
    "目标 < 0.50 ms",
    "分项为中位数，毫秒；全部用 CPU 时间，机器忙时也可比",
)
Spent = dict[str, float]
"""CPU seconds of each part of one household."""


def measure() -> list[Row]:
    """Loading, every place on every day, ledgers, and OpenFisca."""
    rows = [_loading(), _HEAD]
    for place in PLACES:
        for day in DAYS[place]:
            say(f"算一户：{_NAMES[place]}，{day:%Y年%-m月}，{_HOUSEHOLDS} 户……")
            rows += _alone(place, day)
    rows += ledger.measure(say)
    say("与 OpenFisca 比……")
    return rows + beside.measure()


def say(line: str) -> None:
    """Shows that something goes on."""
    print(line, file=sys.stderr, flush=True)


def _loading() -> Row:
    begun = time.perf_counter()
    load_library()
    return "加载全部文件包", f"{time.perf_counter() - begun:.2f} s", "每个进程一次"


# -- one place on one day ---------------------------------------------------------------------


def _alone(place: str, day: dt.date) -> list[Row]:
    """In a process of its own: nothing was worked out for another place before."""
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned) as pool:
        passes = pool.submit(_measured, place, day).result()
    what = f"  {_NAMES[place]}，{day:%Y年%-m月}"
    return [_row(f"{what}，{name}", spent) for name, spent in zip(_PASSES, passes, strict=True)]


def _measured(place: str, day: dt.date) -> list[list[Spent]]:
    library = load_library()
    told = list(households(place, day, _HOUSEHOLDS))
    gc.collect()
    with stopwatch() as watch:
        one = functools.partial(_one, library, day, watch)
        return [[one(household) for household in part] for part in (told, told[-_AGAIN:])]


def _one(library: Library, day: dt.date, watch: Stopwatch, told: dict[str, Any]) -> Spent:
    with watch.on(READING):
        household = parse_household(told)
    with watch.on(WRITING):
        screening = screen(library, household, day)
    with watch.on(TEXT):
        screening.to_text()
    return watch.taken()


def _row(what: str, every: Sequence[Spent]) -> Row:
    """Judging and writing; beside them what comes before and after, as medians."""
    own = [spent[JUDGING] + spent[WRITING] for spent in every]
    middle = {part: statistics.median(spent[part] for spent in every) for part in PARTS}
    inside = f"{_said(middle, (JUDGING, WRITING))}；另外 {_said(middle, _BESIDE)}"
    mean = statistics.fmean(sum(spent.values()) for spent in every)
    return what, p50_p95(own), f"{inside}；全部平均 {mean * 1000:.2f} ms"


def _said(middle: Spent, parts: Sequence[str]) -> str:
    return "  ".join(f"{part} {middle[part] * 1000:.2f}" for part in parts)
