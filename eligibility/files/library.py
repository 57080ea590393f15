"""Everything the engine judges by: vocabulary, questions, packs and the deployment's own files."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from eligibility.errors import PackError
from eligibility.files.conditions import Condition
from eligibility.files.local import Local, load_local
from eligibility.files.packs import Pack, build_pack, parse_pack
from eligibility.files.questions import QuestionBook, load_questions
from eligibility.files.vocabulary import HERE, Vocabulary, vocabulary

_Loaded = TypeVar("_Loaded")


@dataclasses.dataclass(frozen=True, eq=False)
class Library:
    """Loaded once, then only read."""

    vocabulary: Vocabulary
    packs: dict[str, Pack]
    questions: QuestionBook
    local: Local

    def pack_for(self, jurisdiction: str, district: str | None = None) -> Pack | None:
        """A place's own pack; a district may have its own."""
        found = (pack for pack in self.packs.values() if pack.file.jurisdiction == jurisdiction)
        pack = next(found, None)
        own = pack.file.districts_elsewhere.get(district or "") if pack else None
        return self.pack_for(own) if own else pack

    def packs_at(self, jurisdiction: str, district: str | None = None) -> list[Pack]:
        """Every pack that may judge a household asking at a place: its own, then those beside it,
        the nearest first (province before nation)."""
        own = self.pack_for(jurisdiction, district)
        if own is None:
            return []
        beside = [p for p in self.packs.values() if own.file.jurisdiction in p.file.beside]
        return [own, *sorted(beside, key=lambda pack: len(pack.file.beside))]

    @property
    def places(self) -> list[str]:
        """The jurisdictions this project covers."""
        return [p.file.jurisdiction for p in self.packs.values() if p.file.jurisdiction]


def load_library(packs_folder: Path = HERE / "packs", local_folder: Path | None = None) -> Library:
    """The library; PackError naming every problem of every file at once."""
    words = vocabulary()
    problems: list[str] = []
    packs = _packs(packs_folder, words, problems)
    questions = _tried(functools.partial(load_questions, words), problems)
    local = _tried(functools.partial(load_local, words, local_folder), problems)
    if problems or questions is None or local is None:
        raise PackError(problems)
    return Library(words, packs, questions, local)


def _packs(folder: Path, words: Vocabulary, problems: list[str]) -> dict[str, Pack]:
    """Places first: what stands beside them may refer to their shared conditions."""
    parsed = [
        (path.name, _tried(functools.partial(parse_pack, path), problems))
        for path in _paths(folder)
    ]
    files = [(name, file) for name, file in parsed if file is not None]
    packs: dict[str, Pack] = {}
    elsewhere: dict[str, Condition] = {}
    for name, file in sorted(files, key=lambda one: bool(one[1].beside)):
        pack = _tried(functools.partial(build_pack, file, words, elsewhere, name), problems)
        if pack is not None:
            packs[pack.id] = pack
            named = pack.conditions.items()
            elsewhere |= {f"{pack.id}.{key}": condition for key, condition in named}
    return packs


def _paths(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yml"))


def _tried(load: Callable[[], _Loaded], problems: list[str]) -> _Loaded | None:
    """What was loaded; None, with what is wrong noted, where it is not valid."""
    try:
        return load()
    except PackError as error:
        problems += error.problems
        return None


def in_force(pack: Pack, day: dt.date) -> bool:
    """Whether a document counts on a day: never before its issue or its first day."""
    return day >= pack.file.counts_from
