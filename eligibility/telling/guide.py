"""What to do next: papers, route, proxies and order, merged over everything a screening offers.

Nothing is decided here; what each document says of the way to a decision is put together, each
line with its clause.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from eligibility.files.household import Household
from eligibility.files.library import Library, in_force
from eligibility.files.local_form import Window
from eligibility.files.packs import Occasion, Order, Pack, Paper, Step, Topic
from eligibility.files.vocabulary import Vocabulary
from eligibility.telling.events import what_if
from eligibility.telling.screening import Door, Item, Missing, Screening, Source
from eligibility.values import DECLINED, UNKNOWN

_NO_CLAIM = ("rights", "oversight", "service")
_LEFT_TO_OTHERS = {"office_decides", "text_is_silent", "outside_parameter", "dont_know", "declined"}
_STATUSES = ("living", "tekun")
_INCOME = {"per_capita_income", "income_month_total", "people_together"}
_SAYS_NOTHING: tuple[object, ...] = (
    None,
    False,
    0,
    "none",
    "caring",
    "regular",
    [],
    UNKNOWN,
    DECLINED,
)
_URGENT = ("no_money_for_food", "no_place_to_live", "medical_unpaid", "needs_help_now")
# Who one is, where one lives and what comes in alone make no matter worth an office's look.
_BACKGROUND = frozenset(
    {
        *("jurisdiction", "district", "hukou_place", "hukou_type", "long_term_resident"),
        *("residence_permit", "months_working_locally", "asking_for", "family_hukou_split"),
        *("people_together", "income_month_total", "per_capita_income", "household_income_12m"),
        *("age", "sex", "works_how", "vehicle", "savings_total", "homes_owned", "owns_business"),
        *("family_assets_ok", "insured_resident", "supporters", "supporter_states"),
        *("basic_pension_only", "applied_before", "application_refused"),
    }
)
# Illness or disability alone do not speak for 特困: nobody is there to support the person.
_SIGNS = {
    "tekun": frozenset({"no_income_source", "no_capable_supporter", "applying_tekun", "tekun"})
}


@dataclasses.dataclass(frozen=True)
class Guide:
    """The way to a decision for one household; `trouble` is what went wrong before."""

    topics: Mapping[str, Topic]
    offered: tuple[Item, ...]
    waiting: tuple[Item, ...]
    """What is open only because something was not said yet."""
    doors: tuple[Door, ...]
    in_play: tuple[str, ...]
    papers: tuple[Source, ...]
    not_needed: tuple[Source, ...]
    on_behalf: tuple[Source, ...]
    route: tuple[Step, ...]
    order: tuple[Order, ...]
    trouble: tuple[Occasion, ...]
    asks_for_others: bool
    events: Mapping[str, Sequence[str]]
    """Where nothing is offered: what may happen, and the labels of what it would bring nearer."""
    offices_today: Mapping[str, str]
    windows: tuple[Window, ...]
    local_texts: Mapping[str, str]
    """What the deployment has filled in, in words."""
    household: Household
    vocabulary: Vocabulary
    citations: Mapping[str, str]
    facts: Mapping[str, frozenset[str]]
    """The facts each clause (and, by its status, each door) looks at."""

    def not_all(self, members: Sequence[str]) -> list[str]:
        """The members meant; none where everybody is, as nobody in particular is then."""
        everybody = {member.name for member in self.household.members}
        named = list(dict.fromkeys(members))
        return [] if len(everybody) > 1 and set(named) == everybody else named

    def told(self, key: str, members: Sequence[str] = ()) -> set[str]:
        """The facts a clause (or a status) looks at that were told and are not a no."""
        persons = [m.facts for m in self.household.members if not members or m.name in members]
        everything = [self.household.household, *persons]
        wanted = self.facts.get(key, frozenset())
        return {f for f in wanted for told in everything if says(told.get(f))}

    @property
    def cannot_wait(self) -> bool:
        """Whether something told brooks no delay."""
        return any(self.household.household.get(fact) is True for fact in _URGENT)

    def cite(self, clause: str | None) -> str:
        """“社会救助法（2026）第三十七条” of a clause; empty for what is only usual."""
        return self.citations.get(clause or "", "")


def guide(library: Library, household: Household, screening: Screening) -> Guide:
    """The guide of a household's screening."""
    at = library.packs_at(household.jurisdiction or "", household.district)
    packs = [pack for pack in at if in_force(pack, screening.as_of)]
    packs = [pack for pack in packs if pack.id not in library.local.withdrawn]
    running = [pack for pack in packs if not _is_over(pack, screening)]
    facts = _facts(packs)
    taken_up = offered(screening, household, facts)
    doors = open_doors(screening, household, facts)
    in_play = tuple(dict.fromkeys([*(i.topic for i in taken_up), *(d.topic for d in doors)]))
    applied_for = _applied_for(in_play, doors)
    place = packs[0].file.jurisdiction if packs else None
    day, district = screening.as_of, household.district
    told = household.household
    return Guide(
        topics=_topics(packs),
        offered=tuple(taken_up),
        waiting=tuple(waiting(screening, [*taken_up, *doors], facts)),
        doors=tuple(doors),
        in_play=in_play,
        papers=tuple(_merged(_papers(running, applied_for, "papers"))),
        not_needed=tuple(_merged(_papers(running, applied_for, "not_needed"))),
        on_behalf=tuple(_proxies(running, applied_for)),
        route=tuple(_route(running, applied_for, _closed(screening))),
        order=tuple(_order(running, {*(i.clause for i in taken_up), *(d.clause for d in doors)})),
        trouble=_trouble(household),
        asks_for_others=told.get("asking_for") in ("relative", "neighbour", "client"),
        events={} if taken_up else _events(library, household, screening),
        offices_today={old: now for p in packs for old, now in p.file.offices_today.items()},
        windows=tuple(library.local.windows(place, day, district)) if place else (),
        local_texts=library.local.texts(place, day, district) if place else {},
        household=household,
        vocabulary=library.vocabulary,
        citations=_citations(packs),
        facts=facts,
    )


