"""Statements that do not go together: found, asked about once with both sides, settled.

What is marked as a correction is none, nor what only says it more exactly, nor what tells of
another time; see contradictions.yml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from bot.dialogue.amending import without_facts
from bot.dialogue.apply import with_people_counted
from bot.dialogue.told_before import UNTOLD, own_value
from bot.replies.changes import value_words
from bot.replies.people import SELF, called, is_unnamed
from bot.understanding.text.corrections import is_marked
from eligibility import UNKNOWN, Choice, Household, HouseholdError, Question, Range, Setting
from eligibility.files.vocabulary import FactSpec, vocabulary
from eligibility.files.yamlfile import read_yaml
from eligibility.telling.screening import FactKey
from eligibility.values import add, as_range

CONFLICT = "conflict"
"""The id of the question."""
Kind = Literal["differs", "impossible", "count", "ages", "income"]
Told = tuple[Setting, str]
_LONGEST_WORDS = 14
NEAR = 12
"""How far from a fact the words may stand that tell of its time."""
_DENIAL = re.compile(r"[没不无零冇未否停莫]")
_NUMBERS = ("integer", "number", "age")
_TOTAL, _OWN, _COUNT = "income_month_total", "personal_income", "people_together"


class Conflict(BaseModel):
    """Two statements that do not go together; its JSON is kept until it is told which holds.

    `fact` of `member` is what was told now, with `after` as its value. `before` is what was told
    earlier: of the same fact, or of `other`. Both sides in the person's own words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: Kind
    fact: str
    member: str | None = None
    before: Any
    after: Any
    words_before: str
    words_after: str
    other: FactKey | None = None


@functools.cache
def _data() -> Mapping[str, Any]:
    return read_yaml(Path(__file__).with_name("contradictions.yml"))


# -- finding -----------------------------------------------------------------------------------


def conflicts(
    before: Household,
    after: Household,
    told: Sequence[Told],
    text: str = "",
    raised: Collection[str] = (),
) -> list[Conflict]:
    """What `told`, each fact with its words, contradicts; the plainest contradiction first.

    `before` and `after` are the household around the message `text`; `raised` the ids of
    contradictions that were asked about, which are not found again.
    """
    if re.search(_data()["said_by_others"], text):
        return []
    now = {(s.fact, s.member): words for s, words in told}
    found: list[Conflict] = []
    for key, words in now.items():
        if not is_marked(_sentence(text, words)):
            found += _differs(before, after, key, words, text)
    if not is_marked(text) and _COUNT not in {one.fact for one in found}:
        found += _miscounted(before, after, now)
    differ = {(one.fact, one.member) for one in found}
    seen = _Seen(before, after, now)
    pairs = [*_impossible(seen), *_ages(seen), *_incomes(seen)]
    # What contradicts itself is settled first; the rest may follow from it.
    apart = {(one.fact, one.member, one.other): one for one in reversed(pairs)}
    found += [one for key, one in reversed(apart.items()) if key[:2] not in differ]
    return [one for one in found if one.id not in raised]


def _sentence(text: str, words: str) -> str:
    """The sentence of `text` that holds the words; all of it where they are not found."""
    sentences = re.split(r"[。！？!?\n]", text)
    return next((one for one in sentences if words and words in one), text)


def _around(text: str, words: str) -> str:
    """The words with what stands near them."""
    place = text.find(words) if words else -1
    return text if place < 0 else text[max(0, place - NEAR) : place + len(words) + NEAR]


def _words(household: Household, fact: str, member: str | None) -> str:
    """The words a fact was read from, where they are short; else its value."""
    said = [s.words for s in household.said if (s.fact, s.member) == (fact, member)]
    return _quoted(fact, own_value(household, fact, member), said[-1] if said else "")


def _quoted(fact: str, value: Any, words: str) -> str:
    """The words where they are short and tell the value by themselves: 低保 alone is no denial."""
    denies = value is False or value == 0 or value == "none"
    if 0 < len(words) <= _LONGEST_WORDS and (not denies or _DENIAL.search(words)):
        return words
    return value_words(fact, value, vocabulary())


def _differs(
    before: Household, after: Household, key: tuple[str, str | None], words: str, text: str
) -> Iterator[Conflict]:
    fact, member = key
    spec = vocabulary().facts.get(fact)
    another_time = re.search(_data()["changed_since"], _around(text, words))
    if spec is None or fact in _data()["never"] or another_time:
        return
    old, new = own_value(before, fact, member), own_value(after, fact, member)
    if old in UNTOLD or new in UNTOLD or go_together(spec, fact, old, new):
        return
    yield Conflict(
        id=f"differs:{fact}@{member or ''}",
        kind="differs",
        fact=fact,
        member=member,
        before=_plain(old),
        after=_plain(new),
        words_before=_words(before, fact, member),
        words_after=_quoted(fact, new, words),
    )


