"""Facts read against facts annotated: right, missed and invented, by kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

from benchmarks.understanding.cases import Message
from benchmarks.understanding.values import same, same_words
from bot.understanding import read_message
from bot.understanding.__main__ import Classify

# Said by `disability`, or not annotated (see the guide).
_OF_MEMBERS_NOT_COUNTED = frozenset(
    {"name", "relation", "disability_level", "disability_type", "sex", "major_illness",
     "mental_or_intellectual_disability", "mental_patient", "flexible_employment",
     "occupational_disease", "special_education_student", "boarding", "cannot_do_acts"}
)  # fmt: skip
_OF_HOUSEHOLDS_NOT_COUNTED = frozenset(
    {"applying_dibao", "applied_before", "needs_someone_to_apply", "housing_m2", "rental_m2",
     "long_term_resident", "cause_illness", "needs_help_now", "family_hukou_split"}
)  # fmt: skip
_MOST_OF_A_KIND = 5
Unit = tuple[str, str, Any]
"""Whose (a relation or "household"), the kind of fact, the value."""


@dataclass
class Score:
    """Counts by kind; `wrong` values count as missed and as invented."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[Message, list[Unit], list[Unit]]] = field(default_factory=list)
    messages: int = 0

    @property
    def exact(self) -> int:
        """Messages without any error."""
        return self.messages - len(self.errors)

    def kinds(self) -> list[str]:
        """Kinds by how often they are annotated."""
        asked = self.right + self.missed + self.invented
        return [kind for kind, _ in asked.most_common()]

    def precision(self, kind: str | None = None) -> float:
        return _share(_of(self.right, kind), _of(self.right, kind) + _of(self.invented, kind))

    def recall(self, kind: str | None = None) -> float:
        return _share(_of(self.right, kind), _of(self.right, kind) + _of(self.missed, kind))


def score(messages: list[Message], classify: Classify) -> Score:
    """Reads every message and compares; `classify` gives the intent or None."""
    result = Score(messages=len(messages))
    for message in messages:
        read = read_message(message.text).to_json(classify(message.text))
        right, missed, invented = compare(message, read)
        result.right.update(kind for _, kind, _ in right)
        result.missed.update(kind for _, kind, _ in missed)
        result.invented.update(kind for _, kind, _ in invented)
        if missed or invented:
            result.errors.append((message, missed, invented))
    return result


def compare(gold: Message, read: dict[str, Any]) -> tuple[list[Unit], list[Unit], list[Unit]]:
    """Facts right, missed and invented in one message."""
    right, missed, invented = _compared(
        _household_units(gold.household), _household_units(read["household"])
    )
    for mine, theirs in _paired(list(gold.members), read["members"]):
        for total, part in zip(
            (right, missed, invented), _compared(_units(mine), _units(theirs)), strict=True
        ):
            total += part
    if gold.emergency != read["emergency"]:
        missed += [("household", "emergency", gold.emergency)] if gold.emergency else []
        invented += [("household", "emergency", read["emergency"])] if read["emergency"] else []
    elif gold.emergency:
        right.append(("household", "emergency", gold.emergency))
    return right, missed, invented


def _compared(gold: list[Unit], read: list[Unit]) -> tuple[list[Unit], list[Unit], list[Unit]]:
    right, missed, left = [], [], list(read)
    for unit in gold:
        found = next((other for other in left if _agrees(unit, other)), None)
        if found is None:
            missed.append(unit)
        else:
            right.append(unit)
            left.remove(found)
    return right, missed, left


def _agrees(gold: Unit, read: Unit) -> bool:
    if gold[1] != read[1]:
        return False
    if gold[1] == "illness":
        return same_words(gold[2], read[2])
    return same(gold[2], read[2])


def _household_units(facts: dict[str, Any]) -> list[Unit]:
    return [
        ("household", fact, value)
        for fact, value in facts.items()
        if fact not in _OF_HOUSEHOLDS_NOT_COUNTED and not _said_otherwise(fact, facts)
    ]


def _said_otherwise(fact: str, facts: dict[str, Any]) -> bool:
    """What one annotator wrote out and another left to the fact that says it already."""
    if fact == "dibao":
        return facts.get("dibao_cut_or_stopped") is not None
    if fact == "district":
        return facts.get("jurisdiction") == "minhou"
    return fact == "jurisdiction" and facts[fact] == "other"


def _units(member: dict[str, Any] | None) -> list[Unit]:
    """The facts of a member, the member's being there among them."""
    if member is None:
        return []
    who = member["relation"]
    units: list[Unit] = [] if who == "self" else [(who, "member", who)]
    for fact, value in member.items():
        if fact in _OF_MEMBERS_NOT_COUNTED:
            continue
        if fact == "illness":
            units += [(who, "illness", word) for word in value]
        elif fact == "disability":
            units += [
                (who, f"disability_{part}", value[part])
                for part in ("type", "level")
                if value.get(part) is not None
            ]
            units.append((who, "disability", True))
        else:
            units.append((who, "age" if fact == "age_range" else fact, value))
    return units


def _paired(
    gold: list[dict[str, Any]], read: list[dict[str, Any]]
) -> list[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Members of one relation side by side, so that most facts agree."""
    pairs: list[tuple[dict[str, Any] | None, dict[str, Any] | None]] = []
    relations = dict.fromkeys(m["relation"] for m in [*gold, *read])
    for relation in relations:
        mine = [m for m in gold if m["relation"] == relation]
        theirs = [m for m in read if m["relation"] == relation]
        pairs += _best(mine, theirs)
    return pairs


def _best(
    gold: list[dict[str, Any]], read: list[dict[str, Any]]
) -> list[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    size = max(len(gold), len(read))
    mine: list[dict[str, Any] | None] = [*gold, *[None] * (size - len(gold))]
    theirs: list[dict[str, Any] | None] = [*read, *[None] * (size - len(read))]
    if size > _MOST_OF_A_KIND:
        return list(zip(mine, theirs, strict=True))
    ranked = max(
        permutations(theirs),
        key=lambda order: sum(
            len(_compared(_units(a), _units(b))[0]) for a, b in zip(mine, order, strict=True)
        ),
    )
    return list(zip(mine, ranked, strict=True))


def _of(counts: Counter[str], kind: str | None) -> int:
    return counts.total() if kind is None else counts[kind]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
