"""One household: what people said of it. Its JSON is the contract; nobody keeps another shape."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from eligibility.errors import HouseholdError, problems_of, shown
from eligibility.files.vocabulary import FactSpec, vocabulary
from eligibility.values import DECLINED, UNKNOWN, Range

Jurisdiction = Literal["fuzhou", "minhou", "xiamen", "guzhang"]
Relation = Literal[
    "self",
    "spouse",
    "father",
    "mother",
    "son",
    "daughter",
    "child",
    "sibling",
    "grandparent",
    "grandchild",
    "in_law",
    "other",
]
SELF = "本人"
# Beyond these a number or a year is a slip of the keyboard, and arithmetic on it could overflow.
_HUGE = 1e12
_YEARS = range(1900, 2101)


class Said(BaseModel):
    """The words a fact was read from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fact: str
    member: str | None = None
    words: str


class Member(BaseModel):
    """Somebody of the household: a label (never a name), the relation, and facts as extra keys."""

    model_config = ConfigDict(extra="allow")

    name: str = Field(SELF, min_length=1, max_length=20)
    relation: Relation | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """The facts told of this member; a fact that is not here was never asked."""
        return {} if self.model_extra is None else self.model_extra


class Household(BaseModel):
    """A household as described. A fact that is absent was never asked.

    `"unknown"` means the household does not know, `"declined"` that it would rather not say.
    `asked` lists question ids already put; `said` the words facts were read from.
    """

    model_config = ConfigDict(extra="forbid")

    id: str | None = None
    jurisdiction: Jurisdiction | None = None
    district: str | None = Field(None, max_length=20)
    as_of: dt.date | None = None
    household: dict[str, Any] = Field(default_factory=dict)
    members: list[Member] = Field(default_factory=list, max_length=50)
    parameters: dict[str, float] = Field(default_factory=dict)
    asked: list[str] = Field(default_factory=list)
    said: list[Said] = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def _checked(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        data = dict(data)
        problems: list[str] = []
        if isinstance(data.get("household"), Mapping):
            data["household"] = _told(data["household"], "household", problems)
        if isinstance(data.get("members"), list):
            data["members"] = _members(data["members"], problems)
        if isinstance(data.get("parameters"), Mapping):
            data["parameters"] = {k: v for k, v in data["parameters"].items() if v is not None}
            problems += _parameter_problems(data["parameters"])
        if problems:
            raise ValueError("；".join(problems))
        return data

    @model_validator(mode="after")
    def _complete(self) -> Household:
        if not self.members:
            self.members = [Member(name=SELF, relation="self")]
        names = [member.name for member in self.members]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"members：称呼“{'、'.join(twice)}”用了两次，请改成不同的称呼")
        return self

    def member(self, name: str) -> Member | None:
        """The member of that label."""
        return next((member for member in self.members if member.name == name), None)

    def fact(self, name: str, member: str | None = None) -> Any:
        """What was told, the member's own value first; None if it was never asked."""
        person = self.member(member) if member is not None else None
        if person is not None and name in person.facts:
            return person.facts[name]
        return self.household.get(name)

    def told(self, name: str, value: Any, member: str | None = None, words: str = "") -> Household:
        """A copy in which the fact has this value; `words` are kept as its source."""
        data = self.model_dump(mode="json")
        if name in ("jurisdiction", "district"):
            data[name] = value
        elif member is None:
            data["household"][name] = _plain(value)
        else:
            person = next(item for item in data["members"] if item["name"] == member)
            person[name] = _plain(value)
        data["said"] = [
            item for item in data["said"] if (item["fact"], item["member"]) != (name, member)
        ]
        if words:
            data["said"].append({"fact": name, "member": member, "words": words})
        return parse_household(data)


def parse_household(data: Any) -> Household:
    """A household from JSON; HouseholdError with one clear line when it is not valid."""
    try:
        return Household.model_validate(data)
    except ValidationError as error:
        raise HouseholdError("；".join(problems_of(error))) from None


def _plain(value: Any) -> Any:
    return value.model_dump() if isinstance(value, Range) else value


def _members(members: list[Any], problems: list[str]) -> list[Any]:
    checked = []
    for index, member in enumerate(members):
        if not isinstance(member, Mapping):
            problems.append(f"members[{index}]：应是键值对")
            continue
        own = {key: value for key, value in member.items() if key in ("name", "relation")}
        facts = {key: value for key, value in member.items() if key not in own}
        checked.append({**own, **_told(facts, f"members[{index}]", problems)})
    return checked


