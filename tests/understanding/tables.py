"""The data files of these tests."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).with_name("data")


@cache
def table(name: str) -> Any:
    """The content of data/<name>.yml."""
    return yaml.safe_load((DATA / f"{name}.yml").read_text(encoding="utf-8"))


def pairs(name: str) -> list[tuple[str, str]]:
    """(key, text) of a file that maps a key to texts."""
    return [(key, str(text)) for key, texts in table(name).items() for text in texts]
