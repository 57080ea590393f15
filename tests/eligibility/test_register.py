"""Every clause of the documents stands in the register once, and says what the reading says."""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from eligibility import Library
from eligibility.files.expressions import numbers_in
from eligibility.files.packs import AmountSpec, GroupSpec, ItemSpec, Pack, amounts_of
from eligibility.telling.register import register
from tests.eligibility.reading_helper import ABSENT, DOCUMENTS, POLICIES, clauses, reading

pytestmark = pytest.mark.skipif(not POLICIES.is_dir(), reason=ABSENT)
PERSONAL = {"group", "benefit", "procedure", "soft"}
# What a formula adds from one class of the reading to the next.
STEPS = {("xiamen-3.4a", 0.05)}
of_each_document = pytest.mark.parametrize("document", DOCUMENTS)


@functools.cache
def read(document: str) -> dict[str, dict[str, Any]]:
    return {clause["id"]: clause for clause in clauses(document)}


def specs(pack: Pack) -> dict[str, GroupSpec | ItemSpec]:
    found: list[GroupSpec | ItemSpec] = [*pack.file.groups, *pack.file.items]
    return {spec.clause: spec for spec in found}


@pytest.fixture(scope="module")
def entries(library: Library) -> dict[str, Any]:
    return {entry["clause"]: entry for entry in register(library)}


@of_each_document
def test_every_clause_is_there_exactly_once(document: str, library: Library) -> None:
    listed = [entry["clause"] for entry in register(library)]
    own = [clause for clause in listed if clause.startswith(f"{document}-")]
    assert Counter(own) == Counter(read(document).keys())
    assert set(Counter(own).values()) == {1}


def test_the_register_holds_nothing_else(entries: dict[str, Any]) -> None:
    assert set(entries) == {clause for document in DOCUMENTS for clause in read(document)}


@of_each_document
def test_personal_clauses_are_pack_entries_and_others_have_a_reason(
    document: str, entries: dict[str, Any]
) -> None:
    for clause, told in read(document).items():
        entry = entries[clause]
        assert (entry["treated"] in PERSONAL) == told["personal"], clause
        if entry["treated"] == "nothing_to_claim":
            assert entry["reason"], clause
            assert len(entry["reason"]) >= 8, clause
        else:
            assert entry["where"], clause
            assert entry["where"].startswith(f"packs/{document}.yml: "), clause


@of_each_document
def test_a_clause_is_treated_as_it_was_read(document: str, entries: dict[str, Any]) -> None:
    found = {c: entries[c]["treated"] for c, told in read(document).items() if told["personal"]}
    wanted = {c: _treated(document, told) for c, told in read(document).items() if c in found}
    assert found == wanted


def _treated(document: str, told: dict[str, Any]) -> str:
    """Groups are those of a household's own place; what stands beside a place has items only."""
    if told["kind"] == "category_definition" and len(DOCUMENTS[document]) == 1:
        # Who Guzhang covers at all is the gate to its three classes, not a class of its own.
        return "benefit" if told["id"] == "guzhang-2.0a" else "group"
    if told["kind"] == "procedure":
        return "procedure"
    return "soft" if told["strength"] == "soft" else "benefit"


@of_each_document
def test_section_strength_and_offices_are_those_of_the_reading(
    document: str, library: Library
) -> None:
    pack = library.packs[document]
    differences = []
    for clause, spec in specs(pack).items():
        told = read(document)[clause]
        offices = pack.file.offices.get(getattr(spec, "offices", None) or "", [])
        strength = getattr(spec, "strength", told["strength"])
        found = (spec.section, strength, offices)
        wanted = (told["section"], told["strength"], told["offices"])
        if found != wanted:
            differences.append(f"{clause}: pack {found}, reading {wanted}")
    assert differences == []


@of_each_document
def test_the_document_is_the_one_that_was_read(document: str, library: Library) -> None:
    told, file = reading(document)["document"], library.packs[document].file
    assert told["number"].startswith(file.number)
    assert file.issued.isoformat() == told["issued"]
    assert file.counts_from.isoformat() == told.get("in_force_from", told["issued"])
    places = (file.jurisdiction,) if file.jurisdiction else tuple(file.beside)
    assert places == DOCUMENTS[document]


def test_the_measures_under_the_law_are_named_as_they_were_read(library: Library) -> None:
    file = library.packs["national"].file
    for item in file.items:
        measure = file.documents[item.document] if item.document else None
        named = f"{measure.number}（{measure.year}）" if measure else file.number
        assert named == read("national")[item.clause]["document"], item.clause


@of_each_document
def test_what_a_pack_cites_is_a_clause_of_a_document(document: str, library: Library) -> None:
    known = {clause for one in DOCUMENTS for clause in read(one)}
    assert set(_cited(library.packs[document])) <= known


def _cited(pack: Pack) -> Iterator[str]:
    file = pack.file
    yield from (step.source for step in file.how_to_apply.steps if step.source)
    yield from (order.source for order in file.how_to_apply.order)
    for topic in file.topics.values():
        yield from (paper.source for paper in (*topic.papers, *topic.not_needed) if paper.source)
        yield from (proxy.source for proxy in topic.on_behalf)
    for door in file.doors:
        yield door.clause
        yield from (limit.source for limit in door.days)
        yield from (paper.source for paper in door.papers or () if paper.source)


# -- figures --------------------------------------------------------------------------------------


@of_each_document
def test_figures_stand_in_the_reading(document: str, library: Library) -> None:
    """Every figure of a pack is in the reading; none is made up."""
    file = library.packs[document].file
    figures = [(i.clause, n) for i in file.items for a in amounts_of(i) for n in _figures(a)]
    figures += [(c, p.value) for c, p in file.parameters.items() if p.value is not None]
    strange = {(clause, n) for clause, n in figures if not _is_read(document, clause, n)}
    assert strange <= STEPS


def _figures(amount: AmountSpec) -> list[float]:
    found = [n for n in (amount.value, amount.low, amount.high) if n]
    found += [n for n in numbers_in(amount.expression) if n != 1]
    if amount.months:
        found += [amount.months.low, amount.months.high]
    return found


def _is_read(document: str, clause: str, number: float) -> bool:
    """In the clause, or in one of the same section, which may set the limit of it."""
    section = read(document)[clause]["section"]
    beside = [told for told in read(document).values() if told["section"] == section]
    told = json.dumps(beside, ensure_ascii=False, default=str)
    ways = {f"{number:g}", f"{number * 100:g}%", f"{number / 10000:g}万"}
    return any(re.search(rf"(?<![\d.]){re.escape(way)}(?!\d)", told) for way in ways)
