"""Statuses to apply for first: what is open, papers, days, and what each would bring nearer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.replies.citing import cited
from bot.replies.next_steps import counter_sentence
from bot.replies.offers import for_whom
from bot.replies.report_items import missing_lines
from eligibility import Door, Screening
from eligibility.guide import Guide

_OPENED = 4
"""How many of the things a status brings nearer are named."""


def door_lines(screening: Screening, guide: Guide) -> list[str]:
    """The doors for which something speaks; the others by name."""
    lines = ["", "【可以先申请的身份】"] if guide.doors else []
    for door in guide.doors:
        lines += _door(door, screening, guide)
    waiting = [door.label for door in screening.doors if door not in guide.doors]
    if waiting:
        lines += ["", f"要再说几样才看得出的身份：{'、'.join(waiting)}"]
    return lines


def _door(door: Door, screening: Screening, guide: Guide) -> Iterator[str]:
    whom = for_whom(guide.not_all(door.members))
    yield f"· {door.label}{whom}：去{door.apply_at}{cited(door, screening)}"
    if door.line:
        yield f"  {door.line}。"
    if door.verdict == "unknown":
        yield from (f"  {line}" for line in missing_lines(door.missing, guide))
    limits = "；".join(f"{limit.text}〔{guide.cite(limit.source)}〕" for limit in door.days)
    if limits:
        yield f"  多久：{limits}"
    papers = "、".join(paper.text for paper in door.papers)
    if papers:
        yield f"  要带：{papers}"
    wish = f"我想{door.label.partition('（')[0]}，请收下申请。"
    yield f"  可以这样说：“{counter_sentence(guide, door.status, wish)}”"
    if door.unlocks:
        yield f"  办成以后，这些会更近一步：{_opened(door, screening)}"
    if door.then:
        yield f"  {door.then}"


def _opened(door: Door, screening: Screening) -> str:
    labels = {item.clause: item.label for item in screening.items}
    opened = list(dict.fromkeys(labels[c] for c in door.unlocks if c in labels))
    more = f"等{len(opened)}项" if len(opened) > _OPENED else ""
    return "、".join(opened[:_OPENED]) + more
