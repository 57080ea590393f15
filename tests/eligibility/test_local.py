"""The forms of local figures: what officials may write, what counts, and what is refused."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from eligibility import PackError, load_library
from eligibility.files.local import Local, load_local
from eligibility.files.local_form import FIELDS, Window
from eligibility.files.vocabulary import HERE, vocabulary

DAY = dt.date(2026, 11, 22)
SIGNED = "文件: 甲民〔2026〕1号, 填表人: 甲县民政局, 审核人: 甲县政府"


def loaded(folder: Path, text: str, name: str = "minhou.yml") -> Local:
    (folder / name).write_text(text, encoding="utf-8")
    return load_local(vocabulary(), folder)


def refused(folder: Path, text: str, name: str = "minhou.yml") -> list[str]:
    with pytest.raises(PackError) as raised:
        loaded(folder, text, name)
    return raised.value.problems


def standard(*entries: str) -> str:
    return "低保标准:\n" + "".join(f"  - {{{entry}, {SIGNED}}}\n" for entry in entries)


# -- the forms as shipped -------------------------------------------------------------------


def test_every_place_has_a_form_and_all_are_empty() -> None:
    local = load_local(vocabulary(), HERE / "local")
    assert set(local.forms) == {"fuzhou", "minhou", "xiamen", "guzhang"}
    assert all(form.entries == () for form in local.forms.values())
    assert local.withdrawn == frozenset()


def test_the_forms_are_the_same_but_for_their_title() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (HERE / "local").glob("*.yml")]
    forms = {text.partition("\n")[2] for text in texts if "withdrawn" not in text}
    (form,) = forms
    for field in FIELDS:
        assert f"\n{field.key}:" in form


def test_the_form_with_everything_filled_in_is_read(tmp_path: Path) -> None:
    text = (HERE / "local" / "minhou.yml").read_text(encoding="utf-8")
    text = text.replace("\n填表人:", "\n填表人: 闽侯县民政局").replace(
        "  起始日期:", "  起始日期: 2026-7-1"
    )
    text = text.replace("  文件:", "  文件: 县政府网站").replace(
        "  审核人:", "  审核人: 闽侯县政府办公室"
    )
    text = text.replace("  内容:", "  内容: 按公布的").replace("乡镇街道:", "乡镇街道: 甘蔗街道")
    for field, value in zip(FIELDS, ("900", "1,350", "60%", "45000", "8000"), strict=False):
        before, key, after = text.partition(f"\n{field.key}:")
        text = f"{before}{key}{after.replace('  数值:', f'  数值: {value}', 1)}"
    local = loaded(tmp_path, text)
    assert local.parameters("minhou", DAY) == {
        "dibao_standard": 900,
        "marginal_line": 1350,
        "rigid_ratio_line": 0.6,
        "disposable_income_last_year": 45000,
        "city_avg_wage": 8000,
    }
    assert set(local.texts("minhou", DAY)) == {f.key for f in FIELDS if f.key not in WITH_FIGURES}
    assert local.windows("minhou") == [Window(town="甘蔗街道")]


WITH_FIGURES = {field.key for field in FIELDS if field.parameter} | {"窗口"}


def test_every_figure_of_the_form_is_a_parameter_of_the_vocabulary(tmp_path: Path) -> None:
    assert {field.parameter for field in FIELDS} - {None} == set(vocabulary().parameters)
    fewer = dataclasses.replace(vocabulary(), parameters={})
    with pytest.raises(PackError, match="没有 dibao_standard，表里的“低保标准”要用它"):
        load_local(fewer, tmp_path)


def test_local_files_may_be_absent(tmp_path: Path) -> None:
    local = load_local(vocabulary(), tmp_path)
    assert (local.forms, local.withdrawn) == ({}, frozenset())
    assert local.parameters("minhou", DAY) == {}
    assert local.texts("minhou", DAY) == {}
    assert local.windows("minhou") == []
    assert local.source("minhou", "dibao_standard", DAY) is None


def test_the_folder_may_be_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded(tmp_path, standard("数值: 900, 起始日期: 2026-01-01"))
    monkeypatch.setenv("SCREENER_LOCAL", str(tmp_path))
    assert load_library().local.parameters("minhou", DAY) == {"dibao_standard": 900}


# -- what counts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2025-06-30", None),
        ("2025-07-01", 900),
        ("2026-06-30", 900),
        ("2026-07-01", 950),
        ("2030-01-01", 950),
    ],
)
def test_a_figure_counts_from_its_day_until_the_next(
    day: str, value: float | None, tmp_path: Path
) -> None:
    # The newer one stands first: the day counts, not the order.
    entries = ("数值: 950, 起始日期: 2026-07-01", "数值: 900, 起始日期: 2025-07-01")
    told = loaded(tmp_path, standard(*entries)).parameters("minhou", dt.date.fromisoformat(day))
    assert told.get("dibao_standard") == value


def test_figures_belong_to_their_place(tmp_path: Path) -> None:
    local = loaded(tmp_path, standard("数值: 900, 起始日期: 2026-01-01"))
    assert local.parameters("fuzhou", DAY) == {}


@pytest.mark.parametrize(
    ("district", "hukou_type", "value"),
    [
        (None, "urban", 900),
        (None, "rural", 700),
        (None, None, None),
        (None, "unknown", None),
        ("长乐区", "urban", 980),
        ("长乐区", "rural", 980),
        ("鼓楼区", "rural", 700),
    ],
)
def test_districts_and_hukou_may_differ(
    district: str | None, hukou_type: str | None, value: float | None, tmp_path: Path
) -> None:
    local = loaded(
        tmp_path,
        standard(
            "数值: 900, 户口: 城镇, 起始日期: 2026-01-01",
            "数值: 700, 户口: 农村, 起始日期: 2026-01-01",
            "数值: 980, 户口: 城镇, 县区: 长乐区, 起始日期: 2026-01-01",
            "数值: 980, 户口: 农村, 县区: 长乐区, 起始日期: 2026-01-01",
        ),
    )
    told = local.parameters("minhou", DAY, district, hukou_type)
    assert told.get("dibao_standard") == value


def test_a_district_of_its_own_wins_over_a_newer_general_figure(tmp_path: Path) -> None:
    local = loaded(
        tmp_path,
        standard(
            "数值: 980, 县区: 长乐区, 起始日期: 2025-01-01", "数值: 900, 起始日期: 2026-01-01"
        ),
    )
    assert local.parameters("minhou", DAY, "长乐区") == {"dibao_standard": 980}
    assert local.parameters("minhou", DAY) == {"dibao_standard": 900}


@pytest.mark.parametrize(
    "without", ["文件: 甲民〔2026〕1号, ", "填表人: 甲县民政局, ", ", 审核人: 甲县政府"]
)
def test_what_is_not_approved_and_sourced_is_not_used(without: str, tmp_path: Path) -> None:
    text = standard("数值: 900, 起始日期: 2026-01-01")
    assert without in text
    local = loaded(tmp_path, text.replace(without, ""))
    assert local.parameters("minhou", DAY) == {}
    assert local.source("minhou", "低保标准", DAY) is None
    assert len(local.forms["minhou"].entries) == 1


def test_a_figure_without_a_day_is_not_used(tmp_path: Path) -> None:
    assert loaded(tmp_path, standard("数值: 900")).parameters("minhou", DAY) == {}


def test_one_unit_may_fill_in_the_whole_form(tmp_path: Path) -> None:
    entry = "{数值: 900, 起始日期: 2026-01-01, 文件: 甲, 审核人: 县政府}"
    local = loaded(tmp_path, f"填表人: 闽侯县民政局\n低保标准: {entry}\n")
    source = local.source("minhou", "dibao_standard", DAY)
    assert source is not None
    assert (source.filled_by, source.approved_by) == ("闽侯县民政局", "县政府")
    assert source.text == "甲，2026年1月1日起"
    assert local.source("minhou", "低保标准", DAY) == source


def test_rules_in_words_are_told_as_written(tmp_path: Path) -> None:
    entry = f"{{内容: 受理后 20 个工作日, 起始日期: 2026-01-01, {SIGNED}}}"
    local = loaded(tmp_path, f"办理时限: {entry}\n")
    assert local.texts("minhou", DAY) == {"办理时限": "受理后 20 个工作日"}
    assert local.texts("minhou", dt.date(2025, 1, 1)) == {}


WINDOWS = f"""
窗口:
  {SIGNED.replace(", ", chr(10) + "  ")}
  起始日期: 2026-01-01
  名单:
    - 乡镇街道: 甘蔗街道
      名称: 便民服务中心
      地址: 某路 1 号
      时间: 8:30
      电话: 07434722345
    - {{乡镇街道: 上街镇, 县区: 闽侯县}}
    - 乡镇街道:
