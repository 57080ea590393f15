"""Prints what a household is told: the short messages, then the full account."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

from bot.replies.results import details, summary
from eligibility import EligibilityError, load_library, parse_household, screen
from eligibility.telling.guide import guide


def main(arguments: list[str] | None = None) -> int:
    """The result of a household's JSON file; 2 with one line on standard error when it is none."""
    parser = argparse.ArgumentParser(prog="python -m bot.replies", description=__doc__)
    parser.add_argument("file", help="a household's JSON file; - for standard input")
    parser.add_argument("--urgent", action="store_true", help="something cannot wait")
    options = parser.parse_args(arguments)
    try:
        text = sys.stdin.read() if options.file == "-" else Path(options.file).read_text("utf-8")
        print(printed(json.loads(text), options.urgent))
    except (OSError, ValueError, EligibilityError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def printed(data: object, urgent: bool = False) -> str:
    """The messages and the account of one household, as plain text."""
    library = load_library()
    household = parse_household(data)
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
    screening = screen(library, household, today, everything=True)
    way = guide(library, household, screening)
    replies = [*summary(screening, way, urgent or way.cannot_wait), details(screening, way)]
    return "\n\n".join(reply.text for reply in replies)


if __name__ == "__main__":
    sys.exit(main())
