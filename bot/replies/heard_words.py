"""`heard.yml`: what each fact is called when it is said back, and numbers as people say them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

from eligibility import DECLINED, UNKNOWN, Range
from eligibility.files.vocabulary import FactSpec
from eligibility.files.yamlfile import read_yaml

LONGEST_WORDS = 12
TEN_THOUSAND = 10_000
HUNDRED_TIMES = 100
_ROUGH_AGE = re.compile(r"[\w]+")


class HeardWords(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    order: tuple[str, ...]
    leading: frozenset[str]
    facts: dict[str, dict[str, str]]
    parents: dict[str, str]
    covered: dict[str, tuple[str, ...]]
    levels: dict[str, str]
    types: dict[str, str]
    level_of_type: str
    level: str
    illness: re.Pattern[str]
    has_illness: str
    own_words: dict[str, re.Pattern[str]]
    place: str
    dead: str
    left: str
    former: frozenset[str]
    nouns: re.Pattern[str]
    sends: re.Pattern[str]
    per: dict[str, str]
    income_sent: str
    named: str
    named_care: str
    is_money: re.Pattern[str]
    said_by_sums: frozenset[str]
    more: str
    unknown: str

    @field_validator("illness", "nouns", "sends", "is_money", mode="before")
    @classmethod
    def _compiled(cls, value: str) -> re.Pattern[str]:
        return re.compile(value)

    @field_validator("own_words", mode="before")
    @classmethod
    def _all_compiled(cls, value: dict[str, str]) -> dict[str, re.Pattern[str]]:
        return {name: re.compile(words) for name, words in value.items()}

    @functools.cached_property
    def ranks(self) -> dict[str, int]:
        """How much each fact matters: 0 the most."""
        return {name: rank for rank, name in enumerate(self.order)}


@functools.cache
def heard_words() -> HeardWords:
    """The file, read once."""
    return HeardWords.model_validate(read_yaml(Path(__file__).with_name("heard.yml")))


def fact_said(spec: FactSpec, fact: str, value: Any, words: str) -> str:
    """One fact in plain words; empty for what is left unsaid."""
    said = heard_words().facts.get(fact, {})
    if value == DECLINED:
        return ""
    if value == UNKNOWN:
        return said.get("unknown", heard_words().unknown.format(label=spec.label))
    own = _own_words(fact, words) if value not in (False, "none") else ""
    if own and "words" in said:
        return said["words"].format(words=own)
    key = _key(value)
    if key in said:
        return said[key].format(parent=heard_words().parents.get(fact, ""))
    if "value" in said:
        return said["value"].format(v=_number(spec, value, words))
    return _by_label(spec, value)


def _own_words(fact: str, words: str) -> str:
    """The words of the person, as far as they name what the fact is about."""
    kind = heard_words().own_words.get(fact)
    found = kind.search(words) if kind and len(words) <= LONGEST_WORDS else None
    return found[0] if found else ""


def _key(value: Any) -> str:
    """The value as it stands in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _number(spec: FactSpec, value: Any, words: str) -> str:
    if spec.type == "text":
        return "、".join(value) if isinstance(value, list) else str(value)
    if words and len(words) <= LONGEST_WORDS and _is_rough(value):
        if spec.type not in ("age", "integer"):
            return words
        if spec.type == "age" and _ROUGH_AGE.fullmatch(words):
            return words if words.endswith("岁") else f"{words}岁"
    unit = "岁" if spec.type == "age" else (spec.unit or "").split("/")[0]
    return f"{quantity(value)}{'' if unit in _said_already(spec) else unit}"


def _said_already(spec: FactSpec) -> tuple[str, ...]:
    """一家3口, 2套房: units that stand in the sentence."""
    return ("人", "套", "级", "样") if spec.type == "integer" else ()


def _by_label(spec: FactSpec, value: Any) -> str:
    """A fact without words of its own: its label, and nothing for a plain no."""
    if spec.type == "bool":
        return spec.label if value else ""
    if spec.type == "choice":
        return "" if value == "none" else spec.values.get(str(value), str(value))
    if spec.type in ("integer", "number", "age", "text"):
        return f"{spec.label}{_number(spec, value, '')}"
    return spec.label


def _is_rough(value: Any) -> bool:
    return isinstance(value, Range) or (isinstance(value, Mapping) and "low" in value)


def quantity(value: float | Range | Mapping[str, Any]) -> str:
    """A number or range as people say it."""
    if isinstance(value, Mapping):
        value = Range.model_validate(value)
    if not isinstance(value, Range):
        return _figure(value)
    if value.exact is not None:
        return _figure(value.exact)
    if value.low is None:
        return f"不到{_figure(value.high or 0)}"
    if value.approx == "over":
        return f"{_figure(value.low)}多"
    if value.high is None:
        return f"{_figure(value.low)}以上"
    return f"{_figure(value.low)}到{_figure(value.high)}"


def _figure(value: float) -> str:
    """60000 is said 6万."""
    if value >= TEN_THOUSAND and value % 100 == 0:
        return f"{value / TEN_THOUSAND:g}万"
    return f"{value:g}" if value < HUNDRED_TIMES * TEN_THOUSAND else f"{value:.0f}"
