"""Ages with a unit: 八十三岁, 七旬, 四十出头, 8个月大."""

import re
from dataclasses import replace
from functools import cache

from bot.understanding.numbers.approximations import numerals
from bot.understanding.numbers.counted import Counted, extended
from bot.understanding.numbers.cues import pattern
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

OLDEST_BABY = 36
NEARLY = re.compile(r"[小大]")
AGE_UNIT = re.compile(r"\s?(?:多|来)?(?:周|虚)?岁(?!末|月|数)(?P<half>半)?")
AGE_MONTHS = re.compile(r"零?(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})个(?P<half>半)?月")
AGE_DECADE = re.compile(r"旬(?![刊日])")
AGE_LOOSE = re.compile(r"(?:出头|高龄|挂零|冒头|露头|开外)")
AGE_ENDING = re.compile(r"(?:好几|大几|[啷郎]当)$")
COUNTED_THING = re.compile(r"\s?[\d百千万元块个人口年月天亩斤里次条号户只头位名]")
BABY = re.compile(
    r"\s?(?P<more>多|来)?个(?P<half>半)?(?P<much>多)?月(?P<after>大|的(?:宝宝|婴儿|孩子|小孩|娃|崽|毛毛|囝))?"
)


@cache
def _difference() -> re.Pattern[str]:
    return re.compile(load("ages")["age_difference_before"])


def _lead(document: Document, number: Numeral) -> str:
    """What leads to the figure itself: 比我小三岁, where 小 may be read as nearly."""
    nearly = NEARLY.match(document.text, number.start)
    return document.before(nearly.end() if nearly else number.start, 8)


def age(document: Document, number: Numeral) -> Counted | None:
    """The age with a unit that the numeral begins."""
    if AGE_DECADE.match(document.text, number.end) and 4 <= number.about <= 10:
        return _decade(number)
    unit = AGE_UNIT.match(document.text, number.end)
    loose = not unit and _is_loose_age(document, number)
    if loose and not (20 <= (number.value or 0) <= 90 and number.value == int(number.value or 0)):
        return None
    if not unit and not loose:
        return None
    if _difference().search(_lead(document, number)):
        return None
    if unit and (months := AGE_MONTHS.match(document.text, unit.end())):
        return _age_in_months(number, months)
    # A half year more is no other age: 十三岁半 is thirteen, as anybody counts it.
    if unit and "多" in unit[0] and number.value is not None:
        number = replace(
            number, low=number.value, high=number.value + max(number.step - 1, 0.9), approx="over"
        )
    end = number.end if loose else unit.end() if unit else number.end
    full = extended(number, end, document.text)
    full = age_margin(full)
    return Counted("age", number.start, full.end, full, "岁") if full.about <= 130 else None


def _is_loose_age(document: Document, number: Numeral) -> bool:
    """四十出头, 三十好几还没讨老婆."""
    if AGE_LOOSE.match(document.text, number.end):
        return True
    return bool(
        number.step == 10
        and AGE_ENDING.search(document.text[number.start : number.end])
        and not COUNTED_THING.match(document.text, number.end)
        and not pattern("cue").search(document.before(number.start, 6))
    )


def _nearly(number: Numeral, value: float) -> Numeral:
    """快八十 is not eighty yet: 77 to 79; children are told closer."""
    if value < 10:
        return replace(number, low=value - 1, high=value)
    return replace(number, low=value - (3 if value >= 20 else 2), high=value - 1)


def age_margin(number: Numeral) -> Numeral:
    """Ages are guessed better than sums: 五十左右 is hardly 45."""
    value = number.value
    if value is None or number.low is None:
        return number
    if number.approx == "under":
        return _nearly(number, value)
    if number.approx == "about":
        below, above = max(1, round(value * 0.06)), max(1, round(value * 0.1))
        return replace(number, low=value - below, high=value + above)
    return number


def _decade(number: Numeral) -> Counted:
    """七旬老人 is in the seventies; 年近七旬 is not yet."""
    years = int(number.about) * 10.0
    ends = (
        (years - 3, years - 1, "under") if number.approx == "under" else (years, years + 9, "over")
    )
    low, high, approx = ends
    told = replace(number, value=years, low=low, high=high, approx=approx, step=10.0)
    return Counted("age", number.start, number.end + 1, told, "岁")


def _age_in_months(number: Numeral, months: re.Match[str]) -> Counted | None:
    """一岁零八个月."""
    if number.value is None:
        return None
    added = next((n.value for n in numerals(months["n"])), None) or 0
    if number.value * 12 >= OLDEST_BABY:
        return Counted("age", number.start, months.end(), number, "岁")
    value = number.value * 12 + added + (0.5 if months["half"] else 0)
    told = replace(number, value=value, low=value, high=value, approx=None)
    return Counted("age", number.start, months.end(), told, "月")


def baby(document: Document, number: Numeral) -> Counted | None:
    """8个月大, 六个月的宝宝, 宝宝六个月了; not 孩子三个月没上学."""
    unit = BABY.match(document.text, number.end)
    if unit is None or number.about > OLDEST_BABY:
        return None
    end = number.end + unit[0].index("月") + 1
    if not unit["after"]:
        before = document.before(number.start, 10)
        told = pattern("baby_before").search(before)
        if not told or not pattern("baby_after").match(document.text, end):
            return None
    if document.text[end : end + 1] == "大":
        end += 1
    return Counted("age", number.start, end, _months_old(number, unit), "月")


def _months_old(number: Numeral, unit: re.Match[str]) -> Numeral:
    value = number.value
    if value is None:
        return number
    if unit["half"]:
        value += 0.5
        return replace(number, value=value, low=value, high=value)
    if unit["much"] or unit["more"] == "多":
        return replace(number, low=value, high=value + 0.9, approx="over")
    return number
