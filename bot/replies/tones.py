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
RESIDENT = "resident"


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Marks(_Words):
    aloud: str
    private: str


class _Told(_Words):
    resident: str
    staff: str


class _Condolence(_Words):
    lately: str
    other: str
    child: str


class _File(_Words):
    """`tones.yml`."""

    marks: dict[str, _Marks]
    replies: dict[Tone, _Told]
    rights: Said
    condolence: _Condolence
    children: frozenset[str]
    acknowledged: dict[Tone, str]
    read_aloud: str


@functools.cache
def _words() -> _File:
    text = Path(__file__).with_name("tones.yml").read_text(encoding="utf-8")
    return _File.model_validate(yaml.safe_load(text))


def tone_reply(
    tone: Tone, where: Where, library: Library, day: dt.date, voice: str = RESIDENT
) -> Reply:
    """The whole reply of a turn that puts no question; `voice` as in the conversation."""
    words = _words()
    cite = Sources(library, where.place, where.district, day).cite(words.rights.by)
    rights = f"{words.rights.text}。{cite}"
    if voice == RESIDENT:
        return Reply(words.replies[tone].resident.format(rights=rights).strip())
    marks = words.marks[voice].model_dump()
    return Reply(words.replies[tone].staff.format(rights=rights, **marks).strip())


def acknowledged(tone: Tone, voice: str = RESIDENT) -> str | None:
    """One sentence before what else is replied, where the message is about more than the tone."""
    text = _words().acknowledged[tone]
    return _spoken_to(text, voice) if text else None


def condolence(
    label: str, relation: str, lately: bool = False, voice: str = RESIDENT
) -> str | None:
    """One sentence for a death told among facts (`bot.understanding.tones.loss`).

    A grid worker among thirty households is told none; an operator one for a fresh loss.
    """
    words = _words().condolence
    is_child = relation in _words().children
    if voice == "grid" or (voice != RESIDENT and not (lately or is_child)):
        return None
    text = words.child if is_child else words.lately if lately else words.other
    return _spoken_to(text.format(who=spoken(label)), voice)


def _spoken_to(text: str, voice: str) -> str:
    if voice == RESIDENT:
        return text
    return _words().read_aloud.format(aloud=_words().marks[voice].aloud, text=text)
