"""Turns: one after the other, once each, answered always, gone when forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels import conversations
from bot.channels.conversations import Conversations, Timing
from bot.channels.messages import Said
from bot.dialogue.state import State
from bot.replies import phrase
from eligibility import Library
from tests.channels.agents import ScriptedAgent
from tests.channels.stores import rows

HOUR = 3600.0


@pytest.fixture
def talks(agent: ScriptedAgent, library: Library) -> Conversations:
    return Conversations(agent, library, Timing(0, HOUR))  # type: ignore[arg-type]


def texts(answer: Mapping[str, Any]) -> list[str]:
    return [reply["text"] for reply in answer["replies"]]


async def test_the_answer_is_that_of_the_contract(talks: Conversations) -> None:
    answer = await talks.take("c", Said("1", "你好"))
    contract = {"replies", "asking", "household", "screening", "done"}
    assert set(answer) == contract | {"turn", "messages"}
    assert answer["asking"]["question"] == "consent"
    assert answer["screening"] is None
    assert answer["done"] is False


async def test_a_message_sent_again_is_taken_once(
    talks: Conversations, agent: ScriptedAgent
) -> None:
    first = await talks.take("c", Said("1", "你好"))
    second = await talks.take("c", Said("1", "你好"))
    assert first == second
    assert len(agent.handled) == 1


async def test_a_message_sent_again_while_it_is_taken_joins_it(
    talks: Conversations, agent: ScriptedAgent
) -> None:
    agent.gate.clear()
    both = [asyncio.ensure_future(talks.take("c", Said("1", "你好"))) for _ in range(2)]
    await asyncio.sleep(0)
    agent.gate.set()
    first, second = await asyncio.gather(*both)
    assert first == second
    assert len(agent.handled) == 1


async def test_the_same_id_in_another_conversation_is_another_message(
    talks: Conversations, agent: ScriptedAgent
) -> None:
    await talks.take("c", Said("1", "你好"))
    await talks.take("d", Said("1", "你好"))
    assert len(agent.handled) == 2


async def test_who_hangs_up_does_not_lose_the_turn(
    talks: Conversations, agent: ScriptedAgent
) -> None:
    agent.gate.clear()
    waiting = asyncio.ensure_future(talks.take("c", Said("1", "你好")))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    agent.gate.set()
    await talks.take("c", Said("2", "在吗"))
    assert [message.text for message in agent.handled] == ["你好", "在吗"]


async def test_turns_of_one_conversation_never_overlap(
    talks: Conversations, agent: ScriptedAgent
) -> None:
    running = 0

    async def alone(_message: UserMessage) -> None:
        nonlocal running
        running += 1
        assert running == 1
        await asyncio.sleep(0)
        running -= 1

    agent.before = alone
    said = [Said(str(number), "", (f"choice{number}",)) for number in range(8)]
    answers = await asyncio.gather(*(talks.take("c", one) for one in said))
    assert all(answer["replies"] for answer in answers)
    taken = [message.metadata["choices"] for message in agent.handled]
    assert taken == [list(one.choices) for one in said]


async def test_a_turn_that_brought_nothing_is_answered(
    talks: Conversations, agent: ScriptedAgent
) -> None:
    agent.replies = []
    assert texts(await talks.take("c", Said("1", "你好"))) == [phrase("server_trouble")]


async def test_a_turn_that_failed_is_answered(talks: Conversations, agent: ScriptedAgent) -> None:
    async def fail(_message: UserMessage) -> None:
        raise RuntimeError("no")

    agent.before = fail
    assert texts(await talks.take("c", Said("1", "你好"))) == [phrase("server_trouble")]


async def test_an_emergency_is_answered_even_then(
    talks: Conversations, agent: ScriptedAgent
) -> None:
    agent.replies = []
    told = texts(await talks.take("c", Said("1", "我不想活了")))
    assert "12356" in told[0]
    assert told[1] == phrase("server_trouble")


async def test_deletion_leaves_no_event(talks: Conversations, agent: ScriptedAgent) -> None:
    await talks.take("c", Said("1", "你好"))
    agent.turn = lambda state, _message: state.with_conversation(delete=True)
    answer = await talks.take("c", Said("2", "删除"))
    assert texts(answer) == [phrase("deleted")]
    assert rows(agent.tracker_store, "c") == 0
    assert await talks.history("c") is None


async def test_deletion_that_failed_is_told(
    talks: Conversations, agent: ScriptedAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversations, "forget", lambda *_args: False)
    agent.turn = lambda state, _message: state.with_conversation(delete=True)
    assert texts(await talks.take("c", Said("1", "删除"))) == [phrase("delete_failed")]


async def test_what_was_forgotten_is_not_remembered_for_repeated_messages(
    talks: Conversations, agent: ScriptedAgent
) -> None:
    await talks.take("c", Said("1", "老婆尿毒症"))
    await talks.forget("c")
    await talks.take("c", Said("1", "你好"))
    assert len(agent.handled) == 2


async def test_who_does_not_agree_leaves_nothing_behind(
    talks: Conversations, agent: ScriptedAgent
) -> None:
    await talks.take("c", Said("1", "老婆尿毒症"))
    agent.turn = lambda state, _message: state.with_conversation(consent=False)
    answer = await talks.take("c", Said("2", "不同意"))
    assert texts(answer)
    assert answer["asking"] is None
    assert rows(agent.tracker_store, "c") == 0


async def test_a_choice_is_kept_in_the_words_of_its_label(
    talks: Conversations, agent: ScriptedAgent
) -> None:
    await talks.take("c", Said("1", "", ("agree",), "consent"))
    message = agent.handled[0]
    assert message.text == "同意"
    assert message.metadata == {"choices": ["agree"], "question": "consent"}


async def test_a_choice_nobody_knows_has_words_too(
    talks: Conversations, agent: ScriptedAgent
) -> None:
    await talks.take("c", Said("1", "", ("/restart",), None))
    assert agent.handled[0].text == "（选项）"


@pytest.mark.parametrize(("button", "words"), [("go_on", "继续"), ("delete", "删除")])
async def test_the_buttons_under_a_result(
    talks: Conversations, agent: ScriptedAgent, button: str, words: str
) -> None:
    await talks.take("c", Said("1", "", (button,), None))
    assert agent.handled[0].text == words


async def test_history_is_by_whom(talks: Conversations) -> None:
    answer = await talks.take("c", Said("1", "你好"))
    shown = await talks.history("c")
    assert shown is not None
    said = [(one["from"], one["text"]) for one in shown["replies"]]
    assert said == [("user", "你好"), *(("bot", text) for text in texts(answer))]


async def test_a_state_that_cannot_be_read_is_not_the_end(
    talks: Conversations, agent: ScriptedAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(State, "slots", lambda _self: ({"no": "such"}, {"old": 1}))
    agent.turn = lambda state, _message: state
    answer = await talks.take("c", Said("1", "你好"))
    assert texts(answer)
