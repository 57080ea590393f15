"""What is to be reported today, applied for and kept an eye on: found once for both ways of
talking, from what screening and guide say."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.replies.amounts import amount_text
from bot.replies.citing import cited, document_of
from bot.replies.offers import RELIEF, Offer, in_order, offers
from bot.replies.rights import ordered
from bot.replies.staff.texts import is_child, texts
from eligibility import Door, Household, Item, Screening
from eligibility.files.household import Member
from eligibility.telling.guide import Guide, rights, says
from eligibility.telling.screening import Missing

Reading = tuple[Screening, Guide]
_LONG = 16
_WORK = "employment"
_MEANS = ("income_month_total", "per_capita_income", "personal_income", "household_income_12m")
_CLOSE, _NEAR = 25, 50
"""How far a clause may be: what is open of it, by how rare the signs are that speak for it."""


@dataclasses.dataclass(frozen=True)
class Matter:
    """One thing: what it is, for whom, its clause in brackets, where it is taken in."""

    text: str
    members: tuple[str, ...] = ()
    do: str = ""
    """What to do at once; empty where it is to be applied for."""
    met: bool = False
    missing: tuple[Missing, ...] = ()
    cite: str = ""
    place: str = ""
    topic: str = ""
    amount: str = ""
    line: str = ""
    """An income beside a line that is not known here: “人均每月收入1000元”."""


@dataclasses.dataclass(frozen=True)
class Matters:
    """A household in three colours; `trouble` is what went wrong before and comes first."""

    today: tuple[Matter, ...]
    trouble: tuple[Matter, ...]
    apply: tuple[Matter, ...]
    watch: tuple[Matter, ...]


def matters_of(
    screening: Screening,
    guide: Guide,
    household: Household,
    urgent: bool,
    usual: Reading | None = None,
    kinds: Sequence[str] = (),
) -> Matters:
    """The matters of a household, the most important of each colour first.

    `usual` is the reading of what the note left out: what it offers is likely, and still to be
    looked at. `kinds` are the emergencies that were told in words.
    """
    today = tuple(_today(screening, household, urgent, kinds))
    told = {matter.topic for matter in today}
    ranked = [one for one in offers(screening, guide, urgent) if one.topic not in told]
    apply = [_offered(one, screening) for one in ranked]
    told |= {one.topic for one in ranked}
    close, near = _near(screening, guide)
    close = [one for one in _one_a_topic(close) if one.topic not in told]
    told |= {one.topic for one in close}
    likely, perhaps = _likely(usual if _tells_something(household) else None, told)
    apply += [*close, *likely]
    told |= {one.topic for one in likely}
    near = [*near, *_of_an_old_plan(screening, guide, usual)]
    watch = _one_a_topic([*(one for one in near if one.topic not in told), *perhaps])
    return Matters(today, tuple(_trouble(screening, guide)), tuple(apply), tuple(watch))


def _one_a_topic(matters: Iterable[Matter]) -> Iterator[Matter]:
    seen: set[str] = set()
    for matter in matters:
        if matter.topic not in seen:
            seen.add(matter.topic)
            yield matter


# -- today ------------------------------------------------------------------------------------


def _today(
    screening: Screening, household: Household, urgent: bool, kinds: Sequence[str]
) -> Iterator[Matter]:
    found = [*_of_members(household), *_of_household(household, urgent), *_children(household)]
    known = {matter.topic for matter, _ in found}
    found += _of_kinds(kinds or (["other"] if urgent and not found else []), known)
    leading = [matter for matter, last in found if not last]
    for matter in leading or [matter for matter, _ in found]:
        part = _part_of(matter.topic, screening)
        cite, place = (cited(part, screening), part.apply_at) if part else ("", "")
        yield dataclasses.replace(matter, cite=cite, place=place)


def _of_kinds(kinds: Sequence[str], known: Container[str]) -> Iterator[tuple[Matter, bool]]:
    """Emergencies of which no fact tells."""
    for kind in kinds:
        form = texts("colours")["emergency"][kind]
        if not form["topic"] or form["topic"] not in known:
            yield Matter(form["what"], do=form["do"], topic=form["topic"]), False


def _of_household(household: Household, urgent: bool) -> Iterator[tuple[Matter, bool]]:
    """Each matter, and whether it says no more than the others."""
    told = household.household
    pressing = urgent or told.get("needs_help_now") is True
    forms = texts("colours")["today"]["household"].items()
    found = [(fact, form) for fact, form in forms if told.get(fact) is True]
    # What happened may lie months back: alone it is no matter of today.
    pressing = pressing or any(not form.get("event") for _, form in found)
    for _, form in found if pressing else ():
        matter = Matter(form["what"], do=form["do"], topic=form["topic"])
        yield matter, form.get("last", False)


def _of_members(household: Household) -> Iterator[tuple[Matter, bool]]:
    for fact, form in texts("colours")["today"]["member"].items():
        names = tuple(m.name for m in household.members if m.facts.get(fact) is True)
        if names:
            yield Matter(form["what"], names, do=form["do"], topic=form["topic"]), False


def _children(household: Household) -> Iterator[tuple[Matter, bool]]:
    """Children whose parents do not look after them, as far as is told, and who are not
    recognised yet."""
    colours = texts("colours")
    for child in household.members:
        recognised = any(child.facts.get(f) is True for f in ("orphan", "unsupported_child"))
        if recognised or not is_child(child):
            continue
        gone = _gone_parents(child)
        if len(gone) > 1 or (gone and _is_without_parents(child, household)):
            open_still = [] if len(gone) > 1 else [colours["child_unsettled"]]
            text = "，".join([*gone, *open_still])
            yield Matter(text, (child.name,), do=colours["child"], topic="children"), False


def _gone_parents(child: Member) -> list[str]:
    gone, words = texts("colours")["gone"], texts("shorthand")["member"]
    facts = ("mother_status", "father_status")
    return [words[f][child.facts[f]] for f in facts if child.facts.get(f) in gone]


def _is_without_parents(child: Member, household: Household) -> bool:
    """Whether no parent is told to care: the child of nobody who lives here."""
    cares = texts("colours")["cares"]
    if any(child.facts.get(fact) in cares for fact in ("mother_status", "father_status")):
        return False
    grown_up = any(not is_child(m) for m in household.members)
    if child.relation in ("son", "daughter", "child"):
        return not grown_up
    return True


# -- what went wrong before -------------------------------------------------------------------


def _trouble(screening: Screening, guide: Guide) -> Iterator[Matter]:
    for occasion in guide.trouble:
        found = ordered(rights(screening, [occasion]), [occasion])
        clauses = [guide.cite(item.clause) for item in found[:1]]
        cite = f"〔{clauses[0]}〕" if clauses and clauses[0] else ""
        yield Matter(texts("colours")["trouble"][occasion], cite=cite, topic=occasion)


# -- to apply for -----------------------------------------------------------------------------


def _offered(offer: Offer, screening: Screening) -> Matter:
    part = _part(offer.key, screening)
    return Matter(
        text=offer.label,
        members=offer.members,
        met=offer.met,
        missing=tuple(part.missing) if part else (),
        cite=cited(part, screening) if part else "",
        place=offer.apply_at,
        topic=offer.topic,
        amount=_amount(part, screening),
        line=_line(part),
    )


def _amount(part: Item | Door | None, screening: Screening) -> str:
    if not isinstance(part, Item):
        return ""
    return amount_text(part, document_of(part, screening), screening.as_of)


def _line(part: Item | Door | None) -> str:
    told = part.line if isinstance(part, Door) and part.line else ""
    return told.partition("：")[0].replace("平均每人", "人均")


def _part(key: str, screening: Screening) -> Item | Door | None:
    """The door of that status, or the item of that clause."""
    parts: list[Item | Door] = [*screening.doors, *screening.items]
    return next((part for part in parts if _key(part) == key), None)


def _key(part: Item | Door) -> str:
    return part.status if isinstance(part, Door) else part.clause


def _part_of(topic: str, screening: Screening) -> Item | Door | None:
    """The clause that speaks for a topic: a door, else what is met, else what is open."""
    doors = in_order(door for door in screening.doors if door.topic == topic)
    items = [i for i in screening.items if i.topic == topic and i.kind == "benefit"]
    items = [i for i in items if i.verdict in ("eligible", "unknown") and not i.already]
    met = [i for i in items if i.verdict == "eligible"]
    found: list[Item | Door] = [*doors, *met, *items]
    return found[0] if found else None


# -- likely, and to keep an eye on --------------------------------------------------------------


def _likely(usual: Reading | None, told: Container[str]) -> tuple[list[Matter], list[Matter]]:
    """What to help with if the rest is as usual, and what hangs on more than that."""
    if usual is None:
        return [], []
    screening, guide = usual
    found = [one for one in offers(screening, guide, False) if one.topic not in told]
    if not _can_work(guide.household):
        found = [one for one in found if one.topic != _WORK]
    ready = [one for one in found if one.met or (one.is_door and one.topic != RELIEF)]
    return (
        [_with_assumed(_offered(one, screening)) for one in ready],
        [_offered(one, screening) for one in found if one not in ready],
    )


def _tells_something(household: Household) -> bool:
    """Whether anything was told that speaks for any help."""
    told = [household.household, *(member.facts for member in household.members)]
    worth = {*texts("shorthand")["household"], *texts("shorthand")["member"], *_MEANS}
    return any(says(facts.get(fact)) for facts in told for fact in worth)


def _can_work(household: Household) -> bool:
    """Whether anybody may be of an age to work."""
    low, high = texts("colours")["working_age"]
    ages = [m.facts.get("age") for m in household.members]
    return any(not isinstance(age, (int, float)) or low <= age <= high for age in ages)


def _with_assumed(matter: Matter) -> Matter:
    """Nothing is said to fit that rests on silence."""
    return dataclasses.replace(matter, met=False)


def _near(screening: Screening, guide: Guide) -> tuple[list[Matter], list[Matter]]:
    """What is open and has something rare that speaks for it, the nearest first: statuses that
    are close, and the others."""
    common = Counter(fact for facts in guide.facts.values() for fact in facts)
    close, others = [], []
    parts: list[Item | Door] = [*guide.waiting]
    parts += [door for door in screening.doors if door not in guide.doors]
    for part in parts:
        shown = signs(part, guide)
        weight = sum(1 / common[fact] for fact in shown)
        firm = isinstance(part, Door) or part.strength == "firm"
        if not firm or not weight or not _is_needed(part, guide):
            continue
        distance = len(_open(part)) / weight
        if (
            distance <= _CLOSE
            and isinstance(part, Door)
            and part.topic in texts("colours")["needs"]
        ):
            close.append((distance, _seen(part, shown, screening, guide)))
        elif distance <= _NEAR:
            others.append((distance, _seen(part, shown, screening, guide)))
    return _sorted(close), _sorted(others)


def _sorted(found: Iterable[tuple[float, Matter]]) -> list[Matter]:
    return [matter for _, matter in sorted(found, key=lambda one: one[0])]


def _is_needed(part: Item | Door, guide: Guide) -> bool:
    """特困 is for those whom nobody supports, a union's help for employees, whatever else speaks
    for it."""
    needs = texts("colours")["needs"].get(part.topic)
    if part.topic not in guide.topics or not needs:
        return part.topic in guide.topics
    return any(says(m.facts.get(fact)) for m in guide.household.members for fact in needs)


def _of_an_old_plan(screening: Screening, guide: Guide, usual: Reading | None) -> Iterator[Matter]:
    """What stands in a plan whose time is over, for those of whom something rare was told."""
    if usual is None:
        return
    words = texts("colours")
    over = {d.id for d in screening.documents if d.perhaps_ended}
    for item in usual[0].items:
        shown = signs(item, guide)
        fits = item.verdict in ("eligible", "unknown") and item.strength == "firm"
        if item.document in over and item.kind == "benefit" and fits and shown & {*words["rare"]}:
            seen = _seen(item, shown, screening, guide)
            yield dataclasses.replace(seen, missing=(), do=words["old_plan"])


def _seen(part: Item | Door, shown: Collection[str], screening: Screening, guide: Guide) -> Matter:
    """The matter, for those of whom the signs were told."""
    persons = [m for m in guide.household.members if m.name in _members(part)]
    named = [m.name for m in persons if any(says(m.facts.get(fact)) for fact in shown)]
    return Matter(
        text=part.label,
        members=tuple(guide.not_all(named)),
        missing=tuple(_open(part)),
        cite=cited(part, screening),
        place=part.apply_at,
        topic=part.topic,
    )


def signs(part: Item | Door, guide: Guide) -> set[str]:
    """What was told and speaks for a clause: who one is and where one lives alone does not."""
    shown: Mapping[str, Any] = texts("shorthand")
    worth = {*shown["household"], *shown["member"]}
    return guide.told(_key(part), _members(part)) & worth


def _members(part: Item | Door) -> list[str]:
    return part.members if isinstance(part, Door) else part.members or part.members_unknown


def _open(part: Item | Door) -> list[Missing]:
    """What somebody here could still tell, each fact once."""
    missing = [one for one in part.missing if one.because in ("not_asked", "dont_know")]
    return list({one.label: one for one in missing}.values())


def hangs_on(matter: Matter, most: int = 2) -> str:
    """“收入、财产”: what a matter still hangs on, in short; empty where nothing is to be named."""
    words = texts("colours")
    named = [one for one in matter.missing if one.fact not in words["dull"]]
    labels = [words["labels"].get(one.fact, one.label) for one in named]
    labels = [label if len(label) <= _LONG else words["office"] for label in labels]
    return "、".join(list(dict.fromkeys(labels))[:most])
