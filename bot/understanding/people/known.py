"""The people of a message under the names the household already has for them."""

import re
from collections import Counter
from collections.abc import Iterable

from bot.understanding.answers.answer import Household, Person
from bot.understanding.people.roster import CHILDREN
from bot.understanding.reading import MemberSaid, Reading
from bot.understanding.text.lexicon import cues

ONE_OF_A_KIND = frozenset({"self", "spouse", "father", "mother", "son", "daughter"})
FATHER, MOTHER = re.compile(r"(?:爸爸|父亲|爹)$"), re.compile(r"(?:妈妈|母亲|娘)$")


_pattern = cues("answers", "people")


def known_member(label: str, relation: str, household: Household) -> str:
    """The household's own name for somebody called `label`; `label` itself for somebody new."""
    if label in [person.name for person in household.members]:
        return label
    same = [person.name for person in household.members if person.relation == relation]
    if len(same) == 1 and relation in ONE_OF_A_KIND:
        return same[0]
    if (child := child_at(label, household) if relation in CHILDREN else None) is not None:
        return child
    if relation == "grandchild" and (grandchild := _grandchild_at(label, household)) is not None:
        return grandchild
    if (same_word := _by_word(label, relation, household)) is not None:
        return same_word
    children = [person.name for person in household.members if person.relation in CHILDREN]
    return children[0] if relation == "child" and len(children) == 1 else label


def child_at(word: str, household: Household) -> str | None:
    """The child who is meant by 老大 or 小的, where that can be only one."""
    children = _by_age([p for p in household.members if _may_be(word, p)])
    if not children:
        return None
    for place, index in (("first", 0), ("second", 1), ("third", 2), ("last", -1)):
        if not _pattern(place).fullmatch(word):
            continue
        by_name = [name for name in children if _pattern(f"{place}_name").search(name)]
        if len(by_name) == 1:
            return by_name[0]
        few = len(children) == 2 or (index >= 0 and place != "first")
        usable = len(children) > 1 and -1 <= index < len(children)
        return children[index] if usable and (few or place in ("first", "last")) else None
    return None


def _grandchild_at(word: str, household: Household) -> str | None:
    """大孙女 of two granddaughters."""
    m = _pattern("grandchild").fullmatch(word)
    if m is None:
        return None
    girls = m["kind"] == "孙女"
    same = [p for p in household.members if p.relation == "grandchild"]
    names = _by_age([p for p in same if ("女" in p.name) is girls])
    return names[{"大": 0, "二": 1, "小": -1}[m["rank"]]] if len(names) > 1 else None


def _may_be(word: str, person: Person) -> bool:
    """大女儿 is no son."""
    if person.relation not in CHILDREN:
        return False
    boy, girl = _pattern("boy").search(word), _pattern("girl").search(word)
    return not (boy and person.relation == "daughter") and not (girl and person.relation == "son")


def _by_age(children: list[Person]) -> list[str]:
    """The eldest first where all ages are told, else in the order they were told of."""
    ages = [getattr(child, "facts", {}).get("age") for child in children]
    if all(isinstance(age, int) for age in ages):
        children = sorted(children, key=lambda child: -child.facts["age"])  # type: ignore[attr-defined]
    return [child.name for child in children]


def _by_word(label: str, relation: str, household: Household) -> str | None:
    """孙子的妈妈 is 孙子的妈."""
    same = [p.name for p in household.members if p.relation == relation and "的" in p.name]
    return next((name for name in same if _plain(name) == _plain(label)), None)


def _plain(label: str) -> str:
    return MOTHER.sub("妈", FATHER.sub("爸", label))


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
