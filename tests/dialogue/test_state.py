"""The state is JSON in three slots, whatever was said."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from bot.dialogue.consent import consent_question
from bot.dialogue.places import covered, too_wide
from bot.dialogue.state import UNDO_STEPS, State
from bot.understanding import PlaceSaid
from tests.dialogue.talk import Talk

PLACES = ("fuzhou", "minhou")


def as_slots(state: State) -> State:
    return State.of_slots(*json.loads(json.dumps(state.slots())))


def test_nothing_said_needs_nothing_kept() -> None:
    household, conversation, others = State.fresh().slots()
    assert (conversation, others) == ({}, [])
    assert set(household) <= {"members"}
    assert State.of_slots(None, None) == State.fresh()


def test_a_whole_conversation_goes_through_json(in_minhou: Talk) -> None:
    in_minhou.say("三口人，我六十多岁、老婆尿毒症、儿子读高中，一个月两千来块")
    for _ in in_minhou.unanswered(more=True):
        assert as_slots(in_minhou.state) == in_minhou.state


def test_what_was_never_said_is_not_kept(in_minhou: Talk) -> None:
    _, conversation, _ = in_minhou.state.slots()
    assert "emergency" not in conversation
    assert "delete" not in conversation


def test_steps_have_an_end(in_minhou: Talk) -> None:
    for count in range(2, 2 + 2 * UNDO_STEPS):
        in_minhou.say(f"我们家{count % 5 + 2}口人")
    assert len(in_minhou.conversation.steps) == UNDO_STEPS


def test_the_slots_stay_small(in_minhou: Talk) -> None:
    in_minhou.say("三口人，我、老婆和读高中的儿子")
    in_minhou.finish()
    assert len(json.dumps(in_minhou.state.slots(), ensure_ascii=False)) < 20_000


@pytest.mark.parametrize(
    ("household", "conversation"),
    [({"household": {"no_such_fact": 1}}, {}), ({}, {"consent": "perhaps"}), ({}, {"old": 1})],
)
def test_a_state_that_cannot_be_read_is_told_so(household: object, conversation: object) -> None:
    with pytest.raises(ValidationError):
        State.of_slots(household, conversation)


def test_consent_says_how_long_and_how_to_delete() -> None:
    text = consent_question().text
    assert "30天" in text
    assert "删除" in text


def place(**parts: str | None) -> PlaceSaid:
    return PlaceSaid(text="", span=(0, 1), **parts)  # type: ignore[arg-type]


def test_a_name_of_several_places_is_the_one_that_is_covered() -> None:
    several = PlaceSaid(
        text="鼓楼区",
        span=(0, 3),
        county="鼓楼区",
        candidates=(
            {"province": "江苏省", "city": "南京市", "county": "鼓楼区", "street": None},
            {"province": "福建省", "city": "福州市", "county": "鼓楼区", "street": None},
        ),
    )
    told = {setting.fact: setting.value for setting in covered([several], PLACES)}
    assert told == {"jurisdiction": "fuzhou", "district": "鼓楼区"}
    assert covered([several], ["minhou"]) == []


def test_too_wide_is_where_documents_may_or_may_not_hold() -> None:
    assert too_wide([place(province="福建省")])
    assert not too_wide([place(province="福建省", city="泉州市")])
    assert not too_wide([place(province="四川省")])
