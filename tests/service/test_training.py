"""When the model is trained: whenever an input has changed, and at no other time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.service import training
from bot.service.training import Project, TrainingFailed, ensure_trained, inputs_digest, is_trained

CONFIG = """
recipe: default.v1
pipeline:
  - name: JiebaTokenizer
  - name: bot.nlu.reader.MessageReader
policies:
  - name: RulePolicy
"""
INPUTS = [
    "config.yml",
    "domain.yml",
    "bot/data/nlu/greet.yml",
    "bot/data/jieba/words.txt",
    "bot/nlu/reader.py",
    "bot/nlu/tables.yml",
]
OTHERS = [
    "README.md",
    "endpoints.yml",
    "bot/actions/interview.py",
    "bot/data/nlu/.greet.yml.swp",
    "bot/data/nlu/greet.yml~",
    "bot/nlu/__pycache__/reader.cpython-311.pyc",
]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in INPUTS:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CONFIG if name == "config.yml" else f"{name}: 1\n")
    return Project(tmp_path)


@pytest.fixture
def trainings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Takes the place of `rasa train`; holds one entry for each training."""
    done: list[str] = []

    def train(project: Project, say: training.Say) -> None:
        done.append(inputs_digest(project))
        project.model.write_text(f"model {len(done)}")

    monkeypatch.setattr(training, "_train", train)
    return done


def silent(_line: str) -> None:
    return


@pytest.mark.parametrize("name", INPUTS)
def test_a_changed_input_changes_the_stamp(project: Project, name: str) -> None:
    before = inputs_digest(project)
    with (project.root / name).open("a") as file:
        file.write("# one more line\n")
    assert inputs_digest(project) != before


@pytest.mark.parametrize("name", INPUTS[3:])
def test_a_removed_or_renamed_input_changes_the_stamp(project: Project, name: str) -> None:
    before = inputs_digest(project)
    path = (project.root / name).rename(project.root / f"{name}.old")
    renamed = inputs_digest(project)
    path.unlink()
    assert len({before, renamed, inputs_digest(project)}) == 3


@pytest.mark.parametrize("name", OTHERS)
def test_another_file_does_not_change_the_stamp(project: Project, name: str) -> None:
    before = inputs_digest(project)
    path = project.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("anything")
    assert inputs_digest(project) == before


def test_a_touched_file_does_not_change_the_stamp(project: Project) -> None:
    before = inputs_digest(project)
    os.utime(project.root / "domain.yml", (0, 0))
    assert inputs_digest(project) == before


def test_another_release_of_a_library_changes_the_stamp(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inputs_digest(project)
    monkeypatch.setattr(training.importlib.metadata, "version", lambda _name: "99")
    assert inputs_digest(project) != before


def test_it_trains_once_and_again_after_a_change_of_the_dictionary(
    project: Project, trainings: list[str]
) -> None:
    ensure_trained(project, silent)
    ensure_trained(project, silent)
    assert len(trainings) == 1
    (project.root / "bot/data/jieba/words.txt").write_text("低保 100 n\n")
    ensure_trained(project, silent)
    assert len(trainings) == 2


def test_it_trains_when_told_to(project: Project, trainings: list[str]) -> None:
    ensure_trained(project, silent)
    ensure_trained(project, silent, force=True)
    assert len(trainings) == 2


@pytest.mark.usefixtures("trainings")
def test_a_model_that_is_not_the_trained_one_is_not_taken(project: Project) -> None:
    ensure_trained(project, silent)
    project.model.write_text("from elsewhere")
    assert not is_trained(project)


@pytest.mark.usefixtures("trainings")
def test_a_spoilt_stamp_is_no_stamp(project: Project) -> None:
    ensure_trained(project, silent)
    project.stamp.write_text("{")
    assert not is_trained(project)


def test_after_a_failed_training_the_old_model_does_not_count(
    project: Project, trainings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_trained(project, silent)
    (project.root / "domain.yml").write_text("broken: 1\n")

    def fail(_project: Project, _say: training.Say) -> None:
        raise TrainingFailed("no")

    monkeypatch.setattr(training, "_train", fail)
    with pytest.raises(TrainingFailed):
        ensure_trained(project, silent)
    (project.root / "domain.yml").write_text("domain.yml: 1\n")
    assert not is_trained(project)
