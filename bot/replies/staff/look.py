"""The two things to look at on the spot: the open facts that settle most."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.replies.people import SELF
from bot.replies.staff.matters import Reading, signs
from bot.replies.staff.texts import for_whom, texts
from eligibility import Door, Group, Household, Item, Screening
from eligibility.telling.guide import Guide, says
from eligibility.telling.screening import Missing

MOST = 2
_SIGNED, _STATUS, _HINTED, _UNLISTED = 3.0, 2.0, 40.0, 0.2


@dataclasses.dataclass(frozen=True)
class Look:
    """One open fact, whose it is, and the short question for it."""

    fact: str
    members: tuple[str, ...]
    text: str


def looks(
    screening: Screening,
    guide: Guide,
    household: Household,
    usual: Reading | None = None,
    most: int = MOST,
) -> list[Look]:
    """What to look at or ask at the door, that which settles most first; at most `most`. With
    `usual`, what the note left out counts as usual, and what is open then matters most."""
    weights: dict[str, float] = defaultdict(float)
    whose: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for missing, weight in _open(*(usual or (screening, guide))):
        weights[missing.fact] += weight * _form(missing.fact).get("weight", 1)
        whose[missing.fact][missing.member or ""] += weight
    for fact, member in dict.fromkeys((m.fact, m.member or "") for m, _ in _open(screening, guide)):
        hinted = _hinted(fact, household)
        if member in hinted or "" in hinted:
            weights[fact] = max(weights[fact], _HINTED * _form(fact).get("weight", 1))
            whose[fact][member] += _HINTED
        elif _form(fact).get("only_after") or _settled(fact, household):
            whose[fact].pop(member, None)
        elif _form(fact).get("always"):
            weights[fact] += _form(fact)["always"]
            whose[fact][member] += 0
    ranked = sorted((fact for fact in weights if whose[fact]), key=lambda fact: -weights[fact])
    return [_look(fact, whose[fact], guide) for fact in _different(ranked)[:most]]


def _different(facts: Sequence[str]) -> list[str]:
    """The facts without those that ask for the same in other words."""
    alike = {fact: n for n, group in enumerate(texts("colours")["same"]) for fact in group}
    found: dict[str | int, str] = {}
    for fact in facts:
        found.setdefault(alike.get(fact, fact), fact)
    return list(found.values())


def _form(fact: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = texts("colours")["look"].get(fact, {"weight": _UNLISTED})
    return found


def _open(screening: Screening, guide: Guide) -> Iterator[tuple[Missing, float]]:
    """Each open fact with the weight that one clause gives it."""
    for part in _parts(screening, guide):
        missing = [one for one in part.missing if _is_for_the_door(one, guide)]
        weight = _STATUS if not isinstance(part, Item) else 1.0
        if isinstance(part, (Item, Door)) and signs(part, guide):
            weight *= _SIGNED
        for one in missing:
            yield one, weight / len(missing)


def _parts(screening: Screening, guide: Guide) -> Iterator[Item | Door | Group]:
    yield from (item for item in (*guide.offered, *guide.waiting) if item.strength == "firm")
    yield from screening.doors
    yield from (group for group in screening.groups if group.verdict == "unknown")


def _is_for_the_door(missing: Missing, guide: Guide) -> bool:
    """Whether somebody there can tell it, and it does not hurt to be asked."""
    words, spec = texts("colours"), guide.vocabulary.facts.get(missing.fact)
    if missing.because not in ("not_asked", "dont_know") or missing.fact in words["never"]:
        return False
    plain = spec is not None and spec.question is not None and not spec.sensitive
    return missing.fact in words["look"] or plain


def _hinted(fact: str, household: Household) -> list[str]:
    """Of whom something was told that makes this the next thing to know: 精神残疾, 几级？"""
    after = texts("colours")["look"].get(fact, {}).get("after", ())
    common = [""] if any(says(household.household.get(one)) for one in after) else []
    own = [m.name for m in household.members if any(says(m.facts.get(one)) for one in after)]
    return [*common, *own]


def _settled(fact: str, household: Household) -> bool:
    """Whether something told of anybody leaves nothing to ask: 五保 have no 低保."""
    unless = _form(fact).get("unless", ())
    return any(says(member.facts.get(one)) for member in household.members for one in unless)


def _look(fact: str, whose: Mapping[str, float], guide: Guide) -> Look:
    """The question, for those whose answer settles most."""
    heaviest = max(whose.values(), default=0)
    names = tuple(name for name, weight in whose.items() if name and weight == heaviest)
    form = texts("colours")["look"].get(fact)
    spec = guide.vocabulary.facts.get(fact)
    text = form["ask"] if form else f"{spec.label if spec else fact}？"
    alone = len(guide.household.members) == 1 and names == (SELF,)
    shown = () if alone else tuple(guide.not_all(names))
    return Look(fact, names, f"{text[:-1]}{for_whom(shown, texts('grid')['self'])}？")
