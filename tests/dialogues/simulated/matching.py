"""Who is who: the people as the bot calls them, and the people of the hidden household.

The relation decides (child fits son and daughter, other fits everybody); then what is told of the
age; then words the two names share; then the order in which they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.dialogues.simulated.asked import fits
from tests.dialogues.simulated.persona import Persona

_SAME, _ALIKE, _ANYBODY = 10, 7, 1
_CHILDREN = {"child", "son", "daughter"}
_UNNAMED = "家人"


def persons(persona: Persona, members: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The bot's label → the person's name in the hidden household, each used once."""
    rated = []
    for place, member in enumerate(members):
        for order, (name, hidden) in enumerate(persona.members.items()):
            score = _likeness(member, name, hidden)
            if score is not None:
                rated.append((-score, place, order, member["name"], name))
    found: dict[str, str] = {}
    for *_, label, name in sorted(rated):
        if label not in found and name not in found.values():
            found[label] = name
    return found


def _likeness(member: Mapping[str, Any], name: str, hidden: Mapping[str, Any]) -> float | None:
    relation, own = member.get("relation"), hidden["relation"]
    if "self" in (relation, own) and relation != own:
        return None
    if relation == own:
        score = float(_SAME)
    elif {str(relation), own} <= _CHILDREN and "child" in (relation, own):
        score = _ALIKE
    elif relation in ("other", None) or own == "other":
        score = _ANYBODY
    else:
        return None
    known = hidden.get("age"), member.get("age")
    if None not in known:
        score += 3 if fits(*known) else -2
    for fact in ("student_stage", "disability_level", "sex"):
        if member.get(fact) is not None and member[fact] == hidden.get(fact):
            score += 1
    if str(member["name"]).startswith(_UNNAMED):
        return score - 1
    return score + len(set(str(member["name"])) & set(name))
