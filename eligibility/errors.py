"""What can be wrong with the data: every message names the place and the remedy, in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError


class EligibilityError(ValueError):
    """Base of the errors of this package; its text may be shown to people."""


class HouseholdError(EligibilityError):
    """The household is not valid: which field, what is accepted."""


class PackError(EligibilityError):
    """A data file of the package is not valid; all its problems, one a line."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


_MESSAGES = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识的项，请删去或改名",
    "bool_type": "应是 true 或 false",
    "bool_parsing": "应是 true 或 false",
    "string_type": "应是文字",
    "list_type": "应是列表",
    "dict_type": "应是键值对",
    "model_type": "应是键值对",
    "int_type": "应是整数",
    "int_parsing": "应是整数",
    "float_type": "应是数字",
    "float_parsing": "应是数字",
    "date_parsing": "应是日期，如 2020-06-29",
    "date_from_datetime_parsing": "应是日期，如 2020-06-29",
    "date_type": "应是日期，如 2020-06-29",
}


def path_of(location: Sequence[int | str]) -> str:
    """A place inside a document: `members[1].student_stage`."""
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    return path


def problems_of(error: ValidationError) -> list[str]:
    """Pydantic's findings, one line each: place, what is wrong, what is accepted."""
    return [_line(item) for item in error.errors(include_url=False)]


def _line(item: Any) -> str:
    kind = item["type"]
    if kind == "literal_error":
        text = f"可用的值：{item['ctx']['expected']}"
    elif kind == "value_error":
        text = str(item["ctx"]["error"])
    else:
        text = _MESSAGES.get(kind, item["msg"])
    place = path_of(item["loc"])
    return f"{place}：{text}" if place else text
