"""Money that comes in and goes out: whose, how often, and whether it is after insurance."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from bot.understanding.facts.earner import Earner, cue, works
from bot.understanding.numbers.counted import Counted
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.people.cast import Cast, Subject
from bot.understanding.reading import HOUSEHOLD, SELF, Flow
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load
from bot.understanding.text.stance import Stance, sentence_before, stance

Per = Literal["month", "year", "day"]
LEAST_WAGE, MOST_WAGE = 300, 20_000
UNTOLD = (Stance.SUPPOSED, Stance.ASKED)
SHARES = 1.2
NEAR_SEASON = 24


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
    """Not all of what somebody has: a benefit, or what is given."""
    waged: bool = False
    dibao: bool = False

    def flow(self, document: Document, cast: Cast) -> Flow:
        """As the contract shows it."""
        label = None if self.subject.household else (self.subject.labels or (SELF,))[0]
        return Flow(
            who=HOUSEHOLD if label is None else cast.relation(label), member=label,
            quantity=self.counted.quantity(document), per=self.per, own=self.own,
        )  # fmt: skip


@cache
def _periods(side: str) -> dict[Per, re.Pattern[str]]:
    return {per: re.compile(pattern) for per, pattern in load("flows")[side].items()}


def money(document: Document, cast: Cast, counted: list[Counted]) -> list[Money]:
    """All income and spending of the text, the missing income (0) included."""
    found: list[Money] = []
    earner = Earner(document, cast)
    reached = 0
    for one in counted:
        if one.kind == "money":
            said = _read(document, earner, one, reached)
            said = said or (_likewise(document, earner, one, found[-1]) if found else None)
            if said is not None and not said.subject.outside:
                found.append(said)
            reached = one.end
    return _joined_seasons(document, found) + _no_income(document, cast, earner)


def _read(document: Document, earner: Earner, one: Counted, reached: int) -> Money | None:
    lead = _lead(document, one.start, reached)
    after = _behind(document, one.end)
    if not _is_told(document, one, lead, after):
        return None
    per = period(lead, after)
    told = _kind(lead, after)
    hinted = per or works(lead[-10:]) or cue("seasons").search(lead)
    kind = told or ("income" if hinted else None)
    subject = earner.of(one.start, one.end, told=told is not None) if kind else None
    if kind in (None, "neither") or (subject is None and kind == "income"):
        return None
    if kind == "income" and _is_past(document, one):
        return None
    if kind == "income" and per is None and _is_monthly(lead, after, one):
        per = "month"
    own_lead = document.before(one.start, 24)
    told_before = sentence_before(document, one.start, 24)
    owner, part = _owner(document, one, subject)
    dibao = kind == "income" and bool(cue("of_dibao").search(told_before))
    return Money(
        _with_shares(one, document.after(one.end, 16)), owner, per, kind == "spending",
        own=_is_own(own_lead, after),
        medical=bool(
            cue("medical_or_schooling").search((told_before if per == "year" else own_lead) + after)
        ),
        dated=bool(cue("past_spending").search(own_lead)),
        part=part or _is_part(lead, after) or (dibao and not _is_all(told_before)),
        waged=bool(cue("waged").search(lead)),
        dibao=dibao,
    )  # fmt: skip


def _is_own(lead: str, after: str) -> bool:
    """After insurance, or for school; not what each time costs."""
    told = any(cue(name).search(lead) for name in ("own", "schooling")) or cue("own").match(after)
    return bool(told) and not cue("each_time").search(lead)


def _owner(document: Document, one: Counted, subject: Subject | None) -> tuple[Subject, bool]:
    """Whose a sum is, and whether it is a part: 我和老公一个月五千 is what both have together."""
    if subject is None:
        return Subject(household=True), False
    if subject.household:
        return subject, bool(cue("of_elders").search(document.before(one.start, 24)))
    several = len(subject.labels) > 1 and not subject.household
    if not several or cue("joint_unless").search(document.before(one.start, 24)):
        return subject, False
    if cue("personal").search(document.before(one.start, 12)):
        return subject, False
    return Subject(household=True), SELF not in subject.labels


def _likewise(document: Document, earner: Earner, one: Counted, last: Money) -> Money | None:
    """他一个月五千，我三千八: a bare sum right behind a person, of the kind of the one before."""
    named = earner.named_before(one.start)
    near = one.start - last.counted.end <= NEAR_SEASON and not last.spending
    if named is None or not near or not _is_told(document, one, "", _behind(document, one.end)):
        return None
    subject, gap = named
    other = subject.labels != last.subject.labels and cue("likewise").match(gap)
    return replace(last, counted=one, subject=subject) if other else None


def _behind(document: Document, end: int) -> str:
    """What follows a sum in its clause; 2600/月 is one clause."""
    text = document.text
    return text[end : end + 8] if text[end : end + 1] == "/" else document.after(end, 8)


def _is_told(document: Document, one: Counted, lead: str, after: str) -> bool:
    """Neither supposed, nor heard, nor asked about, nor told of people in general."""
    if stance(document, one.start, one.end, dated=True) in UNTOLD:
        return False
    if document.text[one.start] == "几" and document.asks(one.start):
        return False  # 最高几万?
    if cue("owed").search(sentence_before(document, one.start, 20)):
        return False
    start, end = document.clause(one.start)
    clause = document.text[max(start, one.start - 24) : min(end, one.end + 12)]
    if cue("asked_sum_before").search(lead) or cue("asked_sum_after").match(after):
        return False
    return not (cue("alternatives").search(clause) or cue("in_general").search(clause))


def _is_past(document: Document, one: Counted) -> bool:
    """之前在电子厂一个月四千: what one earned then."""
    lead = document.before(one.start, 24)
    led = cue("past_lead").search(lead) and not cue("present").search(lead)
    return bool(led) or stance(document, one.start, one.end, dated=True) is Stance.PAST


def _is_monthly(lead: str, after: str, one: Counted) -> bool:
    """Wages and pensions are told by the month; so is what work brings that names no time."""
    if cue("monthly_by_nature").search(lead[-8:]) or cue("monthly_behind").match(after):
        return True
    usual = LEAST_WAGE <= one.numeral.about <= MOST_WAGE
    return usual and works(lead[-10:]) and not cue("one_off").search(lead[-6:] + after)


def _with_shares(one: Counted, after: str) -> Counted:
    """三千底薪加一点提成: somewhat more than that."""
    number = one.numeral
    if number.value is None or number.approx or not cue("and_shares").match(after):
        return one
    more = replace(number, low=number.value, high=number.value * SHARES, approx="over")
    return replace(one, numeral=more)


def _joined_seasons(document: Document, found: list[Money]) -> list[Money]:
    """淡季一千多旺季三千: one range instead of two sums."""
    joined: list[Money] = []
    for said in found:
        if joined and _is_season(document, said) and _is_season(document, joined[-1]):
            first, second = joined[-1].counted, said.counted
            ends = [n for one in (first, second) for n in _ends(one.numeral)]
            near = second.start - first.end < NEAR_SEASON
            if ends and near and joined[-1].subject == said.subject and not said.spending:
                number = replace(
                    second.numeral, value=None, low=min(ends), high=max(ends), approx="range"
                )
                both = replace(second, start=first.start, numeral=number)
                joined[-1] = replace(said, counted=both, per=joined[-1].per or said.per or "month")
                continue
        joined.append(said)
    return joined


def _is_season(document: Document, said: Money) -> bool:
    return bool(cue("seasons").search(document.before(said.counted.start, 12)))


def _ends(number: Numeral) -> list[float]:
    """What a range of two sums reaches from and to; 一千多 begins at 1000."""
    end = number.low if number.approx == "over" else number.value or number.high
    return [] if end is None else [end]


def _is_part(lead: str, after: str) -> bool:
    """低保 is not all a family lives on unless it says so; what somebody gives is not theirs."""
    if cue("given").search(lead) or cue("part_behind").match(after):
        return True
    if cue("besides").search(lead) and not works(lead):
        return True
    return bool(cue("part_only").search(lead)) and not _is_all(lead)


def _is_all(lead: str) -> bool:
    return bool(cue("all_there_is").search(lead))


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
    latest = max(
        (
            (m[-1].end(), per)
            for per, p in _periods("period_before").items()
            if (m := [*p.finditer(lead)])
        ),
        default=None,
    )
    if latest and latest[0] == len(lead):
        return latest[1]  # 一天一百二一个月做十天
    for per, pattern in _periods("period_after").items():
        if pattern.match(after):
            return per
    return latest[1] if latest else None


def _kind(lead: str, after: str) -> str | None:
    """income, spending or neither where words say so: the cue nearest to the sum decides."""
    places = {
        name: max((m.start() for m in cue(name).finditer(lead)), default=-1)
        for name in ("income", "spending", "neither")
    }
    name = max(places, key=lambda key: places[key])
    if places[name] >= 0:
        return name
    for name in ("spending", "income"):
        if m := cue(name).search(after):
            return name if m.start() <= 4 else "neither"
    return None


def _no_income(document: Document, cast: Cast, earner: Earner) -> list[Money]:
    found: list[Money] = []
    for m in cue("none_at_all").finditer(document.text):
        if cue("partial_none").match(m[0]) or not _stated(document, m):
            continue
        if cue("none_of_what").search(document.before(m.start(), 8)) or _asks_in_general(
            document, *m.span()
        ):
            continue
        subject = earner.without(*m.span())
        if not subject.outside:
            nothing = Numeral(m.start(), m.end(), 0, 0, 0)
            found.append(Money(Counted("money", *m.span(), nothing, "元"), subject, "month", False))
    return found


def _stated(document: Document, m: re.Match[str]) -> bool:
    return stance(document, *m.span(), dated=True) is Stance.STATED


def _asks_in_general(document: Document, start: int, end: int) -> bool:
    """没有收入可以申请低保吗: nobody is said to have none."""
    lead, after = document.before(start, 8), document.after(end, 8)
    return bool(cue("general_lead").fullmatch(lead) and cue("asks_behind").match(after))
