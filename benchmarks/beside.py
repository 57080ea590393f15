"""The same clauses over the same households in our engine and in OpenFisca."""

from __future__ import annotations

import dataclasses
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.agreement import AMOUNTS, BENEFITS, GROUPS, Agreement
from benchmarks.known import DAY, known_households
from benchmarks.processes import ROOT
from benchmarks.report import Row, microseconds
from eligibility import Library, Screening, load_library, parse_household, screen

PYTHON = ROOT / ".venv-openfisca" / "bin" / "python"
_PACK = ROOT / "eligibility" / "packs" / "fuzhou.yml"
_HOUSEHOLDS = 400
_ROUNDS = 3
Seconds = tuple[float, float]
"""CPU and wall."""


@dataclasses.dataclass(frozen=True)
class _Times:
    """Seconds a household, each household and all at once; reading or building, then deciding."""

    reading: list[Seconds]
    deciding: list[Seconds]
    reading_all: Seconds
    deciding_all: Seconds


def measure() -> list[Row]:
    """The agreement first, then the ratios; one row when OpenFisca is not installed."""
    if not PYTHON.exists():
        return [("与 OpenFisca 比", "没有比", "没有装 .venv-openfisca；make bench 会装")]
    complete, clauses = load_library(), _clauses_alone()
    rounds, agreement = [], Agreement()
    for seed in range(_ROUNDS):
        households = known_households(_HOUSEHOLDS, seed)
        whole, _ = _ours(complete, households)
        same, said = _ours(clauses, households)
        theirs, found = _theirs(households)
        rounds.append((whole, same, theirs))
        for one in zip(households, said, found, strict=True):
            agreement.add(*one)
    whole, same, theirs = (_fastest(times) for times in zip(*rounds, strict=True))
    return [
        *agreement.rows(),
        *_compared("同样的条款，带理由", same, theirs),
        *_compared("全部文件，带门和下一问", whole, theirs),
    ]


# -- ours -------------------------------------------------------------------------------------


def _clauses_alone() -> Library:
    """A library of the compared clauses and nothing else."""
    pack = yaml.safe_load(_PACK.read_text(encoding="utf-8"))
    pack["items"] = [item for item in pack["items"] if item["clause"] in BENEFITS]
    pack["doors"] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _PACK.name
        path.write_text(yaml.safe_dump(pack, allow_unicode=True), encoding="utf-8")
        return load_library(Path(folder))


def _ours(library: Library, households: Sequence[dict[str, Any]]) -> tuple[_Times, list[Screening]]:
    reading, deciding, said = [], [], []
    for data in households:
        begun = _now()
        household = parse_household(data)
        read = _now()
        said.append(screen(library, household, DAY))
        reading.append(_between(begun, read))
        deciding.append(_between(read, _now()))
    return _Times(reading, deciding, _sum(reading), _sum(deciding)), said


def _now() -> Seconds:
    return time.process_time(), time.perf_counter()


def _between(begun: Seconds, ended: Seconds) -> Seconds:
    return ended[0] - begun[0], ended[1] - begun[1]


def _sum(seconds: Sequence[Seconds]) -> Seconds:
    return sum(cpu for cpu, _ in seconds), sum(wall for _, wall in seconds)


# -- theirs -----------------------------------------------------------------------------------


def _theirs(households: Sequence[dict[str, Any]]) -> tuple[_Times, list[dict[str, list[float]]]]:
    order = {
        "month": f"{DAY:%Y-%m}",
        "clauses": [*GROUPS, *BENEFITS],
        "amounts": list(AMOUNTS),
        "households": households,
    }
    done = subprocess.run(
        [str(PYTHON), "-m", "benchmarks.openfisca"],
        input=json.dumps(order),
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1", "NUMEXPR_NUM_THREADS": "1"},
        check=True,
        text=True,
    )
    reply = json.loads(done.stdout)
    names = ("building", "calculating", "building_all", "calculating_all")
    return _Times(*(reply[name] for name in names)), reply["found"]


# -- how fast ---------------------------------------------------------------------------------


def _fastest(rounds: Sequence[_Times]) -> _Times:
    """Of several rounds on a shared machine, the least disturbed."""
    return _Times(
        min((times.reading for times in rounds), key=_sum),
        min((times.deciding for times in rounds), key=_sum),
        min(times.reading_all for times in rounds),
        min(times.deciding_all for times in rounds),
    )


def _compared(what: str, ours: _Times, theirs: _Times) -> list[Row]:
    both = [list(map(_added, times.reading, times.deciding)) for times in (ours, theirs)]
    every = [_added(t.reading_all, t.deciding_all) for t in (ours, theirs)]
    return [
        (f"{what}：一户，从 JSON 起", *_ratio(*map(_median, both))),
        ("  不算读入和搭建", *_ratio(_median(ours.deciding), _median(theirs.deciding))),
        (f"  {_HOUSEHOLDS} 户一批，每户", *_ratio(*(_each(seconds) for seconds in every))),
        ("  不算读入和搭建", *_ratio(_each(ours.deciding_all), _each(theirs.deciding_all))),
    ]


def _added(first: Seconds, second: Seconds) -> Seconds:
    return first[0] + second[0], first[1] + second[1]


def _median(samples: Sequence[Seconds]) -> Seconds:
    return statistics.median(c for c, _ in samples), statistics.median(w for _, w in samples)


def _each(total: Seconds) -> Seconds:
    return total[0] / _HOUSEHOLDS, total[1] / _HOUSEHOLDS


def _ratio(ours: Seconds, theirs: Seconds) -> tuple[str, str]:
    cpu, wall = (_plain(own / other) for own, other in zip(ours, theirs, strict=True))
    return (
        f"我们 {microseconds(ours[0])}  OpenFisca {microseconds(theirs[0])}",
        f"我们 ÷ 它 = {cpu}（CPU 时间；按钟 {wall}）",
    )


def _plain(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"
