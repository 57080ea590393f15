"""How many people: 三口人, 两个孩子, 姐弟三个, 带2小孩."""

import re

from bot.understanding.numbers.counted import Counted
from bot.understanding.numbers.cues import pattern
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.text.document import Document

MOST_PEOPLE = 99_999  # of a village
PAIR_AFTER = re.compile(r"[一二两三四五六七\d][女儿子小老]")
COUNT_UNIT = re.compile(
    r"\s?(?:张嘴(?!巴)|口(?!头|腔|服|粮|味|罩|气|水|饭|井|锅|缸|药|酒|粥|肉|棺|塘|音|岸|干净|热|饱|苦|像样|安生|现成|新鲜)|个人(?!所得|账|情|信|缴|民|次|名义)"
    r"|人(?!均|民|次|家(?!庭)|员|大代|参|情|格)|名(?!字|下|义|额|单|次|牌|校|医)|位(?!置|于|数))"
)
COUNT_LOOSE = re.compile(r"\s?个")


def headcount(document: Document, number: Numeral, nouns: set[int]) -> Counted | None:
    text = document.text
    if number.about > MOST_PEOPLE or number.digits_only:
        return None
    before = document.before(number.start, 12)
    if m := COUNT_UNIT.match(text, number.end):
        mouths = m[0].strip() == "口"
        if mouths and pattern("mouthful_before").search(before):
            return None
        if mouths and number.value == 1 and text[m.end() : m.end() + 1] != "人":
            return None  # 讲一口莆田话
        return Counted("count", number.start, m.end(), number, "人")
    if m := COUNT_LOOSE.match(text, number.end):
        end = m.end()
        named = end in nouns or pattern("person_words").match(text, end)
        group = number.about >= 2 and (
            _is_group(document, end, before) or pattern("person_doing").match(text, end)
        )
        return Counted("count", number.start, end, number, "人") if named or group else None
    return _people_uncounted(text, number, before)


def _is_group(document: Document, end: int, before: str) -> bool:
    """姐弟三个都在读书, 我们四个."""
    if pattern("kin_group_before").search(before):
        return not pattern("thing_after").match(document.text, end)
    lead = pattern("group_before").search(before)
    return bool(lead and pattern("group_after").match(document.text, end))


def _people_uncounted(text: str, number: Numeral, before: str) -> Counted | None:
    """带2小孩, 一儿一女, 两孩子: a numeral right before people. 二女儿 is the second one."""
    if 2 <= number.about <= 9 and pattern("kin_group_after").match(text, number.end):
        return Counted("count", number.start, number.end, number, "人")
    noun = pattern("person_after_digit").match(text, number.end)
    if noun is None or not 1 <= number.about <= 9:
        return None
    pair = PAIR_AFTER.match(text, noun.end())
    two = text[number.start : number.end] == "两" and noun[0] not in tuple("儿女子老小")
    if two or pair or pattern("child_before").search(before):
        return Counted("count", number.start, number.end, number, "人")
    return None