def _parameter_problems(parameters: Mapping[str, Any]) -> list[str]:
    known = vocabulary().parameters
    problems = [
        f"parameters.{shown(name)}：没有这个参数；可用：{'、'.join(known)}"
        for name in parameters
        if name not in known
    ]
    for name, value in parameters.items():
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if name in known and not (number and 0 < value < _HUGE):
            problems.append(f"parameters.{name}：应是大于 0 的数字")
    return problems


def _told(facts: Mapping[str, Any], place: str, problems: list[str]) -> dict[str, Any]:
    """Facts with their values checked against the vocabulary; null means never asked."""
    known = vocabulary().facts
    told: dict[str, Any] = {}
    for name, value in facts.items():
        spec = known.get(str(name))
        if spec is None:
            problems.append(f"{place}.{shown(name)}：没有这个事实{_near(str(name))}")
        elif value is not None and value not in spec.untold:
            try:
                told[str(name)] = _value(spec, value)
            except ValueError as error:
                problems.append(f"{place}.{name}：{error}")
    return told


def _near(name: str) -> str:
    close = difflib.get_close_matches(name, vocabulary().facts, n=1)
    return f"；是不是想写 {close[0]}" if close else ""


def _value(spec: FactSpec, value: Any) -> Any:
    if value in (UNKNOWN, DECLINED):
        return value
    if spec.type == "bool":
        if not isinstance(value, bool):
            raise ValueError(f"应是 true、false、{UNKNOWN} 或 {DECLINED}")
        return value
    if spec.type in ("integer", "number", "age"):
        return _number(spec, value)
    if spec.type == "choice":
        return _choice(spec, value)
    if spec.type == "list":
        if not isinstance(value, list) or any(str(item) not in spec.values for item in value):
            raise ValueError(f"应是列表，可用的值：{'、'.join(spec.values)}")
        return value
    if spec.type == "date":
        return _day(value)
    if spec.type == "supporters":
        return _supporters(value)
    if spec.type == "states":
        return _states(value)
    return _text(value)


def _text(value: Any) -> Any:
    texts = value if isinstance(value, list) else [value]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("应是文字")
    return value


def _states(value: Any) -> Any:
    """What is told of several people, each a flat mapping."""
    people = value if isinstance(value, list) else [None]
    for person in people:
        if not isinstance(person, dict):
            raise ValueError("应是列表，每人一个键值对")
        if not all(told is None or isinstance(told, (str, int, float)) for told in person.values()):
            raise ValueError("每人的各项应是文字、数字或 true、false")
    return value


def _choice(spec: FactSpec, value: Any) -> Any:
    if not isinstance(value, str) or value not in spec.values:
        accepted = "、".join([*spec.values, UNKNOWN, DECLINED])
        raise ValueError(f"不认识的值“{shown(value)}”，可用：{accepted}")
    return value


def _number(spec: FactSpec, value: Any) -> float | Range:
    if isinstance(value, (Mapping, Range)):
        return _spread(spec, value)
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise ValueError('应是数字，或范围 {"low": …, "high": …}')
    _plausible(spec, value)
    if spec.type == "integer" and value != int(value):
        raise ValueError("应是整数")
    return value


def _spread(spec: FactSpec, value: Any) -> Range:
    try:
        known = Range.model_validate(value)
    except ValidationError as error:
        raise ValueError("；".join(problems_of(error))) from None
    for end in (known.low, known.high):
        if end is not None:
            _plausible(spec, end)
    return known


def _plausible(spec: FactSpec, number: float) -> None:
    if not -_HUGE < number < _HUGE:
        raise ValueError("应是有限的数字")
    if spec.lowest is not None and number < spec.lowest:
        raise ValueError(f"{number:g} 太小，至少是 {spec.lowest:g}")
    if spec.highest is not None and number > spec.highest:
        raise ValueError(f"{number:g} 太大，最多是 {spec.highest:g}")


def _day(value: Any) -> str:
    try:
        day = dt.date.fromisoformat(str(value))
    except ValueError:
        raise ValueError("应是日期，如 1950-03-01") from None
    if day.year not in _YEARS:
        raise ValueError(f"日期应在 {_YEARS[0]} 年到 {_YEARS[-1]} 年之间")
    return day.isoformat()


def _supporters(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise ValueError("应是列表，每位赡养、抚养、扶养人一项")
    known = vocabulary().supporter_facts
    checked = []
    for index, item in enumerate(value):
        if not isinstance(item, Mapping):
            raise ValueError(f"第 {index + 1} 项应是键值对")
        supporter: dict[str, Any] = {}
        for name, told in item.items():
            if name != "relation" and name not in known:
                raise ValueError(f"第 {index + 1} 项没有 {shown(name)}；可用：{'、'.join(known)}")
            if told is not None:
                supporter[name] = _text(told) if name == "relation" else _value(known[name], told)
        checked.append(supporter)
    return checked
