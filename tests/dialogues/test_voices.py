"""A round of a grid worker and two calls of an operator, through the running servers."""

from __future__ import annotations

import pytest

from tests.dialogues.driver import Program
from tests.running import RunningServer

pytestmark = pytest.mark.server

FIRST = (
    "甘蔗街道 3栋401陈 户主68男肢体二级 老伴65慢病 儿子42精神的几级没看到证 不上班 低保说去年停了 "
    "孙女12六年级 妈跑了 户口白沙住甘蔗 其他29户没变化"
)
THIRD = "下一户 夫妻55 53 儿子19大专 男的上个月工地摔了 厂里没签合同 欠医院两万 户口本镇"
FIRE = "女50+替隔壁问 男80多独居 五保不清楚 昨天厨房失火 没电没米 古丈默戎 农村 不留名"
ANGRY = (
    "男46荆溪 低保3月停 说名下有车 车是借名给表弟 没书面 "
    "老婆乳腺癌化疗自费6万 小孩大一 一直骂 要投诉"
)


@pytest.fixture
def program(server: RunningServer) -> Program:
    """A conversation that nobody has spoken in."""
    return Program(server.options.port)


def test_a_round_of_three_households(program: Program) -> None:
    program.say(FIRST)
    assert all(
        words in program.text for words in ("1号户：已记4人", "【今天报】孙女", "29户无变化")
    )
    program.say("1")
    program.say("儿子精神残疾二级")
    assert "单人户申请（儿子）" in program.text
    program.say("下一户")
    program.say("2 王 72女独居 低保在领 腿脚不便没评残")
    assert "2号户：已记1人" in program.text
    assert "孙女" not in program.text
    program.say(THIRD)
    assert "3号户：已记3人" in program.text
    program.say("老婆是51不是53")
    assert "53岁 → 51岁" in program.text
    program.say("回到第1家")
    program.say("看结果")
    assert "1号户：已记4人" in program.text


def test_no_change_asks_nothing_that_a_number_could_answer(program: Program) -> None:
    program.say(FIRST)
    program.say("1")
    program.say("其余27户无变化")
    assert "27户无变化" in program.text
    assert "对吗" not in program.text


def test_a_neighbours_call_about_a_fire(program: Program) -> None:
    program.say(FIRE)
    said = program.text
    assert said.index("不留名也可以") < said.index("有没有人受伤") < said.index("临时救助")
    assert "工单：求助·紧急｜古丈县·默戎" in said
    program.say("没受伤 今晚住在隔壁这边")
    assert "谢谢您" not in program.text
    program.say("1")
    program.finish()
    assert "急件" in program.text
    assert "受伤" not in program.text


def test_an_angry_caller_after_another_call(program: Program) -> None:
    program.say(FIRE)
    program.say("1")
    program.say(ANGRY)
    said = program.text
    assert said.index("换谁都急") < said.index("听您的意见") < said.index("临时救助")
    assert "近12个月的吗" in said
    assert program.question == "consent"
    program.say("同意")
    program.finish()
    assert "换谁都急" not in program.text
    assert "听您的意见" in program.text
