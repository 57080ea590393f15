"""The rooms of this project: who may import whom, and what stays out of the code.

The engine needs nothing but pydantic and PyYAML and runs on every Python from 3.10. To try it on
another one than the bot's, in an environment of its own:

    python3.12 -m venv FOLDER
    FOLDER/bin/pip install pydantic PyYAML pytest pytest-asyncio
    FOLDER/bin/python -m pytest tests/eligibility
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from eligibility import Library, load_library
from eligibility.files.expressions import numbers_in as figures_in
from eligibility.files.packs import ItemSpec, amounts_of

ROOT = Path(__file__).parents[1]
SERVERS = {"rasa", "rasa_sdk", "sanic", "aiohttp"}


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.AST) -> Iterator[str]:
    """Full names of the modules imported anywhere below."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield node.module or ""


def at_import_time(tree: ast.Module) -> Iterator[str]:
    """The same, without what only runs when a function is called."""
    for node in tree.body:
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from imported(node)


def room(name: str) -> str:
    """`bot.replies` of bot.replies.report, `eligibility` of eligibility.screen, `yaml` of yaml."""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] == "bot" else parts[0]


def rooms_of(folder: str) -> dict[str, set[str]]:
    """For each module of a folder, what it imports outside the standard library."""
    return {
        dotted(path): {room(name) for name in imported(parsed(path))} - sys.stdlib_module_names
        for path in modules(folder)
    }


# -- imports go one way ---------------------------------------------------------------------


def test_the_engine_imports_nothing_of_the_bot() -> None:
    allowed = {"eligibility", "pydantic", "yaml"}
    found = {name: used - allowed for name, used in rooms_of("eligibility").items()}
    # The workbook for reviewers is an extra of its own.
    found["eligibility.telling.sentences"] -= {"xlsxwriter"}
    assert {name: used for name, used in found.items() if used} == {}
    assert len(found) > 10


ROOMS_OF_THE_ENGINE = ("files", "judging", "telling")
"""What is read, what is decided, what is told: each knows only those before it."""


@pytest.mark.parametrize("place", range(len(ROOMS_OF_THE_ENGINE)))
def test_inside_the_engine_imports_go_one_way(place: int) -> None:
    later = {f"eligibility.{room}" for room in ROOMS_OF_THE_ENGINE[place + 1 :]}
    own = modules(f"eligibility/{ROOMS_OF_THE_ENGINE[place]}")
    found = {
        dotted(path): {n for n in imported(parsed(path)) if ".".join(n.split(".")[:2]) in later}
        for path in own
    }
    assert {name: used for name, used in found.items() if used} == {}
    assert len(found) > 5


@pytest.mark.parametrize(
    ("folder", "own"), [("bot/understanding", "bot.understanding"), ("bot/replies", "bot.replies")]
)
def test_reading_and_wording_know_no_server_and_no_other_room(folder: str, own: str) -> None:
    found = {
        name: {u for u in used if u in SERVERS or (u.startswith("bot") and u != own)}
        for name, used in rooms_of(folder).items()
        if name != "bot.understanding.__main__"
    }
    assert {name: used for name, used in found.items() if used} == {}
    assert found


def test_the_reading_command_loads_rasa_only_when_it_needs_it() -> None:
    tree = parsed(ROOT / "bot/understanding/__main__.py")
    assert {room(name) for name in at_import_time(tree)}.isdisjoint(SERVERS)


def test_nobody_reaches_for_a_private_name_of_another_module() -> None:
    found = [
        f"{dotted(path)}: {node.module}.{name.name}"
        for folder in ("eligibility", "bot")
        for path in modules(folder)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if name.name.startswith("_")
    ]
    assert found == []


