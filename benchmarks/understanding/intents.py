"""Intents by the trained model, beside what readers would choose; and how near the two sets are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.understanding.cases import Message

TRAINING = Path(__file__).parents[2] / "bot" / "data" / "nlu"
MAIN = ("screen_me", "ask_policy", "ask_where", "ask_amount", "case_trouble", "out_of_scope")


@dataclass(frozen=True)
class Guess:
    """What the model took a message for."""

    message: Message
    name: str
    confidence: float

    @property
    def strict(self) -> bool:
        return self.name == self.message.intent

    @property
    def lenient(self) -> bool:
        return self.strict or self.name in self.message.also


def guesses(
    messages: list[Message], classify: Callable[[str], dict[str, Any] | None]
) -> list[Guess]:
    """The model's intent for every message."""
    found = []
    for message in messages:
        intent = classify(message.text) or {"name": "", "confidence": 0.0}
        found.append(Guess(message, intent["name"], intent["confidence"]))
    return found


def macro_f1(found: list[Guess]) -> float:
    """The mean F1 of the six intents that are not about the conversation itself."""
    return sum(_f1(found, name) for name in MAIN) / len(MAIN)


def confusions(found: list[Guess]) -> Counter[tuple[str, str]]:
    """How often an intent (first) was taken for another (second); right ones included."""
    return Counter((guess.message.intent, guess.name) for guess in found)


def training_sentences() -> list[tuple[str, str]]:
    """Sentence and intent of all training files."""
    found: list[tuple[str, str]] = []
    for path in sorted(TRAINING.glob("*.yml")):
        for group in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = (line.strip() for line in group["examples"].splitlines())
            found += [(line[2:], group["intent"]) for line in lines if line.startswith("- ")]
    return found


def nearest(messages: list[Message], sentences: list[str]) -> list[tuple[float, str, str]]:
    """For every message its nearest training sentence, by the cosine of character n-grams."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True)
    trained = vectors.fit_transform(sentences)
    asked = vectors.transform([message.text for message in messages])
    likeness = (asked @ trained.T).toarray()
    best = likeness.argmax(axis=1)
    found = [(float(likeness[i, j]), messages[i].text, sentences[j]) for i, j in enumerate(best)]
    return sorted(found, reverse=True)


def _f1(found: list[Guess], name: str) -> float:
    right = sum(guess.name == name == guess.message.intent for guess in found)
    guessed = sum(guess.name == name for guess in found)
    there = sum(guess.message.intent == name for guess in found)
    return 2 * right / (guessed + there) if guessed + there else 1.0
