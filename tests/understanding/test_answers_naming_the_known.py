"""Answers that name somebody of whom it was told before: then it is none of the others."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.understanding import Answer, read_answer
from tests.understanding.answering_helper import Somebody
from tests.understanding.interview_helper import family, put


@dataclass
class Known(Somebody):
    """A member of whom something was told."""

    facts: dict[str, Any] = field(default_factory=dict)


def answered(question: str, text: str, told: dict[str, dict[str, Any]]) -> Answer | None:
    people = family("five")
    people.members = [Known(m.name, m.relation, told.get(m.name, {})) for m in people.members]
    return read_answer(text, put(question, told=told), people)


EARNS = {"本人": {"employed": True}, "儿子": {"employed": False}}


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("earning", "我", EARNS),
        ("earning", "就我一个", EARNS),
        ("earning", "我啊，我今年四十七", EARNS),
        ("earning", "只有我在做", EARNS),
        ("disability_who", "是我妈", {"妈": {"disability_level": 2}}),
        ("disability_who", "讲过了，我妈", {"妈": {"disability_level": 2}}),
        ("disability_who", "老娘", {"妈": {"disability_certificate": "yes"}}),
        ("school", "女儿", {"女儿": {"student_stage": "compulsory"}}),
        ("school", "就女儿在读", {"女儿": {"student_stage": "compulsory"}}),
        ("care_who", "我老婆啊", {"老婆": {"cannot_do_acts": {"low": 4, "high": 6}}}),
        ("doing", "儿子读高中，我有工作", EARNS),
        ("doing", "我有工作，别的没有", EARNS),
    ],
)
def test_naming_only_the_known_means_none_of_the_others(
    question: str, text: str, told: dict[str, dict[str, Any]]
) -> None:
    answer = answered(question, text, told)
    assert answer is not None
    assert answer.choice_ids == ["none"]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("earning", "我和老婆", ["老婆"]),
        ("earning", "我有，老婆也有", ["老婆"]),
        ("earning", "我没有", None),
        ("earning", "儿子", None),
        ("earning", "我有高血压", None),
        ("earning", "我爸", None),
        ("doing", "我有工作，老婆想找活干", ["looking"]),
    ],
)
def test_whoever_is_open_or_denied_or_new_counts_as_before(
    question: str, text: str, expected: list[str] | None
) -> None:
    answer = answered(question, text, EARNS)
    assert (None if answer is None else answer.choice_ids) == expected


def test_a_clause_of_need_that_nothing_explains_closes_nothing() -> None:
    answer = answered("health", "老婆尿毒症，我妈夜里要人守着", {})
    assert answer is not None
    assert ("severe_illness", "老婆", True) in answer.settings
    assert not answer.choice_ids
    assert not [one for one in answer.settings if one[0] == "cannot_do_acts"]


@pytest.mark.parametrize("text", ["老婆尿毒症", "老婆尿毒症，我妈在家做饭", "老婆尿毒症，我家很苦"])
def test_a_list_without_such_a_clause_is_whole(text: str) -> None:
    answer = answered("health", text, {})
    assert answer is not None
    assert answer.choice_ids == ["severe_illness"]
