"""What can be wrong with the data: every message names the place and the remedy, in Chinese."""

from __future__ import annotations

import re
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
    "date_from_datetime_inexact": "应是日期，如 2020-06-29",
    "string_unicode": "有不完整的字符",
    "string_too_short": "不能是空的",
    "string_too_long": "太长，最多 {max_length} 个字",
    "too_short": "不能是空的",
    "too_long": "太长，最多 {max_length} 项",
    "greater_than": "要大于 {gt:g}",
}
_SHOWN = 20
# What pydantic puts into a place to say which of several shapes it tried; no file has such a key.
_SHAPE = re.compile(
    r"spec|str|float|int|bool|ExpressionSpec|AmountSpec|list\[AmountSpec\]|Paper|Step"
    r"|function-after\[.*"
)


def path_of(location: Sequence[int | str]) -> str:
    """A place inside a document: `members[1].student_stage`."""
    path = ""
    for step in location:
        if isinstance(step, int):
            path += f"[{step}]"
        elif not _SHAPE.fullmatch(step):
            path += f".{step}" if path else step
    return shown(path, 80)


def shown(value: object, most: int = _SHOWN) -> str:
    """What somebody wrote, on one line and cut short, to be quoted in a message."""
    text = "".join(c if c.isprintable() else " " for c in str(value)[: most + 1])
    return text if len(text) <= most else f"{text[:most]}…"


def problems_of(error: ValidationError) -> list[str]:
    """Pydantic's findings, one line each: place, what is wrong, what is accepted."""
    return [_line(item) for item in error.errors(include_url=False)]


def _line(item: Any) -> str:
    kind = item["type"]
    if kind == "literal_error":
        expected = item["ctx"]["expected"].replace("'", "")
        text = f"可用的值：{expected.replace(' or ', '、').replace(', ', '、')}"
    elif kind == "value_error":
        text = str(item["ctx"]["error"])
    elif kind in _MESSAGES:
        text = _MESSAGES[kind].format_map(item.get("ctx", {}))
    else:
        text = item["msg"]
    place = path_of(item["loc"])
    return f"{place}：{text}" if place else text
