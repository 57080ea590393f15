"""The line of a work order: kind, place, persons, what happened, what is asked of whom."""

from __future__ import annotations

import re

from bot.replies.people import SELF
from bot.replies.staff.matters import Matters
from bot.replies.staff.texts import age_and_sex, shorthand, texts
from eligibility import Household
from eligibility.files.household import Member
from eligibility.telling.guide import Guide, says

_TOWN = re.compile(r"[一-龥]{2,6}")
_MOST_OF_A_PERSON, _MOST_EVENTS, _MOST_PERSONS = 4, 4, 5


def ticket(matters: Matters, guide: Guide, household: Household, angry: bool) -> str:
    """“求助·紧急｜古丈县｜当事人男80多，独居（转述，未核实）｜断粮｜请镇街今天上门…｜抄…”."""
    parts = [
        _kind(matters, angry),
        _where(guide, household),
        _persons(guide, household),
        "、".join(shorthand(household.household, "household")[:_MOST_EVENTS]),
        _request(matters, household),
        _copies(household),
        texts("operator")["callback"],
    ]
    return "｜".join(part for part in parts if part)


def _kind(matters: Matters, angry: bool) -> str:
    words = texts("operator")
    if matters.today:
        return str(words["urgent_kind"])
    return str(words["angry_kind"] if angry or matters.trouble else words["kind"])


def _where(guide: Guide, household: Household) -> str:
    """The district, else the place whose document counts; the town as it was told."""
    places = guide.vocabulary.facts["jurisdiction"].values
    name = household.district or places.get(household.jurisdiction or "", "").partition("（")[0]
    words = next((s.words for s in household.said if s.fact == "jurisdiction"), "")
    town = re.sub(rf"^{name[:2]}[县市区]?", "", words.strip())
    return f"{name}·{town}" if name and _TOWN.fullmatch(town) and town not in name else name


def _persons(guide: Guide, household: Household) -> str:
    """Those of whom something is known, by label; the others are counted."""
    words = texts("operator")
    told = [_person(member, guide) for member in household.members]
    known = [one for one in told if one][:_MOST_PERSONS]
    left = len(told) - len(known)
    if left:
        known.append(words["others"].format(count=left) if known else f"{left}人")
    aside = f"（{words['retold']}）" if guide.asks_for_others else ""
    return "；".join(known) + aside


def _person(member: Member, guide: Guide) -> str:
    words = texts("operator")
    own = words["self_for_others"] if guide.asks_for_others else words["self"]
    name = own if member.name == SELF else member.name
    about = [age_and_sex(member), *shorthand(member.facts, "member")[:_MOST_OF_A_PERSON]]
    told = "，".join(filter(None, about))
    return f"{name}{told}" if told and not name[-1].isdigit() else f"{name}：{told}" if told else ""


def _request(matters: Matters, household: Household) -> str:
    words = texts("operator")
    topics = [matter.topic for matter in (*matters.today, *matters.apply)]
    if matters.today:
        statuses = "urgent_statuses" if {"living", "tekun"} & set(topics) else "urgent"
        name = "child" if matters.today[0].topic == "children" else statuses
    elif matters.trouble:
        name = "trouble"
    else:
        held = any(says(member.facts.get("tekun")) for member in household.members)
        first = topics[0] if topics else "nothing"
        name = first if first in words["please"] and not held else "other"
    return str(words["please"][name].format(place=words["place"]))


def _copies(household: Household) -> str:
    words = texts("operator")
    told = [household.household, *(member.facts for member in household.members)]
    offices = [
        office
        for fact, office in words["copies"].items()
        if any(facts.get(fact) is True for facts in told)
    ]
    return str(words["copy"].format(told="、".join(dict.fromkeys(offices)))) if offices else ""
