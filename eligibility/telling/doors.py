"""Statuses the household does not have but could apply for, and what each would open."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from eligibility.files.conditions import Condition
from eligibility.files.packs import DoorSpec, ItemSpec, Pack, Rule
from eligibility.judging.evaluation import Evaluator
from eligibility.judging.nodes import Verdict
from eligibility.judging.session import Judged, Session
from eligibility.judging.verdicts import Judgement, judge, truth_of
from eligibility.telling.screening import Door
from eligibility.telling.writing import writer_of

_RANK: dict[Verdict, int] = {"not_eligible": 0, "ended": 0, "unknown": 1, "eligible": 2}


def open_doors(session: Session) -> list[Door]:
    """One door a status, in the order of the place's documents.

    A law of the whole country speaks first where it is in force; else the route that is nearest.
    """
    found = []
    for routes in _by_status([_for_others(session, door) for door in session.doors]):
        leading = max(routes, key=_precedence)
        unlocks = _unlocked(session, routes)
        writer = writer_of(session, leading.pack)
        found.append(writer.door(leading, session.evaluator, unlocks))
    return found


def _by_status(doors: Sequence[Judged]) -> Iterable[list[Judged]]:
    """The open routes to each status, the widest document first (`max` keeps the first)."""
    opened = [door for door in doors if door.judgement.verdict in ("eligible", "unknown")]
    for status in dict.fromkeys(_spec(door).status for door in opened):
        same = [door for door in opened if _spec(door).status == status]
        yield sorted(same, key=lambda door: -len(door.pack.file.beside))


def _for_others(session: Session, door: Judged) -> Judged:
    """The door without those who are told to hold the status already."""
    if door.rule.already is None:
        return door
    judgement, held = door.judgement, judge(session.evaluator, door.rule.already)
    if held.verdict != "eligible":
        return door
    holders = set(held.members or session.evaluator.names)
    members = tuple(name for name in judgement.members if name not in holders)
    unknown = tuple(name for name in judgement.members_unknown if name not in holders)
    rest: Verdict = "eligible" if members else "unknown" if unknown else "not_eligible"
    changed = dataclasses.replace(judgement, verdict=rest, members=members, members_unknown=unknown)
    return door._replace(judgement=changed)


def _precedence(door: Judged) -> tuple[bool, int]:
    return door.pack.file.in_force_from is not None, _RANK[door.judgement.verdict]


def _spec(door: Judged) -> DoorSpec:
    assert isinstance(door.rule.spec, DoorSpec)
    return door.rule.spec


def _unlocked(session: Session, routes: Sequence[Judged]) -> list[str]:
    """Clauses that would be nearer if the status were granted."""
    grants = {fact: value for route in routes for fact, value in _spec(route).grants.items()}
    return nearer(session, grants, _holders(session, routes[0]))


def nearer(
    session: Session, grants: Mapping[str, Any], members: Collection[str] | None
) -> list[str]:
    """Clauses that would be nearer if these facts were so, of these members or (None) of the
    household, by running the engine again."""
    granted = session.evaluator.granting(grants, members)
    facts = frozenset(grants)
    granted.weigh(_conditions(tuple(session.active), facts))
    before = session.verdicts
    found = []
    for pack in session.active:
        rules = _hanging_on(pack, facts)
        hanging = [r for r in rules if _may_rise(r, before, granted, facts)]
        after = session.judged(pack, hanging, granted)
        found += [j.clause for j in after if _is_nearer(before[j.clause], j.judgement, grants)]
    return found


@functools.cache
def _hanging_on(pack: Pack, facts: frozenset[str]) -> tuple[Rule, ...]:
    """What a pack gives, as far as it looks at one of these facts."""
    return tuple(rule for rule in pack.items if _is_money_or_help(rule) and rule.facts & facts)


@functools.cache
def _conditions(packs: tuple[Pack, ...], facts: frozenset[str]) -> tuple[Condition, ...]:
    return tuple([rule.when for pack in packs for rule in _hanging_on(pack, facts)])


def _may_rise(
    rule: Rule, before: dict[str, Judgement], granted: Evaluator, facts: frozenset[str]
) -> bool:
    """Whether a rule that is not met may come nearer: its truth rises, or it hung on the facts."""
    known = before.get(rule.spec.clause)
    if known is None or known.verdict not in ("unknown", "not_eligible"):
        return False
    truth = truth_of(granted, rule.when)
    if truth != _RANK[known.verdict]:
        return truth > _RANK[known.verdict]
    return known.verdict == "unknown" and any(lack.fact in facts for lack in known.lacks)


def _is_money_or_help(rule: Rule) -> bool:
    spec = rule.spec
    return isinstance(spec, ItemSpec) and spec.kind == "benefit" and spec.strength != "soft"


def _is_nearer(before: Judgement, after: Judgement, grants: Mapping[str, Any]) -> bool:
    """Whether the verdict rose, or still hangs on something, but no longer on the status."""
    if _RANK[after.verdict] != _RANK[before.verdict]:
        return _RANK[after.verdict] > _RANK[before.verdict]
    if after.verdict != "unknown":
        return False
    hung = {lack.fact for lack in before.lacks} & grants.keys()
    return bool(hung) and bool(hung - {lack.fact for lack in after.lacks})


def _holders(session: Session, door: Judged) -> Collection[str] | None:
    """Who would hold the status; None where it is the household's."""
    if _spec(door).for_ == "household":
        return None
    judgement = door.judgement
    return judgement.members or judgement.members_unknown or session.evaluator.names[:1]


def place_is_closed(own: Pack, topic: str, items: Iterable[Judged]) -> bool:
    """Whether the place's own document offers nothing of a topic to this household."""
    return not any(
        one.pack is own
        and isinstance(one.rule.spec, ItemSpec)
        and one.rule.spec.topic == topic
        and _is_money_or_help(one.rule)
        and one.judgement.verdict in ("eligible", "unknown")
        for one in items
    )
