"""A child under 14 who writes is known by age or school; nobody else is taken for one."""

from __future__ import annotations

import pytest

from bot.understanding import read_message
from bot.understanding.minors import child_writes

CHILDREN = [
    "我13岁，爸爸坐牢妈妈跑了",
    "我今年十二，跟奶奶住",
    "我才9岁，家里没人",
    "我上小学五年级，爸爸死了妈妈走了",
    "我读四年级，奶奶病了",
    "我在读小学，我妈不要我了",
    "我是小学生，没人管我",
    "我现在上六年级，跟爷爷过",
    "我今年11岁想问一下怎么领补助",
    "我初一，爸爸天天喝酒",
    "你好，我是一名小学生",
]
OTHERS = [
    "我14岁，跟奶奶住",
    "我今年十六岁读职高",
    "我七十三了",
    "我儿子12岁",
    "我孙女读四年级",
    "我小学毕业，没文化",
    "我只读过小学",
    "我上小学的时候爸爸就走了",
    "我是小学老师，帮学生问",
    "我在小学食堂做饭，一个月两千",
    "我读到小学三年级就没读了",
    "替隔壁的孩子问，他10岁",
    "我有个上小学的女儿",
    "户主68，孙女12六年级",
    "男12岁，父亲服刑",
    "我家孩子上幼儿园",
    "我没上过小学",
    "我初中毕业",
    "我弟弟上五年级",
    "我读五年级的女儿生病了",
    "我念小学没念完",
    "我结婚13年了",
    "一个12岁的孩子要养",
    "我带孩子13年了，孩子13岁",
]


@pytest.mark.parametrize("text", CHILDREN)
def test_a_child_writes(text: str) -> None:
    assert child_writes(read_message(text))


@pytest.mark.parametrize("text", OTHERS)
def test_a_grown_up_writes(text: str) -> None:
    assert not child_writes(read_message(text))
