"""Whether our engine and OpenFisca say the same, clause by clause and person by person."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from benchmarks.report import Row
from eligibility import Group, Item, Screening

GROUPS = tuple(f"fuzhou-1.{end}" for end in ("1a", "1b", "2a", "2b", "2c", "3a"))
AMOUNTS = ("fuzhou-2.2.1b", "fuzhou-2.3.1a", "fuzhou-2.3.1b", "fuzhou-2.6c")
BENEFITS = (
    *AMOUNTS,
    *(f"fuzhou-2.{end}" for end in ("3.2a", "4a", "5b", "5f", "6d", "8b")),
)
_OF_HOUSEHOLD = ("fuzhou-1.3a", "fuzhou-2.6d")


class Agreement:
    """How often both engines say the same of a clause and a household."""

    def __init__(self) -> None:
        self.asked = self.alike = self.eligible = self.amounts = self.left_open = 0
        self.unexplained: list[str] = []

    def add(self, data: dict[str, Any], ours: Screening, theirs: dict[str, list[float]]) -> None:
        """One household, clause by clause and person by person."""
        judged: list[Group | Item] = [*ours.groups, *ours.items]
        entries = {entry.clause: entry for entry in judged}
        names = [member["name"] for member in data["members"]]
        for clause in (*GROUPS, *BENEFITS):
            entry, holds = entries.get(clause), [bool(value) for value in theirs[clause]]
            own = [any(_people(entry, names))] if clause in _OF_HOUSEHOLD else _people(entry, names)
            self.asked += 1
            if own == holds:
                self.alike += 1
                self.eligible += any(own)
            elif entry is not None and _is_left_open_by_the_text(entry):
                self.left_open += 1
            else:
                self.unexplained.append(f"{data['id']} {clause}：我们 {own}，OpenFisca {holds}")
            if clause in AMOUNTS and isinstance(entry, Item) and own == holds and any(own):
                self._add_amounts(data["id"], entry, theirs[f"{clause}-amount"])

    def _add_amounts(self, household: str, entry: Item, theirs: Sequence[float]) -> None:
        ours = entry.amount if isinstance(entry.amount, list) else [entry.amount]
        paid = sorted({round(value, 2) for value in theirs if value})
        said = sorted({one.value for one in ours if one is not None and one.value})
        if all(abs(a - b) < 0.02 for a, b in itertools.zip_longest(said, paid, fillvalue=-1)):
            self.amounts += 1
        else:
            self.unexplained.append(
                f"{household} {entry.clause} 金额：我们 {said}，OpenFisca {paid}"
            )

    def rows(self) -> list[Row]:
        """The count first; what nobody can explain is named, with the first of it."""
        found = [
            (
                "与 OpenFisca 的结论，每户每条",
                f"{self.asked} 个中 {self.alike} 个一样",
                f"其中 {self.eligible} 个符合，有金额的 {self.amounts} 个金额也一样",
            )
        ]
        if self.left_open:
            why = "原文没写清，我们说还不能定，它只能说是或不是"
            found.append(("  不同，原因清楚", f"{self.left_open} 个", why))
        if self.unexplained:
            found.append(("  不同，原因不明", f"{len(self.unexplained)} 个", self.unexplained[0]))
        return found


def _people(entry: Group | Item | None, names: Sequence[str]) -> list[bool]:
    """Who is eligible; the household as a whole is everybody."""
    if entry is None or entry.verdict != "eligible":
        return [False] * len(names)
    return [not entry.members or name in entry.members for name in names]


def _is_left_open_by_the_text(entry: Group | Item) -> bool:
    return bool(entry.missing) and all(lack.because == "text_is_silent" for lack in entry.missing)
