"""The head of a first reply: what needs no data, consent, and a grown-up for a child."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.replies.model import Reply
from bot.replies.policy import Where
from bot.replies.policy_sources import Sources
from bot.replies.policy_words import Said, policy_words
from bot.replies.voices import Voice
from eligibility import Choice, Library, Question, Range
from eligibility.files.yamlfile import read_yaml

MOST_MYTHS = 2
"""How many myths of one message are corrected: the first two told."""
LONGEST = 140
"""How many characters one of them may have, its clause included."""
GUARDIAN = "guardian"
GROWN_UP_FOR = 14
"""Below this age a grown-up answers."""


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Myth(_Words):
    lines: tuple[Said, ...]
    always: str


class _Guardian(_Words):
    question: str
    why: str
    here: str
    alone: str
    help: str


class _File(_Words):
    """`first_reply.yml`."""

    myths: dict[str, _Myth]
    right: Said
    without_right: frozenset[str]
    consent: dict[Voice, str]
    count: str
    count_unknown: str
    guardian: _Guardian


@functools.cache
def _words() -> _File:
    return _File.model_validate(read_yaml(Path(__file__).with_name("first_reply.yml")))


# -- what people were told ------------------------------------------------------------------------


def myth_replies(
    ids: Sequence[str], where: Where, library: Library, day: dt.date, topics: Sequence[str] = ()
) -> list[Reply]:
    """One short message for each of the first myths (ids of `bot.understanding.myths`).

    True at `where` on `day`, with its clause where one is in force. `topics` are the matters the
    message names (低保, 特困 …): some myths have an answer of their own for them.
    """
    sources = Sources(library, where.place, where.district, day)
    known = list(dict.fromkeys(name for name in ids if _lines(name) is not None))[:MOST_MYTHS]
    corrected = dict.fromkeys(_corrected(name, sources, topics) for name in known)
    # Two fears may have one answer: its first sentence is not said twice.
    texts = list({text.partition("。")[0]: text for text in corrected}.values())
    if texts and known[-1] not in _words().without_right:
        texts[-1] = _with_right(texts[-1], sources)
    return [Reply(text) for text in texts]


def _lines(name: str) -> tuple[tuple[Said, ...], str] | None:
    """What is said of a myth: here, else among the situations of policy answers."""
    found = _words().myths.get(name) or policy_words().situations.get(name)
    return (found.lines, found.always) if found else None


def _corrected(name: str, sources: Sources, topics: Sequence[str]) -> str:
    lines, always = _lines(name) or ((), "")
    for line in lines:
        cite = sources.cite(line.by)
        if cite and (not line.for_ or set(line.for_) & set(topics)):
            return f"{line.text}。{cite}"
    return f"{always}。"


def _with_right(text: str, sources: Sources) -> str:
    """The text with the right to apply behind it, where there is room."""
    right = _words().right
    cite = sources.cite(right.by)
    added = f"{text}{right.text}。{cite}"
    return added if len(added) <= LONGEST else text


# -- consent --------------------------------------------------------------------------------------


def consent_text(voice: Voice, days: int, count: int | None = None) -> str:
    """What is asked, why and how long it is kept; `count` of questions, where it is known."""
    words = _words()
    number = words.count.format(count=count) if count else words.count_unknown
    return words.consent[voice].format(count=number, days=days).strip()


# -- children -------------------------------------------------------------------------------------


def needs_guardian(age: Any) -> bool:
    """Whether somebody of this age (a number, a range, or nothing known) is a child under 14."""
    if isinstance(age, Range):
        age = age.high
    elif isinstance(age, dict):
        age = age.get("high")
    return isinstance(age, (int, float)) and not isinstance(age, bool) and age < GROWN_UP_FOR


def guardian_question() -> Question:
    """Whether a grown-up is there, in words for a child; it tells no fact of the household."""
    words = _words().guardian
    return Question(
        question=GUARDIAN,
        text=words.question,
        why=words.why,
        stage="core",
        facts=[],
        choices=[Choice(id="here", label=words.here), Choice(id="alone", label=words.alone)],
    )


def without_guardian() -> Reply:
    """Whom a child can call who has no grown-up near; nothing of what they said is kept."""
    return Reply(_words().guardian.help.strip())
