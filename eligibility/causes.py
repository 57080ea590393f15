"""What keeps a condition open, found from truths; only what is open is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.conditions import AllOf, AnyMember, AnyOf, EveryMember, Matter, Not
from eligibility.nodes import Lack

if TYPE_CHECKING:
    from eligibility.evaluation import Evaluator, Subject
    from eligibility.truths import Truths


class Causes:
    """The causes of one household's open conditions; the same as `Node.causes`."""

    def __init__(self, household: Evaluator, truths: Truths) -> None:
        self._household = household
        self._truths = truths
        self._found: dict[tuple[int, Subject], tuple[Lack, ...]] = {}

    def of(self, number: int, subject: Subject) -> tuple[Lack, ...]:
        """Of a condition that was weighed and is open, each once, in its order."""
        household = self._household
        if not household.concerns_members(self._truths.conditions[number]):
            subject = None
        key = (number, subject)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._find(number, subject)
        return found

    def _find(self, number: int, subject: Subject) -> tuple[Lack, ...]:
        household, truths = self._household, self._truths
        condition, parts = truths.conditions[number], truths.needs[number]
        if isinstance(condition, (AllOf, AnyOf, Not)):
            bit = household.nobody if subject is None else 1 << subject
            open_parts = [part for part in parts if household.is_open(part, bit)]
            if isinstance(condition, AllOf):
                # A matter is named only once the rest is settled.
                facts = [n for n in open_parts if not isinstance(truths.conditions[n], Matter)]
                open_parts = facts or open_parts
            return together([self.of(part, subject) for part in open_parts])
        if isinstance(condition, (AnyMember, EveryMember)):
            part = parts[0]
            members = [i for i in household.subjects if household.is_open(part, 1 << i)]
            return together([self.of(part, index) for index in members])
        return household.node(condition, subject).causes


def together(found: list[tuple[Lack, ...]]) -> tuple[Lack, ...]:
    """What several depend on, each once."""
    if len(found) == 1:
        return found[0]
    return tuple(dict.fromkeys([lack for lacks in found for lack in lacks]))
