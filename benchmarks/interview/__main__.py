"""How many questions families need, place by place, and ten of them question by question.

Families are drawn by a seed; a first description tells about half of what stands out; every
question is answered truthfully. `--write` puts the tables into docs/interview.md.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from benchmarks.interview import ordering
from benchmarks.interview.answering import interview
from benchmarks.interview.families import PLACES, Family, families
from benchmarks.interview.verdicts import Verdicts, core_verdicts, is_open, limited_to, whole
from benchmarks.report import Row, quantile, show
from eligibility import Household, Library, load_library

PAGE = Path(__file__).parents[2] / "docs" / "interview.md"
NAMES = {"fuzhou": "福州", "minhou": "闽侯", "xiamen": "厦门", "guzhang": "古丈"}
_MARK = "<!-- below: python -m benchmarks.interview --write -->\n"
_MOST_FREQUENT = 12


def main() -> int:
    """Prints the tables; the exit code is 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interview", description=__doc__)
    parser.add_argument("--families", type=int, default=100, help="how many a place")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="put the tables into the page")
    options = parser.parse_args()
    library = load_library()
    counted = _count(library, options.families, options.seed)
    print(show(counted))
    told = ordering.table(library, options.seed)
    print("\n" + told)
    if options.write:
        kept = PAGE.read_text(encoding="utf-8").partition(_MARK)[0]
        figures = "```\n" + show(counted) + "\n```\n"
        PAGE.write_text(f"{kept}{_MARK}\n{figures}\n{told}", encoding="utf-8")
    return 0


def _count(library: Library, count: int, seed: int) -> list[Row]:
    rows: list[Row] = [("核心问题，第一次描述以后", "中位数  p90  p95  最多", "目标 ≤ 8，p90 ≤ 14")]
    everywhere: list[int] = []
    asked: Counter[str] = Counter()
    wrong: list[str] = []
    left_open: Counter[str] = Counter()
    for place in PLACES:
        lengths = []
        for family in families(place, count, seed):
            steps = list(interview(library, family.told, family.truth))
            lengths.append(len(steps))
            asked.update(step.question.question.partition("@")[0] for step in steps)
            last = steps[-1].after if steps else family.told
            wrong += _wrong(library, family, last)
            left_open.update(_left_open(library, family, last))
        rows.append((f"  {NAMES[place]}", _summary(lengths), f"{count} 户"))
        everywhere += lengths
    rows.insert(1, ("  全部", _summary(everywhere), f"{len(everywhere)} 户"))
    rows.append(("最常问的（每户次数）", "", ""))
    for name, times in asked.most_common(_MOST_FREQUENT):
        rows.append((f"  {name}", f"{times / len(everywhere):.2f}", ""))
    rows.append(("和“全家实情、只限说过的”不一样", f"{len(wrong)} 处", "；".join(wrong[:5])))
    few = "；".join(f"{key} {times}" for key, times in left_open.most_common(6))
    rows.append(("按全家实情符合、问完还没定", f"{left_open.total()} 处", few))
    return rows


def _summary(lengths: list[int]) -> str:
    figures = [quantile(lengths, share) for share in (0.5, 0.9, 0.95, 1)]
    return "  ".join(f"{figure:g}" for figure in figures)


def _wrong(library: Library, family: Family, last: Household) -> list[str]:
    """Verdicts that what was told does not bear out."""
    found = core_verdicts(library, last)
    true = core_verdicts(library, limited_to(last, family.truth))
    return [
        f"{family.name} {key}" for key in found if _differs(found[key], true.get(key, found[key]))
    ]


def _left_open(library: Library, family: Family, last: Household) -> list[str]:
    """What the answers nobody asked for would have made eligible."""
    found, true = core_verdicts(library, last), core_verdicts(library, whole(last, family.truth))
    return [key for key in found if is_open(found[key]) and _is_eligible(true, key)]


def _is_eligible(verdicts: Verdicts, key: str) -> bool:
    return key in verdicts and verdicts[key][0] == "eligible" and not is_open(verdicts[key])


def _differs(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return one[0] != other[0]


if __name__ == "__main__":
    sys.exit(main())
