"""Somebody who answers every question truthfully."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from benchmarks.interview.families import TODAY, Facts
from eligibility import (
    Choice,
    Household,
    Library,
    Question,
    Setting,
    ask_next,
    parse_household,
)
from eligibility.values import UNKNOWN, Range

_MOST = 200


class Step(NamedTuple):
    """A question, and the household before and after the answer."""

    before: Household
    question: Question
    after: Household


def interview(
    library: Library, told: Household, truth: Facts, today: dt.date = TODAY
) -> Iterator[Step]:
    """The core questions of a household, answered one by one."""
    household = told
    for _ in range(_MOST):
        question = ask_next(library, household, today)
        if question is None or question.stage != "core":
            return
        after = answered(household, question, truth)
        yield Step(household, question, after)
        household = after
    raise AssertionError(f"still asking after {_MOST} questions: {household.asked}")


def answered(household: Household, question: Question, truth: Facts) -> Household:
    """The household after a truthful answer."""
    data = household.model_dump(mode="json")
    for setting in _answer(question, truth):
        _tell(data, setting)
    if question.expects == "people":
        _name_everybody(data, truth)
    data["asked"].append(question.question)
    return parse_household(data)


def _tell(data: Facts, setting: Setting) -> None:
    value = setting.value
    value = value.model_dump() if isinstance(value, Range) else value
    if setting.fact in ("jurisdiction", "district"):
        data[setting.fact] = value
    elif setting.member is None:
        data["household"][setting.fact] = value
    else:
        member = next(one for one in data["members"] if one["name"] == setting.member)
        member[setting.fact] = value


def _name_everybody(data: Facts, truth: Facts) -> None:
    """Who they are, how old, and what school the pupils go to, as the question asks."""
    known = {member["name"]: member for member in data["members"]}
    for person in truth["members"]:
        member = known.get(person["name"])
        if member is None:
            member = {"name": person["name"], "relation": person["relation"]}
            data["members"].append(member)
        member["age"] = person["age"]
        if person["student_stage"] != "none":
            member["student_stage"] = person["student_stage"]


# -- the answer to one question -----------------------------------------------------------------


def _answer(question: Question, truth: Facts) -> list[Setting]:
    if question.expects in ("number", "numbers", "people", "place"):
        return [
            Setting(fact=key.fact, member=key.member, value=value)
            for key in question.facts
            for value in _true(truth, key.fact, key.member)[:1]
            if value is not None
        ]
    if question.multiple:
        chosen = _chosen(question, truth)
        left = [choice for choice in question.choices if choice not in chosen]
        told = [setting for choice in left for setting in choice.otherwise]
        return told + [setting for choice in chosen for setting in choice.sets]
    fitting = [choice for choice in question.choices if _fits(choice, truth)]
    if fitting:
        return max(fitting, key=lambda choice: len(choice.sets)).sets
    return [Setting(fact=key.fact, member=key.member, value=UNKNOWN) for key in question.facts]


def _chosen(question: Question, truth: Facts) -> list[Choice]:
    """What is taken of a list; “none” only where it tells nothing that is not true."""
    chosen = [choice for choice in question.choices if _applies(choice, truth)]
    none = [choice for choice in question.choices if choice.id == "none"]
    if not chosen and all(_is_true(truth, one) for choice in none for one in choice.sets):
        return none
    return chosen


_PARENTS = {"father_status", "mother_status"}


def _applies(choice: Choice, truth: Facts) -> bool:
    """Whether leaving a choice of a list would say something that is not true."""
    untrue = [one for one in choice.otherwise if not _is_true(truth, one, everybody=True)]
    # A child whom one parent cares for is not without parents.
    of_parents = [one for one in untrue if one.fact in _PARENTS]
    if len(of_parents) == len(untrue) and of_parents:
        return any(_has_no_parent(member) for member in truth["members"])
    return bool(untrue)


def _has_no_parent(member: Facts) -> bool:
    return all(member[fact] not in ("caring", "away_in_touch") for fact in _PARENTS)


def _fits(choice: Choice, truth: Facts) -> bool:
    return bool(choice.sets) and all(_is_true(truth, one) for one in choice.sets)


def _is_true(truth: Facts, setting: Setting, everybody: bool = False) -> bool:
    values = _true(truth, setting.fact, setting.member)
    found = [_same(value, setting.value) for value in values]
    return all(found) if everybody else any(found)


def _true(truth: Facts, fact: str, member: str | None) -> list[Any]:
    """What is true of a fact: one value, or everybody's where nobody in particular is meant."""
    if fact in ("jurisdiction", "district"):
        return [truth[fact]]
    if fact in truth["household"]:
        return [truth["household"][fact]]
    people = [one for one in truth["members"] if member in (None, one["name"])]
    return [one[fact] for one in people if fact in one]


_NEAR = {"caring": ("caring", "away_in_touch"), "away_in_touch": ("caring", "away_in_touch")}


def _same(true: Any, said: Any) -> bool:
    if isinstance(said, Range):
        said = said.model_dump()
    if isinstance(said, Mapping) and isinstance(true, (int, float)):
        low, high = said.get("low"), said.get("high")
        return (low is None or low <= true) and (high is None or true <= high)
    return bool(true == said or said in _NEAR.get(str(true), ()))
