"""Numerals that are money, a count of people, an age or a duration; no other number."""

import re
from dataclasses import replace
from functools import cache

from bot.understanding.numbers.approximations import numerals
from bot.understanding.numbers.counted import Counted, extended
from bot.understanding.numbers.durations import duration, half_times
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.numbers.phrases import phrases
from bot.understanding.people.mentions import Mention
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

OLDEST = 110
OLDEST_BABY = 36
OLDEST_CHILD = 45
CENTS = re.compile(r"(?:毛(?!病|巾|衣|主席|孩|毛|坯|笔|利)|角(?!落|度|膜|色))钱?")
PAIR_AFTER = re.compile(r"[一二两三四五六七\d][女儿子小老]")

AGED = frozenset(("kin", "self", "case", "ordinal", "pronoun"))
MOST_PEOPLE = 99_999  # of a village
MOST_PAID = 10_000  # by the month; larger sums are told by themselves

AGE_UNIT = re.compile(r"\s?(?:多|来)?(?:周|虚)?岁(?!末|月|数)(?P<half>半)?")
AGE_MONTHS = re.compile(r"零?(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})个(?P<half>半)?月")
AGE_DECADE = re.compile(r"旬(?![刊日])")
AGE_LOOSE = re.compile(r"(?:出头|高龄|挂零|冒头|露头|开外)")
AGE_ENDING = re.compile(r"(?:好几|大几|[啷郎]当)$")
COUNTED_THING = re.compile(r"\s?[\d百千万元块个人口年月天亩斤里次条号户只头位名]")
BABY = re.compile(
    r"\s?(?P<more>多|来)?个(?P<half>半)?(?P<much>多)?月(?P<after>大|的(?:宝宝|婴儿|孩子|小孩|娃|崽|毛毛|囝))?"
)
COUNT_UNIT = re.compile(
    r"\s?(?:张嘴(?!巴)|口(?!头|腔|服|粮|味|罩|气|水|饭|井|锅|缸|药|酒|粥|肉|棺|塘|音|岸)|个人(?!所得|账|情|信|缴|民|次|名义)"
    r"|人(?!均|民|次|家(?!庭)|员|大代|参|情|格)|名(?!字|下|义|额|单|次|牌|校|医)|位(?!置|于|数))"
)
COUNT_LOOSE = re.compile(r"\s?个")
TENTHS = re.compile(r"(?P<digit>[一二三四五六七八九1-9])(?:毛|角)?(?![个十百千万\d多岁点])")
AGE_LEAD = re.compile(
    r"^(?:今年|男|女|都|已经|已|也|才|刚|现在|虚岁|虚龄|周岁|足岁|有|是|快|满|要|就|眼看|年纪|年龄|,|:|\s)*$"
)
DATE_AFTER = re.compile(r"(?:发|到账|打卡|打钱|领|交钱|到期|给)")
# 78的娘, 八十多的老母亲
AGE_OF = re.compile(
    r"的(?:瞎|瘫|病|老)?(?:老?[爹娘妈爸]|老(?:人(?!机)|母|父|伴|头|太|汉)|母亲|父亲|奶奶|爷爷|外[公婆]|岳[父母]|婆婆|公公|儿子|女儿|[哥姐弟妹崽娃伢]|孩子)"
)
AGE_AHEAD = re.compile(r"(?:差|还有|再过|再有).{0,6}[到满才就]$")
NEXT_IS_SEX = re.compile(r"\s?[男女]")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    numbers = load("numbers")
    found = numbers["money"][name] if name in numbers["money"] else numbers[name]
    return re.compile(found.strip())


def counted(document: Document, named: list[Mention]) -> list[Counted]:
    """All quantities of the text from left to right."""
    people = {m.end: m for m in named if m.kind in AGED}
    nouns = {m.word_start for m in named if m.kind in ("kin", "case", "elder")}
    found = phrases(document.text)
    spoken = {place for one in found for place in range(one.start, one.end)}
    reached = 0
    for number in numerals(document.text):
        if number.start < reached or number.end - 1 in spoken:
            continue
        one = _read(document, number, people, nouns)
        if one is not None:
            found.append(one)
            reached = one.end
    found += half_times(document.text, {place for c in found for place in range(c.start, c.end)})
    return sorted(found, key=lambda c: c.start)


