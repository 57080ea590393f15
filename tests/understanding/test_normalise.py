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
    ],
)
def test_normalised(raw: str, text: str) -> None:
    assert normalise(raw).text == text


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
