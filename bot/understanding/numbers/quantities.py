"""Numerals that are money, a count of people, an age or a duration; no other number."""

import re
from dataclasses import replace
from functools import cache

from bot.understanding.numbers.approximations import numerals
from bot.understanding.numbers.counted import Counted, extended
from bot.understanding.numbers.durations import duration, half_times
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.people.mentions import Mention
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

OLDEST = 110

AGE_UNIT = re.compile(r"\s?(?:多|来)?(?:周|虚)?岁(?!末|月|数)(?P<half>半)?")
AGE_LOOSE = re.compile(r"(?:出头|高龄)")
BABY = re.compile(r"\s?(?:多|来)?个(?:多)?月(?:大|的(?:宝宝|婴儿|孩子|小孩|娃|崽))")
COUNT_UNIT = re.compile(
    r"\s?(?:口(?!头|腔|服|粮)|个人(?!所得)|人(?!均|民|次|家|员)|名(?!字|下|义)|位(?!置|于))"
)
COUNT_LOOSE = re.compile(r"\s?个?")
TENTHS = re.compile(r"(?P<digit>[一二三四五六七八九1-9])(?:毛|角)?(?![个十百千万\d多岁点])")
AGE_LEAD = re.compile(
    r"^(?:今年|男|女|都|已经|已|也|才|刚|现在|虚岁|周岁|有|是|快|年纪|年龄|,|:|:|\s)*$"
)
NEXT_IS_SEX = re.compile(r"\s?[男女]")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    numbers = load("numbers")
    found = numbers["money"][name] if name in numbers["money"] else numbers[name]
    return re.compile(found.strip())


def counted(document: Document, named: list[Mention]) -> list[Counted]:
    """All quantities of the text from left to right."""
    people = {m.end: m for m in named if m.kind in ("kin", "self", "case", "ordinal")}
    found: list[Counted] = []
    reached = 0
    for number in numerals(document.text):
        if number.start < reached:
            continue
        one = _read(document, number, people)
        if one is not None:
            found.append(one)
            reached = one.end
    found += half_times(document.text, {place for c in found for place in range(c.start, c.end)})
    return sorted(found, key=lambda c: c.start)


def _read(document: Document, number: Numeral, people: dict[int, Mention]) -> Counted | None:
    for reader in (_age, _baby, _money, duration, _people):
        if (one := reader(document, number)) is not None:
            return one
    return _bare_age(document, number, people) or _bare_money(document, number)


def _age(document: Document, number: Numeral) -> Counted | None:
    unit = AGE_UNIT.match(document.text, number.end)
    loose = AGE_LOOSE.match(document.text, number.end) if not unit else None
    if loose and not (20 <= (number.value or 0) <= 90 and number.value == int(number.value or 0)):
        return None
    if not unit and not loose:
        return None
    if unit and unit["half"] and number.value is not None and number.approx is None:
        number = replace(number, value=number.value + 0.5)
    if unit and "多" in unit[0] and number.value is not None:
        number = replace(
            number, low=number.value, high=number.value + number.step - 1, approx="over"
        )
    end = number.end if loose else unit.end() if unit else number.end
    full = extended(number, end, document.text)
    full = _age_margin(full)
    return Counted("age", number.start, full.end, full, "岁") if full.about <= 130 else None


def _age_margin(number: Numeral) -> Numeral:
    if number.approx in ("about", "under") and number.value is not None and number.low is not None:
        high = number.value if number.approx == "under" else number.value + 3
        return replace(number, low=number.value - 2, high=high)
    return number


def _baby(document: Document, number: Numeral) -> Counted | None:
    unit = BABY.match(document.text, number.end)
    if unit is None:
        return None
    end = number.end + unit[0].index("月") + 1 + (1 if unit[0].endswith("大") else 0)
    return Counted("age", number.start, end, number, "月")


def _money(document: Document, number: Numeral) -> Counted | None:
    unit = re.match(rf"\s?{_pattern('unit').pattern}", document.text[number.end : number.end + 6])
    if unit is None:
        return _cents(document, number)
    end = number.end + unit.end()
    if unit[0] == "块" and number.value is not None and (m := TENTHS.match(document.text, end)):
        tenth = "一二三四五六七八九".find(m["digit"]) + 1 or int(m["digit"])
        number, end = replace(number, value=number.value + tenth / 10), m.end()
    full = extended(number, end, document.text)
    return Counted("money", number.start, full.end, full, "元")


def _cents(document: Document, number: Numeral) -> Counted | None:
    if document.text[number.end : number.end + 1] != "毛" or number.value is None:
        return None
    full = replace(number, value=number.value / 10, low=None, high=None)
    return Counted("money", number.start, number.end + 1, full, "元")


def _people(document: Document, number: Numeral) -> Counted | None:
    text = document.text
    if number.about > 99 or number.digits_only:
        return None
    if m := COUNT_UNIT.match(text, number.end):
        return Counted("count", number.start, m.end(), number, "人")
    m = COUNT_LOOSE.match(text, number.end)
    end = m.end() if m else number.end
    if end > number.end and _pattern("person_words").match(text, end):
        return Counted("count", number.start, end, number, "人")
    return None


def _bare_age(document: Document, number: Numeral, people: dict[int, Mention]) -> Counted | None:
    """老伴65, 我七十三了, 68男: two figures right behind a person are an age."""
    text = document.text
    after = text[number.end : number.end + 4]
    if not 10 <= number.about <= OLDEST or number.digits_only or _other_measure(after):
        return None
    if re.match(r"\s?[多来]?[元块万千百十月人口个年毛w]", after):
        return None
    lead = next(
        (e for e in range(number.start, max(-1, number.start - 7), -1) if e in people), None
    )
    if _stands_alone(document, number):
        return Counted("age", number.start, number.end, _age_margin(number), "岁")
    if (lead is None or not AGE_LEAD.match(text[lead : number.start])) and not NEXT_IS_SEX.match(
        after
    ):
        return None
    return Counted("age", number.start, number.end, _age_margin(number), "岁")


def _stands_alone(document: Document, number: Numeral) -> bool:
    """今年九十一, or 58了 as a clause of its own."""
    start, end = document.clause(number.start)
    before, after = document.text[start : number.start], document.text[number.end : end]
    return bool(
        re.fullmatch(r"[^\d]{0,4}今年(?:都|也|已经)?", before[-8:]) and after in ("", "了")
    ) or (before in ("", "都", "已经", "快") and after == "了" and number.about >= 16)


def _other_measure(after: str) -> bool:
    return bool(_pattern("other_measure").match(after))


def _bare_money(document: Document, number: Numeral) -> Counted | None:
    """20w, 欠了三万八, 养老金就一百多: money without 元."""
    after = document.text[number.end : number.end + 4]
    named = not number.scaled and _pattern("named_after").match(after)
    if _other_measure(after) or named or number.about < 10 or number.digits_only:
        return None
    if re.match(r"\s?[个人口年月岁]", after) and not re.match(r"(?:一个月|一年|每)", after):
        return None
    cue = re.compile(rf"(?:{_pattern('cue').pattern})")
    lead = document.before(number.start, 10)
    told = bool(cue.search(lead))
    large = number.step >= 1000 and number.scaled
    close = bool(cue.search(lead[-3:]))
    if not (large or (told and (number.scaled or number.about >= 100)) or close):
        return None
    full = extended(number, number.end, document.text)
    return Counted("money", number.start, full.end, full, "元")
