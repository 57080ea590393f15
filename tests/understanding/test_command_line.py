"""python -m bot.understanding: one line out per line in."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.understanding.__main__ import main

INPUT = "我家三口人\n\n他又打我了\r\n"


def run(arguments: list[str], text: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "bot.understanding", *arguments]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True)


def test_one_line_out_per_line_in() -> None:
    lines = run([], INPUT).stdout.decode().splitlines()
    shown = [json.loads(line) for line in lines]
    assert [one["text"] for one in shown] == ["我家三口人", "", "他又打我了"]
    assert shown[0]["household"] == {"people_together": 3}
    assert shown[2]["emergency"] == "violence"
    assert [one["intent"] for one in shown] == [None, None, None]


def test_without_a_model_intents_are_null_and_one_line_says_so(tmp_path: Path) -> None:
    result = run(["--intents", "--models", str(tmp_path)], INPUT)
    shown = [json.loads(line) for line in result.stdout.decode().splitlines()]
    assert [one["intent"] for one in shown] == [None, None, None]
    assert len(result.stderr.decode().strip().splitlines()) == 1


@pytest.mark.server
def test_with_the_trained_model_every_line_has_its_intent() -> None:
    result = run(["--intents"], "我家三口人，老婆尿毒症\n/restart\n\n为什么问这个\n")
    shown = [json.loads(line) for line in result.stdout.decode().splitlines()]
    names = [one["intent"] and one["intent"]["name"] for one in shown]
    assert (names[0], names[2], names[3]) == ("screen_me", None, "why")
    assert names[1] != "restart"


def test_bytes_that_are_no_text_do_not_stop_it() -> None:
    command = [sys.executable, "-m", "bot.understanding"]
    bad = subprocess.run(
        command, input=b"\xff\xfe\n\xe6\x88\x91\n", capture_output=True, check=True
    )
    assert len(bad.stdout.decode().splitlines()) == 2


def test_unknown_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--wrong"])
    assert stopped.value.code == 2
    assert "--wrong" in capsys.readouterr().err


def test_understanding_imports_no_rasa() -> None:
    code = "import sys, bot.understanding; sys.exit('rasa' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
