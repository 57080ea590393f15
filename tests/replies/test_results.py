"""The example results in docs/results are what the program says today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.replies.__main__ import main, printed

RESULTS = Path(__file__).parents[2] / "docs" / "results"
EXAMPLES = sorted(RESULTS.glob("*.json"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_up_to_date(path: Path) -> None:
    text = printed(json.loads(path.read_text(encoding="utf-8")))
    assert path.with_suffix(".txt").read_text(encoding="utf-8") == text + "\n", (
        f"重新打印：.venv/bin/python -m bot.replies docs/results/{path.name} "
        f"> docs/results/{path.stem}.txt"
    )


def test_there_are_six_with_all_places() -> None:
    assert len(EXAMPLES) == 6
    places = {json.loads(path.read_text(encoding="utf-8"))["jurisdiction"] for path in EXAMPLES}
    assert places == {"fuzhou", "minhou", "xiamen", "guzhang"}
    readme = (RESULTS / "README.md").read_text(encoding="utf-8")
    assert all(f"{path.stem}.txt" in readme for path in EXAMPLES)


def test_what_is_no_household_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.json"
    path.write_text('{"jurisdiction": "nowhere"}', encoding="utf-8")
    assert main([str(path)]) == 2
    assert capsys.readouterr().err.strip()
