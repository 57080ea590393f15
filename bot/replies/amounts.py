"""Money in words: what the document writes, with its year, never “您能领”."""

from __future__ import annotations

import datetime as dt

from eligibility.telling.screening import Amount, Document, Item

STALE_MONTHS = 24
"""From this age on a document's figures are quoted as those of its year."""


def is_stale(document: Document, day: dt.date) -> bool:
    """Whether the document is older than `STALE_MONTHS` on a day."""
    issued = document.issued
    months = (day.year - issued.year) * 12 + day.month - issued.month
    return months > STALE_MONTHS or (months == STALE_MONTHS and day.day > issued.day)


def amount_text(item: Item, document: Document, day: dt.date) -> str:
    """How much, as the document says it; empty where it fixes nothing."""
    amounts = item.amount if isinstance(item.amount, list) else [item.amount]
    met = item.verdict == "eligible"
    said = "；".join(filter(None, (_one(amount, met) for amount in amounts if amount)))
    if not said:
        return ""
    if is_stale(document, day):
        return f"{document.issued.year}年文件写的是{said}，现在多少以窗口为准"
    return f"文件写的是{said}"


def _one(amount: Amount, met: bool) -> str:
    if not met and amount.at_most and amount.value is not None:
        # A sum before the recognition that it hangs on, under a ceiling nobody named, misleads.
        return f"按比例算，不超过{amount.at_most}，要先认定才好算"
    number = _number(amount)
    formula = amount.formula if amount.formula != number else None
    if not number and not formula and not amount.at_most and not amount.only_if:
        return ""
    what = amount.what or ""
    parts = [what + "：" if what and not number else what, number or formula or "没有写数目"]
    if number and formula:
        parts.append(f"，算法是{formula}" if formula.startswith("（") else f"（{formula}）")
    if amount.months:
        parts.append(f"，{amount.months['low']}到{amount.months['high']}个月")
    if amount.at_most:
        parts.append(f"，不超过{amount.at_most}")
    if amount.only_if:
        parts.append(f"（{amount.only_if}）")
    owner = f"{amount.member}：" if amount.member else ""
    return owner + "".join(parts)


def _number(amount: Amount) -> str:
    unit = amount.unit or "元"
    if amount.value == 0:
        return f"0{unit}（免收）"
    about = "约" if amount.approximate else ""
    most = "最高" if amount.upto else ""
    if amount.value is not None:
        return (
            f"{about}{most}每{_per(unit)}{_plain(amount.value)}元"
            if _per(unit)
            else (f"{about}{most}{_plain(amount.value)}{unit}")
        )
    if amount.low is not None and amount.high is not None:
        return f"{about}{_plain(amount.low)}到{_plain(amount.high)}{unit}"
    if amount.low is not None:
        return f"{_plain(amount.low)}{unit}以上"
    return f"不超过{_plain(amount.high)}{unit}" if amount.high is not None else ""


def _per(unit: str) -> str:
    """“元/人/月” is said 每人每月…元."""
    money, _, rest = unit.partition("/")
    return "每".join(rest.split("/")) if money == "元" and rest else ""


def _plain(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
