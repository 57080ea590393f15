"""`check`: every kind of problem seen on a pack, a form or a folder of cases that has it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from eligibility import Library, load_library
from eligibility.check import check, report
from eligibility.checks.deployment import form_problems, local_report
from eligibility.checks.documents import pack_problems
from eligibility.checks.thresholds import threshold_problems
from eligibility.checks.words import unasked_problems, vocabulary_problems
from eligibility.files.local import load_local
from eligibility.files.packs import parse_pack
from eligibility.files.vocabulary import HERE, load_vocabulary

DAY = dt.date(2026, 11, 22)
PROBE = """
id: probe
title: 试验用的方案
number: 试政办〔2020〕1号
issued: 2020-06-29
place: 试验县
jurisdiction: minhou
offices:
  civil_affairs: [县民政局, 县卫计局]
offices_today: {县卫计局: 县卫健局（2018年机构改革）}
topics:
  living:
    label: 低保
    apply_at: 乡镇政府
    papers: [身份证, {paper: 户口本, source: probe-2a}]
how_to_apply:
  steps:
    - {stage: window, text: 去窗口, source: probe-3a, topics: [living]}
matters:
  still_open: {label: 窗口定的事, because: office_decides, settled_by: 乡镇政府}
conditions:
  on_dibao: dibao
  old: {fact: age, at_least: 60}
groups:
  - {clause: probe-1a, section: 一, group: g, tier: safety_net, label: 兜底, when: on_dibao}
items:
  - clause: probe-2a
    section: 二
    label: 高龄补贴
    topic: living
    offices: civil_affairs
    when: {all: [on_dibao, old, {matter: still_open}]}
    amount: {value: 36, unit: 元/月}
doors:
  - status: dibao
    label: 申请低保
    topic: living
    clause: probe-1a
    section: 一
    grants: {dibao: true}
    when: {not: dibao}
nothing_to_claim: {probe-3a: 说的是办理，没有可以申请的}
"""
COUNTY = PROBE.replace("probe", "minhou")
HERE_ONLY = "{all: [{fact: jurisdiction, is: minhou}, minhou.on_dibao]}"
BESIDE = f"""
id: above
title: 上面的文件
number: 省试〔2020〕1号
issued: 2020-01-01
place: 试验省
beside: [minhou]
topics: {{living: {{label: 低保, apply_at: 乡镇政府}}}}
conditions: {{here: {{fact: jurisdiction, is: minhou}}}}
groups: []
items:
  - {{clause: above-1a, section: 一, label: 甲, topic: living, when: {HERE_ONLY}}}
  - {{clause: above-2a, section: 二, label: 乙, topic: living, when: {{all: [here, minhou.old]}}}}
