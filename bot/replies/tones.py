"""What is said to somebody who is angry, sad, abusive or moved, before anything else is asked."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.replies.model import Reply
from bot.replies.people import spoken
from bot.replies.policy import Where
from bot.replies.policy_sources import Sources
from bot.replies.policy_words import Said
from bot.replies.voices import RESIDENT, for_staff, spoken_to
from eligibility import Library
from eligibility.files.yamlfile import read_yaml

Tone = Literal["abuse", "sorrow", "thanks_tears", "anger"]


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Told(_Words):
    resident: str
    staff: tuple[str, ...]
    aside: str


class _Condolence(_Words):
    lately: str
    other: str
    child: str


class _File(_Words):
    """`tones.yml`."""

    replies: dict[Tone, _Told]
    rights: Said
    condolence: _Condolence
    children: frozenset[str]
    acknowledged: dict[Tone, str]


@functools.cache
def _words() -> _File:
    return _File.model_validate(read_yaml(Path(__file__).with_name("tones.yml")))


def tone_reply(
    tone: Tone, where: Where, library: Library, day: dt.date, voice: str = RESIDENT
) -> Reply:
    """The whole reply of a turn that puts no question; `voice` as in the conversation."""
    words = _words()
    cite = Sources(library, where.place, where.district, day).cite(words.rights.by)
    rights = f"{words.rights.text}。{cite}"
    told = words.replies[tone]
    if voice == RESIDENT:
        return Reply(told.resident.format(rights=rights).strip())
    said = [spoken_to(line, voice) for line in told.staff]
    return Reply("\n".join([*said, for_staff(told.aside.format(rights=rights), voice)]))


def acknowledged(tone: Tone, voice: str = RESIDENT) -> str | None:
    """One sentence before what else is replied, where the message is about more than the tone."""
    text = _words().acknowledged[tone]
    return spoken_to(text, voice) if text else None


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
    return spoken_to(text.format(who=spoken(label)), voice)
