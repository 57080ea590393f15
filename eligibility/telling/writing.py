"""Judged rules written as parts of the screening."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from eligibility.files.expressions import names_in
from eligibility.files.library import Library
from eligibility.files.packs import (
    DoorSpec,
    GroupSpec,
    ItemSpec,
    Pack,
    Paper,
    Rule,
    SilentRule,
    amounts_of,
)
from eligibility.files.vocabulary import Vocabulary
from eligibility.judging.evaluation import Evaluator
from eligibility.judging.memo import Memo
from eligibility.judging.nodes import Lack
from eligibility.judging.session import Judged, Session
from eligibility.judging.verdicts import Judgement
from eligibility.telling.amounts import amounts
from eligibility.telling.explaining import Explainer
from eligibility.telling.screening import Amount, Citation, Door, Group, Item, Source
from eligibility.values import Range

_Key = tuple[object, ...]
_MOST = 6_000
"""How many written parts are kept, a pack at a place: each is a few kilobytes with its text."""


class Writer:
    """Writes judged rules of one pack as parts of the screening; what was written is kept."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        pack: Pack,
        explainer: Explainer,
        prevailing: Mapping[str, str],
    ) -> None:
        self._vocabulary = vocabulary
        self._prevailing = prevailing
        self._pack = pack
        self._explainer = explainer
        self._cited: Memo[_Key, Citation] = Memo()
        self._parts: Memo[_Key, dict[str, Any]] = Memo(_MOST)
        self._groups: Memo[_Key, Group] = Memo(_MOST)
        self._items: Memo[_Key, Item] = Memo(_MOST)

    def _citation(self, section: str, document: str | None = None) -> Citation:
        key = (section, document)
        return self._cited.get(key) or self._cited.keep(key, self._cite(section, document))

    def _cite(self, section: str, document: str | None) -> Citation:
        file = self._pack.file
        number = file.documents[document].cited if document else file.number
        return Citation(document=number, section=section)

    def _common(self, judged: Judged) -> dict[str, Any]:
        key = (judged.rule, judged.judgement.outcome)
        return self._parts.get(key) or self._parts.keep(key, self._write(judged))

    def _write(self, judged: Judged) -> dict[str, Any]:
        spec, judgement = judged.rule.spec, judged.judgement
        return {
            "clause": spec.clause,
            "label": spec.label,
            "verdict": judgement.verdict,
            "members": list(judgement.members),
            "missing": self._explainer.missing(judgement.lacks),
            "citation": self._citation(spec.section, getattr(spec, "document", None)),
            "reasons": self._explainer.reasons(judgement.lines, spec.clause),
        }

    def group(self, judged: Judged) -> Group:
        key = (judged.rule, judged.judgement.outcome)
        return self._groups.get(key) or self._groups.keep(key, self._group(judged))

    def _group(self, judged: Judged) -> Group:
        spec = judged.rule.spec
        assert isinstance(spec, GroupSpec)
        return Group.model_construct(
            **self._common(judged),
            document=self._pack.id,
            group=spec.group,
            tier=spec.tier,
            members_unknown=list(judged.judgement.members_unknown),
        )

    def item(self, judged: Judged, evaluator: Evaluator, lead: bool, already: bool) -> Item:
        """`lead`: the place's own document is closed here; `already`: the household has it."""
        spec = judged.rule.spec
        assert isinstance(spec, ItemSpec)
        key: _Key = (judged.rule, judged.judgement.outcome, lead, already)
        if spec.amount is not None:
            key += paid_by(judged.rule, evaluator)
        known = self._items.get(key)
        if known is not None:
            return known
        paid = None
        if spec.amount is not None:
            paid = amounts(judged.rule, judged.judgement, evaluator, self._explainer)
        return self._items.keep(key, self._item(spec, judged, lead, already, paid))

    def _item(
        self,
        spec: ItemSpec,
        judged: Judged,
        lead: bool,
        already: bool,
        paid: Amount | list[Amount] | None,
    ) -> Item:
        return Item.model_construct(
            **self._common(judged),
            **self._where(spec.topic, spec.offices, spec.apply_at),
            document=self._pack.id,
            kind="soft" if spec.strength == "soft" and spec.kind != "procedure" else spec.kind,
            strength=spec.strength,
            topic=spec.topic,
            members_unknown=list(judged.judgement.members_unknown),
            amount=paid,
            parts=list(spec.items),
            note=spec.note,
            lead=lead,
            already=already,
            right_for=list(spec.right_for),
            say=spec.say,
        )

    def _where(self, topic: str, offices: str | None, apply_at: str | None) -> dict[str, Any]:
        named = self._pack.file.offices.get(offices or "", [])
        renamed = self._pack.file.offices_today
        return {
            "offices": list(named),
            "offices_today": [renamed[office] for office in named if office in renamed],
            "apply_at": self._door_of(topic, apply_at),
        }

    def _door_of(self, topic: str, own: str | None = None) -> str:
        """The one door people are sent to."""
        here = own or self._pack.file.topics[topic].apply_at
        return self._prevailing.get(topic, here)

    def door(self, judged: Judged, evaluator: Evaluator, unlocks: list[str]) -> Door:
        spec = judged.rule.spec
        assert isinstance(spec, DoorSpec)
        open_to = judged.judgement.members or judged.judgement.members_unknown
        topic = self._pack.file.topics[spec.topic]
        return Door.model_construct(
            **{**self._common(judged), "members": list(open_to)},
            status=spec.status,
            topic=spec.topic,
            unlocks=unlocks,
            then=spec.then,
            apply_at=self._door_of(spec.topic),
            papers=_sources(topic.papers if spec.papers is None else spec.papers),
            days=[Source(text=limit.text, source=limit.source) for limit in spec.days],
            line=self._line(spec, evaluator),
        )

    def _line(self, spec: DoorSpec, evaluator: Evaluator) -> str | None:
        """“人均 620 元：如果当地…高于 620 元，就可能符合”, where only the line is not known."""
        if spec.line is None or spec.line.below in evaluator.parameters:
            return None
        income = evaluator.stated(spec.line.value)
        if income is None:
            return None
        own = self._vocabulary.label(spec.line.value)
        line = self._vocabulary.label(spec.line.below)
        said, above = _figures(income)
        here = line if line.startswith("当地") else f"当地{line}"
        return f"{own}{said}元：如果{here}高于{above}元，就可能符合"

    def silent_item(self, rule: SilentRule, judgement: Judgement) -> Item:
        """A city clause beside a county's document: unknown, as the county's text is silent."""
        found = self._pack.item(rule.spec.clause)
        assert found is not None
        spec = found.spec
        topic, offices = next(iter(self._pack.file.topics)), None
        if isinstance(spec, ItemSpec):
            topic, offices = spec.topic, spec.offices
        missing = self._explainer.missing(
            [Lack(rule.spec.clause, None, "text_is_silent"), *judgement.lacks]
        )
        missing[0] = missing[0].model_copy(update={"label": rule.spec.why})
        return Item(
            clause=spec.clause,
            label=spec.label,
            verdict="unknown",
            members=[],
            members_unknown=list(judgement.members or judgement.members_unknown),
            missing=missing,
            citation=self._citation(spec.section),
            reasons=self._explainer.reasons(judgement.lines, spec.clause),
            document=self._pack.id,
            kind="benefit",
            strength="discretionary",
            topic=topic,
            **self._where(topic, offices, None),
        )


