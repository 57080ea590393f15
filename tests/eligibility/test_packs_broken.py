"""Data files that are not in order: the message names file, place and remedy, in Chinese.

Each file of `broken/` has one fault; its first lines (`# 期待：`) say what must be reported.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from eligibility import HouseholdError, PackError, load_library, parse_household
from eligibility.files.packs import read_pack
from eligibility.files.questions import load_questions
from eligibility.files.vocabulary import HERE, load_vocabulary, vocabulary

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


def test_the_format_that_the_recipe_explains_is_the_one_that_is_read(tmp_path: Path) -> None:
    text = (HERE / "packs" / "README.md").read_text(encoding="utf-8")
    case, pack, _ = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    path = tmp_path / "moxian.yml"
    path.write_text(pack, encoding="utf-8")
    assert [rule.spec.clause for rule in read_pack(path, vocabulary()).items] == ["moxian-3.6c"]
    (told,) = yaml.safe_load(case)
    with pytest.raises(HouseholdError, match="jurisdiction：可用的值") as raised:
        parse_household(told["household"])
    # The place of the example is not one of ours; all else is in order.
    assert len(str(raised.value).split("；")) == 1


# -- the vocabulary -------------------------------------------------------------------------

FACT = "{label: 甲, scope: household, type: bool, answerable_by: resident}"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("facts: {a: {label: 甲, type: bool}}", "facts.a.answerable_by：缺少这一项"),
        (f"facts: {{a: {FACT.replace('bool', 'boolean')}}}", "facts.a.type：可用的值：bool、"),
        (f"facts: {{a: {FACT[:-1]}, derived: b}}}}", "facts.a.derived：没有叫“b”的"),
        (f"facts: {{a: {FACT[:-1]}, suggested_by: {{matter: c}}}}}}", "matters 里没有“c”"),
        (f"facts: {{a: {FACT}, b: {FACT[:-1]}, presumed_by: a}}}}", "presumed_by：要有 label"),
    ],
    ids=["missing", "unknown type", "derived from nothing", "a matter as a sign", "no words"],
)
def test_a_broken_vocabulary(text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as raised:
        load_vocabulary(path)
    assert "facts.yml" in str(raised.value)
    assert problem in str(raised.value)


# -- the questions --------------------------------------------------------------------------

SEVEN = ", ".join(f"{{id: c{n}, label: 选{n}}}" for n in range(7))
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
        (f", choices: [{SEVEN}]", "", "q：minhou 有 7 个选项，最多 6 个"),
        (", none: {dibao: false}", "", "q：none 只能写在 multiple 的问题里"),
        (", text_alone: 您领低保吗？", "", "q：问话里有“您”，请用 text_other"),
        (", text_alone: 您呢？, text_other: 您呢？", "", "q：问话里有“您”，请用 text_other"),
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
        "long list",
        "none of one",
        "nobody else",
        "nobody else again",
    ],
)
def test_broken_questions(more: str, second: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "questions.yml"
    path.write_text(QUESTION % (more, second), encoding="utf-8")
    with pytest.raises(PackError) as raised:
        load_questions(vocabulary(), path)
    assert f"questions.yml → {problem}" in str(raised.value)
