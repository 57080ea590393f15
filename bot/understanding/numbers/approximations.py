"""Numbers with what makes them vague: 三千来块, 不到两千, 七十多, 50+, 大几千, 两千到三千."""

import re
from dataclasses import replace

from bot.understanding.numbers.numerals import MULTIPLIERS, Numeral, runs

# 最多也就拿一千五: what may stand between 最多 and its figure.
GAP = (
    r"(?:的|也|就|只|能|都|得|要|先|还|可以|会){0,3}"
    r"(?:拿|领|挣|赚|收|发|给|报|补|交|花|有|卖|搞|弄|做|干)?(?:到|得|个|了)?"
)
PREFIXES = (
    (
        "under",
        re.compile(
            r"(?:(?:不到|不足|没到|还没到|不满|未满|少于|(?<!不)低于)(?:的|也就|就)?"
            rf"|(?:最多|至多|顶多|顶天了?|撑死了?|充其量|不(?:会|能)?超过|超不过|不高于|最高){GAP})$"
        ),
    ),
    (
        "lacking",
        re.compile(
            r"(?:还|都|也|连)?(?:没有?|冇得?|没得|莫得|不上|没上|不够|没够|没满|挣不|凑不[够齐])$"
        ),
    ),
    (
        "nearly",
        re.compile(
            r"(?:将近|接近|快到|快要|快奔|奔着?|眼看|眼瞅着|马上|即将|(?:眼看|眼瞅|马上|即将|快|快要)(?:着|就|要|满|到|奔|奔着|上){1,2}|将满|年近|(?<![附最靠临])近"
            r"|(?<![赶外尽愉凉])快|(?<![大最老多])小)$"
        ),
    ),
    (
        "over",
        re.compile(
            r"(?:(?:超过|大于|(?<!不)高于|不低于|不少于|上了|年过|年逾|逾|过了|[刚才已早都也]过|[都也已]上|刚破|多于|不止|(?<![落攒存剩放拿])不下于?|超出)"
            rf"|(?:至少|起码|最少|最低|少说){GAP})$"
        ),
    ),
    (
        "about",
        re.compile(
            r"(?:大概|大约|差不多|估计|估摸着?|大致|约[摸莫]|(?<![签节合预制])约)(?:有|是|在|就)?"
            r"(?P<gap>(?:也就|要|得|需要|花|每个?月|一个?月|每年|一年|每天|一天){1,2})?$"
        ),
    ),
)
NOT_EVEN_THAT = ("没上", "不上", "没过", "不过", "没破", "没超", "不超", "未破", "未过")
SCALED = re.compile(r"(?P<vague>[多余来]|好几|大几)(?P<by>[百千万w])")
SUFFIX = re.compile(
    r"(?P<much>大几)|(?P<over>好几|有余|[啷郎]当|[多余](?!少|余|大)|\+)"
    r"|(?P<about>来(?=[块元万个岁年人天口斤亩户平名位号]|$|[,。;!?、\s钱])|把(?=[块元个]|$))"
)


def numerals(text: str) -> list[Numeral]:
    """All numerals of `text` from left to right, approximations and A–B ranges included."""
    return _joined([_approximate(number, text) for number in runs(text)], text)


def _approximate(number: Numeral, text: str) -> Numeral:
    """The numeral with 多, 来, 不到, 大概, 大几… taken in."""
    before = text[max(0, number.start - 12) : number.start]
    if scaled := SCALED.match(text, number.end):
        return _over_scaled(number, scaled)
    suffix = SUFFIX.match(text, number.end)
    if suffix and suffix["much"]:
        number = _much_over(number, suffix.end())
    elif suffix and suffix["over"]:
        number = _over(number, suffix.end())
    elif suffix or number.bare_multiplier:
        number = about(replace(number, end=suffix.end() if suffix else number.end))
    if number.value is None and number.approx == "range":
        return _some(number, text)
    if number.bare_multiplier and before.endswith(NOT_EVEN_THAT):
        return _prefixed(number, "under", number.start - 2)
    if number.bare_multiplier and before.endswith(("上", "过", "破", "超")):
        return _prefixed(number, "over", number.start - 1)
    for kind, pattern in PREFIXES:
        found = pattern.search(before)
        if found and not (found[0] == "小" and text[number.end : number.end + 1] == "口"):
            near = not (kind == "about" and found["gap"])
            start = number.start - len(before) + found.start() if near else number.start
            return _prefixed(number, kind, start)
    return number


