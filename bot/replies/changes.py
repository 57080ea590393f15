"""What a correction changed: the facts as they were and are, and what that does to the result."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from bot.replies.amounts import amount_text
from bot.replies.citing import document_of
from bot.replies.heard_words import fact_said, quantity
from bot.replies.model import Reply
from bot.replies.offers import for_whom
from bot.replies.people import SELF, is_unnamed, spoken, spoken_self
from eligibility import DECLINED, UNKNOWN, Door, Group, Household, Item, Range, Screening
from eligibility.files.vocabulary import Vocabulary
from eligibility.files.yamlfile import read_yaml
from eligibility.telling.guide import Guide
from eligibility.telling.screening import Missing, Reason

SHORT = 140
"""How many characters a message may have."""
MOST_LINES = 4
MOST_FACTS = 3
LONGEST_REASON = 26
LONGEST_WORDS = 12
_UNTOLD = (None, UNKNOWN, DECLINED)
_NO_CLAIM = ("rights", "oversight", "service")
Key = tuple[str, str | None]
Kind = Literal["group", "door", "item"]


@functools.cache
def _texts() -> Mapping[str, Any]:
    return read_yaml(Path(__file__).with_name("changes.yml"))


def _say(name: str, /, **values: object) -> str:
    return str(_texts()[name]).format(**values)


# -- facts -------------------------------------------------------------------------------------


def value_words(fact: str, value: Any, vocabulary: Vocabulary, words: str = "") -> str:
    """A value as people say it: 二级, 1800到2300元; a rough sum in the person's own `words`."""
    said = _texts()["values"]
    if value is None or value in (UNKNOWN, DECLINED):
        return str(said[value or "none"])
    if fact in ("jurisdiction", "district"):
        return vocabulary.value_label(fact, value)
    spec = vocabulary.facts[fact]
    if spec.type == "bool":
        if _has_words(fact, vocabulary):
            return fact_said(spec, fact, value, "")
        negative = "没" in spec.label or "不" in spec.label
        return str(said["met" if value else "not_met" if negative else "nothing"])
    if spec.type == "choice":
        return vocabulary.value_label(fact, value)
    if spec.type in ("integer", "number", "age"):
        if words and len(words) <= LONGEST_WORDS and isinstance(value, (Range, Mapping)):
            return words
        unit = (spec.unit or "").split("/")[0]
        if unit == "级":
            return str(_texts()["grades"].get(value, said["no_grade"]))
        return f"{quantity(value)}{unit}"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _has_words(fact: str, vocabulary: Vocabulary) -> bool:
    """Whether yes and no of a fact are said in words that name the matter: 在领低保, 没领低保."""
    spec = vocabulary.facts[fact]
    return spec.type == "bool" and all(fact_said(spec, fact, v, "") for v in (True, False))


def called(name: str, household: Household) -> str:
    """Somebody of the household as they are spoken of: 您, 妈妈, 那位."""
    if name != SELF:
        return spoken(name)
    age = household.fact("age", SELF)
    known = age if isinstance(age, (int, float)) else None
    return spoken_self(None, household.household.get("asking_for"), known)


def changed_facts(before: Household, after: Household, vocabulary: Vocabulary) -> str:
    """“妈的残疾等级 二级 → 三级；不算了 …”: what was told otherwise before; "" when nothing was.

    What was not told before is no change, and is said back elsewhere.
    """
    told = [*_places(before, after, vocabulary), *_people(before, after)]
    told += _facts(before, after, vocabulary)
    more = _say("more_facts", count=len(told)) if len(told) > MOST_FACTS else ""
    return "；".join(told[:MOST_FACTS]) + more


def _places(before: Household, after: Household, vocabulary: Vocabulary) -> list[str]:
    names = [
        value_words("district", household.district, vocabulary)
        if household.district
        else value_words("jurisdiction", household.jurisdiction, vocabulary)
        for household in (before, after)
    ]
    if before.jurisdiction is None or names[0] == names[1]:
        return []
    change = _say("arrow", before=names[0], after=names[1])
    return [_say("fact", whose="", label=_texts()["place"], change=change)]


def _named(household: Household) -> dict[str, dict[str, Any]]:
    return {m.name: m.facts for m in household.members if not is_unnamed(m.name)}


