"""Ages without 岁: 老伴65, 大的12小的7, 我七十三了, 78的娘, 68男, 六十有二."""

import re
from collections.abc import Mapping

from bot.understanding.numbers.counted import Counted, extended
from bot.understanding.numbers.cues import other_measure, pattern
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.numbers.years import age_margin
from bot.understanding.people.mentions import Mention
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues

YOUNGEST, OLDEST = 10, 110
YOUNGEST_ALONE = 16
OLDEST_CHILD = 45
OLDEST_OF_SEVERAL = 25
LONGEST_LEAD = 12
NEAR = 40
NO_AGE_AFTER = re.compile(
    r"\s?(?:[多来]?[元块万千百十月人口个年毛wk]|的(?!人|老|样子|年纪|光景)|后(?!来)|分(?!居)|月|次|日|号)"
)
SEX_AFTER = re.compile(r"\s?[男女](?![儿孩娃])")
SEX_BEFORE = re.compile(r"(?:^|[^一-龥]|户主|本人|老人|来电人?|当事人)[男女][,:\s]{0,2}$")
SLASHED = re.compile(r"\d/$")  # 150/95
BARE_LIST = re.compile(r"\s+\d")  # 46 44 16 9 71: whose, others settle
BESIDES = ("、", "和", "跟", "与", ",")
MONEY_AFTER = re.compile(r"[块元]")


_cue = cues("ages")
"""The pattern `name` of data/ages.yml."""


def child_age(document: Document, number: Numeral) -> Counted | None:
    """大的12小的7, 老大十五, 一个13一个9: how old the children are."""
    if not 1 <= number.about <= OLDEST_CHILD or number.digits_only:
        return None
    if not _cue("child_rank_after").match(document.text, number.end):
        return None
    before = document.before(number.start, 12)
    if not _cue("child_rank_before").search(before):
        each = number.about <= OLDEST_OF_SEVERAL and _cue("child_each_before").search(before)
        near = document.text[max(0, number.start - NEAR) : number.start]
        if not each or not _cue("child_near").search(near):
            return None
    return Counted("age", number.start, number.end, number, "岁")


def bare_age(
    document: Document, number: Numeral, people: Mapping[int, Mention], last: Counted | None
) -> Counted | None:
    """Two figures that a person, a word or their place in the text makes an age."""
    text = document.text
    after = text[number.end : number.end + 4]
    if not YOUNGEST <= number.about <= OLDEST or number.digits_only:
        return None
    if (not after[:1].isspace() and other_measure(after)) or SLASHED.search(
        text[: number.start][-2:]
    ):
        return None
    if not _is_age(document, number, people, last):
        return None
    full = age_margin(extended(number, number.end, text))
    return Counted("age", number.start, full.end, full, "岁")


def _is_age(
    document: Document, number: Numeral, people: Mapping[int, Mention], last: Counted | None
) -> bool:
    text = document.text
    if _cue("age_of").match(text, number.end):
        return True
    if _of_folk(document, number) or _in_formal_words(text, number):
        return True
    if NO_AGE_AFTER.match(text, number.end):
        return False
    if SEX_AFTER.match(text, number.end) or SEX_BEFORE.search(document.text[: number.start][-6:]):
        return True
    return (
        _behind_word(document, number)
        or _stands_alone(document, number, people)
        or _told_as_now(document, number)
        or _behind_person(document, number, people)
        or _beside_another(document, number, last)
    )


def _of_folk(document: Document, number: Numeral) -> bool:
    """快八十的人了, 六十几的人; not 给五十的人."""
    text = document.text
    folk = _cue("age_of_folk").match(text, number.end)
    return bool(folk) and not _sum_ahead(document, number) and number.about >= YOUNGEST_ALONE


def _in_formal_words(text: str, number: Numeral) -> bool:
    """六十有二 is only ever an age."""
    words = text[number.start : number.end]
    return words[-2:-1] == "有" and not MONEY_AFTER.match(text, number.end)


def _behind_word(document: Document, number: Numeral) -> bool:
    return bool(_cue("age_word_before").search(document.before(number.start, 8)))


def _sum_ahead(document: Document, number: Numeral) -> bool:
    lead = document.text[max(0, number.start - 14) : number.start]
    return bool(_cue("alone_unless").search(lead) or pattern("measured_before").search(lead[-10:]))


def _stands_alone(document: Document, number: Numeral, people: Mapping[int, Mention]) -> bool:
    """今年九十一, 58了, 四十二未婚 as a clause of its own, where a person is spoken of."""
    if number.about < YOUNGEST_ALONE:
        return False
    text = document.text
    start, end = document.clause(number.start)
    before, after = text[start : number.start], text[number.end : end]
    if len(before) > 12 or not _cue("alone_before").fullmatch(before):
        return False
    state = _cue("alone_state_after").match(after)
    if not state and (len(after) > 8 or not _cue("alone_after").fullmatch(after)):
        return False
    if _sum_ahead(document, number) or BARE_LIST.match(text, number.end):
        return False
    told = state or after[:1] == "了" or "今年" in before or start <= 8
    return bool(told) or any(place in people for place in range(max(0, start - NEAR), start + 1))


def _told_as_now(document: Document, number: Numeral) -> bool:
    """公公是渔民，现在八十了天天喊痛."""
    if number.about < YOUNGEST_ALONE or _sum_ahead(document, number):
        return False
    if not _cue("aged_after").match(document.text, number.end):
        return False
    return bool(_cue("now_before").search(document.before(number.start, 10))) or (
        number.start == document.clause(number.start)[0]
    )


def _behind_person(document: Document, number: Numeral, people: Mapping[int, Mention]) -> bool:
    """老伴65, 他自己四十三, 两老都七十好几."""
    first = max(-1, number.start - LONGEST_LEAD - 1)
    lead = next((end for end in range(number.start, first, -1) if end in people), None)
    if lead is None or not _cue("age_lead").fullmatch(document.text, lead, number.start):
        return False
    return not _cue("given_before").search(document.before(people[lead].start, 4))


def _beside_another(document: Document, number: Numeral, last: Counted | None) -> bool:
    """三个老人，九十一、八十八、七十: the next of a list of ages."""
    if last is None or last.kind != "age" or number.about < YOUNGEST_ALONE:
        return False
    listed = document.text[last.end : number.start] in BESIDES
    return listed and not document.text[number.end : number.end + 1].isalnum()
