"""What a few words tell for one fact, read as an answer to a question about it alone."""

from __future__ import annotations

import re

from bot.dialogue.told_before import own_value
from bot.understanding import read_answer
from bot.understanding.numbers.approximations import numerals
from bot.understanding.text.document import Document
from eligibility import DECLINED, UNKNOWN, Choice, Household, Question, Range, Setting
from eligibility.files.vocabulary import FactSpec, Vocabulary
from eligibility.telling.screening import FactKey

_NUMBERS = ("integer", "number", "age")
# How a number of few steps is said; money, ages, months … are read as answers are.
_STEPS = {"级": r"\s?(?:级|等)?", "样": r"\s?(?:样|个|项|种)?", "套": r"\s?(?:套|处)?"}
# 第二个 is an option of a question that is not this one.
_ORDINAL = re.compile(r"(?:第|选|是)*[\d一二两三四五六七八九十]+(?:个|项|条|号)?")
_TAIL = r"(?:重?残疾?|来着|的|了|啊|呀|吧|左右|证|才|\W)*"


def value_meant(words: str, key: FactKey, spec: FactSpec, household: Household) -> object:
    """What the words tell for this fact, read as an answer to a question about it."""
    unit = (spec.unit or "").split("/")[0]
    if unit in _STEPS:
        return _steps(words, _STEPS[unit])
    if spec.type not in (*_NUMBERS, "bool", "choice"):
        return None
    if spec.type not in _NUMBERS and _ORDINAL.fullmatch(words):
        return None
    answer = read_answer(words, _question(key, spec), household)
    if answer is None or answer.impossible:
        return None
    told = [
        value for fact, member, value in answer.settings if (fact, member) == (key.fact, key.member)
    ]
    return told[0] if told and told[0] not in (UNKNOWN, DECLINED) else None


def _steps(words: str, unit: str) -> int | None:
    """二级, 3, 三样: a whole number with its unit or bare."""
    text = Document.of(words).text
    for number in numerals(text):
        whole = number.value is not None and number.value == int(number.value)
        if whole and re.fullmatch(rf"{unit}{_TAIL}", text[number.end :]):
            return int(number.value or 0)
    return None


def _question(key: FactKey, spec: FactSpec) -> Question:
    """A question about one fact alone."""
    options: list[tuple[str, str, str | bool]]
    if spec.type == "bool":
        options = [("yes", spec.label, True), ("no", f"不{spec.label}", False)]
    else:
        options = [(value, label, value) for value, label in spec.values.items()]
    choices = [
        Choice(id=name, label=label, sets=[Setting(fact=key.fact, member=key.member, value=value)])
        for name, label, value in options
    ]
    return Question(
        question="amend",
        text=spec.question or spec.label,
        stage="core",
        facts=[key],
        choices=choices,
        expects="number" if spec.type in _NUMBERS else "choice",
        unit=spec.unit,
    )


def tells(words: str, key: FactKey, household: Household, vocabulary: Vocabulary) -> bool:
    """Whether words tell the value that the fact has: 二级, 三口."""
    value = value_meant(words, key, vocabulary.facts[key.fact], household)
    if isinstance(value, dict):
        value = Range.model_validate(value)
    return value is not None and value == own_value(household, key.fact, key.member)


def names_its_unit(words: str, spec: FactSpec) -> bool:
    """二级, 58岁, 四口: the unit alone tells which fact is meant. Sums of money are many."""
    unit = (spec.unit or "").split("/")[0]
    patterns = {
        "级": r"[一二三四1-4]级",
        "岁": r"\d\s?岁|[一二三四五六七八九十]岁",
        "人": r"[口人]",
    }
    return unit in patterns and bool(re.search(patterns[unit], Document.of(words).text))
