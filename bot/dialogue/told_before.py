"""What was told before, and a message read in its light."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.dialogue.apply import SELF
from bot.dialogue.state import State
from bot.understanding import Reading, as_known, read_message
from bot.understanding.answers.people import named
from bot.understanding.text.corrections import is_marked, unmarked
from bot.understanding.text.document import Document
from eligibility import DECLINED, UNKNOWN, Household, Setting
from eligibility.telling.screening import FactKey

UNTOLD = (None, UNKNOWN, DECLINED)
_PRONOUN = re.compile(r"[他她](?!们)")
_PLACES = frozenset({"jurisdiction", "district"})
_ASIDE = _PLACES | {"asking_for"}
"""Facts that a correction of a value alone never means."""


def last_told(state: State) -> list[Setting]:
    """The facts that the last message told, as they stand now."""
    for step in reversed(state.conversation.steps):
        told = [
            Setting(fact=fact, member=member, value=value)
            for fact, member, _ in step.before
            if fact not in _ASIDE
            and (value := own_value(state.household, fact, member)) not in (None, DECLINED)
        ]
        if told:
            return told
    return []


def own_value(household: Household, fact: str, member: str | None) -> Any:
    """The value of a fact where it was told; a household's fact is nobody's own."""
    if member is None:
        return household.household.get(fact)
    person = household.member(member)
    return None if person is None else person.facts.get(fact)


def told_facts(household: Household) -> list[FactKey]:
    """Every fact that was told, the last one first as far as its words are kept."""
    said = [FactKey(fact=s.fact, member=s.member) for s in reversed(household.said)]
    said += [FactKey(fact=fact) for fact in household.household]
    said += [FactKey(fact=fact, member=m.name) for m in household.members for fact in m.facts]
    known = (key for key in said if own_value(household, key.fact, key.member) not in UNTOLD)
    return list(dict.fromkeys(key for key in known if key.fact not in _ASIDE))


def in_context(reading: Reading, last: Sequence[Setting], household: Household) -> Reading:
    """The reading of a message under the names of the household; what a correction tells without
    a name is of whom it was told; the place of the register moves nobody whose place is known."""
    if not reading.facts and (plain := unmarked(reading.text)) != reading.text:
        reading = read_message(plain).model_copy(update={"text": reading.text})
    reading = _attributed(as_known(reading, household), last, household)
    if household.jurisdiction is None:
        return reading
    register = {fact.span for fact in reading.facts if fact.fact == "hukou_place"}
    facts = [f for f in reading.facts if f.fact not in _PLACES or f.span not in register]
    return reading.model_copy(update={"facts": facts})


def _attributed(reading: Reading, last: Sequence[Setting], household: Household) -> Reading:
    """残疾证过期了其实, after the mother's certificate: hers."""
    spoken_of = _PRONOUN.search(reading.text)
    if not (spoken_of or is_marked(reading.text)) or named(Document.of(reading.text), household):
        return reading
    own = [fact for fact in reading.facts if fact.member == SELF]
    holders = (_holder(fact.fact, last, household) for fact in own)
    holder = next((one for one in holders if one is not None), None)
    people = {s.member for s in last if s.member}
    if holder is None and spoken_of and len(people) == 1:
        holder = people.pop()
    facts = [
        fact.model_copy(update={"member": holder}) if fact in own and holder else fact
        for fact in reading.facts
    ]
    return reading.model_copy(update={"facts": facts})


def _holder(fact: str, last: Sequence[Setting], household: Household) -> str | None:
    """The one person of whom this was told, just now or at all; None for the writer or several."""
    about = _related(fact)
    for keys in (last, told_facts(household)):
        people = list(dict.fromkeys(k.member for k in keys if k.fact in about and k.member))
        if len(people) == 1:
            return people[0]
        if people:
            return None
    return None


def _related(fact: str) -> frozenset[str]:
    """The facts of one matter: who has no grade may be the one whose certificate was told."""
    groups = (
        {"disability_level", "disability_certificate", "disability_type"},
        {"employed", "works_how"},
        {"severe_illness", "illness_name"},
    )
    return frozenset(next((g for g in groups if fact in g), {fact}))
