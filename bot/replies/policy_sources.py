"""The documents that speak at a place on a day, without any household: clauses, doors, topics."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Iterable

from bot.replies.amounts import amount_text, is_stale
from eligibility import Item, Library
from eligibility.files.expressions import Expression, ExpressionSpec, said
from eligibility.files.library import in_force
from eligibility.files.packs import (
    AmountSpec,
    DoorSpec,
    GroupSpec,
    ItemSpec,
    Pack,
    Paper,
    Topic,
    amounts_of,
)
from eligibility.telling.screening import Amount, Document

_UNITS = re.compile(r"元((?:/[^\W\d]+){2,})")
_WORD = re.compile(r"[^\W\d]")


@dataclasses.dataclass(frozen=True)
class Clause:
    """One entry of a document in force."""

    pack: Pack
    spec: ItemSpec | GroupSpec
    cited: str
    """“社会救助法（2026） 第十八条”."""


@dataclasses.dataclass(frozen=True)
class Sources:
    """What holds at a place (None: what holds everywhere) on a day, the place's own first."""

    library: Library
    place: str | None
    district: str | None
    day: dt.date

    @functools.cached_property
    def packs(self) -> list[Pack]:
        """The documents, the nearest first; what was withdrawn is not there."""
        library = self.library
        if self.place is None:
            everywhere = set(library.places)
            found = [p for p in library.packs.values() if everywhere <= set(p.file.beside)]
        else:
            found = library.packs_at(self.place, self.district)
        kept = [pack for pack in found if pack.id not in library.local.withdrawn]
        return [pack for pack in kept if in_force(pack, self.day)]

    @functools.cached_property
    def widest_first(self) -> list[Pack]:
        """National law before the province before the place."""
        return sorted(self.packs, key=lambda pack: -len(pack.file.beside))

    @functools.cached_property
    def _clauses(self) -> dict[str, Clause]:
        found: dict[str, Clause] = {}
        for pack in self.packs:
            specs: list[ItemSpec | GroupSpec] = [*pack.file.items, *pack.file.groups]
            for spec in specs:
                if self._holds(spec):
                    found[spec.clause] = Clause(pack, spec, _cited(pack, spec))
        return found

    def _holds(self, spec: ItemSpec | GroupSpec) -> bool:
        if spec.clause in self.library.local.withdrawn:
            return False
        if isinstance(spec, GroupSpec):
            return True
        begun = spec.from_ is None or spec.from_ <= self.day
        return begun and (spec.until is None or self.day <= spec.until)

    def clause(self, name: str | None) -> Clause | None:
        """The clause, where it holds here today."""
        return self._clauses.get(name or "")

    def clauses(self, names: Iterable[str]) -> list[Clause]:
        """Those that hold, as they are listed."""
        return [found for name in names if (found := self.clause(name))]

    def cite(self, names: Iterable[str]) -> str:
        """“〔社会救助法（2026） 第十六条〕”: of the first document that holds, all of it."""
        found = self.clauses(names)
        cited = [one.cited for one in found if one.pack is found[0].pack]
        return f"〔{'、'.join(dict.fromkeys(cited))}〕" if cited else ""

    def door(self, status: str | None) -> tuple[Pack, DoorSpec] | None:
        """Where a status is applied for: what came into force as a law leads."""
        routes = [
            (pack, door)
            for pack in self.widest_first
            for door in pack.file.doors
            if door.status == status
        ]
        leading = [route for route in routes if route[0].file.in_force_from is not None]
        return next(iter([*leading, *reversed(routes)]), None)

    def topic(self, name: str) -> Topic | None:
        """The place's own window first; one that prevails by law takes its place."""
        found = [pack.file.topics[name] for pack in self.packs if name in pack.file.topics]
        return next((topic for topic in found if topic.prevails), next(iter(found), None))

    def papers(self, name: str, kind: str) -> list[Paper]:
        """Papers of a topic: what documents name, and what is usual as the widest says it."""
        lists: list[list[Paper]] = [
            getattr(pack.file.topics[name], kind)
            for pack in self.packs
            if name in pack.file.topics and not self.is_over(pack)
        ]
        named = [paper for papers in lists for paper in papers if paper.source]
        usual = [paper for paper in (lists[-1] if lists else []) if not paper.source]
        return [*named, *usual]

    def is_over(self, pack: Pack) -> bool:
        """Whether the plan's own time has passed."""
        until = pack.file.planned_until
        return until is not None and self.day > until

    def amount(self, clause: Clause) -> str:
        """How much, as the document says it; empty where it fixes nothing."""
        if not isinstance(clause.spec, ItemSpec):
            return ""
        label = clause.spec.label
        lines = [self._amount(amount, label) for amount in amounts_of(clause.spec)]
        item = Item.model_construct(amount=lines, verdict="eligible")
        # How old the figures are is said once of the document.
        document = Document.model_construct(issued=self.day)
        told = amount_text(item, document, self.day) if lines else ""
        return _UNITS.sub(_in_words, told.removeprefix("文件写的是"))

    def is_stale(self, pack: Pack) -> bool:
        """Whether a document's figures are quoted as those of its year."""
        return is_stale(Document.model_construct(issued=pack.file.issued), self.day)

    def _amount(self, spec: AmountSpec, label: str) -> Amount:
        formula = spec.formula
        if formula is None and spec.expression is not None:
            formula = self._said(spec.expression)
        if spec.value is not None and formula and not _WORD.search(formula):
            formula = None  # 1587 + 1600: the sum is what people can use.
        kept = ("value", "low", "high", "unit", "at_most", "only_if")
        return Amount.model_construct(
            **{name: getattr(spec, name) for name in kept},
            formula=formula,
            what=None if spec.what and spec.what in label else spec.what,
            approximate=spec.approximate or None,
            upto=spec.upto or None,
            months=spec.months.model_dump() if spec.months else None,
        )

    def _said(self, expression: Expression) -> str:
        """“…的30%” and “…的1.3倍” of a plain share; any other sum with its signs."""
        label = self.library.vocabulary.label
        parts = expression.parts if isinstance(expression, ExpressionSpec) else ()
        product = isinstance(expression, ExpressionSpec) and expression.operation == "product"
        if not product or len(parts) != 2 or not isinstance(parts[0], (int, float)):
            return said(expression, label)
        share, of = parts[0], parts[1]
        if not isinstance(of, str) or not self._is_money(of):
            return said(expression, label)
        if share == 1:
            return f"{label(of)}的全部"
        return f"{label(of)}的" + (f"{share:g}倍" if share > 1 else f"{100 * share:g}%")

    def _is_money(self, name: str) -> bool:
        words = self.library.vocabulary
        named = words.parameters.get(name) or words.facts.get(name)
        return named is not None and (named.unit or "").startswith("元")

    def offices(self, clause: Clause) -> list[tuple[str, str]]:
        """Who is responsible, as written, and as it is called today where that is another name."""
        file = clause.pack.file
        key = clause.spec.offices if isinstance(clause.spec, ItemSpec) else None
        named = file.offices.get(key or "", [])
        return [(office, file.offices_today.get(office, "").partition("（")[0]) for office in named]


def _in_words(unit: re.Match[str]) -> str:
    """“元/户/次” is said 元，每户每次."""
    return "元，每" + "每".join(unit[1][1:].split("/"))


def _cited(pack: Pack, spec: ItemSpec | GroupSpec) -> str:
    measure = pack.file.documents.get(getattr(spec, "document", None) or "")
    return f"{measure.cited if measure else pack.file.number} {spec.section}"
