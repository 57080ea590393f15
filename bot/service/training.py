"""Decides whether the Rasa model is up to date, and trains it.

The stamp is a hash over everything the model is made from. It imports no Rasa: a start that needs
no training pays milliseconds for it. Rasa's own cache is not asked, because it does not see a
changed jieba dictionary.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.service.environment import quiet_libraries

Say = Callable[[str], None]

_LIBRARIES = ("rasa", "jieba", "scikit-learn")
_LEARNT_FROM = (
    "bot/understanding/cues.py",
    "bot/understanding/data/cues.yml",
    "bot/understanding/text/normalise.py",
    "bot/understanding/data/text.yml",
)
"""What the features of bot/nlu are made with."""
_PROGRESS = re.compile(r"Starting to train component '(\w+)'")


class TrainingFailed(Exception):
    """`rasa train` did not end well; the message says where its output is."""


@dataclass(frozen=True)
class Project:
    """Where a Rasa project keeps its parts; `config`, `domain`, `data` are relative to `root`."""

    root: Path
    config: str = "config.yml"
    domain: str = "domain.yml"
    data: str = "bot/data"
    name: str = "screener"

    @property
    def model(self) -> Path:
        return self.root / "models" / f"{self.name}.tar.gz"

    @property
    def stamp(self) -> Path:
        return self.root / "models" / f"{self.name}.stamp"

    @property
    def log(self) -> Path:
        return self.root / "models" / f"{self.name}.train.log"


def inputs_digest(project: Project) -> str:
    """One hash over config, domain, data, custom components and library versions."""
    digest = hashlib.sha256()
    for path in sorted(set(_input_files(project))):
        digest.update(path.relative_to(project.root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for library in _LIBRARIES:
        digest.update(f"{library}=={importlib.metadata.version(library)}\0".encode())
    return digest.hexdigest()


def is_trained(project: Project) -> bool:
    """Whether the model on disk is the one that was trained from the present inputs."""
    try:
        stamp = json.loads(project.stamp.read_text())
    except (OSError, ValueError):
        return False
    return bool(
        project.model.exists()
        and stamp.get("inputs") == inputs_digest(project)
        and stamp.get("model") == _file_digest(project.model)
    )


def ensure_trained(project: Project, say: Say, *, force: bool = False) -> Path:
    """The path of an up-to-date model, trained now if need be. Raises TrainingFailed."""
    if not force and is_trained(project):
        return project.model
    inputs = inputs_digest(project)
    project.model.parent.mkdir(exist_ok=True)
    project.stamp.unlink(missing_ok=True)
    say("正在训练对话模型（约一分钟，只在内容有改动时才需要）……")
    _train(project, say)
    stamp = {"inputs": inputs, "model": _file_digest(project.model)}
    project.stamp.write_text(json.dumps(stamp))
    say("模型已训练好。")
    return project.model


def _train(project: Project, say: Say) -> None:
    command = [
        *(sys.executable, "-m", "rasa", "train", "--force"),
        *("--config", project.config, "--domain", project.domain, "--data", project.data),
        *("--out", str(project.model.parent), "--fixed-model-name", project.name),
    ]
    with (
        project.log.open("w", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            cwd=project.root,
            env=quiet_libraries(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        assert process.stdout is not None
        try:
            for line in process.stdout:
                log.write(line)
                if found := _PROGRESS.search(line):
                    say(f"  训练 {found.group(1)}")
        except BaseException:
            process.kill()
            raise
    if process.returncode != 0 or not project.model.exists():
        tail = "".join(project.log.read_text(encoding="utf-8").splitlines(keepends=True)[-15:])
        raise TrainingFailed(f"训练没有成功，全部输出在 {project.log}\n{tail}")


def _input_files(project: Project) -> Iterator[Path]:
    for name in (project.config, project.domain, project.data, *_component_folders(project)):
        path = project.root / name
        yield from (file for file in _files_under(path) if _counts(file.relative_to(project.root)))


def _files_under(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (file for file in path.rglob("*") if file.is_file())


def _counts(path: Path) -> bool:
    hidden = any(part.startswith(".") or part == "__pycache__" for part in path.parts)
    return not hidden and not path.name.endswith(("~", ".pyc"))


def _component_folders(project: Project) -> list[str]:
    """Folders of the pipeline's own components, `bot.nlu.reader.MessageReader` -> bot/nlu, and
    what these learn from beside the training data."""
    config = yaml.safe_load((project.root / project.config).read_text(encoding="utf-8"))
    parts = [*(config.get("pipeline") or []), *(config.get("policies") or [])]
    names = [part["name"] if isinstance(part, dict) else part for part in parts]
    own = ["/".join(name.split(".")[:-2]) for name in names if name.startswith("bot.")]
    return [*own, *_LEARNT_FROM] if own else []


def _file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
