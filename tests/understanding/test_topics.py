"""What a question about policy asks."""

import re
import time
from typing import Any

import pytest

from bot.understanding.text.lexicon import load
from bot.understanding.topics import PolicyQuestion, read_question
from tests.understanding.tables import table

LENGTH = 10_000


def asked(question: PolicyQuestion, part: str) -> Any:
    found = getattr(question, part)
    if part == "places":
        return [place.text for place in found]
    return list(found) if isinstance(found, tuple) else found


@pytest.mark.parametrize("case", table("topics"), ids=lambda case: case["text"])
def test_question(case: dict[str, Any]) -> None:
    question = read_question(case["text"])
    for part in case.keys() - {"text"}:
        assert asked(question, part) == case[part], part


def test_a_matter_and_what_is_asked_of_it_make_a_question() -> None:
    assert read_question("低保怎么办").asks
    assert read_question("有车可以办吗").asks
    assert not read_question("怎么办").asks
    assert not read_question("低保").asks


def test_nothing_is_read_out_of_nothing() -> None:
    assert read_question("") == PolicyQuestion(text="")
    assert read_question("嗯嗯") == PolicyQuestion(text="嗯嗯")


def test_every_pattern_looks_no_further_than_a_window() -> None:
    for kind, patterns in load("topics").items():
        named = patterns.items() if isinstance(patterns, dict) else [(kind, patterns)]
        for name, pattern in named if kind != "general" else ():
            assert not re.search(r"(?<!\\)[*+]|\{\d+,\}", pattern), name


@pytest.mark.parametrize("piece", ["低保多少钱", "有", "能", "户口在", "不", "1", "被我", "，"])
def test_a_long_text_is_read_at_once(piece: str) -> None:
    started = time.perf_counter()
    read_question((piece * LENGTH)[:LENGTH])
    assert time.perf_counter() - started < 1
