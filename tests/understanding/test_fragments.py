"""Which messages are only the beginning of one."""

from __future__ import annotations

import pytest

from bot.understanding.fragments import is_short, says_nothing_yet

GREETINGS = ["在吗", "你好", "您好！", "喂", "老师您好", "我想问一下"]
ALONE = ["急", "急急急", "很急", "我妈", "我老公", "我家", "我儿子他", "有个事", "帮帮忙"]
NOISES = ["那个", "？", "……"]
FACTS = ["我妈尿毒症", "闽侯", "3个人", "三口人", "2", "一个月两千", "低保被停了"]
QUESTIONS = ["低保怎么办", "去哪里办", "我要申请低保"]
COMMANDS = ["删除", "转人工", "继续", "谢谢", "不知道", "同意", "重新开始", "为什么"]
DANGERS = ["不想活了", "老公打我", "没饭吃了", "孩子两天没吃饭了"]
LONG = "我想问一下我们家这种情况到底该怎么弄才好呢"


@pytest.mark.parametrize("text", [*GREETINGS, *ALONE, *NOISES])
def test_it_says_nothing_yet(text: str) -> None:
    assert says_nothing_yet(text)


@pytest.mark.parametrize("text", [*FACTS, *QUESTIONS, *COMMANDS, *DANGERS, LONG])
def test_it_says_something(text: str) -> None:
    assert not says_nothing_yet(text)


@pytest.mark.parametrize("text", [*GREETINGS, *ALONE, *NOISES, *FACTS, *QUESTIONS])
def test_more_may_follow(text: str) -> None:
    assert is_short(text)


@pytest.mark.parametrize("text", [*COMMANDS, *DANGERS, LONG])
def test_nothing_needs_to_follow(text: str) -> None:
    assert not is_short(text)
