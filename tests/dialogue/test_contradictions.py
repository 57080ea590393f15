"""Contradictions: found where two statements cannot both hold, asked once, settled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.dialogue.contradictions import (
    CONFLICT,
    Conflict,
    conflict_question,
    conflicts,
    go_together,
    settled,
)
from bot.understanding import read_answer
from eligibility import Household, Library, Range, Setting, parse_household
from tests.dialogue.telling import told, turn

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("contradictions.yml").read_text(encoding="utf-8")
)


def found(
    library: Library, before: list[str], text: str, raised: tuple[str, ...] = ()
) -> tuple[Household, list[Conflict]]:
    """The household after a message, and what the message contradicts."""
    state = told(library, *before)
    after, reading, _ = turn(library, state, text)
    settings = [
        (Setting(fact=fact.fact, member=fact.member, value=fact.value), fact.words)
        for fact in reading.facts
    ]
    return after.household, conflicts(state.household, after.household, settings, text, raised)


def named(conflict: Conflict) -> str:
    return f"{conflict.kind} {conflict.fact}{'@' + conflict.member if conflict.member else ''}"


@pytest.mark.parametrize("case", CASES["contradictions"], ids=lambda case: case["text"])
def test_what_is_found(library: Library, case: dict[str, Any]) -> None:
    _, conflicting = found(library, case["before"], case["text"])
    assert [named(one) for one in conflicting] == case["found"]


@pytest.mark.parametrize("case", CASES["none"], ids=lambda case: case["text"])
def test_what_is_no_contradiction(library: Library, case: dict[str, Any]) -> None:
    _, conflicting = found(library, case["before"], case["text"])
    assert conflicting == []


@pytest.mark.parametrize("case", CASES["contradictions"], ids=lambda case: case["text"])
def test_it_is_raised_once_and_kept_as_json(library: Library, case: dict[str, Any]) -> None:
    _, conflicting = found(library, case["before"], case["text"])
    ids = tuple(one.id for one in conflicting)
    assert found(library, case["before"], case["text"], ids)[1] == []
    for one in conflicting:
        kept = json.loads(json.dumps(one.model_dump(mode="json")))
        assert Conflict.model_validate(kept) == one


@pytest.mark.parametrize("case", CASES["contradictions"], ids=lambda case: case["text"])
def test_the_question_has_both_sides_and_is_short(library: Library, case: dict[str, Any]) -> None:
    _, conflicting = found(library, case["before"], case["text"])
    for one in conflicting:
        question = conflict_question(one)
        assert question.question == CONFLICT
        assert one.words_before in question.text
        assert "刚才说" in question.text or "说到的有" in question.text
        assert "本人" not in question.text
        assert len(question.text) <= 80
        assert [choice.id for choice in question.choices] == ["before", "after", "unknown"]


def test_a_denial_is_quoted_as_one(library: Library) -> None:
    _, (one,) = found(library, ["我家有低保"], "我家没有低保")
    assert conflict_question(one).text == (
        "跟您核对一下“领低保（全家）”：前面您说“低保”，刚才说“没领低保”。按哪个算？"
    )


@pytest.mark.parametrize(("choice", "level"), [("before", 2), ("after", 3), ("unknown", "unknown")])
def test_settling_one_fact(library: Library, choice: str, level: Any) -> None:
    household, (one,) = found(library, ["我妈二级残疾"], "我妈三级残疾")
    assert settled(household, one, choice).fact("disability_level", "妈") == level


@pytest.mark.parametrize(
    ("choice", "age", "stage"),
    [("before", 78, None), ("after", None, "compulsory"), ("unknown", "unknown", "unknown")],
)
def test_settling_two_facts(library: Library, choice: str, age: Any, stage: Any) -> None:
    household, (one,) = found(library, ["我妈78岁"], "我妈读小学")
    after = settled(household, one, choice)
    assert after.fact("age", "妈") == age
    assert after.fact("student_stage", "妈") == stage


@pytest.mark.parametrize(("choice", "count"), [("before", 3), ("after", 4), ("unknown", "unknown")])
def test_settling_how_many_they_are(library: Library, choice: str, count: Any) -> None:
    household, (one,) = found(library, ["我家三口人"], "我爸69岁，妈68岁，儿子读高中")
    after = settled(household, one, choice)
    assert after.household["people_together"] == count
    assert len(after.members) == 4


def test_who_is_no_member_any_more_is_left_alone(library: Library) -> None:
    household, (one,) = found(library, ["我妈二级残疾"], "我妈三级残疾")
    data = household.model_dump(mode="json")
    data["members"] = [m for m in data["members"] if m["name"] != "妈"]
    without = parse_household(data)
    assert settled(without, one, "before") == without


@pytest.mark.parametrize(
    ("text", "choice"),
    [("1", "before"), ("刚才的", "after"), ("前面的", "before"), ("三级", "after")],
)
def test_the_question_can_be_answered_in_words(library: Library, text: str, choice: str) -> None:
    household, (one,) = found(library, ["我妈二级残疾"], "我妈三级残疾")
    answer = read_answer(text, conflict_question(one), household)
    assert answer is not None
    assert answer.choice_ids == [choice]


def test_tapping_nothing_of_a_list_and_telling_otherwise(library: Library) -> None:
    before = parse_household({"household": {"dibao": False}}).told("dibao", False, words="都没有")
    after = before.told("dibao", True, words="低保")
    now = [(Setting(fact="dibao", value=True), "低保")]
    (one,) = conflicts(before, after, now, "我们家吃低保")
    assert (one.words_before, one.words_after) == ("都没有", "低保")


def test_a_word_of_time_counts_only_near_the_fact(library: Library) -> None:
    text = "去年我在外面做工。家里的事说来话长，反正都靠我一个人撑着。我妈三级残疾"
    _, conflicting = found(library, ["我妈二级残疾"], text)
    assert [named(one) for one in conflicting] == ["differs disability_level@妈"]


@pytest.mark.parametrize(
    ("fact", "old", "new", "together"),
    [
        ("personal_income", 0, 3000, False),
        ("personal_income", Range(low=1800, high=2300), 2100, True),
        ("personal_income", Range(low=2000), Range(low=2500, high=3000), True),
        ("personal_income", Range(high=1000), 3000, False),
        ("age", 67, 68, True),
        ("age", 67, 69, False),
        ("people_together", 3, 4, False),
        ("disability_level", 2, 3, False),
        ("disability_type", "multiple", "mental", True),
        ("disability_type", "limb", "mental", False),
        ("works_how", "none", "unable", True),
        ("works_how", "regular", "none", False),
        ("illness_name", ["尿毒症"], ["高血压"], True),
    ],
)
def test_values_that_go_together(
    library: Library, fact: str, old: Any, new: Any, together: bool
) -> None:
    assert go_together(library.vocabulary.facts[fact], fact, old, new) is together


@pytest.mark.parametrize(
    ("household", "member", "told_now"),
    [
        ({"dibao": True}, {"tekun": "dispersed"}, ("tekun", "本人")),
        ({}, {"boarding": True, "student_stage": "none"}, ("boarding", "本人")),
        ({"homes_owned": 1, "no_housing": True}, {}, ("no_housing", None)),
        ({}, {"age": 10, "works_how": "regular"}, ("works_how", "本人")),
        ({}, {"works_how": "unable", "employed": True}, ("employed", "本人")),
        ({}, {"dibao_single": True, "tekun": "concentrated"}, ("tekun", "本人")),
    ],
)
def test_what_cannot_both_hold(
    household: dict[str, Any], member: dict[str, Any], told_now: tuple[str, str | None]
) -> None:
    after = parse_household({"household": household, "members": [{"name": "本人", **member}]})
    now = [(Setting(fact=told_now[0], member=told_now[1], value=True), "")]
    found_now = conflicts(Household(), after, now)
    assert [one.kind for one in found_now] == ["impossible"]
    assert conflicts(Household(), after, []) == []


def test_one_of_a_household_with_dibao_may_be_tekun() -> None:
    people = [{"name": "本人"}, {"name": "哥", "relation": "sibling", "tekun": "dispersed"}]
    after = parse_household({"household": {"dibao": True}, "members": people})
    now = [(Setting(fact="tekun", member="哥", value="dispersed"), "五保")]
    assert conflicts(Household(), after, now) == []


@pytest.mark.parametrize("text", ["村里说我家有车", "系统显示我家有车", "邻居都说我有车"])
def test_what_others_say_contradicts_nothing(text: str) -> None:
    before = Household().told("vehicle", "none", words="没有车")
    after = before.told("vehicle", "car", words="有车")
    now = [(Setting(fact="vehicle", value="car"), "有车")]
    assert conflicts(before, after, now, "我家有车")
    assert conflicts(before, after, now, text) == []
