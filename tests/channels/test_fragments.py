"""Fragments are one turn: 在吗 · 急 · 我妈… — nothing lost, nothing counted twice, order kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.conversations import Conversations
from bot.channels.messages import LONGEST_TEXT, Said
from bot.replies import phrase
from eligibility import Library
from tests.channels.agents import ScriptedAgent
from tests.channels.waiting import Time, at_once, idle

LONG = "老公尿毒症一周透3次，两个娃5岁和小学，房租也交不起，我们在厦门湖里打工"


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def talks(agent: ScriptedAgent, library: Library, time: Time) -> Conversations:
    return Conversations(agent, library, time.timing)  # type: ignore[arg-type]


Say = Callable[..., "asyncio.Future[dict[str, Any]]"]


@pytest.fixture
def say(talks: Conversations) -> Say:
    """Sends a message as a client of its own; each gets the next number for its id."""
    sent: list[str] = []

    def say(text: str, *choices: str, question: str | None = None) -> Any:
        sent.append(text)
        said = Said(str(len(sent)), text, choices, question)
        return asyncio.ensure_future(talks.take("c", said))

    return say


async def asked(talks: Conversations, say: Say, time: Time, **conversation: object) -> None:
    """A conversation in which something was said and asked already."""
    agent: Any = talks._agent
    agent.turn = lambda state, _message: state.with_conversation(**conversation)
    await say("我家三口人住在闽侯县上街镇，老婆得了尿毒症，孩子读高中")
    agent.turn = None
    agent.handled.clear()


def texts(agent: ScriptedAgent) -> list[str]:
    return [str(message.text) for message in agent.handled]


async def test_fragments_are_one_turn_with_one_answer(
    say: Say, agent: ScriptedAgent, time: Time
) -> None:
    answers = [say("在吗"), say("急"), say("我妈")]
    await idle()
    assert agent.handled == []
    time.over()
    first, *others = await asyncio.gather(*answers)
    assert texts(agent) == ["在吗\n急\n我妈"]
    assert all(other == first for other in others)
    assert first["messages"] == ["1", "2", "3"]
    assert first["replies"]


async def test_each_fragment_gives_the_next_its_time(
    say: Say, agent: ScriptedAgent, time: Time
) -> None:
    say("在吗")
    await idle()
    (pause,) = time.pauses
    later = say("急")
    await idle()
    pause.set()
    await idle()
    assert agent.handled == []
    time.over()
    await later
    assert texts(agent) == ["在吗\n急"]


async def test_a_long_message_takes_them_with_it_at_once(say: Say, agent: ScriptedAgent) -> None:
    answers = [say("在吗"), say("急"), say(LONG)]
    told = [await at_once(answer) for answer in answers]
    assert texts(agent) == [f"在吗\n急\n{LONG}"]
    assert len({answer["turn"] for answer in told}) == 1


async def test_a_long_message_alone_never_waits(say: Say, time: Time) -> None:
    await at_once(say(LONG))
    assert time.waited == 0


async def test_a_first_short_message_waits_for_the_rest(
    say: Say, agent: ScriptedAgent, time: Time
) -> None:
    answers = [say("我妈尿毒症"), say("在闽侯")]
    await idle()
    assert agent.handled == []
    time.over()
    await asyncio.gather(*answers)
    assert texts(agent) == ["我妈尿毒症\n在闽侯"]


async def test_danger_takes_them_with_it_at_once(say: Say, agent: ScriptedAgent) -> None:
    await asyncio.gather(say("在吗"), say("我不想活了"))
    assert texts(agent) == ["在吗\n我不想活了"]


@pytest.mark.parametrize("command", ["删除", "转人工", "继续", "重新开始", "同意"])
async def test_a_command_stays_a_command(say: Say, agent: ScriptedAgent, command: str) -> None:
    before, after = await asyncio.gather(say("在吗"), say(command))
    assert texts(agent) == ["在吗", command]
    assert before["turn"] != after["turn"]


async def test_a_tap_takes_them_with_it_at_once(say: Say, agent: ScriptedAgent) -> None:
    await asyncio.gather(say("在吗"), say("", "agree", question="consent"))
    assert texts(agent) == ["在吗", "同意"]


async def test_whoever_goes_on_and_on_is_answered_all_the_same(
    say: Say, agent: ScriptedAgent
) -> None:
    for _ in range(9):
        say("在吗")
        await idle()
    assert len(agent.handled) == 1


@pytest.mark.parametrize("text", ["同意", "1", "好的", "不同意"])
async def test_an_answer_to_the_open_question_never_waits(
    talks: Conversations, say: Say, agent: ScriptedAgent, time: Time, text: str
) -> None:
    await asked(talks, say, time)
    await at_once(say(text))
    assert texts(agent) == [text]


async def test_in_the_interview_only_what_says_nothing_waits(
    talks: Conversations, say: Say, agent: ScriptedAgent, time: Time
) -> None:
    await asked(talks, say, time, consent=True)
    await at_once(say("闽侯"))
    await at_once(say("我妈尿毒症"))
    waiting = say("我跟你说")
    await idle()
    assert texts(agent) == ["闽侯", "我妈尿毒症"]
    time.over()
    await waiting


async def test_an_answer_after_a_fragment_is_still_an_answer(
    talks: Conversations, say: Say, agent: ScriptedAgent, time: Time
) -> None:
    await asked(talks, say, time, consent=True)
    before = say("那个")
    await at_once(say("不在这些地方"))
    assert before.done()
    assert "".join(texts(agent)).endswith("不在这些地方")


async def test_what_comes_during_a_turn_is_the_next(
    talks: Conversations, say: Say, agent: ScriptedAgent, time: Time
) -> None:
    await asked(talks, say, time, consent=True)
    agent.gate.clear()
    answers = [say("我妈得了尿毒症")]
    await idle()
    answers += [say("我爸残疾二级"), say("我女儿读大学")]
    await idle()
    agent.gate.set()
    await asyncio.gather(*answers)
    assert texts(agent) == ["我妈得了尿毒症", "我爸残疾二级\n我女儿读大学"]


async def test_joined_texts_are_not_longer_than_one_may_be(
    talks: Conversations, say: Say, agent: ScriptedAgent, time: Time
) -> None:
    await asked(talks, say, time)
    agent.gate.clear()
    texts_sent = ["我妈得了尿毒症", *(letter * (LONGEST_TEXT // 2) for letter in "甲乙丙")]
    answers = []
    for text in texts_sent:
        answers.append(say(text))
        await idle()
    agent.gate.set()
    await asyncio.gather(*answers)
    assert "".join(texts(agent)).replace("\n", "") == "".join(texts_sent)
    assert all(len(text) <= LONGEST_TEXT for text in texts(agent))


async def test_a_fragment_sent_again_counts_once(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    said = Said("same", "在吗")
    both = [asyncio.ensure_future(talks.take("c", said)) for _ in range(2)]
    await idle()
    time.over()
    first, second = await asyncio.gather(*both)
    assert first == second
    assert texts(agent) == ["在吗"]


async def test_whoever_hangs_up_while_it_waits_loses_nothing(
    say: Say, agent: ScriptedAgent, time: Time
) -> None:
    gone = say("在吗")
    await idle()
    gone.cancel()
    later = say("急")
    await idle()
    time.over()
    await later
    assert texts(agent) == ["在吗\n急"]


async def test_another_conversation_does_not_wait(
    talks: Conversations, say: Say, agent: ScriptedAgent
) -> None:
    say("在吗")
    await idle()
    await talks.take("d", Said("1", LONG))
    assert [message.sender_id for message in agent.handled] == ["d"]


async def test_what_waits_goes_with_a_deletion(
    talks: Conversations, say: Say, agent: ScriptedAgent
) -> None:
    waiting = say("在吗")
    await idle()
    assert await talks.forget("c")
    answer = await waiting
    assert [reply["text"] for reply in answer["replies"]] == [phrase("deleted")]
    await idle()
    assert agent.handled == []


async def test_the_history_shows_what_was_written(
    talks: Conversations, say: Say, agent: ScriptedAgent, time: Time
) -> None:
    await asyncio.gather(say("在吗"), say("我妈\n得了病"), say(LONG))
    shown = await talks.history("c")
    assert shown is not None
    said = [one["text"] for one in shown["replies"] if one["from"] == "user"]
    assert said == ["在吗", "我妈\n得了病", LONG]


async def test_only_who_asks_for_it_gets_the_household(talks: Conversations) -> None:
    brief = asyncio.ensure_future(talks.take("c", Said("1", "在吗", brief=True)))
    await idle()
    whole = await talks.take("c", Said("2", LONG))
    assert (await brief)["household"] is None
    assert whole["household"] is not None
    assert (await brief)["turn"] == whole["turn"]


async def test_a_failure_is_told_to_all_and_tried_again(
    talks: Conversations, say: Say, agent: ScriptedAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talks, "_message", None)
    both = await asyncio.gather(say("在吗"), say(LONG), return_exceptions=True)
    assert all(isinstance(error, TypeError) for error in both)
    monkeypatch.undo()
    answer = await talks.take("c", Said("2", LONG))
    assert answer["replies"]
    assert texts(agent) == [LONG]
