"""The interview: what is asked, of whom, in which order, and when it ends."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eligibility import Household, Library, Question, ask_next, parse_household, screen
from eligibility.packs import read_pack
from tests.eligibility.answering_helper import (
    PLACES,
    SKIPS,
    TODAY,
    answered,
    as_told,
    at_random,
    everything,
    random_value,
    settings_of,
    walk,
)




def start(chance: random.Random, library: Library) -> Household:
    """Where a conversation may start: often with nothing, else with what a first message told."""
    data: dict[str, Any] = {
        "jurisdiction": chance.choice([*PLACES, None]),
        "parameters": {"dibao_standard": 700} if chance.random() < 0.5 else {},
    }
    if chance.random() < 0.5:
        family: list[dict[str, Any]] = [{"name": "本人"}, {"name": "母亲"}, {"name": "女儿"}]
        data |= {"household": {"people_together": 3}, "members": family}
        for fact in chance.sample(sorted(facts_asked(library)), 8):
            of_members = library.vocabulary.facts[fact].scope == "member"
            told = chance.choice(family) if of_members else data["household"]
            told[fact] = random_value(fact, chance)
    return parse_household(data)


def facts_asked(library: Library) -> set[str]:
    """All facts that some question asks for."""
    asked = {fact for asked in library.questions.questions for fact in asked.spec.facts}
    return asked - {"jurisdiction"}


def test_every_question_is_about_what_a_resident_can_tell(library: Library) -> None:
    by_whom = {fact: library.vocabulary.facts[fact].answerable_by for fact in facts_asked(library)}
    assert {fact: who for fact, who in by_whom.items() if who != "resident"} == {}
    assert len(by_whom) > 40


# -- walks to the end -----------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_walks_to_the_end(seed: int, library: Library) -> None:
    chance = random.Random(seed)
    stages: list[str] = []
    household = start(chance, library)
    for before, question, after in walk(library, household, at_random(chance)):
        household = after
        check_question(question, before, library)
        stages.append(question.stage)
    assert ask_next(library, household, TODAY) is None
    assert screen(library, household, TODAY).next is None
    assert len(stages) > 5
    put = household.asked
    assert [name for name, count in Counter(put).items() if count > 1] == []
    # What decides urgency, groups, firm benefits and doors comes first.
    assert stages == sorted(stages)


def check_question(question: Question, before: Household, library: Library) -> None:
    assert question.question not in before.asked
    assert question.text
    assert question.why
    assert "{" not in question.text
    for key in question.facts:
        if key.fact == "jurisdiction":
            continue
        assert library.vocabulary.facts[key.fact].answerable_by == "resident"
        if question.expects != "place":
            told = before.member(key.member).facts if key.member else before.household  # type: ignore[union-attr]
            assert key.fact not in told
    ids = [choice.id for choice in question.choices]
    assert len(ids) == len(set(ids))
    if question.expects == "choice":
        assert ids[-2:] == list(SKIPS)
        assert len(ids) >= 4, "no answer is on offer"
    check_settings(question, before)


def check_settings(question: Question, before: Household) -> None:
    """Every answer on offer tells valid values of facts the question is about."""
    about = {(key.fact, key.member) for key in question.facts}
    for choice in question.choices:
        for setting in (*choice.sets, *choice.otherwise):
            assert (setting.fact, setting.member) in about
            before.told(setting.fact, setting.value, setting.member)


@pytest.mark.parametrize("seed", range(2))
def test_asking_is_pure(seed: int, library: Library) -> None:
    chance = random.Random(f"pure {seed}")
    for before, question, _ in walk(library, start(chance, library), at_random(chance)):
        frozen = before.model_dump_json()
        assert ask_next(library, before, TODAY) == question
        assert screen(library, before, TODAY).next == question
        assert before.model_dump_json() == frozen


@pytest.mark.parametrize("skip", SKIPS)
@pytest.mark.parametrize("place", PLACES)
def test_who_skips_everything_is_asked_each_thing_once(
    place: str, skip: str, library: Library
) -> None:
    household = parse_household({"jurisdiction": place})
    steps = list(walk(library, household, lambda question: everything(question, skip)))
    asked = [key for step in steps for key in step.question.facts if key.fact != "people_together"]
    assert len(asked) == len(set(asked))
    assert len(steps) < 40


@pytest.mark.parametrize("place", PLACES)
def test_a_question_that_was_put_is_not_put_again_though_nothing_was_told(
    place: str, library: Library
) -> None:
    household = parse_household({"jurisdiction": place})
    steps = list(walk(library, household, lambda question: []))
    assert all(step.after.household == {} for step in steps)


# -- a pack made for it: what is not asked about --------------------------------------------

PROBE = """
id: minhou
title: 试验
number: 试
issued: 2020-01-01
place: 试验县
jurisdiction: minhou
topics: {all: {label: 事, apply_at: 窗口}}
matters: {open: {label: 没写, because: text_is_silent, settled_by: 窗口}}
groups: []
items:
  - {clause: minhou-1, section: 一, topic: all, label: 甲, %s}
