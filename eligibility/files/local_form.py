"""The form an official fills in for one place: `local/<place>.yml`, keys in Chinese.

Everything is read as text first: 8:30, 0743… and 是 would be something else to YAML. What is left
empty is simply not there yet; what is wrong is reported with its line and what is accepted.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import re
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from eligibility.errors import PackError, path_of, problems_of, shown

_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_UNIT_ENDS = re.compile(r".+(局|办|处|科|股|室|所|站|中心|政府|委|会|院|厅|部|街道|镇|乡)(（.+）)?")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def _day(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    found = _DAY.fullmatch(text)
    try:
        return dt.date(*map(int, found.groups())) if found else _refuse(text)
    except ValueError:
        return _refuse(text)


def _refuse(text: str) -> dt.date:
    raise ValueError(f"“{shown(text)}”不是日期，应写成 2026-07-01")


def _number(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    plain = text.replace("％", "%").replace(",", "").replace("，", "")
    try:
        return float(plain[:-1]) / 100 if plain.endswith("%") else float(plain)
    except ValueError:
        raise ValueError(f"“{shown(text)}”不是数字；只写数字，不写单位，如 900") from None


def _unit_name(text: Any) -> Any:
    if isinstance(text, str) and not _UNIT_ENDS.fullmatch(text):
        raise ValueError(f"“{shown(text)}”不像单位；写单位，如 县民政局，不写个人姓名")
    return text


def _office_telephone(text: Any) -> Any:
    if isinstance(text, str) and _MOBILE.search(text.replace("-", "").replace(" ", "")):
        raise ValueError("像是个人手机号；只写公开的办公电话")
    return text


Day = Annotated[dt.date, BeforeValidator(_day)]
UnitName = Annotated[str, BeforeValidator(_unit_name)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Stated(_Entry):
    """What every entry carries: since when, by which document, filled in and approved by whom."""

    district: str | None = Field(None, alias="县区")
    from_: Day | None = Field(None, alias="起始日期")
    document: str | None = Field(None, alias="文件")
    filled_by: UnitName | None = Field(None, alias="填表人")
    approved_by: UnitName | None = Field(None, alias="审核人")

    @property
    def lacking(self) -> list[str]:
        """Keys without which a value has no day or source."""
        given = {"起始日期": self.from_, "文件": self.document}
        return [key for key, value in given.items() if value is None]

    @property
    def unapproved(self) -> list[str]:
        """Keys still open before a value may be used."""
        given = {"填表人": self.filled_by, "审核人": self.approved_by}
        return [key for key, value in given.items() if value is None]

    @property
    def usable(self) -> bool:
        return not self.lacking and not self.unapproved


class Figure(Stated):
    """A number from a day on, perhaps only for a district or for one kind of hukou."""

    value: Annotated[float, BeforeValidator(_number)] = Field(alias="数值", gt=0)
    hukou: Literal["城镇", "农村"] | None = Field(None, alias="户口")


class Wording(Stated):
    """A rule in words from a day on."""

    text: str = Field(alias="内容")


class Window(_Entry):
    """Where people go: public address, hours and telephone."""

    town: str = Field(alias="乡镇街道")
    name: str | None = Field(None, alias="名称")
    district: str | None = Field(None, alias="县区")
    address: str | None = Field(None, alias="地址")
    hours: str | None = Field(None, alias="时间")
    telephone: Annotated[str | None, BeforeValidator(_office_telephone)] = Field(None, alias="电话")


class WindowList(Stated):
    """The windows of a place, from one published list."""

    windows: tuple[Window, ...] = Field(alias="名单")


@dataclasses.dataclass(frozen=True)
class FieldSpec:
    """One field of the form; `parameter` is its name in facts.yml when conditions use it.

    `lowest` and `highest` catch a figure of a year, or a percentage, written as another number.
    """

    key: str
    kind: type[Figure] | type[Wording] | type[WindowList]
    parameter: str | None = None
    lowest: float = 0
    highest: float = 1e9
    hint: str = ""


_MONTHLY = "要每人每月的；公布的是每年的，请除以 12"
FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("低保标准", Figure, "dibao_standard", 100, 4000, _MONTHLY),
    FieldSpec("低保边缘线", Figure, "marginal_line", 100, 8000, _MONTHLY),
    FieldSpec("刚性支出比例", Figure, "rigid_ratio_line", 0.05, 3, "写成 60% 或 0.6"),
    FieldSpec(
        "上年度居民人均可支配收入",
        Figure,
        "disposable_income_last_year",
        3000,
        300000,
        "要每人全年的",
    ),
    FieldSpec("上年度在岗职工月平均工资", Figure, "city_avg_wage", 1000, 50000, "要每月的"),
    FieldSpec("财产规定", Wording),
    FieldSpec("临时救助限额", Wording),
    FieldSpec("特困基本生活标准", Wording),
    FieldSpec("特困照料标准", Wording),
    FieldSpec("残疾人生活补贴", Wording),
    FieldSpec("残疾人护理补贴", Wording),
    FieldSpec("办理时限", Wording),
    FieldSpec("网上入口", Wording),
    FieldSpec("窗口", WindowList),
)
_BY_KEY = {field.key: field for field in FIELDS}
_FILLED_BY = "填表人"


@dataclasses.dataclass(frozen=True)
class Entry:
    """A filled entry, the field it belongs to, and where it stands in the file."""

    field: FieldSpec
    stated: Figure | Wording | WindowList
    where: str


@dataclasses.dataclass(frozen=True)
class Form:
    """What is filled in for one place."""

    place: str
    entries: tuple[Entry, ...] = ()


def read_form(path: Path) -> Form:
    """The form in a file; PackError with line, field and what is accepted."""
    return _Reader(path).form()


class _Reader:
    """Reads one form, collecting all its problems."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._place = path.stem
        self._lines: dict[tuple[str | int, ...], int] = {}
        self._problems: list[str] = []
        self._content = self._texts(_composed(path), ())

    def form(self) -> Form:
        content = self._content
        if content is None or content == "":
            content = {}
        if not isinstance(content, dict):
            raise PackError([f"{self._name}：最外层应是“项目：内容”，一项一行"])
        filled_by = self._common_unit(content.pop(_FILLED_BY, None))
        entries = [
            entry for key, value in content.items() for entry in self._field(key, value, filled_by)
        ]
        if self._problems:
            raise PackError(self._problems)
        return Form(self._place, tuple(entries))

    def _common_unit(self, text: Any) -> str | None:
        """Who filled in the whole form, unless an entry names another."""
        try:
            return TypeAdapter(UnitName | None).validate_python(text)
        except ValidationError as error:
            self._report(error, (_FILLED_BY,))
            return None

    def _field(self, key: str, value: Any, filled_by: str | None) -> list[Entry]:
        field = _BY_KEY.get(key)
        if field is None:
            near = difflib.get_close_matches(key, _BY_KEY, n=1, cutoff=0.4)
            known = f"是不是想写“{near[0]}”" if near else f"可用：{'、'.join(_BY_KEY)}"
            self._problem((key,), f"没有这一项；{known}")
            return []
        single = not isinstance(value, list)
        found = []
        for index, told in enumerate([value] if single else value):
            place = (key,) if single else (key, index)
            entry = self._entry(field, told, place, filled_by)
            found += [entry] if entry else []
        return found

    def _entry(
        self, field: FieldSpec, told: Any, place: tuple[str | int, ...], filled_by: str | None
    ) -> Entry | None:
        if not isinstance(told, dict):
            if told is not None:
                self._problem(
                    place, f"下面应分行写：{_CONTENT[field.kind]}、起始日期、文件、审核人"
                )
            return None
        # An entry whose own content is still to come is not begun; its day may be there already.
        if _CONTENT[field.kind] not in told and told.keys() <= _KEYS[field.kind]:
            return None
        try:
            stated = field.kind.model_validate({_FILLED_BY: filled_by, **told})
        except ValidationError as error:
            self._report(error, place)
            return None
        if isinstance(stated, Figure) and not field.lowest <= stated.value <= field.highest:
            size = "太小" if stated.value < field.lowest else "太大"
            bounds = f"应在 {field.lowest:g} 到 {field.highest:g} 之间"
            self._problem((*place, "数值"), f"{stated.value:g} {size}，{bounds}；{field.hint}")
        return Entry(field, stated, f"{self._where(place)} → {path_of(place)}")

    # -- what is wrong, and where -----------------------------------------------------------

    def _report(self, error: ValidationError, place: tuple[str | int, ...]) -> None:
        for item, text in zip(error.errors(include_url=False), problems_of(error), strict=True):
            loc = tuple(item["loc"])
            self._problem((*place, *loc), text.removeprefix(f"{path_of(loc)}："))

    def _problem(self, place: tuple[str | int, ...], text: str) -> None:
        self._problems.append(f"{self._where(place)} → {path_of(place)}：{text}")

    def _where(self, place: tuple[str | int, ...]) -> str:
        """File and line; of a key that is not there, the line of what it should stand in."""
        while place and place not in self._lines:
            place = place[:-1]
        line = self._lines.get(place)
        return self._name if line is None else f"{self._name} 第 {line} 行"

    # -- YAML as texts ----------------------------------------------------------------------

    def _texts(self, node: yaml.Node | None, place: tuple[str | int, ...]) -> Any:
        """The node with every value a text; what is empty is left out."""
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            self._lines.setdefault(place, node.start_mark.line + 1)
            parts = [self._texts(part, (*place, i)) for i, part in enumerate(node.value)]
            return [part for part in parts if part not in (None, {}, [])] or None
        if node is None:
            return None
        self._lines.setdefault(place, node.start_mark.line + 1)
        return str(node.value).strip() or None

    def _mapping(self, node: yaml.MappingNode, place: tuple[str | int, ...]) -> dict[str, Any]:
        self._lines.setdefault(place, node.start_mark.line + 1)
        told: dict[str, Any] = {}
        seen: set[str] = set()
        for key_node, value_node in node.value:
            key = str(key_node.value).strip()
            self._lines[(*place, key)] = key_node.start_mark.line + 1
            if key in seen:
                self._problem((*place, key), "写了两次，请删去一个")
            seen.add(key)
            value = self._texts(value_node, (*place, key))
            if (value is not None and value != {}) or (not place and key not in _BY_KEY):
                told[key] = value
        return told


_CONTENT: dict[type[Stated], str] = {Figure: "数值", Wording: "内容", WindowList: "名单"}
_KEYS = {kind: {str(field.alias) for field in kind.model_fields.values()} for kind in _CONTENT}


def _composed(path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        raise PackError([f"{path.name}：不是 UTF-8 文本，请另存为 UTF-8"]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = "" if mark is None else f" 第 {mark.line + 1} 行"
        text = "看不懂；请看冒号后面有没有空格、缩进齐不齐"
        raise PackError([f"{path.name}{line}：{text}"]) from None
