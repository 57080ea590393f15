"""“我说过什么”: everything told, by person, in short messages, and that it can be changed."""

from __future__ import annotations

from typing import Any

import pytest

from bot.replies.recall import LONGEST, MOST, recall
from eligibility import Household, Library, parse_household


def household(*members: dict[str, Any], **facts: Any) -> Household:
    people = [{"name": "本人", "relation": "self", "age": 45}, *members]
    return parse_household({"jurisdiction": "minhou", "household": facts, "members": people})


MOTHER = {"name": "妈", "relation": "mother", "age": 72, "disability_level": 2}


def text(library: Library, told: Household) -> str:
    return "\n".join(reply.text for reply in recall(told, library.vocabulary))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, ["在闽侯县", "您、妈妈（2个人）", "您45岁", "妈妈72岁，二级残疾"]),
        ({"dibao": False}, ["没有这些情况：领低保"]),
        ({"dibao": True}, ["在领低保"]),
        ({"vehicle": "unknown"}, ["不清楚的：家里的车"]),
        ({"savings_total": "declined"}, ["不想说的：全家存款"]),
        ({"income_month_total": 2500}, ["全家每月收入2500元"]),
    ],
)
def test_everything_told_is_there(library: Library, facts: dict[str, Any], said: list[str]) -> None:
    told = text(library, household(MOTHER, **facts))
    assert all(part in told for part in said)


def test_it_can_be_changed(library: Library) -> None:
    assert recall(household(MOTHER), library.vocabulary)[-1].text.endswith(
        "哪里不对，直接说就行，比如“我妈是三级”“不是三口，是四口”。"
    )


def test_nothing_told(library: Library) -> None:
    (reply,) = recall(Household(), library.vocabulary)
    assert "还没有说过" in reply.text


def test_who_was_only_counted(library: Library) -> None:
    people = [{"name": f"家人{n}", "relation": "other"} for n in (2, 3)]
    assert "一起过日子的有3个人，还没说是谁" in text(library, household(*people, people_together=3))


def test_a_rough_sum_in_the_persons_words(library: Library) -> None:
    rough = {"low": 1800, "high": 2300, "approx": "about"}
    told = household().told("income_month_total", rough, words="两千来块")
    assert "两千来块" in text(library, told)


def test_somebody_else_is_asked_for(library: Library) -> None:
    replies = recall(household(MOTHER), library.vocabulary, you="那位")
    assert "那位、妈妈（2个人）" in replies[0].text


def large() -> Household:
    relations = {
        "老婆": "spouse",
        "爸": "father",
        "妈": "mother",
        "儿子": "son",
        "女儿": "daughter",
    }
    relations |= {
        "爷爷": "grandparent",
        "奶奶": "grandparent",
        "弟弟": "sibling",
        "哥哥": "sibling",
        "姐姐": "sibling",
    }
    facts = {
        **{"severe_illness": True, "illness_name": ["尿毒症"], "disability_level": 2},
        **{"disability_certificate": "yes", "works_how": "casual", "personal_income": 1000},
        **{"insured_resident": "unknown", "boarding": False, "inpatient_self_pay": "declined"},
    }
    people = [{"name": n, "relation": r, "age": 50, **facts} for n, r in relations.items()]
    return household(*people, people_together=11, dibao=True, hukou_type="rural", homes_owned=1)


def test_a_large_household_is_folded_and_nothing_is_lost(library: Library) -> None:
    replies = recall(large(), library.vocabulary)
    shown = [reply for reply in replies if not reply.more]
    assert len(shown) <= MOST
    assert all(len(reply.text) <= LONGEST for reply in shown)
    assert [reply.more for reply in replies] == [False] * len(shown) + [True]
    told = text(library, large())
    for name in ("老婆", "爸爸", "妈妈", "儿子", "女儿", "爷爷", "奶奶", "弟弟", "哥哥", "姐姐"):
        assert told.count(f"· {name}") >= 2
    assert "更多" in shown[-1].text
    assert "哪里不对" in shown[-1].text
    assert "不想说的" in replies[-1].text


def test_staff_reads_what_is_noted_in_words_of_its_own(library: Library) -> None:
    told = household(MOTHER, dibao=False, vehicle="unknown")
    said = "\n".join(reply.text for reply in recall(told, library.vocabulary, "当事人"))
    assert "这一家已记" in said
    assert "当事人45岁" in said
    assert "您" not in said


def test_a_rough_count_is_a_number_not_the_words_it_came_from(library: Library) -> None:
    acts = {"low": 1, "high": 6, "approx": "over"}
    told = household().told("cannot_do_acts", acts, "本人", words="洗澡也要人帮")
    assert "洗澡" not in text(library, told)
