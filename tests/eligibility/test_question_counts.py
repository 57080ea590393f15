"""How many questions drawn families need, and that fewer would not do much better."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.interview.answering import interview
from benchmarks.interview.families import PLACES, Family, families
from benchmarks.interview.shortest import Search
from benchmarks.interview.verdicts import core_verdicts, count_open, limited_to
from benchmarks.report import quantile
from eligibility import Library

MEDIAN, NINE_OF_TEN = 8, 14


@pytest.fixture(scope="module")
def drawn() -> list[Family]:
    """The same few families of every place."""
    return [family for place in PLACES for family in families(place, 10)]


def test_an_interview_is_short(drawn: list[Family], library: Library) -> None:
    lengths = [len(list(interview(library, one.told, one.truth))) for one in drawn]
    assert quantile(lengths, 0.5) <= MEDIAN
    assert quantile(lengths, 0.9) <= NINE_OF_TEN


def test_what_was_answered_is_judged_as_the_family_is(
    drawn: list[Family], library: Library
) -> None:
    for family in drawn[::2]:
        household = family.told
        for step in interview(library, family.told, family.truth):
            assert step.question.question not in step.before.asked
            household = step.after
        found = core_verdicts(library, household)
        true = core_verdicts(library, limited_to(household, family.truth))
        verdicts = {key: value[0] for key, value in found.items()}
        assert verdicts == {key: true[key][0] for key in found}, family.name


def test_no_question_opens_more_than_it_settles(drawn: list[Family], library: Library) -> None:
    """Once place and people are known."""
    for family in drawn[::4]:
        for step in interview(library, family.told, family.truth):
            if step.question.question in ("place", "people") or not step.before.jurisdiction:
                continue
            before, after = (
                count_open(core_verdicts(library, one)) for one in (step.before, step.after)
            )
            assert after <= before, (family.name, step.question.question)


def test_the_search_finds_no_longer_way_than_was_gone(
    drawn: list[Family], library: Library
) -> None:
    saved: Counter[int] = Counter()
    for family in drawn[::5]:
        steps = list(interview(library, family.told, family.truth))
        final = core_verdicts(library, steps[-1].after)
        names = [step.question.question for step in steps]
        found = Search(library, family.told, family.truth, final, most=300).run(names)
        assert found.least <= len(found.questions) <= len(names)
        saved[len(names) - len(found.questions)] += 1
    assert saved
