"""`screen`: one household on one day against the documents in force. A pure function."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator

from eligibility.files.household import Household
from eligibility.files.library import Library, in_force
from eligibility.files.packs import DoorSpec, GroupSpec, ItemSpec, Pack, Rule
from eligibility.judging.nodes import FactRef
from eligibility.judging.session import Judged, Session, shown
from eligibility.judging.verdicts import judge
from eligibility.telling.amounts import asked_for
from eligibility.telling.doors import open_doors, place_is_closed
from eligibility.telling.interview import Root, questions
from eligibility.telling.screening import Document, Item, OldLine, Question, Screening
from eligibility.telling.writing import writer_of

_NOT_CLAIMED = ("rights", "oversight", "service")


def screen(
    library: Library, household: Household, today: dt.date, everything: bool = False
) -> Screening:
    """The screening of a household.

    `household.as_of` wins over `today`. With `everything`, what does not apply is listed too
    (`not_eligible`, `ended`). A household without a place gets the question for it.
    """
    session = Session(library, household, today, complete=everything)
    return Screening(
        id=household.id,
        as_of=session.as_of,
        documents=_documents(session),
        groups=[writer_of(session, g.pack).group(g) for g in shown(session.groups, everything)],
        items=_items(session, everything),
        doors=open_doors(session),
        also_in_city_document=_city_items(session),
        old_lines=_old_lines(session),
        next=_question(session),
    )


def ask_next(library: Library, household: Household, today: dt.date) -> Question | None:
    """What to ask next; the same as `screen(...).next` without the rest of the work."""
    return _question(Session(library, household, today))


def could_ask(library: Library, household: Household, today: dt.date) -> list[Question]:
    """Whatever could be asked now, in the order it is put; `ask_next` is the first."""
    return list(_questions(Session(library, household, today)))


def core_roots(session: Session) -> list[Judged]:
    """The groups, doors and items whose answers are asked for first, open or not."""
    judged = (*session.groups, *session.items, *session.doors)
    surpassed = _surpassed(session)
    return [one for one in judged if _is_core(one) and one.rule not in surpassed]


# -- documents --------------------------------------------------------------------------------


def _documents(session: Session) -> list[Document]:
    """The place's own document always, with why where it does not count; the others where they
    do count or are withdrawn."""
    return [
        _document(session, pack)
        for pack in session.packs
        if pack is session.packs[0] or in_force(pack, session.as_of) or not pack.file.in_force_from
    ]


def _document(session: Session, pack: Pack) -> Document:
    notices = [notice.text for notice in pack.file.notices]
    if pack.id in session.library.local.withdrawn:
        notices.insert(0, f"{pack.file.place}的这份文件已暂停使用，请向窗口或 12345 询问")
    elif not in_force(pack, session.as_of):
        issued = f"{pack.file.number} {pack.file.issued} 才印发"
        notices.insert(0, f"{issued}，不适用于 {session.as_of}")
    until = pack.file.planned_until
    return Document(
        id=pack.id,
        number=pack.file.number,
        title=pack.file.title,
        issued=pack.file.issued,
        review=pack.file.review.state,
        notices=notices,
        perhaps_ended=until is not None and session.as_of > until,
    )


# -- items ------------------------------------------------------------------------------------


def _items(session: Session, everything: bool) -> list[Item]:
    writers = {p: writer_of(session, p) for p in session.active}
    closed = functools.cache(functools.partial(_closed, session))
    return [
        writers[one.pack].item(one, session.evaluator, *_standing(session, one, closed))
        for one in shown(session.items, everything)
    ]


def _standing(session: Session, one: Judged, closed: Callable[[str], bool]) -> tuple[bool, bool]:
    """Whether the national route leads here, and whether the household has this already."""
    already = _has_already(session, one)
    return not already and _leads(one, closed), already


def _closed(session: Session, topic: str) -> bool:
    own = session.packs[0]
    return place_is_closed(own, topic, session.items)


def _leads(one: Judged, closed: Callable[[str], bool]) -> bool:
    """A law of the whole country is open where the place's own document is not.

    What holds for everybody (a principle, a definition) leads nobody anywhere.
    """
    spec = one.rule.spec
    return (
        isinstance(spec, ItemSpec)
        and one.pack.file.in_force_from is not None
        and bool(one.rule.facts)
        and spec.topic not in _NOT_CLAIMED
        and spec.kind == "benefit"
        and spec.strength != "soft"
        and one.judgement.verdict in ("eligible", "unknown")
        and closed(spec.topic)
    )


def _has_already(session: Session, one: Judged) -> bool:
    if one.rule.already is None:
        return False
    return judge(session.evaluator, one.rule.already).verdict == "eligible"


def _city_items(session: Session) -> list[Item]:
    """What the city's document has and the county's is silent about."""
    own = session.own
    if own is None or not own.file.city_document:
        return []
    library = session.library
    city = library.packs.get(own.file.city_document.id)
    if city is None or city.id in library.local.withdrawn:
        return []
    writer = writer_of(session, city, explained_by=own)
    judged = [(rule, judge(session.evaluator, rule.when)) for rule in own.silent]
    return [
        writer.silent_item(rule, judgement)
        for rule, judgement in judged
        if judgement.verdict != "not_eligible" and rule.spec.clause not in library.local.withdrawn
    ]


def _old_lines(session: Session) -> list[OldLine]:
    """Groups that only an income line closes which the document no longer sets."""
    closed = [one for one in session.groups if _line_has_moved(session, one)]
    if not closed:
        return []
    opened = session.evaluator_for(session.household, lines_open=True)
    return [
        OldLine(
            clause=one.clause,
            label=one.rule.spec.label,
            document=one.pack.file.number,
            year=one.pack.file.issued.year,
        )
        for one in closed
        if judge(opened, one.rule.when).verdict != "not_eligible"
    ]


def _line_has_moved(session: Session, one: Judged) -> bool:
    until = one.rule.line_until
    closed = one.judgement.verdict == "not_eligible"
    return closed and until is not None and session.as_of >= until


# -- what to ask ------------------------------------------------------------------------------


def _question(session: Session) -> Question | None:
    return next(_questions(session), None)


def _questions(session: Session) -> Iterator[Question]:
    if session.household.jurisdiction is not None and not session.active:
        return iter(())
    core = {one.rule for one in core_roots(session)}
    roots = [
        Root(judged.clause, node, judged.rule in core)
        for judged in (*session.groups, *session.items, *session.doors)
        if not _is_soft(judged.rule)
        for node in judged.judgement.open_nodes
    ]
    return questions(
        session.library.questions,
        session.household,
        session.evaluator,
        roots,
        [*_amount_facts(session, session.items), *_line_facts(session)],
    )


def _amount_facts(session: Session, items: Iterable[Judged]) -> list[FactRef]:
    """Facts that would complete the amount of something the household is eligible for."""
    wanted: list[FactRef] = []
    for judged in items:
        spec = judged.rule.spec
        if isinstance(spec, ItemSpec) and spec.amount and judged.judgement.verdict == "eligible":
            wanted += asked_for(judged.rule, judged.judgement, session.evaluator)
    return wanted


def _line_facts(session: Session) -> list[FactRef]:
    """What an income would follow from that stands beside a line not known here: it decides
    nothing, but “if the line is above …” can be said."""
    vocabulary, evaluator = session.library.vocabulary, session.evaluator
    values = {
        judged.rule.spec.line.value
        for judged in session.doors
        if isinstance(judged.rule.spec, DoorSpec)
        and judged.rule.spec.line is not None
        and judged.judgement.verdict == "unknown"
        and evaluator.stated(judged.rule.spec.line.value) is None
    }
    sources = [vocabulary.facts[value].computed for value in sorted(values)]
    names = [name for source in sources if source is not None for name in source.divide]
    return [FactRef(name) for name in names if evaluator.told(name, None) is None]


def _is_soft(rule: Rule) -> bool:
    return isinstance(rule.spec, ItemSpec) and rule.spec.strength == "soft"


_TIERS = ("safety_net", "marginal", "other_hardship")


def _surpassed(session: Session) -> set[Rule]:
    """Groups below the one the household is in: who has the higher needs no lower one."""
    found: set[Rule] = set()
    held: dict[Pack, int] = {}
    for judged in session.groups:
        if judged.judgement.verdict == "eligible":
            rank = _rank(judged)
            held[judged.pack] = min(rank, held.get(judged.pack, rank))
    for judged in session.groups:
        if _rank(judged) > held.get(judged.pack, len(_TIERS)):
            found.add(judged.rule)
    return found


def _rank(judged: Judged) -> int:
    assert isinstance(judged.rule.spec, GroupSpec)
    return _TIERS.index(judged.rule.spec.tier)


def _is_core(judged: Judged) -> bool:
    """Groups, doors and firm benefits are worth asking for first, unless their topic waits."""
    spec = judged.rule.spec
    if isinstance(spec, GroupSpec):
        return True
    if judged.pack.file.topics[spec.topic].later:
        return False
    if isinstance(spec, DoorSpec):
        return True
    waits = spec.explains or spec.later
    return spec.strength == "firm" and spec.kind == "benefit" and not waits
