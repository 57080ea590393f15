"""A third of the simulated people talk to the running servers.

All of them: `python -m tests.dialogues.simulated --port …` beside `make run`.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import pytest

from tests.dialogues.simulated.__main__ import everybody
from tests.dialogues.simulated.answering import NUMBER, TAP
from tests.dialogues.simulated.judging import Judgement
from tests.dialogues.simulated.persona import personas
from tests.dialogues.simulated.report import failures
from tests.running import RunningServer

pytestmark = pytest.mark.server

EVERY = 3
LEAST_EQUAL = 0.4
"""The share that comes to the engine's own screening; to be raised as reading gets better."""
MOST_LOST = 2
"""How many never come to a result; to be lowered to none."""


@pytest.fixture(scope="module")
def judged(server: RunningServer) -> Sequence[Judgement]:
    return everybody(personas()[::EVERY], server.options.port)


def test_they_come_to_the_screening_of_what_they_said(judged: Sequence[Judgement]) -> None:
    equal = sum(one.success for one in judged)
    assert equal / len(judged) >= LEAST_EQUAL, failures(judged)


def test_they_get_to_an_end(judged: Sequence[Judgement]) -> None:
    lost = [one.talk.stuck for one in judged if not one.talk.answer["done"]]
    assert len(lost) <= MOST_LOST, lost


def test_the_questions_are_few(judged: Sequence[Judgement]) -> None:
    asked = sorted(len(one.talk.core) for one in judged)
    assert statistics.median(asked) <= 8
    assert statistics.quantiles(asked, n=10)[-1] <= 14


def test_two_thirds_of_the_answers_are_free_words(judged: Sequence[Judgement]) -> None:
    ways = [how for one in judged for how in one.talk.answers]
    free = [how for how in ways if how not in (NUMBER, TAP)]
    assert len(free) / len(ways) >= 2 / 3
