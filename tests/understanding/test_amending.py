"""Messages that put something in place of what was told, by their words alone."""

from __future__ import annotations

import pytest

from bot.understanding.text.corrections import (
    amends,
    is_marked,
    leaves_out,
    matters,
    puts_out,
    taken_back,
)


@pytest.mark.parametrize(
    "text",
    [
        "我妈其实是三级残疾",
        "刚才说错了，一个月是两千五",
        "不是三口，是四口",
        "二级，不是三级",
        "不对，二级",
        "应该是四个人",
        "改成农村的",
        "忘了说我还有个女儿",
        "少算了一个人",
        "前面说的那个不算",
        "我没说我妈残疾",
        "更正：户口在连江",
        "实际上只有一千",
    ],
)
def test_marked_as_a_correction(text: str) -> None:
    assert is_marked(text)


@pytest.mark.parametrize(
    "text",
    [
        "我妈三级残疾",
        "老公去年下岗了",
        "药费报销不了",
        "不知道对不对",
        "我不是低保",
        "三口人，一个月两千",
        "应该是三级吧",
        "说不清楚",
        "是不是要户口本",
        "村里人都不错",
    ],
)
def test_not_marked_as_a_correction(text: str) -> None:
    assert not is_marked(text)


@pytest.mark.parametrize(
    ("text", "no", "yes"),
    [
        ("不是五十，是四十", "五十", "四十"),
        ("不是五十，四十", "五十", "四十"),
        ("四十，不是五十", "五十", "四十"),
        ("哎呀说错了是四十", "", "四十"),
        ("不好意思，打错了，四十", "", "四十"),
        ("错了错了，四十", "", "四十"),
        ("五十不对，四十", "五十", "四十"),
        ("四十，刚才说错了", "", "四十"),
        ("没那么多，四十", "", "四十"),
        ("是四十", "", "四十"),
    ],
)
def test_what_is_put_in_place_of_what(text: str, no: str, yes: str) -> None:
    found = amends(text)
    assert found is not None
    assert (found.no, found.yes) == (no, yes)


@pytest.mark.parametrize(
    "text", ["是的", "不是", "没有", "错了", "是四十吗", "应该是四十吧", "是多少", "四十"]
)
def test_nothing_is_put_in_place(text: str) -> None:
    assert amends(text) is None


def test_a_long_message_is_read_as_any_other() -> None:
    assert amends("不是四十，是五十" + "，我再说一下家里的情况" * 5) is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("重病那条删掉", "重病"),
        ("我没说我妈残疾", "我妈残疾"),
        ("我妈残疾的事不算", "我妈残疾"),
        ("刚才说的收入不对", "收入"),
        ("别记我爸的病", "我爸的病"),
    ],
)
def test_what_is_taken_back(text: str, what: str) -> None:
    assert taken_back(text) == what


@pytest.mark.parametrize("text", ["我妈没有残疾", "没钱看病", "没说清楚", "收入不多", "不算多"])
def test_nothing_is_taken_back(text: str) -> None:
    assert not matters(taken_back(text) or "")


@pytest.mark.parametrize(
    "text", ["孙女不算我家的", "儿子不跟我住", "女儿嫁出去了", "弟弟早就分家了", "他们另外立户"]
)
def test_somebody_is_no_member(text: str) -> None:
    assert puts_out(text)


def test_somebody_was_left_out() -> None:
    assert leaves_out("漏说了一个，我婆婆也在家")
    assert not leaves_out("我和婆婆住")
