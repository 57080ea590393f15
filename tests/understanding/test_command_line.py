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


PLAIN_INTENTS = {
    "我妈脑梗躺床上，家里就靠我一个人，想看看能不能申请点什么": "screen_me",
    "低保和特困到底是什么区别，哪些人算特困": "ask_policy",
    "临时救助要带什么材料，去哪个窗口交": "ask_where",
    "低保一个人一个月发多少钱": "ask_amount",
    "我家的低保上个月突然被停了，谁也没通知": "case_trouble",
    "小区物业乱收停车费，电梯坏了也不修，找谁投诉": "out_of_scope",
    "老板拖欠工钱半年了，劳动局也不管": "out_of_scope",
    "你再讲一遍，我刚才没听清楚": "repeat",
    "不想弄了，改天再说吧": "stop",
}


@pytest.mark.server
def test_the_trained_model_on_sentences_it_has_not_seen() -> None:
    result = run(["--intents"], "\n".join(PLAIN_INTENTS))
    shown = [json.loads(line) for line in result.stdout.decode().splitlines()]
    assert {one["text"]: one["intent"]["name"] for one in shown} == PLAIN_INTENTS


@pytest.mark.server
def test_a_complaint_about_others_shows_no_household() -> None:
    text = (
        "反映一下，隔壁那家儿子开宝马，老两口六十出头身体好得很，两个人都吃低保，"
        "村书记是他家亲戚，我们去举报没人理，凭什么有钱人吃低保，请纪委来查"
    )
    (shown,) = [json.loads(line) for line in run(["--intents"], text).stdout.decode().splitlines()]
    assert shown["intent"]["name"] == "out_of_scope"
    assert (shown["household"], shown["members"], shown["income"]) == ({}, [], [])


@pytest.mark.server
def test_danger_has_a_field_of_its_own_beside_the_intent() -> None:
    text = "家里三天没米下锅了，两个孩子饿得哭，我没工作，能不能帮帮我们"
    (shown,) = [json.loads(line) for line in run(["--intents"], text).stdout.decode().splitlines()]
    assert shown["emergency"] == "no_food"
    assert shown["intent"]["name"] == "screen_me"


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
