"""First help in three voices: what to do now, and one question of safety."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from bot.replies.emergencies import first_help, kinds_told_by, not_safe, safety_question
from bot.understanding.reading import Emergency

KINDS: tuple[str, ...] = get_args(Emergency.model_fields["kind"].annotation)


@pytest.mark.parametrize("kind", KINDS)
def test_a_resident_is_told_what_to_do_now(kind: str) -> None:
    text = first_help(kind).text
    assert re.search("现在|今天|先", text)
    assert "【" not in text
    assert safety_question(kind).text.endswith("？")


@pytest.mark.parametrize("voice", ["grid", "operator"])
@pytest.mark.parametrize("kind", KINDS)
def test_staff_are_told_what_to_say_and_what_to_do(kind: str, voice: str) -> None:
    for text in (first_help(kind, voice).text, not_safe(kind, voice).text):
        assert text.startswith("【急】")
        aloud = re.findall("“(.+?)”", text)
        assert len(aloud) >= 2
        assert all(len(line) <= 40 for line in aloud)
        assert "“" not in text.splitlines()[-1]
    question = safety_question(kind, voice)
    assert "“" in question.text
    assert [choice.id for choice in question.choices] == ["yes", "no"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_child_is_sent_to_a_grown_up(kind: str) -> None:
    text = first_help(kind, child=True).text
    assert re.search("大人|老师|12355", text)
    assert re.search("110|119|120|12345|12355", text)
    for word in ("您", "窗口", "低保", "乡镇"):
        assert word not in text


def test_numbers_of_each_danger() -> None:
    numbers = {
        "suicide": ("12356", "120", "110"),
        "violence": ("110", "120", "12338"),
        "fire_or_disaster": ("119", "120"),
        "no_food": ("12345",),
    }
    for kind, wanted in numbers.items():
        for number in wanted:
            assert number in first_help(kind).text
    assert "12356" in first_help("suicide", "operator").text


def test_facts_tell_of_their_danger() -> None:
    assert kinds_told_by(["medical_unpaid", "dibao"]) == ["unpaid_emergency_care"]
    assert kinds_told_by(["dibao"]) == []
