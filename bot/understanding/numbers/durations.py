"""Durations in months: 半年, 一年半, 8个月, 两年多; not dates, not 一个月 as a rate."""

import re
from dataclasses import replace

from bot.understanding.numbers.approximations import about, numerals
from bot.understanding.numbers.counted import Counted, extended
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues

MONTHS = re.compile(r"\s?(?:多|来)?个?(?P<half>半)?(?P<more>多|把|来)?个?月(?!份|初|底|\d)")
YEARS = re.compile(
    r"\s?(?P<over>多)?(?:整年|个?年头|年)(?P<more>多)?(?P<around>把(?=时间|工夫|光景|[,。;!?、\s了没都也就还]|$))?(?P<half>半(?!载))?"
    r"(?!级|纪|代|龄|终|前后|初|底|末|度|份|限|轻|制|检|审|夜|年|\d{1,2}月)"
)
HALF_TIME = re.compile(
    r"(?P<near>快|将近|接近|近|(?P<below>不到|不足|没到|不满|未满))?(?<![上下前后头每])(?P<size>大|小|多)?半"
    r"(?:(?P<year>年)(?![级载])|个?(?P<mid>多)?(?P<month>月))(?P<more>多)?"
)
MONTH_TAIL = re.compile(r"(?:零|又|,)?(?P<n>[\d一二两三四五六七八九十]{1,3})个月")
DATE_BEFORE = re.compile(r"(?:于|从|自|自从|在|到)$")
BORN_AFTER = re.compile(r"(?:的?农历|出?生|生人|属)")
RECENT_YEARS = re.compile(r"(?:[前这那头早]|往)(?:一?[两几]|一两)$")  # 前几年, 这两年: when
LONGEST_YEARS = 150
OLD_YEARS = 45  # 59年的老党员: nobody counts so many years in two digits with 的
RATE_OF_MONEY = re.compile(
    r"(?!了|多|以来|(?:都|还)?没(?!有?[上过]?[\d一二两三四五六七八九几十百千万]))[^,。]{0,6}?[\d一二两三四五六七八九几十](?:[\d一二三四五六七八九十百千万几多]|[块元])"
    r"|(?!了|多|以来|没|都没)[^,。]{0,6}?[百千万][一二三四五六七八九]"
)


def duration(document: Document, number: Numeral) -> Counted | None:
    """The duration the numeral begins (月; 年 × 12); None for a date, a rate or no time at all."""
    text = document.text
    if m := MONTHS.match(text, number.end):
        if "个" not in m[0]:
            return None
        once = number.value == 1
        number = _timed(
            number, 1, half=bool(m["half"]), more="多" in m[0], around="来" in m[0] or "把" in m[0]
        )
        return _kept_duration(document, number, m.end(), once=once)
    if m := YEARS.match(text, number.end):
        if number.digits_only or _is_date(document, number, m.end()):
            return None
        once = number.value == 1
        number = _timed(
            number, 12, half=bool(m["half"]), more=bool(m["over"] or m["more"]),
            around=bool(m["around"]),
        )  # fmt: skip
        end = m.end()
        if (tail := MONTH_TAIL.match(text, end)) and number.value and not m["more"]:
            added = next((n.value for n in numerals(tail["n"])), None) or 0
            number, end = replace(number, value=number.value + added), tail.end()
        return _kept_duration(document, number, end, once=once)
    return None


_cue = cues("numbers", "duration")


def _kept_duration(document: Document, number: Numeral, end: int, *, once: bool) -> Counted | None:
    """`once`: one month or one year, which mostly says how often money comes."""
    if _cue("rate").match(document.after(end, 8)):
        return None
    if once and number.value in (1, 12) and number.approx is None:
        after, before = document.text[end : end + 4], document.before(number.start, 6)
        lasting = _cue("lasting_after").match(after) or _cue("lasting_before").search(before)
        if not lasting or RATE_OF_MONEY.match(document.after(end, 12)):
            return None
    if document.before(number.start, 1) == "每":
        return None
    full = extended(number, end, document.text)
    return Counted("duration", number.start, full.end, full, "月")


def _timed(
    number: Numeral, months: int, *, half: bool, more: bool, around: bool = False
) -> Numeral:
    def scaled(end: float | None) -> float | None:
        return None if end is None else (end + (0.5 if half else 0)) * months

    value, low, high = scaled(number.value), scaled(number.low), scaled(number.high)
    if more and value is not None:
        beyond = months - 1 if months > 1 else 0.9
        return replace(number, value=value, low=value, high=value + beyond, approx="over")
    timed = replace(number, value=value, low=low, high=high)
    return about(timed) if around and number.approx is None else timed


def _is_date(document: Document, number: Numeral, end: int) -> bool:
    value, text = number.about, document.text
    if RECENT_YEARS.search(text[max(0, number.start - 2) : number.end]):
        return True
    if number.approx == "range":
        return bool(BORN_AFTER.match(text, end))
    if value >= LONGEST_YEARS:
        return True
    if number.scaled or "." in text[number.start : number.end]:
        return bool(value > OLD_YEARS and BORN_AFTER.match(text, end))
    digits = text[number.start : number.end]
    if value >= 100 or (digits.startswith("0") and len(digits) > 1) or 60 < value < 100:
        return True
    if not digits.isdigit() or len(digits) < 2:
        return False
    if _cue("lasting_after").match(text, end):
        return False
    if _cue("date_after").match(text, end) or (value > OLD_YEARS and text[end : end + 1] == "的"):
        return True
    return bool(DATE_BEFORE.search(document.before(number.start, 2)))


def half_times(text: str, taken: set[int]) -> list[Counted]:
    """半年, 大半年, 半个月."""
    found: list[Counted] = []
    for m in HALF_TIME.finditer(text):
        rate = _cue("rate").match(text[m.end() : m.end() + 8])
        if rate or m.start() in taken or m.end() - 1 in taken:
            continue
        value = 6.0 if m["year"] else 0.5
        number = Numeral(m.start(), m.end(), value, value, value)
        if m["size"] or m["more"] or m["mid"]:
            under = m["size"] == "小"
            low, high = (value * 2 / 3, value) if under else (value, value * 11 / 6)
            number = replace(
                number, low=round(low, 2), high=round(high, 2), approx="under" if under else "over"
            )
        elif m["below"]:
            number = replace(number, low=None, high=value, approx="under")
        elif m["near"]:
            number = replace(number, low=round(value * 0.9, 2), high=value, approx="under")
        else:
            number = extended(number, m.end(), text)
        found.append(Counted("duration", m.start(), number.end, number, "月"))
    return found
