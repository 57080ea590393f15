"""What a short note leaves out is mostly as usual. A second screening on that reading shows what is
likely; it decides nothing, and what it rests on is still to be looked at."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any

from bot.replies.staff.texts import is_child, texts
from eligibility import Household, Library, Screening, parse_household, screen
from eligibility.files.household import Member
from eligibility.files.vocabulary import FactSpec, Vocabulary
from eligibility.telling.guide import Guide, guide


def as_usual(library: Library, household: Household, today: dt.date) -> tuple[Screening, Guide]:
    """Screening and guide of the household with the silence of a note filled in."""
    filled = with_the_usual(household, library.vocabulary)
    screening = screen(library, filled, today, everything=True)
    return screening, guide(library, filled, screening)


def with_the_usual(household: Household, vocabulary: Vocabulary) -> Household:
    """The household with the usual answer to what was never asked; what was told stays."""
    usual = _usual(vocabulary)
    data = household.model_dump(mode="json")
    told = data["household"]
    of_household = {f: v for f, v in usual["household"].items() if not _hinted(f, told)}
    if household.jurisdiction is not None:
        of_household["hukou_place"] = household.jurisdiction
    anywhere = {fact for member in data["members"] for fact in member}
    data["household"] = {**{f: v for f, v in of_household.items() if f not in anywhere}, **told}
    for person, member in zip(data["members"], household.members, strict=True):
        for fact, value in {**usual["member"], **_of_a_child(member)}.items():
            if fact not in person and fact not in told and not _hinted(fact, person):
                person[fact] = value
    return parse_household(data)


def _of_a_child(member: Member) -> dict[str, str]:
    """A child of whose parents nothing is told has parents who care."""
    parents = ("father_status", "mother_status")
    if not is_child(member) or any(fact in member.facts for fact in parents):
        return {}
    return dict.fromkeys(parents, "caring")


def _hinted(fact: str, told: Mapping[str, Any]) -> bool:
    """Whether something told makes the fact open: an illness, a certificate without its level."""
    hints = texts("silence")["open_with"].get(fact, ())
    return any(told.get(hint) not in (None, False, "no", "none") for hint in hints)


@functools.cache
def _usual(vocabulary: Vocabulary) -> dict[str, dict[str, Any]]:
    file = texts("silence")
    found: dict[str, dict[str, Any]] = {"household": {}, "member": {}}
    for fact, spec in vocabulary.facts.items():
        value = file["usual"].get(fact, _plain_no(spec))
        if value is not None and spec.answerable_by == "resident" and fact not in file["never"]:
            found[spec.scope][fact] = value
    return found


def _plain_no(spec: FactSpec) -> Any:
    if spec.type == "bool":
        return False
    return "none" if spec.type == "choice" and "none" in spec.values else None
