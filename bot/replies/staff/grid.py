"""Talking to a grid worker: one household in a few lines and three colours, with two things to
look at; questions in short; households without change."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.replies.citing import dated
from bot.replies.model import Reply
from bot.replies.staff.look import Look, looks
from bot.replies.staff.matters import Matter, Matters, Reading, hangs_on, matters_of
from bot.replies.staff.texts import called, for_whom, texts
from eligibility import Household, Question, Screening
from eligibility.telling.guide import Guide

LONGEST = 350
"""How many characters a result has at most, all its messages together."""
_TODAY = 2
_ROOM = ((3, 3, True), (3, 2, True), (2, 2, True), (2, 1, True), (2, 1, False), (1, 0, False))
"""How many to apply for, how many to keep an eye on, whether with clauses: less and less."""


def grid_result(
    screening: Screening,
    guide: Guide,
    household: Household,
    urgent: bool = False,
    label: str = "",
    usual: Reading | None = None,
    kinds: Sequence[str] = (),
) -> list[Reply]:
    """The result of one household: the colours, where they are taken in, what to look at; then
    how to go on. `label` is the household's number (1号户), `usual` its reading with the silence
    of the note filled in (`as_usual`), `kinds` the emergencies told in words."""
    matters = matters_of(screening, guide, household, urgent, usual, kinds)
    asked = looks(screening, guide, household, usual)
    closing = _closing(screening)
    text = ""
    for apply, watch, cites in _ROOM:
        shown = Matters(
            today=matters.today[:_TODAY],
            trouble=matters.trouble[:1],
            apply=matters.apply[:apply],
            watch=matters.watch[:watch],
        )
        lines = _lines(shown, matters, asked, screening, cites)
        text = "\n".join([_head(label, household), *lines] if label else lines)
        if len(text) + len(closing) <= LONGEST:
            break
    return [Reply(text), Reply(closing)]


def grid_question(question: Question, also: Sequence[Question] = ()) -> Reply:
    """A question in short; `also` are put in the same message and may be answered with it."""
    told = [_short(question), *(_short(one) for one in also)]
    numbered = [f"{n}. {text}" for n, text in enumerate(told, 1)] if also else told
    return Reply(
        text="\n".join(numbered),
        choices=tuple(question.choices),
        multiple=question.multiple,
        question=question.question,
    )


def grid_unchanged(numbers: Sequence[int] = (), count: int | None = None) -> Reply:
    """Says back which households are as they were. It asks nothing: a “1” after it would answer
    the question of a household that stands open."""
    words = texts("grid")
    if numbers:
        told = "、".join(_runs(numbers))
        return Reply(words["unchanged_numbers"].format(numbers=told, count=len(numbers)))
    if count is None:
        return Reply(words["unchanged_rest"])
    return Reply(words["unchanged_count"].format(count=count))


def grid_noted(household: Household, label: str = "", redacted: bool = False) -> Reply:
    """“1号户：已记4人（姓氏门牌已隐去，请用户编号）”, said when a household was taken down."""
    aside = texts("grid")["redacted"] if redacted else ""
    return Reply(_head(label, household) + aside)


# -- the lines of a result --------------------------------------------------------------------


def _head(label: str, household: Household) -> str:
    noted: str = texts("grid")["noted"].format(count=len(household.members))
    return f"{label}：{noted}" if label else noted


def _lines(
    shown: Matters, found: Matters, asked: Sequence[Look], screening: Screening, cites: bool
) -> list[str]:
    words = texts("grid")
    today = [_today(matter, cites) for matter in shown.today]
    apply = [matter.text + _cite(matter, cites) for matter in shown.trouble]
    apply += [_applied(matter, cites) for matter in shown.apply]
    left = len(found.apply) - len(shown.apply)
    apply_text = "；".join(apply) + (f"。还有{left}件" if left and apply else "")
    lines = [
        words["today"] + "；".join(today) if today else "",
        words["apply"] + apply_text if apply else "",
        words["watch"] + _watched(shown.watch) if shown.watch else "",
        "" if today or apply or shown.watch else _nothing(screening, bool(asked)),
        _windows([*shown.today, *shown.apply]),
        _look_line(asked),
    ]
    return [line for line in lines if line]


def _today(matter: Matter, cites: bool) -> str:
    whom = called(matter.members, texts("grid")["self"])
    lead = f"{whom}：" if whom else ""
    do = f"，{matter.do}" if matter.do else ""
    return f"{lead}{matter.text}{do}{_cite(matter, cites)}"


def _applied(matter: Matter, cites: bool) -> str:
    words = texts("grid")
    hangs = hangs_on(matter)
    stand = words["met"] if matter.met else words["open"].format(label=hangs) if hangs else ""
    stand = "，".join(filter(None, (matter.line, stand)))
    return f"{_named(matter)}{'：' if stand else ''}{stand}{_cite(matter, cites)}"


def _watched(matters: Sequence[Matter]) -> str:
    """What hangs on the same stands together."""
    together: dict[str, list[str]] = {}
    for matter in matters:
        hangs = hangs_on(matter, 1)
        stand = matter.do or (texts("grid")["open"].format(label=hangs) if hangs else "")
        together.setdefault(stand, []).append(_named(matter))
    lines = {stand: "、".join(names) for stand, names in together.items()}
    return "；".join(f"{names}：{stand}" if stand else names for stand, names in lines.items())


def _named(matter: Matter) -> str:
    name = re.sub(r"（[^）]*）", "", matter.text).removeprefix("申请")
    return name + for_whom(matter.members, texts("grid")["self"])


def _cite(matter: Matter, cites: bool) -> str:
    """The clause; the year of a law stands in the closing line."""
    return re.sub(r"（\d{4}）\s?", "", matter.cite) if cites else ""


def _windows(matters: Sequence[Matter]) -> str:
    """“受理：低保→户籍地镇街；助学→学校”."""
    topics: dict[str, list[str]] = {}
    names = texts("colours")["topics"]
    for matter in matters:
        if matter.place:
            told = topics.setdefault(short_place(matter.place), [])
            name = names.get(matter.topic, matter.text)
            told += [name] if name not in told else []
    told_all = "；".join(f"{'、'.join(own)}→{place}" for place, own in topics.items())
    return texts("grid")["window"].format(told=told_all) if told_all else ""


def short_place(place: str) -> str:
    """A window in short: 户籍地镇街, 学校."""
    for pattern, short in texts("colours")["windows"]:
        if re.fullmatch(pattern, place):
            return str(short)
    return place


def _look_line(asked: Sequence[Look]) -> str:
    words = texts("grid")
    if not asked:
        return ""
    form = words["look"] if len(asked) > 1 else words["look_one"]
    return str(form.format(told="".join(look.text for look in asked)))


def _nothing(screening: Screening, goes_on: bool) -> str:
    notices = [notice for document in screening.documents[:1] for notice in document.notices]
    if notices and not screening.items:
        return str(texts("grid")["closed"].format(notices="；".join(notices)))
    return str(texts("grid")["too_early" if goes_on else "nothing"])


def _closing(screening: Screening) -> str:
    approved = all(document.review == "approved" for document in screening.documents)
    name = "next_reviewed" if approved else "next"
    basis = dated(screening.documents[0]) if screening.documents else ""
    return str(texts("grid")[name].format(basis=basis, N="N"))


# -- questions and rounds -----------------------------------------------------------------------


def _short(question: Question) -> str:
    """The short form of a question, for the person it is about."""
    name, _, member = question.question.partition("@")
    short = texts("grid")["questions"].get(name)
    if short is None:
        return question.text
    return f"{member}：{short}" if member else str(short)


def _runs(numbers: Sequence[int]) -> list[str]:
    """5, 6, 7, 9 as 5-7 and 9."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in found]
