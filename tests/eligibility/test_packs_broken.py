"""Data files that are not in order: the message names file, place and remedy, in Chinese.

Each file of `broken/` has one fault; its first lines (`# 期待：`) say what must be reported.
"""

from __future__ import annotations

import dataclasses
import re
import shutil
from pathlib import Path

import pytest

from eligibility import Library, PackError, load_library
from eligibility.check import check
from eligibility.local import load_local
from eligibility.packs import read_pack
from eligibility.questions import load_questions
from eligibility.vocabulary import HERE, load_vocabulary, vocabulary

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yml"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def expected_of(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("# 期待：") for line in lines if line.startswith("# 期待：")]


def broken(name: str) -> Path:
    return next(path for path in BROKEN if path.stem == name)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_pack_is_refused_with_place_and_remedy(path: Path) -> None:
    expected = expected_of(path)
    assert expected
    with pytest.raises(PackError) as raised:
        read_pack(path, vocabulary())
    problems = raised.value.problems
    for text in expected:
        assert any(text in problem for problem in problems), f"{text}\nis not in {problems}"
    for problem in problems:
        assert problem.startswith(path.name)
        assert CHINESE.search(problem)
        assert "\n" not in problem


def test_all_problems_of_a_file_are_reported_at_once() -> None:
    with pytest.raises(PackError) as raised:
        read_pack(broken("several_at_once"), vocabulary())
    assert len(raised.value.problems) == len(expected_of(broken("several_at_once")))


def test_the_problems_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    for name in ("unknown_fact", "bad_date", "not_yaml"):
        shutil.copy(broken(name), tmp_path)
    local = tmp_path / "local"
    local.mkdir()
    (local / "withdrawn.yml").write_text("withdrawn: fuzhou\n", encoding="utf-8")
    with pytest.raises(PackError) as raised:
        load_library(tmp_path, local)
    files = {problem.partition(".yml")[0] for problem in raised.value.problems}
    assert files == {"unknown_fact", "bad_date", "not_yaml", "withdrawn"}


def test_a_pack_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="没有这个文件"):
        read_pack(tmp_path / "nowhere.yml", vocabulary())


# -- the vocabulary -------------------------------------------------------------------------

