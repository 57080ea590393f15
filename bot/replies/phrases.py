"""The fixed sentences of `phrases.yml`, loaded once."""

from __future__ import annotations

import functools
from pathlib import Path

import yaml


@functools.cache
def _phrases() -> dict[str, str]:
    path = Path(__file__).with_name("phrases.yml")
    loaded: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def phrase(name: str, **values: object) -> str:
    """The sentence of that name with its gaps filled; KeyError for an unknown name."""
    return _phrases()[name].format(**values).strip()


def has_phrase(name: str) -> bool:
    """Whether there is a sentence of that name."""
    return name in _phrases()
