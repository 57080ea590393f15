"""Anger, abuse, sorrow and tears: the right words and numbers, no question, no promise."""

from __future__ import annotations

import datetime as dt
import re
from typing import get_args

import pytest

from bot.replies.people import spoken, spoken_self
from bot.replies.policy import Where
from bot.replies.tones import Tone, acknowledged, condolence, tone_reply
from eligibility import Library
from tests.replies.conftest import AUTUMN

SPRING = dt.date(2026, 3, 2)
TONES = get_args(Tone)
VOICES = ("resident", "grid", "operator")


def said(library: Library, tone: Tone, voice: str = "resident", day: dt.date = AUTUMN) -> str:
    return tone_reply(tone, Where("minhou"), library, day, voice).text


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("tone", TONES)
def test_it_is_short_calm_and_asks_nothing(library: Library, tone: Tone, voice: str) -> None:
    reply = tone_reply(tone, Where("minhou"), library, AUTUMN, voice)
    assert len(reply.text) <= 160
    assert reply.choices == ()
    for sign in ("？", "！", "?", "!", "{", "}"):
        assert sign not in reply.text
    assert not re.search("一定能|保证|肯定能|不要骂|文明|请您冷静", reply.text)


@pytest.mark.parametrize("tone", TONES)
def test_residents_may_go_on_when_they_like(library: Library, tone: Tone) -> None:
    assert re.search("接着|随时", said(library, tone))


def test_heavy_sorrow_has_its_number(library: Library) -> None:
    text = said(library, "sorrow")
    assert "12356" in text
    assert "12345" not in text


def test_anger_has_complaint_and_appeal_with_their_clause(library: Library) -> None:
    text = said(library, "anger")
    assert "12345" in text
    assert "复议" in text
    assert "书面" in text
    assert "〔社会救助法（2026） 第四十五条" in text


def test_before_the_law_the_right_stands_without_a_clause(library: Library) -> None:
    text = said(library, "anger", day=SPRING)
    assert "书面" in text
    assert "〔" not in text


def test_abuse_is_met_without_a_lesson(library: Library) -> None:
    text = said(library, "abuse")
    assert "12345" in text
    assert "我听着" in text


@pytest.mark.parametrize("voice", ["grid", "operator"])
@pytest.mark.parametrize("tone", TONES)
def test_staff_have_lines_of_at_most_forty_characters(
    library: Library, tone: Tone, voice: str
) -> None:
    aloud = re.findall("“(.+?)”", said(library, tone, voice))
    assert aloud
    assert all(len(line) <= 40 for line in aloud)


def test_one_sentence_before_the_rest() -> None:
    assert acknowledged("anger") == "跑来跑去没个说法，换谁都急。"
    assert (acknowledged("anger", "operator") or "").startswith("【可念】“")
    assert acknowledged("abuse") is None


@pytest.mark.parametrize(
    ("label", "relation", "lately", "sentence"),
    [
        ("老头子", "spouse", False, "老伴不在了，您不容易。"),
        ("老伴", "spouse", True, "老伴刚走，您节哀，慢慢说，不急。"),
        ("妈", "mother", True, "妈妈刚走，您节哀，慢慢说，不急。"),
        ("儿子", "son", True, "孩子没了，这份难受说不出来，您慢慢说。"),
    ],
)
def test_condolence_is_one_sentence(label: str, relation: str, lately: bool, sentence: str) -> None:
    assert condolence(label, relation, lately) == sentence


def test_staff_read_a_condolence_only_for_a_fresh_loss() -> None:
    assert condolence("老伴", "spouse", False, "operator") is None
    assert (condolence("老伴", "spouse", True, "operator") or "").startswith("【可念】“")
    assert condolence("老伴", "spouse", True, "grid") is None


@pytest.mark.parametrize(
    ("label", "word"),
    [
        ("老头子", "老伴"),
        ("堂客", "爱人"),
        ("女儿", "女儿"),
        ("娃1", "一个娃"),
        ("家人3", "一位家人"),
        ("爹", "爸爸"),
    ],
)
def test_people_in_their_words(label: str, word: str) -> None:
    assert spoken(label) == word


@pytest.mark.parametrize(
    ("told_as", "asking_for", "age", "voice", "word"),
    [
        ("我", None, 73, "resident", "您"),
        (None, None, None, "resident", "您"),
        ("隔壁", "neighbour", 82, "resident", "老人"),
        ("邻居", "neighbour", 40, "resident", "那位"),
        ("我", "relative", 30, "resident", "您"),
        ("亲戚", "relative", None, "resident", "那位"),
        ("户主", None, 68, "grid", "户主"),
        (None, None, 68, "grid", "户主"),
        ("男", None, 46, "operator", "来电人"),
        ("隔壁", "neighbour", 80, "operator", "老人"),
        ("大姐", None, None, "grid", "大姐"),
    ],
)
def test_the_one_it_is_about(
    told_as: str | None, asking_for: str | None, age: float | None, voice: str, word: str
) -> None:
    assert spoken_self(told_as, asking_for, age, voice) == word