def _events(library: Library, household: Household, screening: Screening) -> dict[str, list[str]]:
    """By event, what it would bring nearer, as people call it; not a plan that is over."""
    over = {document.id for document in screening.documents if document.perhaps_ended}
    labels = {i.clause: i.label for i in screening.items if i.document not in over}
    found = what_if(library, household, screening.as_of)
    named = {
        event: list(dict.fromkeys(labels[clause] for clause in clauses if clause in labels))
        for event, clauses in found.items()
    }
    return {event: told for event, told in named.items() if told}


def rights(screening: Screening, occasions: Sequence[Occasion]) -> list[Item]:
    """The rights that matter on these occasions, in the order of the law."""
    return [
        item
        for item in screening.items
        if item.verdict == "eligible" and set(item.right_for) & set(occasions)
    ]


def _is_over(pack: Pack, screening: Screening) -> bool:
    until = pack.file.planned_until
    return until is not None and screening.as_of > until


def offered(
    screening: Screening, household: Household, facts: Mapping[str, frozenset[str]]
) -> list[Item]:
    """What the household may take up: met, or left to others with something that speaks for it."""
    return [
        item
        for item in _claims(screening, facts)
        if item.verdict == "eligible"
        or (
            is_settled(item.missing)
            and _speaks(household, item.topic, facts[item.clause], item.members_unknown)
        )
    ]


def _speaks(
    household: Household, matter: str, facts: Iterable[str], members: Sequence[str]
) -> bool:
    """Whether anything told is a sign: what only an office can settle is no reason by itself."""
    signs = _SIGNS.get(matter, frozenset(facts) - _BACKGROUND)
    persons = [m.facts for m in household.members if not members or m.name in members]
    return any(says(told.get(sign)) for told in (household.household, *persons) for sign in signs)


def says(value: object) -> bool:
    """Whether an answer speaks for something: not a no, not a nothing, not “I do not know”."""
    return value not in _SAYS_NOTHING


def waiting(
    screening: Screening, taken_up: Sequence[Item | Door], facts: Mapping[str, frozenset[str]]
) -> list[Item]:
    """What else is open: something more would have to be said, or nothing speaks for it yet."""
    seen = {one.clause for one in taken_up}
    return [item for item in _claims(screening, facts) if item.clause not in seen]


def _claims(screening: Screening, facts: Mapping[str, frozenset[str]]) -> list[Item]:
    """Open or met things to apply for: not what holds for everybody, not what the household has,
    not what stands in a plan that is over."""
    over = {document.id for document in screening.documents if document.perhaps_ended}
    return [
        item
        for item in screening.items
        if item.kind == "benefit"
        and item.topic not in _NO_CLAIM
        and item.verdict in ("eligible", "unknown")
        and not item.already
        and item.document not in over
        and facts.get(item.clause)
    ]


def open_doors(
    screening: Screening, household: Household, facts: Mapping[str, frozenset[str]]
) -> list[Door]:
    """Doors for which something speaks: all was said that could be, or only an income line and
    the office's own look are left. The others wait until something is said."""
    return [
        door
        for door in screening.doors
        if door.verdict == "eligible"
        or _hangs_on_a_line(door)
        or (
            is_settled(door.missing)
            and _speaks(household, door.status, facts.get(door.status, ()), door.members)
        )
    ]


