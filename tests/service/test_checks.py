"""What counts as a complaint in the output of `rasa data validate`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.service.training import Project
from scripts import check_rasa

FINE = """\
/x/jieba/__init__.py:44: DeprecationWarning: invalid escape sequence '\\.'
  re_han_default = re.compile("(.)")
/x/rasa/core/tracker_store.py:1044: MovedIn20Warning: Deprecated API features detected!
2026-11-21 21:25:46 INFO     rasa.validator  - Validating intents...
2026-11-21 21:25:46 INFO     rasa.validator  - Story structure validation...
2026-11-21 21:25:46 INFO     rasa.core.training.story_conflict  - No WARNINGs so far.
"""
UNUSED = "/x/io.py:100: UserWarning: The intent 'unused' is not used in any story or rule."
CONFLICT = "2026-11-21 21:25:46 WARNING  rasa.validator  - Story structure conflict after"
COLOURED = f"\x1b[93m{UNUSED}\x1b[0m"


@pytest.mark.parametrize(
    ("line", "expected"),
    [("", []), (UNUSED, [UNUSED]), (COLOURED, [UNUSED]), (CONFLICT, [CONFLICT])],
    ids=["fine", "unused", "coloured", "conflict"],
)
def test_complaints(line: str, expected: list[str]) -> None:
    assert check_rasa.complaints(FINE + line) == expected


@pytest.mark.parametrize(
    ("code", "output", "passes"),
    [(0, FINE, True), (0, FINE + UNUSED, False), (1, FINE, False), (0, "", False)],
    ids=["fine", "warning", "code", "no end"],
)
def test_data_passes_only_when_it_was_looked_at_to_the_end(
    monkeypatch: pytest.MonkeyPatch, code: int, output: str, passes: bool
) -> None:
    monkeypatch.setattr(check_rasa, "_rasa", lambda *_: (code, output))
    assert check_rasa.check_data(Project(Path())) is passes


@pytest.mark.parametrize(
    ("code", "output", "passes"),
    [
        (0, "  Correct:          3 / 3", True),
        (0, "  Correct:          2 / 3", False),
        (0, "  Correct:          0 / 0", False),
        (1, "  Correct:          3 / 3", False),
        (0, "", False),
    ],
)
def test_stories_pass_only_when_all_were_predicted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, output: str, passes: bool
) -> None:
    (tmp_path / check_rasa.STORIES).mkdir(parents=True)
    monkeypatch.setattr(check_rasa, "_rasa", lambda *_: (code, output))
    assert check_rasa.check_stories(Project(tmp_path)) is passes


@pytest.mark.parametrize(("required", "passes"), [("0", True), ("1", False)])
def test_without_stories_the_step_is_skipped_but_not_where_all_parts_are_required(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, required: str, passes: bool
) -> None:
    monkeypatch.setenv("CI_REQUIRE_PARTS", required)
    assert check_rasa.check_stories(Project(tmp_path)) is passes
