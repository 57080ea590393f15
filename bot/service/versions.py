"""Which rules and figures results were worked out with, and a copy of each version that ran.

The version is one hash over everything a screening depends on: the code of the engine, its packs,
vocabulary, questions and the deployment's own figures. The copies lie in the state directory, so
that a result can be worked out again years later with the version it was told by.
"""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
from pathlib import Path

ENGINE = Path(__file__).absolute().parents[2] / "eligibility"
VERSION = "SCREENER_VERSION"
_COUNT = (".py", ".yml")
_LENGTH = 12


def version_of(engine: Path = ENGINE) -> str:
    """Twelve characters that differ where any file of the engine does."""
    digest = hashlib.sha256()
    for path in _files(engine):
        digest.update(path.relative_to(engine).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:_LENGTH]


@functools.cache
def running_version() -> str:
    """The version this process serves: the one it was started with, if the supervisor said so."""
    return os.environ.get(VERSION) or version_of()


def keep_copy(folder: Path, engine: Path = ENGINE) -> str:
    """Copies the engine under its version, once; the version.

    `folder` holds the copies: `<version>/eligibility/…`.
    """
    version = version_of(engine)
    kept = folder / version
    if kept.exists():
        return version
    unfinished = folder / f".{version}.{os.getpid()}"
    for path in _files(engine):
        to = unfinished / engine.name / path.relative_to(engine)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)
    unfinished.rename(kept)
    return version


def copy_of(folder: Path, version: str) -> Path | None:
    """Where a version can be run; None where there is no copy of it, or no longer the same."""
    kept = folder / version
    return kept if version_of(kept / ENGINE.name) == version else None


def _files(engine: Path) -> list[Path]:
    return sorted(
        path
        for path in engine.rglob("*")
        if path.suffix in _COUNT and not path.name.startswith(".")
    )
