"""What is said when a person is asked for, and the note that person reads."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

import pytest

from bot.replies.handover import LONGEST_WORDS, Line, Section, human_reply, note
from eligibility import Household, Library, Question, parse_household
from tests.replies.conftest import AUTUMN, Told, tell


@dataclasses.dataclass(frozen=True)
class Number:
    """A number of a deployment's settings."""

    number: str
    name: str = "热线"
    hours: str = "白天"
    for_places: Sequence[str] = ()
    opens_notes: bool = False
    note: str | None = None


LINES = [Number("12345"), Number("0591-12349", for_places=["fuzhou"], note="周末休息")]
OPEN = Question(question="x", text="家里几口人？", stage="core", facts=[])


def written(sections: Sequence[Section]) -> str:
    return "\n".join(f"{line.text} {line.aside}" for part in sections for line in part.lines)


def made(library: Library, household: dict[str, Any], **more: Any) -> list[Section]:
    """The note of a household."""
    told = tell(library, {"household": household}, AUTUMN)
    asked = more.pop("question", told.screening.next)
    return note(told.guide.household, asked, told.screening, told.guide, **more)


# -- what the resident is told -------------------------------------------------------------------


@pytest.mark.parametrize(("place", "there"), [("fuzhou", True), ("minhou", False), (None, False)])
def test_only_numbers_for_the_place_are_named(place: str | None, there: bool) -> None:
    (told,) = human_reply(LINES, place, None, 60)
    assert "12345（热线，白天）" in told.text
    assert ("0591-12349（热线，白天；周末休息）" in told.text) is there
    assert "应当受理" in told.text


def test_a_code_is_told_with_how_long_it_holds() -> None:
    for minutes, words in ((72 * 60, "72小时"), (60, "1小时"), (45, "45分钟")):
        told = human_reply(LINES, None, "4827-1936", minutes)[-1].text
        assert "4827-1936" in told
        assert words in told


def test_a_number_is_named_for_the_code_only_where_it_can_be_opened() -> None:
    opens = [*LINES, Number("968123", opens_notes=True)]
    assert "打968123时" in human_reply(opens, "minhou", "4827-1936", 60)[-1].text
    assert "12345" not in human_reply(LINES, "minhou", "4827-1936", 60)[-1].text


def test_without_a_code_none_is_spoken_of() -> None:
    assert "编号" not in "".join(reply.text for reply in human_reply(LINES, None, None, 60))


# -- the note ------------------------------------------------------------------------------------


def test_every_household_has_a_note(told: Told) -> None:
    sections = note(told.guide.household, OPEN, told.screening, told.guide, told.urgent)
    assert all(section.title and section.lines for section in sections)
    everything = written(sections)
    assert OPEN.text in everything
    assert "由窗口核定" in everything
    for raw in ("None", "unknown", "declined", "true", "false", "{", "not_asked"):
        assert raw not in everything.lower()


def test_facts_stand_under_their_person_with_the_words(library: Library) -> None:
    sections = made(
        library,
        {
            "jurisdiction": "minhou",
            "household": {"people_together": 2, "dibao": False},
            "members": [
                {"name": "本人", "relation": "self", "age": 51},
                {"name": "女儿", "relation": "daughter", "disability_level": 2, "age": 9},
            ],
            "said": [{"fact": "disability_level", "member": "女儿", "words": "残疾证二级的"}],
        },
    )
    by_title = {section.title: section.lines for section in sections}
    hers = by_title["说过的情况：女儿"]
    assert Line("残疾等级：2级", "原话：残疾证二级的") in hers
    assert Line("年龄：9岁") in hers
    assert any(line.text.startswith("领低保") for line in by_title["说过的情况：全家"])
    assert any(line.text.endswith("：否") for line in by_title["说过的情况：全家"])


