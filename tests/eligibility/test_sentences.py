"""The workbook of sentences: nothing the engine shows is missing from it, and it reads well."""

from __future__ import annotations

import io
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from eligibility import EligibilityError, Library, Screening, parse_household, screen
from eligibility.telling.sentences import HEADER, QUESTIONS, Sentence, merged, run, sentences, write

CASES = Path(__file__).parents[1] / "households"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# One case in so many is screened; the labels of a document recur in all of them.
EVERY = 10


@pytest.fixture(scope="module")
def sheets(library: Library) -> dict[str, list[Sentence]]:
    return sentences(library)


# -- what is in it --------------------------------------------------------------------------


def test_there_is_a_sheet_for_every_document_and_one_for_the_questions(
    sheets: dict[str, list[Sentence]], library: Library
) -> None:
    assert list(sheets) == [pack.file.place for pack in library.packs.values()] + [QUESTIONS]


def test_every_clause_that_gives_something_or_nothing_is_named(
    sheets: dict[str, list[Sentence]], library: Library
) -> None:
    for pack in library.packs.values():
        rows = sheets[pack.file.place]
        named = {clause for row in rows for clause in row.clause.split("、")}
        wanted = {spec.clause for spec in (*pack.file.groups, *pack.file.items)}
        assert wanted | pack.file.nothing_to_claim.keys() <= named
        cited = {pack.file.number, *(measure.number for measure in pack.file.documents.values())}
        assert {row.document for row in rows} <= cited


def test_every_row_says_something_of_some_kind(sheets: dict[str, list[Sentence]]) -> None:
    for rows in sheets.values():
        for row in rows:
            assert row.text == row.text.strip() != ""
            assert row.kind
        assert len({(row.document, row.kind, row.text) for row in rows}) == len(rows)


def test_amounts_are_told_with_number_unit_and_sum(sheets: dict[str, list[Sentence]]) -> None:
    told = {row.clause: row.text for row in sheets["闽侯县"] if row.kind == "金额"}
    assert told["minhou-3.2.1a"] == "3187 元/人/月；算法：1587 + 1600"
    assert "3 到 6 个月" in told["minhou-3.7b"]
    assert told["minhou-3.3.1d"].startswith("算法：1.3 × 当地低保标准（元/月）；不超过")
    assert told["minhou-3.3.3a"] == "适当提高的救助：文件没有写数目"


def test_a_sentence_of_several_clauses_stands_once() -> None:
    rows = [
        Sentence("甲", "a-1", "一", "条件", "领低保"),
        Sentence("甲", "a-2", "一", "条件", "领低保"),
        Sentence("甲", "a-2", "一", "说明", "领低保"),
        Sentence("乙", "a-3", "二", "条件", "领低保"),
    ]
    assert merged(rows) == [Sentence("甲", "a-1、a-2", "一", "条件", "领低保"), *rows[2:]]


# -- nothing is missing ---------------------------------------------------------------------


def screenings(library: Library) -> Iterator[Screening]:
    for path in sorted(CASES.glob("*/*.yml")):
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        for case in yaml.load(path.read_text(encoding="utf-8"), loader)[::EVERY]:
            household = parse_household(case["household"])
            assert household.as_of is not None
            yield screen(library, household, household.as_of, everything=True)


def shown(screening: Screening) -> Iterator[str | None]:
    """The texts of the data that a screening shows; sums with a household's numbers are its own."""
    told: dict[str, Any] = screening.to_json()
    for entry in (*told["groups"], *told["items"], *told["doors"], *told["also_in_city_document"]):
        yield entry["label"]
        yield from (reason["text"] for reason in entry["reasons"])
        yield from (missing["label"] for missing in entry["missing"])
        yield from (missing.get("settled_by") for missing in entry["missing"])
        yield from (entry.get(key) for key in ("note", "say", "then", "apply_at"))
        for key in ("parts", "offices", "offices_today"):
            yield from entry.get(key) or []
        yield from (paper["text"] for paper in entry.get("papers") or [])
        yield from (limit["text"] for limit in entry.get("days") or [])
        amounts = entry.get("amount") or []
        for amount in amounts if isinstance(amounts, list) else [amounts]:
            yield from (amount.get(key) for key in ("what", "note", "at_most", "only_if"))
    asked = told["next"] or {}
    yield from (choice["label"] for choice in asked.get("choices") or [])


def test_whatever_a_screening_shows_stands_in_the_workbook(
    library: Library, sheets: dict[str, list[Sentence]]
) -> None:
    everything = "\n".join(row.text for rows in sheets.values() for row in rows)
    # The three answers that are on offer everywhere, and the members' own names.
    offered = {"不清楚", "不想说", "都没有", "有", "没有", "本人"}
    missing: dict[str, None] = {}
    for screening in screenings(library):
        names = {name for one in screening.groups for name in (*one.members, *one.members_unknown)}
        for text in shown(screening):
            if text and text not in everything and text not in offered | names:
                missing[text] = None
    assert list(missing) == []


# -- the workbook ---------------------------------------------------------------------------


def cells(content: bytes, number: int) -> list[list[str]]:
    """The texts of a sheet, read without the library that wrote them."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = [
            "".join(part.text or "" for part in item.iter(f"{MAIN}t"))
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        sheet = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    rows = []
    for row in sheet.iter(f"{MAIN}row"):
        values = [cell.find(f"{MAIN}v") for cell in row]
        rows.append(["" if v is None else strings[int(v.text or 0)] for v in values])
    return rows


@pytest.fixture(scope="module")
def workbook(sheets: dict[str, list[Sentence]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("xlsxwriter")
    path = tmp_path_factory.mktemp("workbook") / "句子.xlsx"
    write(sheets, path)
    return path


def test_the_workbook_holds_every_sentence_with_room_for_remarks(
    workbook: Path, sheets: dict[str, list[Sentence]]
) -> None:
    with zipfile.ZipFile(workbook) as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    assert names == list(sheets)
    for number, rows in enumerate(sheets.values(), start=1):
        head, *body = cells(workbook.read_bytes(), number)
        assert tuple(head) == HEADER
        assert len(body) == len(rows)
        first = rows[0]
        wanted = [first.document, first.clause, first.section, first.kind, first.text, "", ""]
        assert body[0] == wanted


def test_the_header_stays_in_sight_and_the_columns_are_wide_enough(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    assert "<autoFilter" in sheet
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', sheet)]
    assert len(widths) == len(HEADER)
    assert widths[HEADER.index("句子")] > 60


def test_the_same_sentences_give_the_same_file(
    workbook: Path, sheets: dict[str, list[Sentence]], tmp_path: Path
) -> None:
    write(sheets, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == workbook.read_bytes()


def test_a_sentence_that_looks_like_a_formula_stays_a_sentence(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "a.xlsx"
    write({"甲": [Sentence("=1+1", "http://a.b", "", "说明", "{=2}")]}, path)
    assert cells(path.read_bytes(), 1)[1][:5] == ["=1+1", "http://a.b", "", "说明", "{=2}"]


def test_run_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "a.xlsx"
    assert run(str(path)) == 0
    assert re.fullmatch(rf"已写好 {path}：\d+ 张表，\d{{3,}} 句\n", capsys.readouterr().out)
    assert path.exists()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    with pytest.raises(EligibilityError, match="写不了文件"):
        write({"甲": []}, tmp_path / "nowhere" / "a.xlsx")


def test_without_the_library_it_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(EligibilityError, match="pip install XlsxWriter"):
        write({"甲": []}, tmp_path / "a.xlsx")
