"""The simulated people: voice, place, hidden household, first words. Data: ../personas."""

from __future__ import annotations

import dataclasses
import functools
import re
from pathlib import Path
from typing import Any, Literal

import yaml

ROOT = Path(__file__).absolute().parents[3]
DATA = ROOT / "tests/dialogues/personas"
PLACES = ("fuzhou", "minhou", "xiamen", "guzhang")
Voice = Literal["resident", "grid", "operator"]
UNKNOWN = "unknown"
_SEX = {"mother": "F", "daughter": "F", "father": "M", "son": "M"}


@dataclasses.dataclass(frozen=True)
class Persona:
    """One person. `household` and `members` are the truth, `members` by what the person calls
    them; `states` what the first words tell: (fact, member) and the value as it was said.

    Who lives `elsewhere` is family, but not of the household.
    """

    id: str
    voice: Voice
    place: str
    district: str | None
    said: tuple[str, ...]
    household: dict[str, Any]
    members: dict[str, dict[str, Any]]
    states: dict[tuple[str, str | None], Any]
    mentions: tuple[str, ...] = ()

    @property
    def myself(self) -> str:
        """What the person whose household it is is called."""
        return next(name for name, m in self.members.items() if m["relation"] == "self")

    @property
    def together(self) -> list[str]:
        """Everybody of the household."""
        return [name for name, m in self.members.items() if not m.get("elsewhere")]

    def truth(self, fact: str, member: str | None = None) -> Any:
        """The hidden value; `unknown` for what the person does not know."""
        if fact == "jurisdiction":
            return self.place
        if fact == "district":
            return self.district or UNKNOWN
        if member is not None and member in self.members and fact in self.members[member]:
            return self.members[member][fact]
        if fact in self.household:
            return self.household[fact]
        return self._silence(fact, member)

    def _silence(self, fact: str, member: str | None) -> Any:
        if fact == "people_together":
            return len(self.together)
        if fact == "disability_certificate":
            level = self.truth("disability_level", member)
            return "yes" if level not in (0, UNKNOWN) else ("no" if level == 0 else UNKNOWN)
        if fact == "asking_for":
            return "client" if self.voice == "grid" else "self"
        if fact == "self_paid_cost":
            return self.household.get("rigid_expense_12m", 0)
        if fact == "household_income_12m":
            monthly = self.truth("income_month_total")
            return monthly * 12 if isinstance(monthly, (int, float)) else UNKNOWN
        if fact == "sex" and member is not None:
            return _SEX.get(self.members[member]["relation"], UNKNOWN)
        defaults = _silence()
        known = {**defaults["household"], **defaults["members"]}
        return known[fact] if fact in known else _nothing(fact)


def _nothing(fact: str) -> Any:
    spec = vocabulary().get(fact, {})
    if spec.get("type") == "bool":
        return False
    if spec.get("type") == "choice":
        return "none" if "none" in spec["values"] else UNKNOWN
    if spec.get("type") in ("number", "integer"):
        return 0
    return [] if spec.get("type") in ("list", "supporters", "states") else UNKNOWN


@functools.cache
def vocabulary() -> dict[str, Any]:
    """The project's facts, as written."""
    text = (ROOT / "eligibility/facts.yml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text)["facts"])


@functools.cache
def _silence() -> dict[str, Any]:
    return dict(yaml.safe_load((DATA / "silence.yml").read_text(encoding="utf-8")))


def is_of_members(fact: str) -> bool:
    """Whether a fact is told of persons."""
    return bool(vocabulary().get(fact, {}).get("scope") == "member")


@functools.cache
def personas() -> tuple[Persona, ...]:
    """Everybody, by place."""
    found = []
    for place in PLACES:
        entries = yaml.safe_load((DATA / f"{place}.yml").read_text(encoding="utf-8"))
        found += [_persona(place, number, entry) for number, entry in enumerate(entries, 1)]
    return tuple(found)


def _persona(place: str, number: int, entry: dict[str, Any]) -> Persona:
    said = entry["said"] if isinstance(entry["said"], list) else [entry["said"]]
    one = Persona(
        id=f"{place}-{number:02}",
        voice=entry["voice"],
        place=place,
        district=entry.get("district"),
        said=tuple(text.strip() for text in said),
        household=entry.get("household", {}),
        members=entry["members"],
        states={},
        mentions=tuple(entry.get("mentions", ())),
    )
    return dataclasses.replace(one, states=_states(one, entry.get("states", [])))


def _states(persona: Persona, listed: list[Any]) -> dict[tuple[str, str | None], Any]:
    """`妈.age` as the hidden value; a mapping tells the value as it was said."""
    told: dict[tuple[str, str | None], Any] = {}
    for entry in listed:
        pairs = entry.items() if isinstance(entry, dict) else [(entry, None)]
        for name, value in pairs:
            member, dot, fact = name.rpartition(".")
            who = member if dot else None
            if fact not in vocabulary() or (who is not None and who not in persona.members):
                raise ValueError(f"{persona.id}: states {name}")
            told[fact, who] = persona.truth(fact, who) if value is None else as_said(value)
    return told


def as_said(value: Any) -> Any:
    """`2000~3000` as a range."""
    found = re.fullmatch(r"(\d*)~(\d*)", value) if isinstance(value, str) else None
    if found is None:
        return value
    low, high = (int(end) if end else None for end in found.groups())
    return {"low": low, "high": high, "approx": "range"}
