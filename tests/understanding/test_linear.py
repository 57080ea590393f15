"""Reading takes work in proportion to the length of the text."""

import re
import sys
from collections.abc import Callable, Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from bot.understanding import read_command, read_emergency, read_message
from bot.understanding.text.lexicon import DATA, load
from tests.understanding.tables import table

MESSAGES = [case["text"] for case in table("messages")]
PIECES = ["老公", "我", "儿子的", "两个孩子", "打我", "3个人", "70岁", "低保", "鼓楼区"]
PIECES += ["一", "1", "，", "的", "😀", "不是", "我和", "1-"]
TEXTS = {
    "messages": "，".join(MESSAGES),
    "unpunctuated": re.sub(r"[，。 ]", "", "".join(MESSAGES)),
    **{piece: piece for piece in PIECES},
}
LENGTH = 10_000


def calls(read: Callable[[str], Any], text: str) -> int:
    """How many functions are called to read `text`."""
    count = 0

    def note(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", TEXTS.values(), ids=TEXTS.keys())
def test_twice_the_text_is_at_most_twice_the_work(piece: str) -> None:
    read_message(piece)
    whole = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
    half = calls(read_message, whole[: LENGTH // 2])
    assert calls(read_message, whole) <= 2.3 * half + 2000


@pytest.mark.parametrize("piece", TEXTS.values(), ids=TEXTS.keys())
def test_work_for_a_character_is_bounded(piece: str) -> None:
    whole = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
    # The word lists are read at first use, whatever the text.
    for read in (read_message, read_emergency, read_command):
        read(piece)
    assert calls(read_message, whole) <= 120 * LENGTH
    assert calls(read_emergency, whole) <= 12 * LENGTH
    assert calls(read_command, whole) <= 20


def patterns(node: Any) -> Iterator[str]:
    """Every string of a data file that is a regular expression with a repetition."""
    if isinstance(node, dict):
        for value in node.values():
            yield from patterns(value)
    elif isinstance(node, list):
        for value in node:
            yield from patterns(value)
    elif isinstance(node, str) and re.search(r"[*+]|\{\d+,\}", node):
        yield node


def unbounded(tree: Any) -> Iterator[Any]:
    """The repetitions without an upper bound in a parsed pattern, outermost first."""
    for operator, argument in tree:
        if operator in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            if argument[1] is codes.MAXREPEAT:
                yield argument[2]
            else:
                yield from unbounded(argument[2])
        elif operator is codes.BRANCH:
            for branch in argument[1]:
                yield from unbounded(branch)
        elif operator is codes.SUBPATTERN:
            yield from unbounded(argument[3])
        elif operator in (codes.ASSERT, codes.ASSERT_NOT):
            yield from unbounded(argument[1])


# Commands and answers are matched against at most a few dozen characters.
SHORT_TEXTS_ONLY = {"commands", "answers"}


@pytest.mark.parametrize(
    "name", sorted(p.stem for p in DATA.glob("*.yml") if p.stem not in SHORT_TEXTS_ONLY)
)
def test_no_pattern_repeats_a_repetition(name: str) -> None:
    for pattern in patterns(load(name)):
        for repeated in unbounded(parser.parse(pattern.strip())):
            assert not list(unbounded(repeated)), pattern


SEARCHED_IN_THE_WHOLE_TEXT = (
    "emergency", "illness", "disability", "schooling", "care", "work", "facts_of_members",
    "facts_of_households", "statuses",
)  # fmt: skip


@pytest.mark.parametrize("name", SEARCHED_IN_THE_WHOLE_TEXT)
def test_searched_patterns_look_no_further_than_a_window(name: str) -> None:
    """A pattern searched for in the whole text has no unbounded repetition at all."""
    data = load("emergency")["kinds"] if name == "emergency" else load(name)
    if name == "statuses":
        data = {"names": [line["names"] for line in data["statuses"]]}
    for pattern in patterns(data):
        if not pattern.endswith("*$"):
            assert not list(unbounded(parser.parse(pattern.strip()))), pattern
