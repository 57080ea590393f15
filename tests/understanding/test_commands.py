"""A message is a command only when it is nothing else."""

import pytest

from bot.understanding import read_command
from tests.understanding.tables import pairs


@pytest.mark.parametrize(("name", "text"), pairs("commands"))
def test_command(name: str, text: str) -> None:
    found = read_command(text)
    assert (found.name if found else "none") == name


def test_words_of_the_command() -> None:
    found = read_command(" 不知道呀。 ")
    assert found is not None
    assert found.words == "不知道呀。"


def test_a_long_message_is_no_command() -> None:
    assert read_command("不知道" * 20) is None
    assert read_command("删除" + "，" * 200) is None
