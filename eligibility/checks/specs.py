"""Conditions as written: which names a pack's rules lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from eligibility.files.conditions import ConditionSpec, SpecOrName
from eligibility.files.household import Jurisdiction
from eligibility.files.packs import DoorSpec, PackFile, Rule

PLACES: tuple[str, ...] = get_args(Jurisdiction)
"""The places a household may name."""


def place_of(rule: Rule) -> str:
    """How a message names a rule: by its clause, a door by its status."""
    spec = rule.spec
    return f"doors（{spec.status}）" if isinstance(spec, DoorSpec) else spec.clause


def roots(file: PackFile) -> Iterator[tuple[str, SpecOrName]]:
    """Every condition a rule states, with the clause (or section) it belongs to."""
    for spec in (*file.groups, *file.items):
        yield spec.clause, spec.when
    for door in file.doors:
        yield f"doors（{door.status}）", door.when
    for item in file.items:
        if item.already is not None:
            yield f"{item.clause}.already", item.already
    for silent in file.city_document.silent if file.city_document else ():
        yield f"city_document.{silent.clause}", silent.when


def parts(spec: SpecOrName) -> list[SpecOrName]:
    """The conditions directly below one."""
    if isinstance(spec, str):
        return []
    singles = (
        spec.not_,
        spec.any_member,
        spec.every_member,
        spec.any_supporter,
        spec.every_supporter_state,
    )
    return [*(spec.all_ or ()), *(spec.any_ or ()), *(one for one in singles if one is not None)]


def names_used(file: PackFile, also: Iterable[str] = ()) -> set[str]:
    """Names that rules lead to, also through shared conditions; `also` are used by other packs."""
    found: set[str] = set()
    waiting: list[SpecOrName] = [*(root for _, root in roots(file)), *also]
    while waiting:
        spec = waiting.pop()
        if isinstance(spec, str):
            if spec not in found and spec in file.conditions:
                waiting.append(file.conditions[spec])
            found.add(spec)
        waiting += parts(spec)
    return found


def unguarded(
    spec: SpecOrName,
    shared: Mapping[str, SpecOrName],
    guarded: frozenset[str] = frozenset(),
    seen: frozenset[str] = frozenset(),
) -> set[str]:
    """Names with a dot that stand under no test of their own jurisdiction."""
    if isinstance(spec, str):
        if "." in spec:
            return set() if spec.partition(".")[0] in guarded else {spec}
        if spec not in shared or spec in seen:
            return set()
        return unguarded(shared[spec], shared, guarded, seen | {spec})
    if spec.all_ is not None:
        guarded |= {place for part in spec.all_ for place in _places(part, shared)}
    found: set[str] = set()
    for part in parts(spec):
        found |= unguarded(part, shared, guarded, seen)
    return found


def _places(spec: SpecOrName, shared: Mapping[str, SpecOrName]) -> set[str]:
    """The jurisdiction that a condition of an “all” pins down."""
    if isinstance(spec, str):
        return _places(shared[spec], shared) if spec in shared else set()
    pinned = isinstance(spec, ConditionSpec) and spec.fact == "jurisdiction"
    return {str(spec.is_)} if pinned and spec.is_ is not None else set()
