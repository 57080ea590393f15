"""Numbers that name a person come no further than the channel, and that is said once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from bot.channels.conversations import Conversations, Timing
from bot.channels.messages import Said
from bot.replies import phrase
from eligibility import Library
from tests.channels.agents import ScriptedAgent
from tests.channels.waiting import Time, idle

IDENTITY = "350121195001011234"
PHONE = "13800138000"
NOTE = phrase("numbers_hidden")


@pytest.fixture
def talks(agent: ScriptedAgent, library: Library) -> Conversations:
    return Conversations(agent, library, Timing(0, 3600))  # type: ignore[arg-type]


def notes(answer: Mapping[str, Any]) -> list[int]:
    """Where in the replies the sentence stands."""
    return [place for place, reply in enumerate(answer["replies"]) if reply["text"] == NOTE]


async def test_a_number_never_reaches_the_tracker(
    talks: Conversations, agent: ScriptedAgent
) -> None:
    await talks.take("c", Said("1", f"我妈{IDENTITY}，电话{PHONE}，药费2000"))
    (message,) = agent.handled
    tracker = await agent.tracker_store.get_or_create_tracker("c", append_action_listen=False)
    kept = str([event.as_dict() for event in tracker.events])
    for number in (IDENTITY, "19500101", PHONE):
        assert number not in str(message.text)
        assert number not in kept
    assert "药费2000" in str(message.text)


async def test_it_is_said_once_before_the_question(talks: Conversations) -> None:
    first = await talks.take("c", Said("1", f"我妈{IDENTITY}"))
    second = await talks.take("c", Said("2", f"打{PHONE}"))
    assert notes(first) == [len(first["replies"]) - 2]
    assert notes(second) == []


async def test_without_numbers_nothing_is_said(talks: Conversations) -> None:
    assert notes(await talks.take("c", Said("1", "我妈68岁，打12345没人接"))) == []


async def test_the_history_tells_the_same(talks: Conversations) -> None:
    for number, text in enumerate(["你好", f"我妈{IDENTITY}", f"打{PHONE}"]):
        await talks.take("c", Said(str(number), text))
    shown = await talks.history("c")
    assert shown is not None
    said = [one["text"] for one in shown["replies"] if one["from"] == "user"]
    assert said == ["你好", "我妈（身份证号已隐去）", "打（电话已隐去）"]
    assert [one["from"] for one in shown["replies"] if one["text"] == NOTE] == ["bot"]


async def test_a_number_in_fragments_is_taken_out_too(
    agent: ScriptedAgent, library: Library
) -> None:
    time = Time()
    talks = Conversations(agent, library, time.timing)  # type: ignore[arg-type]
    sent = [
        talks.take("c", Said(str(n), text)) for n, text in enumerate([IDENTITY[:6], IDENTITY[6:]])
    ]
    waiting = [asyncio.ensure_future(one) for one in sent]
    await idle()
    time.over()
    await asyncio.gather(*waiting)
    assert [message.text for message in agent.handled] == ["（身份证号已隐去）"]
    shown = await talks.history("c")
    assert shown is not None
    assert shown["replies"][0]["text"] == "（身份证号已隐去）"