def _renamed(before: Household, after: Household) -> dict[str, str]:
    """Who is called otherwise now: the same facts under a new name."""
    was, now = _named(before), _named(after)
    lost = [name for name in was if name not in now]
    new = [name for name in now if name not in was]
    same = len(lost) == len(new) == 1 and was[lost[0]] == now[new[0]]
    return {lost[0]: new[0]} if same else {}


def _people(before: Household, after: Household) -> list[str]:
    renamed = _renamed(before, after)
    lost = [name for name in _named(before) if name not in _named(after) and name not in renamed]
    lost = [called(name, before) for name in lost]
    told = [_say("renamed", before=old, after=new) for old, new in renamed.items()]
    return [*told, *([_say("gone", names="、".join(lost))] if lost else [])]


def _facts(before: Household, after: Household, vocabulary: Vocabulary) -> list[str]:
    was, now = _by_key(before), _by_key(after)
    words = {(said.fact, said.member): said.words for said in (*before.said, *after.said)}
    left = {member.name for member in after.members} | {None}
    changed = [k for k, v in was.items() if k[1] in left and v not in _UNTOLD and now.get(k) != v]
    told = []
    for key in changed:
        fact, member = key
        old, new = was[key], now.get(key)
        name = called(member, after) if member else ""
        label = vocabulary.label(fact).removeprefix(SELF)
        taker = _taker(fact, member, old, was, now) if new is None else None
        first = value_words(fact, old, vocabulary)
        if taker is not None:
            taken = called(taker, after)
            told.append(_say("moved", label=label, value=first, before=name, after=taken))
            continue
        change = _say("taken_back")
        if new is not None:
            then = value_words(fact, new, vocabulary, words.get(key, ""))
            change = _say("arrow", before=first, after=then)
            if _has_words(fact, vocabulary) and isinstance(old, bool) and isinstance(new, bool):
                told.append(name + change)
                continue
        own = _say("whose", name=name) if name else ""
        told.append(_say("fact", whose=own, label=label, change=change))
    return told


def _taker(
    fact: str, member: str | None, value: Any, was: Mapping[Key, Any], now: Mapping[Key, Any]
) -> str | None:
    """Who has now what was told of somebody else: 不是我妈，是我爸."""
    found = [
        other
        for (name, other), told in now.items()
        if name == fact and other not in (member, None) and told == value
        if was.get((fact, other)) in _UNTOLD
    ]
    return found[0] if member is not None and len(found) == 1 else None


def _by_key(household: Household) -> dict[Key, Any]:
    told: dict[Key, Any] = {
        (fact, None): value for fact, value in household.household.items() if fact != "asking_for"
    }
    for member in household.members:
        told.update({(fact, member.name): value for fact, value in member.facts.items()})
    return told


# -- result ------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class _Standing:
    """How one thing stands: its verdict, for whom, how much, and what it hangs on."""

    kind: Kind
    label: str
    verdict: str
    members: tuple[str, ...] = ()
    amount: str = ""
    why: str = ""
    rank: int = 0


def changes(before: Screening, after: Screening, guide: Guide) -> list[str]:
    """What of a result is otherwise now, groups first, then doors, firm things, the others.

    One line each, without end; `guide` is that of the result now. Empty when nothing changed.
    """
    if [d.id for d in before.documents] != [d.id for d in after.documents]:
        return [_say("new_document")]
    was, now = _standings(before, guide), _standings(after, guide)
    found: list[tuple[tuple[bool, int], str]] = []
    for key in dict.fromkeys([*was, *now]):
        line = _line(key, was.get(key), now.get(key), guide)
        known = now.get(key) or was[key]
        if line:
            # What was or is open to the household comes before what closes unseen.
            met = "eligible" in {one.verdict for one in (was.get(key), now.get(key)) if one}
            found.append(((not met, known.rank), line))
    return list(dict.fromkeys(line for _, line in sorted(found, key=lambda one: one[0])))