@pytest.mark.parametrize("package", ["eligibility", "bot.replies", "bot.understanding"])
def test_the_public_names_of_a_package_are_listed(package: str) -> None:
    listed = list(importlib.import_module(package).__all__)
    bound = set()
    for node in parsed(ROOT / package.replace(".", "/") / "__init__.py").body:
        if isinstance(node, ast.ImportFrom) and node.module != "__future__":
            bound |= {name.asname or name.name for name in node.names}
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            bound.add(node.name)
    assert len(listed) == len(set(listed))
    assert set(listed) == {name for name in bound if not name.startswith("_")}


# -- what stays out of the code -------------------------------------------------------------

CLOCKS = {
    "now",
    "today",
    "utcnow",
    "time",
    "time_ns",
    "localtime",
    "gmtime",
    "monotonic",
    "perf_counter",
}


def clocks_in(tree: ast.AST) -> list[str]:
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [
        ast.unparse(call)
        for call in calls
        if isinstance(call, ast.Attribute)
        and call.attr in CLOCKS
        and ast.unparse(call.value).split(".")[0] in {"dt", "datetime", "date", "time"}
    ]


def test_the_engine_has_no_clock() -> None:
    clocks = {dotted(path): clocks_in(parsed(path)) for path in modules("eligibility")}
    told = {name: found for name, found in clocks.items() if found}
    assert told == {"eligibility.__main__": ["dt.datetime.now"]}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def numbers_of(library: Library) -> set[float]:
    """Every number a pack pays or multiplies with."""
    found: set[float] = set()
    for pack in library.packs.values():
        for item in pack.file.items:
            found |= numbers_in(item)
        for parameter in pack.file.parameters.values():
            found |= {parameter.value} if parameter.value else set()
    return found


def numbers_in(item: ItemSpec) -> set[float]:
    found: set[float] = set()
    for amount in amounts_of(item):
        found |= {n for n in (amount.value, amount.low, amount.high) if n is not None}
        found |= set(figures_in(amount.expression))
    return found


def telling(number: float) -> bool:
    """Not one of the numbers any program has: 0, 1, 0.5, 80, 5000 …"""
    round_one = len(str(int(number)).rstrip("0")) < 2
    return (number >= 100 and not round_one) or f"{number:g}" in ("0.94", "0.8", "1.3")


def test_no_number_of_a_document_stands_in_the_code(library: Library) -> None:
    numbers = {number for number in numbers_of(library) if telling(number)}
    assert {3187, 3884, 0.94, 0.8, 130, 780, 1.3, 7300, 120} <= numbers
    found = [
        f"{dotted(path)}:{node.lineno}: {node.value}"
        for folder in ("eligibility", "bot")
        for path in modules(folder)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, (int, float))
        and not isinstance(node.value, bool)
        and node.value in numbers
        # 130 is also an exit code (Ctrl-C), 120 the age nobody passes and a minute's messages.
        and not (folder == "bot" and node.value in (120, 130))
    ]
    assert found == []


def test_no_clause_of_a_document_stands_in_the_code(library: Library) -> None:
    clauses = {
        rule.spec.clause for pack in library.packs.values() for rule in (*pack.items, *pack.groups)
    }
    found = [
        f"{dotted(path)}:{node.lineno}: {node.value}"
        for folder in ("eligibility", "bot")
        for path in modules(folder)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and node.value in clauses
    ]
    assert found == []


# -- the tests themselves -------------------------------------------------------------------


def test_every_file_among_the_tests_is_run_or_used() -> None:
    files = modules("tests")
    others = {path: path.read_text(encoding="utf-8") for path in files}
    unused = []
    for path in files:
        if path.name in ("conftest.py", "__init__.py") or path.name.startswith("test_"):
            continue
        name, word = dotted(path), re.compile(rf"\b{path.stem}\b")
        if not any(word.search(text) for p, text in others.items() if p != path):
            unused.append(name)
    assert unused == []


@pytest.mark.parametrize("path", modules("eligibility"), ids=dotted)
def test_the_engine_is_written_for_python_3_10(path: Path) -> None:
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 10))
