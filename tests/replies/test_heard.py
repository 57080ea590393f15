"""Saying back: plain words, by person, rough sums as they were said, at most one line."""

from __future__ import annotations

from typing import Any

import pytest

from bot.replies.heard import heard, quantity
from bot.understanding import read_message
from eligibility import Library, Range, Setting


def line(library: Library, *told: tuple[str, str | None, Any], **words: str) -> str:
    settings = [Setting(fact=fact, member=member, value=value) for fact, member, value in told]
    own = {(fact, member): words[fact] for fact, member, _ in told if fact in words}
    return heard(settings, library.vocabulary, own)


def back(library: Library, text: str, **more: Any) -> str:
    """What is said back of a whole message."""
    reading = read_message(text)
    told = [Setting(fact=f.fact, member=f.member, value=f.value) for f in reading.facts]
    words = {(f.fact, f.member): f.words for f in reading.facts}
    asking_for = reading.household().get("asking_for")
    return heard(told, library.vocabulary, words, reading, asking_for=asking_for, **more)


def test_facts_stand_by_person(library: Library) -> None:
    said = line(
        library,
        ("age", "本人", 68),
        ("student_stage", "女儿", "senior_high"),
        ("people_together", None, 3),
        ("severe_illness", "本人", True),
    )
    assert said == "一家3口；您68岁，得了重病；女儿读高中"


def test_each_fact_once(library: Library) -> None:
    said = line(library, ("age", "本人", 68), ("age", "本人", 68))
    assert said == "您68岁"


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("dibao", True, "在领低保"),
        ("dibao", False, "没领低保"),
        ("dibao", "unknown", "有没有低保不清楚"),
        ("dibao", "declined", ""),
        ("hukou_type", "rural", "农村户口"),
        ("hukou_place", "guzhang", "户口在古丈"),
        ("income_month_total", 2500, "全家每月收入2500元"),
        ("district", "鼓楼区", "在鼓楼区"),
        ("jurisdiction", "minhou", ""),
        ("people_together", 1, "一个人过"),
        ("homes_owned", 2, "名下有2套房"),
        ("vehicle", "none", "没有车"),
        ("housing_need", False, ""),
        ("asking_for", "neighbour", ""),
        ("cause_illness", True, "因病困难"),
        ("cause_illness", False, ""),
        ("months_working_locally", 8, "在这里打工8个月"),
    ],
)
def test_each_kind_of_value(library: Library, fact: str, value: Any, said: str) -> None:
    assert line(library, (fact, None, value)) == said


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("disability_level", 2, "女儿二级残疾"),
        ("disability_level", 0, "女儿没有残疾证"),
        ("disability_level", "unknown", "女儿残疾几级不清楚"),
        ("illness_name", "尿毒症", "女儿尿毒症"),
        ("self_care", "none", "女儿起居全靠人"),
        ("mother_status", "lost_contact", "女儿妈妈联系不上"),
        ("mother_status", "in_prison", "女儿妈妈不在身边"),
        ("tekun", "none", "女儿不是五保特困"),
        ("sex", "F", ""),
        ("cannot_do_acts", 3, "女儿有3样事自己做不了"),
        ("personal_income", 900, "女儿每月收入900元"),
    ],
)
def test_what_is_told_of_a_person(library: Library, fact: str, value: Any, said: str) -> None:
    assert line(library, (fact, "女儿", value)) == said


def test_every_fact_has_words_for_a_yes(library: Library) -> None:
    """Nothing reads like a form: no “：没有”, no English name."""
    for fact, spec in library.vocabulary.facts.items():
        for value in [True, False] if spec.type == "bool" else [*spec.values, "unknown"]:
            said = line(library, (fact, "儿子" if spec.scope == "member" else None, value))
            assert "：" not in said
            assert "{" not in said
            assert "_" not in said


def test_a_rough_sum_in_the_persons_own_words(library: Library) -> None:
    rough = {"low": 1800, "high": 2300, "approx": "about"}
    told = ("income_month_total", None, rough)
    assert line(library, told, income_month_total="两千来块") == "全家每月收入两千来块"
    assert line(library, told) == "全家每月收入1800到2300元"


def test_an_exact_sum_is_said_as_a_number(library: Library) -> None:
    told = ("income_month_total", None, 2500)
    assert line(library, told, income_month_total="两千五") == "全家每月收入2500元"


def test_long_words_are_not_repeated(library: Library) -> None:
    told = ("income_month_total", None, Range(low=1800, high=2300))
    long = "我自己一个月两千来块再加上老人的一点点"
    assert line(library, told, income_month_total=long) == "全家每月收入1800到2300元"


