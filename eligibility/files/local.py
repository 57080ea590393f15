"""What a deployment fills in: a form of local figures for each place, and the switch that
withdraws a place or clause.

`local/<place>.yml` and `local/withdrawn.yml`; the folder may be replaced by the environment
variable SCREENER_LOCAL. A figure counts from its day until the next one; what nobody approved
does not count at all.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eligibility.errors import PackError, problems_of
from eligibility.files.local_form import (
    FIELDS,
    Entry,
    Figure,
    Form,
    Stated,
    Window,
    WindowList,
    Wording,
    read_form,
)
from eligibility.files.vocabulary import HERE, Vocabulary
from eligibility.files.yamlfile import read_yaml

_WITHDRAWN = "withdrawn.yml"
_HUKOU = {"urban": "城镇", "rural": "农村"}


class _WithdrawnFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    withdrawn: list[str] = Field(default_factory=list)


@dataclasses.dataclass(frozen=True)
class Source:
    """Where a local figure comes from, to be shown beside it."""

    from_: dt.date
    document: str
    filled_by: str
    approved_by: str

    @classmethod
    def of(cls, stated: Stated) -> Source:
        """The source of an entry that is in use, where nothing of it can be missing."""
        assert stated.from_ is not None
        return cls(
            stated.from_, stated.document or "", stated.filled_by or "", stated.approved_by or ""
        )

    @property
    def text(self) -> str:
        return f"{self.document}，{self.from_:%Y年%-m月%-d日}起"


@dataclasses.dataclass(frozen=True)
class Local:
    """The deployment's forms, one a place, and its withdrawals (ids of places or clauses)."""

    forms: Mapping[str, Form] = dataclasses.field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()

    def parameters(
        self, place: str, day: dt.date, district: str | None = None, hukou_type: Any = None
    ) -> dict[str, float]:
        """The figures that conditions may use, by their names in facts.yml.

        A district's own figure, or one for 城镇 or 农村 hukou, wins over the general one; where it
        differs by hukou and `hukou_type` is not known, there is none.
        """
        return {
            entry.field.parameter: entry.stated.value
            for entry in self._in_force(place, day, district, hukou_type)
            if entry.field.parameter is not None and isinstance(entry.stated, Figure)
        }

    def texts(self, place: str, day: dt.date, district: str | None = None) -> dict[str, str]:
        """What is only shown, in words, by the form's own names."""
        return {
            entry.field.key: entry.stated.text
            for entry in self._in_force(place, day, district, None)
            if isinstance(entry.stated, Wording)
        }

    def windows(
        self, place: str, day: dt.date | None = None, district: str | None = None
    ) -> list[Window]:
        """The windows of a place, of one district only where it is given and known."""
        for entry in self._in_force(place, day or dt.date.max, None, None):
            if isinstance(entry.stated, WindowList):
                windows = entry.stated.windows
                return [w for w in windows if not district or w.district in (None, district)]
        return []

    def source(
        self,
        place: str,
        name: str,
        day: dt.date,
        district: str | None = None,
        hukou_type: Any = None,
    ) -> Source | None:
        """Since when and by which document a figure or text counts; `name` as in facts.yml or as
        the form says it."""
        for entry in self._in_force(place, day, district, hukou_type):
            stated = entry.stated
            if name in (entry.field.parameter, entry.field.key):
                return Source.of(stated)
        return None

    def _in_force(
        self, place: str, day: dt.date, district: str | None, hukou_type: Any
    ) -> Iterable[Entry]:
        """One entry a field: the most particular that applies, of these the latest."""
        form = self.forms.get(place)
        if form is None:
            return ()
        usable = [entry for entry in form.entries if _counts(entry.stated, day, district)]
        hukou = _HUKOU.get(str(hukou_type))
        chosen: dict[str, Entry] = {}
        for entry in sorted(usable, key=lambda entry: _rank(entry.stated)):
            if _hukou(entry.stated) in (None, hukou):
                chosen[entry.field.key] = entry
        if hukou is None:
            for entry in usable:
                if _hukou(entry.stated) is not None:
                    chosen.pop(entry.field.key, None)
        return chosen.values()


def _counts(stated: Stated, day: dt.date, district: str | None) -> bool:
    began = stated.from_ is not None and stated.from_ <= day
    return began and stated.usable and stated.district in (None, district)


def _hukou(stated: Stated) -> str | None:
    return stated.hukou if isinstance(stated, Figure) else None


def _rank(stated: Stated) -> tuple[int, dt.date]:
    own = (stated.district, _hukou(stated))
    return sum(part is not None for part in own), stated.from_ or dt.date.min


def local_folder() -> Path:
    """Where the deployment keeps its own files."""
    return Path(os.environ.get("SCREENER_LOCAL") or HERE / "local")


def load_local(vocabulary: Vocabulary, folder: Path | None = None) -> Local:
    """The deployment's files; PackError when they are not valid. A missing file counts as empty."""
    folder = folder or local_folder()
    forms: dict[str, Form] = {}
    problems = [
        f"facts.yml → parameters：没有 {field.parameter}，表里的“{field.key}”要用它"
        for field in FIELDS
        if field.parameter is not None and field.parameter not in vocabulary.parameters
    ]
    for path in sorted(folder.glob("*.yml")):
        if path.name == _WITHDRAWN:
            continue
        try:
            forms[path.stem] = read_form(path)
        except PackError as error:
            problems += error.problems
    withdrawn: list[str] = []
    try:
        withdrawn = _withdrawn(folder / _WITHDRAWN)
    except PackError as error:
        problems += error.problems
    if problems:
        raise PackError(problems)
    return Local(forms, frozenset(withdrawn))


def _withdrawn(path: Path) -> list[str]:
    raw = read_yaml(path) if path.exists() else {}
    try:
        return _WithdrawnFile.model_validate(raw).withdrawn
    except ValidationError as error:
        raise PackError([f"{path.name} → {line}" for line in problems_of(error)]) from None
