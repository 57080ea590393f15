"""Fixtures of the replies' tests: a dozen households, screened on one day."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.replies import Reply, details, summary
from eligibility import Library, Screening, load_library, parse_household, screen
from eligibility.telling.guide import Guide, guide

HOUSEHOLDS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("households.yml").read_text(encoding="utf-8")
)
TODAY = dt.date(2026, 3, 2)


@dataclasses.dataclass(frozen=True)
class Told:
    """One household's screening and what is said of it."""

    name: str
    screening: Screening
    guide: Guide
    urgent: bool

    @property
    def summary(self) -> list[Reply]:
        return summary(self.screening, self.guide, self.urgent)

    @property
    def account(self) -> Reply:
        return details(self.screening, self.guide)

    @property
    def everything(self) -> str:
        return "\n".join(reply.text for reply in (*self.summary, self.account))


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


AUTUMN = dt.date(2026, 11, 20)
"""A day on which the law of the country is in force."""
# What a household of the tests has said of everything: nothing happened, nothing is held.
NOTHING: dict[str, Any] = {
    **dict.fromkeys(
        (
            *("dibao", "dibao_marginal", "rigid_expense_household", "low_income_certified"),
            *("registered_poor_household", "hardship_notice_held", "fire_or_accident"),
            *("sudden_serious_illness", "income_lost_suddenly", "no_money_for_food"),
            *("no_place_to_live", "natural_disaster", "medical_unpaid", "needs_help_now"),
            *("housing_need", "home_unsafe", "in_public_rental"),
        ),
        False,
    ),
    **{"asking_for": "self", "dibao_cut_or_stopped": "none", "applied_before": "none"},
    **{"residence_permit": "none", "rigid_expense_12m": 0},
}
PERSON: dict[str, Any] = {
    **{"tekun": "none", "dibao_single": False, "disability_level": 0, "severe_illness": False},
    **{"student_stage": "none", "cannot_do_acts": 0, "inpatient_self_pay": 0},
}


def ask(
    library: Library,
    place: str,
    household: dict[str, Any],
    *members: dict[str, Any],
    today: dt.date = AUTUMN,
    urgent: bool = False,
    **more: Any,
) -> Told:
    """A household of a place that has said everything, with these differences."""
    own = {"hukou_place": place, **NOTHING, **household}
    persons = [{**PERSON, **member} for member in members or ({"name": "本人"},)]
    data = {"jurisdiction": place, "household": own, "members": persons, **more}
    return tell(library, {"household": data, "urgent": urgent}, today)


def tell(library: Library, case: dict[str, Any], today: dt.date = TODAY) -> Told:
    """The household of a case as the replies are given it."""
    household = parse_household(case["household"])
    assert household.jurisdiction is not None
    screening = screen(library, household, today, everything=True)
    way = guide(library, household, screening)
    return Told(case.get("name", ""), screening, way, case.get("urgent", False))


@pytest.fixture(params=HOUSEHOLDS, ids=lambda case: case["name"])
def told(request: pytest.FixtureRequest, library: Library) -> Told:
    """Each of the households in turn."""
    return tell(library, request.param)
