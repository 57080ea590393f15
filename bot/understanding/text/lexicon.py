"""The word lists of this package: YAML files in data/, read once."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parents[1] / "data"


@cache
def load(name: str) -> dict[str, Any]:
    """The word list data/<name>.yml as a mapping."""
    content = yaml.safe_load((DATA / f"{name}.yml").read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise ValueError(f"data/{name}.yml must hold a mapping")
    return content


def cues(file: str, *sections: str) -> Callable[[str], re.Pattern[str]]:
    """A look-up of the patterns of data/<file>.yml, or of a section of it; each compiled once."""

    @cache
    def cue(name: str) -> re.Pattern[str]:
        words = load(file)
        for section in sections:
            words = words[section]
        return re.compile(words[name])

    return cue


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the literal words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def either(patterns: Iterable[str]) -> str:
    """A regular expression for any of the patterns, in their order."""
    return "(?:" + "|".join(patterns) + ")"
