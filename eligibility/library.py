"""Everything the engine judges by: vocabulary, questions, packs and the deployment's own files."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from eligibility.errors import PackError
from eligibility.local import Local, load_local
from eligibility.packs import Pack, read_pack
from eligibility.questions import QuestionBook, load_questions
from eligibility.vocabulary import HERE, Vocabulary, vocabulary


@dataclasses.dataclass(frozen=True, eq=False)
class Library:
    """Loaded once, then only read."""

    vocabulary: Vocabulary
    packs: dict[str, Pack]
    questions: QuestionBook
    local: Local

    def pack_for(self, jurisdiction: str, district: str | None = None) -> Pack | None:
        """The pack that judges a household asking at a place; a district may have its own."""
        found = (pack for pack in self.packs.values() if pack.file.jurisdiction == jurisdiction)
        pack = next(found, None)
        own = pack.file.districts_elsewhere.get(district or "") if pack else None
        return self.pack_for(own) if own else pack

    @property
    def places(self) -> list[str]:
        """The jurisdictions this project covers."""
        return [pack.file.jurisdiction for pack in self.packs.values()]


def load_library(packs_folder: Path = HERE / "packs", local_folder: Path | None = None) -> Library:
    """The library; PackError naming every problem of every file at once."""
    words = vocabulary()
    packs: dict[str, Pack] = {}
    problems: list[str] = []
    for path in sorted(packs_folder.glob("*.yml")):
        try:
            pack = read_pack(path, words)
        except PackError as error:
            problems += error.problems
        else:
            packs[pack.id] = pack
    for load in (lambda: load_questions(words), lambda: load_local(words, local_folder)):
        try:
            load()
        except PackError as error:
            problems += error.problems
    if problems:
        raise PackError(problems)
    return Library(words, packs, load_questions(words), load_local(words, local_folder))
