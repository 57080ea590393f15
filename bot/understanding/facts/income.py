"""Sums that are facts: what somebody gets a month, what all live on, what illness costs a year."""

from typing import Literal

from bot.understanding.facts.earner import cue
from bot.understanding.facts.flows import Money
from bot.understanding.facts.hits import Hit
from bot.understanding.people.cast import Subject
from bot.understanding.text.document import Document

REGULAR = ("month", "day", "year")


def money_hits(money: list[Money]) -> list[Hit]:
    """What all live on, and what illness or schooling cost."""
    return [hit for said in money if (hit := _of_all(said, money))]


def dibao_amounts(document: Document, money: list[Money], *, alone: bool) -> list[Hit]:
    """低保每人每月三百五: what each of them gets; of one who lives alone, all of it."""
    return [
        _hit("dibao_amount_per_person", said)
        for said in money
        if said.dibao and said.per == "month"
        if alone or cue("by_the_head").search(document.before(said.counted.start, 10))
    ]


def personal_incomes(money: list[Money]) -> list[tuple[Hit, Subject]]:
    """What single persons get a month, with whose it is."""
    return [
        (_hit("personal_income", said, "member"), said.subject)
        for said in money
        if _is_monthly_income(said, money) and not said.subject.household
    ]


def _of_all(said: Money, money: list[Money]) -> Hit | None:
    if said.spending:
        yearly = said.per in (None, "year") and said.own and said.medical and not said.dated
        return _hit("rigid_expense_12m", said) if yearly else None
    if said.subject.household and said.per == "year" and not said.part:
        return _hit("household_income_12m", said)
    if said.subject.household and _is_monthly_income(said, money):
        return _hit("income_month_total", said)
    return None


def _hit(fact: str, said: Money, who: Literal["member", "household"] = "household") -> Hit:
    return Hit(fact, said.counted.amount, said.counted.start, said.counted.end, who)


def _is_monthly_income(said: Money, money: list[Money]) -> bool:
    monthly = said.per == "month" and not said.spending and not said.part
    return monthly and not _one_of_several(said, money)


def _one_of_several(said: Money, money: list[Money]) -> bool:
    """One of several sums a person gets is not what that person gets."""
    return any(
        not other.spending
        and other.per in REGULAR
        and (other.subject.labels, other.subject.household)
        == (said.subject.labels, said.subject.household)
        and other.counted.amount != said.counted.amount
        and not (other.part and said.waged)
        for other in money
    )
