"""Made-up households for measuring: no two alike, and a seed always gives the same ones.

A household says some of what the vocabulary knows of, and most of it is “no”: as somebody tells it
who has just started, as a filled-in form has it, or as an official's ledger has it.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from eligibility.files.vocabulary import FactSpec, vocabulary

PLACES = ("fuzhou", "minhou", "xiamen", "guzhang")
_DISTRICTS = {"fuzhou": ("台江区", "永泰县", "鼓楼区"), "xiamen": ("思明区", "同安区")}
# The documents' own years, and today under the national law; 古丈's document is of 2021.
_TODAY = dt.date(2026, 11, 1)
DAYS = {
    "fuzhou": (dt.date(2020, 9, 1), _TODAY),
    "minhou": (dt.date(2020, 9, 1), _TODAY),
    "xiamen": (dt.date(2020, 9, 1), _TODAY),
    "guzhang": (dt.date(2021, 10, 1), _TODAY),
}
_ELDERS = (("父亲", "father"), ("母亲", "mother"))
_YOUNG = (("大女儿", "daughter"), ("儿子", "son"), ("小女儿", "daughter"))
_STAGES = ((3, "none"), (6, "preschool"), (15, "compulsory"), (18, "senior_high"), (22, "higher"))
# How much of what a household could be asked it tells, of what offices know, and how often “yes”.
_MANNERS = ((0.1, 0.0, 0.2), (0.3, 0.1, 0.15), (0.6, 0.3, 0.15), (1.0, 1.0, 0.3))
_MOST = {"market_rent": 3000, "rental_m2": 90, "housing_m2": 150, "months_working_locally": 60}
_NOT_DRAWN = {"jurisdiction", "district", "per_capita_income", "supporter_states"}
_MANY = 40_000
_FEW = 9


def households(place: str, day: dt.date, count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """So many households of a place on a day, as JSON has them."""
    chance = random.Random(f"{place} {day} {seed}")
    for number in range(count):
        yield _household(place, day, f"{place}-{seed}-{number}", chance)


def _household(place: str, day: dt.date, name: str, chance: random.Random) -> dict[str, Any]:
    share, office, yes = chance.choice(_MANNERS)
    members = _members(chance)
    told = {"people_together": len(members), **_place(place, chance), **_income(members, chance)}
    specs = vocabulary().facts
    for fact, spec in specs.items():
        holders = [told] if spec.scope == "household" else members
        likely = share * (office if spec.answerable_by == "office" else 1)
        for holder in holders:
            if fact not in holder and fact not in _NOT_DRAWN and chance.random() < likely:
                holder[fact] = _value(fact, spec, yes, chance)
    return {
        "id": name,
        "jurisdiction": place,
        "district": chance.choice((None, *_DISTRICTS.get(place, ()))),
        "as_of": day.isoformat(),
        "household": told,
        "members": members,
        "parameters": {"dibao_standard": chance.randint(600, 900)} if share > 0.2 else {},
    }


def _place(place: str, chance: random.Random) -> dict[str, Any]:
    hukou = place if chance.random() < 0.85 else chance.choice((*PLACES, "other"))
    kind = "rural" if chance.random() < (0.4 if place == "guzhang" else 0.7) else "urban"
    return {"hukou_place": hukou, "hukou_type": kind}


def _income(members: list[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    month = chance.randint(0, 1800) * len(members)
    vague = chance.random()
    if vague < 0.1:
        return {}
    if vague < 0.25:
        return {"income_month_total": {"low": month, "high": month + 500}}
    return {"income_month_total": "unknown" if vague < 0.3 else month}


def _members(chance: random.Random) -> list[dict[str, Any]]:
    """One to seven people of plausible ages."""
    own = chance.randint(22, 85)
    people = [("本人", "self", own)]
    if chance.random() < 0.6:
        people.append(("爱人", "spouse", max(20, own + chance.randint(-6, 6))))
    if own < 60:
        people += [(n, r, own + 25) for n, r in _ELDERS if chance.random() < 0.25]
        young = _YOUNG[: chance.choice((0, 1, 1, 2, 3))]
        people += [(n, r, chance.randint(0, own - 20)) for n, r in young]
    return [_member(name, relation, age, chance) for name, relation, age in people]


def _member(name: str, relation: str, age: int, chance: random.Random) -> dict[str, Any]:
    member: dict[str, Any] = {"name": name, "relation": relation}
    if chance.random() < 0.9:
        member["age"] = age
    if chance.random() < 0.8:
        stage = next((stage for until, stage in _STAGES if age < until), "none")
        member["student_stage"] = stage
    return member


def _value(fact: str, spec: FactSpec, yes: float, chance: random.Random) -> Any:
    """Most often “no”, “none” or nothing; now and then what says nothing."""
    if chance.random() < 0.03:
        return chance.choice(("unknown", "declined"))
    if spec.type == "bool":
        return chance.random() < yes
    if spec.type in ("integer", "number", "age"):
        return _number(fact, spec, yes, chance)
    if spec.type == "choice":
        usual = next(iter(spec.values))
        return usual if chance.random() > 2 * yes else chance.choice(list(spec.values))
    if spec.type == "list":
        return [value for value in spec.values if chance.random() < yes]
    if spec.type == "date":
        return dt.date(2020 + chance.randrange(6), chance.randint(1, 12), 15).isoformat()
    if spec.type == "supporters":
        return [_supporter(chance) for _ in range(chance.choice((0, 0, 1, 2)))]
    return "不详"


def _number(fact: str, spec: FactSpec, yes: float, chance: random.Random) -> Any:
    low = int(spec.lowest or 0)
    if fact not in _MOST and chance.random() > 2 * yes:
        return low
    most = _MOST.get(fact, _MANY)
    if spec.type == "integer":
        most = _FEW
    return chance.randint(low, int(min(most, spec.highest or most)))


def _supporter(chance: random.Random) -> dict[str, Any]:
    return {
        "age": chance.randint(25, 90),
        "financial_assets_per_capita": chance.randint(0, 150) * 1000,
    }
