"""Hand-over codes open one conversation, for a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain

from bot.channels.codes import offer, opened_by
from bot.settings import settings
from tests.channels.stores import empty_store

NOW = 1_800_000_000.0
CODE = "4827-1936"
VALID = settings().handover_hours * 3600


@pytest.fixture
def store(tmp_path: Path) -> SQLTrackerStore:
    return empty_store(tmp_path / "conversations.sqlite3")


def test_a_code_opens_its_conversation(store: SQLTrackerStore) -> None:
    assert offer(store, CODE, "hers", NOW) is True
    assert opened_by(store, CODE, NOW) == ("hers", NOW + VALID)
    assert opened_by(store, "0000-0000", NOW) is None


@pytest.mark.parametrize(("late", "opens"), [(-1, True), (0, True), (1, False)])
def test_for_as_long_as_was_promised(store: SQLTrackerStore, late: int, opens: bool) -> None:
    offer(store, CODE, "hers", NOW)
    assert (opened_by(store, CODE, NOW + VALID + late) is not None) is opens


def test_offered_again_it_lasts_no_longer(store: SQLTrackerStore) -> None:
    offer(store, CODE, "hers", NOW)
    offer(store, CODE, "hers", NOW + VALID)
    assert opened_by(store, CODE, NOW + VALID + 1) is None


def test_drawn_by_two_it_opens_neither(store: SQLTrackerStore) -> None:
    offer(store, CODE, "hers", NOW)
    offer(store, CODE, "his", NOW)
    assert opened_by(store, CODE, NOW) is None


def test_drawn_again_after_its_time_it_opens_the_new_one(store: SQLTrackerStore) -> None:
    offer(store, CODE, "hers", NOW)
    offer(store, CODE, "his", NOW + VALID + 1)
    assert opened_by(store, CODE, NOW + VALID + 2) == ("his", NOW + 2 * VALID + 1)


def test_a_store_in_memory_opens_nothing() -> None:
    memory = InMemoryTrackerStore(Domain.empty())
    assert offer(memory, CODE, "hers", NOW) is False
    assert opened_by(memory, CODE, NOW) is None