"""


def test_windows_are_read_as_written(tmp_path: Path) -> None:
    first, second = loaded(tmp_path, WINDOWS).windows("minhou", DAY)
    # Plain YAML reads the hour as 510 and the telephone number as an octal one.
    assert (first.hours, first.telephone) == ("8:30", "07434722345")
    assert (second.town, second.address) == ("上街镇", None)


def test_windows_of_one_district_only(tmp_path: Path) -> None:
    local = loaded(tmp_path, WINDOWS)
    assert [w.town for w in local.windows("minhou", DAY, "闽侯县")] == ["甘蔗街道", "上街镇"]
    assert [w.town for w in local.windows("minhou", DAY, "鼓楼区")] == ["甘蔗街道"]
    assert local.windows("minhou", dt.date(2025, 1, 1)) == []


@pytest.mark.parametrize("day", ["2026-07-01", "2026.7.1", "2026/7/1", "2026年7月1日"])
def test_days_as_people_write_them(day: str, tmp_path: Path) -> None:
    local = loaded(tmp_path, standard(f"数值: 900, 起始日期: {day}"))
    source = local.source("minhou", "dibao_standard", DAY)
    assert source is not None
    assert source.from_ == dt.date(2026, 7, 1)


@pytest.mark.parametrize("ratio", ["60%", "60％", "0.6"])
def test_ratios_as_people_write_them(ratio: str, tmp_path: Path) -> None:
    entry = f"{{数值: {ratio}, 起始日期: 2026-01-01, {SIGNED}}}"
    local = loaded(tmp_path, f"刚性支出比例: {entry}\n")
    assert local.parameters("minhou", DAY) == {"rigid_ratio_line": 0.6}


def test_a_half_filled_form_is_fine(tmp_path: Path) -> None:
    text = (
        "填表人:\n低保标准:\n  数值:\n  起始日期: 2026-01-01\n  文件:\n财产规定:\n窗口:\n  名单:\n"
    )
    assert loaded(tmp_path, text).forms["minhou"].entries == ()
    assert loaded(tmp_path, "").forms["minhou"].entries == ()


# -- what is refused ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("低保标谁: {数值: 900}", "第 1 行 → 低保标谁：没有这一项；是不是想写“低保标准”"),
        ("天气: 晴", "第 1 行 → 天气：没有这一项；可用：低保标准、低保边缘线、"),
        ("低保标准:\n  数值: 九百", "第 2 行 → 低保标准.数值：“九百”不是数字；只写数字"),
        ("低保标准:\n  数值: 900元", "第 2 行 → 低保标准.数值：“900元”不是数字；只写数字"),
        ("低保标准: {数值: 0}", "低保标准.数值：要大于 0"),
        (
            "低保标准: {数值: 10800}",
            "数值：10800 太大，应在 100 到 4000 之间；要每人每月的；公布的是每年的，请除以 12",
        ),
        ("刚性支出比例: {数值: 60}", "60 太大，应在 0.05 到 3 之间；写成 60% 或 0.6"),
        (
            "上年度居民人均可支配收入: {数值: 2500}",
            "2500 太小，应在 3000 到 300000 之间；要每人全年的",
        ),
        (
            "低保标准:\n  数值: 900\n  起始日期: 明年",
            "第 3 行 → 低保标准.起始日期：“明年”不是日期，应写成 2026-07-01",
        ),
        ("低保标准: {数值: 900, 起始日期: 2026-13-01}", "“2026-13-01”不是日期"),
        (
            "低保标准: {数值: 900, 审核人: 张三}",
            "审核人：“张三”不像单位；写单位，如 县民政局，不写个人姓名",
        ),
        ("填表人: 李四", "第 1 行 → 填表人：“李四”不像单位"),
        ("低保标准: {数值: 900, 户口: 农业}", "低保标准.户口：可用的值：城镇、农村"),
        ("低保标准: {数值: 900, 来源: 甲}", "低保标准.来源：不认识的项"),
        ("低保标准: 900", "第 1 行 → 低保标准：下面应分行写：数值、起始日期、文件、审核人"),
        ("财产规定: 没有车", "财产规定：下面应分行写：内容、起始日期"),
        ("财产规定: {数值: 3}", "财产规定.内容：缺少这一项"),
        (
            "低保标准: {数值: 900}\n低保标准: {数值: 950}",
            "第 2 行 → 低保标准：写了两次，请删去一个",
        ),
        ("低保标准:\n  - {数值: 900}\n  - {数值: 甲}", "第 3 行 → 低保标准[1].数值：“甲”不是数字"),
        (
            "窗口:\n  名单:\n    - {乡镇街道: 甲, 电话: 138-1234-5678}",
            "像是个人手机号；只写公开的办公电话",
        ),
        ("窗口:\n  名单:\n    - 地址: 某路", "第 3 行 → 窗口.名单[0].乡镇街道：缺少这一项"),
        ("低保标准\n数值:900", "最外层应是“项目：内容”，一项一行"),
        ("- 低保标准", "最外层应是“项目：内容”，一项一行"),
        ("低保标准: [", "看不懂；请看冒号后面有没有空格、缩进齐不齐"),
    ],
)
def test_a_broken_form_is_refused_with_line_and_remedy(
    text: str, problem: str, tmp_path: Path
) -> None:
    problems = refused(tmp_path, text)
    assert any(problem in line for line in problems), problems
    assert all(line.startswith("minhou.yml") and "\n" not in line for line in problems)


def test_all_problems_of_all_forms_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "xiamen.yml").write_text("天气: 晴\n", encoding="utf-8")
    (tmp_path / "withdrawn.yml").write_text("withdrawn: fuzhou\n", encoding="utf-8")
    problems = refused(tmp_path, "低保标准: {数值: 甲, 审核人: 乙}")
    assert [line.partition(".yml")[0] for line in problems] == [
        "minhou",
        "minhou",
        "xiamen",
        "withdrawn",
    ]


def test_a_form_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "minhou.yml").write_bytes("低保标准:".encode("gbk"))
    with pytest.raises(PackError, match="不是 UTF-8 文本"):
        load_local(vocabulary(), tmp_path)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("withdrawn: fuzhou", "withdrawn.yml → withdrawn：应是列表"),
        ("withdraw: [fuzhou]", "withdrawn.yml → withdraw：不认识的项"),
    ],
)
def test_a_broken_withdrawal_is_refused(text: str, problem: str, tmp_path: Path) -> None:
    assert refused(tmp_path, text, "withdrawn.yml")[0].startswith(problem)
