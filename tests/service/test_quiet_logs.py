"""What people say does not reach a log, however it gets into a log record."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.service.quiet_logs import LONGEST, bare_traceback, masked, quiet_event, quiet_factory
from tests.running import ROOT, free_ports

SAID = "我爱人肝癌，电话13859012345"
ESCAPED = json.dumps(SAID)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Registered function for 'action_ask'.", "Registered function for 'action_ask'."),
        ("Starting Rasa server on http://127.0.0.1:5005", None),
        (f"Failed to parse {SAID}", "Failed to parse …"),
        (f"Failed to parse {ESCAPED}", 'Failed to parse "…"'),
        ("read b'\\xe6\\x88\\x91'", "read b'…'"),
        ("turn of 350122197001011234", "turn of …"),
        (
            "(sqlite3.OperationalError) database is locked\n[SQL: INSERT] [parameters: (65, 'x')]",
            "(sqlite3.OperationalError) database is locked\n…",
        ),
        ('500: {"error": "bad", "request_body": {"age": 65}}', '500: {"error": "bad", …'),
        ("{'sender_id': 'a', 'text': 'help me'}", "{'sender_id': 'a', …"),
    ],
)
def test_masking(message: str, expected: str | None) -> None:
    assert masked(message) == (message if expected is None else expected)


def test_a_long_message_is_cut() -> None:
    assert len(masked("a b " * 1000)) == LONGEST + 1


def chained() -> BaseException:
    try:
        try:
            int(SAID)
        except ValueError as error:
            raise RuntimeError(f"about {SAID}") from error
    except RuntimeError as error:
        return error


def test_a_traceback_keeps_places_and_types_only() -> None:
    told = bare_traceback(chained())
    assert "test_quiet_logs.py" in told
    assert told.index("RuntimeError") < told.index("caused by:") < told.index("ValueError")
    assert "肝癌" not in told


def test_a_missing_name_is_told() -> None:
    assert bare_traceback(ImportError("no module named tables")).endswith("no module named tables")


def test_a_record_holds_nothing_that_was_said() -> None:
    make = quiet_factory(logging.LogRecord)
    error = chained()
    info = (type(error), error, error.__traceback__)
    record = make("rasa", logging.ERROR, "a.py", 1, "turn %s of %s", (SAID, "b"), info)
    shown = logging.Formatter("%(levelname)s %(message)s").format(record)
    assert record.exc_info is None
    assert shown.startswith("ERROR turn … of b\n")
    assert shown.endswith("ValueError")
    assert "肝癌" not in shown


def test_a_record_that_does_not_fit_its_arguments_is_quiet_too() -> None:
    record = quiet_factory(logging.LogRecord)("x", 20, "a.py", 1, "%d %d", (SAID,), None)
    assert record.getMessage() == "a log message that does not fit its arguments"


def test_structured_events_lose_messages_and_exceptions() -> None:
    event = {
        "event": "interpolator.interpolate.text",
        "event_info": "no such slot",
        "response": {"text": SAID},
        "slot_values": "65",
        "rasa_events": [SAID],
        "sender_id": "a",
        "exc_info": ValueError(SAID),
    }
    assert quiet_event(None, "error", event) == {
        "event": "interpolator.interpolate.text",
        "event_info": "no such slot",
        "response": "…",
        "slot_values": "…",
        "rasa_events": "…",
        "sender_id": "a",
        "exception_type": "ValueError",
    }


IN_A_PROCESS = """
import logging, sys, warnings
import structlog
from bot.service import quiet_logs

renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
structlog.configure(
    processors=[structlog.dev.set_exc_info, structlog.processors.dict_tracebacks, renderer],
    logger_factory=structlog.PrintLoggerFactory(sys.stderr),
)
before = structlog.get_logger()
before.info("used before")
quiet_logs.install()
quiet_logs.install()
said = sys.argv[1]
logging.basicConfig(level=logging.DEBUG)
logging.getLogger("rasa").error("said %s", said)
warnings.warn(said)
try:
    int(said)
except ValueError as error:
    logging.getLogger("sanic.error").exception(said)
    before.exception("failed", user_text=said)
    structlog.get_logger().exception("failed", slots=said)
"""


def test_a_process_is_quiet_after_one_call_and_after_two() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS, SAID],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    shown = done.stdout + done.stderr
    assert "肝癌" not in shown
    assert "\\u809d" not in shown
    assert shown.count("ValueError") == 3
    assert "ERROR:rasa:said …\n" in shown
    assert "UserWarning\n" in shown


@pytest.fixture
def failing_server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The action server with failing_actions.py, and its log."""
    (port,) = free_ports(1)
    log = tmp_path / "actions.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "bot.service.action_server"),
                *("--actions", "tests.service.failing_actions", "--port", str(port)),
            ],
            cwd=ROOT,
            env={**os.environ, "SANIC_HOST": "0.0.0.0"},
            stdout=output,
            stderr=output,
        )
    url = f"http://127.0.0.1:{port}"
    while not is_up(f"{url}/health"):
        assert process.poll() is None, log.read_text()
    yield url, log
    process.terminate()
    process.wait()


def is_up(url: str) -> bool:
    try:
        with urllib.request.urlopen(url):
            return True
    except urllib.error.URLError:
        return False


def test_an_action_that_raises_leaves_no_word_in_the_log(
    failing_server: tuple[str, Path],
) -> None:
    url, log = failing_server
    tracker = {"sender_id": "a", "slots": {}, "latest_message": {"text": SAID}, "events": []}
    body = {"next_action": "action_raises", "version": "3.6.21", "tracker": tracker}
    request = urllib.request.Request(f"{url}/webhook", json.dumps(body).encode())
    with pytest.raises(urllib.error.HTTPError, match="500"):
        urllib.request.urlopen(request)
    written = log.read_text()
    assert "failing_actions.py" in written
    assert "ValueError" in written
    assert "肝癌" not in written
    assert "\\u809d" not in written
    assert "13859012345" not in written


def test_the_action_server_listens_on_the_loopback_whatever_the_environment_says(
    failing_server: tuple[str, Path],
) -> None:
    _, log = failing_server
    assert "up and running on http://127.0.0.1:" in log.read_text()


def test_the_action_server_allows_no_other_origin(failing_server: tuple[str, Path]) -> None:
    url, _ = failing_server
    request = urllib.request.Request(f"{url}/health", headers={"Origin": "http://example.org"})
    with urllib.request.urlopen(request) as answer:
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_broken_action_module_ends_the_server_with_its_error() -> None:
    command = [sys.executable, "-m", "bot.service.action_server", "--actions", "tests.no_such"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "No module named 'tests.no_such'" in done.stderr


def test_installing_is_left_to_server_processes() -> None:
    # In a process of its own: tests of the web channel make this one quiet.
    code = (
        "import logging, sys, bot.service.quiet_logs;"
        "sys.exit(getattr(logging.getLogRecordFactory(), 'quiet', False))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
