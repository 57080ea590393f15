"""Judged rules written as parts of the screening."""

from __future__ import annotations

import dataclasses
from typing import Any

from eligibility.amounts import amounts
from eligibility.evaluation import Evaluator
from eligibility.judging import Explainer, Judgement
from eligibility.library import Library
from eligibility.nodes import Lack
from eligibility.packs import DoorSpec, GroupSpec, ItemSpec, Pack, Rule, SilentRule
from eligibility.screening import Citation, Door, Group, Item


@dataclasses.dataclass(frozen=True)
class Judged:
    """A rule and how it came out."""

    rule: Rule
    judgement: Judgement


class Writer:
    """Writes judged rules of one pack as parts of the screening."""

    def __init__(
        self,
        library: Library,
        pack: Pack,
        evaluator: Evaluator,
        explainer: Explainer | None = None,
    ) -> None:
        self._pack = pack
        self._evaluator = evaluator
        self._explainer = explainer or Explainer(pack, library.vocabulary)

    def _citation(self, section: str) -> Citation:
        return Citation(document=self._pack.file.number, section=section)

    def _common(self, judged: Judged) -> dict[str, Any]:
        spec, judgement = judged.rule.spec, judged.judgement
        return {
            "clause": spec.clause,
            "label": spec.label,
            "verdict": judgement.verdict,
            "members": list(judgement.members),
            "missing": self._explainer.missing(judgement.lacks),
            "citation": self._citation(spec.section),
            "reasons": self._explainer.reasons(judgement.shown, spec.clause),
        }

    def group(self, judged: Judged) -> Group:
        spec = judged.rule.spec
        assert isinstance(spec, GroupSpec)
        return Group(
            **self._common(judged),
            document=self._pack.id,
            group=spec.group,
            tier=spec.tier,
            members_unknown=list(judged.judgement.members_unknown),
        )

    def item(self, judged: Judged) -> Item:
        spec = judged.rule.spec
        assert isinstance(spec, ItemSpec)
        paid, _ = amounts(spec, judged.judgement, self._evaluator, self._explainer)
        return Item(
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
        )

    def _where(self, topic: str, offices: str | None, apply_at: str | None) -> dict[str, Any]:
        named = self._pack.file.offices.get(offices or "", [])
        renamed = self._pack.file.offices_today
        return {
            "offices": list(named),
            "offices_today": [renamed[office] for office in named if office in renamed],
            "apply_at": apply_at or self._pack.file.topics[topic].apply_at,
        }

    def door(self, judged: Judged, unlocks: list[str]) -> Door:
        spec = judged.rule.spec
        assert isinstance(spec, DoorSpec)
        open_to = judged.judgement.members or judged.judgement.members_unknown
        return Door(
            **{**self._common(judged), "members": list(open_to)},
            status=spec.status,
            topic=spec.topic,
            unlocks=unlocks,
            then=spec.then,
            apply_at=self._pack.file.topics[spec.topic].apply_at,
        )

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
            reasons=self._explainer.reasons(judgement.shown, spec.clause),
            document=self._pack.id,
            kind="benefit",
            strength="discretionary",
            topic=topic,
            **self._where(topic, offices, None),
        )
