"""Packs: everything that is named is used, cited and complete."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from eligibility.checks.specs import PLACES, names_used, place_of, roots, unguarded
from eligibility.files.conditions import AnySupporter, Condition, FactTest, Matter, facts_of, walk
from eligibility.files.library import Library
from eligibility.files.packs import DoorSpec, ItemSpec, Pack, amounts_of
from eligibility.files.vocabulary import Vocabulary


def pack_problems(pack: Pack, library: Library) -> Iterator[str]:
    """What is left over, missing or out of place in one pack."""
    place = f"{pack.id}.yml"
    for line in (
        *_unused(pack, library),
        *_fact_problems(pack, library.vocabulary),
        *_dotted_problems(pack),
        *_amount_problems(pack),
        *_source_problems(pack),
        *_step_problems(pack),
        *_place_problems(pack, library),
        *_city_problems(pack, library),
    ):
        yield f"{place} → {line}"


def _unused(pack: Pack, library: Library) -> Iterator[str]:
    file = pack.file
    matters = {part.name for part in _parts(pack) if isinstance(part, Matter)}
    others = [other for other in library.packs.values() if other is not pack]
    borrowed = {name for other in others for name in names_used(other.file)}
    shared = {name.partition(".")[2] for name in borrowed if name.startswith(f"{pack.id}.")}
    cited: list[ItemSpec | DoorSpec] = [*file.items, *file.doors]
    used: dict[str, set[Any]] = {
        "topics": {rule.topic for rule in cited},
        "offices": {item.offices for item in file.items},
        "matters": matters | {p.name for p in _behind(pack, shared) if isinstance(p, Matter)},
        "documents": {rule.document for rule in cited},
        "conditions": names_used(file, shared),
        "offices_today": {office for offices in file.offices.values() for office in offices},
    }
    remedies = {
        "conditions": "没有哪一条用到它；请在条款里引用，或者删去",
        "offices_today": "offices 里没有这个单位；请照 offices 的写法改，或者删去",
    }
    for section, names in used.items():
        for name in getattr(file, section):
            if name not in names:
                yield f"{section}.{name}：{remedies.get(section, '没有用到，请删去')}"


def _parts(pack: Pack) -> Iterator[Condition]:
    for rule in (*pack.groups, *pack.items, *pack.doors):
        yield from walk(rule.when)
    for silent in pack.silent:
        yield from walk(silent.when)
    for rule in pack.items:
        if rule.already is not None:
            yield from walk(rule.already)


def _behind(pack: Pack, shared: set[str]) -> Iterator[Condition]:
    for name in shared & pack.conditions.keys():
        yield from walk(pack.conditions[name])


def _fact_problems(pack: Pack, known: Vocabulary) -> Iterator[str]:
    for rule in (*pack.groups, *pack.items, *pack.doors):
        for fact in sorted(facts_of(rule.when)):
            if fact not in {*known.facts, *known.supporter_facts, *known.parameters}:
                yield f"{place_of(rule)}：没有叫“{fact}”的事实"
        for fact in sorted(_supporter_facts_elsewhere(rule.when, known)):
            yield f"{place_of(rule)}：“{fact}”只能写在 any_supporter 里"


def _supporter_facts_elsewhere(condition: Condition, vocabulary: Vocabulary) -> set[str]:
    """Facts told of supporters only, tested where no supporter is meant."""
    if isinstance(condition, AnySupporter):
        return set()
    parts = (_supporter_facts_elsewhere(part, vocabulary) for part in condition.children())
    own = {condition.fact} if isinstance(condition, FactTest) else set()
    return (own & vocabulary.supporter_facts.keys() - vocabulary.facts.keys()).union(*parts)


def _dotted_problems(pack: Pack) -> Iterator[str]:
    """A condition of another pack: only where that place is meant, in a pack beside it."""
    for place, root in roots(pack.file):
        for name in sorted(unguarded(root, pack.file.conditions)):
            other = name.partition(".")[0]
            if other not in pack.file.beside:
                yield f"{place}：“{name}”是别的文件的条件，只有 beside 里写了 {other} 的文件才能用"
            else:
                guard = f"{{fact: jurisdiction, is: {other}}}"
                yield f"{place}：“{name}”只对一个地方成立，请写成 all: [{guard}, {name}]"


def _amount_problems(pack: Pack) -> Iterator[str]:
    for index, item in enumerate(pack.file.items):
        for amount in amounts_of(item):
            figures = (amount.value, amount.low, amount.high, amount.expression)
            if any(figure is not None for figure in figures) and not amount.unit:
                where = f"items[{index}]（{item.clause}）.amount"
                yield f"{where}：有数目没有 unit；请写单位，如 元/月、元/人/月"


def _source_problems(pack: Pack) -> Iterator[str]:
    """Sources that are no clause of this document."""
    file = pack.file
    clauses = {spec.clause for spec in (*file.groups, *file.items)}
    clauses |= file.nothing_to_claim.keys() | file.parameters.keys()
    for where, source in _sources(pack):
        if source is not None and source not in clauses:
            yield f"{where}：这份文件没有 {source} 这一条"


def _step_problems(pack: Pack) -> Iterator[str]:
    for index, step in enumerate(pack.file.how_to_apply.steps):
        for topic in step.topics:
            if topic not in pack.file.topics:
                known = "、".join(pack.file.topics)
                yield f"how_to_apply.steps[{index}]：topics 里没有“{topic}”；可用：{known}"


def _sources(pack: Pack) -> Iterator[tuple[str, str | None]]:
    file = pack.file
    for name, topic in file.topics.items():
        for paper in topic.papers:
            yield f"topics.{name}.papers（{paper.paper}）", paper.source
        for paper in topic.not_needed:
            yield f"topics.{name}.not_needed（{paper.paper}）", paper.source
        for proxy in topic.on_behalf:
            yield f"topics.{name}.on_behalf（{proxy.who}）", proxy.source
    for index, step in enumerate(file.how_to_apply.steps):
        yield f"how_to_apply.steps[{index}]", step.source
    for index, order in enumerate(file.how_to_apply.order):
        yield f"how_to_apply.order[{index}]", order.source
    for door in file.doors:
        yield f"doors（{door.status}）", door.clause
        for paper in door.papers or []:
            yield f"doors（{door.status}）.papers（{paper.paper}）", paper.source
        for limit in door.days:
            yield f"doors（{door.status}）.days（{limit.text}）", limit.source


def _place_problems(pack: Pack, library: Library) -> Iterator[str]:
    """Places that a household cannot name, or that have no document of their own."""
    own = pack.file.jurisdiction
    if own is not None and own not in PLACES:
        yield f"jurisdiction：household.py 的 Jurisdiction 里还没有“{own}”，请加上"
    for place in pack.file.beside:
        if place not in library.places:
            known = "、".join(library.places)
            yield f"beside：没有“{place}”这个地方；可用：{known}"


def _city_problems(pack: Pack, library: Library) -> Iterator[str]:
    city = pack.file.city_document
    if city is None:
        return
    other = library.packs.get(city.id)
    if other is None:
        yield f"city_document：没有“{city.id}”这份文件"
        return
    listed = {*city.counterparts, *(silent.clause for silent in city.silent)}
    for spec in (*other.file.groups, *other.file.items):
        if spec.clause not in listed:
            yield f"city_document：还没有写 {spec.clause} 的对应条款或“未写”"
    for clause, own in city.counterparts.items():
        if other.item(clause) is None:
            yield f"city_document.counterparts：{city.id} 没有 {clause}"
        if pack.item(own) is None:
            yield f"city_document.counterparts：这份文件没有 {own}"
    for silent in city.silent:
        if other.item(silent.clause) is None:
            yield f"city_document.silent：{city.id} 没有 {silent.clause}"
