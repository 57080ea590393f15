"""What to name first: the matters a household could take up, one per topic, best first."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from bot.replies.amounts import amount_text
from bot.replies.citing import document_of
from eligibility import Door, Item, Range, Screening
from eligibility.telling.guide import Guide, is_settled
from eligibility.telling.screening import Missing

LIVING, RELIEF = "living", "relief"


@dataclasses.dataclass(frozen=True)
class Offer:
    """One matter: what, for whom, how it stands, where to go, what else fits into a message."""

    topic: str
    label: str
    more: str
    """“等3项” where the topic holds more."""
    members: tuple[str, ...]
    met: bool
    standing: str
    aside: str
    apply_at: str
    extras: tuple[str, ...]
    """How much, and the pitfall; said where there is room."""
    weight: int
    key: str
    """The clause, or the status of a door."""
    is_door: bool = False

    @property
    def named(self) -> str:
        return self.label + self.more + for_whom(self.members)


def offers(screening: Screening, guide: Guide, urgent: bool) -> list[Offer]:
    """At most one offer a topic, the most useful first; nothing soft, nothing procedural, nothing
    that only hangs on whether somebody old goes to school or to work."""
    found = [*_from_items(screening, guide), *_from_doors(guide, urgent)]
    best: dict[str, Offer] = {}
    for offer in sorted(found, key=lambda one: -one.weight):
        best.setdefault(offer.topic, offer)
    return [offer for offer in best.values() if offer.topic in guide.topics]


def _from_items(screening: Screening, guide: Guide) -> Iterable[Offer]:
    doors = {door.clause for door in guide.doors}
    for topic in dict.fromkeys(item.topic for item in guide.offered):
        of_topic = [
            item
            for item in guide.offered
            if item.topic == topic and item.clause not in doors and not _is_idle(item, guide)
        ]
        met = [item for item in of_topic if item.verdict == "eligible"]
        if of_topic:
            yield _item_offer(met or of_topic, screening, guide)


def _is_idle(item: Item | Door, guide: Guide) -> bool:
    """Whether school or work is open of nobody but the old: worth no way to an office."""
    if item.verdict == "eligible":
        return False
    ages = {member.name: member.facts.get("age") for member in guide.household.members}
    of_age = [one.member for one in item.missing if one.fact in _OF_THE_YOUNGER]
    return bool(of_age) and all(_is_old(ages.get(name or "")) for name in of_age)


def _is_old(age: object) -> bool:
    if isinstance(age, Range):
        age = age.low
    return isinstance(age, (int, float)) and age >= _OLD


def _item_offer(items: Sequence[Item], screening: Screening, guide: Guide) -> Offer:
    first = min(items, key=lambda item: _usefulness(item, guide))
    document = document_of(first, screening)
    more = f"等{len(items)}项" if len(items) > 1 else ""
    met = first.verdict == "eligible"
    law = f"本地文件对不上，按{first.citation.document}" if first.lead else "按您说的"
    return Offer(
        topic=first.topic,
        label=first.label,
        more=more,
        members=tuple(guide.not_all(first.members or first.members_unknown)),
        met=met,
        standing=law + ("初步符合" if met else f"可以去问，要看{names(first.missing)}"),
        aside="，初步符合" if met else f"，要看{names(first.missing, 1)}",
        apply_at=first.apply_at,
        extras=tuple(filter(None, (amount_text(first, document, screening.as_of), first.note))),
        weight=_item_weight(first, met, guide),
        key=first.clause,
    )


def _usefulness(item: Item, guide: Guide) -> tuple[bool, bool, bool, bool]:
    """Where the place's document is closed the law of the country leads; then what answers the
    costs that were told, what is firm and has a figure."""
    has_costs = bool(guide.told(item.clause, item.members or item.members_unknown) & _COSTS)
    return not item.lead, not has_costs, item.strength != "firm", item.amount is None


def _from_doors(guide: Guide, urgent: bool) -> Iterable[Offer]:
    useful = [door for door in guide.doors if not _is_idle(door, guide)]
    for rank, door in enumerate(in_order(useful)):
        yield Offer(
            topic=door.topic,
            label=door.label,
            more="",
            members=tuple(guide.not_all(door.members)),
            met=door.verdict == "eligible",
            standing=_door_standing(door),
            aside="",
            apply_at=door.apply_at,
            extras=tuple(filter(None, (door.line, door.then))),
            weight=_door_weight(door, urgent, rank),
            key=door.status,
            is_door=True,
        )


def in_order(doors: Iterable[Door]) -> list[Door]:
    """What is open on everything told first, then the status that carries furthest."""
    return sorted(
        doors,
        key=lambda d: (d.verdict != "eligible", _FURTHEST.get(d.status, len(_FURTHEST))),
    )


def _door_standing(door: Door) -> str:
    if door.verdict == "eligible":
        return "按您说的可以去申请"
    hidden = {"outside_parameter"} if door.line else set()
    open_still = [one for one in door.missing if one.because not in hidden]
    return f"可以去申请，窗口要看{names(open_still)}" if open_still else "可以去申请"


# Of the statuses of one topic, the one that carries furthest is named.
_FURTHEST = {
    status: rank for rank, status in enumerate(("tekun", "dibao", "dibao_single", "low_income"))
}
_OLD = 65
_OF_THE_YOUNGER = frozenset({"student_stage", "employee", "looking_for_work", "wants_startup_loan"})
_COSTS = frozenset(
    {
        *("inpatient_self_pay", "outpatient_self_pay", "self_paid_cost"),
        *("rigid_expense_12m", "medical_unpaid"),
    }
)
# What to do first: a life, money that is due, then the status that opens most, then help in kind.
_LIFE, _URGENT, _LEADING, _MONEY, _STATUS, _HELP, _MAY, _DOOR, _WAITING = (
    *(110, 100, 80, 70, 60, 55, 50, 40, 20),
)


def _item_weight(item: Item, met: bool, guide: Guide) -> int:
    told = guide.told(item.clause, item.members or item.members_unknown)
    if met and "medical_emergency" in told:
        return _LIFE
    if item.lead and item.topic == RELIEF:
        return _LEADING
    weight = _WAITING if not met else _met_weight(item)
    return weight + 2 * bool(told & _COSTS) + item.lead


def _met_weight(item: Item) -> int:
    if item.topic == LIVING and item.amount is None:
        return _DOOR
    if item.strength != "firm":
        return _MAY
    return _MONEY if item.amount is not None else _HELP


def _door_weight(door: Door, urgent: bool, rank: int) -> int:
    if urgent and door.topic == RELIEF:
        return _URGENT
    ready = door.verdict == "eligible" or is_settled(door.missing)
    base = _STATUS if ready and door.status in _FURTHEST else _DOOR
    return base - rank + (5 if door.verdict == "eligible" else 0)


def for_whom(members: Sequence[str]) -> str:
    """“（女儿、儿子）”, or nothing where the whole household is meant."""
    return f"（{'、'.join(members)}）" if members else ""


def names(missing: Iterable[Missing], limit: int = 2) -> str:
    """What it depends on, named; the first few where there are more."""
    labels = list(dict.fromkeys(one.label for one in missing))
    shown = "".join(f"“{label}”" for label in labels[:limit])
    return shown + (f"等{len(labels)}样" if len(labels) > limit else "")
