"""The household after an amendment: facts put right or taken back, people renamed or left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from bot.dialogue.apply import with_member, with_people_counted, with_settings
from eligibility import Household, Library, Setting, parse_household
from eligibility.telling.screening import FactKey


class Renamed(BaseModel):
    """Somebody who was called by the wrong word: 不是儿子，是女儿."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    old: str
    new: str
    relation: str


class Amendment(BaseModel):
    """What a message amends of the household.

    `told` facts with their new values; `forgotten` facts that were never meant, to be asked again
    where they count; `gone` people who are no members; `joined` people who are, with their
    relation; `certain`: it amends even where an open question could take the words as its answer;
    `alone`: what was read from the message otherwise does not count.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    told: tuple[Setting, ...] = ()
    forgotten: tuple[FactKey, ...] = ()
    gone: tuple[str, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    joined: tuple[tuple[str, str], ...] = ()
    certain: bool = False
    alone: bool = False

    def __bool__(self) -> bool:
        return bool(self.told or self.forgotten or self.gone or self.renamed)


def amended(
    household: Household, change: Amendment, words: str, library: Library | None = None
) -> Household:
    """The household after an amendment. With `library`, what was taken away may be asked again."""
    for one in change.renamed:
        household = _renamed(household, one)
    for label, relation in change.joined:
        household = with_member(household, label, relation)
    household = without_facts(household, change.forgotten, library)
    household, _ = with_settings(household, change.told, words)
    return _without_people(household, change.gone) if change.gone else household


def without_facts(
    household: Household, facts: Iterable[FactKey], library: Library | None = None
) -> Household:
    """The household as if these facts had never been told; with `library` they may be asked."""
    away = {(key.fact, key.member) for key in facts}
    if not away:
        return household
    data = household.model_dump(mode="json")
    for fact, member in away:
        holder = data["household"]
        if member is not None:
            holder = next((m for m in data["members"] if m["name"] == member), {})
        holder.pop(fact, None)
    data["said"] = [s for s in data["said"] if (s["fact"], s["member"]) not in away]
    put = _questions_about({fact for fact, _ in away}, library)
    data["asked"] = [asked for asked in data["asked"] if asked.partition("@")[0] not in put]
    return parse_household(data)


def _questions_about(facts: set[str], library: Library | None) -> set[str]:
    asked = library.questions.questions if library else ()
    return {one.spec.id for one in asked if facts & set(one.spec.facts)}


def _without_people(household: Household, gone: Sequence[str]) -> Household:
    """Who is left counts one less for everybody who was counted."""
    data = household.model_dump(mode="json")
    away = [m["name"] for m in data["members"] if m["name"] in gone]
    data["members"] = [m for m in data["members"] if m["name"] not in away]
    data["said"] = [s for s in data["said"] if s["member"] not in away]
    count = household.household.get("people_together")
    if isinstance(count, (int, float)):
        data["household"]["people_together"] = max(1, int(count) - len(away))
    return with_people_counted(parse_household(data))


def _renamed(household: Household, one: Renamed) -> Household:
    if household.member(one.new) is not None:
        return household
    data = household.model_dump(mode="json")
    for member in data["members"]:
        if member["name"] == one.old:
            member.update(name=one.new, relation=one.relation)
    for said in data["said"]:
        if said["member"] == one.old:
            said["member"] = one.new
    data["asked"] = [
        f"{asked.partition('@')[0]}@{one.new}" if asked.endswith(f"@{one.old}") else asked
        for asked in data["asked"]
    ]
    return parse_household(data)
