"""Money that comes in and goes out: whose, how often, and whether it is after insurance."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from bot.understanding.numbers.counted import Counted
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.people.cast import Cast, Subject
from bot.understanding.reading import HOUSEHOLD, SELF, Flow
from bot.understanding.text.document import STOP, Document
from bot.understanding.text.lexicon import load
from bot.understanding.text.stance import Stance, stance

Per = Literal["month", "year", "day"]
FURTHEST_WORK = 45
"""How far before a sum the work may be told that brings it."""


@dataclass(frozen=True)
class Money:
    """A money quantity that is income or spending of `subject`."""

    counted: Counted
    subject: Subject
    per: Per | None
    spending: bool
    own: bool = False
    medical: bool = False
    dated: bool = False
    part: bool = False

    def flow(self, document: Document, cast: Cast) -> Flow:
        """As the contract shows it."""
        label = None if self.subject.household else (self.subject.labels or (SELF,))[0]
        return Flow(
            who=HOUSEHOLD if label is None else cast.relation(label), member=label,
            quantity=self.counted.quantity(document), per=self.per, own=self.own,
        )  # fmt: skip


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(load("flows")[name])


@cache
def _periods(side: str) -> dict[Per, re.Pattern[str]]:
    return {per: re.compile(pattern) for per, pattern in load("flows")[side].items()}


def money(document: Document, cast: Cast, counted: list[Counted]) -> list[Money]:
    """All income and spending of the text, the missing income (0) included."""
    found: list[Money] = []
    reached = 0
    for one in counted:
        if one.kind == "money":
            said = _read(document, cast, one, reached)
            if said is not None and not said.subject.outside:
                found.append(said)
            reached = one.end
    return found + _no_income(document, cast)


def _read(document: Document, cast: Cast, one: Counted, reached: int) -> Money | None:
    lead = _lead(document, one.start, reached)
    after = document.after(one.end, 8)
    if stance(document, one.start, one.end) in (Stance.SUPPOSED, Stance.ASKED):
        return None
    per = period(lead, after)
    kind = _kind(lead, after, per)
    if kind is None:
        return None
    if kind == "income" and per is None and _cue("monthly_by_nature").search(lead[-8:]):
        per = "month"
    own_lead = document.before(one.start, 24)
    return Money(
        one, _subject(document, cast, one.start), per, kind == "spending",
        own=bool(_cue("own").search(own_lead) or _cue("own").match(after)),
        medical=bool(_cue("medical_or_schooling").search(own_lead + after)),
        dated=bool(_cue("past_spending").search(own_lead)),
        part=_is_part(lead),
    )  # fmt: skip


def _is_part(lead: str) -> bool:
    """低保 is not all a family lives on unless it says so; what somebody gives is not theirs."""
    if _cue("given").search(lead):
        return True
    return bool(_cue("part_only").search(lead)) and not _cue("all_there_is").search(lead)


def _lead(document: Document, start: int, reached: int) -> str:
    """The words that lead to a sum, not going back beyond the sum before it."""
    clause_start, _ = document.clause(start)
    lead = document.text[max(clause_start, reached, start - 16) : start]
    if len(lead) > 3 or clause_start < 2:
        return lead
    earlier_start, earlier_end = document.clause(clause_start - 2)
    return document.text[max(earlier_start, reached, earlier_end - 10) : start]


def period(lead: str, after: str) -> Per | None:
    """How often a sum comes, from the words that lead to it and those behind it."""
    for per, pattern in _periods("period_after").items():
        if pattern.match(after):
            return per
    latest = [
        (m[-1].start(), per)
        for per, p in _periods("period_before").items()
        if (m := [*p.finditer(lead)])
    ]
    return max(latest)[1] if latest else None


def _kind(lead: str, after: str, per: Per | None) -> str | None:
    """income, spending or neither: the cue nearest to the sum decides."""
    places = {
        name: max((m.start() for m in _cue(name).finditer(lead)), default=-1)
        for name in ("income", "spending", "neither")
    }
    name = max(places, key=lambda key: places[key])
    if places[name] >= 0:
        return None if name == "neither" else name
    for name in ("spending", "income"):
        if m := _cue(name).search(after):
            return name if m.start() <= 4 else None
    return "income" if per else None


def _subject(document: Document, cast: Cast, start: int) -> Subject:
    here = cast.in_clause(start)
    if _cue("whole_household").search(document.before(start, 12)):
        outside = bool(here and here.outside)
        return replace(here, outside=outside) if here and outside else Subject(household=True)
    if here is not None and not here.household:
        return here
    if cast.outside(start):
        return Subject((), outside=True)
    return _earner(document, cast, start) or Subject(household=True)


def _earner(document: Document, cast: Cast, start: int) -> Subject | None:
    """老公在工地干活，下雨没得做，一个月四千: whose work or pension was told last."""
    subject = cast.subject(start, start + 1)
    if subject.household or not (subject.explicit or _earning(document.before(start, 12))):
        return None
    told = document.text[max(0, start - FURTHEST_WORK) : start]
    return subject if _earning(STOP.split(told)[-1]) else None


def _earning(words: str) -> bool:
    return bool(re.search(rf"{load('work')['employed']}|{_cue('earning').pattern}", words))


def _no_income(document: Document, cast: Cast) -> list[Money]:
    found: list[Money] = []
    for m in _cue("none_at_all").finditer(document.text):
        if _cue("partial_none").match(m[0]) or stance(document, *m.span()) is not Stance.STATED:
            continue
        subject = cast.in_clause(m.start()) or cast.subject(*m.span())
        if not subject.outside:
            nothing = Numeral(m.start(), m.end(), 0, 0, 0)
            found.append(Money(Counted("money", *m.span(), nothing, "元"), subject, "month", False))
    return found
