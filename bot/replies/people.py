"""People in the words in which they were told: 您, 老伴, 女儿, 那位."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from eligibility.files.yamlfile import read_yaml

SELF = "本人"
ELDER_FROM = 60
_NUMBERED = re.compile(r"(?P<word>\D+)\d+")
_UNNAMED = re.compile(r"家人\d+")


class _File(BaseModel):
    """`people.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinder: dict[str, frozenset[str]]
    one_of_several: str
    unnamed: str
    self: str
    elder: str
    somebody: str
    case: str
    caller: str
    said_back: frozenset[str]
    writer: frozenset[str]


@functools.cache
def _words() -> _File:
    return _File.model_validate(read_yaml(Path(__file__).with_name("people.yml")))


def is_unnamed(label: str) -> bool:
    """家人2: somebody who was only counted."""
    return bool(_UNNAMED.fullmatch(label))


def called(label: str | None, you: str) -> str:
    """Somebody in the family as they are spoken of, the one it is about as `you`."""
    return you if label in (None, SELF) else spoken(str(label))


def spoken(label: str) -> str:
    """The label of somebody in the family as it is said to their kin."""
    words = _words()
    if is_unnamed(label):
        return words.unnamed
    numbered = _NUMBERED.fullmatch(label)
    if numbered:
        return words.one_of_several.format(label=numbered["word"])
    return next((kind for kind, rough in words.kinder.items() if label in rough), label)


def spoken_self(
    told_as: str | None = None,
    asking_for: str | None = None,
    age: float | None = None,
    voice: str = "resident",
) -> str:
    """The one the household is about: 您, or another word when somebody else asks for them.

    `told_as` is the word that stood for them in the message (我, 户主, 隔壁).
    """
    words = _words()
    if told_as in words.said_back:
        return str(told_as)
    others = asking_for in ("neighbour", "client") or (
        asking_for == "relative" and told_as is not None and told_as not in words.writer
    )
    if voice == "grid":
        return words.case
    if voice == "operator" and not others:
        return words.caller
    if not others:
        return words.self
    return words.elder if age is not None and age >= ELDER_FROM else words.somebody
