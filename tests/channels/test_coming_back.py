"""Coming back after a while: nothing is shown before a yes, and nothing that is said is lost."""

from __future__ import annotations

import asyncio
import json
import time as clock
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.channels.conversations import Conversations
from bot.channels.messages import Said
from bot.dialogue.state import State
from bot.replies import Reply, phrase
from bot.replies.emergencies import first_help
from eligibility import Library
from tests.channels.agents import ScriptedAgent
from tests.channels.stores import rows
from tests.channels.waiting import MINUTE, RESUME_AFTER, Time

SECRET = "老婆尿毒症，我家住在闽侯县上街镇，孩子读高中"
SILENCE = RESUME_AFTER + MINUTE
OPEN_QUESTION = Reply("现在有没有急事？")


@pytest.fixture
def time() -> Iterator[Time]:
    """A clock that shows the real time, so that events are past; nothing waits for more."""
    time = Time(hurried=True)
    time.now = clock.time()
    yield time
    assert time.waited == 0


@pytest.fixture
def talks(agent: ScriptedAgent, library: Library, time: Time) -> Conversations:
    return Conversations(agent, library, time.timing)  # type: ignore[arg-type]


def restarted(talks: Conversations, time: Time) -> Conversations:
    """Another process on the same store."""
    return Conversations(talks._agent, talks._library, time.timing)


async def begun(talks: Conversations, agent: ScriptedAgent, **conversation: Any) -> None:
    """A conversation in the middle of the interview."""
    agent.turn = lambda state, _: state.with_conversation(consent=True, **conversation)
    agent.replies = [Reply("我听到的是：老婆得了重病"), OPEN_QUESTION]
    await talks.take("c", Said("1", SECRET))
    agent.turn = None
    agent.handled.clear()


def at_its_end(state: State, _message: object) -> State:
    """Agreed, and in a place of which there is no document: nothing is asked."""
    return state.with_conversation(consent=True, uncovered=True)


def texts(answer: Mapping[str, Any]) -> list[str]:
    return [reply["text"] for reply in answer["replies"]]


def handled(agent: ScriptedAgent) -> list[str]:
    return [str(message.text) for message in agent.handled]


def assert_covered(answer: Mapping[str, Any], name: str = "resume_open") -> None:
    assert texts(answer)[-1] == phrase(name)
    assert answer["asking"]["question"] == "resume"
    choices = [choice["id"] for choice in answer["replies"][-1]["choices"]]
    assert choices == ["go_on", "anew"]
    assert answer["done"] is False
    assert "尿毒症" not in json.dumps(answer, ensure_ascii=False)
    assert not answer.get("household")
    assert not answer.get("screening")


