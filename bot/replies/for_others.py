"""Asking for somebody else: said once at the start, and who may apply for whom at the end."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from bot.replies.model import Reply
from bot.replies.policy import Where
from bot.replies.policy_sources import Sources
from bot.replies.policy_words import Said
from eligibility import Library
from eligibility.files.yamlfile import read_yaml

AskingFor = Literal["relative", "neighbour", "client"]
FOR_OTHERS: tuple[AskingFor, ...] = get_args(AskingFor)


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Operator(_Words):
    intro: str
    closing: tuple[Said, ...]


class _File(_Words):
    """`for_others.yml`."""

    intro: dict[AskingFor, str]
    closing: dict[AskingFor, tuple[Said, ...]]
    unable: Said
    local: tuple[Said, ...]
    phone: str
    say: dict[AskingFor, str]
    operator: _Operator


@functools.cache
def _words() -> _File:
    return _File.model_validate(read_yaml(Path(__file__).with_name("for_others.yml")))


def for_others_intro(asking_for: AskingFor, voice: str = "resident") -> Reply:
    """Said once, as soon as it is known that somebody asks for another: no name is needed."""
    words = _words()
    return Reply(
        words.operator.intro if voice == "operator" else words.intro[_of(asking_for, voice)]
    )


def for_others_closing(
    asking_for: AskingFor,
    where: Where,
    library: Library,
    day: dt.date,
    *,
    voice: str = "resident",
    tekun: bool = False,
) -> Reply:
    """Who may apply for whom and who must report, with the clauses in force at `where` on `day`.

    `tekun`: whether 特困 is among what the one asked for could apply for.
    """
    words = _words()
    sources = Sources(library, where.place, where.district, day)
    kind = _of(asking_for, voice)
    told = words.operator.closing if voice == "operator" else words.closing[kind]
    lines = [*told, *([words.unable] if tekun else []), *words.local]
    said = _cited(lines, sources)
    if voice != "operator":
        said += [words.phone] if kind == "neighbour" else []
        said += [words.say[kind]] if words.say[kind] else []
    return Reply("\n".join(said))


def _of(asking_for: AskingFor, voice: str) -> AskingFor:
    """A grid worker asks for those they serve, whatever they call them."""
    return "client" if voice == "grid" else asking_for


def _cited(lines: Iterable[Said], sources: Sources) -> list[str]:
    """Those that hold, each with its clause."""
    told = [(line, sources.cite(line.by)) for line in lines]
    return [_sentence(line.text, cite) for line, cite in told if cite or line.always]


def _sentence(text: str, cite: str) -> str:
    return f"{text}{'' if text.endswith('”') else '。'}{cite}"
