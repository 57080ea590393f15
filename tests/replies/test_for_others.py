"""Asking for somebody else: no name needed, who may apply for whom, who must report."""

from __future__ import annotations

import datetime as dt
import re
from typing import get_args

import pytest

from bot.replies.for_others import AskingFor, for_others_closing, for_others_intro
from bot.replies.policy import Where
from eligibility import Library
from tests.replies.conftest import AUTUMN

SPRING = dt.date(2026, 3, 2)
KINDS = get_args(AskingFor)
VOICES = ("resident", "grid", "operator")
PLACES = (None, "fuzhou", "minhou", "xiamen", "guzhang")


def closing(
    library: Library,
    kind: AskingFor,
    place: str | None = "minhou",
    voice: str = "resident",
    day: dt.date = AUTUMN,
    tekun: bool = False,
) -> str:
    return for_others_closing(kind, Where(place), library, day, voice=voice, tekun=tekun).text


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_name_is_needed_and_not_knowing_is_normal(kind: AskingFor, voice: str) -> None:
    text = for_others_intro(kind, voice).text
    assert "不知道" in text
    assert re.search("不用(?:说|记)(?:姓名|名字)|不留名", text)
    assert "？" not in text
    assert len(text) <= 60


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("kind", KINDS)
def test_who_may_apply_and_who_must_report(
    library: Library, kind: AskingFor, voice: str, place: str | None
) -> None:
    text = closing(library, kind, place, voice)
    assert re.search("委托|托村里", text)
    assert re.search("应当(?:往|及时)", text)
    assert "社会救助法（2026） 第三十七条" in text
    assert "社会救助法（2026） 第三十九条" in text
    assert "！" not in text
    assert "。。" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_before_the_law_the_same_without_it(library: Library, kind: AskingFor) -> None:
    text = closing(library, kind, day=SPRING)
    assert "社会救助法" not in text
    assert "村（居）委会" in text
    assert "侯政办〔2020〕87号" in text


def test_a_relative_may_apply_themselves(library: Library) -> None:
    text = closing(library, "relative")
    assert "一起生活的家人可以去申请" in text
    assert "我替家里人来申请" in text
    assert "12345" not in text


def test_a_neighbour_can_tell_the_village_without_a_name(library: Library) -> None:
    text = closing(library, "neighbour")
    assert text.startswith("您可以直接告诉村（居）委会")
    assert "不留名也可以" in text
    assert "12345" in text


def test_a_village_needs_the_consent_of_the_one_concerned(library: Library) -> None:
    assert "征得本人同意" in closing(library, "client")
    assert closing(library, "relative", voice="grid") == closing(library, "client", voice="grid")


@pytest.mark.parametrize(
    ("place", "words"),
    [("fuzhou", "上门走访"), ("minhou", "上门走访"), ("xiamen", "报给街道、镇")],
)
def test_what_the_document_of_the_place_adds(library: Library, place: str, words: str) -> None:
    assert words in closing(library, "neighbour", place)
    assert "当地文件" not in closing(library, "neighbour", "guzhang")
    assert "当地文件" not in closing(library, "neighbour", None)


def test_who_cannot_ask_for_themselves_is_helped(library: Library) -> None:
    assert "应当主动帮他办" in closing(library, "neighbour", tekun=True)
    assert "应当主动帮他办" not in closing(library, "neighbour")


@pytest.mark.parametrize("kind", KINDS)
def test_operators_have_short_lines_to_read_aloud(library: Library, kind: AskingFor) -> None:
    for text in (for_others_intro(kind, "operator").text, closing(library, kind, voice="operator")):
        aloud = re.findall("“(.+?)”", text)
        assert aloud
        assert all(len(line) <= 40 for line in aloud)
