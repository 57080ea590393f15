"""What a correction changed: the facts as they were and are, and the result before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from bot.replies.changes import (
    MOST_LINES,
    SHORT,
    called,
    changed,
    changed_facts,
    changes,
    corrected,
    value_words,
)
from eligibility import Household, Library, Range, Screening, parse_household, screen
from eligibility.telling.guide import Guide, guide
from tests.replies.conftest import AUTUMN, NOTHING, PERSON

PLACES = ("minhou", "fuzhou", "xiamen", "guzhang")
MOTHER = {"name": "妈", "relation": "mother", "age": 72, "disability_level": 2}


def family(place: str = "minhou", *members: dict[str, Any], **facts: Any) -> Household:
    """Somebody of 45 with these members, who has said everything else."""
    here = {"hukou_type": "urban", "long_term_resident": True, "hukou_place": place}
    own = {**NOTHING, **here, "people_together": 1 + len(members), **facts}
    people = [{"name": "本人", "relation": "self", "age": 45}, *members]
    data = [{**PERSON, **person} for person in people]
    return parse_household({"jurisdiction": place, "household": own, "members": data})


def judged(
    library: Library, household: Household, everything: bool = True, day: dt.date = AUTUMN
) -> tuple[Screening, Guide]:
    screening = screen(library, household, day, everything=everything)
    return screening, guide(library, household, screening)


def lines(
    library: Library, before: Household, after: Household, everything: bool = True
) -> list[str]:
    old, _ = judged(library, before, everything)
    new, way = judged(library, after, everything)
    return changes(old, new, way)


# -- facts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda h: h.told("disability_level", 3, "妈"), "妈妈的残疾等级 二级 → 三级"),
        (lambda h: h.told("disability_level", 0, "妈"), "妈妈的残疾等级 二级 → 没有"),
        (lambda h: h.told("age", 54, "本人"), "您的年龄 45岁 → 54岁"),
        (lambda h: h.told("dibao", True), "没领低保 → 在领低保"),
        (lambda h: h.told("jurisdiction", "xiamen"), "看的地方 闽侯县 → 厦门市"),
        (lambda h: h.told("people_together", 4), "一起生活的人数 2人 → 4人"),
        (lambda h: h.told("severe_illness", True, "妈"), "妈妈没有重病 → 得了重病"),
        (lambda h: h.told("income_month_total", 2000), ""),
        (lambda h: h, ""),
    ],
)
def test_what_was_put_right(
    library: Library, edit: Callable[[Household], Household], said: str
) -> None:
    before = family("minhou", MOTHER)
    assert changed_facts(before, edit(before), library.vocabulary) == said


def test_a_rough_sum_in_the_persons_words(library: Library) -> None:
    before = family(income_month_total=3000)
    rough = Range(low=1800, high=2300, approx="about")
    after = before.told("income_month_total", rough, words="两千来块")
    assert changed_facts(before, after, library.vocabulary) == "全家每月收入 3000元 → 两千来块"


def without(household: Household, fact: str, member: str) -> Household:
    data = household.model_dump(mode="json")
    next(m for m in data["members"] if m["name"] == member).pop(fact)
    return parse_household(data)


def test_what_is_taken_back(library: Library) -> None:
    before = family("minhou", MOTHER)
    after = without(before, "disability_level", "妈")
    assert changed_facts(before, after, library.vocabulary) == "妈妈的残疾等级 不算了"


def test_what_is_of_somebody_else(library: Library) -> None:
    father = {"name": "爸", "relation": "father"}
    before = without(family("minhou", MOTHER, father), "disability_level", "爸")
    after = without(before.told("disability_level", 2, "爸"), "disability_level", "妈")
    assert changed_facts(before, after, library.vocabulary) == "残疾等级“二级”：妈妈 → 爸爸"


def test_who_is_no_member_and_who_is_called_otherwise(library: Library) -> None:
    before = family("minhou", MOTHER)
    data = before.model_dump(mode="json")
    gone = parse_household({**data, "members": data["members"][:1]})
    assert changed_facts(before, gone, library.vocabulary) == "妈妈不算一起生活的人"
    data["members"][1].update(name="婆婆", relation="in_law")
    assert changed_facts(before, parse_household(data), library.vocabulary) == "妈改成婆婆"


def test_many_changes_are_counted(library: Library) -> None:
    before = family("minhou", MOTHER)
    after = before.told("dibao", True).told("age", 80, "妈").told("disability_level", 1, "妈")
    after = after.told("people_together", 3)
    said = changed_facts(before, after, library.vocabulary)
    assert said.endswith("等4处")
    assert said.count("→") == 3


def test_what_was_open_before_is_no_change(library: Library) -> None:
    before = family(dibao="unknown", income_month_total="declined")
    after = before.told("dibao", True).told("income_month_total", 100)
    assert changed_facts(before, after, library.vocabulary) == ""


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("disability_level", 1, "一级"),
        ("disability_level", 0, "没有"),
        ("age", 70, "70岁"),
        ("rental_m2", 45, "45平方米"),
        ("personal_income", Range(low=1000, high=2000), "1000到2000元"),
        ("dibao", "unknown", "不清楚"),
        ("dibao", "declined", "不想说"),
        ("student_stage", "senior_high", "普通高中"),
        ("illness_name", ["尿毒症", "高血压"], "尿毒症、高血压"),
        ("dibao", False, "没领低保"),
        ("asked_same_papers_again", False, "没有"),
        ("heard_before_stop", True, "是"),
    ],
)
def test_values_in_words(library: Library, fact: str, value: Any, words: str) -> None:
    assert value_words(fact, value, library.vocabulary) == words


def test_people_are_called_as_the_asker_would() -> None:
    assert called("本人", family()) == "您"
    assert called("妈", family()) == "妈妈"
    assert called("本人", family(asking_for="neighbour")) == "那位"


# -- result ------------------------------------------------------------------------------------


@pytest.mark.parametrize("everything", [True, False])
@pytest.mark.parametrize("place", PLACES)
def test_nothing_changes_where_nothing_hangs_on_it(
    library: Library, place: str, everything: bool
) -> None:
    before = family(place, MOTHER)
    assert lines(library, before, before.told("sex", "F", "妈"), everything) == []


@pytest.mark.parametrize("everything", [True, False])
@pytest.mark.parametrize("place", PLACES)
def test_a_status_changes_its_group(library: Library, place: str, everything: bool) -> None:
    before = family(place, MOTHER)
    told = lines(library, before, before.told("dibao", True), everything)
    assert "→ 初步属于" in told[0]
    back = lines(library, before.told("dibao", True), before, everything)
    assert "初步属于 →" in back[0]


def test_a_door_to_what_is_held_now_is_not_closed(library: Library) -> None:
    before = family("minhou", MOTHER, income_month_total=100)
    told = lines(library, before, before.told("dibao", True))
    doors = [line for line in told if "已经有了" in line]
    assert doors
    assert not any("低保" in line and "暂" in line for line in doors)


def test_why_something_does_not_fit_any_more(library: Library) -> None:
    before = family("minhou", MOTHER, dibao=True, in_public_rental=True, rental_m2=45)
    told = lines(library, before, before.told("in_public_rental", False))
    closed = [line for line in told if "→ 暂不符合" in line]
    assert closed
    assert any("文件要求：" in line for line in closed)


def test_an_amount_that_changes(library: Library) -> None:
    before = family("minhou", MOTHER, dibao=True, dibao_level="partial", in_public_rental=True)
    before = before.told("rental_m2", 45)
    told = lines(library, before, before.told("rental_m2", 30))
    assert any("金额" in line and "→" in line for line in told)


def test_another_place_is_another_document(library: Library) -> None:
    before = family("minhou", MOTHER)
    told = lines(library, before, before.told("jurisdiction", "xiamen"))
    assert told == ["换了地方，看的文件也换了，结果重新看。"]


@pytest.mark.parametrize("everything", [True, False])
@pytest.mark.parametrize("place", PLACES)
def test_messages_are_short_and_promise_nothing(
    library: Library, place: str, everything: bool
) -> None:
    before = family(place, MOTHER, dibao=True)
    for after in (
        before.told("dibao", False),
        before.told("disability_level", 0, "妈"),
        before.told("hukou_place", "other"),
        before.told("severe_illness", True, "妈"),
    ):
        facts = changed_facts(before, after, library.vocabulary)
        replies = changed(facts, lines(library, before, after, everything))
        assert 1 <= len(replies) <= 2
        assert replies[0].text.startswith("改好了：")
        for reply in replies:
            assert len(reply.text) <= SHORT
            assert reply.text.count("· ") <= MOST_LINES
            assert "一定" not in reply.text


def test_how_much_is_left_unsaid(library: Library) -> None:
    before = family("minhou", MOTHER)
    told = lines(library, before, before.told("dibao", True))
    text = changed("没领低保 → 在领低保", told)[-1].text
    shown = text.count("· ")
    assert f"还有{len(told) - shown}项也变了。" in text


def test_few_changes_leave_the_rest_as_it_was() -> None:
    replies = changed("甲 → 乙", ["· 某项：要看情况 → 初步符合"])
    assert [reply.text for reply in replies] == [
        "改好了：甲 → 乙。",
        "结果有变：\n· 某项：要看情况 → 初步符合\n其他不变。",
    ]


def test_without_a_change_of_the_result() -> None:
    assert [reply.text for reply in changed("甲 → 乙", [])] == ["改好了：甲 → 乙。结果不变。"]
    assert [reply.text for reply in changed("", [])] == ["结果不变。"]


def test_in_the_middle_only_the_facts() -> None:
    assert [reply.text for reply in corrected("甲 → 乙")] == ["改好了：甲 → 乙。"]
    assert corrected("") == []
