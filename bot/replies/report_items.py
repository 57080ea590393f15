"""What may be applied for, topic by topic; what is open, by name; what is closed, and why."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from bot.replies.amounts import amount_text
from bot.replies.citing import cited, document_of
from bot.replies.offers import for_whom
from eligibility import Item, Screening
from eligibility.guide import Guide
from eligibility.screening import Missing

_CAUSES = {
    "not_asked": "还没说到",
    "dont_know": "还不清楚",
    "declined": "没有说",
    "outside_parameter": "当地的数字，请问窗口",
    "office_decides": "由机关认定",
    "text_is_silent": "文件没有写清",
}
_NAMED = 6
"""How many things that are still open are named in one line."""


def topic_lines(topic: str, screening: Screening, guide: Guide) -> list[str]:
    """What is offered of a topic in full; what else it holds in one line."""
    offered = [item for item in guide.offered if item.topic == topic]
    waiting = [item for item in guide.waiting if item.topic == topic]
    if not offered and not waiting:
        return []
    # Where the place's own document is closed, the law of the country comes first.
    offered.sort(key=lambda item: (not item.lead, item.verdict != "eligible"))
    head = guide.topics[topic]
    place = (offered or waiting)[0].apply_at
    lines = ["", f"【{head.label}】去{place}{hotline(topic)}"]
    for item in offered:
        lines += _item(item, screening, guide)
    if waiting:
        lines.append(f"{'另外还' if offered else ''}要再说几样才看得出：{_labels(waiting)}")
    return lines


def _labels(items: Sequence[Item]) -> str:
    labels = list(dict.fromkeys(item.label for item in items))
    more = f"等{len(labels)}项" if len(labels) > _NAMED else ""
    return "、".join(labels[:_NAMED]) + more


def hotline(topic: str) -> str:
    """“，也可以打 12393（医保）” where a line of its own is open; else nothing."""
    number = _hotlines().get(topic)
    return f"，也可以打 {number}" if number else ""


@functools.cache
def _hotlines() -> dict[str, str]:
    text = Path(__file__).with_name("hotlines.yml").read_text(encoding="utf-8")
    return {name: str(number) for name, number in yaml.safe_load(text).items()}


def _item(item: Item, screening: Screening, guide: Guide) -> Iterator[str]:
    standing = "初步符合" if item.verdict == "eligible" else "要看条件"
    may = "（可以申请，由窗口决定）" if item.strength == "discretionary" else ""
    law = "本地文件对不上，国家的规定可以走这条路，" if item.lead else ""
    whom = for_whom(guide.not_all(item.members or item.members_unknown))
    yield f"· {item.label}{whom}：{law}{standing}{may}{cited(item, screening)}"
    if item.parts:
        yield f"  包括：{'、'.join(item.parts)}"
    amount = amount_text(item, document_of(item, screening), screening.as_of)
    if amount:
        yield f"  {amount}。"
    if item.verdict == "unknown":
        yield from (f"  {line}" for line in missing_lines(item.missing, guide))
    if item.note:
        yield f"  {item.note}"


def missing_lines(missing: Sequence[Missing], guide: Guide) -> Iterator[str]:
    """What it depends on, by cause: who or what settles it, and whose it is."""
    for cause, said in _CAUSES.items():
        of_cause = [one for one in missing if one.because == cause]
        labels = dict.fromkeys(one.label for one in of_cause)
        if labels:
            told = [
                _label(label, [m for m in of_cause if m.label == label], guide) for label in labels
            ]
            more = f"等{len(told)}样" if len(told) > _NAMED else ""
            yield f"{said}：{'、'.join(told[:_NAMED])}{more}"


def _label(label: str, missing: Sequence[Missing], guide: Guide) -> str:
    whose = guide.not_all([one.member for one in missing if one.member])
    persons = "、".join(name for name in whose if name != "本人")
    settled = f"，问{missing[0].settled_by}" if missing[0].settled_by else ""
    aside = (persons + settled).lstrip("，")
    return f"{label}（{aside}）" if aside else label


def closed_lines(screening: Screening, guide: Guide) -> list[str]:
    """What the place's own documents close, by topic, with what is lacking."""
    closed = [
        item
        for item in screening.items
        if item.verdict == "not_eligible" and item.kind == "benefit" and item.document != "national"
    ]
    lines = [
        line
        for topic, head in guide.topics.items()
        for line in _closed([i for i in closed if i.topic == topic], head.label, screening)
    ]
    ended = [i for i in screening.items if i.verdict == "ended"]
    lines += [f"· {i.label}：文件写明的期限已过{cited(i, screening)}" for i in ended]
    return ["", "【按本地文件暂时还对不上的】", *lines] if lines else []


def _closed(items: Sequence[Item], label: str, screening: Screening) -> Iterator[str]:
    lacking = dict.fromkeys(
        reason.text for item in items for reason in item.reasons if reason.verdict == "not_eligible"
    )
    if lacking:
        shown = "；".join(list(lacking)[:3])
        sections = "".join(dict.fromkeys(cited(item, screening) for item in items))
        yield f"· {label}有{len(items)}项还差：{shown}{sections}"
