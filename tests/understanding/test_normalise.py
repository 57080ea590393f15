"""What was typed can always be found again."""

import pytest

from bot.understanding.text.document import Document
from bot.understanding.text.normalise import normalise


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("４０００元", "4000元"),
        ("4OO块", "400块"),
        ("l2岁", "12岁"),
        ("ICU", "icu"),
        ("COVID", "covid"),
        ("想办地保", "想办低保"),
        ("残疾正", "残疾证"),
        ("①", "1"),
        ("45㎡", "45m2"),
        ("我\u200b家", "我家"),
        ("当地保障房", "当地保障房"),
        ("兜底保障", "兜底保障"),
        ("残疾政策", "残疾政策"),
        ("伤残级别", "伤残级别"),
        ("年底收入", "年底收入"),
        ("改一下刚才的", "改一下刚才的"),
        ("严重并发症", "严重并发症"),
        ("吃底保", "吃低保"),
        ("残疾症要换", "残疾证要换"),
        ("没有收人", "没有收入"),
        ("一个月三百快", "一个月三百块"),
        ("两千快钱", "两千块钱"),
        ("二○二三年", "二〇二三年"),
        ("伍佰元", "五百元"),
        ("收拾东西", "收拾东西"),
        ("叁百五", "三百五"),
        ("八佰多块", "八百多块"),
        ("叁个人", "三个人"),
        ("大陆百姓", "大陆百姓"),
        ("入伍三年", "入伍三年"),
        ("放肆一回", "放肆一回"),
        ("一干八百块", "一千八百块"),
        ("三干块", "三千块"),
        ("一干三个月", "一干三个月"),
        ("七十四虽了", "七十四岁了"),
        ("我六十四虽然老", "我六十四虽然老"),
        ("两个目没发", "两个月没发"),
        ("两个目标", "两个目标"),
        ("俩千块", "两千块"),
        ("2O0O元", "2000元"),
        ("我媽媽癱瘓，兩個孩子讀書", "我妈妈瘫痪,两个孩子读书"),
    ],
)
def test_normalised(raw: str, text: str) -> None:
    assert normalise(raw).text == text


def test_words_are_those_typed_where_a_slip_was_mended() -> None:
    normalised = normalise("想辦地保，一个月三百快")
    assert normalised.text == "想办低保,一个月三百块"
    assert normalised.words(0, 4) == "想辦地保"


@pytest.mark.parametrize("raw", ["我\u200b家４０㎡…OK", "①②㎡", "😀4OO块", "ﬁ１２"])
def test_every_character_knows_where_it_came_from(raw: str) -> None:
    normalised = normalise(raw)
    assert len(normalised.offsets) == len(normalised.text)
    assert list(normalised.offsets) == sorted(normalised.offsets)
    for place in range(len(normalised.text)):
        start, end = normalised.span(place, place + 1)
        assert 0 <= start < end <= len(raw)


def test_clauses_end_at_punctuation_and_blanks() -> None:
    document = Document.of("我家，1,500元 老伴。他?")
    clauses = {document.clause(place) for place in range(len(document.text))}
    words = sorted({document.text[start:end] for start, end in clauses} - {""})
    assert words == sorted(["我家", "1,500元", "老伴", "他"])