def _hangs_on_a_line(door: Door) -> bool:
    """低保, 低保边缘: who has not told an income is sent to the window with it."""
    open_facts = {m.fact for m in door.missing if m.because not in _LEFT_TO_OTHERS}
    lines = any(m.because == "outside_parameter" for m in door.missing)
    return lines and open_facts <= _INCOME


def is_settled(missing: Iterable[Missing]) -> bool:
    """Whether the household has said all it could: only others are left to decide."""
    causes = {one.because for one in missing}
    return bool(causes) and causes <= _LEFT_TO_OTHERS


def _applied_for(topics: Sequence[str], doors: Sequence[Door]) -> list[str]:
    """The topics to take a way in: who holds the status does not apply for it again."""
    open_now = {door.topic for door in doors}
    return [topic for topic in topics if topic not in _STATUSES or topic in open_now]


def _topics(packs: Iterable[Pack]) -> dict[str, Topic]:
    """The place's own topics first; one that prevails by law takes their place."""
    found: dict[str, Topic] = {}
    for pack in packs:
        for name, topic in pack.file.topics.items():
            if topic.prevails or name not in found:
                found[name] = topic
    return found


def _papers(packs: Sequence[Pack], topics: Iterable[str], kind: str) -> Iterator[Paper]:
    """What the documents name, of all of them; what is only usual, as the widest one says it."""
    for topic in topics:
        listed = [getattr(p.file.topics[topic], kind) for p in packs if topic in p.file.topics]
        for papers in listed:
            yield from (paper for paper in papers if paper.source is not None)
        yield from (paper for paper in (listed[-1] if listed else ()) if paper.source is None)


def _merged(papers: Iterable[Paper]) -> list[Source]:
    """Each paper once; what stands in brackets does not make another paper, a source wins."""
    found: dict[str, Source] = {}
    for paper in papers:
        name = paper.paper.partition("（")[0]
        known = found.get(name)
        if known is None or (known.source is None and paper.source is not None):
            found[name] = Source(text=paper.paper, source=paper.source)
    return list(found.values())


def _proxies(packs: Iterable[Pack], topics: Sequence[str]) -> Iterator[Source]:
    seen = set()
    for topic in topics:
        for pack in packs:
            own = pack.file.topics.get(topic)
            for proxy in own.on_behalf if own else ():
                if proxy.who not in seen:
                    seen.add(proxy.who)
                    yield Source(text=proxy.who, source=proxy.source)


def _route(
    packs: Sequence[Pack], topics: Sequence[str], closed: Container[str | None]
) -> Iterator[Step]:
    """The steps that concern these topics and this household, the widest document's first."""
    for pack in sorted(packs, key=lambda pack: -len(pack.file.beside)):
        for step in pack.file.how_to_apply.steps:
            concerns = not step.topics or set(step.topics) & set(topics)
            if concerns and step.source not in closed:
                yield step


def _closed(screening: Screening) -> set[str | None]:
    return {item.clause for item in screening.items if item.verdict == "not_eligible"}


def _order(packs: Sequence[Pack], clauses: Container[str]) -> Iterator[Order]:
    """What comes before what, where it is about something in play; the nearest document's word,
    except where a law prevails."""
    prevailing = {name for p in packs for name, topic in p.file.topics.items() if topic.prevails}
    found: dict[str, Order] = {}
    for pack in packs:
        topics = {spec.clause: spec.topic for spec in pack.file.items}
        gives_way = prevailing - pack.file.topics.keys() if pack.file.beside else prevailing
        for order in pack.file.how_to_apply.order:
            if order.source in clauses and topics.get(order.source) not in gives_way:
                found.setdefault(order.then, order)
    return iter(found.values())


def _trouble(household: Household) -> tuple[Occasion, ...]:
    """What went wrong with an application or a benefit before."""
    told = household.household
    found: list[Occasion] = []
    if told.get("dibao_cut_or_stopped") in ("reduced", "stopped"):
        found.append("stopped")
    if told.get("application_refused") in ("not_accepted", "oral", "written"):
        found.append("refused")
    if told.get("application_refused") == "no_answer":
        found.append("unanswered")
    return tuple(found)


def _facts(packs: Iterable[Pack]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for pack in packs:
        for rule in (*pack.items, *pack.groups):
            found[rule.spec.clause] = rule.facts
        for rule in pack.doors:
            status = getattr(rule.spec, "status", "")
            found[status] = found.get(status, frozenset()) | rule.facts
    return found


def _citations(packs: Iterable[Pack]) -> dict[str, str]:
    found = {}
    for pack in packs:
        for spec in (*pack.file.items, *pack.file.groups):
            measure = pack.file.documents.get(getattr(spec, "document", None) or "")
            number = measure.cited if measure else pack.file.number
            found[spec.clause] = f"{number} {spec.section}"
    return found
