"""Everything the data can say about policy, as one workbook for an official's review.

One row a sentence, with its document, clause and section; two empty columns take the remarks. A
sentence that several clauses share stands once, with all of them. What is the chat's own wording
(`bot/replies`) is not policy and not here.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from eligibility.errors import EligibilityError, shown
from eligibility.files.conditions import AllOf, AnyOf, Condition
from eligibility.files.expressions import said
from eligibility.files.library import Library, load_library
from eligibility.files.packs import AmountSpec, DoorSpec, ItemSpec, Pack, Paper, Rule, amounts_of
from eligibility.files.questions import QuestionSpec
from eligibility.telling.explaining import Explainer

HEADER = ("文件", "条款", "章节", "类别", "句子", "意见", "改成")
QUESTIONS = "问题"
_WIDTHS = (22, 18, 14, 12, 70, 30, 50)
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


@dataclasses.dataclass(frozen=True)
class Sentence:
    """A sentence people may be shown, and where it comes from."""

    document: str
    clause: str
    section: str
    kind: str
    text: str


def run(path: str) -> int:
    """Writes the workbook to a file and says how much is in it."""
    sheets = sentences(load_library())
    write(sheets, Path(path))
    count = sum(len(rows) for rows in sheets.values())
    print(f"已写好 {shown(path, 200)}：{len(sheets)} 张表，{count} 句")
    return 0


def sentences(library: Library) -> dict[str, list[Sentence]]:
    """The sentences of every document and of the questions, by the name of their sheet."""
    sheets: dict[str, list[Sentence]] = {}
    for pack in library.packs.values():
        sheets[_sheet_name(pack, sheets)] = merged(_Pack(pack, library).sentences())
    sheets[QUESTIONS] = merged(_questions(library))
    return sheets


def _sheet_name(pack: Pack, taken: Iterable[str]) -> str:
    name = _NOT_IN_A_SHEET_NAME.sub("", pack.file.place)[:31]
    return name if name and name not in taken else pack.id[:31]


def merged(rows: Iterable[Sentence]) -> list[Sentence]:
    """Each sentence once a kind, with all clauses and sections it stands for."""
    found: dict[tuple[str, str, str], list[Sentence]] = {}
    for row in rows:
        found.setdefault((row.document, row.kind, row.text), []).append(row)
    return [
        dataclasses.replace(
            same[0],
            clause="、".join(dict.fromkeys(row.clause for row in same if row.clause)),
            section="、".join(dict.fromkeys(row.section for row in same if row.section)),
        )
        for same in found.values()
    ]


# -- one document ---------------------------------------------------------------------------


class _Pack:
    """The sentences of one pack, rule by rule and then what belongs to the whole document."""

    def __init__(self, pack: Pack, library: Library) -> None:
        self._pack = pack
        self._file = pack.file
        self._label = library.vocabulary.label
        others = [other for other in library.packs.values() if other is not pack]
        matters = {n: m for p in (*others, pack) for n, m in p.file.matters.items()}
        self._explainer = Explainer(matters, library.vocabulary)
        rules = (*pack.groups, *pack.items)
        self._sections = {rule.spec.clause: rule.spec.section for rule in rules}

    def sentences(self) -> Iterator[Sentence]:
        for rule in (*self._pack.groups, *self._pack.items, *self._pack.doors):
            for kind, text in self._of_rule(rule):
                if text:
                    number = self._number(getattr(rule.spec, "document", None))
                    yield Sentence(number, rule.spec.clause, rule.spec.section, kind, text)
        yield from self._of_the_city()
        for kind, text, clause in self._of_document():
            if text:
                section = self._sections.get(clause or "", "")
                yield Sentence(self._file.number, clause or "", section, kind, text)

    def _of_the_city(self) -> Iterator[Sentence]:
        """What is said of a clause of the city's document beside this one."""
        for rule in self._pack.silent:
            told = [("市里的文件", rule.spec.why)]
            told += [("条件", text) for text in _reasons(rule.when, self._explainer)]
            for kind, text in told:
                yield Sentence(self._file.number, rule.spec.clause, "", kind, text)

    def _number(self, document: str | None) -> str:
        return self._file.documents[document].number if document else self._file.number

    def _of_rule(self, rule: Rule) -> Iterator[tuple[str, str | None]]:
        spec = rule.spec
        is_door, is_item = isinstance(spec, DoorSpec), isinstance(spec, ItemSpec)
        yield ("可以申请" if is_door else "项目" if is_item else "分类"), spec.label
        for text in _reasons(rule.when, self._explainer):
            yield "条件", text
        if rule.already is not None:
            yield "已享受", self._explainer.text(rule.already)
        if isinstance(spec, ItemSpec):
            yield from self._of_item(spec)
        if isinstance(spec, DoorSpec):
            yield from self._of_door(spec)

    def _of_item(self, item: ItemSpec) -> Iterator[tuple[str, str | None]]:
        for amount in amounts_of(item):
            yield "金额", self._amount(amount)
            yield "说明", amount.note
        yield "包含", "、".join(item.items)
        yield "时间", _times(item)
        yield "说明", item.note
        yield "在窗口说", item.say
        yield "去哪里", item.apply_at
        yield "负责单位", "、".join(self._file.offices.get(item.offices or "", []))

    def _of_door(self, door: DoorSpec) -> Iterator[tuple[str, str | None]]:
        yield "办成以后", door.then
        for paper in door.papers or []:
            yield "材料", paper.paper
        for limit in door.days:
            yield "时限", limit.text
        if door.line is not None:
            value, below = self._label(door.line.value), self._label(door.line.below)
            yield "收入线", f"{value}……元：如果当地{below}高于……元，就可能符合"

    def _amount(self, amount: AmountSpec) -> str:
        """The amount as one sentence, sums by their formula."""
        formula = amount.formula
        if formula is None and amount.expression is not None:
            formula = said(amount.expression, self._label)
        number = _number_text(amount)
        parts = [
            f"{number} {amount.unit or ''}".strip() if number else None,
            f"算法：{formula}{'' if number else f'（{amount.unit}）' if amount.unit else ''}"
            if formula
            else None,
            f"{amount.months.low} 到 {amount.months.high} 个月" if amount.months else None,
            f"不超过{amount.at_most}" if amount.at_most else None,
            f"条件是{amount.only_if}" if amount.only_if else None,
        ]
        text = "；".join(part for part in parts if part) or "文件没有写数目"
        return f"{amount.what}：{text}" if amount.what else text

    def _of_document(self) -> Iterator[tuple[str, str | None, str | None]]:
        file = self._file
        yield "名称", f"{file.title}（{file.number}）", None
        for notice in file.notices:
            yield "提示", notice.text, None
        for topic in file.topics.values():
            yield "事项", topic.label, None
            yield "去哪里", f"{topic.label}：{topic.apply_at}", None
            yield "在窗口说", topic.say, None
            yield from _papers("材料", topic.label, topic.papers)
            yield from _papers("不用带", topic.label, topic.not_needed)
            for proxy in topic.on_behalf:
                yield "代办", f"{topic.label}：{proxy.who}", proxy.source
        yield from self._of_the_way()
        for matter in file.matters.values():
            yield "没定的事", f"{matter.label}（由{matter.settled_by}定）", None
        for old, new in file.offices_today.items():
            yield "单位现名", f"{old}：{new}", None
        for clause, reason in file.nothing_to_claim.items():
            yield "没有可申请的", reason, clause
        for clause, figure in file.parameters.items():
            value = "" if figure.value is None else f"：{figure.value:g}{figure.unit or ''}"
            yield "文件里的数", f"{figure.label}{value}", clause
            yield "说明", figure.note, clause

    def _of_the_way(self) -> Iterator[tuple[str, str | None, str | None]]:
        way = self._file.how_to_apply
        for step in way.steps:
            days = f"（{step.days}）" if step.days else ""
            yield "步骤", f"{step.text}{days}", step.source
        for order in way.order:
            yield "先后", f"先{order.first}，再{order.then}：{order.why}", order.source
        yield "办理说明", way.note, None


