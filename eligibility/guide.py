"""What to do next: papers, route, proxies and order, merged over everything a screening offers.

Nothing is decided here; what each document says of the way to a decision is put together, each
line with its clause.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence

from eligibility.household import Household
from eligibility.library import Library, in_force
from eligibility.local_form import Window
from eligibility.packs import Occasion, Order, Pack, Paper, Step, Topic
from eligibility.screening import Door, Item, Missing, Screening, Source
from eligibility.vocabulary import Vocabulary

_NO_CLAIM = ("rights", "oversight", "service")
_LEFT_TO_OTHERS = {"office_decides", "text_is_silent", "outside_parameter", "dont_know", "declined"}
_INCOME = {"per_capita_income", "income_month_total", "people_together"}


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
    taken_up = offered(screening, facts)
    doors = open_doors(screening)
    in_play = tuple(dict.fromkeys([*(i.topic for i in taken_up), *(d.topic for d in doors)]))
    place = packs[0].file.jurisdiction if packs else None
    day, district = screening.as_of, household.district
    told = household.household
    return Guide(
        topics=_topics(packs),
        offered=tuple(taken_up),
        waiting=tuple(waiting(screening, taken_up, facts)),
        doors=tuple(doors),
        in_play=in_play,
        papers=tuple(_merged(_papers(running, in_play, "papers"))),
        not_needed=tuple(_merged(_papers(running, in_play, "not_needed"))),
        on_behalf=tuple(_proxies(running, in_play)),
        route=tuple(_route(running, in_play)),
        order=tuple(_order(running, in_play)),
        trouble=_trouble(household),
        asks_for_others=told.get("asking_for") in ("relative", "neighbour", "client"),
        offices_today={old: now for p in packs for old, now in p.file.offices_today.items()},
        windows=tuple(library.local.windows(place, day, district)) if place else (),
        local_texts=library.local.texts(place, day, district) if place else {},
        household=household,
        vocabulary=library.vocabulary,
        citations=_citations(packs),
        facts=facts,
    )


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


def offered(screening: Screening, facts: Mapping[str, frozenset[str]]) -> list[Item]:
    """What the household may take up: met, or waiting for others only."""
    return [
        item
        for item in _claims(screening, facts)
        if item.verdict == "eligible" or is_settled(item.missing)
    ]


def waiting(
    screening: Screening, taken_up: Sequence[Item], facts: Mapping[str, frozenset[str]]
) -> list[Item]:
    """What else is open: something more would have to be said."""
    seen = {item.clause for item in taken_up}
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


def open_doors(screening: Screening) -> list[Door]:
    """Doors for which something speaks: all was said that could be, or only an income line and
    the office's own look are left. The others wait until something is said."""
    return [
        door
        for door in screening.doors
        if door.verdict == "eligible" or is_settled(door.missing) or _hangs_on_a_line(door)
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


def _route(packs: Sequence[Pack], topics: Sequence[str]) -> Iterator[Step]:
    """The steps that concern these topics; a time limit first, then as the topics stand."""
    steps = [
        step
        for pack in sorted(packs, key=lambda pack: -len(pack.file.beside))
        for step in pack.file.how_to_apply.steps
        if not step.topics or set(step.topics) & set(topics)
    ]
    ranks = {topic: rank for rank, topic in enumerate(topics)}

    def rank(step: Step) -> tuple[bool, int]:
        of_topics = [ranks[topic] for topic in step.topics if topic in ranks]
        return step.days is None, min(of_topics, default=0)

    return iter(sorted(steps, key=rank))


def _order(packs: Sequence[Pack], topics: Sequence[str]) -> Iterator[Order]:
    """What comes before what, where it is about something in play."""
    of_clause = {spec.clause: spec.topic for pack in packs for spec in pack.file.items}
    for pack in packs:
        for order in pack.file.how_to_apply.order:
            if of_clause.get(order.source) in topics:
                yield order


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
            number = measure.number if measure else pack.file.number
            found[spec.clause] = f"{number} {spec.section}"
    return found
