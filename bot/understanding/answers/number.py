"""The number a text answers with, in the unit the question asks for."""

import re
from dataclasses import dataclass, replace
from functools import cache

from bot.understanding.answers.answer import Answer, Household, Question
from bot.understanding.answers.aside import asking
from bot.understanding.facts.flows import Per, money, period
from bot.understanding.numbers.approximations import numerals
from bot.understanding.numbers.counted import Counted, figure
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.numbers.quantities import counted
from bot.understanding.people.cast import Cast
from bot.understanding.reading import Value
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

BARE_AFTER = re.compile(
    r"\s*(?:左右|上下|多|样子|吧|了|啊|呀|呢|哦|的样子|差不多|以上|以下|、|,|。|;|!|\?|\s|$|一个?月|一年|每月|每年|/月|/年)"
)
UNITS = {
    "岁": re.compile(r"\s?(?:周|虚)?岁"),
    "元": re.compile(r"\s?(?:元|块钱?)"),
    "个月": re.compile(r"\s?个?月"),
    "平方米": re.compile(r"\s?(?:多)?(?:个)?(?:平方米|平方|平米|平|㎡|m2|方)"),
    "次": re.compile(r"\s?(?:次|回|趟)"),
    "人": re.compile(r"\s?(?:个人|口人|口|人|个|位|名)"),
}
KINDS = {"岁": "age", "元": "money", "个月": "duration", "人": "count"}
NEGATIVE = re.compile(r"(?<![\d元岁年月])(?:-|−|负)\s?(?=[\d一二两三四五六七八九十百])")
DENIED = re.compile(r"(?:个|次|回|分|块|钱)?(?:也|都)(?:没|冇|无|莫得|不)")
NOTHING = re.compile(
    r"(?:从来)?(?:一|半)(?:次|回|分|毛|块|个子)(?:钱)?(?:也|都)?(?:没有?|冇得?|无|莫得|没得)(?:领|拿|花|办|享受)?(?:过|的|啊|呀|了|收入|钱|进账)*|(?:一分钱?|一点|啥|什么)?(?:也|都)?(?:没有?|无|零|没得?|莫得|冇得?|么得)(?:的)?(?:收入|钱|花|花钱|进账|了|啊|呀|的|呢|过|任何|什么|一分)*|没收入|没花(?:什么|啥|多少|几个)?钱?|没(?:有)?(?:领|拿|申请|办|用|花|享受)过"
)
LONGEST_BARE = 30


@dataclass(frozen=True)
class Number:
    """The number read: `per` as said, `one` with its place."""

    one: Counted
    per: Per | None


@cache
def _answers(name: str) -> dict[str, object]:
    return dict(load("answers")[name])


def base_unit(unit: str | None) -> str:
    """元/月 → 元."""
    return (unit or "").split("/")[0]


def read_number(document: Document, question: Question, household: Household) -> Answer | None:
    """The number for every fact of the question, or why it cannot be."""
    unit = base_unit(question.unit)
    if NEGATIVE.search(document.text):
        return Answer(impossible=impossible(unit), words=document.source.raw.strip())
    if unit in ("元", "次", "个月") and _says_nothing(document):
        return _answer(question, 0, document.source.raw.strip(), None)
    number = _the_number(document, question, household, unit)
    if number is None:
        return None
    words = document.source.words(number.one.start, number.one.end)
    if not within_limits(unit, number.one.numeral):
        return Answer(impossible=impossible(unit), words=words)
    if number.per == "day" and unit == "元":
        # How many days of a month there was work nobody has said.
        return None
    one, per = _converted(number, _period_asked(question))
    per = number.per if question.unit == unit else per
    value = one.amount
    if unit == "岁" and isinstance(value, float):
        value = int(value)
    return _answer(question, value, words, per)


def _says_nothing(document: Document) -> bool:
    """没有啊，一次也没领: every clause says so."""
    clauses = [c for c in re.split(r"[\W啊呀呢]+", document.text[:LONGEST_BARE]) if c]
    short = len(document.text) <= LONGEST_BARE
    return short and bool(clauses) and all(NOTHING.fullmatch(clause) for clause in clauses)


def impossible(unit: str) -> str:
    """The kind sentence for a number that cannot be."""
    sentences = _answers("impossible")
    return str(sentences.get(unit, sentences["次"]))


def within_limits(unit: str, number: Numeral) -> bool:
    """Whether the figure is one a household can have."""
    low, high = load("answers")["limits"].get(unit, (0, 1_000_000_000))
    ends = [end for end in (number.low, number.high, number.value) if end is not None]
    return all(low <= end <= high for end in ends)


def _answer(question: Question, value: Value, words: str, per: Per | None) -> Answer:
    return Answer(
        settings=[(ref.fact, ref.member, value) for ref in question.facts], words=words, per=per
    )


