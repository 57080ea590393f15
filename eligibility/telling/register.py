"""The register: every clause of every document, and what became of it."""

from __future__ import annotations

from typing import Literal, TypedDict

from eligibility.files.library import Library
from eligibility.files.packs import ItemSpec, Pack

Treatment = Literal["group", "benefit", "procedure", "soft", "parameter", "nothing_to_claim"]


class Entry(TypedDict):
    """One clause: how it is treated, where it stands, and the reason where it gives nothing."""

    clause: str
    treated: Treatment
    where: str | None
    reason: str | None


def register(library: Library) -> list[Entry]:
    """Every clause id of the packs, each once, in the order of the packs."""
    return [entry for pack in library.packs.values() for entry in _entries(pack)]


def _entries(pack: Pack) -> list[Entry]:
    file = f"packs/{pack.id}.yml"
    found: list[Entry] = [
        _entry(spec.clause, "group", f"{file}: {spec.group}") for spec in pack.file.groups
    ]
    found += [
        _entry(spec.clause, _treated(spec), f"{file}: {spec.topic}") for spec in pack.file.items
    ]
    found += [_entry(clause, "parameter", f"{file}: parameters") for clause in pack.file.parameters]
    found += [
        Entry(clause=clause, treated="nothing_to_claim", where=None, reason=reason)
        for clause, reason in pack.file.nothing_to_claim.items()
    ]
    return found


def _treated(spec: ItemSpec) -> Treatment:
    if spec.kind == "procedure":
        return "procedure"
    return "soft" if spec.strength == "soft" else "benefit"


def _entry(clause: str, treated: Treatment, where: str) -> Entry:
    return Entry(clause=clause, treated=treated, where=where, reason=None)
