"""Every clause of the documents stands in the register once, and says what the reading says."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
import yaml

from eligibility import Library
from eligibility.packs import GroupSpec, ItemSpec, Pack, amounts_of
from eligibility.register import register
from tests.eligibility.reading_helper import ABSENT, POLICIES, clauses

pytestmark = pytest.mark.skipif(not POLICIES.is_dir(), reason=ABSENT)
PLACES = ("fuzhou", "minhou")
PERSONAL = {"group", "benefit", "procedure", "soft"}


def read(place: str) -> dict[str, dict[str, Any]]:
    return {clause["id"]: clause for clause in clauses(place)}


def specs(pack: Pack) -> dict[str, GroupSpec | ItemSpec]:
    found: list[GroupSpec | ItemSpec] = [*pack.file.groups, *pack.file.items]
    return {spec.clause: spec for spec in found}


@pytest.mark.parametrize("place", PLACES)
def test_every_clause_is_there_exactly_once(place: str, library: Library) -> None:
    listed = [entry["clause"] for entry in register(library)]
    own = [clause for clause in listed if clause.startswith(f"{place}-")]
    assert Counter(own) == Counter(read(place).keys())
    assert Counter(own).most_common(1)[0][1] == 1


def test_the_register_holds_nothing_else(library: Library) -> None:
    listed = {entry["clause"] for entry in register(library)}
    assert listed == {clause for place in PLACES for clause in read(place)}


@pytest.mark.parametrize("place", PLACES)
def test_personal_clauses_are_pack_entries_and_others_have_a_reason(
    place: str, library: Library
) -> None:
    entries = {entry["clause"]: entry for entry in register(library)}
    for clause, told in read(place).items():
        entry = entries[clause]
        assert (entry["treated"] in PERSONAL) == told["personal"], clause
        if entry["treated"] == "nothing_to_claim":
            assert entry["reason"], clause
            assert len(entry["reason"]) >= 8, clause
        else:
            assert entry["where"], clause
            assert entry["where"].startswith(f"packs/{place}.yml: "), clause


@pytest.mark.parametrize("place", PLACES)
def test_a_clause_is_treated_as_it_was_read(place: str, library: Library) -> None:
    entries = {entry["clause"]: entry for entry in register(library)}
    for clause, told in read(place).items():
        if not told["personal"]:
            continue
        if told["kind"] == "category_definition":
            expected = "group"
        elif told["kind"] == "procedure":
            expected = "procedure"
        else:
            expected = "soft" if told["strength"] == "soft" else "benefit"
        assert entries[clause]["treated"] == expected, clause


@pytest.mark.parametrize("place", PLACES)
def test_section_strength_and_offices_are_those_of_the_reading(
    place: str, library: Library
) -> None:
    pack = library.packs[place]
    differences = []
    for clause, spec in specs(pack).items():
        told = read(place)[clause]
        offices = pack.file.offices.get(getattr(spec, "offices", None) or "", [])
        strength = getattr(spec, "strength", told["strength"])
        found = (spec.section, strength, offices)
        wanted = (told["section"], told["strength"], told["offices"])
        if found != wanted:
            differences.append(f"{clause}: pack {found}, reading {wanted}")
    assert differences == []


@pytest.mark.parametrize("place", PLACES)
def test_the_document_is_the_one_that_was_read(place: str, library: Library) -> None:
    text = (POLICIES / place / "clauses.yaml").read_text(encoding="utf-8")
    document = yaml.safe_load(text.split("\nhow_to_apply:")[0])["document"]
    file = library.packs[place].file
    assert (file.number, file.issued.isoformat()) == (document["number"], document["issued"])


@pytest.mark.parametrize("place", PLACES)
def test_numbers_of_amounts_stand_in_the_reading(place: str, library: Library) -> None:
    """Every number a pack pays is in the reading of its clause; none is made up."""
    for clause, spec in specs(library.packs[place]).items():
        told = json.dumps(read(place)[clause], ensure_ascii=False, default=str)
        for number in _numbers(spec):
            ways = {f"{number:g}", f"{number * 100:g}%"}
            assert any(way in told for way in ways), f"{clause}: {number:g}"


def _numbers(spec: GroupSpec | ItemSpec) -> list[float]:
    if isinstance(spec, GroupSpec):
        return []
    found: list[float] = []
    for amount in amounts_of(spec):
        found += [n for n in (amount.value, amount.low, amount.high) if n]
        found += [f for f in amount.product or [] if not isinstance(f, str) and f != 1]
        if amount.months:
            found += [amount.months.low, amount.months.high]
    return found
