"""Emergencies in words: the numbers and the one thing to do today, then one question of safety."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

import yaml

from bot.replies.model import Reply
from eligibility import Choice, Question

SAFETY = "safety"


@functools.cache
def _texts() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("emergencies.yml")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def first_help(kind: str) -> Reply:
    """What to do now."""
    return Reply(_texts()[kind]["text"].strip())


def not_safe(kind: str) -> Reply:
    """What to do now when the person is not safe yet."""
    return Reply(_texts()[kind]["again"].strip())


def kinds_told_by(facts: Iterable[str]) -> list[str]:
    """The kinds of emergency that these facts tell of."""
    told = set(facts)
    return [kind for kind, texts in _texts().items() if texts.get("fact") in told]


def safety_question(kind: str) -> Question:
    """The one question that follows; its answer tells no fact of the household."""
    texts = _texts()[kind]
    return Question(
        question=SAFETY,
        text=texts["question"],
        why="先要知道您这会儿安不安全。",
        stage="core",
        facts=[],
        choices=[
            Choice(id="yes", label=texts["safe"]),
            Choice(id="no", label=texts["unsafe"]),
        ],
    )
