"""The interview: what is asked, of whom, in which order, and when it ends."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eligibility import (
    Household,
    Library,
    Question,
    Setting,
    ask_next,
    parse_household,
    screen,
)
from eligibility.files.packs import read_pack
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
        "as_of": chance.choice(["2021-10-01", "2026-11-01"]),
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


# -- what the questions are about -----------------------------------------------------------

# Facts of residents that decide something, and why no question asks for them.
NOT_ASKED = {
    "applying_dibao": "follows from what people come for",
    "applying_tekun": "follows from what people come for",
}


def decided_by(library: Library) -> set[str]:
    """Facts some group, door or benefit tests that a question may be put for."""
    found: set[str] = set()
    for pack in library.packs.values():
        rules = [*pack.groups, *pack.items, *pack.doors]
        for rule in rules:
            if getattr(rule.spec, "strength", "firm") != "soft":
                found |= library.vocabulary.tested_by(rule.when)
    return found & library.vocabulary.facts.keys()


def test_every_fact_a_resident_can_tell_and_that_decides_something_has_a_question(
    library: Library,
) -> None:
    facts = library.vocabulary.facts
    of_residents = {name for name in decided_by(library) if facts[name].answerable_by == "resident"}
    # What is derived is asked for by what derives it, or by itself.
    asked = facts_asked(library)
    missing = {name for name in of_residents - asked if facts[name].derived is None}
    assert missing - {"personal_income", "works_how"} == set(NOT_ASKED)
    assert not asked & NOT_ASKED.keys()


@pytest.mark.parametrize("place", PLACES)
def test_lists_are_short(place: str, library: Library) -> None:
    for asked in library.questions.questions:
        here = [choice for choice in asked.spec.choices if place in (*choice.only_in, place)]
        here = [choice for choice in here if not choice.only_in or place in choice.only_in]
        assert len(here) <= 6, asked.spec.id
        assert len({choice.id for choice in here}) == len(here), asked.spec.id


def test_what_is_hard_to_say_has_a_reason_and_may_be_left(library: Library) -> None:
    facts = library.vocabulary.facts
    for asked in library.questions.questions:
        if any(facts[fact].sensitive for fact in asked.spec.facts if fact in facts):
            assert asked.spec.form in ("multiple", "who", "each", "choice"), asked.spec.id
            assert asked.spec.why, asked.spec.id
        words = asked.spec.text + "".join(choice.label for choice in asked.spec.choices)
        assert not any(word in words for word in ("艾滋", "服刑", "坐牢", "戒毒", "离婚"))


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
    household = parse_household({"jurisdiction": place, "as_of": "2026-11-01"})
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
ALONE = {"people_together": 1, "asking_for": "self"}
TOGETHER = {"people_together": 3, "asking_for": "self"}


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
        (f"when: {{all: [{SPENT}, confirmed_by_civil_affairs]}}", "more"),
        (f"when: {{any: [{SPENT}, confirmed_by_civil_affairs]}}", "core"),
        (f"when: {{all: [{SPENT}, {{from: 2020-09-02}}]}}", None),
        (f"when: {{all: [{SPENT}, {{not: confirmed_by_civil_affairs}}]}}", "more"),
        (
            "when: {from: 2020-01-01}, amount: {product: [1, self_paid_medical_12m], unit: 元}",
            "more",
        ),
    ],
)
def test_what_is_asked_about_and_how_urgently(
    item: str, stage: str | None, tmp_path: Path, library: Library
) -> None:
    told = {"jurisdiction": "minhou", "household": ALONE}
    question = ask_next(probe(tmp_path, library, item), parse_household(told), TODAY)
    found = None if question is None else (question.question, question.stage)
    assert found == (None if stage is None else ("self_paid_medical", stage))


def test_a_number_is_expected_where_a_number_is_asked(tmp_path: Path, library: Library) -> None:
    told = {"jurisdiction": "minhou", "household": ALONE}
    asking = probe(tmp_path, library, "when: {fact: age, at_least: 60}")
    question = ask_next(asking, parse_household(told), TODAY)
    assert question is not None
    assert (question.question, question.expects, question.unit) == ("age@本人", "number", "岁")
    assert [key.member for key in question.facts] == ["本人"]


def test_who_lives_alone_is_asked_directly(library: Library, tmp_path: Path) -> None:
    asking = probe(tmp_path, library, "when: severe_illness")
    alone = parse_household({"jurisdiction": "minhou", "household": ALONE})
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
    told: dict[str, Any] = {"jurisdiction": "minhou", "household": TOGETHER}
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


# -- order ----------------------------------------------------------------------------------


def plain(question: Question) -> list[Setting]:
    """A family of two in which nothing has happened."""
    if question.expects == "people":
        return everything(question, 2)
    ids = [choice.id for choice in question.choices]
    if question.expects in ("number", "numbers") and "none" not in ids:
        return everything(question, 40 if question.unit == "岁" else 500)
    return settings_of(question, {next(i for i in ("none", "no", "0", ids[0]) if i in ids)})


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("figures", [True, False], ids=["with figures", "without figures"])
def test_the_parts_come_in_their_order_and_money_last(
    place: str, figures: bool, library: Library
) -> None:
    told = {
        "jurisdiction": place,
        "as_of": "2026-11-01",
        "parameters": {"dibao_standard": 800, "marginal_line": 1200} if figures else {},
    }
    steps = walk(library, parse_household(told), plain)
    core = [step.question.question for step in steps if step.question.stage == "core"]
    found = [library.questions.find(name) for name in core]
    parts = [asked.spec.part for asked in found if asked is not None]
    order = list(dict.fromkeys(asked.spec.part for asked in library.questions.questions))
    assert [order.index(part) for part in parts] == sorted(order.index(part) for part in parts)
    assert parts[:5] == ["urgent", "asking", "hukou", "people", "statuses"]
    assert not figures or "income_total" in core
    assert len(core) <= 14, core


# -- the forms ------------------------------------------------------------------------------

FAMILY = [{"name": "本人"}, {"name": "儿子"}, {"name": "母亲"}]
THREE: dict[str, Any] = {"jurisdiction": "minhou", "household": TOGETHER}


def test_ages_are_asked_at_once_and_then_of_whoever_was_left_out(
    tmp_path: Path, library: Library
) -> None:
    asking = probe(tmp_path, library, "when: {fact: age, at_least: 60}")
    household = parse_household({**THREE, "members": FAMILY})
    question = ask_next(asking, household, TODAY)
    assert question is not None
    assert (question.question, question.expects, question.unit) == ("age", "numbers", "岁")
    assert [key.member for key in question.facts] == ["本人", "儿子", "母亲"]
    told = [Setting(fact="age", member=name, value=40) for name in ("本人", "儿子")]
    household = answered(household, question, told)
    question = ask_next(asking, household, TODAY)
    assert question is not None
    assert (question.question, question.expects) == ("age@母亲", "number")
    assert "母亲" in question.text
    household = answered(household, question, [])
    assert ask_next(asking, household, TODAY) is None


@pytest.mark.parametrize(
    ("place", "ids"),
    [
        ("minhou", ["minhou", "fuzhou", "other"]),
        ("fuzhou", ["fuzhou", "minhou", "other"]),
        ("xiamen", ["xiamen", "other"]),
        ("guzhang", ["guzhang", "guzhang_away", "guzhang_rural", "other"]),
    ],
)
def test_the_places_of_the_register_depend_on_the_place(
    place: str, ids: list[str], library: Library
) -> None:
    told = {"jurisdiction": place, "as_of": "2026-11-01", "household": {"people_together": 1}}
    steps = walk(library, parse_household(told), plain)
    question = next(s.question for s in steps if s.question.question.startswith("hukou"))
    assert [choice.id for choice in question.choices] == [*ids, *SKIPS]


def test_a_list_does_not_offer_what_was_told(tmp_path: Path, library: Library) -> None:
    asking = probe(tmp_path, library, "when: {any: [severe_illness, mental_patient]}")
    household = parse_household(
        {**THREE, "members": [{**one, "severe_illness": False} for one in FAMILY]}
    )
    question = ask_next(asking, household, TODAY)
    assert question is not None
    assert question.question == "health"
    assert "severe_illness" not in [choice.id for choice in question.choices]


@pytest.mark.parametrize(("age", "put"), [(9, True), ("unknown", True), (40, False)])
def test_the_parents_are_asked_about_only_where_there_may_be_a_child(
    age: Any, put: bool, tmp_path: Path, library: Library
) -> None:
    asking = probe(tmp_path, library, "when: {fact: father_status, is: dead}")
    members = [{"name": "本人", "age": 66}, {"name": "孙子", "age": age}]
    household = parse_household(
        {**THREE, "household": {**TOGETHER, "people_together": 2}, "members": members}
    )
    question = ask_next(asking, household, TODAY)
    ids = [] if question is None else [choice.id for choice in question.choices]
    assert ("child_alone" in ids) is put
    if question is None or not put:
        return
    household = answered(household, question, settings_of(question, {"child_alone"}))
    question = ask_next(asking, household, TODAY)
    assert question is not None
    assert question.question == "father@孙子"
    assert "可以不答" in question.why
    declined = answered(household, question, everything(question, "declined"))
    assert ask_next(asking, declined, TODAY) is None


@pytest.mark.parametrize("chosen", ["none", "medical"])
def test_none_of_a_list_may_settle_what_no_single_choice_does(
    chosen: str, tmp_path: Path, library: Library
) -> None:
    asking = probe(
        tmp_path,
        library,
        "when: {any: [{fact: inpatient_self_pay, more_than: 9},"
        " {fact: rigid_expense_12m, more_than: 9}]}",
    )
    question = ask_next(
        asking, parse_household({"jurisdiction": "minhou", "household": ALONE}), TODAY
    )
    assert question is not None
    assert question.question == "bills"
    told = {setting.fact: setting.value for setting in settings_of(question, {chosen})}
    assert told.get("rigid_expense_12m") == (0 if chosen == "none" else None)


def test_none_of_the_rest_says_nothing_of_what_was_told(library: Library) -> None:
    """Who told that the hospital is owed money, and says “none of these” of the rest."""
    told = {"jurisdiction": "minhou", "household": {**ALONE, "medical_unpaid": True}}
    household = parse_household({**told, "as_of": "2026-11-01"})
    question = ask_next(library, household, TODAY)
    assert question is not None
    assert question.question == "urgent"
    assert "needs_help_now" not in {one.fact for one in settings_of(question, {"none"})}
    fresh = parse_household({"jurisdiction": "minhou", "as_of": "2026-11-01", "household": ALONE})
    question = ask_next(library, fresh, TODAY)
    assert question is not None
    assert "needs_help_now" in {one.fact for one in settings_of(question, {"none"})}


@pytest.mark.parametrize(
    ("status", "put"), [("lost_contact", True), ("dead", False), ("declined", False)]
)
def test_what_follows_from_an_answer_also_follows_from_what_was_told(
    status: str, put: bool, tmp_path: Path, library: Library
) -> None:
    asking = probe(tmp_path, library, "when: {fact: father_status_months, at_least: 6}")
    people = [{"name": "本人", "age": 66}, {"name": "孙子", "age": 9, "father_status": status}]
    told = {**THREE, "household": {**TOGETHER, "people_together": 2}, "members": people}
    question = ask_next(asking, parse_household(told), TODAY)
    names = [] if question is None else [question.question]
    assert names == (["father_months@孙子"] if put else [])


def test_nobody_is_told_otherwise_than_before(tmp_path: Path, library: Library) -> None:
    asking = probe(
        tmp_path,
        library,
        "when: {all: [{fact: disability_level, is: 1},"
        " {fact: disability_certificate, is: expired}]}",
    )
    members = [{"name": "本人", "disability_certificate": "expired"}, {"name": "儿子"}]
    told = {**THREE, "members": members, "asked": ["health"]}
    question = ask_next(asking, parse_household(told), TODAY)
    assert question is not None
    assert question.question == "disability_who"
    asked = {(key.fact, key.member) for key in question.facts}
    for choice in question.choices:
        assert {(one.fact, one.member) for one in choice.otherwise} <= asked


# -- for whom one asks ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ({}, ["urgent", "asking_for", "hukou"]),
        ({"asking_for": "self"}, ["urgent", "hukou", "people"]),
        ({"asking_for": "neighbour"}, ["urgent", "hukou", "people"]),
    ],
)
def test_for_whom_one_asks_is_asked_once_before_the_place_of_that_one(
    told: dict[str, str], names: list[str], library: Library
) -> None:
    household = parse_household(
        {"jurisdiction": "minhou", "household": told, "as_of": "2026-11-01"}
    )
    steps = list(walk(library, household, plain))
    put = [step.question.question for step in steps]
    assert put[:3] == names
    assert put.count("asking_for") == (0 if told else 1)


def test_for_whom_one_asks_is_not_asked_when_nothing_else_is(
    tmp_path: Path, library: Library
) -> None:
    asking = probe(tmp_path, library, "strength: soft, when: severe_illness")
    assert ask_next(asking, parse_household({"jurisdiction": "minhou"}), TODAY) is None


@pytest.mark.parametrize(
    ("whom", "text", "named"),
    [
        ("self", "您有没有下面这些情况？", "您"),
        ("relative", "那位有没有下面这些情况？", "那位"),
        ("neighbour", "那位有没有下面这些情况？", "那位"),
        ("client", "那位有没有下面这些情况？", "那位"),
    ],
)
def test_who_asks_for_another_is_asked_about_that_one(
    whom: str, text: str, named: str, tmp_path: Path, library: Library
) -> None:
    asking = probe(tmp_path, library, "when: {fact: disability_level, is: 1}")
    told = {"jurisdiction": "minhou", "household": {**ALONE, "asking_for": whom}}
    household = parse_household(told)
    question = ask_next(asking, household, TODAY)
    assert question is not None
    assert question.text == text
    household = answered(household, question, settings_of(question, {"disability"}))
    question = ask_next(asking, household, TODAY)
    assert question is not None
    assert question.text.startswith(f"{named}的残疾证")


def test_the_one_who_is_helped_is_named_so_among_the_others(
    tmp_path: Path, library: Library
) -> None:
    asking = probe(tmp_path, library, "when: severe_illness")
    told = {**THREE, "household": {**TOGETHER, "asking_for": "neighbour"}, "members": FAMILY}
    question = ask_next(asking, parse_household({**told, "asked": ["health"]}), TODAY)
    assert question is not None
    assert [choice.label for choice in question.choices][:3] == ["那位", "儿子", "母亲"]
    assert [choice.id for choice in question.choices][:3] == ["本人", "儿子", "母亲"]


# -- what is enough -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "item", "stage"),
    [("", "", "core"), (", later: true", "", "more"), ("", "later: true, ", "more")],
    ids=["at once", "the topic waits", "the item waits"],
)
def test_what_waits_is_asked_about_only_on_request(
    topic: str, item: str, stage: str, tmp_path: Path, library: Library
) -> None:
    path = tmp_path / "minhou.yml"
    text = (PROBE % f"{item}when: {SPENT}").replace("apply_at: 窗口}", f"apply_at: 窗口{topic}}}")
    path.write_text(text, encoding="utf-8")
    pack = read_pack(path, library.vocabulary)
    asking = Library(library.vocabulary, {"minhou": pack}, library.questions, library.local)
    question = ask_next(
        asking, parse_household({"jurisdiction": "minhou", "household": ALONE}), TODAY
    )
    assert question is not None
    assert (question.question, question.stage) == ("self_paid_medical", stage)


@pytest.mark.parametrize(("dibao", "stage"), [(True, "more"), (False, "core")])
def test_who_is_in_a_higher_group_is_not_asked_for_a_lower_one(
    dibao: bool, stage: str, tmp_path: Path, library: Library
) -> None:
    label = "{group: %s, label: 一, section: 一, clause: minhou-%s, tier: %s, when: %s}"
    groups = [
        label % ("safety_net", 8, "safety_net", "dibao"),
        label % ("marginal", 9, "marginal", SPENT),
    ]
    path = tmp_path / "minhou.yml"
    text = (PROBE % "strength: soft, when: dibao").replace("groups: []", "groups: [%s]")
    path.write_text(text % ", ".join(groups), encoding="utf-8")
    pack = read_pack(path, library.vocabulary)
    asking = Library(library.vocabulary, {"minhou": pack}, library.questions, library.local)
    told = {"jurisdiction": "minhou", "household": {**ALONE, "dibao": dibao}}
    question = ask_next(asking, parse_household(told), TODAY)
    assert question is not None
    assert (question.question, question.stage) == ("self_paid_medical", stage)


def test_property_is_one_list_of_yes_and_no(library: Library) -> None:
    told = {"dibao": False, "people_together": 1, "income_month_total": 500, "asking_for": "self"}
    household = parse_household(
        {
            "jurisdiction": "minhou",
            "as_of": "2026-11-01",
            "household": told,
            "parameters": {"dibao_standard": 800},
        }
    )
    steps = list(walk(library, household, plain))
    assert "savings_total" not in {key.fact for step in steps for key in step.question.facts}
    last = [step for step in steps if step.question.stage == "core"][-1]
    assert last.question.question == "property"
    assert last.question.multiple
    before, after = (screen(library, one, TODAY) for one in (last.before, last.after))
    verdicts = [next(d for d in one.doors if d.clause == "national-18a") for one in (before, after)]
    assert [door.verdict for door in verdicts] == ["unknown", "eligible"]
    assert any("财产由窗口核" in reason.text for reason in verdicts[1].reasons)


# -- nobody leaves with empty hands ---------------------------------------------------------

Story = dict[str, "set[str] | float"]
STORIES: dict[str, Story] = {
    "老人独居，没有收入": {"people": 1, "age": 72, "income_total": {"none"}},
    "一家三口，孩子上高中，一个月一千二": {
        "people": 3,
        "health": {"school"},
        "doing": {"earning"},
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
# The document of 古丈 is younger than the others.
DAY_OF = {"fuzhou": "2020-09-01", "minhou": "2020-09-01", "xiamen": "2020-09-01"}
DAY_OF["guzhang"] = "2021-10-01"
DOORS = {"dibao", "tekun", "expense_driven", "temporary_relief"}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("figures", [True, False], ids=["with figures", "without figures"])
def test_a_poor_family_without_any_certificate_ends_with_an_open_door(
    place: str, story: Story, figures: bool, library: Library
) -> None:
    told = {
        "jurisdiction": place,
        "as_of": DAY_OF[place],
        "parameters": {"dibao_standard": 700} if figures else {},
    }
    household = parse_household(told)
    here = {"hukou": {place}, "hukou_guzhang": {"guzhang"}}
    for step in walk(library, household, as_told({**here, **story})):
        household = step.after
    screening = screen(library, household, TODAY)
    assert screening.next is None
    open_doors = [door for door in screening.doors if door.status in DOORS and door.unlocks]
    assert open_doors, [(door.status, door.unlocks) for door in screening.doors]
    for door in open_doors:
        assert door.verdict in ("eligible", "unknown")
        assert door.apply_at
        assert door.then


@pytest.mark.parametrize(("told", "asked"), [({}, True), ({"income_month_total": 3000}, False)])
def test_an_income_is_asked_for_where_only_the_line_is_not_known(
    told: dict[str, Any], asked: bool, library: Library
) -> None:
    """It decides nothing without the local standard, but “if the line is above …” can be said."""
    family = [{"name": "本人", "tekun": "none", "dibao_single": False}]
    data = {
        "jurisdiction": "minhou",
        "as_of": "2026-11-01",
        "household": {"dibao": False, "dibao_marginal": False, "people_together": 1, **told},
        "members": family,
    }
    steps = walk(library, parse_household(data), lambda question: everything(question, SKIPS[0]))
    facts = {fact.fact for step in steps for fact in step.question.facts}
    assert ("income_month_total" in facts) is asked
