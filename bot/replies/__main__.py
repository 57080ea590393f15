"""Prints what a household is told: the short messages, then the full account; with --voice, what
the grid worker or the operator who helps it is told."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

from bot.replies.model import Reply
from bot.replies.results import details, summary
from bot.replies.staff import as_usual, grid_result, operator_result
from eligibility import EligibilityError, Household, Library, load_library, parse_household, screen
from eligibility.telling.guide import guide

VOICES = ("resident", "grid", "operator")


def main(arguments: list[str] | None = None) -> int:
    """The result of a household's JSON file; 2 with one line on standard error when it is none."""
    parser = argparse.ArgumentParser(prog="python -m bot.replies", description=__doc__)
    parser.add_argument("file", help="a household's JSON file; - for standard input")
    parser.add_argument("--urgent", action="store_true", help="something cannot wait")
    parser.add_argument("--angry", action="store_true", help="the caller is angry (operator)")
    parser.add_argument("--voice", choices=VOICES, default=VOICES[0], help="who is told")
    options = parser.parse_args(arguments)
    try:
        text = sys.stdin.read() if options.file == "-" else Path(options.file).read_text("utf-8")
        data = json.loads(text)
        print(printed(data, options.urgent, options.voice, options.angry))
    except (OSError, ValueError, EligibilityError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def printed(data: object, urgent: bool = False, voice: str = VOICES[0], angry: bool = False) -> str:
    """The messages of one household for that voice, a resident's with the account."""
    library = load_library()
    household = parse_household(data)
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
    replies = _replies(library, household, today, voice, urgent, angry)
    return "\n\n".join(reply.text for reply in replies)


def _replies(
    library: Library, household: Household, today: dt.date, voice: str, urgent: bool, angry: bool
) -> list[Reply]:
    screening = screen(library, household, today, everything=True)
    way = guide(library, household, screening)
    urgent = urgent or way.cannot_wait
    if voice == "grid":
        usual = as_usual(library, household, today)
        return grid_result(screening, way, household, urgent, usual=usual)
    if voice == "operator":
        usual = as_usual(library, household, today)
        return operator_result(screening, way, household, urgent, angry, usual)
    return [*summary(screening, way, urgent), details(screening, way)]


if __name__ == "__main__":
    sys.exit(main())