"""


def loaded(folder: Path, *texts: str, local: str = "") -> Library:
    """The library of these packs alone, under the shipped vocabulary and questions."""
    packs, forms = folder / "packs", folder / "local"
    packs.mkdir()
    forms.mkdir()
    for text in texts:
        name = text.partition("id: ")[2].partition("\n")[0]
        (packs / f"{name}.yml").write_text(text, encoding="utf-8")
    (forms / "minhou.yml").write_text(local, encoding="utf-8")
    return load_library(packs, forms)


def changed(old: str, new: str, text: str = PROBE) -> str:
    assert old in text
    return text.replace(old, new, 1)


def of_pack(library: Library, identifier: str = "probe") -> list[str]:
    return list(pack_problems(library.packs[identifier], library))


# -- packs ----------------------------------------------------------------------------------


def test_packs_in_order_have_no_problems(tmp_path: Path) -> None:
    library = loaded(tmp_path, COUNTY, BESIDE)
    assert of_pack(library, "minhou") == []
    assert of_pack(library, "above") == []
    assert list(unasked_problems(library)) == []


NO_UNIT = "items[0]（probe-2a）.amount：有数目没有 unit；请写单位，如 元/月、元/人/月"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "matters:\n",
            "matters:\n  spare: {label: 甲, because: text_is_silent, settled_by: 乙}\n",
            "matters.spare：没有用到，请删去",
        ),
        (
            "offices:\n",
            "offices:\n  spare: [县政府]\n",
            "offices.spare：没有用到，请删去",
        ),
        (
            "topics:\n",
            "topics:\n  spare: {label: 甲, apply_at: 乙}\n",
            "topics.spare：没有用到，请删去",
        ),
        (
            "matters:\n",
            "documents: {spare: {number: 甲, year: 2020}}\nmatters:\n",
            "documents.spare：没有用到，请删去",
        ),
        (
            "conditions:\n",
            "conditions:\n  spare: {all: [old]}\n",
            "conditions.spare：没有哪一条用到它；请在条款里引用，或者删去",
        ),
        (
            "县卫计局: 县卫健局",
            "卫计局: 卫健局",
            "offices_today.卫计局：offices 里没有这个单位；请照 offices 的写法改，或者删去",
        ),
        (
            ", unit: 元/月",
            "",
            NO_UNIT,
        ),
        (
            "{value: 36, unit: 元/月}",
            "{of: {product: [2, self_paid_cost]}}",
            NO_UNIT,
        ),
        (
            "source: probe-2a",
            "source: probe-9",
            "topics.living.papers（户口本）：这份文件没有 probe-9 这一条",
        ),
        (
            "source: probe-3a",
            "source: probe-9",
            "how_to_apply.steps[0]：这份文件没有 probe-9 这一条",
        ),
        (
            "    clause: probe-1a\n",
            "    clause: probe-9\n",
            "doors（dibao）：这份文件没有 probe-9 这一条",
        ),
        (
            "topics: [living]",
            "topics: [housing]",
            "how_to_apply.steps[0]：topics 里没有“housing”；可用：living",
        ),
        (
            "when: {not: dibao}",
            "when: {fact: financial_assets_per_capita, at_most: 1}",
            "doors（dibao）：“financial_assets_per_capita”只能写在 any_supporter 里",
        ),
        (
            "jurisdiction: minhou",
            "jurisdiction: moxian",
            "jurisdiction：household.py 的 Jurisdiction 里还没有“moxian”，请加上",
        ),
        (
            "jurisdiction: minhou",
            "beside: [moxian]",
            "beside：没有“moxian”这个地方；可用：",
        ),
        (
            "nothing_to_claim:",
            "city_document: {id: fuzhuo}\nnothing_to_claim:",
            "city_document：没有“fuzhuo”这份文件",
        ),
    ],
)
def test_check_finds_what_is_left_over_or_missing(
    old: str, new: str, problem: str, tmp_path: Path
) -> None:
    assert of_pack(loaded(tmp_path, changed(old, new))) == [f"probe.yml → {problem}"]


def test_a_condition_that_only_another_pack_uses_is_used(tmp_path: Path) -> None:
    spare = changed("conditions:\n", "conditions:\n  spare: {all: [old]}\n", COUNTY)
    uses = changed("minhou.old", "minhou.spare", BESIDE)
    assert of_pack(loaded(tmp_path, spare, uses), "minhou") == []


@pytest.mark.parametrize(
    "when",
    [
        "minhou.on_dibao",
        "{all: [{fact: jurisdiction, is: fuzhou}, minhou.on_dibao]}",
        "{any: [{fact: jurisdiction, is: minhou}, minhou.on_dibao]}",
        "{all: [dibao, {not: minhou.on_dibao}]}",
    ],
)
def test_a_condition_of_a_place_needs_the_place(when: str, tmp_path: Path) -> None:
    text = changed(HERE_ONLY, when, BESIDE)
    assert of_pack(loaded(tmp_path, COUNTY, text), "above") == [
        f"above.yml → above-1a：“minhou.on_dibao”只对一个地方成立，请写成 all: {HERE_ONLY[6:-1]}"
    ]


def test_only_a_pack_beside_a_place_may_use_its_conditions(tmp_path: Path) -> None:
    text = BESIDE.replace("beside: [minhou]", "beside: [fuzhou]")
    text = changed(HERE_ONLY, "minhou.on_dibao", text)
    assert (
        "above.yml → above-1a：“minhou.on_dibao”是别的文件的条件，"
        "只有 beside 里写了 minhou 的文件才能用"
    ) in of_pack(loaded(tmp_path, COUNTY, text), "above")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("    fuzhou-2.6c: minhou-3.6c\n", "", "还没有写 fuzhou-2.6c 的对应条款或“未写”"),
        ("fuzhou-2.6c: minhou-3.6c", "fuzhou-2.6c: minhou-9", "这份文件没有 minhou-9"),
        ("fuzhou-2.6c: minhou-3.6c", "fuzhou-9: minhou-3.6c", "fuzhou 没有 fuzhou-9"),
        ("clause: fuzhou-2.10a", "clause: fuzhou-2.99", "silent：fuzhou 没有 fuzhou-2.99"),
    ],
)
def test_the_citys_document_is_gone_through_clause_by_clause(
    old: str, new: str, problem: str, tmp_path: Path
) -> None:
    city, county = (
        (HERE / "packs" / f"{name}.yml").read_text(encoding="utf-8")
        for name in ("fuzhou", "minhou")
    )
    library = loaded(tmp_path, city, changed(old, new, county))
    assert any(problem in line for line in of_pack(library, "minhou"))


def test_a_key_that_is_not_known_is_told_with_the_one_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "probe.yml").write_text(changed("amount:", "amout:"), encoding="utf-8")
    monkeypatch.setattr(
        "eligibility.check.load_library", lambda: parse_pack(tmp_path / "probe.yml")
    )
    assert check() == [
        "probe.yml → items[0].amout：不认识的项，请删去或改名；是不是想写 amount",
    ]


def test_a_key_given_twice_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "probe.yml").write_text(changed("id: probe", "id: a\nid: probe"), encoding="utf-8")
    monkeypatch.setattr(
        "eligibility.check.load_library", lambda: parse_pack(tmp_path / "probe.yml")
    )
    assert check() == ["probe.yml：第 3 行：“id”写了两次，请删去一个"]


def test_a_place_that_households_cannot_name_yet_stops_nothing_else(tmp_path: Path) -> None:
    library = loaded(tmp_path, changed("jurisdiction: minhou", "jurisdiction: moxian"))
    assert list(unasked_problems(library)) == []


# -- facts ----------------------------------------------------------------------------------


def with_fact(when: str, extra: str = "") -> str:
    text = changed("when: {all: [on_dibao, old, {matter: still_open}]}", f"when: {when}")
    return changed("    topic: living\n    offices", f"    topic: living\n{extra}    offices", text)


RESIDENT = """
facts:
  dibao: {label: 低保, type: bool, answerable_by: resident}
  spare: {label: 甲, type: bool, answerable_by: resident}
  noted: {label: 乙, type: bool, answerable_by: staff}
  settled: {label: 丙, type: bool, answerable_by: office}
  shown: {label: 丁, type: bool, answerable_by: office, suggested_by: spare}
  seen: {label: 戊, type: bool, answerable_by: office, suggested_by: {any: [spare, dibao]}}
  follows: {label: 己, type: bool, answerable_by: staff, derived: {not: dibao}}
  age: {label: 年龄, scope: member, type: age, lowest: 0, answerable_by: resident}
  total: {label: 总数, type: number, unit: 元, lowest: 0, answerable_by: resident}
  people_together: {label: 人数, type: integer, lowest: 1, answerable_by: resident}
  share:
    label: 人均
    type: number
    unit: 元
    lowest: 0
    answerable_by: staff
    computed: {divide: [total, people_together]}