def go_together(spec: FactSpec, fact: str, old: Any, new: Any) -> bool:
    """Whether two values of a fact may both be meant: the same, or one more exact."""
    if old == new:
        return True
    if spec.type in _NUMBERS:
        return _near(spec, as_range(old), as_range(new))
    if spec.type == "bool":
        return False
    if spec.type == "choice":
        return any({old, new} == set(pair) for pair in _data()["together"].get(fact, ()))
    return True


def _near(spec: FactSpec, old: Range, new: Range) -> bool:
    """Whether the ranges meet, or nearly; nothing is near to nothing at all."""
    low = max(_low(old), _low(new))
    high = min(_high(old), _high(new))
    if low <= high:
        return True
    unit = (spec.unit or "").split("/")[0]
    rule = _data()["apart"].get(unit, {"step": 0})
    return low - high <= rule.get("step", 0) + rule.get("share", 0) * low and high > 0


def _low(value: Range) -> float:
    return float("-inf") if value.low is None else value.low


def _high(value: Range) -> float:
    return float("inf") if value.high is None else value.high


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, Range) else value


# -- counting ----------------------------------------------------------------------------------


def _miscounted(
    before: Household, after: Household, now: Mapping[tuple[str, str | None], str]
) -> list[Conflict]:
    """三口人, and five people named: more of them than were counted."""
    count = after.household.get(_COUNT)
    if count in UNTOLD or not isinstance(count, (int, float, Range)):
        return []
    people, known = _named(after), set(_named(before))
    if len(people) <= _high(as_range(count)):
        return []
    if known >= set(people) and (_COUNT, None) not in now:
        return []
    return [
        Conflict(
            id=f"count:{_COUNT}@",
            kind="count",
            fact=_COUNT,
            before=_plain(count),
            after=len(people),
            words_before=_words(after, _COUNT, None),
            words_after="、".join(people),
        )
    ]


def _named(household: Household) -> list[str]:
    return [member.name for member in household.members if not is_unnamed(member.name)]


# -- two facts that exclude each other ---------------------------------------------------------


class _Seen:
    """The household before and after a message, and what the message told."""

    def __init__(
        self, before: Household, after: Household, now: Mapping[tuple[str, str | None], str]
    ) -> None:
        self.before, self.after, self.now = before, after, now

    def is_new(self, key: FactKey) -> bool:
        return (key.fact, key.member) in self.now

    def value(self, key: FactKey) -> Any:
        return own_value(self.after, key.fact, key.member)

    def words(self, key: FactKey) -> str:
        return _words(self.after, key.fact, key.member)

    def conflict(self, name: str, kind: Kind, first: FactKey, second: FactKey) -> Conflict | None:
        """Of two facts the one told now stands against the other; none when neither was."""
        if not (self.is_new(first) or self.is_new(second)):
            return None
        new, old = (second, first) if self.is_new(second) else (first, second)
        return Conflict(
            id=f"{name}@{new.member or ''}",
            kind=kind,
            fact=new.fact,
            member=new.member,
            before=_plain(self.value(old)),
            after=_plain(self.value(new)),
            words_before=self.words(old),
            words_after=self.words(new),
            other=old,
        )


def _impossible(seen: _Seen) -> Iterator[Conflict]:
    for rule in _data()["impossible"]:
        if rule.get("alone") and len(seen.after.members) > 1:
            continue
        for member in seen.after.members:
            keys = [_key(test["fact"], member.name) for test in rule["both"]]
            tests = zip(keys, rule["both"], strict=True)
            if not all(_holds(test, seen.value(key)) for key, test in tests):
                continue
            if one := seen.conflict(f"impossible:{rule['id']}", "impossible", keys[0], keys[1]):
                yield one


def _key(fact: str, member: str) -> FactKey:
    own = vocabulary().facts[fact].scope == "member"
    return FactKey(fact=fact, member=member if own else None)


def _holds(test: Mapping[str, Any], value: Any) -> bool:
    """Whether a value surely passes; what was not told passes nothing."""
    if value in UNTOLD:
        return False
    if "one_of" in test:
        return any(
            value == one and isinstance(value, bool) == isinstance(one, bool)
            for one in test["one_of"]
        )
    if not isinstance(value, (int, float, Range)):
        return False
    known = as_range(value)
    if "at_least" in test:
        return _low(known) >= float(test["at_least"])
    return _high(known) <= float(test["at_most"])


