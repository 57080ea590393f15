"""The head of a first reply: myths corrected with their clause, consent, a grown-up for a child."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from bot.replies.first_reply import (
    consent_text,
    guardian_question,
    myth_replies,
    needs_guardian,
    without_guardian,
)
from bot.replies.policy import Where
from bot.replies.voices import Voice
from bot.understanding.text.lexicon import load
from eligibility import Library, Range
from tests.replies.conftest import AUTUMN

SPRING = dt.date(2026, 3, 2)
PLACES = (None, "fuzhou", "minhou", "xiamen", "guzhang")
IDS = [*load("myths")["myths"], *load("myths")["whole"]]
PROMISES = re.compile("一定能|保证|肯定能|肯定给|包您")


def said(
    library: Library, *ids: str, place: str | None = "minhou", day: dt.date = AUTUMN, **more: Any
) -> list[str]:
    return [reply.text for reply in myth_replies(ids, Where(place), library, day, **more)]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", IDS)
def test_every_myth_has_a_short_answer_everywhere(
    library: Library, name: str, place: str | None
) -> None:
    for day in (AUTUMN, SPRING):
        (text,) = said(library, name, place=place, day=day)
        assert len(text) <= 140
        assert not PROMISES.search(text)
        assert "！" not in text
        assert "。。" not in text


@pytest.mark.parametrize("name", IDS)
def test_every_answer_names_its_clause_once_the_law_is_in_force(
    library: Library, name: str
) -> None:
    (text,) = said(library, name)
    assert re.search(r"〔.+〕", text)


def test_a_son_does_not_shut_out(library: Library) -> None:
    (text,) = said(library, "child")
    assert text.startswith("有儿女不等于不能申请低保。")
    assert "由乡镇（街道）核算" in text
    assert "不批要书面说明理由" in text


def test_the_answer_is_about_the_matter_that_was_named(library: Library) -> None:
    (text,) = said(library, "child", topics=["tekun"])
    assert "特困" in text
    assert "低保" not in text
    (text,) = said(library, "no_certificate", topics=["disability_care"])
    assert "评残" in text


def test_help_in_need_asks_for_no_hukou(library: Library) -> None:
    (text,) = said(library, "hukou", place="xiamen")
    assert "临时救助不看户口" in text
    assert "社会救助法（2026） 第三十七条" in text


def test_before_the_law_nothing_is_said_of_it(library: Library) -> None:
    for name in IDS:
        (text,) = said(library, name, day=SPRING)
        assert "社会救助法" not in text
        assert "2026年7月" not in text


def test_at_most_two_and_each_once(library: Library) -> None:
    texts = said(library, "car", "house", "child", "car")
    assert len(texts) == 2
    assert texts[0].startswith("有车")
    assert texts[1].startswith("有房")


def test_the_right_to_apply_is_said_once_and_last(library: Library) -> None:
    first, last = said(library, "car", "child")
    assert "书面说明理由" not in first
    assert "书面说明理由" in last


def test_a_name_nobody_knows_says_nothing(library: Library) -> None:
    assert said(library, "weather") == []
    assert said(library) == []


@pytest.mark.parametrize("voice", ["resident", "grid", "operator"])
def test_consent_tells_what_why_and_how_long(voice: Voice) -> None:
    text = consent_text(voice, 30, 6)
    assert "大约6个问题" in text
    assert "身体" in text
    assert "收入" in text
    assert "只用来算这次的结果" in text
    assert "30天后删除" in text
    assert "同意回 1" in text
    assert "不同意回 2" in text


def test_consent_of_a_household_that_staff_speak_for() -> None:
    assert consent_text("grid", 30).startswith("住户同意后再往下问")
    assert consent_text("operator", 30).startswith("来电人同意后再往下问")


def test_lines_to_read_aloud_are_short() -> None:
    aloud = re.findall("“(.+?)”", consent_text("operator", 30, 12))
    assert aloud
    assert all(len(line) <= 40 for line in aloud)


def test_an_unknown_number_of_questions_is_not_invented() -> None:
    assert "大约十来个问题" in consent_text("resident", 30)


@pytest.mark.parametrize(
    ("age", "child"),
    [
        (13, True),
        (14, False),
        (0, True),
        (70, False),
        (None, False),
        ("unknown", False),
        (Range(low=10, high=13), True),
        (Range(low=10, high=15), False),
        (Range(low=10), False),
        ({"low": 5, "high": 9}, True),
        (True, False),
    ],
)
def test_below_fourteen_a_grown_up_answers(age: Any, child: bool) -> None:
    assert needs_guardian(age) is child


def test_the_question_for_a_grown_up() -> None:
    question = guardian_question()
    assert [choice.label for choice in question.choices] == ["大人来了，接着问", "没有大人在身边"]
    assert question.facts == []
    assert "您" not in question.text


def test_a_child_alone_learns_whom_to_call() -> None:
    text = without_guardian().text
    for number in ("110", "12355", "12345"):
        assert number in text
    for person in ("老师", "村（居）委会"):
        assert person in text
    assert "没有留下" in text
