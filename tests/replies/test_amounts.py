"""Money: what the document writes, with its year; never a promise."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.replies.amounts import amount_text, is_stale
from eligibility import Item, Library
from eligibility.telling.screening import Amount, Document, Verdict
from tests.replies.conftest import HOUSEHOLDS, tell

ISSUED = dt.date(2020, 6, 29)
FRESH, OLD = dt.date(2020, 9, 1), dt.date(2026, 3, 2)
DOCUMENT = Document(id="d", number="某办〔2020〕1号", title="某件", issued=ISSUED, review="draft")


@pytest.fixture(scope="module")
def item(library: Library) -> Item:
    return tell(library, HOUSEHOLDS[1]).screening.items[0]


def said(
    item: Item,
    amount: Amount | list[Amount] | None,
    day: dt.date = FRESH,
    verdict: Verdict = "eligible",
) -> str:
    met = item.model_copy(update={"amount": amount, "verdict": verdict})
    return amount_text(met, DOCUMENT, day)


@pytest.mark.parametrize(
    ("day", "stale"),
    [
        (dt.date(2022, 6, 28), False),
        (dt.date(2022, 6, 29), False),
        (dt.date(2022, 6, 30), True),
        (dt.date(2022, 7, 1), True),
        (dt.date(2020, 6, 29), False),
    ],
)
def test_after_twenty_four_months_figures_are_of_their_year(day: dt.date, stale: bool) -> None:
    assert is_stale(DOCUMENT, day) is stale


def test_an_old_figure_is_quoted_with_its_year(item: Item) -> None:
    amount = Amount(value=3187, unit="元/人/月", formula="1587 + 1600")
    expected = "2020年文件写的是每人每月3187元（1587 + 1600），现在多少以窗口为准"
    assert said(item, amount, OLD) == expected


def test_a_fresh_figure_is_quoted_as_written(item: Item) -> None:
    assert said(item, Amount(value=780, unit="元/人/月")) == "文件写的是每人每月780元"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount(value=36.0, unit="元/月", formula="0.8 × 45"), "每月36元（0.8 × 45）"),
        (Amount(value=0, unit="元/月"), "0元/月（免收）"),
        (Amount(value=3000, unit="元", approximate=True), "约3000元"),
        (Amount(value=5000, unit="元", upto=True), "最高5000元"),
        (Amount(low=2000, high=4000, unit="元"), "2000到4000元"),
        (Amount(low=2000, unit="元"), "2000元以上"),
        (Amount(high=4000, unit="元"), "不超过4000元"),
        (Amount(value=20000, unit="元", at_most="最高限额"), "20000元，不超过最高限额"),
        (Amount(formula="1.3 × 当地低保标准", unit="元"), "1.3 × 当地低保标准"),
        (Amount(at_most="最高限额"), "没有写数目，不超过最高限额"),
        (Amount(what="供养标准", formula="分散 = 集中"), "供养标准：分散 = 集中"),
        (Amount(value=9, formula="（19 − 10）× 1"), "9元，算法是（19 − 10）× 1"),
        (Amount(value=780, unit="元", months={"low": 3, "high": 6}), "780元，3到6个月"),
        (Amount(value=500, unit="元", only_if="住机构的"), "500元（住机构的）"),
        (Amount(value=500, unit="元", what="护理补贴"), "护理补贴500元"),
        (Amount(value=500, unit="元", member="女儿"), "女儿：500元"),
        (Amount(value=12.5, unit="元"), "12.5元"),
    ],
)
def test_each_kind_of_amount(item: Item, amount: Amount, words: str) -> None:
    assert said(item, amount) == f"文件写的是{words}"


def test_an_approximate_value_keeps_its_formula(item: Item) -> None:
    amount = Amount(value=18000, unit="元", formula="0.3 × 60000", approximate=True)
    assert said(item, amount) == "文件写的是约18000元（0.3 × 60000）"


def test_a_sum_before_the_recognition_under_an_unnamed_ceiling_is_not_told(item: Item) -> None:
    amount = Amount(value=18000, unit="元", formula="0.3 × 60000", at_most="最高限额")
    assert "18000" not in said(item, amount, verdict="unknown")
    assert "不超过最高限额" in said(item, amount, verdict="unknown")


def test_several_people_stand_beside_each_other(item: Item) -> None:
    amounts = [
        Amount(value=1500, unit="元/年", member="女儿"),
        Amount(value=3000, unit="元/年", member="儿子"),
    ]
    assert said(item, amounts) == "文件写的是女儿：每年1500元；儿子：每年3000元"


@pytest.mark.parametrize("amount", [None, [], Amount(), Amount(unit="元")])
def test_where_the_text_fixes_nothing_nothing_is_said(
    item: Item, amount: Amount | list[Amount] | None
) -> None:
    assert said(item, amount) == ""
