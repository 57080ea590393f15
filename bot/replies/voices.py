"""One sentence in three voices: said to a resident, or marked for staff who say it on."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from eligibility.files.yamlfile import read_yaml

Voice = Literal["resident", "grid", "operator"]
RESIDENT = "resident"


class _Marks(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    aloud: str
    private: str


class _File(BaseModel):
    """`voices.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    operator: _Marks
    grid: _Marks
    urgent: str

    def of(self, voice: str) -> _Marks:
        return self.operator if voice == "operator" else self.grid


@functools.cache
def _words() -> _File:
    return _File.model_validate(read_yaml(Path(__file__).with_name("voices.yml")))


def spoken_to(text: str, voice: str) -> str:
    """A sentence for the person: as it is, or marked as one that staff read or say to them."""
    return text if voice == RESIDENT else _words().of(voice).aloud.format(text=text)


def for_staff(text: str, voice: str) -> str:
    """A sentence that is for staff alone."""
    return _words().of(voice).private.format(text=text)


def urgent_mark() -> str:
    """What leads a matter that cannot wait."""
    return _words().urgent
