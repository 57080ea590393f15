"""Writing what was said into the household: facts, new people, the words they came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from bot.replies.people import SELF, is_unnamed
from eligibility import Household, HouseholdError, Question, Setting, parse_household
from eligibility.values import DECLINED, UNKNOWN, Range

MOST_UNNAMED = 12
"""How many people who were only counted get a place of their own in the household."""


def settings_of(question: Question, chosen: Iterable[str]) -> list[Setting]:
    """What choosing these answers tells; unknown ids are passed over."""
    taken = set(chosen)
    for answer in (UNKNOWN, DECLINED):
        if answer in taken:
            return [Setting(fact=f.fact, member=f.member, value=answer) for f in question.facts]
    left = [c for c in question.choices if c.id not in taken] if question.multiple else []
    # What is chosen comes last and so wins over what another choice, left, would have told.
    told = [setting for choice in left for setting in choice.otherwise]
    return told + [s for choice in question.choices if choice.id in taken for s in choice.sets]


def with_settings(
    household: Household, settings: Iterable[Setting], words: str
) -> tuple[Household, list[Setting]]:
    """The household with these facts, and those that were taken (impossible ones are left out)."""
    taken: list[Setting] = []
    for setting in settings:
        if setting.member is not None and household.member(setting.member) is None:
            continue
        try:
            household = household.told(setting.fact, setting.value, setting.member, words)
        except HouseholdError:
            continue
        taken.append(setting)
    return household, taken


def with_member(household: Household, label: str, relation: str) -> Household:
    """The household with this person; somebody so far only counted gives them their place."""
    if label == SELF or household.member(label) is not None:
        return household
    data = household.model_dump(mode="json")
    unnamed = next((m for m in data["members"] if is_unnamed(m["name"])), None)
    if unnamed is None:
        data["members"].append({"name": label, "relation": relation})
    else:
        _rename(data, unnamed["name"], label)
        unnamed["relation"] = relation
    return parse_household(data)


def _rename(data: dict[str, Any], old: str, new: str) -> None:
    for person in data["members"]:
        if person["name"] == old:
            person["name"] = new
    data["asked"] = [
        f"{question.partition('@')[0]}@{new}" if question.endswith(f"@{old}") else question
        for question in data["asked"]
    ]
    for said in data["said"]:
        if said["member"] == old:
            said["member"] = new


def with_people_counted(household: Household) -> Household:
    """Everybody who was counted has a place, named 家人2, 家人3 … until more is said of them."""
    count = household.household.get("people_together")
    known = count.low if isinstance(count, Range) else count
    if not isinstance(known, (int, float)):
        return household
    data = household.model_dump(mode="json")
    unnamed = [m["name"] for m in data["members"] if is_unnamed(m["name"])]
    too_many = max(0, len(data["members"]) - int(known))
    _drop(data, unnamed[len(unnamed) - too_many :] if too_many < len(unnamed) else unnamed)
    while len(data["members"]) < min(int(known), MOST_UNNAMED):
        taken = {member["name"] for member in data["members"]}
        number = next(n for n in range(2, MOST_UNNAMED + 2) if f"家人{n}" not in taken)
        data["members"].append({"name": f"家人{number}", "relation": "other"})
    return parse_household(data)


def only(household: Household, names: Collection[str]) -> Household:
    """The household of these people; others who were told of live elsewhere."""
    data = household.model_dump(mode="json")
    _drop(data, [m["name"] for m in data["members"] if m["name"] not in names])
    return parse_household(data)


def _drop(data: dict[str, Any], names: Iterable[str]) -> None:
    """Leaves people out, with what was said of them."""
    gone = set(names)
    data["members"] = [m for m in data["members"] if m["name"] not in gone]
    data["said"] = [s for s in data["said"] if s["member"] not in gone]


def asked(household: Household, question: str) -> Household:
    """The household with a question marked as put."""
    if question in household.asked:
        return household
    return household.model_copy(update={"asked": [*household.asked, question]})


def before(household: Household, settings: Iterable[Setting]) -> list[tuple[str, str | None, Any]]:
    """The facts as they stand now, to be restored by `restored`."""
    return [(s.fact, s.member, _current(household, s)) for s in settings]


def _current(household: Household, setting: Setting) -> Any:
    if setting.fact in ("jurisdiction", "district"):
        return getattr(household, setting.fact)
    data = household.model_dump(mode="json")
    if setting.member is None:
        return data["household"].get(setting.fact)
    person = next((m for m in data["members"] if m["name"] == setting.member), {})
    return person.get(setting.fact)


def restored(
    household: Household, facts: Iterable[tuple[str, str | None, Any]], members: Iterable[str]
) -> Household:
    """The household with facts put back to what they were (None: never asked), and its people."""
    data = household.model_dump(mode="json")
    known = set(members)
    _drop(data, [m["name"] for m in data["members"] if m["name"] not in known])
    for fact, member, value in facts:
        if fact in ("jurisdiction", "district"):
            data[fact] = value
            continue
        holder = data["household"]
        if member is not None:
            holder = next((m for m in data["members"] if m["name"] == member), {})
        if value is None:
            holder.pop(fact, None)
        else:
            holder[fact] = value
        data["said"] = [s for s in data["said"] if (s["fact"], s["member"]) != (fact, member)]
    return with_people_counted(parse_household(data))
