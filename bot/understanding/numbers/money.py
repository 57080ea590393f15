"""Money, with 元 or 块 and without: 一百多块, 三块五, 20w, 欠了三万八."""

import re
from dataclasses import replace

from bot.understanding.numbers.bare_ages import OLDEST
from bot.understanding.numbers.counted import Counted, extended
from bot.understanding.numbers.cues import other_measure, pattern
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.text.document import Document

CENTS = re.compile(r"(?:毛(?!病|巾|衣|主席|孩|毛|坯|笔|利)|角(?!落|度|膜|色))钱?")
MOST_PAID = 10_000  # by the month; larger sums are told by themselves
LEAST_PAID = 300
STEP_OF_PAY = 10  # 2019 is a year
TENTHS = re.compile(r"(?P<digit>[一二三四五六七八九1-9])(?:毛|角)?(?![个十百千万\d多岁点])")
DATE_AFTER = re.compile(r"(?:发|到账|打卡|打钱|领|交钱|到期|给)")
AGE_AHEAD = re.compile(
    r"(?:差|还有|再过|再有).{0,6}[到满才就]$|(?<![拿领收挣赚得给降涨加补发寄存花用值要])到$|满$|(?:明|后)年.{0,3}$"
)
CURRENCY = re.compile(r"(?:rmb|cny|¥|人民币)[:\s]{0,2}$")


def money(document: Document, number: Numeral) -> Counted | None:
    unit = re.match(rf"\s?{pattern('unit').pattern}", document.text[number.end : number.end + 6])
    if unit is None:
        return _cents(document, number)
    end = number.end + unit.end()
    if unit[0] == "块" and number.value is not None and (m := TENTHS.match(document.text, end)):
        value, end = number.value + _digit(m["digit"]) / 10, m.end()
        if m[0][-1] in "毛角" and (m := TENTHS.match(document.text, end)):
            value, end = value + _digit(m["digit"]) / 100, m.end()
        number = replace(number, value=value)
    full = extended(number, end, document.text, even=True)
    return Counted("money", number.start, full.end, full, "元")


def _cents(document: Document, number: Numeral) -> Counted | None:
    if number.value is None or number.approx:
        return None
    unit = CENTS.match(document.text, number.end)
    if unit is None or number.value > 99:
        return None
    value, end = number.value / 10, unit.end()
    if m := TENTHS.match(document.text, end):
        value, end = value + _digit(m["digit"]) / 100, m.end()
    full = replace(number, value=value, low=None, high=None)
    return Counted("money", number.start, end, full, "元")


def _digit(character: str) -> int:
    return "一二三四五六七八九".find(character) + 1 or int(character)


def bare_money(document: Document, number: Numeral) -> Counted | None:
    """20w, 欠了三万八, 养老金就一百多: money without 元."""
    after = document.text[number.end : number.end + 4]
    named = not number.scaled and pattern("named_after").match(after)
    if other_measure(after) or named or number.about < 10 or number.digits_only:
        return None
    if re.match(r"\s?[个人口年月岁]", after) or _is_no_money(document, number):
        return None
    cue = re.compile(rf"(?:{pattern('cue').pattern})")
    lead = document.before(number.start, 10)
    told = bool(cue.search(lead))
    large = (number.step >= 1000 or number.about >= 10_000) and number.scaled
    close = bool(cue.search(lead[-3:]))
    paid = number.about >= 20 and bool(pattern("rate_after").match(document.text, number.end))
    paid = paid or bool(pattern("sum_after").match(document.text, number.end))
    named_money = bool(CURRENCY.search(document.text[max(0, number.start - 6) : number.start]))
    close = close or named_money
    told = told and (number.scaled or number.about >= 100)
    ends = _ends_as_sum(document, number) or _is_pay(document, number)
    if not (large or paid or told or close or ends):
        return None
    full = extended(number, number.end, document.text, even=True)
    return Counted("money", number.start, full.end, full, "元")


def _ends_as_sum(document: Document, number: Numeral) -> bool:
    """看果园一千七八, 最多一千五: hundreds and thousands that end what is told."""
    if not number.scaled or number.about < 100 or not number.about < MOST_PAID:
        return False
    return bool(
        (number.start > document.clause(number.start)[0] or number.about >= 1000)
        and pattern("sum_ends").match(document.text, number.end)
    )


def _is_pay(document: Document, number: Numeral) -> bool:
    """妻超市3000, 看门1800: what the work right before it brings."""
    if not LEAST_PAID <= number.about <= MOST_PAID or number.about % STEP_OF_PAY:
        return False
    end = number.end - (document.text[number.end - 1] in "多来")
    return bool(
        pattern("pay_before").search(document.before(number.start, 12))
        and pattern("pay_after").match(document.text, end)
    )


def _is_no_money(document: Document, number: Numeral) -> bool:
    """血压180, a telephone number, 每月15发: figures of something else."""
    text = document.text
    before = document.before(number.start, 12)
    if pattern("measured_before").search(before[-10:]) or (
        number.about < OLDEST and AGE_AHEAD.search(before)
    ):
        return True
    if number.value is not None and number.value <= 31 and DATE_AFTER.match(text, number.end):
        return True
    digits = text[number.start : number.end]
    return digits.isascii() and digits.isdigit() and len(digits) > 6 and number.step < 1000
