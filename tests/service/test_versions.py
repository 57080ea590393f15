"""The version of the rules, and the copies with which a result can be worked out again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.service.versions import ENGINE, copy_of, keep_copy, version_of


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    folder = tmp_path / "eligibility"
    (folder / "packs").mkdir(parents=True)
    (folder / "screen.py").write_text("x = 1\n")
    (folder / "packs" / "minhou.yml").write_text("a: 1\n")
    return folder


def test_the_version_is_the_same_for_the_same_files(engine: Path) -> None:
    first = version_of(engine)
    assert version_of(engine) == first
    assert len(first) == 12
    (engine / "__pycache__").mkdir()
    (engine / "__pycache__" / "screen.pyc").write_bytes(b"x")
    (engine / "packs" / "README.md").write_text("a note")
    assert version_of(engine) == first


@pytest.mark.parametrize("change", ["text", "name", "more"])
def test_any_change_of_the_rules_is_another_version(engine: Path, change: str) -> None:
    before = version_of(engine)
    pack = engine / "packs" / "minhou.yml"
    if change == "text":
        pack.write_text("a: 2\n")
    elif change == "name":
        pack.rename(pack.with_name("fuzhou.yml"))
    else:
        pack.with_name("xiamen.yml").write_text("")
    assert version_of(engine) != before


def test_each_version_is_kept_once(engine: Path, tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    first = keep_copy(versions, engine)
    assert keep_copy(versions, engine) == first
    (engine / "packs" / "minhou.yml").write_text("a: 2\n")
    second = keep_copy(versions, engine)
    assert sorted(path.name for path in versions.iterdir()) == sorted([first, second])


def test_a_copy_that_was_changed_counts_for_nothing(engine: Path, tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    version = keep_copy(versions, engine)
    assert copy_of(versions, version) == versions / version
    (versions / version / "eligibility" / "screen.py").write_text("x = 2\n")
    assert copy_of(versions, version) is None


@pytest.mark.parametrize("version", ["", "..", "../versions", "0" * 12])
def test_what_is_no_version_has_no_copy(engine: Path, tmp_path: Path, version: str) -> None:
    keep_copy(tmp_path / "versions", engine)
    assert copy_of(tmp_path / "versions", version) is None


def test_a_copy_screens_as_the_version_did(tmp_path: Path) -> None:
    version = keep_copy(tmp_path / "versions")
    kept = copy_of(tmp_path / "versions", version)
    assert kept is not None
    household = tmp_path / "household.json"
    told = {"jurisdiction": "minhou", "as_of": "2026-11-22", "household": {"dibao": True}}
    household.write_text(json.dumps(told))
    command = [sys.executable, "-m", "eligibility", "screen", str(household)]
    environment = {**os.environ, "PYTHONPATH": ""}
    said = [
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True).stdout
        for folder in (kept, ENGINE.parent)
    ]
    assert said[0] == said[1]
    assert json.loads(said[0])["as_of"] == "2026-11-22"