"""


@pytest.fixture
def small_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: Library) -> None:
    """A vocabulary of few facts; the questions stay those that are shipped."""
    path = tmp_path / "facts.yml"
    path.write_text(RESIDENT, encoding="utf-8")
    words = load_vocabulary(path)
    monkeypatch.setattr("eligibility.files.library.vocabulary", lambda: words)
    monkeypatch.setattr("eligibility.files.library.load_questions", lambda _: library.questions)
    monkeypatch.setattr("eligibility.files.local.FIELDS", ())


@pytest.mark.usefixtures("small_words")
@pytest.mark.parametrize(
    ("when", "fact", "remedy"),
    [
        ("spare", "spare", "没有问题也没有迹象；请在 questions.yml 加一个问题"),
        ("{all: [dibao, {not: spare}]}", "spare", "没有问题也没有迹象"),
        ("shown", "shown", "它的迹象（spare）都没有问题；请在 questions.yml 至少问一个"),
        ("{fact: share, less_than: 5}", "share", "没有问题也没有迹象"),
    ],
)
def test_a_fact_that_nobody_asks_for_is_told(
    when: str, fact: str, remedy: str, tmp_path: Path
) -> None:
    (found,) = unasked_problems(loaded(tmp_path, with_fact(when).replace("  old:", "  # old:")))
    assert found.startswith(f"probe.yml → probe-2a：“{fact}”{remedy}")


@pytest.mark.usefixtures("small_words")
@pytest.mark.parametrize("when", ["dibao", "noted", "settled", "seen", "follows", "old"])
def test_a_fact_that_is_asked_or_that_no_resident_tells_is_in_order(
    when: str, tmp_path: Path
) -> None:
    assert list(unasked_problems(loaded(tmp_path, with_fact(when)))) == []


@pytest.mark.usefixtures("small_words")
@pytest.mark.parametrize(
    ("when", "extra"),
    [
        ("spare", "    strength: soft\n"),
        ("spare", "    until: 2020-12-31\n"),
        ("{all: [spare, {before: 2021-01-01}]}", ""),
    ],
    ids=["soft", "ended", "ended in the condition"],
)
def test_what_is_never_asked_about_needs_no_question(when: str, extra: str, tmp_path: Path) -> None:
    assert list(unasked_problems(loaded(tmp_path, with_fact(when, extra)))) == []


def test_the_facts_of_a_sum_are_needed_too(library: Library, tmp_path: Path) -> None:
    asked = {fact for one in library.questions.questions for fact in one.spec.facts}
    never = next(
        name
        for name, spec in library.vocabulary.facts.items()
        if spec.type == "number" and spec.answerable_by == "resident" and name not in asked
    )
    text = changed("{value: 36, unit: 元/月}", f"{{product: [2, {never}], unit: 元}}")
    (found,) = unasked_problems(loaded(tmp_path, text))
    assert f"“{never}”没有问题也没有迹象" in found


@pytest.mark.parametrize(
    ("fact", "problem"),
    [
        ("{label: 甲, type: choice, answerable_by: staff}", "请写出 values"),
        ("{label: 甲, type: number, unit: 元, answerable_by: staff}", "数字要有 lowest"),
        ("{label: 甲, type: number, lowest: 0, answerable_by: staff}", "数字要有 unit"),
        (
            "{label: 甲, type: bool, answerable_by: office, question: 有吗？, why: 因为}",
            "由机关认定的事实不能有 question",
        ),
        (
            "{label: 甲, type: bool, answerable_by: resident, question: 有吗？}",
            "有 question 就要有 why",
        ),
        (
            "{label: 甲, scope: member, type: bool, answerable_by: staff, question: 有, why: 因}",
            "问成员的 question 要含 {member}",
        ),
    ],
)
def test_a_fact_that_is_not_complete_is_told(fact: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.yml"
    path.write_text(f"facts: {{spare: {fact}}}", encoding="utf-8")
    assert list(vocabulary_problems(load_vocabulary(path))) == [f"facts.yml → spare：{problem}"]


# -- thresholds -----------------------------------------------------------------------------


def case(age: str, *expect: str, dibao: str = "true", more: str = "") -> str:
    expected = "".join(f"    {key}: {{verdict: unknown}}\n" for key in expect)
    return f"""