def test_long_words_are_kept_short(library: Library) -> None:
    words = "我跟你讲" * 40
    said = [{"fact": "age", "member": "本人", "words": words}]
    members = [{"name": "本人", "age": 51}]
    household = {"jurisdiction": "minhou", "members": members, "said": said}
    told = written(made(library, household))
    assert words[:LONGEST_WORDS] + "…" in told
    assert words[: LONGEST_WORDS + 1] not in told


def test_what_is_not_known_is_told_apart_from_what_one_will_not_say(library: Library) -> None:
    household = {"people_together": "unknown"}
    members = [{"name": "本人", "severe_illness": "declined"}]
    sections = made(library, {"jurisdiction": "minhou", "household": household, "members": members})
    lines = next(s.lines for s in sections if s.title == "不清楚、不想说的")
    assert [line.text for line in lines] == [
        "一起生活的人数：说不清楚",
        "得了重病（本人）：不想说，不要追问",
    ]
    assert "还没有说到" in written(sections)


@pytest.mark.parametrize(
    ("asking_for", "words"), [("neighbour", "转述，没有核实"), ("self", "自己说的，没有核实")]
)
def test_hearsay_is_called_so(library: Library, asking_for: str, words: str) -> None:
    household = {"asking_for": asking_for}
    assert words in written(made(library, {"jurisdiction": "guzhang", "household": household}))


def test_what_cannot_wait_and_what_went_wrong_come_first(library: Library) -> None:
    household = {"no_money_for_food": True, "dibao_cut_or_stopped": "stopped"}
    first = made(library, {"jurisdiction": "minhou", "household": household})[0]
    assert first.urgent
    assert "没钱买吃的" in first.lines[0].aside
    assert "书面理由" in first.lines[1].text
    calm = made(library, {"jurisdiction": "minhou"})
    assert not any(section.urgent for section in calm)
    assert made(library, {"jurisdiction": "minhou"}, urgent=True)[0].urgent


def test_open_points_name_what_hangs_on_them(library: Library) -> None:
    sections = made(library, {"jurisdiction": "minhou", "household": {"dibao": "unknown"}})
    lines = next(s.lines for s in sections if s.title == "还没弄清的")
    assert lines[0].text.startswith("正问到：")
    dibao = next(line for line in lines if line.text.startswith("领低保"))
    assert dibao.text.endswith("（说不清楚）")
    assert re.fullmatch(r"关系到\d+项(，如.+)?", dibao.aside)
    assert lines[-1].text.startswith("还有")


def test_the_result_names_matter_and_window(library: Library) -> None:
    household = {
        "hukou_place": "minhou",
        "dibao": True,
        "in_public_rental": True,
        "rental_m2": 45,
    }
    sections = made(library, {"jurisdiction": "minhou", "household": household})
    lines = next(s.lines for s in sections if s.title == "照目前说的看")
    assert any(line.text.startswith("初步属于兜底保障群体") for line in lines)
    assert any("初步符合" in line.text and line.aside.startswith("去") for line in lines)


def test_what_hangs_on_it_is_named_where_something_speaks_for_it(library: Library) -> None:
    household = {"hukou_place": "minhou", "housing_need": True, "dibao_marginal": False}
    members = [{"name": "本人", "relation": "self", "age": 73, "severe_illness": True}]
    told = {"jurisdiction": "minhou", "household": household, "members": members}
    sections = made(library, told)
    lines = next(s.lines for s in sections if s.title == "还没弄清的")
    assert not any("幼儿园" in line.aside for line in lines)


def test_too_early_for_a_result_is_not_called_nothing(library: Library) -> None:
    assert "还看不出能申请什么" in written(made(library, {"jurisdiction": "xiamen"}))


def test_without_a_place_there_is_no_result_yet() -> None:
    household = parse_household({"members": [{"name": "本人", "age": 70}]})
    told = written(note(household, None, None, None))
    assert "年龄：70岁" in told
    assert "还没有到能比对的时候" in told
    assert "还没有说到家里的情况" in written(note(Household(), None, None, None))
