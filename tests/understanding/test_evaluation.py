"""What understanding reached on messages nobody wrote rules for does not get lost unseen."""

from collections.abc import Callable

import pytest

from benchmarks.understanding import cases, facts, phrases
from benchmarks.understanding.intents import nearest, training_sentences
from bot.understanding.__main__ import no_intent


@pytest.fixture(scope="module")
def score() -> facts.Score:
    return facts.score(cases.messages(), no_intent)


def test_enough_messages_with_facts() -> None:
    told = [m for m in cases.messages() if m.household or m.members]
    assert len(told) >= 400
    assert {m.voice for m in told} == {"resident", "grid_worker", "operator"}


def test_facts(score: facts.Score) -> None:
    assert score.precision() >= 0.79
    assert score.recall() >= 0.79


@pytest.mark.parametrize(
    ("read", "wrong", "least"),
    [
        (cases.number_phrases, phrases.numbers, 0.94),
        (cases.place_phrases, phrases.places, 0.93),
    ],
    ids=["numbers", "places"],
)  # fmt: skip
def test_phrases(read: Callable[[], list], wrong: Callable[[list], list], least: float) -> None:
    found = read()
    assert 1 - len(wrong(found)) / len(found) >= least


def test_no_message_is_a_training_sentence() -> None:
    long = [message for message in cases.messages() if len(message.text) > 12]
    likeness, text, sentence = nearest(long, [said for said, _ in training_sentences()])[0]
    assert likeness < 0.8, f"{text} | {sentence}"


def test_enough_training_sentences() -> None:
    assert len({sentence for sentence, _ in training_sentences()}) >= 1500