- name: 甲
  household:
    jurisdiction: minhou
    as_of: "2020-09-01"
    household: {{dibao: {dibao}{more}}}
    members: [{{name: 本人, relation: self, age: {age}}}]
  expect:
{expected}"""


def gaps(folder: Path, pack: str, *cases: str) -> list[str]:
    cases_folder = folder / "households" / "probe"
    cases_folder.mkdir(parents=True)
    (cases_folder / "cases.yml").write_text("".join(cases), encoding="utf-8")
    return list(threshold_problems(loaded(folder, pack), cases_folder.parent))


WHERE = "；请在 tests/households/probe/ 补上"


@pytest.mark.parametrize(
    ("cases", "problem"),
    [
        ([case("60", "probe-2a"), case("59", "probe-2a")], None),
        ([case("75", "probe-2a")], "还缺不满足的（如 59）案例"),
        ([case("20", "probe-2a")], "还缺满足的（如 60）案例"),
        ([], "还缺满足的（如 60）、不满足的（如 59）案例"),
        # On both sides, but what is expected is something else.
        ([case("60", "probe-1a"), case("59", "group g")], "还缺满足的（如 60）、不满足的"),
        # A range across the line is on neither side.
        ([case("60", "probe-2a"), case("{low: 55, high: 65}", "probe-2a")], "还缺不满足的"),
        ([case("60", "probe-2a"), case("unknown", "probe-2a")], "还缺不满足的"),
        # Not on dibao, but the age is told all the same.
        ([case("60", "probe-2a"), case("59", "probe-2a", dibao="false")], None),
    ],
)
def test_thresholds_want_cases_on_both_sides(
    cases: list[str], problem: str | None, tmp_path: Path
) -> None:
    found = gaps(tmp_path, PROBE, *cases)
    if problem is None:
        assert found == []
        return
    (line,) = found
    assert line.startswith(f"probe.yml → probe-2a：“年龄不少于60”{problem}")
    assert line.endswith(WHERE)


@pytest.mark.parametrize(
    ("word", "examples"),
    [
        ("at_least", "满足的（如 60）、不满足的（如 59）"),
        ("at_most", "满足的（如 60）、不满足的（如 61）"),
        ("more_than", "满足的（如 61）、不满足的（如 60）"),
        ("less_than", "满足的（如 59）、不满足的（如 60）"),
    ],
)
def test_the_nearest_cases_are_proposed(word: str, examples: str, tmp_path: Path) -> None:
    (found,) = gaps(tmp_path, changed("at_least: 60", f"{word}: 60"))
    assert examples in found


def test_a_line_of_figures_names_them(tmp_path: Path) -> None:
    bound = "{fact: per_capita_income, less_than: {product: [1.5, dibao_standard]}}"
    (found,) = gaps(tmp_path, changed("{fact: age, at_least: 60}", bound))
    assert "“平均每人每月收入低于1.5 × 当地低保标准”还缺满足的、不满足的案例" in found


def test_doors_are_named_by_their_status(tmp_path: Path) -> None:
    text = changed("when: {not: dibao}", "when: {fact: age, less_than: 18}")
    both = [case("60", "probe-2a"), case("59", "probe-2a")]
    (found,) = gaps(tmp_path, text, *both, case("17", "door dibao"))
    assert found.startswith("probe.yml → doors（dibao）：“年龄低于18”还缺不满足的（如 18）案例")


CAPPED = "{of: {least: [{above: [self_paid_cost, 1000]}, 5000]}, unit: 元}"


@pytest.mark.parametrize(
    ("costs", "missing"),
    [
        ((500, 2000, 9000), []),
        ((2000, 9000), ["“报销后自己付的钱 − 1000”"]),
        ((500, 2000), ["其中较小的”"]),
        ((9000,), ["其中较小的”", "“报销后自己付的钱 − 1000”"]),
    ],
)
def test_caps_and_deductibles_want_cases_on_both_sides(
    costs: tuple[int, ...], missing: list[str], tmp_path: Path, library: Library
) -> None:
    label = library.vocabulary.label("self_paid_cost")
    cases = [case("60", "probe-2a", more=f", self_paid_cost: {cost}") for cost in costs]
    found = gaps(
        tmp_path,
        changed("{value: 36, unit: 元/月}", CAPPED),
        *cases,
        case("59", "probe-2a"),
    )
    assert len(found) == len(missing)
    for line, part in zip(found, missing, strict=True):
        assert part.replace("报销后自己付的钱", label) in line
        assert "还缺另一边的案例" in line


def test_without_cases_there_is_nothing_to_hold_thresholds_against(tmp_path: Path) -> None:
    library = loaded(tmp_path, PROBE)
    assert list(threshold_problems(library, tmp_path / "nowhere")) == []


# -- the deployment's own files -------------------------------------------------------------

SIGNED = "起始日期: 2026-01-01, 文件: 甲, 填表人: 县民政局, 审核人: 县政府"
OLD = SIGNED.replace("2026-01-01", "2025-10-01")


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("withdrawn.yml", "withdrawn: [minhuo]", "withdrawn.yml → minhuo：没有这个地方或条款"),
        ("minhuo.yml", "", "minhuo.yml：没有“minhuo”这个地方；可用："),
        (
            "minhou.yml",
            "低保标准: {数值: 900, 文件: 甲, 填表人: 县民政局, 审核人: 县政府}",
            "minhou.yml 第 1 行 → 低保标准：填了内容，没有起始日期；请补上，补上前不用",
        ),
        (
            "minhou.yml",
            "办理时限:\n  内容: 二十天",
            "minhou.yml 第 1 行 → 办理时限：填了内容，没有起始日期、文件；请补上，补上前不用",
        ),
        (
            "minhou.yml",
            f"低保标准:\n  - {{数值: 900, {SIGNED}}}\n  - {{数值: 950, {SIGNED}}}",
            "minhou.yml 第 3 行 → 低保标准[1]：同一天的“低保标准”写了两次，请删去一条",
        ),
        ("minhou.yml", "低保标准: 900", "minhou.yml 第 1 行 → 低保标准：下面应分行写"),
    ],
)
def test_slips_in_the_local_files_are_told(
    name: str, text: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = loaded(tmp_path, PROBE)
    (tmp_path / "local" / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(
        "eligibility.check.load_library",
        lambda: dataclasses.replace(
            library, local=load_local(library.vocabulary, tmp_path / "local")
        ),
    )
    (found,) = [line for line in check(tmp_path / "nowhere") if not line.startswith("probe")]
    assert found.startswith(problem)


@pytest.mark.parametrize(
    "text",
    [
        f"低保标准: {{数值: 900, {SIGNED}}}",
        "低保标准: {数值: 900, 起始日期: 2026-01-01, 文件: 甲}",
        f"低保标准:\n  - {{数值: 900, {SIGNED}}}\n  - {{数值: 950, 户口: 农村, {SIGNED}}}",
        "低保标准:\n  起始日期: 2026-01-01",
        "",
    ],
    ids=["complete", "not approved", "two kinds", "begun", "empty"],
)
def test_a_form_still_to_be_finished_is_no_problem(text: str, tmp_path: Path) -> None:
    assert list(form_problems(loaded(tmp_path, PROBE, local=text))) == []


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (
            f"{{数值: 900, {SIGNED}}}",
            "minhou：低保标准 900，2026-01-01 起，已有 10 个月",
        ),
        (
            f"{{数值: 900, 户口: 农村, 县区: 某乡, {OLD}}}",
            "minhou：低保标准（某乡）（农村） 900，2025-10-01 起，已有 13 个月，请核对是不是现行的",
        ),
        (
            f"{{数值: 900, {SIGNED.replace('2026-01-01', '2026-11-01')}}}",
            "minhou：低保标准 900，2026-11-01 起，不到 1 个月",
        ),
        (
            f"{{数值: 900, {SIGNED.replace('2026-01-01', '2027-01-01')}}}",
            "minhou：低保标准 900，2027-01-01 起，还没到日子",
        ),
        (
            "{数值: 900, 起始日期: 2026-01-01, 文件: 甲, 填表人: 县民政局}",
            "minhou：低保标准 没有使用：缺审核人",
        ),
        ("{数值: 900}", "minhou：低保标准 没有使用：缺起始日期、文件、填表人、审核人"),
    ],
)
def test_the_report_tells_what_is_there_and_how_old(entry: str, line: str, tmp_path: Path) -> None:
    told = local_report(loaded(tmp_path, PROBE, local=f"低保标准: {entry}"), DAY)
    assert told[0].removesuffix("；甲") == line
    assert told[1].startswith("minhou：还没填（13 项）：低保边缘线、")


def test_the_report_names_places_without_a_form(tmp_path: Path) -> None:
    library = loaded(tmp_path, PROBE.replace("jurisdiction: minhou", "jurisdiction: guzhang"))
    assert local_report(library, DAY) == ["guzhang：没有 guzhang.yml 这张表"]


def test_the_report_of_the_shipped_forms_says_that_all_is_missing() -> None:
    told = report(DAY)
    assert len(told) == 4
    assert all("还没填（14 项）：低保标准、" in line for line in told)


def test_the_data_of_this_project_are_in_order() -> None:
    assert check() == []
