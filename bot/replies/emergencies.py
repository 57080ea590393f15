"""Emergencies in words: the numbers and the one thing to do today, then one question of safety."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.replies.model import Reply
from bot.replies.voices import RESIDENT, for_staff, spoken_to, urgent_mark
from eligibility import Choice, Question
from eligibility.files.yamlfile import read_yaml

SAFETY = "safety"


class _Emergency(BaseModel):
    """One kind in `emergencies.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    question: str
    safe: str
    unsafe: str
    again: str
    fact: str | None = None
    aloud: tuple[str, ...]
    staff: str
    aloud_question: str
    child: str


@functools.cache
def _kinds() -> dict[str, _Emergency]:
    loaded = read_yaml(Path(__file__).with_name("emergencies.yml"))
    return {kind: _Emergency.model_validate(texts) for kind, texts in loaded.items()}


def first_help(kind: str, voice: str = RESIDENT, *, child: bool = False) -> Reply:
    """What to do now; for staff, what to say and to do; for a `child`, whom to go to."""
    texts = _kinds()[kind]
    if child:
        return Reply(texts.child)
    if voice == RESIDENT:
        return Reply(texts.text.strip())
    said = [spoken_to(line, voice) for line in texts.aloud]
    return Reply("\n".join([urgent_mark() + said[0], *said[1:], for_staff(texts.staff, voice)]))


def not_safe(kind: str, voice: str = RESIDENT) -> Reply:
    """What to do now when the person is not safe yet."""
    if voice == RESIDENT:
        return Reply(_kinds()[kind].again.strip())
    return first_help(kind, voice)


def kinds_told_by(facts: Iterable[str]) -> list[str]:
    """The kinds of emergency that these facts tell of."""
    told = set(facts)
    return [kind for kind, texts in _kinds().items() if texts.fact in told]


def safety_question(kind: str, voice: str = RESIDENT) -> Question:
    """The one question that follows; its answer tells no fact of the household."""
    texts = _kinds()[kind]
    asked = texts.question if voice == RESIDENT else spoken_to(texts.aloud_question, voice)
    return Question(
        question=SAFETY,
        text=asked,
        why="先要知道您这会儿安不安全。",
        stage="core",
        facts=[],
        choices=[
            Choice(id="yes", label=texts.safe),
            Choice(id="no", label=texts.unsafe),
        ],
    )
