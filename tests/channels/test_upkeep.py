"""The commands of whoever runs a deployment: forget, result."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.core.tracker_store import SQLTrackerStore

from bot.__main__ import main
from bot.channels.ledger import Result, record
from bot.service.environment import open_state
from bot.service.versions import keep_copy, version_of
from tests.channels.stores import DAY, empty_store, put, rows

NUMBER = "2026-1122-7K3QXF"


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    before = dict(os.environ)
    yield open_state(tmp_path / "state").root
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def store(root: Path) -> SQLTrackerStore:
    return empty_store(root / "conversations.sqlite3")


def told(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main([*arguments, "--state", str(root)])
    return code, capsys.readouterr().out


async def test_what_is_older_is_forgotten_and_counted(
    root: Path, store: SQLTrackerStore, capsys: pytest.CaptureFixture[str]
) -> None:
    now = time.time()
    await put(store, "old", now - 9 * DAY)
    await put(store, "young", now - 60)
    record(store, Result(NUMBER, dt.date(2026, 11, 22), "minhou", "abc"))
    code, said = told(root, capsys, "forget", "--older-than", "8")
    assert code == 0
    assert "删除了 1 段会话" in said
    assert "还有 1 段会话；结果台账 1 条" in said
    assert rows(store, "old") == 0
    assert rows(store, "young") > 0


async def test_a_result_is_told_with_how_to_work_it_out_again(
    root: Path, store: SQLTrackerStore, capsys: pytest.CaptureFixture[str]
) -> None:
    version = keep_copy(root / "versions")
    record(store, Result(NUMBER, dt.date(2026, 11, 22), "minhou", version))
    code, said = told(root, capsys, "result", NUMBER.lower())
    assert code == 0
    for words in ("2026-11-22", "闽侯县", version, f"cd {root / 'versions' / version}"):
        assert words in said


def test_a_version_without_a_copy_is_looked_for_elsewhere(
    root: Path, store: SQLTrackerStore, capsys: pytest.CaptureFixture[str]
) -> None:
    record(store, Result(NUMBER, dt.date(2026, 11, 22), "minhou", version_of()))
    assert "-m eligibility screen" in told(root, capsys, "result", NUMBER)[1]
    other = NUMBER.replace("7", "9")
    record(store, Result(other, dt.date(2026, 11, 22), "minhou", "0" * 12))
    assert "没有这一版的副本" in told(root, capsys, "result", other)[1]


@pytest.mark.parametrize(("number", "code"), [("2026-1122-777777", 1), ("abc", 2)])
def test_a_number_that_was_never_given_out_is_told_so(
    root: Path, capsys: pytest.CaptureFixture[str], number: str, code: int
) -> None:
    told_code, said = told(root, capsys, "result", number)
    assert told_code == code
    assert "编号" in said


def test_a_wrong_directory_is_told_and_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = told(tmp_path / "none", capsys, "forget")
    assert code == 1
    assert "没有这个目录" in said
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("days", ["-1", "abc", "nan", "inf"])
def test_days_that_are_none_are_refused(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["forget", f"--older-than={days}"])
    assert "应是天数" in capsys.readouterr().err


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version"]) == 0
    assert capsys.readouterr().out.strip() == version_of()
