"""The YAML files of this folder, read once, and facts in the shorthand of notes."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.replies.heard import quantity
from bot.replies.people import SELF
from eligibility import Range
from eligibility.files.household import Member
from eligibility.files.yamlfile import read_yaml
from eligibility.telling.guide import says


@functools.cache
def texts(name: str) -> Mapping[str, Any]:
    """The file `name`.yml of this folder."""
    return read_yaml(Path(__file__).with_name(f"{name}.yml"))


def shorthand(facts: Mapping[str, Any], scope: str) -> list[str]:
    """Facts as a note has them: 肢体残疾2级, 重病, 断粮; nothing for what is not worth a word."""
    forms: Mapping[str, Any] = texts("shorthand")[scope]
    found = [_said(form, facts.get(name)) for name, form in forms.items()]
    return [said for said in found if said]


def _said(form: Any, value: Any) -> str:
    if not says(value):
        return ""
    if isinstance(form, Mapping):
        form = form.get(value if isinstance(value, (str, int)) else "", form.get("else", ""))
    return str(form).format(value="、".join(value) if isinstance(value, list) else _number(value))


def _number(value: Any) -> str:
    if isinstance(value, (Range, Mapping)) or (
        isinstance(value, (int, float)) and not isinstance(value, bool)
    ):
        return quantity(value)
    return str(value)


def age_and_sex(member: Member) -> str:
    """男68, 80多岁; empty where neither is known."""
    sex = {"M": "男", "F": "女"}.get(str(member.facts.get("sex")), "")
    age = member.facts.get("age")
    told = _number(age) if says(age) or age == 0 else ""
    return sex + (told if sex or not told else f"{told}岁")


def is_child(member: Member) -> bool:
    """Whether the member is surely not grown up."""
    age = member.facts.get("age")
    if isinstance(age, (Range, Mapping)):
        high = age.high if isinstance(age, Range) else age.get("high")
        return high is not None and high < GROWN_UP
    if isinstance(age, (int, float)):
        return age < GROWN_UP
    return member.facts.get("student_stage") in ("preschool", "compulsory")


GROWN_UP = 18


def called(names: Iterable[str], self_called: str) -> str:
    """“户主、女儿”: labels with the word that staff uses for the one who is asked for."""
    return "、".join(self_called if name == SELF else name for name in names)


def for_whom(names: Iterable[str], self_called: str) -> str:
    """“（户主）”, or nothing where nobody in particular is meant."""
    named = called(names, self_called)
    return f"（{named}）" if named else ""