async def test_after_a_long_silence_the_history_shows_only_the_question(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    await begun(talks, agent)
    time.now += SILENCE
    shown = await talks.history("c")
    assert shown is not None
    assert_covered(shown)
    assert len(shown["replies"]) == 1


async def test_before_that_it_shows_everything(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    await begun(talks, agent)
    time.now += RESUME_AFTER - MINUTE
    shown = await talks.history("c")
    assert shown is not None
    assert texts(shown)[0] == SECRET


async def test_it_is_covered_for_another_process_too(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    await begun(talks, agent)
    time.now += SILENCE
    shown = await restarted(talks, time).history("c")
    assert shown is not None
    assert_covered(shown)


async def test_a_process_that_was_just_started_covers_nothing_that_is_young(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    await begun(talks, agent)
    again = restarted(talks, time)
    await again.take("c", Said("2", "没有"))
    assert handled(agent) == ["没有"]


@pytest.mark.parametrize("text", ["我儿子失业了", "没有", "2000", "看结果", "为什么问这个"])
async def test_what_is_said_instead_of_an_answer_is_kept_and_taken_after_a_yes(
    talks: Conversations, agent: ScriptedAgent, time: Time, text: str
) -> None:
    await begun(talks, agent)
    time.now += SILENCE
    assert_covered(await talks.take("c", Said("2", text)))
    assert handled(agent) == []
    answer = await talks.take("c", Said("3", "接着来"))
    assert handled(agent) == [text]
    assert texts(answer)[0] == phrase("resumed")
    assert texts(answer)[-1] == OPEN_QUESTION.text


async def test_several_things_said_are_taken_in_their_order(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    await begun(talks, agent)
    time.now += SILENCE
    await talks.take("c", Said("2", "我儿子失业了"))
    await talks.take("c", Said("3", "", ("none",), "urgent"))
    await talks.take("c", Said("4", "", ("go_on",), "resume"))
    assert [m.metadata["choices"] or m.text for m in agent.handled] == ["我儿子失业了", ["none"]]


@pytest.mark.parametrize("text", ["接着来", "继续", "好", "好的", "是的", "嗯", "要", "1", "1。"])
async def test_a_yes_in_words(
    talks: Conversations, agent: ScriptedAgent, time: Time, text: str
) -> None:
    await begun(talks, agent)
    agent.replies = [Reply(phrase("resume")), OPEN_QUESTION]
    time.now += SILENCE
    answer = await talks.take("c", Said("2", text))
    assert texts(answer) == [phrase("resumed"), OPEN_QUESTION.text]
    assert handled(agent) == ["接着来"]
    shown = await talks.history("c")
    assert shown is not None
    assert texts(shown)[0] == SECRET


async def test_after_a_yes_the_interview_goes_on(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    await begun(talks, agent)
    time.now += SILENCE
    await talks.take("c", Said("2", "", ("go_on",), "resume"))
    time.now += MINUTE
    await talks.take("c", Said("3", "没有"))
    assert handled(agent)[-1] == "没有"


@pytest.mark.parametrize("text", ["重新开始", "不要", "不用了", "2", "从头来"])
async def test_anew_deletes_the_old_one_at_once_and_says_so(
    talks: Conversations, agent: ScriptedAgent, time: Time, text: str
) -> None:
    await begun(talks, agent)
    time.now += SILENCE
    answer = await talks.take("c", Said("2", text))
    assert texts(answer) == [phrase("begun_anew")]
    assert answer["asking"]["question"] == "consent"
    assert rows(agent.tracker_store, "c") == 0
    assert await talks.history("c") is None


async def test_what_was_said_before_a_no_begins_the_new_one(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    await begun(talks, agent)
    time.now += SILENCE
    await talks.take("c", Said("2", "我妈摔断了腿"))
    answer = await talks.take("c", Said("3", "", ("anew",), "resume"))
    assert texts(answer)[0] == phrase("begun_anew")
    assert handled(agent) == ["我妈摔断了腿"]
    shown = await talks.history("c")
    assert shown is not None
    assert texts(shown)[0] == "我妈摔断了腿"


async def test_danger_is_answered_at_once_and_still_shows_nothing(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    await begun(talks, agent)
    time.now += SILENCE
    answer = await talks.take("c", Said("2", "我不想活了"))
    assert texts(answer)[0] == first_help("suicide").text
    assert_covered(answer)
    await talks.take("c", Said("3", "好"))
    assert handled(agent) == ["我不想活了"]


async def test_a_person_can_be_asked_for(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    await begun(talks, agent)
    time.now += SILENCE
    answer = await talks.take("c", Said("2", "转人工"))
    assert "12345" in texts(answer)[0]
    assert_covered(answer)


@pytest.mark.parametrize("said", [Said("2", "删除"), Said("2", "", ("delete",))])
async def test_it_can_be_deleted_unseen(
    talks: Conversations, agent: ScriptedAgent, time: Time, said: Said
) -> None:
    await begun(talks, agent)
    time.now += SILENCE
    assert texts(await talks.take("c", said)) == [phrase("deleted")]
    assert rows(agent.tracker_store, "c") == 0


async def test_a_finished_one_is_covered_too(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    agent.turn = at_its_end
    await talks.take("c", Said("1", SECRET))
    time.now += SILENCE
    shown = await talks.history("c")
    assert shown is not None
    assert_covered(shown, "resume_finished")
    assert_covered(await talks.take("c", Said("2", "我儿子失业了")), "resume_finished")
    agent.handled.clear()
    answer = await talks.take("c", Said("3", "看结果"))
    assert handled(agent) == ["看结果", "我儿子失业了"]
    assert texts(answer)[0] == phrase("resumed_finished")


async def test_whose_consent_is_open_is_asked_for_it_and_nothing_is_shown(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    await talks.take("c", Said("1", SECRET))
    time.now += SILENCE
    shown = await talks.history("c")
    assert shown is not None
    assert [one["question"] for one in shown["replies"]] == ["consent"]
    await talks.take("c", Said("2", "同意"))
    assert handled(agent) == [SECRET, "同意"]


async def test_numbers_kept_aside_are_masked_as_ever(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    await begun(talks, agent)
    time.now += SILENCE
    await talks.take("c", Said("2", "我的电话13800138000"))
    await talks.take("c", Said("3", "接着来"))
    assert "13800138000" not in handled(agent)[0]


async def test_a_message_sent_again_after_a_restart_is_not_taken_twice(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    await begun(talks, agent)
    first = await talks.take("c", Said("2", "没有"))
    again = await restarted(talks, time).take("c", Said("2", "没有"))
    assert handled(agent) == ["没有"]
    assert texts(again) == texts(first)


async def test_of_two_sent_again_after_a_restart_the_lost_one_is_taken(
    talks: Conversations, agent: ScriptedAgent, time: Time
) -> None:
    await begun(talks, agent)
    await talks.take("c", Said("2", "我爸残疾二级"))
    other = restarted(talks, time)
    await asyncio.gather(
        other.take("c", Said("2", "我爸残疾二级")), other.take("c", Said("3", "我女儿读大学"))
    )
    assert handled(agent) == ["我爸残疾二级", "我女儿读大学"]
