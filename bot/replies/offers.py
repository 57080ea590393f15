"""What to name first: the matters a household could take up, one per topic, best first."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from bot.replies.amounts import amount_text
from eligibility import Door, Item, Screening
from eligibility.guide import Guide
from eligibility.screening import Missing

LIVING, RELIEF = "living", "relief"


@dataclasses.dataclass(frozen=True)
class Offer:
    """One matter: what, for whom, how it stands, where to go, how much."""

    topic: str
    label: str
    for_whom: str
    standing: str
    aside: str
    apply_at: str
    amount: str
    weight: int
    key: str
    """The clause, or the status of a door."""


def offers(screening: Screening, guide: Guide, urgent: bool) -> list[Offer]:
    """At most one offer a topic, the most useful first; nothing soft, nothing procedural."""
    found = [*_from_items(screening, guide), *_from_doors(guide, urgent)]
    best: dict[str, Offer] = {}
    for offer in sorted(found, key=lambda one: -one.weight):
        best.setdefault(offer.topic, offer)
    return [offer for offer in best.values() if offer.topic in guide.topics]


def _from_items(screening: Screening, guide: Guide) -> Iterable[Offer]:
    asking = screening.next is not None and screening.next.stage == "core"
    for topic in dict.fromkeys(item.topic for item in guide.offered):
        of_topic = [item for item in guide.offered if item.topic == topic]
        met = [item for item in of_topic if item.verdict == "eligible"]
        if met:
            yield _item_offer(met, screening, guide)
        elif not asking:
            # While questions are open, what an office settles may still turn out not to matter.
            yield _item_offer(of_topic, screening, guide)


def _item_offer(items: Sequence[Item], screening: Screening, guide: Guide) -> Offer:
    first = min(items, key=_usefulness)
    document = next(d for d in screening.documents if d.id == first.document)
    more = f"等{len(items)}项" if len(items) > 1 else ""
    met = first.verdict == "eligible"
    law = f"按{first.citation.document}，" if first.lead else ""
    return Offer(
        topic=first.topic,
        label=first.label + more,
        for_whom=for_whom(guide.not_all(first.members or first.members_unknown)),
        standing=law + ("按您说的初步符合" if met else f"要看{names(first.missing)}"),
        aside="，初步符合" if met else f"，要看{names(first.missing, 1)}",
        apply_at=first.apply_at,
        amount=amount_text(first, document, screening.as_of),
        weight=_item_weight(first, met),
        key=first.clause,
    )


def _usefulness(item: Item) -> tuple[bool, bool, bool]:
    """Where the place's document is closed the law of the country leads; then what is firm and
    has a figure."""
    return not item.lead, item.strength != "firm", item.amount is None


def _from_doors(guide: Guide, urgent: bool) -> Iterable[Offer]:
    for rank, door in enumerate(guide.doors):
        yield Offer(
            topic=door.topic,
            label=door.label,
            for_whom=for_whom(guide.not_all(door.members)) if len(door.members) < 3 else "",
            standing=_door_standing(door),
            aside="",
            apply_at=door.apply_at,
            amount=door.line or (door.then or "").partition("；")[0].rstrip("。"),
            weight=_door_weight(door, urgent, rank),
            key=door.status,
        )


def _door_standing(door: Door) -> str:
    if door.verdict == "eligible":
        return "按您说的可以去申请"
    return f"可以去申请，窗口看{names(door.missing)}" if door.missing else "可以去申请"


# What to do first: money that is due, then the status that opens most, then help in kind.
_URGENT, _LEADING, _MONEY, _STATUS, _HELP, _MAY, _DOOR, _WAITING = 100, 80, 70, 60, 55, 50, 40, 20


def _item_weight(item: Item, met: bool) -> int:
    if item.lead and (met or item.topic == RELIEF):
        return _LEADING
    if not met:
        return _WAITING
    if item.strength != "firm":
        return _MAY
    return _MONEY if item.amount is not None else _HELP


def _door_weight(door: Door, urgent: bool, rank: int) -> int:
    """Doors in the order of their pack: the one that carries furthest stands first there."""
    if urgent and door.topic == RELIEF:
        return _URGENT
    base = _STATUS if door.topic == LIVING else _DOOR
    return base - rank + (5 if door.verdict == "eligible" else 0)


def for_whom(members: Sequence[str]) -> str:
    """“（女儿、儿子）”, or nothing where the whole household is meant."""
    return f"（{'、'.join(members)}）" if members else ""


def names(missing: Iterable[Missing], limit: int = 2) -> str:
    """What it depends on, named; the first few where there are more."""
    labels = list(dict.fromkeys(one.label for one in missing))
    shown = "".join(f"“{label}”" for label in labels[:limit])
    return shown + (f"等{len(labels)}样" if len(labels) > limit else "")
