"""Lints packs, vocabulary, questions and local figures: all at once, file and remedy named."""

from __future__ import annotations

from collections.abc import Iterator

from eligibility.conditions import AnySupporter, Condition, FactTest, Matter, facts_of, walk
from eligibility.errors import PackError
from eligibility.library import Library, load_library
from eligibility.packs import Pack
from eligibility.vocabulary import Vocabulary


def check() -> list[str]:
    """All problems found, one a line; empty when everything is in order."""
    try:
        library = load_library()
    except PackError as error:
        return error.problems
    found = list(_vocabulary_problems(library.vocabulary))
    for pack in library.packs.values():
        found += _pack_problems(pack, library)
    found += _withdrawal_problems(library)
    found += _figure_problems(library)
    return found


def _vocabulary_problems(vocabulary: Vocabulary) -> Iterator[str]:
    for name, spec in vocabulary.facts.items():
        place = f"facts.yml → {name}"
        if spec.type in ("choice", "list") and not spec.values:
            yield f"{place}：请写出 values"
        if spec.type in ("number", "integer", "age") and spec.lowest is None:
            yield f"{place}：数字要有 lowest"
        if spec.type == "number" and spec.unit is None:
            yield f"{place}：数字要有 unit"
        if spec.answerable_by == "office" and spec.question:
            yield f"{place}：由机关认定的事实不能有 question"
        if spec.question and not spec.why:
            yield f"{place}：有 question 就要有 why"
        if spec.scope == "member" and spec.question and "{member}" not in spec.question:
            yield f"{place}：问成员的 question 要含 {{member}}"


def _pack_problems(pack: Pack, library: Library) -> Iterator[str]:
    place = f"{pack.id}.yml"
    used = set(_used_names(pack))
    for name in pack.file.matters.keys() - used:
        yield f"{place} → matters.{name}：没有用到，请删去"
    for name in pack.file.offices.keys() - {i.offices for i in pack.file.items}:
        yield f"{place} → offices.{name}：没有用到，请删去"
    for rule in (*pack.groups, *pack.items, *pack.doors):
        for fact in facts_of(rule.when):
            known = library.vocabulary
            if fact not in {*known.facts, *known.supporter_facts, *known.parameters}:
                yield f"{place} → {rule.spec.clause}：没有叫“{fact}”的事实"
        for fact in sorted(_supporter_facts_elsewhere(rule.when, library.vocabulary)):
            yield f"{place} → {rule.spec.clause}：“{fact}”只能写在 any_supporter 里"
    yield from _city_problems(pack, library)


def _supporter_facts_elsewhere(condition: Condition, vocabulary: Vocabulary) -> set[str]:
    """Facts told of supporters only, tested where no supporter is meant."""
    if isinstance(condition, AnySupporter):
        return set()
    parts = (_supporter_facts_elsewhere(part, vocabulary) for part in condition.children())
    own = {condition.fact} if isinstance(condition, FactTest) else set()
    return (own & vocabulary.supporter_facts.keys() - vocabulary.facts.keys()).union(*parts)


def _used_names(pack: Pack) -> Iterator[str]:
    rules: list[Condition] = [rule.when for rule in (*pack.groups, *pack.items, *pack.doors)]
    for condition in (*rules, *(rule.when for rule in pack.silent)):
        for part in walk(condition):
            if isinstance(part, Matter):
                yield part.name


def _city_problems(pack: Pack, library: Library) -> Iterator[str]:
    city = pack.file.city_document
    if city is None:
        return
    other = library.packs.get(city.id)
    if other is None:
        yield f"{pack.id}.yml → city_document：没有“{city.id}”这份文件"
        return
    listed = {*city.counterparts, *(silent.clause for silent in city.silent)}
    for spec in (*other.file.groups, *other.file.items):
        if spec.clause not in listed:
            yield f"{pack.id}.yml → city_document：还没有写 {spec.clause} 的对应条款或“未写”"
    for clause, own in city.counterparts.items():
        if other.item(clause) is None:
            yield f"{pack.id}.yml → city_document.counterparts：{city.id} 没有 {clause}"
        if pack.item(own) is None:
            yield f"{pack.id}.yml → city_document.counterparts：这份文件没有 {own}"
    for silent in city.silent:
        if other.item(silent.clause) is None:
            yield f"{pack.id}.yml → city_document.silent：{city.id} 没有 {silent.clause}"


def _withdrawal_problems(library: Library) -> Iterator[str]:
    clauses = {
        spec.clause
        for pack in library.packs.values()
        for spec in (*pack.file.groups, *pack.file.items)
    }
    for name in sorted(library.local.withdrawn - clauses - library.packs.keys()):
        yield f"withdrawn.yml → {name}：没有这个地方或条款"


def _figure_problems(library: Library) -> Iterator[str]:
    seen = set()
    for index, figure in enumerate(library.local.figures):
        place = f"figures.yml → figures[{index}]"
        if figure.place not in library.places:
            known = "、".join(library.places)
            yield f"{place}：没有“{figure.place}”这个地方；可用：{known}"
        key = (figure.place, figure.name, figure.from_)
        if key in seen:
            yield f"{place}：同一天的“{figure.name}”写了两次，请删去一个"
        seen.add(key)