def _line(key: tuple[str, str], was: _Standing | None, now: _Standing | None, guide: Guide) -> str:
    known = now or was
    assert known is not None
    old = was.verdict if was else "not_eligible"
    new = now.verdict if now else "not_eligible"
    words = _texts()["verdicts"][known.kind]
    held = known.kind == "door" and _is_held(key[1], guide)
    if old != new:
        new_word = _say("already") if held and new == "not_eligible" else words[new]
        change = _say("arrow", before=words[old], after=new_word)
        meant = known if new == "eligible" else was or known
        label = known.label + for_whom(guide.not_all(meant.members))
        why = "" if held or new == "eligible" else known.why
        if why:
            return _say("line_because", label=label, change=change, why=why)
        return _say("line", label=label, change=change)
    if new != "eligible" or was is None or now is None:
        return ""
    if set(was.members) != set(now.members):
        people = [for_whom(s.members) or "（全家）" for s in (was, now)]
        change = _say("arrow", before=words[old] + people[0], after=words[new] + people[1])
        return _say("line", label=known.label, change=change)
    if was.amount != now.amount and was.amount and now.amount:
        change = _say("amount", change=_say("arrow", before=was.amount, after=now.amount))
        return _say("line", label=known.label, change=change)
    return ""


def _is_held(status: str, guide: Guide) -> bool:
    people = [member.facts for member in guide.household.members]
    values = [told.get(status) for told in (guide.household.household, *people)]
    return any(value is True or value in ("concentrated", "dispersed") for value in values)


def _standings(screening: Screening, guide: Guide) -> dict[tuple[str, str], _Standing]:
    found: dict[tuple[str, str], _Standing] = {}
    for group in screening.groups:
        key = ("group", group.group)
        if key not in found or _better(group.verdict, found[key].verdict):
            found[key] = _group(group)
    for door in screening.doors:
        found["door", door.status] = _door(door)
    for item in _claims(screening, guide):
        found["item", item.clause] = _item(item, screening)
    return found


_ORDER = ("not_eligible", "ended", "unknown", "eligible")


def _better(one: str, other: str) -> bool:
    return _ORDER.index(one) > _ORDER.index(other)


def _claims(screening: Screening, guide: Guide) -> list[Item]:
    """What can be applied for by itself; a door speaks for what has one."""
    over = {document.id for document in screening.documents if document.perhaps_ended}
    doors = {door.clause for door in screening.doors}
    return [
        item
        for item in screening.items
        if item.kind == "benefit"
        and item.topic in guide.topics
        and item.topic not in _NO_CLAIM
        and item.document not in over
        and item.clause not in doors
        and not item.already
    ]


def _group(group: Group) -> _Standing:
    why = _why(group.verdict, group.missing, group.reasons)
    return _Standing("group", group.label, group.verdict, tuple(group.members), why=why)


def _door(door: Door) -> _Standing:
    why = _why(door.verdict, door.missing, door.reasons)
    return _Standing("door", door.label, door.verdict, tuple(door.members), why=why, rank=1)


def _item(item: Item, screening: Screening) -> _Standing:
    return _Standing(
        "item",
        item.label,
        item.verdict,
        tuple(item.members),
        amount_text(item, document_of(item, screening), screening.as_of),
        _why(item.verdict, item.missing, item.reasons),
        2 if item.strength == "firm" else 3,
    )


def _why(verdict: str, missing: Sequence[Missing], reasons: Sequence[Reason]) -> str:
    """The one thing it hangs on, where it is short enough to be said."""
    if verdict == "unknown" and missing:
        label = f"“{missing[0].label}”"
        return _short(_say("because_open", label=label))
    closed = [reason.text for reason in reasons if reason.verdict == "not_eligible"]
    return _short(_say("because_closed", label=closed[0])) if closed else ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_REASON else ""


# -- as messages -------------------------------------------------------------------------------


def corrected(facts: str) -> list[Reply]:
    """In mid-interview: “改好了：妈的残疾等级 二级 → 三级。”; nothing where nothing was changed."""
    return [Reply(_say("corrected", facts=facts))] if facts else []


def changed(facts: str, lines: Sequence[str]) -> list[Reply]:
    """After a result was shown: what was put right, and what that changed, in short messages."""
    if not lines:
        return [Reply("".join([*(r.text for r in corrected(facts)), _say("same")]))]
    told = [reply.text for reply in corrected(facts)]
    if lines == [_say("new_document")]:
        return [Reply("".join([*told, *lines]))]
    return [Reply(text) for text in (*told, _as_fits(lines))]


def _as_fits(lines: Sequence[str]) -> str:
    """As many lines as one message holds, and how many more there are."""
    for count in range(min(MOST_LINES, len(lines)), 0, -1):
        left = len(lines) - count
        rest = _say("more", count=left) if left else _say("rest")
        text = "\n".join([_say("differs"), *lines[:count], rest])
        if len(text) <= SHORT:
            break
    return text
