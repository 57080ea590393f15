"""Keeps what people said out of the logs of a server process.

Rasa prints whole trackers with an exception that passed through an action, and a database error
carries the parameters of its statement. `install()` puts itself where every record is made, so no
handler, level or logger name gets round it: messages are masked, and a traceback keeps its files,
lines and exception types but not the exceptions' texts.

Both servers call it before anything else (bot.service.action_server, bot.service.rasa_server), and
the web channel once more when it is created, so that a plain `rasa run` is quiet as well.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
import warnings
from collections.abc import Callable, MutableMapping
from types import TracebackType
from typing import Any, TextIO

ExcInfo = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]
Event = MutableMapping[str, Any]

LONGEST = 400
MASK = "…"
# Their texts name modules and attributes, never what somebody typed, and say what to repair.
_TELLING = (ImportError, NameError, AttributeError)
# Chinese as it is and as JSON or Python escapes it, numbers long enough to identify somebody.
_SPOKEN = re.compile(
    r"(?:[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
    r"|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\x[0-9a-fA-F]{2}|\d{6,})+"
)
# SQLAlchemy appends the statement and its parameters; Rasa appends a JSON body or a tracker.
_CARGO = re.compile(r"\[SQL:|\[parameters:|[\"']?(?:text|tracker|events|request_body)[\"']\s*:")
# Fields of Rasa's structured log events that hold messages, slots, events or trackers.
_FIELDS = re.compile(
    r"text|message|slot|entit|event(?!_info|_key|$)|tracker|response|states|successes|candidates"
)


def masked(message: str) -> str:
    """`message` without Chinese text, long numbers and anything that looks like a payload."""
    if cargo := _CARGO.search(message):
        message = message[: cargo.start()] + MASK
    message = _SPOKEN.sub(MASK, message)
    return message if len(message) <= LONGEST else message[:LONGEST] + MASK


def bare_traceback(error: BaseException | None) -> str:
    """Files, lines and types of an exception and of those it came from, without their texts."""
    lines: list[str] = []
    while error is not None:
        told = f": {masked(str(error))}" if isinstance(error, _TELLING) else ""
        lines += [*traceback.format_tb(error.__traceback__), f"{type(error).__name__}{told}\n"]
        error = error.__cause__ or error.__context__
        lines += ["caused by:\n"] if error is not None else []
    return "".join(lines).rstrip()


def quiet_factory(inner: Callable[..., logging.LogRecord]) -> Callable[..., logging.LogRecord]:
    """A record factory like `inner` whose records hold nothing that people said."""

    def make(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = inner(*args, **kwargs)
        try:
            record.msg = masked(record.getMessage())
        except Exception:
            record.msg = "a log message that does not fit its arguments"
        record.args = ()
        if record.exc_info:
            record.exc_text = bare_traceback(record.exc_info[1])
            record.exc_info = None
        return record

    return make


def quiet_event(_logger: object, _method: str, event: Event) -> Event:
    """A structlog processor: empties fields that hold messages or trackers, drops exceptions."""
    error = event.pop("exc_info", None)
    if error:
        current = sys.exc_info()[1] if error is True else error
        current = current[1] if isinstance(current, tuple) else current
        event["exception_type"] = type(current).__name__
    for field in event:
        if _FIELDS.search(field):
            event[field] = MASK
    return event


def install() -> None:
    """Makes every log record and warning of this process quiet; may be called again and again.

    Rasa sets structlog up late, so the channel calls this once more when it is created.
    """
    factory = logging.getLogRecordFactory()
    if not getattr(factory, "quiet", False):
        quiet = quiet_factory(factory)
        quiet.quiet = True  # type: ignore[attr-defined]
        logging.setLogRecordFactory(quiet)
        warnings.showwarning = _show_warning
    if "structlog" in sys.modules:
        _install_structlog()


def _install_structlog() -> None:
    import structlog

    # In place: loggers that were used before keep the list they were made with. Before the
    # renderer and whatever formats exceptions, after what collects them.
    processors = structlog.get_config()["processors"]
    if quiet_event not in processors:
        collected = structlog.dev.set_exc_info
        index = processors.index(collected) + 1 if collected in processors else 0
        processors.insert(index, quiet_event)


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    print(f"{filename}:{lineno}: {category.__name__}", file=file or sys.stderr)
