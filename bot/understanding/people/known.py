"""The people of a message under the names the household already has for them."""

from collections import Counter
from collections.abc import Iterable

from bot.understanding.answers.answer import Household
from bot.understanding.people.roster import CHILDREN
from bot.understanding.reading import MemberSaid, Reading

ONE_OF_A_KIND = frozenset({"self", "spouse", "father", "mother", "son", "daughter"})


def known_member(label: str, relation: str, household: Household) -> str:
    """The household's own name for somebody called `label`; `label` itself for somebody new."""
    if label in [person.name for person in household.members]:
        return label
    same = [person.name for person in household.members if person.relation == relation]
    if len(same) == 1 and relation in ONE_OF_A_KIND:
        return same[0]
    children = [person.name for person in household.members if person.relation in CHILDREN]
    return children[0] if relation == "child" and len(children) == 1 else label


def known_names(members: Iterable[MemberSaid], household: Household) -> dict[str, str]:
    """The household's own name for each label; two people are never taken for one."""
    names = {m.label: known_member(m.label, m.relation, household) for m in members}
    twice = Counter(names.values())
    return {label: name if twice[name] == 1 else label for label, name in names.items()}


def as_known(reading: Reading, household: Household) -> Reading:
    """The reading with 我老公 as 老伴, where that is how the household calls the spouse."""
    names = known_names(reading.members, household)

    def named(label: str | None) -> str | None:
        return names.get(label, label) if label else None

    return reading.model_copy(
        update={
            "facts": [f.model_copy(update={"member": named(f.member)}) for f in reading.facts],
            "members": [m.model_copy(update={"label": named(m.label)}) for m in reading.members],
            "income": [f.model_copy(update={"member": named(f.member)}) for f in reading.income],
            "spending": [
                f.model_copy(update={"member": named(f.member)}) for f in reading.spending
            ],
            "open": [o.model_copy(update={"member": named(o.member)}) for o in reading.open],
        }
    )
