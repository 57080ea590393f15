"""Households a second through the real command line, on one core, with everything written out."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.made import DAYS, PLACES, households
from benchmarks.processes import ROOT
from benchmarks.report import Row

_TRIAL, _MOST = 25, 1000
"""Households of each place: in a first, short run, and at most."""
_LONG_ENOUGH = 8.0
_RUNS = 2
_AIM = 1500
Seconds = tuple[float, float]
"""CPU and wall."""


def measure(say: Callable[[str], None]) -> list[Row]:
    """A ledger of the documents' own years, and one of today."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        empty = _Ledger(Path(folder) / "empty", {}, 0)
        loading = min(empty.run() for _ in range(_RUNS))
        rows.append(("命令行启动和加载文件包", f"{loading[1]:.2f} s", "每次命令一次，下面不算它"))
        for number in range(len(DAYS["fuzhou"])):
            days = {place: DAYS[place][number] for place in PLACES}
            trial = _Ledger(Path(folder) / f"trial{number}", days, _TRIAL)
            ledger = _Ledger(Path(folder) / f"{number}", days, _enough(trial.run(), loading))
            say(f"名册：{min(days.values()):%Y年%-m月}，{ledger.count} 户……")
            rows.append(_row(ledger, min(days.values()), loading))
    return rows


def _enough(trial: Seconds, loading: Seconds) -> int:
    """So many households of each place that a run is long enough to measure, and no longer."""
    each = max(trial[0] - loading[0], 0.001) / _TRIAL
    return max(_TRIAL, min(_MOST, round(_LONG_ENOUGH / each)))


def _row(ledger: _Ledger, day: dt.date, loading: Seconds) -> Row:
    cpu, wall = min(ledger.run() for _ in range(_RUNS))
    name = f"--jsonl，{day:%Y年%-m月}，{ledger.count} 户，一个核"
    size = ledger.written / ledger.count / 1000
    each = f"每户输出 {size:.0f} kB；按钟 {ledger.count / (wall - loading[1]):.0f} 户/秒"
    return name, f"{ledger.count / (cpu - loading[0]):.0f} 户/秒", f"{each}；目标 {_AIM}"


class _Ledger:
    """A file of distinct households, and the real command over it."""

    def __init__(self, path: Path, days: Mapping[str, dt.date], of_each_place: int) -> None:
        lines = [
            json.dumps(household, ensure_ascii=False)
            for place, day in days.items()
            for household in households(place, day, of_each_place, seed=7)
        ]
        self.count = len(lines)
        self._path, self._out = path, path.with_suffix(".out")
        path.write_text("\n".join(lines), encoding="utf-8")

    @property
    def written(self) -> int:
        """Bytes of the answers."""
        return self._out.stat().st_size

    def run(self) -> Seconds:
        """CPU and wall seconds of one command on one core."""
        command = [sys.executable, "-m", "eligibility", "screen", "--jsonl", str(self._path)]
        before, begun = _cpu(), time.perf_counter()
        with _one_core(), self._out.open("wb") as out:
            subprocess.run(command, cwd=ROOT, stdout=out, check=True)
        return _cpu() - before, time.perf_counter() - begun


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextlib.contextmanager
def _one_core() -> Iterator[None]:
    """What is started meanwhile stays on one core."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