def _ages(seen: _Seen) -> Iterator[Conflict]:
    """A child as old as a parent."""
    generations = _data()["generations"]
    people = [
        (m, _age(m.facts.get("age"))) for m in seen.after.members if m.relation in generations
    ]
    for elder, elders in people:
        for younger, youngers in people:
            if generations[elder.relation] <= generations[younger.relation]:
                continue
            if elders is None or youngers is None or _high(elders) > _low(youngers):
                continue
            keys = FactKey(fact="age", member=elder.name), FactKey(fact="age", member=younger.name)
            if one := seen.conflict(f"ages:{elder.name}", "ages", *keys):
                yield one


def _age(value: Any) -> Range | None:
    return as_range(value) if isinstance(value, (int, float, Range)) else None


def _incomes(seen: _Seen) -> Iterator[Conflict]:
    """全家没收入, and a wage of three thousand."""
    total = seen.after.household.get(_TOTAL)
    if total in UNTOLD:
        return
    own = [m.name for m in seen.after.members if m.facts.get(_OWN) not in UNTOLD]
    summed = functools.reduce(
        add, (own_value(seen.after, _OWN, name) for name in own), Range(low=0, high=0)
    )
    least, most = _low(as_range(summed)), _high(as_range(total))
    if not own or least <= most * (1 + _data()["apart"]["元"]["share"]):
        return
    highest = max(own, key=lambda name: _low(as_range(own_value(seen.after, _OWN, name))))
    new = next((name for name in own if (_OWN, name) in seen.now), highest)
    keys = FactKey(fact=_TOTAL), FactKey(fact=_OWN, member=new)
    if one := seen.conflict("income:total", "income", *keys):
        yield one


# -- asking and settling -----------------------------------------------------------------------


def conflict_question(conflict: Conflict, you: str = "您") -> Question:
    """The question which of the two holds: 1 前面的 2 刚才的 3 不清楚.

    `you` is how the one is called whom the household is about.
    """
    texts = _data()["question"]
    other = conflict.other
    text = texts[conflict.kind].format(
        whose=_whose(conflict.member, you),
        label=_label(conflict.fact, conflict.member, you, conflict.kind),
        other=_label(other.fact, other.member, you, conflict.kind) if other else "",
        older=called(other.member if other else None, you),
        whom=called(conflict.member, you),
        before=conflict.words_before,
        after=conflict.words_after.replace(SELF, you),
        number=conflict.after,
    )
    return Question(
        question=CONFLICT,
        text=text,
        why=_data()["why"],
        stage="core",
        facts=[],
        choices=[
            Choice(id=name, label=label.format(value=_side(conflict, name, you)))
            for name, label in _data()["choices"].items()
        ],
    )


def _whose(member: str | None, you: str) -> str:
    return str(_data()["whose"]).format(name=called(member, you)) if member else ""


def _label(fact: str, member: str | None, you: str, kind: Kind) -> str:
    label = vocabulary().label(fact).removeprefix(SELF)
    return _whose(member, you) + label if kind == "income" else label


def _side(conflict: Conflict, side: str, you: str) -> str:
    """A side as a value: 二级, 3个人."""
    if side == UNKNOWN:
        return ""
    value = conflict.before if side == "before" else conflict.after
    if conflict.kind == "count":
        return _people_counted(value)
    if conflict.kind in ("impossible", "income"):
        return _spoken(conflict, side)
    member = conflict.member
    if side == "before" and conflict.other is not None:
        member = conflict.other.member
    said = value_words(conflict.fact, value, vocabulary(), _spoken(conflict, side))
    return called(member, you) + said if conflict.kind == "ages" else said


def _spoken(conflict: Conflict, side: str) -> str:
    return conflict.words_before if side == "before" else conflict.words_after


def _people_counted(value: Any) -> str:
    number = value if isinstance(value, (int, float)) else value["high"] or value["low"]
    return str(_data()["people"]).format(number=f"{number:g}")


def settled(household: Household, conflict: Conflict, choice: str) -> Household:
    """The household once it is told which side holds: before, after, or unknown.

    Of two facts that exclude each other the one that does not hold is as if it had never been
    told; where nobody knows, both are unknown.
    """
    here = FactKey(fact=conflict.fact, member=conflict.member)
    if conflict.other is None:
        value = {"before": conflict.before, "after": conflict.after}.get(choice, UNKNOWN)
        words = {"before": conflict.words_before, "after": conflict.words_after}.get(choice, "")
        words = "" if conflict.kind == "count" and choice == "after" else words
        return with_people_counted(_told(household, here, value, words))
    if choice in ("before", "after"):
        wrong = here if choice == "before" else conflict.other
        return without_facts(household, [wrong])
    for key in (conflict.other, here):
        household = _told(household, key, UNKNOWN, "")
    return household


def _told(household: Household, key: FactKey, value: Any, words: str) -> Household:
    """The household with a fact told; as it was where the person is no member any more."""
    if key.member is not None and household.member(key.member) is None:
        return household
    try:
        return household.told(key.fact, value, key.member, words)
    except HouseholdError:
        return household