"""
SPENT = "{fact: self_paid_medical_12m, more_than: 0}"


def probe(tmp_path: Path, library: Library, item: str) -> Library:
    path = tmp_path / "minhou.yml"
    path.write_text(PROBE % item, encoding="utf-8")
    pack = read_pack(path, library.vocabulary)
    return Library(library.vocabulary, {"minhou": pack}, library.questions, library.local)


@pytest.mark.parametrize(
    ("item", "stage"),
    [
        (f"when: {SPENT}", "core"),
        (f"strength: discretionary, when: {SPENT}", "more"),
        (f"kind: procedure, when: {SPENT}", "more"),
        (f"strength: soft, when: {SPENT}", None),
        (f"until: 2020-08-31, when: {SPENT}", None),
        (f"until: 2020-09-01, when: {SPENT}", "core"),
        (f"from: 2020-09-02, when: {SPENT}", None),
        (f"when: {{all: [{SPENT}, {{matter: open}}]}}", None),
        (f"when: {{any: [{SPENT}, {{matter: open}}]}}", "core"),
        (f"when: {{all: [{SPENT}, family_assets_ok]}}", "core"),
        (f"when: {{all: [{SPENT}, {{from: 2020-09-02}}]}}", None),
        (f"when: {{all: [{SPENT}, {{any: [family_assets_ok, mental_patient]}}]}}", "core"),
        (
            "when: {from: 2020-01-01}, amount: {product: [1, self_paid_medical_12m], unit: 元}",
            "more",
        ),
    ],
)
def test_what_is_asked_about_and_how_urgently(
    item: str, stage: str | None, tmp_path: Path, library: Library
) -> None:
    told = {"jurisdiction": "minhou", "household": {"people_together": 1}}
    question = ask_next(probe(tmp_path, library, item), parse_household(told), TODAY)
    found = None if question is None else (question.question, question.stage)
    assert found == (None if stage is None else ("self_paid_medical", stage))


def test_a_number_is_expected_where_a_number_is_asked(tmp_path: Path, library: Library) -> None:
    told = {"jurisdiction": "minhou", "household": {"people_together": 1}}
    asking = probe(tmp_path, library, "when: {fact: age, at_least: 60}")
    question = ask_next(asking, parse_household(told), TODAY)
    assert question is not None
    assert (question.question, question.expects, question.unit) == ("age@本人", "number", "岁")
    assert [key.member for key in question.facts] == ["本人"]


def test_who_lives_alone_is_asked_directly(library: Library, tmp_path: Path) -> None:
    asking = probe(tmp_path, library, "when: severe_illness")
    alone = parse_household({"jurisdiction": "minhou", "household": {"people_together": 1}})
    question = ask_next(asking, alone, TODAY)
    assert question is not None
    assert question.text.startswith("您有没有")
    family = alone.model_copy(deep=True)
    family = parse_household(
        {**alone.model_dump(), "members": [{"name": "本人"}, {"name": "儿子"}]}
    )
    question = ask_next(asking, family, TODAY)
    assert question is not None
    assert question.text.startswith("家里有没有人")


def test_of_several_people_the_one_is_named_and_the_others_are_not(
    library: Library, tmp_path: Path
) -> None:
    asking = probe(tmp_path, library, "when: severe_illness")
    members = [{"name": "本人"}, {"name": "儿子"}, {"name": "母亲"}]
    told: dict[str, Any] = {"jurisdiction": "minhou", "household": {"people_together": 3}}
    household = parse_household({**told, "members": members})
    health = ask_next(asking, household, TODAY)
    assert health is not None
    household = answered(household, health, settings_of(health, {"severe_illness"}))
    assert [member.facts.get("severe_illness") for member in household.members] == [None] * 3
    who = ask_next(asking, household, TODAY)
    assert who is not None
    assert (who.question, who.multiple) == ("severe_illness_who", True)
    household = answered(household, who, settings_of(who, {"母亲"}))
    ill = {member.name: member.facts["severe_illness"] for member in household.members}
    assert ill == {"本人": False, "儿子": False, "母亲": True}
    assert ask_next(asking, household, TODAY) is None


# -- nobody leaves with empty hands ---------------------------------------------------------

Story = dict[str, "set[str] | float"]
STORIES: dict[str, Story] = {
    "老人独居，没有收入": {"people": 1, "age": 72, "income_total": {"none"}},
    "一家三口，孩子上高中，一个月一千二": {
        "people": 3,
        "school": {"家人3"},
        "school_stage": {"senior_high"},
        "income_total": 1200,
        "earning": {"本人"},
    },
    "得了大病，欠医院的钱": {
        "people": 2,
        "urgent": {"medical_unpaid"},
        "health": {"severe_illness"},
        "severe_illness_who": {"本人"},
        "events": {"sudden_serious_illness"},
        "self_paid": 80000,
        "income_total": 600,
    },
    "房子烧了，没有地方住": {
        "people": 2,
        "urgent": {"no_place_to_live", "no_money_for_food"},
        "events": {"fire_or_accident", "income_lost_suddenly"},
        "income_total": {"none"},
    },
    "二级残疾，什么都不清楚": {
        "people": 1,
        "health": {"disability"},
        "disability_level": {"2"},
        "income_total": {"unknown"},
        "self_paid": {"unknown"},
    },
}
DOORS = {"dibao", "tekun", "expense_driven", "temporary_relief"}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("figures", [True, False], ids=["with figures", "without figures"])
def test_a_poor_family_without_any_certificate_ends_with_an_open_door(
    place: str, story: Story, figures: bool, library: Library
) -> None:
    told = {
        "jurisdiction": place,
        "parameters": {"dibao_standard": 700} if figures else {},
    }
    household = parse_household(told)
    for step in walk(library, household, as_told({"hukou": {place}, **story})):
        household = step.after
    screening = screen(library, household, TODAY)
    assert screening.next is None
    open_doors = [door for door in screening.doors if door.status in DOORS and door.unlocks]
    assert open_doors, [(door.status, door.unlocks) for door in screening.doors]
    for door in open_doors:
        assert door.verdict in ("eligible", "unknown")
        assert door.apply_at
        assert door.then
