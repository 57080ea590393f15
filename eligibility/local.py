"""What a deployment fills in: dated local figures, and the switch that withdraws a place or clause.

`local/figures.yml` and `local/withdrawn.yml`; the folder may be replaced by the environment
variable SCREENER_LOCAL. A figure counts from its day until the next one of the same name.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eligibility.errors import PackError, problems_of
from eligibility.vocabulary import HERE, Vocabulary
from eligibility.yamlfile import read_yaml


class Figure(BaseModel):
    """One local figure from a day on, with where it was published."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    place: str
    name: str
    from_: dt.date = Field(alias="from")
    value: float = Field(gt=0)
    source: str


class _FiguresFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    figures: list[Figure] = Field(default_factory=list)


class _WithdrawnFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    withdrawn: list[str] = Field(default_factory=list)


_File = TypeVar("_File", bound=BaseModel)


@dataclasses.dataclass(frozen=True)
class Local:
    """The deployment's figures and its withdrawals (ids of places or clauses)."""

    figures: tuple[Figure, ...] = ()
    withdrawn: frozenset[str] = frozenset()

    def parameters(self, place: str, day: dt.date) -> dict[str, float]:
        """The figures in force at a place on a day."""
        known = [f for f in self.figures if f.place == place and f.from_ <= day]
        return {f.name: f.value for f in sorted(known, key=lambda figure: figure.from_)}


def local_folder() -> Path:
    """Where the deployment keeps its own files."""
    return Path(os.environ.get("SCREENER_LOCAL") or HERE / "local")


def load_local(vocabulary: Vocabulary, folder: Path | None = None) -> Local:
    """The deployment's files; PackError when they are not valid. A missing file counts as empty."""
    folder = folder or local_folder()
    figures = _read(folder / "figures.yml", _FiguresFile).figures
    withdrawn = _read(folder / "withdrawn.yml", _WithdrawnFile).withdrawn
    known = "、".join(vocabulary.parameters)
    problems = [
        f"figures.yml → figures[{i}]：没有叫“{figure.name}”的参数；可用：{known}"
        for i, figure in enumerate(figures)
        if figure.name not in vocabulary.parameters
    ]
    if problems:
        raise PackError(problems)
    return Local(tuple(figures), frozenset(withdrawn))


def _read(path: Path, model: type[_File]) -> _File:
    raw = read_yaml(path) if path.exists() else {}
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise PackError([f"{path.name} → {line}" for line in problems_of(error)]) from None
