"""What is said to somebody who is angry, sad, abusive or moved, before anything else is asked."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from bot.replies.model import Reply
from bot.replies.people import spoken
from bot.replies.policy import Where
from bot.replies.policy_sources import Sources
from bot.replies.policy_words import Said
from eligibility import Library

Tone = Literal["abuse", "sorrow", "thanks_tears", "anger"]
Audience = Literal["resident", "staff"]


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Condolence(_Words):
    lately: str
    other: str
    child: str


class _File(_Words):
    """`tones.yml`."""

    replies: dict[Tone, dict[Audience, str]]
    rights: Said
    condolence: dict[Audience, _Condolence]
    children: frozenset[str]
    acknowledged: dict[Audience, dict[Tone, str]]


@functools.cache
def _words() -> _File:
    text = Path(__file__).with_name("tones.yml").read_text(encoding="utf-8")
    return _File.model_validate(yaml.safe_load(text))


def _audience(voice: str) -> Audience:
    return "resident" if voice == "resident" else "staff"


def tone_reply(
    tone: Tone, where: Where, library: Library, day: dt.date, voice: str = "resident"
) -> Reply:
    """The whole reply of a turn that puts no question; `voice` as in the conversation."""
    right = _words().rights
    cite = Sources(library, where.place, where.district, day).cite(right.by)
    text = _words().replies[tone][_audience(voice)].strip()
    return Reply(text.format(rights=f"{right.text}。{cite}") if tone == "anger" else text)


def acknowledged(tone: Tone, voice: str = "resident") -> str | None:
    """One sentence before what else is replied, where the message is about more than the tone."""
    return _words().acknowledged[_audience(voice)][tone] or None


def condolence(
    label: str, relation: str, lately: bool = False, voice: str = "resident"
) -> str | None:
    """One sentence for a death told among facts (`bot.understanding.tones.loss`)."""
    words = _words().condolence[_audience(voice)]
    if relation in _words().children:
        return words.child
    return (words.lately if lately else words.other).format(who=spoken(label)) or None
