"""The fixed sentences of `phrases.yml`, loaded once."""

from __future__ import annotations

import functools
from pathlib import Path

from eligibility.files.yamlfile import read_yaml


@functools.cache
def _phrases() -> dict[str, str]:
    return read_yaml(Path(__file__).with_name("phrases.yml"))


def phrase(name: str, **values: object) -> str:
    """The sentence of that name with its gaps filled; KeyError for an unknown name."""
    return _phrases()[name].format(**values).strip()


def has_phrase(name: str) -> bool:
    """Whether there is a sentence of that name."""
    return name in _phrases()
