"""What a deployment decides: `settings.yml`, and over it the file that SCREENER_SETTINGS names."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
)

from eligibility.errors import PackError, path_of, problems_of
from eligibility.files.household import Jurisdiction
from eligibility.files.yamlfile import read_yaml

SETTINGS = "SCREENER_SETTINGS"
DEFAULTS = Path(__file__).with_name("settings.yml")

_MOST_DAYS = 3650
_MOST_MINUTES = 30 * 24 * 60
_MOST_HOURS = 30 * 24
_RANGES = {"greater_than_equal": "至少是 {ge:g}", "less_than_equal": "最多是 {le:g}"}

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Telephone = Annotated[str, StringConstraints(pattern=r"^\d[\d -]{1,18}\d$")]


class SettingsError(Exception):
    """A settings file is not valid; one line a problem: file, setting, what is accepted."""


class Helpline(BaseModel):
    """A number where a person answers. Without `for_places` it is there for every place.

    `opens_notes`: who answers can open the hand-over page of this deployment.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Words
    number: Telephone
    hours: Words
    for_places: list[Jurisdiction] = Field(default_factory=list)
    opens_notes: bool = False
    note: Words | None = None


class Settings(BaseModel):
    """All settings; what each one means stands in `settings.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    retention_days: int = Field(ge=1, le=_MOST_DAYS, strict=True)
    pending_consent_minutes: int = Field(ge=1, le=_MOST_MINUTES, strict=True)
    resume_after_minutes: int = Field(ge=1, le=_MOST_MINUTES, strict=True)
    handover_hours: int = Field(ge=1, le=_MOST_HOURS, strict=True)
    lookups_per_minute: int = Field(ge=1, le=1000, strict=True)
    human_help: list[Helpline]

    @field_validator("human_help")
    @classmethod
    def _somebody(cls, lines: list[Helpline]) -> list[Helpline]:
        if not any(not line.for_places for line in lines):
            raise ValueError("至少要有一个电话是各地都能打的（不写 for_places）")
        return lines


@functools.cache
def settings() -> Settings:
    """The settings of this deployment, read once. SettingsError when they are not valid."""
    named = os.environ.get(SETTINGS)
    return load_settings(Path(named) if named else None)


def load_settings(own: Path | None = None) -> Settings:
    """The defaults, and over them what the deployment's `own` file says."""
    told: Mapping[str, Any] = {**_read(DEFAULTS), **(_read(own) if own else {})}
    try:
        return Settings.model_validate(told)
    except ValidationError as error:
        raise SettingsError(_sentence(own or DEFAULTS, _problems(error))) from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return read_yaml(path)
    except PackError as error:
        problems = [line.removeprefix(f"{path.name}：") for line in error.problems]
        raise SettingsError(_sentence(path, problems)) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(_sentence(path, ["读不了这个文件，请看路径、权限和编码"])) from None


def _problems(error: ValidationError) -> list[str]:
    """Each problem with its place; the limits of numbers in words."""
    told = zip(error.errors(include_url=False), problems_of(error), strict=True)
    return [_ranged(item, line) for item, line in told]


def _ranged(item: Any, line: str) -> str:
    place = path_of(item["loc"])
    if item["type"] in _RANGES:
        return f"{place}：{_RANGES[item['type']].format_map(item['ctx'])}"
    if item["loc"][-1:] == ("number",):
        return f"{place}：应是电话号码，写在引号里"
    return line


def _sentence(path: Path, problems: list[str]) -> str:
    return "\n".join(f"设置文件 {path}：{problem}" for problem in problems)
