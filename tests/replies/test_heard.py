"""Saying back: each fact once, by person, rough sums as they were said."""

from __future__ import annotations

from typing import Any

import pytest

from bot.replies.heard import heard, quantity
from eligibility import Library, Range, Setting


def line(library: Library, *told: tuple[str, str | None, Any], **words: str) -> str:
    settings = [Setting(fact=fact, member=member, value=value) for fact, member, value in told]
    own = {(fact, member): words[fact] for fact, member, _ in told if fact in words}
    return heard(settings, library.vocabulary, own)


def test_facts_stand_by_person(library: Library) -> None:
    said = line(
        library,
        ("age", "本人", 68),
        ("student_stage", "女儿", "senior_high"),
        ("people_together", None, 3),
        ("severe_illness", "本人", True),
    )
    assert said == "一起生活的人数3人；本人：68岁，得了重病；女儿：上学阶段：普通高中"


def test_each_fact_once(library: Library) -> None:
    said = line(library, ("age", "本人", 68), ("age", "本人", 68))
    assert said == "本人：68岁"


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("dibao", True, "领低保（全家）"),
        ("dibao", False, "领低保（全家）：没有"),
        ("dibao", "unknown", "领低保（全家）不清楚"),
        ("dibao", "declined", ""),
        ("hukou_type", "rural", "农村或城镇户口：农村"),
        ("income_month_total", 2500, "全家每月收入2500元"),
        ("district", "鼓楼区", "鼓楼区"),
        ("jurisdiction", "minhou", ""),
    ],
)
def test_each_kind_of_value(library: Library, fact: str, value: Any, said: str) -> None:
    assert line(library, (fact, None, value)) == said


def test_a_rough_sum_in_the_persons_own_words(library: Library) -> None:
    rough = {"low": 1800, "high": 2300, "approx": "about"}
    told = ("income_month_total", None, rough)
    assert line(library, told, income_month_total="两千来块") == "全家每月收入两千来块"
    assert line(library, told) == "全家每月收入1800到2300元"


def test_an_exact_sum_is_said_as_a_number(library: Library) -> None:
    told = ("income_month_total", None, 2500)
    assert line(library, told, income_month_total="两千五") == "全家每月收入2500元"


def test_long_words_are_not_repeated(library: Library) -> None:
    told = ("income_month_total", None, Range(low=1800, high=2300))
    long = "我自己一个月两千来块再加上老人的一点点"
    assert line(library, told, income_month_total=long) == "全家每月收入1800到2300元"


def test_nothing_told_nothing_said(library: Library) -> None:
    assert line(library) == ""
    assert line(library, ("severe_illness", "本人", "declined")) == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (3, "3"),
        (2.5, "2.5"),
        (1500000, "1500000"),
        (Range(low=100, high=199, approx="over"), "100多"),
        (Range(low=60), "60以上"),
        (Range(high=2000), "不到2000"),
        (Range(low=2000, high=3000), "2000到3000"),
        (Range(low=5, high=5), "5"),
        ({"low": 1, "high": 3}, "1到3"),
    ],
)
def test_quantities(value: Any, said: str) -> None:
    assert quantity(value) == said
