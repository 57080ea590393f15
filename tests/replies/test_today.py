"""What a household that asks in autumn 2026 must and must not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from eligibility import Library
from tests.replies.conftest import tell

TODAY = Path(__file__).parents[1] / "households" / "today"
URGENT = ("no_money_for_food", "no_place_to_live", "medical_unpaid", "needs_help_now")


def _cases() -> Iterator[Any]:
    for path in sorted(TODAY.glob("*.yml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            if "said" in case or "not_said" in case:
                yield pytest.param(case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize("case", _cases())
def test_today(library: Library, case: dict[str, Any]) -> None:
    household = case["household"]["household"]
    urgent = any(household.get(fact) is True for fact in URGENT)
    told = tell(library, {**case, "urgent": urgent}, dt.date(2026, 11, 22))
    assert [text for text in case.get("said", ()) if text not in told.everything] == []
    assert [text for text in case.get("not_said", ()) if text in told.everything] == []


def test_there_are_cases_of_four_places() -> None:
    assert len(list(_cases())) >= 20
    assert {path.stem for path in TODAY.glob("*.yml")} >= {"fuzhou", "guzhang", "minhou", "xiamen"}
