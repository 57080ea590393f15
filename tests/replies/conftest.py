"""Fixtures of the replies' tests: a dozen households, screened on one day."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.replies import Reply, details, summary
from eligibility import Library, Screening, load_library, parse_household, screen
from eligibility.packs import Topic

HOUSEHOLDS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("households.yml").read_text(encoding="utf-8")
)
TODAY = dt.date(2026, 3, 2)


@dataclasses.dataclass(frozen=True)
class Told:
    """One household's screening and what is said of it."""

    name: str
    screening: Screening
    topics: Mapping[str, Topic]
    urgent: bool

    @property
    def summary(self) -> list[Reply]:
        return summary(self.screening, self.topics, self.urgent)

    @property
    def account(self) -> Reply:
        return details(self.screening, self.topics)

    @property
    def everything(self) -> str:
        return "\n".join(reply.text for reply in (*self.summary, self.account))


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


def tell(library: Library, case: dict[str, Any], today: dt.date = TODAY) -> Told:
    """The household of a case as the replies are given it."""
    household = parse_household(case["household"])
    assert household.jurisdiction is not None
    pack = library.pack_for(household.jurisdiction, household.district)
    assert pack is not None
    screening = screen(library, household, today, everything=True)
    return Told(case["name"], screening, pack.file.topics, case.get("urgent", False))


@pytest.fixture(params=HOUSEHOLDS, ids=lambda case: case["name"])
def told(request: pytest.FixtureRequest, library: Library) -> Told:
    """Each of the households in turn."""
    return tell(library, request.param)
