"""Corrections: a value alone, another person, what is taken away; and what only looks like one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.dialogue.amending import amended
from bot.dialogue.corrections import amendment, elliptical
from bot.dialogue.told_before import in_context, last_told
from bot.understanding import read_message
from eligibility import Household, Library, Question, Setting, parse_household
from eligibility.telling.screening import FactKey
from tests.dialogue.telling import told, turn

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("corrections.yml").read_text(encoding="utf-8")
)


def value(household: Household, key: str) -> Any:
    fact, _, member = key.partition("@")
    if fact in ("jurisdiction", "district"):
        return getattr(household, fact)
    person = household.member(member) if member else None
    if member:
        return person.facts.get(fact) if person else None
    return household.household.get(fact)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_how_the_facts_stand_after_it(library: Library, case: dict[str, Any]) -> None:
    state, _, _ = turn(library, told(library, *case["before"]), case["text"])
    wanted = case.get("after", {})
    assert {key: value(state.household, key) for key in wanted} == wanted
    if "people" in case:
        people = [m.name for m in state.household.members if not m.name.startswith("家人")]
        assert people == case["people"]


def asked(fact: str, member: str | None = None) -> Question:
    key = FactKey(fact=fact, member=member)
    return Question(question=fact, text="", stage="core", facts=[key])


@pytest.mark.parametrize(
    ("text", "question", "certain"),
    [
        ("不对，二级", asked("disability_level", "爸"), True),
        ("不对，二级", asked("disability_level", "妈"), True),
        ("是二级", asked("disability_level", "爸"), False),
        ("不是三级，是二级", asked("disability_level", "妈"), False),
        ("不是三级，是二级", asked("age", "妈"), True),
        ("是二级", None, False),
    ],
)
def test_an_open_question_is_not_robbed_of_its_answer(
    library: Library, text: str, question: Question | None, certain: bool
) -> None:
    state = told(library, "我爸70岁，我妈三级残疾")
    last = last_told(state)
    reading = in_context(read_message(text), last, state.household)
    change = amendment(text, reading, last, state.household, library.vocabulary, question)
    assert change is not None
    assert change.told == (Setting(fact="disability_level", member="妈", value=2),)
    assert change.certain is certain


def test_what_was_taken_back_may_be_asked_again(library: Library) -> None:
    state = told(library, "全家一个月三千")
    household = state.household.model_copy(update={"asked": ["income_total", "hukou"]})
    reading = in_context(read_message("收入那个说错了"), [], household)
    change = amendment("收入那个说错了", reading, [], household, library.vocabulary)
    assert change is not None
    after = amended(household, change, "", library)
    assert after.asked == ["hukou"]


def test_a_number_alone_is_what_was_told_last_and_no_age(library: Library) -> None:
    state, _, change = turn(library, told(library, "住的公租房50平方米"), "说错了，60")
    assert change is not None
    assert change.alone
    assert value(state.household, "rental_m2") == 60
    assert value(state.household, "age@本人") is None


def test_a_bare_yes_or_no_says_nothing_of_several_facts(library: Library) -> None:
    household = parse_household({"household": {"dibao": True, "owns_business": True}})
    several = [Setting(fact="dibao", value=True), Setting(fact="owns_business", value=True)]
    assert elliptical("错了，没有", several, household, library.vocabulary) == []
    assert elliptical("错了，没有", several[:1], household, library.vocabulary) == [
        Setting(fact="dibao", value=False)
    ]


@pytest.mark.parametrize("text", ["错了，九级", "不对，三百岁", "错了，零口人"])
def test_an_impossible_value_corrects_nothing(library: Library, text: str) -> None:
    state = told(library, "我妈三级残疾68岁，我家四口人")
    after, _, _ = turn(library, state, text)
    for key in ("disability_level@妈", "age@妈", "people_together"):
        assert value(after.household, key) == value(state.household, key)


def test_who_is_renamed_keeps_what_was_told_and_what_was_asked(library: Library) -> None:
    state = told(library, "儿子读高中")
    household = state.household.model_copy(update={"asked": ["boarding@儿子"]})
    state = state.model_copy(update={"household": household})
    after, _, change = turn(library, state, "打错了，是女儿不是儿子")
    assert change is not None
    assert value(after.household, "student_stage@女儿") == "senior_high"
    assert after.household.asked == ["boarding@女儿"]
    member = after.household.member("女儿")
    assert member is not None
    assert member.relation == "daughter"


def test_who_is_not_of_the_household_is_not_counted(library: Library) -> None:
    state, _, _ = turn(library, told(library, "我家四口人，儿子读高中"), "儿子早就分家单过了")
    assert value(state.household, "people_together") == 3
    assert len(state.household.members) == 3
    assert not [said for said in state.household.said if said.member == "儿子"]
