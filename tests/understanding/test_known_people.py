"""People of a later message under the names that the household has for them already."""

import pytest

from bot.understanding import as_known, read_message
from tests.understanding.answering_helper import Family, Somebody


class Aged(Somebody):
    """A child whose age was told."""

    def __init__(self, name: str, relation: str, age: int) -> None:
        super().__init__(name, relation)
        self.facts = {"age": age}


def household(*members: Somebody) -> Family:
    return Family("minhou", [Somebody("本人", "self"), *members])


TWO = household(Somebody("小孩1", "child"), Somebody("小孩2", "child"))
MIXED = household(Somebody("女儿", "daughter"), Somebody("儿子", "son"))
YOUNGEST_FIRST = household(Aged("儿子", "son", 4), Aged("女儿", "daughter", 11))
LEFT = household(Somebody("孙子", "grandchild"), Somebody("孙子的妈", "in_law"))
GRANDCHILDREN = household(
    Somebody("孙女1", "grandchild"), Somebody("孙女2", "grandchild"), Somebody("孙子", "grandchild")
)
ONE = household(Somebody("儿子", "son"))


@pytest.mark.parametrize(
    ("people", "text", "expected"),
    [
        (TWO, "大宝上幼儿园", {"小孩1"}),
        (TWO, "小宝才两岁", {"小孩2"}),
        (TWO, "老大读小学，老二上幼儿园", {"小孩1", "小孩2"}),
        (TWO, "二宝上幼儿园", {"小孩2"}),
        (MIXED, "小儿子上幼儿园", {"儿子"}),
        (YOUNGEST_FIRST, "大宝读四年级", {"女儿"}),
        (YOUNGEST_FIRST, "小宝上幼儿园", {"儿子"}),
        (LEFT, "孙子的妈妈今年三十", {"孙子的妈"}),
        (GRANDCHILDREN, "大孙女上初中", {"孙女1"}),
        (GRANDCHILDREN, "小孙女三年级", {"孙女2"}),
        (ONE, "大宝上幼儿园，小宝两岁", {"大宝", "小宝"}),
    ],
)
def test_of_whom_it_is_told(people: Family, text: str, expected: set[str]) -> None:
    reading = as_known(read_message(text), people)
    assert {fact.member for fact in reading.facts} == expected
