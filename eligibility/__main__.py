"""The command line: screen households, list the register, lint the data."""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import io
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from eligibility.check import check, report
from eligibility.errors import EligibilityError, HouseholdError, shown
from eligibility.files.household import parse_household
from eligibility.files.library import Library, load_library
from eligibility.screen import screen
from eligibility.telling.register import register
from eligibility.telling.screening import Screening
from eligibility.telling.sentences import run as write_sentences


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0, or 2 with one clear line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except EligibilityError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader (`| head`) has enough; what is still buffered must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eligibility", description=__doc__)
    commands = parser.add_subparsers(required=True)
    screening = commands.add_parser("screen", help="screen one household, or a ledger of them")
    screening.add_argument("file", help="a household's JSON file; - for standard input")
    screening.add_argument("--jsonl", action="store_true", help="one household a line")
    screening.add_argument("--all", action="store_true", help="list what does not apply too")
    screening.set_defaults(run=_screen)
    clauses = commands.add_parser("clauses", help="the register of clauses")
    clauses.add_argument("--json", action="store_true", help="as JSON")
    clauses.set_defaults(run=_clauses)
    checking = commands.add_parser("check", help="lint packs, vocabulary and local figures")
    checking.set_defaults(run=_check)
    saying = commands.add_parser("sentences", help="all that is said of policy, as a workbook")
    saying.add_argument("file", help="the .xlsx file to write")
    saying.set_defaults(run=lambda options: write_sentences(options.file))
    return parser


def _screen(options: argparse.Namespace) -> int:
    library = load_library()
    if options.jsonl:
        _spare_the_collector()
        lines = sys.stdin.buffer if options.file == "-" else _bytes(options.file).splitlines()
        for line in _ledger(library, lines, options.all):
            print(line, flush=options.file == "-")
        return 0
    answer = _one(library, _parsed(_bytes(options.file)), options.all)
    print(json.dumps(answer.to_json(), ensure_ascii=False, indent=1))
    return 0


def _spare_the_collector() -> None:
    """What was loaded stays to the end, and a household leaves little behind: looking through all
    of it again and again took a third of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def _today() -> dt.date:
    return dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()


def _one(library: Library, data: Any, everything: bool) -> Screening:
    household = parse_household(data)
    if household.jurisdiction is None:
        raise HouseholdError(f"jurisdiction：缺少这一项；可用：{'、'.join(library.places)}")
    if library.pack_for(household.jurisdiction) is None:
        raise HouseholdError(
            f"jurisdiction：还没有收录 {household.jurisdiction}；可用：{'、'.join(library.places)}"
        )
    return screen(library, household, _today(), everything)


def _ledger(library: Library, lines: Iterable[bytes], everything: bool) -> Iterable[str]:
    """One answer a line; a bad line answers with its number and what is wrong."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        identifier = None
        try:
            data = _parsed(line)
            identifier = data.get("id") if isinstance(data, dict) else None
            yield _one(library, data, everything).to_text()
        except EligibilityError as error:
            problem = {"id": identifier, "line": number, "error": str(error)}
            yield json.dumps(problem, ensure_ascii=False)


def _parsed(text: bytes) -> Any:
    try:
        data = json.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise HouseholdError("不是 UTF-8 文本") from None
    except json.JSONDecodeError as error:
        raise HouseholdError(f"不是 JSON：第 {error.lineno} 行第 {error.colno} 列") from None
    except ValueError:
        raise HouseholdError("不是一户人家：有的数字太长") from None
    except RecursionError:
        raise HouseholdError("不是一户人家：嵌套太深") from None
    if not isinstance(data, dict):
        raise HouseholdError("一户人家应是 JSON 对象 {…}")
    return data


def _bytes(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError):
        raise HouseholdError(f"读不了文件 {shown(path, 200)}") from None


def _clauses(options: argparse.Namespace) -> int:
    entries = register(load_library())
    if options.json:
        print(json.dumps(entries, ensure_ascii=False, indent=1))
        return 0
    for entry in entries:
        print(entry["clause"], entry["treated"], entry["where"] or entry["reason"], sep="\t")
    return 0


def _check(_: argparse.Namespace) -> int:
    problems = check()
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 2
    print("资料没有发现问题", *report(_today()), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
