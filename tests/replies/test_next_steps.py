"""What to bring, how it goes, what to say, where to ring: merged, sourced, the household's own."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.replies.counter import own_facts, wish
from eligibility import Library
from eligibility.files.packs import Paper
from eligibility.telling.guide import _merged
from tests.replies.conftest import HOUSEHOLDS, Told, ask, tell

POOR = {"people_together": 3, "income_month_total": 1860}
PUBLIC = {
    *("110", "119", "120", "12333", "12338", "12345", "12348", "12349"),
    *("12351", "12355", "12385", "12393"),
}
WIFE = {"name": "老婆", "relation": "spouse", "age": 45, "severe_illness": True}
SON = {"name": "儿子", "relation": "son", "age": 17, "student_stage": "senior_high"}


@pytest.fixture(scope="module")
def poor(library: Library) -> Told:
    return ask(library, "minhou", POOR, {"name": "本人", "age": 46}, WIFE, SON)


def section(told: Told, name: str) -> list[str]:
    _, _, rest = told.account.text.partition(f"【{name}】")
    return rest.partition("\n\n")[0].strip().splitlines()


def test_each_paper_once_with_its_source(poor: Told) -> None:
    lines = [line for line in section(poor, "要带什么") if line.startswith("· ")]
    papers = [
        paper.split("（")[0]
        for line in lines
        for paper in re.split("、", line.partition("〔")[0].removeprefix("· "))
    ]
    assert len(papers) == len(set(papers))
    assert re.search("书面申请〔最低生活保障审核确认办法.* 第四条〕", "\n".join(lines))
    assert lines[-1].startswith("· 窗口常要的（文件没有写）：")
    assert all("〔" in line for line in lines[:-1])


def test_of_two_names_of_a_paper_the_sourced_one_stays() -> None:
    usual, named = Paper(paper="残疾人证（有的话）"), Paper(paper="残疾人证", source="a-1")
    for papers in ([usual, named], [named, usual]):
        assert [(p.text, p.source) for p in _merged(papers)] == [("残疾人证", "a-1")]


def test_what_need_not_be_brought_has_its_clause(poor: Told) -> None:
    line = next(x for x in section(poor, "要带什么") if x.startswith("不用带的："))
    assert "收入、存款、房产、车辆" in line
    assert "〔社会救助法（2026） 第六十二条〕" in line


def test_the_route_goes_by_stages_with_days_and_clauses(poor: Told) -> None:
    lines = section(poor, "怎么走")
    stages = [line.removeprefix("· ").partition("：")[0] for line in lines]
    assert stages == ["交申请", "同意核对", "上门和核对", "公示", "决定", "开始发", "以后"]
    assert "到户口所在地的乡镇政府、街道办事处申请" in lines[0]
    assert re.search("在村、社区公示（7天）〔最低生活保障审核确认办法.* 第十九条〕", lines[3])
    assert re.search("（30个工作日内）〔最低生活保障审核确认办法.* 第二十二条〕", lines[4])
    timed = [bool(re.search("（[^）]*日内?）〔", step)) for step in lines[4].split("〕；")]
    assert timed == sorted(timed, reverse=True)


def test_who_holds_the_status_is_not_shown_how_to_apply_for_it(library: Library) -> None:
    found = ask(library, "xiamen", {"dibao": True}, {"name": "本人", "age": 50}, SON)
    assert found.guide.in_play
    assert "30个工作日" not in found.account.text


def test_an_order_of_a_place_gives_way_to_the_law_in_an_emergency(library: Library) -> None:
    told = {"sudden_serious_illness": True, "needs_help_now": True}
    found = ask(library, "xiamen", told, WIFE, urgent=True)
    assert "先医疗、教育、住房等专项救助，再临时救助" not in found.account.text


def test_the_counter_hears_the_households_own_facts(poor: Told) -> None:
    said = "家里3口人，全家一个月收入1860元；老婆45岁，得了重病。想申请低保，请收下申请。"
    assert f"到了可以说：“{said}”" in poor.summary[-1].text
    assert f"可以这样说：“{said}”" in poor.account.text


def test_the_counter_never_hears_a_no(library: Library) -> None:
    blank = {"name": "本人", "age": 40, "works_how": "unknown", "illness_name": "declined"}
    found = ask(library, "minhou", POOR, blank)
    assert own_facts(found.guide, "dibao") == "家里3口人，全家一个月收入1860元"
    for sentence in re.findall("可以这样?说：“(.+?)”", found.everything):
        assert not re.search("没有重病|残疾0|收入0|unknown|declined|None|False", sentence)


def test_the_counter_hears_only_of_those_meant(poor: Told) -> None:
    assert own_facts(poor.guide, "minhou-3.5c", ["儿子"]) in (
        "儿子17岁，上高中",
        "家里3口人，全家一个月收入1860元；儿子17岁，上高中",
    )
    assert "老婆" not in own_facts(poor.guide, "dibao_single", ["儿子"])


@pytest.mark.parametrize(
    ("label", "members", "said"),
    [
        ("申请低保（全家）", [], "想申请低保，请收下申请。"),
        ("申请低收入（低保边缘）家庭认定", [], "想申请低收入家庭认定，请收下申请。"),
        ("给一个人单独申请低保", ["老婆"], "想给老婆单独申请低保，请收下申请。"),
        ("给一个人单独申请低保", ["本人"], "想给自己单独申请低保，请收下申请。"),
        ("登记失业", ["本人"], "想登记失业，请收下申请。"),
        ("疾病应急救助", [], "想申请疾病应急救助，请收下申请。"),
    ],
)
def test_a_wish_reads_as_people_speak(label: str, members: list[str], said: str) -> None:
    assert wish(label, members) == said


def test_who_asks_for_others_says_so(library: Library) -> None:
    told = {"asking_for": "neighbour", "fire_or_accident": True, "needs_help_now": True}
    old = {"name": "老人", "age": {"low": 80, "high": 89}}
    found = ask(library, "guzhang", told, old, urgent=True)
    assert "“我替别人来问。家里刚出了失火" in found.summary[-1].text
    assert "也可以直接告诉村（居）委会" in found.everything


def test_renamed_units_are_named_as_they_are_today(library: Library) -> None:
    child = {"name": "女儿", "age": 9, "disability_level": 1, "disability_certificate": "yes"}
    found = ask(library, "xiamen", {"dibao": True}, {"name": "本人", "age": 38}, child)
    assert "地税局（现在：税务局" in found.account.text.splitlines()[-2]


def test_public_lines_by_topic(library: Library) -> None:
    child = {"name": "女儿", "age": 16, "disability_level": 1, "disability_certificate": "yes"}
    work = {"name": "本人", "age": 38, "looking_for_work": True, "inpatient_self_pay": 20000}
    found = ask(library, "xiamen", {"dibao": True}, work, child)
    heads = [line for line in found.account.text.splitlines() if line.startswith("【")]
    assert any("医疗" in head and "12393（医保）" in head for head in heads)
    assert any("残疾" in head and "12385（残联）" in head for head in heads)
    assert not any("上学" in head and "打" in head for head in heads)


@pytest.mark.parametrize("case", HOUSEHOLDS, ids=lambda case: case["name"])
@pytest.mark.parametrize("day", [dt.date(2020, 9, 1), dt.date(2026, 11, 20)])
def test_no_other_number_to_ring(library: Library, case: dict[str, object], day: dt.date) -> None:
    text = tell(library, case, day).everything
    assert set(re.findall(r"(?<![\d.])1[12]\d{1,3}(?!\d|元|\.|％|%)", text)) <= PUBLIC
    assert re.findall(r"\d{7,}|\d{3,4}[-—]\d{6,}", text) == []


def test_the_plan_of_2020_is_one_line(library: Library) -> None:
    found = ask(library, "minhou", POOR, {"name": "本人", "age": 46}, WIFE)
    lines = [x for x in found.everything.splitlines() if "闽民救〔2020〕21号" in x]
    assert len(lines) == 1
    assert re.search(r"的方案里还有\d+项，是不是还在办请问窗口：", lines[0])


def test_what_is_held_is_never_offered_nor_summed(library: Library) -> None:
    found = ask(library, "guzhang", {"dibao": True, "hukou_type": "urban"}, WIFE)
    held = next(x for x in found.account.text.splitlines() if x.startswith("【已享受】"))
    assert "每月领低保金" in held
    assert found.everything.count("每月领低保金") == 1
    assert "申请低保（全家）" not in found.everything
    assert not re.search(r"合计|总共|一共|加起来", found.everything)


def test_old_figures_are_of_their_year(library: Library) -> None:
    told = {"dibao": True, "dibao_level": "partial", "in_public_rental": True, "rental_m2": 50}
    old = ask(library, "minhou", told).account.text
    young = ask(library, "minhou", told, today=dt.date(2022, 6, 1)).account.text
    assert "2020年文件写的是租金每月40元" in old
    assert "现在多少以窗口为准" in old
    assert "文件写的是租金每月40元" in young
    assert "2020年文件写的是租金每月40元" not in young


@pytest.mark.parametrize(
    ("illness", "said"), [("腿不行", "73岁，腿不行"), ("尿毒症", "73岁，得了尿毒症")]
)
def test_an_illness_is_said_as_people_say_it(library: Library, illness: str, said: str) -> None:
    told = ask(library, "minhou", {}, {"name": "本人", "age": 73, "illness_name": illness})
    assert said in own_facts(told.guide, "dibao", ["本人"])
