"""Conditions, reasons and causes in short Chinese, from the labels of the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eligibility.files.conditions import (
    AllOf,
    AnyMember,
    AnySupporter,
    Condition,
    DateTest,
    EveryMember,
    EverySupporterState,
    FactTest,
    Matter,
    Not,
)
from eligibility.files.expressions import Expression, said
from eligibility.files.packs import MatterSpec
from eligibility.files.vocabulary import Vocabulary
from eligibility.judging.memo import Memo
from eligibility.judging.nodes import Lack
from eligibility.judging.verdicts import VERDICTS, Line
from eligibility.telling.screening import Missing, Reason

_WORDS = {"at_least": "不少于", "at_most": "不超过", "more_than": "超过", "less_than": "低于"}
_FEW = 5_000
"""How many worded causes are kept: facts by the usual names of members."""


class Explainer:
    """Says conditions, reasons and causes in short Chinese, from the labels of the data."""

    def __init__(self, matters: Mapping[str, MatterSpec], vocabulary: Vocabulary) -> None:
        self._matters = matters
        self._vocabulary = vocabulary
        self._texts: Memo[Condition, str] = Memo()
        self._worded: Memo[Lack, Missing] = Memo(_FEW)

    def missing(self, lacks: Sequence[Lack]) -> list[Missing]:
        """Each cause worded; causes of one wording share it."""
        known, keep = self._worded.get, self._worded.keep
        return [known(lack) or keep(lack, self._missing(lack)) for lack in lacks]

    def _missing(self, lack: Lack) -> Missing:
        matter = self._matters.get(lack.fact)
        label = matter.label if matter else self._vocabulary.label(lack.fact)
        return Missing(
            fact=lack.fact,
            member=lack.member,
            because=lack.because,
            label=label,
            settled_by=matter.settled_by if matter else None,
        )

    def reasons(self, lines: Sequence[Line], clause: str) -> list[Reason]:
        """One reason a line, with how it came out."""
        found: dict[str, Reason] = {}
        for condition, truth in lines:
            text = self.text(condition)
            found.setdefault(text, Reason(text=text, verdict=VERDICTS[truth], clause=clause))
        return list(found.values())

    def text(self, condition: Condition) -> str:
        """How a condition is said."""
        return self._texts.get(condition) or self._texts.keep(condition, self._text(condition))

    def _text(self, condition: Condition) -> str:
        if condition.label:
            return condition.label
        if isinstance(condition, FactTest):
            return self._fact_text(condition)
        if isinstance(condition, Matter):
            return self._matters[condition.name].label
        if isinstance(condition, DateTest):
            return f"{condition.day:%Y年%-m月%-d日}{'以前' if condition.before else '以后'}"
        if isinstance(condition, Not):
            return f"不属于“{self.text(condition.part)}”"
        if isinstance(condition, AnyMember):
            return f"家里有人：{self.text(condition.part)}"
        if isinstance(condition, EveryMember):
            return f"全家每个人：{self.text(condition.part)}"
        if isinstance(condition, AnySupporter):
            return f"赡养、抚养、扶养人中有一位：{self.text(condition.part)}"
        if isinstance(condition, EverySupporterState):
            return f"不住一起的每一位家人：{self.text(condition.part)}"
        glue = "，并且" if isinstance(condition, AllOf) else "，或者"
        return glue.join(self.text(part) for part in condition.children())

    def _fact_text(self, test: FactTest) -> str:
        label = self._vocabulary.label(test.fact)
        if test.word == "is" and isinstance(test.bound, bool):
            return label if test.bound else f"{label}：否"
        if test.word in ("is", "one_of", "contains"):
            bounds = test.bound if test.word == "one_of" else (test.bound,)
            said = "或".join(self._vocabulary.value_label(test.fact, bound) for bound in bounds)
            return f"{label}：{said}"
        spec = self._vocabulary.facts.get(test.fact)
        unit = (spec.unit if spec else None) or ""
        return f"{label}{_WORDS[test.word]}{self._bound_text(test.bound)}{unit}"

    def _bound_text(self, bound: Expression) -> str:
        return said(bound, self._vocabulary.label)
