"""Answers to where one is registered, how, and where one lives, asked in one question (古丈)."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.understanding import read_answer
from tests.understanding.answering_helper import Family
from tests.understanding.interview_helper import family, put


@dataclass
class Told(Family):
    """A household of which something was told."""

    household: dict[str, Any] = field(default_factory=dict)


ANSWERS = {
    "古丈城镇户口，一直都住县里": "guzhang",
    "城镇户口，就在古丈县城住": "guzhang",
    "居民户口，人也在这里": "guzhang",
    "非农，住古阳镇": "guzhang",
    "城镇的，从来没出去过": "guzhang",
    "县城户口，常年在外打工": "guzhang_away",
    "城镇户口，人在长沙": "guzhang_away",
    "古丈居民户口，平时不在家": "guzhang_away",
    "农村的": "guzhang_rural",
    "默戎的，农业户口": "guzhang_rural",
    "农村户口，一直住村里": "guzhang_rural",
    "泸溪的": "other",
    "外地的": "other",
    "户口不在古丈": "other",
    "1": "guzhang",
    "第三个": "guzhang_rural",
}


@pytest.mark.parametrize(("text", "option"), ANSWERS.items())
def test_the_option_that_fits_all_that_is_told(text: str, option: str) -> None:
    answer = read_answer(text, put("hukou_guzhang"), family("five", "guzhang"))
    assert answer is not None
    assert answer.choice_ids == [option]


@pytest.mark.parametrize("text", ["古丈的", "城镇户口", "一直住县里"])
def test_what_leaves_the_home_or_the_register_open_is_noted_and_asked_further(text: str) -> None:
    answer = read_answer(text, put("hukou_guzhang"), family("five", "guzhang"))
    assert answer is not None
    assert not answer.settings
    assert answer.extra is not None
    assert answer.extra.facts


def test_what_was_told_before_counts() -> None:
    known = {"hukou_place": "guzhang", "hukou_type": "urban"}
    household = Told("guzhang", family("five").members, known)
    answer = read_answer("住在县里", put("hukou_guzhang"), household)
    assert answer is not None
    assert answer.choice_ids == ["guzhang"]


def test_the_same_told_again_is_all_there_is() -> None:
    household = Told("guzhang", family("five").members, {"hukou_place": "guzhang"})
    answer = read_answer("古丈的", put("hukou_guzhang"), household)
    assert answer is not None
    assert answer.settings == [("hukou_place", None, "guzhang")]
