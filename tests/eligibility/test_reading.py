"""The packs against the readable `who` lines of the policies, over thousands of random households.

Complete ones, ones with gaps, and ones that were hardly asked anything; always the same ones.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from eligibility import Group, Item, Library, parse_household, screen
from eligibility.files.vocabulary import vocabulary
from eligibility.judging.session import Session
from eligibility.judging.verdicts import Judgement
from tests.eligibility.reading_helper import ABSENT, DOCUMENTS, POLICIES, lines
from tests.eligibility.reading_households import households
from tests.eligibility.reading_logic import Truth3
from tests.eligibility.reading_person import people_of
from tests.eligibility.reading_signs import DERIVED, SIGNS

pytestmark = pytest.mark.skipif(not POLICIES.is_dir(), reason=ABSENT)
# So many households are aimed at each clause, and so many more at none.
COUNTS = {
    "fuzhou": (6, 200),
    "minhou": (6, 200),
    "xiamen": (6, 150),
    "guzhang": (6, 150),
    "fujian": (12, 150),
    "national": (6, 150),
}
# What no household can know: an office or another body has the last word in these.
NEVER_SURE = {
    "fujian-2.2.3.3a",
    "fujian-2.3.1c",
    "fujian-2.3.2d",
    "national-20a",
    "national-33a",
    "national-36a",
    "national-50a",
    "national-dibao13c",
    "national-rigid9a",
    "national-relief2.3a",
    "national-notice1.1d",
}


def judgements(library: Library, document: str, data: dict[str, Any]) -> dict[str, Judgement]:
    """How the engine judges every clause of a document."""
    household, pack = parse_household(data), library.packs[document]
    session = Session(library, household, dt.date(2020, 7, 1))
    assert pack in session.active
    judged = session.judged(pack, (*pack.groups, *pack.items))
    return {one.rule.spec.clause: one.judgement for one in judged}


def difference(
    verdict: str, each: list[Truth3], data: dict[str, Any], found: Judgement
) -> str | None:
    """What engine and reading say differently, if they do."""
    if found.verdict != verdict:
        return f"reading {verdict}, engine {found.verdict}"
    if verdict in ("not_eligible", "ended"):
        return None
    if not found.members and not found.members_unknown:
        alike = len(set(each)) == 1
        return None if alike else f"reading {each}, engine: the whole household"
    names = [member["name"] for member in data["members"]]
    for wanted, listed in ((True, found.members), (None, found.members_unknown)):
        expected = _named(names, each, wanted)
        if list(listed) != expected:
            return f"reading {wanted}: {expected}, engine: {list(listed)}"
    return None


def _named(names: list[str], each: list[Truth3], wanted: Truth3) -> list[str]:
    return [name for name, truth in zip(names, each, strict=True) if truth is wanted]


class Survey(NamedTuple):
    """What came out over all households of a document."""

    document: str
    differences: list[str]
    verdicts: dict[str, Counter[str]]


@pytest.fixture(scope="module", params=DOCUMENTS)
def survey(request: pytest.FixtureRequest, library: Library) -> Survey:
    document = request.param
    read = lines(document)
    found = Survey(document, [], {clause: Counter() for clause in read})
    for data in households(document, 1, *COUNTS[document]):
        people = people_of(data)
        for clause, judgement in judgements(library, document, data).items():
            verdict, each = read[clause].verdict(people)
            found.verdicts[clause][verdict] += 1
            differs = difference(verdict, each, data, judgement)
            if differs:
                found.differences.append(f"{clause}: {differs}; {data}")
    return found


def test_engine_and_reading_agree(survey: Survey) -> None:
    found = survey.differences
    assert not found, f"{len(found)} differ:\n" + "\n".join(found[:3])


def test_the_households_meet_every_verdict_of_every_clause(survey: Survey) -> None:
    for clause, met in survey.verdicts.items():
        wanted = {"eligible", "unknown", "not_eligible"}
        if lines(survey.document)[clause].text == "True":
            wanted = {"eligible"}
        if clause in NEVER_SURE:
            wanted -= {"eligible"}
        if clause == "national-33a":
            wanted = {"unknown"}
        assert wanted <= met.keys(), f"{clause}: {dict(met)}"
        assert clause not in NEVER_SURE or not met["eligible"], clause


@pytest.mark.parametrize("document", DOCUMENTS)
def test_screen_tells_what_was_judged(document: str, library: Library) -> None:
    for data in _few(document):
        told = screen(library, parse_household(data), dt.date(2020, 7, 1), everything=True)
        rules: list[Group | Item] = [*told.groups, *told.items]
        shown = {
            rule.clause: (rule.verdict, tuple(rule.members), tuple(rule.members_unknown))
            for rule in rules
            if rule.clause.startswith(f"{document}-")
        }
        judged = {
            clause: (found.verdict, found.members, found.members_unknown)
            for clause, found in judgements(library, document, data).items()
        }
        assert shown == judged


def _few(document: str) -> Iterator[dict[str, Any]]:
    return (data for number, data in enumerate(households(document, 2, 1, 0)) if number % 5 == 0)


def test_no_sign_of_the_vocabulary_is_left_out() -> None:
    """What stands only behind a maybe(…) is open anyway, whatever suggests it."""
    words = vocabulary()
    matters = {
        matter
        for document in DOCUMENTS
        for who in lines(document).values()
        for matter in who.matters
    }
    assert set(SIGNS) == set(words.suggested) - matters
    assert set(DERIVED) == set(words.derived)
