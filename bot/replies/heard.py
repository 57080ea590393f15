"""Saying back what was understood, in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from eligibility import DECLINED, UNKNOWN, Range
from eligibility.files.vocabulary import FactSpec, Vocabulary
from eligibility.telling.screening import Setting

LONGEST_WORDS = 12


Words = Mapping[tuple[str, str | None], str]


def heard(settings: Iterable[Setting], vocabulary: Vocabulary, words: Words | None = None) -> str:
    """Facts told, each once, by person: “本人：68岁，有重病；女儿：上普通高中”.

    `words`, by fact and person, are those of the person: 两千来块 is said back as it was said.
    """
    by_person: dict[str | None, list[str]] = {}
    for setting in settings:
        said = _said(setting, vocabulary, (words or {}).get((setting.fact, setting.member)))
        if said and said not in by_person.setdefault(setting.member, []):
            by_person[setting.member].append(said)
    common = by_person.pop(None, [])
    persons = [f"{name}：{'，'.join(facts)}" for name, facts in by_person.items() if facts]
    return "；".join([*(["，".join(common)] if common else []), *persons])


def _said(setting: Setting, vocabulary: Vocabulary, words: str | None) -> str:
    spec = vocabulary.facts.get(setting.fact)
    if setting.fact in ("jurisdiction",) or spec is None:
        return ""
    if setting.value == UNKNOWN:
        return f"{spec.label}不清楚"
    if setting.value == DECLINED:
        return ""
    if words and len(words) <= LONGEST_WORDS and _is_rough(setting.value):
        return words if spec.type == "age" else f"{spec.label}{words}"
    return _value_said(spec, setting.value)


def _is_rough(value: Any) -> bool:
    return isinstance(value, Range) or (isinstance(value, Mapping) and "low" in value)


def _value_said(spec: FactSpec, value: Any) -> str:
    if spec.type == "bool":
        return spec.label if value else f"{spec.label}：没有"
    if spec.type == "choice":
        return f"{spec.label}：{spec.values.get(str(value), str(value))}"
    if spec.type == "age":
        return f"{quantity(value)}岁"
    if spec.type in ("integer", "number"):
        unit = (spec.unit or "").split("/")[0]
        return f"{spec.label}{quantity(value)}{unit}"
    if spec.type == "text":
        return "、".join(value) if isinstance(value, list) else str(value)
    return spec.label


def quantity(value: float | Range | Mapping[str, Any]) -> str:
    """A number or range as people say it."""
    if isinstance(value, Mapping):
        value = Range.model_validate(value)
    if not isinstance(value, Range):
        return f"{value:g}" if value < 1e6 else f"{value:.0f}"
    if value.exact is not None:
        return f"{value.exact:g}"
    if value.low is None:
        return f"不到{value.high:g}"
    if value.approx == "over":
        return f"{value.low:g}多"
    if value.high is None:
        return f"{value.low:g}以上"
    return f"{value.low:g}到{value.high:g}"
