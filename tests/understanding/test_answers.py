"""Answers are read in the light of the question."""

from typing import Any

import pytest

from bot.understanding import Answer, read_answer
from tests.understanding.answering_helper import household, questions
from tests.understanding.tables import table

ANSWERS = table("answers")
QUESTIONS = questions()


def cases(part: str) -> list[tuple[str, str, Any]]:
    return [(q, str(t), want) for q, texts in ANSWERS[part].items() for t, want in texts.items()]


def read(question: str, text: str) -> Answer | None:
    return read_answer(text, QUESTIONS[question], household())


@pytest.mark.parametrize(("question", "text", "expected"), cases("choices"))
def test_choice(question: str, text: str, expected: list[str] | None) -> None:
    answer = read(question, text)
    wanted = None if expected is None else [i.removesuffix("_") for i in expected]
    assert (answer.choice_ids if answer else None) == wanted


@pytest.mark.parametrize(("question", "text", "expected"), cases("numbers"))
def test_value(question: str, text: str, expected: Any) -> None:
    answer = read(question, text)
    told = {str(value) for _, _, value in answer.settings} if answer else set()
    assert told == (set() if expected is None else {str(expected)})


@pytest.mark.parametrize(
    ("question", "text"), [(q, t) for q, texts in ANSWERS["impossible"].items() for t in texts]
)
def test_impossible_answer_gets_a_sentence_and_sets_nothing(question: str, text: str) -> None:
    answer = read(question, text)
    assert answer is not None
    assert answer.impossible
    assert answer.settings == []


def test_settings_of_a_single_choice() -> None:
    answer = read("level", "差额")
    assert answer is not None
    assert answer.settings == [("dibao_level", None, "partial")]


def test_settings_of_several_choices_deny_the_others() -> None:
    answer = read("events", "1和3")
    assert answer is not None
    assert dict((fact, value) for fact, _, value in answer.settings) == {
        "fire_or_accident": True, "income_lost_suddenly": True,
        "sudden_serious_illness": False, "natural_disaster": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"), [("都没有", False), ("不知道", "unknown"), ("跳过", "declined")]
)
def test_settings_of_none_and_of_a_skip(text: str, value: Any) -> None:
    answer = read("events", text)
    assert answer is not None
    assert {v for _, _, v in answer.settings} == {value}
    assert len(answer.settings) == 4


def test_what_an_answer_says_beside_is_kept() -> None:
    answer = read("dibao", "没有，不过我老公残疾二级")
    assert answer is not None
    assert answer.extra is not None
    assert [(f.fact, f.member, f.value) for f in answer.extra.facts] == [
        ("disability_level", "老伴", 2)
    ]


@pytest.mark.parametrize(
    ("question", "text"),
    [("hukou", "闽侯"), ("dibao", "有的 一个月600"), ("age", "68岁"), ("events", "大病")],
)
def test_the_answering_words_are_not_told_twice(question: str, text: str) -> None:
    answer = read(question, text)
    assert answer is not None
    assert answer.extra is None


def test_place_with_its_district() -> None:
    answer = read("place", "我住晋安")
    assert answer is not None
    assert sorted(answer.settings, key=str) == [
        ("district", None, "晋安区"),
        ("jurisdiction", None, "fuzhou"),
    ]


def test_open_place_is_handed_back_to_be_asked() -> None:
    answer = read("place", "鼓楼区")
    assert answer is not None
    assert answer.settings == []
    cities = {candidate["city"] for candidate in answer.candidates[0].candidates}
    assert {"福州市", "南京市"} <= cities


def test_open_place_is_read_where_the_household_is() -> None:
    answer = read("hukou", "上街")
    assert answer is not None
    assert answer.settings == [("hukou_place", None, "minhou")]


def test_people_listed_become_members() -> None:
    answer = read("people", "我，老婆，两个孩子")
    assert answer is not None
    assert [(m.label, m.relation) for m in answer.members] == [
        ("本人", "self"), ("老婆", "spouse"), ("孩子1", "child"), ("孩子2", "child"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "text", "per"),
    [("spent", "一个月三千", "month"), ("spent", "三千", None), ("income", "一年三万", "month")],
)
def test_period_of_an_amount(question: str, text: str, per: str | None) -> None:
    answer = read(question, text)
    assert answer is not None
    assert answer.per == per
