"""How everything worth asking for first comes out for a household."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from benchmarks.interview.families import TODAY, Facts
from eligibility import Household, Library, parse_household
from eligibility.judging.session import Session
from eligibility.screen import core_roots

Verdicts = dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]
"""The verdict of each group, door and firm item, for whom, and for whom it is open."""


def core_verdicts(library: Library, household: Household, today: dt.date = TODAY) -> Verdicts:
    """By document and clause (a door by what it leads to)."""
    session = Session(library, household, today)
    found: Verdicts = {}
    for one in core_roots(session):
        key = f"{one.pack.id} {one.clause} {one.rule.spec.label}"
        judged = one.judgement
        people = tuple(sorted(judged.members)), tuple(sorted(judged.members_unknown))
        found[key] = (judged.verdict, *people)
    return found


def is_open(verdict: tuple[str, tuple[str, ...], tuple[str, ...]]) -> bool:
    """Whether somebody's part of it is still unknown."""
    return verdict[0] == "unknown" or bool(verdict[2])


def count_open(verdicts: Verdicts) -> int:
    return sum(map(is_open, verdicts.values()))


def limited_to(final: Household, truth: Facts) -> Household:
    """The true household, told no more than what the conversation has come to tell."""
    data = final.model_dump(mode="json")
    data["household"] = _true_of(data["household"], truth["household"])
    people = {member["name"]: member for member in truth["members"]}
    common = data["household"]
    data["members"] = [
        {**_true_of(one, people[one["name"]]), **_common(common, people[one["name"]])}
        for one in data["members"]
    ]
    of_members = {fact for person in truth["members"] for fact in person}
    data["household"] = {name: v for name, v in common.items() if name not in of_members}
    return parse_household(data)


def whole(final: Household, truth: Facts) -> Household:
    """The true household with everything about it."""
    return parse_household({**truth, "asked": final.asked})


def _true_of(told: Mapping[str, object], true: Facts) -> Facts:
    """What was told, as it truly is; what nobody knows stays so."""
    return {name: true.get(name, value) for name, value in told.items()}


def _common(told: Mapping[str, object], person: Facts) -> Facts:
    """What was told of everybody at once is true of each in their own way."""
    return {name: person[name] for name in told if name in person}