def _papers(
    kind: str, topic: str, papers: Sequence[Paper]
) -> Iterator[tuple[str, str | None, str | None]]:
    for paper in papers:
        usual = "（常要的，文件没写）" if paper.source is None else ""
        yield kind, f"{topic}：{paper.paper}{usual}", paper.source


def _number_text(amount: AmountSpec) -> str:
    ends = [amount.low, amount.high] if amount.value is None else [amount.value]
    number = "～".join(f"{end:g}" for end in ends if end is not None)
    before, behind = "最高 " if amount.upto else "", " 左右" if amount.approximate else ""
    return f"{before}{number}{behind}" if number else ""


def _times(item: ItemSpec) -> str | None:
    since = f"从 {item.from_} 起" if item.from_ else ""
    until = f"到 {item.until} 为止" if item.until else ""
    return "，".join(part for part in (since, until) if part) or None


def _reasons(condition: Condition, explainer: Explainer) -> Iterator[str]:
    """The lines a verdict may be explained by: each part of an “all”, and of an “or” the part
    that decides."""
    if isinstance(condition, AllOf) and not condition.label:
        for part in condition.parts:
            yield from _reasons(part, explainer)
    else:
        yield from _alternatives(condition, explainer)


def _alternatives(condition: Condition, explainer: Explainer) -> Iterator[str]:
    yield explainer.text(condition)
    if isinstance(condition, AnyOf) and not condition.label:
        for part in condition.parts:
            yield from _alternatives(part, explainer)


