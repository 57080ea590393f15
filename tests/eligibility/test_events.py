"""What an event would bring nearer; events only, and never what the family has already."""

from __future__ import annotations

import datetime as dt
from typing import Any

from eligibility import Library, parse_household
from eligibility.files.vocabulary import vocabulary
from eligibility.telling.events import events, what_if

DAY = dt.date(2026, 11, 1)
WELL = {
    "tekun": "none",
    "dibao_single": False,
    "disability_level": 0,
    "severe_illness": False,
    "student_stage": "none",
    "unemployed_and_able_and_willing": False,
}


def opened(library: Library, household: dict[str, Any], *members: dict[str, Any]) -> dict[str, Any]:
    data = {"jurisdiction": "minhou", "household": household, "members": list(members)}
    return what_if(library, parse_household(data), DAY)


def test_only_what_happens_to_people_is_an_event() -> None:
    told = {fact for event in events() for fact in event.grants}
    assert told <= vocabulary().facts.keys()
    assert not any("income" in fact or "people" in fact or "vehicle" in fact for fact in told)


def test_each_event_opens_what_hangs_on_it(library: Library) -> None:
    told = opened(library, {"dibao": True}, {"name": "本人", "age": 40, **WELL})
    assert "minhou-3.8a" in told["有人失业、想找工作"]
    assert "national-25a" in told["有人上了高中"]
    assert "national-28a" in told["家里受了灾"]
    assert "national-24c" in told["有人得重病住院"]


def test_it_may_happen_to_any_of_them(library: Library) -> None:
    pupil = {"name": "女儿", "age": 16, **WELL, "student_stage": "senior_high"}
    both = opened(library, {"dibao": True}, {"name": "本人", "age": 40, **WELL}, pupil)
    alone = opened(library, {"dibao": True}, pupil)
    assert "national-25a" not in alone.get("有人上了高中", [])
    assert both["有人失业、想找工作"]


def test_what_the_family_has_already_is_not_promised_again(library: Library) -> None:
    hit = {"dibao": True, "natural_disaster": True, "disaster_severe": True}
    told = opened(library, hit, {"name": "本人", "age": 40, **WELL})
    assert "national-28a" not in told.get("家里受了灾", [])
