"""The deployment's own files: withdrawals, and the forms of local figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from eligibility.files.library import Library
from eligibility.files.local_form import FIELDS, Entry, Figure, Form, WindowList

_OLD = 12
"""Local figures are set anew about once a year; from this many months on they want a look."""


def withdrawal_problems(library: Library) -> Iterator[str]:
    """Ids in withdrawn.yml that are no place and no clause."""
    clauses = {
        spec.clause
        for pack in library.packs.values()
        for spec in (*pack.file.groups, *pack.file.items)
    }
    for name in sorted(library.local.withdrawn - clauses - library.packs.keys()):
        yield f"withdrawn.yml → {name}：没有这个地方或条款"


def form_problems(library: Library) -> Iterator[str]:
    """Forms of no place, values without a day or document, and values given twice."""
    for place, form in library.local.forms.items():
        if place not in library.places:
            known = "、".join(f"{name}.yml" for name in library.places)
            yield f"{place}.yml：没有“{place}”这个地方；可用：{known}"
        seen = set()
        for entry in form.entries:
            stated = entry.stated
            if stated.lacking:
                lacking = "、".join(stated.lacking)
                yield f"{entry.where}：填了内容，没有{lacking}；请补上，补上前不用"
            hukou = stated.hukou if isinstance(stated, Figure) else None
            key = (entry.field.key, stated.district, hukou, stated.from_)
            if key in seen:
                yield f"{entry.where}：同一天的“{entry.field.key}”写了两次，请删去一条"
            seen.add(key)


def local_report(library: Library, today: dt.date) -> list[str]:
    """What is filled in for each place, how old it is, and what is missing: no problems."""
    return [
        line
        for place in library.places
        for line in _of_place(place, library.local.forms.get(place), today)
    ]


def _of_place(place: str, form: Form | None, today: dt.date) -> Iterator[str]:
    if form is None:
        yield f"{place}：没有 {place}.yml 这张表"
        return
    for entry in form.entries:
        yield f"{place}：{_line(entry, today)}"
    given = {entry.field.key for entry in form.entries}
    missing = [field.key for field in FIELDS if field.key not in given]
    if missing:
        yield f"{place}：还没填（{len(missing)} 项）：{'、'.join(missing)}"


def _line(entry: Entry, today: dt.date) -> str:
    stated = entry.stated
    which = [stated.district, stated.hukou if isinstance(stated, Figure) else None]
    name = entry.field.key + "".join(f"（{part}）" for part in which if part)
    if stated.lacking or stated.unapproved:
        return f"{name} 没有使用：缺{'、'.join([*stated.lacking, *stated.unapproved])}"
    assert stated.from_ is not None
    age = _age(stated.from_, today)
    return f"{name} {_value(entry)}，{stated.from_} 起，{age}；{stated.document}"


def _value(entry: Entry) -> str:
    stated = entry.stated
    if isinstance(stated, Figure):
        return f"{stated.value:g}"
    return f"{len(stated.windows)} 个" if isinstance(stated, WindowList) else "已填"


def _age(since: dt.date, today: dt.date) -> str:
    if since > today:
        return "还没到日子"
    months = (today.year - since.year) * 12 + today.month - since.month
    months -= today.day < since.day
    text = f"已有 {months} 个月" if months else "不到 1 个月"
    return f"{text}，请核对是不是现行的" if months > _OLD else text
