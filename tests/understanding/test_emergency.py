"""Emergencies are found in real wording, and not where there is none."""

import pytest

from bot.understanding import read_emergency, read_message
from tests.understanding.tables import pairs


@pytest.mark.parametrize(("kind", "text"), pairs("emergencies"))
def test_emergency(kind: str, text: str) -> None:
    found = read_emergency(text)
    assert (found.kind if found else "none") == kind


def test_the_most_pressing_kind_first() -> None:
    found = read_emergency("他天天打我，我带着孩子没地方去，不想活了")
    assert found is not None
    assert (found.kind, found.others) == ("suicide", ("violence", "no_shelter"))


def test_emergency_in_a_long_message() -> None:
    long = "我家五口人，" * 50 + "昨天厨房失火，" + "一个月两千块，" * 50
    found = read_message(long).emergency
    assert found is not None
    assert (found.kind, found.words) == ("fire_or_disaster", "失火")