def _the_number(
    document: Document, question: Question, household: Household, unit: str
) -> Number | None:
    cast = Cast(document)
    found = candidates(document, cast, unit)
    found = [
        one
        for one in found
        if not asking(document, one.start) and not DENIED.match(document.after(one.end, 5))
    ]
    if unit == "元":
        found = _fitting_money(document, cast, found, question)
    if len(found) > 1:
        found = _of_the_person(cast, found, question, household) or found
    if not found:
        return None
    if len(found) > 1:
        return _summed(document, cast, found, question)
    return Number(found[0], _period(document, found[0]) if unit == "元" else None)


def candidates(document: Document, cast: Cast, unit: str) -> list[Counted]:
    """The quantities of a unit; without any, the bare numbers that could be meant."""
    kind = KINDS.get(unit)
    mentions = [mention for mention, _ in cast.mentions]
    found = [one for one in counted(document, mentions) if one.kind == kind]
    if unit == "岁":
        found = [_in_years(one) for one in found]
    if found:
        return found
    starts = {mention.start for mention in mentions}
    loose = [n for n in numerals(document.text) if n.end in starts or _fits(document.text, n, unit)]
    return [_as_counted(n) for n in loose]


def _as_counted(number: Numeral) -> Counted:
    return Counted("count", number.start, number.end, number, "人")


def _in_years(one: Counted) -> Counted:
    if one.unit != "月" or one.numeral.value is None:
        return one
    return replace(one, numeral=replace(one.numeral, value=float(one.numeral.value // 12)))


def _fits(text: str, number: Numeral, unit: str) -> bool:
    """With the unit behind it, or bare in a short text."""
    pattern = UNITS.get(unit)
    if pattern and pattern.match(text, number.end):
        return True
    return len(text) <= LONGEST_BARE and bool(BARE_AFTER.match(text, number.end))


def _fitting_money(
    document: Document, cast: Cast, found: list[Counted], question: Question
) -> list[Counted]:
    """Of several sums those of the kind that is asked; of spending what is paid after insurance."""
    asked = {ref.fact for ref in question.facts}
    income = bool(asked & set(load("answers")["income_facts"]))
    told = {(m.counted.start, m.counted.end): m for m in money(document, cast, found)}
    flows = [(one, told.get((one.start, one.end))) for one in found]
    fitting = [one for one, flow in flows if flow is None or flow.spending is not income]
    own = [one for one, flow in flows if flow and flow.spending and flow.own]
    if not income and len(own) == 1:
        return own
    return fitting or (found if len(found) == 1 else [])


def _of_the_person(
    cast: Cast, found: list[Counted], question: Question, household: Household
) -> list[Counted]:
    member = question.facts[0].member if question.facts else None
    if member is None:
        return []
    relation = next((p.relation for p in household.members if p.name == member), None)
    kept = []
    for one in found:
        labels = cast.subject(one.start, one.end).labels
        if member in labels or any(cast.relation(label) == relation for label in labels):
            kept.append(one)
    return kept


def _summed(
    document: Document, cast: Cast, found: list[Counted], question: Question
) -> Number | None:
    """我两千老公三千: the sums of different people, when the household's income is asked."""
    whose = [cast.subject(one.start, one.end).labels for one in found]
    facts = {ref.fact for ref in question.facts}
    if "income_month_total" not in facts or len(set(whose)) < len(whose):
        return None
    ends = [(one.numeral.low, one.numeral.high) for one in found]
    lows, highs = [low for low, _ in ends], [high for _, high in ends]
    low = None if None in lows else sum(end for end in lows if end is not None)
    high = None if None in highs else sum(end for end in highs if end is not None)
    exact = low is not None and low == high
    total = Numeral(
        found[0].start, found[-1].end, low, high, low if exact else None, None if exact else "range"
    )
    whole = Counted("money", found[0].start, found[-1].end, total, "元")
    return Number(whole, _period(document, found[0]))


def _period(document: Document, one: Counted) -> Per | None:
    return period(document.before(one.start, 12), document.after(one.end, 8))


def _period_asked(question: Question) -> str | None:
    """元 is asked for a month or a year, as its fact is."""
    if question.unit != "元":
        return question.unit
    facts = {ref.fact for ref in question.facts}
    if facts & set(load("answers")["monthly"]):
        return "元/月"
    return "元/年" if facts & set(load("answers")["yearly"]) else question.unit


def _converted(number: Number, unit: str | None) -> tuple[Counted, Per | None]:
    """一年三万 for 元/月 and 一个月两千 for 元/年; otherwise as said."""
    factor = {("元/月", "year"): 1 / 12, ("元/年", "month"): 12.0}.get(
        (unit or "", number.per or "")
    )
    if factor is None:
        return number.one, number.per
    n = number.one.numeral

    def times(end: float | None) -> float | None:
        return None if end is None else float(figure(round(end * factor, 2)) or 0)

    scaled = replace(n, value=times(n.value), low=times(n.low), high=times(n.high))
    return replace(number.one, numeral=scaled), "month" if unit == "元/月" else "year"
