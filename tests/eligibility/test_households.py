"""Household cases: YAML files whose expectations were written from the documents.

`expect` names a clause, `group <name>` (the best verdict over its clauses) or `door <status>`.
Only the keys a case gives are compared; `absent` means that nothing of that id is listed.
`old_line` lists the groups that only an income line closes which the document no longer sets.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from eligibility import Library, Screening, parse_household, screen

CASES = Path(__file__).parents[1] / "households"
TODAY = dt.date(2020, 9, 1)
RANK = {"eligible": 3, "unknown": 2, "ended": 1, "not_eligible": 0}


def _cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*/*.yml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.parent.name}/{path.stem}: {case['name']}")


def _found(screening: Screening, key: str) -> dict[str, Any] | None:
    told = screening.to_json()
    kind, _, name = key.partition(" ")
    if kind == "group":
        of_group = [group for group in told["groups"] if group["group"] == name]
        return max(of_group, key=lambda group: RANK[group["verdict"]], default=None)
    if kind == "door":
        return next((door for door in told["doors"] if door["status"] == name), None)
    rules = [*told["items"], *told["groups"]]
    return next((rule for rule in rules if rule["clause"] == key), None)


@pytest.mark.parametrize("case", _cases())
def test_household(case: dict[str, Any], library: Library) -> None:
    household = parse_household(case["household"])
    screening = screen(library, household, TODAY, everything=True)
    expected = dict(case["expect"])
    moved = expected.pop("old_line", None)
    differences = [
        f"{key}: {difference}"
        for key, wanted in expected.items()
        for difference in _differences(_found(screening, key), wanted)
    ]
    if moved is not None and {one.clause for one in screening.old_lines} != set(moved):
        differences.append(f"old_line: {screening.old_lines}, expected {moved}")
    assert not differences, "\n".join(differences)


def _differences(found: dict[str, Any] | None, expected: dict[str, Any]) -> Iterator[str]:
    verdict = found["verdict"] if found else "absent"
    wanted = expected["verdict"]
    if verdict != wanted and not (found is None and wanted == "not_eligible"):
        yield f"verdict {verdict}, expected {wanted}"
        return
    if found is None:
        return
    for key in ("members", "members_unknown"):
        if key in expected and set(found[key]) != set(expected[key]):
            yield f"{key} {found[key]}, expected {expected[key]}"
    for key in ("lead", "already"):
        if key in expected and found[key] != expected[key]:
            yield f"{key} {found[key]}, expected {expected[key]}"
    if "amount" in expected:
        yield from _amount_differences(found["amount"], expected["amount"])
    for missing in expected.get("missing", []):
        if not any(missing.items() <= one.items() for one in found["missing"]):
            yield f"missing {missing} is not among {found['missing']}"


def _amount_differences(found: Any, expected: Any) -> Iterator[str]:
    if isinstance(expected, list):
        if not isinstance(found, list) or len(found) != len(expected):
            yield f"amount {found}, expected {expected}"
            return
        for one, wanted in zip(found, expected, strict=True):
            yield from _amount_differences(one, wanted)
        return
    if found is None and expected.get("value", 0) is None:
        return
    if isinstance(found, list):
        yield f"amount {found}, expected one: {expected}"
        return
    for key, wanted in expected.items():
        have = (found or {}).get(key)
        if isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
            wanted = pytest.approx(wanted)
        if have != wanted:
            yield f"amount {key} {have}, expected {wanted}"