def _read(
    document: Document, number: Numeral, people: dict[int, Mention], nouns: set[int]
) -> Counted | None:
    for reader in (_age, _baby, _money, duration):
        if (one := reader(document, number)) is not None:
            return one
    if (one := _people(document, number, nouns)) is not None:
        return one
    return (
        _child_age(document, number)
        or _bare_age(document, number, people)
        or _bare_money(document, number)
    )


def _age(document: Document, number: Numeral) -> Counted | None:
    if AGE_DECADE.match(document.text, number.end) and 4 <= number.about <= 10:
        return _decade(number)
    unit = AGE_UNIT.match(document.text, number.end)
    loose = not unit and _is_loose_age(document, number)
    if loose and not (20 <= (number.value or 0) <= 90 and number.value == int(number.value or 0)):
        return None
    if not unit and not loose:
        return None
    if _pattern("age_difference_before").search(document.before(number.start, 8)):
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
    full = _age_margin(full)
    return Counted("age", number.start, full.end, full, "岁") if full.about <= 130 else None


def _is_loose_age(document: Document, number: Numeral) -> bool:
    """四十出头, 三十好几还没讨老婆."""
    if AGE_LOOSE.match(document.text, number.end):
        return True
    return bool(
        number.step == 10
        and AGE_ENDING.search(document.text[number.start : number.end])
        and not COUNTED_THING.match(document.text, number.end)
        and not _pattern("cue").search(document.before(number.start, 6))
    )


def _nearly(number: Numeral, value: float) -> Numeral:
    """快八十 is not eighty yet: 77 to 79; children are told closer."""
    if value < 10:
        return replace(number, low=value - 1, high=value)
    return replace(number, low=value - (3 if value >= 20 else 2), high=value - 1)


def _age_margin(number: Numeral) -> Numeral:
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


def _baby(document: Document, number: Numeral) -> Counted | None:
    """8个月大, 六个月的宝宝, 宝宝六个月了; not 孩子三个月没上学."""
    unit = BABY.match(document.text, number.end)
    if unit is None or number.about > OLDEST_BABY:
        return None
    end = number.end + unit[0].index("月") + 1
    if not unit["after"]:
        before = document.before(number.start, 10)
        told = _pattern("baby_before").search(before)
        if not told or not _pattern("baby_after").match(document.text, end):
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


def _money(document: Document, number: Numeral) -> Counted | None:
    unit = re.match(rf"\s?{_pattern('unit').pattern}", document.text[number.end : number.end + 6])
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


def _people(document: Document, number: Numeral, nouns: set[int]) -> Counted | None:
    text = document.text
    if number.about > MOST_PEOPLE or number.digits_only:
        return None
    before = document.before(number.start, 12)
    if m := COUNT_UNIT.match(text, number.end):
        if m[0].strip() == "口" and _pattern("mouthful_before").search(before):
            return None
        return Counted("count", number.start, m.end(), number, "人")
    if m := COUNT_LOOSE.match(text, number.end):
        end = m.end()
        named = end in nouns or _pattern("person_words").match(text, end)
        group = number.about >= 2 and (
            _is_group(document, end, before) or _pattern("person_doing").match(text, end)
        )
        return Counted("count", number.start, end, number, "人") if named or group else None
    return _people_uncounted(text, number, before)


def _is_group(document: Document, end: int, before: str) -> bool:
    """姐弟三个都在读书, 我们四个."""
    if _pattern("kin_group_before").search(before):
        return not _pattern("thing_after").match(document.text, end)
    lead = _pattern("group_before").search(before)
    return bool(lead and _pattern("group_after").match(document.text, end))


def _people_uncounted(text: str, number: Numeral, before: str) -> Counted | None:
    """带2小孩, 一儿一女, 两孩子: a numeral right before people. 二女儿 is the second one."""
    if 2 <= number.about <= 9 and _pattern("kin_group_after").match(text, number.end):
        return Counted("count", number.start, number.end, number, "人")
    noun = _pattern("person_after_digit").match(text, number.end)
    if noun is None or not 1 <= number.about <= 9:
        return None
    pair = PAIR_AFTER.match(text, noun.end())
    two = text[number.start : number.end] == "两" and noun[0] not in tuple("儿女子老小")
    if two or pair or _pattern("child_before").search(before):
        return Counted("count", number.start, number.end, number, "人")
    return None


