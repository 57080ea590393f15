"""`rasa data validate` and `rasa test core` in the form that can fail.

    python scripts/check_rasa.py data       # any warning or error is a failure
    python scripts/check_rasa.py stories    # any wrong prediction is a failure

Rasa 3.6.21 exits 0 on warnings even with --fail-on-warnings, and 0 on a failing story without
--fail-on-prediction-errors; both commands look for default paths this project does not have. So
each gets its paths, and what it prints is read.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).absolute().parents[1]
sys.path.insert(0, str(ROOT))

from bot.service.environment import State, quiet_libraries, server_environment  # noqa: E402
from bot.service.training import Project  # noqa: E402

STORIES = "tests/dialogues/stories"
# What the libraries say of each other when they are imported, not of our data.
_FOREIGN = re.compile(r"(Deprecation|MovedIn20)Warning")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_COMPLAINT = re.compile(r"^\S*:\d+: \w*Warning: |\b(WARNING|ERROR|CRITICAL)\b|^Traceback")


def complaints(output: str) -> list[str]:
    """The lines of Rasa's output that tell of a warning or an error."""
    lines = _COLOUR.sub("", output).splitlines()
    return [line for line in lines if _COMPLAINT.search(line) and not _FOREIGN.search(line)]


def check_data(project: Project) -> bool:
    """Whether domain, training data and rules fit together without a warning."""
    code, output = _rasa(
        *("data", "validate", "--fail-on-warnings"),
        *("--config", project.config, "--domain", project.domain, "--data", project.data),
    )
    # A validation that did not get to its end has not found anything either.
    ended = "Story structure validation" in output
    found = complaints(output)
    if code == 0 and ended and not found:
        print("训练数据没有警告。")
        return True
    print(output if code or not ended else "\n".join(found))
    return False


def check_stories(project: Project) -> bool:
    """Whether every story of the test set is predicted as written."""
    if not (project.root / STORIES).exists():
        print(f"还没有 {STORIES}，这一步跳过。")
        return os.environ.get("CI_REQUIRE_PARTS") != "1"
    with tempfile.TemporaryDirectory() as results:
        code, output = _rasa(
            *("test", "core", "--fail-on-prediction-errors", "--no-plot"),
            *("--model", str(project.model), "--stories", STORIES),
            *("--endpoints", "endpoints.yml", "--out", results),
        )
    told = re.search(r"Correct:\s+(\d+) / (\d+)", output)
    if code == 0 and told and told.group(1) == told.group(2) != "0":
        print(f"{told.group(2)} 个故事都与规则一致。")
        return True
    print(output)
    return False


def _rasa(*arguments: str) -> tuple[int, str]:
    with tempfile.TemporaryDirectory() as state:
        environment = server_environment(os.environ, State(Path(state)), 5005, 5055)
        done = subprocess.run(
            [sys.executable, "-m", "rasa", *arguments],
            cwd=ROOT,
            env=quiet_libraries(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    return done.returncode, done.stdout


def main() -> int:
    """Runs the check that is named on the command line; returns the exit code."""
    checks = {"data": check_data, "stories": check_stories}
    if len(sys.argv) != 2 or sys.argv[1] not in checks:
        print(__doc__, file=sys.stderr)
        return 2
    return 0 if checks[sys.argv[1]](Project(ROOT)) else 1


if __name__ == "__main__":
    sys.exit(main())
