"""Numbers as people say and type them: 三百二, 两万五, 1800块, 六七百, 两万多."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

_DIGITS = "零一二三四五六七八九"
_STEPS = ((10000, "万"), (1000, "千"), (100, "百"), (10, "十"))
_AROUND = 0.1


class Spoken(NamedTuple):
    """Words for a number, and what they tell of it: the number itself or a range."""

    words: str
    told: Any


def in_words(number: int) -> str:
    """320 → 三百二十, 25000 → 二万五千, 72 → 七十二."""
    if number < 10:
        return _DIGITS[number]
    if number >= 10000:
        high, rest = divmod(number, 10000)
        return in_words(high) + "万" + _rest(rest, 1000)
    for size, name in _STEPS[1:]:
        if number >= size:
            high, rest = divmod(number, size)
            start = "" if size == 10 and high == 1 else _DIGITS[high]
            return start + name + _rest(rest, size // 10)
    raise ValueError(number)


def _rest(rest: int, expected: int) -> str:
    if not rest:
        return ""
    return in_words(rest) if rest >= expected else "零" + _tens(rest)


def _tens(rest: int) -> str:
    return "一" + in_words(rest) if 10 <= rest < 20 else in_words(rest)


def colloquial(number: int) -> str:
    """As it is spoken: 两千, 两万五, 三百二."""
    words = in_words(number)
    for size, name in _STEPS[:3]:
        if number > size and number % (size // 10) == 0 and number // size < 10 and number % size:
            head, tail = divmod(number, size)
            words = f"{_DIGITS[head]}{name}{_DIGITS[tail // (size // 10)]}"
            break
    return _with_liang(words)


def _with_liang(words: str) -> str:
    """二千 → 两千 and 二万 → 两万 at the head of a number."""
    return "两" + words[1:] if words.startswith(("二千", "二万")) else words


def money(number: int, dice: random.Random) -> str:
    """An exact sum of money in one of its many shapes."""
    shapes = [str(number), f"{number}块", f"{number}元", f"{colloquial(number)}"]
    if number % 10 == 0:
        shapes.append(f"{_with_liang(in_words(number))}块")
    if number >= 10000 and number % 1000 == 0:
        shapes.append(f"{number / 10000:g}万")
    return dice.choice(shapes)


def roughly(number: int, dice: random.Random) -> Spoken:
    """A sum of money as somebody says it who does not know it well."""
    size = 10 ** (len(str(number)) - 1)
    head = number // size
    name = {10: "十", 100: "百", 1000: "千", 10000: "万"}.get(size)
    if name is None or size == 10:
        return _about(number, dice)
    digit = "两" if head == 2 else _DIGITS[head]
    shapes = [_about(number, dice)]
    if number % size:
        over = {"low": head * size, "high": (head + 1) * size, "approx": "over"}
        shapes.append(Spoken(f"{digit}{name}多", over))
    if head < 9:
        between = {"low": head * size, "high": (head + 1) * size, "approx": "range"}
        shapes.append(Spoken(f"{digit}{_DIGITS[head + 1]}{name}", between))
    return dice.choice(shapes)


def _about(number: int, dice: random.Random) -> Spoken:
    told = {
        "low": round(number * (1 - _AROUND)),
        "high": round(number * (1 + _AROUND)),
        "approx": "about",
    }
    words = colloquial(number)
    shape = dice.choice(["{}左右", "大概{}", "差不多{}", "{}上下", "大约{}块"])
    return Spoken(shape.format(words), told)


def age(years: int, dice: random.Random) -> str:
    """An age: 七十二, 72岁, 72."""
    return dice.choice([f"{years}", f"{years}岁", in_words(years), f"{in_words(years)}岁"])
