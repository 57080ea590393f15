"""What a turn gave out can be found again; what it did not give out is not written down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.core.tracker_store import SQLTrackerStore

from bot.channels import given_out
from bot.channels.codes import opened_by
from bot.channels.conversations import Conversations, Timing
from bot.channels.ledger import count, find
from bot.channels.messages import Said
from bot.dialogue.state import State
from bot.replies import Reply
from bot.service.versions import running_version
from eligibility import Library, parse_household
from tests.channels.agents import ScriptedAgent
from tests.channels.stores import empty_store

NUMBER, CODE = "2026-1122-7K3QXF", "4827-1936"


@pytest.fixture
def store(tmp_path: Path) -> SQLTrackerStore:
    return empty_store(tmp_path / "conversations.sqlite3")


def state(place: str | None = "minhou", **changes: Any) -> State:
    household = parse_household({"jurisdiction": place} if place else {})
    fresh = State(household=household, conversation=State.fresh().conversation)
    return fresh.with_conversation(result_number=NUMBER, handover=CODE, **changes)


def test_a_number_and_a_code_that_were_told(store: SQLTrackerStore) -> None:
    replies = [{"text": f"结果编号 {NUMBER}。"}, {"text": f"接续编号 {CODE}。"}]
    given_out.keep(store, "hers", state(), replies)
    (found,) = find(store, NUMBER)
    assert (found.place, found.version) == ("minhou", running_version())
    assert found.day.isoformat() == "2026-11-22"
    opened = opened_by(store, CODE)
    assert opened is not None
    assert opened[0] == "hers"


def test_what_was_told_in_an_earlier_turn_is_not_written_anew(store: SQLTrackerStore) -> None:
    given_out.keep(store, "hers", state("xiamen"), [{"text": "记下了。"}])
    assert count(store) == 0
    assert opened_by(store, CODE) is None


def test_a_result_without_a_place_is_none(store: SQLTrackerStore) -> None:
    given_out.keep(store, "hers", state(None), [{"text": NUMBER}])
    assert count(store) == 0


def test_the_turn_goes_on_without_the_database(
    store: SQLTrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("no database")

    monkeypatch.setattr(given_out, "record", broken)
    given_out.keep(store, "hers", state(), [{"text": NUMBER}])
    assert count(store) == 0


async def test_what_a_turn_of_the_channel_gives_out_is_kept(
    agent: ScriptedAgent, library: Library
) -> None:
    """`keep` is part of every turn."""
    agent.replies = [Reply(f"结果编号 {NUMBER}，接续编号 {CODE}。")]
    agent.turn = lambda _state, _message: state(consent=True)
    timing = Timing(fragment=0, resume_after=1800)
    await Conversations(agent, library, timing).take("hers", Said("1", "看结果"))  # type: ignore[arg-type]
    assert find(agent.tracker_store, NUMBER)
    assert opened_by(agent.tracker_store, CODE) is not None