def test_a_rough_age(library: Library) -> None:
    rough = Range(low=80, high=89, approx="over")
    assert line(library, ("age", "妈", rough), age="八十多") == "妈妈八十多岁"
    assert line(library, ("age", "妈", rough), age="80+") == "妈妈80多岁"


def test_nothing_told_nothing_said(library: Library) -> None:
    assert line(library) == ""
    assert line(library, ("severe_illness", "本人", "declined")) == ""


# -- whole messages -------------------------------------------------------------------------------

TOLD_BACK = [
    (
        "我七十三了老头子去年走了儿子在广东打工一年寄个两三千他自己也有两个小孩"
        "我这个腿不行走路要扶药钱一个月三四百养老金就一百多",
        "您73岁，腿不行，养老金每月一百多，药钱每月三四百；老伴不在了；儿子一年寄两三千，在打工",
    ),
    (
        "我家三口人，老婆尿毒症，女儿读高中，没有低保",
        "一家3口，老婆尿毒症，女儿读高中，没领低保",
    ),
    (
        "我得了肺癌，老公在工地打零工，儿子读初三",
        "您得了肺癌，老公打零工，儿子读初三",
    ),
    (
        "替我舅舅问一下，他58岁没结过婚，一个人住，腿有残疾三级，没有低保",
        "一个人过；舅舅58岁，肢体三级残疾；没领低保",
    ),
    (
        "我妈六十八，瘫痪在床，我弟弟精神二级残疾，农村户口",
        "妈妈68岁，瘫痪，起居全靠人；弟弟精神二级残疾，农村户口",
    ),
    (
        "我系统性红斑狼疮五年了，前夫不管，我妈住院花了九万，爸爸没有收入",
        "您得了系统性红斑狼疮，妈妈住院花九万，爸爸没有收入",
    ),
    (
        "两个娃5岁和小学，老公跑了",
        "一个娃5岁，一个娃读小学，老公不在身边",
    ),
]


@pytest.mark.parametrize(("text", "said"), TOLD_BACK)
def test_a_message_is_said_back_in_one_line(library: Library, text: str, said: str) -> None:
    assert back(library, text) == said


def test_a_neighbour_is_not_called_you(library: Library) -> None:
    said = back(library, "替隔壁问，男80多独居，古丈默戎")
    assert "老人80多岁" in said
    assert "您" not in said


def test_staff_hear_of_the_household_not_of_themselves(library: Library) -> None:
    assert back(library, "户主68男肢体二级，老伴65", voice="grid").startswith("户主68岁")
    assert back(library, "男46荆溪，老婆乳腺癌", voice="operator").startswith("来电人46岁")
    assert "您" not in back(library, "残疾二级，没有工作，68岁", voice="grid")


def test_the_most_important_stays_where_there_is_too_much(library: Library) -> None:
    text = (
        "我六十二，糖尿病，老伴六十五，中风，儿子四十，精神二级残疾，儿媳在超市上班，孙女读高一，孙子读初二，"
        "一家六口，没有低保，农村户口，名下有车，没有居住证，自己没有房子，老房漏雨，一个月房租八百"
    )
    whole, short = back(library, text, longest=500), back(library, text)
    assert len(whole) > 90
    assert len(short) <= 90
    assert short.endswith("等")
    for kept in ("一家6口", "您62岁", "老伴65岁", "精神二级残疾"):
        assert kept in short
    assert "农村户口" not in short


def test_a_sum_that_may_be_anything_is_not_said_back(library: Library) -> None:
    assert back(library, "妹夫在重症室一天一万多，妹妹三十五岁") == "妹妹35岁"


def test_parents_of_a_child_are_told_once(library: Library) -> None:
    said = back(library, "我13岁，爸爸坐牢妈妈跑了，跟奶奶住")
    assert said == "您13岁，爸爸不在身边，妈妈联系不上"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (3, "3"),
        (2.5, "2.5"),
        (1500000, "150万"),
        (86000, "8.6万"),
        (12345, "12345"),
        (Range(low=100, high=199, approx="over"), "100多"),
        (Range(low=60), "60以上"),
        (Range(high=2000), "不到2000"),
        (Range(low=2000, high=3000), "2000到3000"),
        (Range(low=5, high=5), "5"),
        ({"low": 1, "high": 3}, "1到3"),
    ],
)
def test_quantities(value: Any, said: str) -> None:
    assert quantity(value) == said