def _some(number: Numeral, text: str) -> Numeral:
    """大几千 is more than a few thousand; 好几万 is 几万 said with more feeling."""
    if text[number.start] == "几" and number.start:
        if text[number.start - 1] == "大":
            return replace(number, low=5 * number.step, start=number.start - 1)
        if text[number.start - 1] == "好":
            return replace(number, start=number.start - 1)
        if text[number.start - 1] == "小" and number.high is not None:
            return replace(number, high=number.high * 5 / 9, start=number.start - 1)
    return number


def _over_scaled(number: Numeral, tail: re.Match[str]) -> Numeral:
    """20多万, 十来万: the vagueness stands before the multiplier."""
    by = MULTIPLIERS[tail["by"]]
    value = None if number.value is None else number.value * by
    low, high = (None if end is None else end * by for end in (number.low, number.high))
    whole = replace(
        number, value=value, low=low, high=high, step=number.step * by, end=tail.end(), scaled=True
    )
    if tail["vague"] == "来":
        return about(whole)
    over = _much_over if tail["vague"] == "大几" else _over
    return over(whole, tail.end())


def _over(number: Numeral, end: int) -> Numeral:
    high = (
        None if number.high is None else number.high + number.step - (1 if number.step > 1 else 0)
    )
    return replace(number, end=end, high=high, approx="over")


def _much_over(number: Numeral, end: int) -> Numeral:
    """六千大几 is nearer to seven thousand."""
    over = _over(number, end)
    if number.value is None:
        return over
    return replace(over, low=number.value + number.step / 2)


def about(number: Numeral) -> Numeral:
    """The same figure as an approximate one: a tenth below to 15 % above."""
    value = number.value
    if value is None:
        return number
    return replace(number, low=round(value * 0.9, 2), high=round(value * 1.15, 2), approx="about")


def _prefixed(number: Numeral, kind: str, start: int) -> Numeral:
    was, value = number.start, number.value
    number = replace(number, start=start)
    if value is None or number.approx == "over":
        return number
    if kind == "lacking" and value < 10:
        return replace(number, start=was)
    if kind in ("under", "lacking"):
        return replace(number, low=None, high=value, approx="under")
    if kind == "nearly":
        return replace(number, low=round(value * 0.9, 2), high=value, approx="under")
    if kind == "over":
        return replace(number, low=value, high=None, approx="over")
    return about(number)


LEAST_SLASHED = 300
"""1500/2000 is a range of wages, 150/95 the pressure of the blood."""
WIDEST_AGES = 8
"""差两岁到六十 is no range of ages."""
RUNS_ON = ("", "把", "块", "元", "岁", "块钱")
JOINT = re.compile(r"(?:元|块钱?|岁|个月|年|人|平)?\s*(?P<sep>-|–|—|~|到|至|、|/)\s*")


def _joined(found: list[Numeral], text: str) -> list[Numeral]:
    """A–B and 3、4千 as one range each."""
    joined: list[Numeral] = []
    for number in found:
        if joined and (both := _range(joined[-1], number, text)):
            joined[-1] = both
        else:
            joined.append(number)
    return joined


def _range(first: Numeral, second: Numeral, text: str) -> Numeral | None:
    gap = text[first.end : second.start]
    if gap in RUNS_ON and (both := _running_on(first, second)):
        return both
    joint = JOINT.fullmatch(gap) if len(gap) <= 6 else None
    if (
        joint is None
        or first.value is None
        or second.value is None
        or first.approx
        or second.approx
    ):
        return None
    low, high = first.value, second.value
    if second.scaled and not first.scaled and low < 10:
        low *= second.step if high < 10 * second.step else 1
    if joint["sep"] == "、" and 10 < low < 100 and high == low % 10 + 1:
        high = low + 1  # 十七、八岁
    elif joint["sep"] == "、" and not (first.value < 10 and low < high <= low + second.step):
        return None
    if joint["sep"] == "/" and not (low >= LEAST_SLASHED and high <= 2 * low):
        return None
    if "岁" in joint[0] and high > WIDEST_AGES * first.value:
        return None
    chained = text[second.end : second.end + 1] == "-" or text[first.start - 1 : first.start] == "-"
    if not low < high or chained or first.digits_only or second.digits_only:
        return None
    return replace(second, start=first.start, low=low, high=high, value=None, approx="range")


def _running_on(first: Numeral, second: Numeral) -> Numeral | None:
    """一千多两千, 千把两千, 七十多快八十: from the one figure to the next."""
    low, high = first.low, second.value
    vague = first.approx == "over" or first.bare_multiplier
    if not vague or low is None or high is None or second.approx not in (None, "under"):
        return None
    low = first.value or low
    if second.scaled and not first.scaled and low < 100:
        low *= second.step
    if not low < high <= 2 * max(low, 10):
        return None
    return replace(second, start=first.start, low=low, high=high, value=None, approx="range")