FACT = "{label: 甲, scope: household, type: bool, answerable_by: resident}"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("facts: {a: {label: 甲, type: bool}}", "facts.a.answerable_by：缺少这一项"),
        (f"facts: {{a: {FACT.replace('bool', 'boolean')}}}", "facts.a.type：可用的值：bool、"),
        (f"facts: {{a: {FACT[:-1]}, derived: b}}}}", "facts.a.derived：没有叫“b”的"),
        (f"facts: {{a: {FACT[:-1]}, suggested_by: {{matter: c}}}}}}", "matters 里没有“c”"),
    ],
    ids=["missing", "unknown type", "derived from nothing", "a matter as a sign"],
)
def test_a_broken_vocabulary(text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as raised:
        load_vocabulary(path)
    assert "facts.yml" in str(raised.value)
    assert problem in str(raised.value)


# -- the questions --------------------------------------------------------------------------

QUESTION = """
parts: [persons]
questions:
  - {id: q, part: persons, form: choice, text: 问, why: 因为, facts: [dibao]%s}
%s
"""


@pytest.mark.parametrize(
    ("more", "second", "problem"),
    [
        (", choices: [{id: a, label: 甲, sets: {nothing: 1}}]", "", "q：没有叫“nothing”的事实"),
        (
            ", choices: [{id: a, label: 甲, sets: {housing_need: true}}]",
            "",
            "q：facts 里还缺 housing_need",
        ),
        (
            ", otherwise: {family_assets_ok: true}",
            "",
            "q：“family_assets_ok”由机关认定，不能问群众",
        ),
        (", after: p", "", "q：after 写的“p”没有这个问题"),
        (", aftr: p", "", "questions[0].aftr：不认识的项"),
        (
            "",
            "  - {id: q, part: persons, form: choice, text: 问, why: 因为, facts: [dibao]}",
            "“q”出现了两次",
        ),
        (
            "",
            "  - {id: r, part: else, form: choice, text: 问, why: 因为, facts: [dibao]}",
            "r：parts 里没有“else”",
        ),
        (
            "",
            "  - {id: r, part: persons, form: choice, text: 问, why: 无, facts: [tekun, orphan]}",
            "r：“orphan”由机关认定，不能问群众",
        ),
    ],
    ids=[
        "unknown fact",
        "fact not listed",
        "office fact told",
        "unknown opener",
        "unknown key",
        "id twice",
        "unknown part",
        "office fact asked",
    ],
)
def test_broken_questions(more: str, second: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "questions.yml"
    path.write_text(QUESTION % (more, second), encoding="utf-8")
    with pytest.raises(PackError) as raised:
        load_questions(vocabulary(), path)
    assert f"questions.yml → {problem}" in str(raised.value)


# -- the deployment's own files, and what only `check` finds --------------------------------

FIGURE = "{place: minhou, name: dibao_standard, from: 2026-01-01, value: 900, source: 公布页}"


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("figures.yml", f"figures: [{FIGURE.replace('900', '-1')}]", "figures[0].value：要大于 0"),
        (
            "figures.yml",
            f"figures: [{FIGURE.replace('900', '九百')}]",
            "figures[0].value：应是数字",
        ),
        (
            "figures.yml",
            f"figures: [{FIGURE.replace('2026-01-01', '明年')}]",
            "figures[0].from：应是日期",
        ),
        (
            "figures.yml",
            f"figures: [{FIGURE.replace(', source: 公布页', '')}]",
            "source：缺少这一项",
        ),
        (
            "figures.yml",
            f"figures: [{FIGURE.replace('dibao_standard', 'dibao')}]",
            "figures[0]：没有叫“dibao”的参数；可用：dibao_standard",
        ),
        ("withdrawn.yml", "withdrawn: fuzhou", "withdrawn：应是列表"),
        ("withdrawn.yml", "withdraw: [fuzhou]", "withdraw：不认识的项"),
    ],
)
def test_broken_local_files(file: str, text: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as raised:
        load_local(vocabulary(), tmp_path)
    assert str(raised.value).startswith(f"{file} → ")
    assert problem in str(raised.value)


def test_local_files_may_be_absent(tmp_path: Path) -> None:
    local = load_local(vocabulary(), tmp_path)
    assert local.figures == ()
    assert local.withdrawn == frozenset()


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("withdrawn.yml", "withdrawn: [minhuo]", "withdrawn.yml → minhuo：没有这个地方或条款"),
        (
            "figures.yml",
            f"figures: [{FIGURE.replace('minhou', 'minhuo')}]",
            "figures.yml → figures[0]：没有“minhuo”这个地方；可用：fuzhou、minhou",
        ),
        (
            "figures.yml",
            f"figures: [{FIGURE}, {FIGURE}]",
            "figures.yml → figures[1]：同一天的“dibao_standard”写了两次，请删去一个",
        ),
    ],
)
def test_check_finds_local_slips(
    file: str,
    text: str,
    problem: str,
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    local = load_local(vocabulary(), tmp_path)
    changed = dataclasses.replace(library, local=local)
    monkeypatch.setattr("eligibility.check.load_library", lambda: changed)
    assert check() == [problem]


def test_check_reports_what_cannot_be_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "figures.yml").write_text("figures: 1", encoding="utf-8")
    monkeypatch.setenv("SCREENER_LOCAL", str(tmp_path))
    assert check() == ["figures.yml → figures：应是列表"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "when: {all: [on_dibao, {fact: dibao_level, is: full}, in_public_rental]}",
            "when: {fact: financial_assets_per_capita, at_most: 1}",
            "minhou-3.6b：“financial_assets_per_capita”只能写在 any_supporter 里",
        ),
        ("    fuzhou-2.6c: minhou-3.6c\n", "", "还没有写 fuzhou-2.6c 的对应条款或“未写”"),
        ("fuzhou-2.6c: minhou-3.6c", "fuzhou-2.6c: minhou-9", "这份文件没有 minhou-9"),
        ("fuzhou-2.6c: minhou-3.6c", "fuzhou-9: minhou-3.6c", "fuzhou 没有 fuzhou-9"),
        ("clause: fuzhou-2.10a", "clause: fuzhou-2.99", "silent：fuzhou 没有 fuzhou-2.99"),
        ("  id: fuzhou\n", "  id: fuzhuo\n", "没有“fuzhuo”这份文件"),
        (
            "matters:\n",
            "matters:\n  spare: {label: 甲, because: text_is_silent, settled_by: 乙}\n",
            "matters.spare：没有用到，请删去",
        ),
        ("offices:\n", "offices:\n  spare: [县政府]\n", "offices.spare：没有用到，请删去"),
    ],
)
def test_check_finds_what_a_pack_leaves_out(
    old: str,
    new: str,
    problem: str,
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = (HERE / "packs" / "minhou.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "minhou.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    pack = read_pack(tmp_path / "minhou.yml", vocabulary())
    changed = dataclasses.replace(library, packs={**library.packs, "minhou": pack})
    monkeypatch.setattr("eligibility.check.load_library", lambda: changed)
    found = check()
    assert any(problem in line for line in found), found
    assert all(line.startswith("minhou.yml → ") for line in found)


def test_the_data_of_this_project_are_in_order() -> None:
    assert check() == []
