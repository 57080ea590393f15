"""What to name first: the matters a household could take up, one per topic, best first."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from bot.replies.amounts import amount_text
from eligibility import Door, Item, Screening
from eligibility.packs import Topic
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


def offers(screening: Screening, topics: Mapping[str, Topic], urgent: bool) -> list[Offer]:
    """At most one offer a topic, the most useful first; nothing soft, nothing procedural."""
    found = [*_from_items(screening), *_from_doors(screening, urgent)]
    best: dict[str, Offer] = {}
    for offer in sorted(found, key=lambda one: -one.weight):
        best.setdefault(offer.topic, offer)
    return [offer for offer in best.values() if offer.topic in topics]


def _from_items(screening: Screening) -> Iterable[Offer]:
    benefits = [
        item
        for item in screening.items
        if item.kind == "benefit" and item.verdict in ("eligible", "unknown")
    ]
    asking = screening.next is not None and screening.next.stage == "core"
    for topic in dict.fromkeys(item.topic for item in benefits):
        met = [i for i in benefits if i.topic == topic and i.verdict == "eligible"]
        if met:
            yield _item_offer(met, screening)
            continue
        # While questions are open, what an office settles may still turn out not to matter.
        waiting = (
            [] if asking else [i for i in benefits if i.topic == topic and _only_offices(i.missing)]
        )
        if waiting:
            yield _item_offer(waiting, screening)


def _item_offer(items: Sequence[Item], screening: Screening) -> Offer:
    lead = min(items, key=lambda item: (item.strength != "firm", item.amount is None))
    document = next(d for d in screening.documents if d.id == lead.document)
    more = f"等{len(items)}项" if len(items) > 1 else ""
    met = lead.verdict == "eligible"
    return Offer(
        topic=lead.topic,
        label=lead.label + more,
        for_whom=for_whom(lead.members or lead.members_unknown),
        standing="按您说的初步符合" if met else f"要看{names(lead.missing)}",
        aside="，初步符合" if met else f"，要看{names(lead.missing, 1)}",
        apply_at=lead.apply_at,
        amount=amount_text(lead, document, screening.as_of),
        weight=_item_weight(lead, met),
    )


def _from_doors(screening: Screening, urgent: bool) -> Iterable[Offer]:
    for rank, door in enumerate(screening.doors):
        yield Offer(
            topic=door.topic,
            label=door.label,
            for_whom=for_whom(door.members) if len(door.members) < 3 else "",
            standing=_door_standing(door),
            aside="",
            apply_at=door.apply_at,
            amount="",
            weight=_door_weight(door, urgent, rank),
        )


def _door_standing(door: Door) -> str:
    if door.verdict == "eligible":
        return "按您说的可以去申请"
    return f"可以去申请，窗口看{names(door.missing)}" if door.missing else "可以去申请"


# What to do first: money that is due, then the status that opens most, then help in kind.
_URGENT, _MONEY, _STATUS, _HELP, _MAY, _DOOR, _WAITING = 100, 70, 60, 55, 50, 40, 20


def _item_weight(item: Item, met: bool) -> int:
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


def _only_offices(missing: Iterable[Missing]) -> bool:
    """Whether nothing but an office's decision, or a silent text, stands in the way."""
    causes = {one.because for one in missing}
    return bool(causes) and causes <= {"office_decides", "text_is_silent", "outside_parameter"}


def for_whom(members: Sequence[str]) -> str:
    """“（女儿、儿子）”, or nothing where the whole household is meant."""
    return f"（{'、'.join(members)}）" if members else ""


def names(missing: Iterable[Missing], limit: int = 2) -> str:
    """What it depends on, named; the first few where there are more."""
    labels = list(dict.fromkeys(one.label for one in missing))
    shown = "".join(f"“{label}”" for label in labels[:limit])
    return shown + (f"等{len(labels)}样" if len(labels) > limit else "")
