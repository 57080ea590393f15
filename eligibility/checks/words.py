"""The vocabulary: every fact complete, and every fact a pack needs can be learnt somehow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from eligibility.checks.specs import PLACES, place_of
from eligibility.files.conditions import AnySupporter, facts_of, walk
from eligibility.files.expressions import names_in
from eligibility.files.household import parse_household
from eligibility.files.library import Library
from eligibility.files.packs import ItemSpec, Pack, Rule, amounts_of
from eligibility.files.vocabulary import Vocabulary
from eligibility.judging.reach import Reach
from eligibility.judging.session import Session

# What is only doubtful after its time is not a reason for a question; on this day all of it is.
_FAR = dt.date(9000, 1, 1)


def vocabulary_problems(vocabulary: Vocabulary) -> Iterator[str]:
    """Facts whose entry in facts.yml is not complete."""
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


def unasked_problems(library: Library) -> Iterator[str]:
    """Facts that packs need and a resident could tell, but no question and no sign brings."""
    covered = _Covered(library)
    needed: dict[str, list[str]] = {}
    for pack in library.packs.values():
        for rule in (*pack.groups, *pack.items, *pack.doors):
            wanted = [fact for fact in sorted(_facts(rule)) if not covered.by_something(fact)]
            if wanted and _is_asked_for(library, pack, rule):
                for fact in wanted:
                    needed.setdefault(fact, []).append(f"{pack.id}.yml → {place_of(rule)}")
    for fact, places in needed.items():
        others = f"（共 {len(places)} 处）" if len(places) > 1 else ""
        signs = sorted(covered.sources(fact))
        remedy = (
            f"它的迹象（{'、'.join(signs)}）都没有问题；请在 questions.yml 至少问一个"
            if signs
            else "没有问题也没有迹象；请在 questions.yml 加一个问题，或在 facts.yml 写 derived、"
            "suggested_by、computed；不好问群众的，把 answerable_by 改成 staff"
        )
        yield f"{places[0]}{others}：“{fact}”{remedy}"


def _facts(rule: Rule) -> set[str]:
    facts = facts_of(rule.when)
    if any(isinstance(part, AnySupporter) for part in walk(rule.when)):
        facts.add("supporters")
    if isinstance(rule.spec, ItemSpec):
        facts.update(name for one in amounts_of(rule.spec) for name in names_in(one.expression))
    return facts


def _is_asked_for(library: Library, pack: Pack, rule: Rule) -> bool:
    """Whether the interview would put questions for this rule, also long after its document."""
    spec = rule.spec
    if isinstance(spec, ItemSpec) and (spec.strength == "soft" or spec.until is not None):
        return False
    known = set(PLACES).intersection(library.places)
    places = known.intersection([pack.file.jurisdiction, *pack.file.beside])
    return any(_may_be_met(library, place, rule) for place in sorted(places))


def _may_be_met(library: Library, place: str, rule: Rule) -> bool:
    nobody = parse_household({"jurisdiction": place})
    evaluator = Session(library, nobody, _FAR).evaluator
    return any(Reach().may_be_met(evaluator.node(rule.when, subject)) for subject in (None, 0))


class _Covered:
    """Whether a fact is asked for, or follows from something that is."""

    def __init__(self, library: Library) -> None:
        self._words = library.vocabulary
        self._asked = {fact for one in library.questions.questions for fact in one.spec.facts}
        self._known: dict[str, bool] = {}

    def sources(self, fact: str) -> set[str]:
        """The facts behind one that is derived, suggested or computed."""
        found: set[str] = set()
        for table in (self._words.derived, self._words.suggested, self._words.presumed):
            if fact in table:
                found |= facts_of(table[fact]) - self._words.parameters.keys()
        return found

    def by_something(self, fact: str) -> bool:
        if fact not in self._known:
            self._known[fact] = False
            self._known[fact] = self._is_covered(fact)
        return self._known[fact]

    def _is_covered(self, fact: str) -> bool:
        spec = self._words.facts.get(fact)
        if spec is None or fact in self._asked:
            return True
        if spec.computed is not None:
            return all(self.by_something(part) for part in spec.computed.divide)
        behind = self.sources(fact)
        if behind:
            return any(self.by_something(source) for source in behind)
        return spec.answerable_by != "resident"