# -- the questions --------------------------------------------------------------------------


def _questions(library: Library) -> Iterator[Sentence]:
    for asked in library.questions.questions:
        for kind, text in _of_question(asked.spec):
            if text:
                yield Sentence("问题", asked.spec.id, asked.spec.part, kind, text)
    words = library.vocabulary
    tables = (words.facts, words.supporter_facts, words.state_facts)
    for name, fact in (entry for table in tables for entry in table.items()):
        yield Sentence("词语", name, "", "名称", fact.label)
        for text in fact.values.values():
            yield Sentence("词语", name, "", "选项", text)
    for name, presumed in words.presumed.items():
        yield Sentence("词语", name, "", "条件", presumed.label or "")
    for name, parameter in words.parameters.items():
        yield Sentence("词语", name, "", "当地数字", f"{parameter.label}（{parameter.unit}）")


def _of_question(spec: QuestionSpec) -> Iterator[tuple[str, str | None]]:
    yield "问题", spec.text
    yield "问题（只有一个人时）", spec.text_alone
    yield "为什么问", spec.why
    yield "例子", spec.example
    for choice in spec.choices:
        yield "选项", choice.label


# -- the workbook ---------------------------------------------------------------------------


def write(sheets: dict[str, list[Sentence]], path: Path) -> None:
    """The workbook; the same sentences give the same file."""
    try:
        import xlsxwriter
        from xlsxwriter.exceptions import XlsxWriterException
    except ImportError:
        raise EligibilityError(
            "要先装 XlsxWriter：pip install XlsxWriter（或 pip install '.[sentences]'）"
        ) from None
    try:
        with xlsxwriter.Workbook(str(path)) as book:
            # Otherwise the time of writing would stand in the file.
            book.set_properties({"created": dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc)})
            look = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
            cell = book.add_format(look)
            head = book.add_format({**look, "bold": True, "bg_color": "#DDEBF7"})
            for name, rows in sheets.items():
                _write_sheet(book.add_worksheet(name), rows, cell, head)
    except (OSError, XlsxWriterException) as error:
        raise EligibilityError(f"写不了文件 {shown(path, 200)}：{shown(error, 100)}") from None


def _write_sheet(sheet: Any, rows: Sequence[Sentence], cell: Any, head: Any) -> None:
    for column, (title, width) in enumerate(zip(HEADER, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(dataclasses.astuple(row)):
            sheet.write_string(number, column, text, cell)
        for column in range(len(HEADER) - 2, len(HEADER)):
            sheet.write_blank(number, column, None, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(HEADER) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
