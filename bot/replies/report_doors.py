"""Statuses to apply for first: what is open, papers, days, and what each would bring nearer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.replies.citing import cited
from bot.replies.counter import counter_sentence, wish
from bot.replies.offers import for_whom, in_order
from bot.replies.report_items import missing_text
from eligibility import Door, Screening
from eligibility.telling.guide import Guide

_IN_FULL = 3
"""How many doors are told in full."""
_OPENED = 4
"""How many of the things a status brings nearer are named."""


def door_lines(screening: Screening, guide: Guide) -> list[str]:
    """The doors for which something speaks: the first in full, the others with where to go."""
    ranked = in_order(guide.doors)
    lines = ["", "【可以先申请的身份】"] if ranked else []
    seen: set[str] = set()
    for door in ranked[:_IN_FULL]:
        lines += _door(door, screening, guide)
        lines += _days_and_papers(door, guide, seen)
        lines += _afterwards(door, screening)
    return [*lines, *(_briefly(door, screening, guide) for door in ranked[_IN_FULL:])]


def _briefly(door: Door, screening: Screening, guide: Guide) -> str:
    whom = for_whom(guide.not_all(door.members))
    line = f"。{door.line}" if door.line else ""
    return f"· {door.label}{whom}：去{door.apply_at}{cited(door, screening)}{line}"


def _door(door: Door, screening: Screening, guide: Guide) -> Iterator[str]:
    members = guide.not_all(door.members)
    yield f"· {door.label}{for_whom(members)}：去{door.apply_at}{cited(door, screening)}"
    # The line's sentence names the figure that is missing.
    missing = [m for m in door.missing if not (door.line and m.because == "outside_parameter")]
    told = [door.line, missing_text(missing, guide) if door.verdict == "unknown" else ""]
    if any(told):
        yield f"  {'。'.join(filter(None, told))}。"
    said = counter_sentence(guide, door.status, wish(door.label, members), members)
    yield f"  可以这样说：“{said}”"


def _days_and_papers(door: Door, guide: Guide, seen: set[str]) -> Iterator[str]:
    limits = "；".join(f"{limit.text}〔{guide.cite(limit.source)}〕" for limit in door.days)
    papers = "、".join(paper.text for paper in door.papers)
    for name, text in (("多久", limits), ("要带", papers)):
        if text and text not in seen:
            yield f"  {name}：{text}"
            seen.add(text)
        elif text:
            yield f"  {name}：同上"


def _afterwards(door: Door, screening: Screening) -> Iterator[str]:
    over = {document.id for document in screening.documents if document.perhaps_ended}
    labels = {i.clause: i.label for i in screening.items if i.document not in over}
    opened = list(dict.fromkeys(labels[c] for c in door.unlocks if c in labels))
    more = f"等{len(opened)}项" if len(opened) > _OPENED else ""
    nearer = f"办成了，会更近一步的有{'、'.join(opened[:_OPENED])}{more}" if opened else ""
    told = [(door.then or "").rstrip("。"), nearer]
    if any(told):
        yield f"  {'。'.join(filter(None, told))}。"