@functools.cache
def _names_paid(rule: Rule) -> tuple[str, ...]:
    """The facts and parameters that the amounts of an item are made of."""
    assert isinstance(rule.spec, ItemSpec)
    found = [name for spec in amounts_of(rule.spec) for name in names_in(spec.expression)]
    return tuple(dict.fromkeys(found))


def paid_by(rule: Rule, evaluator: Evaluator) -> _Key:
    """All that the amounts of an item hang on besides how it came out."""
    names = _names_paid(rule)
    holders = (evaluator.common, evaluator.parameters, *evaluator.told_of_members)
    told = [holder.get(name) for holder in holders for name in names]
    lines = [
        (evaluator.masks(when), evaluator.concerns_members(when))
        for when in rule.paid_when
        if when is not None
    ]
    return (evaluator.names, *told, *lines)


def _sources(papers: Iterable[Paper]) -> list[Source]:
    return [Source(text=paper.paper, source=paper.source) for paper in papers]


def _figures(income: float | Range) -> tuple[str, str]:
    """The income as said, and the figure that a line would have to exceed."""
    if not isinstance(income, Range):
        return (_rounded(income),) * 2
    ends = [end for end in (income.low, income.high) if end is not None]
    said = "～".join(dict.fromkeys(_rounded(end) for end in ends))
    return said, _rounded(ends[-1])


def _rounded(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def explainer(library: Library, pack: Pack, place: Pack) -> Explainer:
    """Says a pack's conditions. A matter of another pack may stand in them: the place's own
    first, where several have one of that name."""
    ordered = (*library.packs.values(), place, pack)
    matters = {name: matter for p in ordered for name, matter in p.file.matters.items()}
    return Explainer(matters, library.vocabulary)


def writer_of(session: Session, pack: Pack, explained_by: Pack | None = None) -> Writer:
    """Writes what a pack says here; another pack may word what is missing."""
    return _writer(session.library, pack, session.packs[0], session.prevailing, explained_by)


@functools.lru_cache(maxsize=256)
def _writer(
    library: Library,
    pack: Pack,
    place: Pack,
    prevailing: tuple[tuple[str, str], ...],
    explained_by: Pack | None,
) -> Writer:
    """One writer for a pack at a place, so that what was written before is found again.

    `prevailing`: doors, by topic, that a higher document puts before the pack's own.
    """
    worded = explainer(library, explained_by or pack, place)
    return Writer(library.vocabulary, pack, worded, dict(prevailing))
