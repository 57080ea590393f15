"""Masks of truth against the trees that tell why: two ways to one answer, always the same."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

import pytest

from eligibility import Library, parse_household
from eligibility.files.conditions import AnySupporter, Condition, EverySupporterState
from eligibility.judging.evaluation import Evaluator
from eligibility.judging.session import Session
from eligibility.telling.events import events
from eligibility.values import Truth
from tests.eligibility.conditions_helper import compiled, evaluator
from tests.eligibility.reading_helper import ABSENT, DOCUMENTS, POLICIES
from tests.eligibility.reading_households import household_of

TODAY = dt.date(2026, 10, 1)
EACH = 20
CONDITIONS = (
    "{all: [dibao, {fact: age, at_least: 60}]}",
    "{any: [dibao, {fact: age, more_than: 60}]}",
    "{not: {fact: age, less_than: 60}}",
    "{any_member: {all: [severe_illness, {fact: age, at_most: 60}]}}",
    "{every_member: {any: [severe_illness, {fact: age, at_least: 60}]}}",
    "{any_supporter: {fact: age, more_than: 70}}",
    "{all: [{matter: office}, {not: {matter: silence}}]}",
    "{any: [{before: 2020-09-01}, {from: 2020-09-02}, severe_illness]}",
    "{fact: per_capita_income, less_than: {product: [2, dibao_standard]}}",
    "{fact: disability_level, one_of: ['1', '2']}",
)
PEOPLE: tuple[list[dict[str, Any]], ...] = (
    [{"name": "甲"}],
    [{"name": "甲", "age": 60, "severe_illness": True}, {"name": "乙", "age": 59}],
    [{"name": "甲", "age": {"low": 55, "high": 65}}, {"name": "乙", "age": {"low": 61}}],
    [{"name": "甲", "dibao": True, "age": "unknown"}, {"name": "乙", "severe_illness": "declined"}],
)
HOUSEHOLDS: tuple[dict[str, Any], ...] = (
    {},
    {"dibao": True, "income_month_total": 1400, "people_together": 2},
    {"dibao": "unknown", "supporters": [{"age": 71}], "per_capita_income": 1400},
    {"supporters": [], "per_capita_income": {"low": 1300, "high": 1500}},
)


def _all_of(condition: Condition) -> Iterator[Condition]:
    """A condition with all below it that is judged of people of the household."""
    yield condition
    if not isinstance(condition, (AnySupporter, EverySupporterState)):
        for part in condition.children():
            yield from _all_of(part)


def _difference(told: Evaluator, condition: Condition) -> Iterator[str]:
    for subject in (None, *told.subjects):
        node, truth = told.node(condition, subject), told.truth(condition, subject)
        if truth is not node.truth:
            yield f"{condition} of {subject}: mask {truth!r}, tree {node.truth!r}"
        elif truth is Truth.UNKNOWN and told.open_node(condition, subject).causes != node.causes:
            yield f"{condition} of {subject}: other causes than {node.causes}"


@pytest.mark.parametrize("text", CONDITIONS)
def test_each_kind_of_condition_is_the_same_by_mask_and_by_tree(text: str) -> None:
    condition = compiled(text)
    for household in HOUSEHOLDS:
        for people in PEOPLE:
            for figures in ({}, {"dibao_standard": 700}):
                told = evaluator(household, members=people, parameters=figures)
                assert not list(_difference(told, condition)), (household, people)


def test_a_member_has_a_bit_and_nobody_the_highest() -> None:
    told = evaluator(members=[{"name": "甲", "age": 70}, {"name": "乙", "age": 5}, {"name": "丙"}])
    assert told.masks(compiled("{fact: age, at_least: 60}")) == (0b0001, 0b1101)
    assert told.masks(compiled("{not: {fact: age, at_least: 60}}")) == (0b0010, 0b1110)
    assert told.masks(compiled("{any_member: {fact: age, at_least: 60}}")) == (0b1111, 0b1111)
    assert told.masks(compiled("{every_member: {fact: age, at_least: 60}}")) == (0, 0)
    assert told.masks(compiled("dibao")) == (0, 0b1111)


def test_equal_conditions_are_computed_once() -> None:
    truths = evaluator().truths
    first, again = compiled("{fact: age, at_least: 60}"), compiled("{fact: age, at_least: 60}")
    assert truths.number(first) == truths.number(again)
    assert truths.number(first) != truths.number(compiled("{fact: age, at_least: 61}"))
    assert truths.number(compiled("{fact: dibao, is: true}")) == truths.number(compiled("dibao"))
    assert truths.number(compiled("{not: dibao}")) != truths.number(compiled("dibao"))


def _random(document: str) -> Iterator[dict[str, Any]]:
    chance = random.Random(f"truths {document}")
    return (household_of(document, chance) for _ in range(EACH))


@pytest.mark.skipif(not POLICIES.is_dir(), reason=ABSENT)
@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("complete", [True, False])
def test_every_condition_of_the_packs_is_the_same_by_mask_and_by_tree(
    document: str, complete: bool, library: Library
) -> None:
    for data in _random(document):
        session = Session(library, parse_household(data), TODAY, complete)
        rules = [*session.groups, *session.items, *session.doors]
        for rule in rules:
            for condition in _all_of(rule.rule.when):
                assert not list(_difference(session.evaluator, condition)), data


@pytest.mark.skipif(not POLICIES.is_dir(), reason=ABSENT)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_granted_is_computed_again(document: str, library: Library) -> None:
    """As a household that tells it would be judged."""
    for data in _random(document):
        session = Session(library, parse_household(data), TODAY)
        for event in events():
            name = None if event.for_ == "household" else session.evaluator.names[-1:]
            granted = session.evaluator.granting(event.told(), name)
            for rule in (*session.groups, *session.items):
                condition = rule.rule.when
                trees = [granted.node(condition, who) for who in (None, *granted.subjects)]
                assert [granted.truth(condition, n) for n in (None, *granted.subjects)] == [
                    tree.truth for tree in trees
                ], (event.event, data)
