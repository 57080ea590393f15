"""The evaluation files, read and checked: messages with facts, and number and place phrases."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

HERE = Path(__file__).parent
Half = Literal["open", "closed"]


class _Case(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Message(_Case):
    """One message as annotated; see README.md for what counts as a fact."""

    text: str
    voice: Literal["resident", "grid_worker", "operator"]
    intent: str
    also: tuple[str, ...] = ()
    household: dict[str, Any] = Field(default_factory=dict)
    members: tuple[dict[str, Any], ...] = ()
    income: tuple[dict[str, Any], ...] = ()
    emergency: str | None = None
    half: Half = "open"


class NumberPhrase(_Case):
    """A short sentence with the quantities in it."""

    text: str
    expect: tuple[dict[str, Any], ...]


class PlacePhrase(_Case):
    """A short sentence with the places in it."""

    text: str
    expect: tuple[dict[str, Any], ...]


def messages() -> list[Message]:
    """All messages, the open half first."""
    found = [
        Message(**{"half": path.stem.split("_")[0], **case})
        for path in sorted((HERE / "messages").glob("*.yml"), reverse=True)
        for case in _read(path)
    ]
    return sorted(found, key=lambda message: message.half, reverse=True)


def number_phrases() -> list[NumberPhrase]:
    return [NumberPhrase(**case) for case in _read(HERE / "phrases" / "numbers.yml")]


def place_phrases() -> list[PlacePhrase]:
    return [PlacePhrase(**case) for case in _read(HERE / "phrases" / "places.yml")]


def _read(path: Path) -> list[dict[str, Any]]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, list):
        raise ValueError(f"{path.name}: a list of cases is expected")
    return content
