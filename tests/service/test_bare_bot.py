"""The bare bot of the benchmarks stays a fair measure: the same pipeline as ours."""

from __future__ import annotations

from typing import Any

import yaml

from benchmarks.processes import BARE, MAIN
from bot.service.training import Project

# Where a project keeps its dictionary and what its own fallback is called.
OWN = ("dictionary_path", "core_fallback_action_name")
STANDS_IN = ("CountVectorsFeaturizer", "LogisticRegressionClassifier")
"""What Rasa brings for the classifier that is our own component."""


def parts(project: Project, section: str) -> list[dict[str, Any]]:
    config = yaml.safe_load((project.root / project.config).read_text(encoding="utf-8"))
    kept = [part for part in config[section] if not part["name"].startswith(("bot.", *STANDS_IN))]
    return [{k: v for k, v in part.items() if k not in OWN} for part in kept]


def test_the_bare_bot_has_our_pipeline_and_policies() -> None:
    assert parts(BARE, "pipeline") == parts(MAIN, "pipeline")
    assert parts(BARE, "policies") == parts(MAIN, "policies")
