"""Durations in months: 半年, 一年半, 8个月, 两年多; not dates, not 一个月 as a rate."""

import re
from dataclasses import replace

from bot.understanding.numbers.approximations import numerals
from bot.understanding.numbers.counted import Counted, extended
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.text.document import Document

MONTHS = re.compile(
    r"\s?(?:多|来)?个?(?P<half>半)?(?P<more>多|把|来)?个?月(?!份|初|底|薪|收|工|入|\d)"
)
YEARS = re.compile(
    r"\s?(?P<over>多)?年(?P<more>多)?(?P<half>半)?(?!级|纪|代|龄|终|前后|初|底|末|\d{1,2}月)"
)
HALF_TIME = re.compile(r"(?P<size>大|小)?半(?:(?P<year>年)(?!级)|个?(?P<month>月))(?P<more>多)?")
MONTH_TAIL = re.compile(r"(?:零|又|,)?(?P<n>[\d一二两三四五六七八九十]+)个月")
DATE_BEFORE = re.compile(r"(?:于|从|自|自从|在)$")
DATE_AFTER = re.compile(r"(?:的时候|发|得|生|出生|离|去世|查|办|评|被|就|开始|那|死|底|初)")
DURATION_CONTEXT = re.compile(r"(?:了|多|来|前|以[来上]|时间|没|都没|后|期|左右)")
ONE_BEFORE = re.compile(
    r"(?:打工|务工|住|干|做|满|超过|不到|连续|整整|快|有|已经|治疗|停|病|院|断|休)(?:了|上)?$"
)
RATE_OF_MONEY = re.compile(
    r"(?!了|多|以来|没)[^,。]{0,6}?[\d一二两三四五六七八九几十](?:[\d一二三四五六七八九十百千万几多]|[块元])"
)


def duration(document: Document, number: Numeral) -> Counted | None:
    """The duration the numeral begins (月; 年 × 12); None for a date, a rate or no time at all."""
    text = document.text
    if m := MONTHS.match(text, number.end):
        if "个" not in m[0]:
            return None
        number = _timed(number, 1, half=bool(m["half"]), more=bool(m["more"]) or "多" in m[0])
        return _kept_duration(document, number, m.end())
    if m := YEARS.match(text, number.end):
        if number.digits_only or _is_date(document, number, m.end()):
            return None
        number = _timed(number, 12, half=bool(m["half"]), more=bool(m["over"] or m["more"]))
        end = m.end()
        if (tail := MONTH_TAIL.match(text, end)) and number.value and not m["more"]:
            added = next((n.value for n in numerals(tail["n"])), None) or 0
            number, end = replace(number, value=number.value + added), tail.end()
        return _kept_duration(document, number, end)
    return None


def _kept_duration(document: Document, number: Numeral, end: int) -> Counted | None:
    if number.value in (1, 12) and number.approx is None:
        after, before = document.text[end : end + 4], document.before(number.start, 6)
        lasting = DURATION_CONTEXT.match(after) or ONE_BEFORE.search(before)
        if not lasting or RATE_OF_MONEY.match(document.after(end, 12)):
            return None
    if document.before(number.start, 1) == "每":
        return None
    full = extended(number, end, document.text)
    return Counted("duration", number.start, full.end, full, "月")


def _timed(number: Numeral, months: int, *, half: bool, more: bool) -> Numeral:
    def scaled(end: float | None) -> float | None:
        return None if end is None else (end + (0.5 if half else 0)) * months

    value, low, high = scaled(number.value), scaled(number.low), scaled(number.high)
    if more and value is not None:
        return replace(number, value=value, low=value, high=value + months - 1, approx="over")
    return replace(number, value=value, low=low, high=high)


def _is_date(document: Document, number: Numeral, end: int) -> bool:
    value, text = number.about, document.text
    if number.scaled or number.approx == "range" or "." in text[number.start : number.end]:
        return False
    digits = text[number.start : number.end]
    if value >= 100 or (digits.startswith("0") and len(digits) > 1) or 60 < value < 100:
        return True
    if not digits.isdigit() or len(digits) < 2:
        return False
    if DURATION_CONTEXT.match(text, end):
        return False
    return bool(DATE_AFTER.match(text, end) or DATE_BEFORE.search(document.before(number.start, 2)))


def half_times(text: str, taken: set[int]) -> list[Counted]:
    """半年, 大半年, 半个月."""
    found: list[Counted] = []
    for m in HALF_TIME.finditer(text):
        if m.start() in taken or m.end() - 1 in taken:
            continue
        value = 6.0 if m["year"] else 0.5
        number = Numeral(m.start(), m.end(), value, value, value)
        if m["size"] or m["more"]:
            under = m["size"] == "小"
            low, high = (value * 2 / 3, value) if under else (value, value * 11 / 6)
            number = replace(
                number, low=round(low, 2), high=round(high, 2), approx="under" if under else "over"
            )
        found.append(Counted("duration", m.start(), m.end(), number, "月"))
    return found