def _child_age(document: Document, number: Numeral) -> Counted | None:
    """大的12小的7, 老大十五: how old the children are, the elder before the younger."""
    if not 1 <= number.about <= OLDEST_CHILD or number.digits_only:
        return None
    if not _pattern("child_rank_before").search(document.before(number.start, 8)):
        return None
    if not _pattern("child_rank_after").match(document.text, number.end):
        return None
    return Counted("age", number.start, number.end, number, "岁")


def _bare_age(document: Document, number: Numeral, people: dict[int, Mention]) -> Counted | None:
    """老伴65, 我七十三了, 68男: two figures right behind a person are an age."""
    text = document.text
    after = text[number.end : number.end + 4]
    if not 10 <= number.about <= OLDEST or number.digits_only or _other_measure(after):
        return None
    if AGE_OF.match(text, number.end) and number.about >= 10:
        return Counted("age", number.start, number.end, number, "岁")
    if re.match(r"\s?(?:[多来]?[元块万千百十月人口个年毛w]|的(?!人|老)|后(?!来))", after):
        return None
    if _pattern("age_word_before").search(document.before(number.start, 8)):
        full = _age_margin(extended(number, number.end, text))
        return Counted("age", number.start, full.end, full, "岁")
    lead = next(
        (e for e in range(number.start, max(-1, number.start - 7), -1) if e in people), None
    )
    full = _age_margin(extended(number, number.end, text))
    if _stands_alone(document, number):
        return Counted("age", number.start, full.end, full, "岁")
    if (lead is None or not AGE_LEAD.match(text[lead : number.start])) and not NEXT_IS_SEX.match(
        after
    ):
        return None
    return Counted("age", number.start, full.end, full, "岁")


def _stands_alone(document: Document, number: Numeral) -> bool:
    """今年九十一, or 58了 as a clause of its own."""
    start, end = document.clause(number.start)
    before, after = document.text[start : number.start], document.text[number.end : end]
    return bool(
        re.fullmatch(r"[^\d]{0,4}今年(?:都|也|已经)?", before[-8:]) and after in ("", "了")
    ) or (before in ("", "都", "已经", "快") and after[:1] == "了" and number.about >= 16)


def _other_measure(after: str) -> bool:
    return bool(_pattern("other_measure").match(after))


def _bare_money(document: Document, number: Numeral) -> Counted | None:
    """20w, 欠了三万八, 养老金就一百多: money without 元."""
    after = document.text[number.end : number.end + 4]
    named = not number.scaled and _pattern("named_after").match(after)
    if _other_measure(after) or named or number.about < 10 or number.digits_only:
        return None
    if re.match(r"\s?[个人口年月岁]", after) or _is_no_money(document, number):
        return None
    cue = re.compile(rf"(?:{_pattern('cue').pattern})")
    lead = document.before(number.start, 10)
    told = bool(cue.search(lead))
    large = (number.step >= 1000 or number.about >= 10_000) and number.scaled
    close = bool(cue.search(lead[-3:]))
    paid = number.about >= 20 and bool(_pattern("rate_after").match(document.text, number.end))
    paid = paid or bool(_pattern("sum_after").match(document.text, number.end))
    told = told and (number.scaled or number.about >= 100)
    if not (large or paid or told or close or _ends_as_sum(document, number)):
        return None
    full = extended(number, number.end, document.text, even=True)
    return Counted("money", number.start, full.end, full, "元")


def _ends_as_sum(document: Document, number: Numeral) -> bool:
    """看果园一千七八, 最多一千五: hundreds and thousands that end what is told."""
    if not number.scaled or number.about < 100 or not number.about < MOST_PAID:
        return False
    return bool(
        (number.start > document.clause(number.start)[0] or number.about >= 1000)
        and _pattern("sum_ends").match(document.text, number.end)
    )


def _is_no_money(document: Document, number: Numeral) -> bool:
    """血压180, a telephone number, 每月15发: figures of something else."""
    text = document.text
    before = document.before(number.start, 12)
    if _pattern("measured_before").search(before[-10:]) or (
        number.about < OLDEST and AGE_AHEAD.search(before)
    ):
        return True
    if number.value is not None and number.value <= 31 and DATE_AFTER.match(text, number.end):
        return True
    digits = text[number.start : number.end]
    return digits.isascii() and digits.isdigit() and len(digits) > 6 and number.step < 1000
