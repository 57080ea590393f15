"""What may be applied for, topic by topic; what is open, by name; what is closed, and why."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.replies.amounts import amount_text
from bot.replies.citing import cited, document_of
from bot.replies.offers import for_whom
from eligibility import Item, Screening
from eligibility.files.yamlfile import read_yaml
from eligibility.telling.guide import Guide
from eligibility.telling.screening import Missing

_CAUSES = {
    "not_asked": "还没说到",
    "dont_know": "还不清楚",
    "declined": "没有说",
    "outside_parameter": "当地的数字，请问窗口",
    "office_decides": "由窗口认定",
    "text_is_silent": "文件没有写清",
}
_NAMED = 5
"""How many things that are still open are named in one line."""
_SHOWN = 3
"""How many requirements of a topic are named."""


def few(labels: Sequence[str], measure: str) -> str:
    """The first of several labels, and how many there are when that is not all."""
    more = f"等{len(labels)}{measure}" if len(labels) > _NAMED else ""
    return "、".join(labels[:_NAMED]) + more


def topic_lines(topic: str, screening: Screening, guide: Guide) -> list[str]:
    """What is offered of a topic in full; what has a door of its own stands there."""
    doors = {door.clause for door in guide.doors}
    offered = [i for i in guide.offered if i.topic == topic and i.clause not in doors]
    if not offered:
        return []
    offered.sort(key=lambda item: (item.lead, item.verdict == "eligible"), reverse=True)
    head = guide.topics[topic]
    places = {item.apply_at for item in offered}
    place = offered[0].apply_at if len(places) == 1 else head.apply_at
    lines = ["", f"【{head.label}】去{place}{hotline(topic)}"]
    for index, item in enumerate(offered):
        # Where the place's own document is closed, the law of the country comes first.
        if item.lead and index == 0:
            lines.append("本地文件对不上，国家的规定可以走这条路：")
        elif not item.lead and index and offered[index - 1].lead:
            lines.append("别的：")
        lines += _item(item, place, screening, guide)
    return lines


def waiting_lines(topics: Sequence[str], screening: Screening, guide: Guide) -> list[str]:
    """What else is open, by topic and name; doors for which nothing speaks yet."""
    doors = [door.label for door in screening.doors if door not in guide.doors]
    lines = [f"· 可以先申请的身份：{'、'.join(doors)}"] if doors else []
    for topic in topics:
        labels = list(dict.fromkeys(i.label for i in guide.waiting if i.topic == topic))
        if labels:
            lines.append(f"· {guide.topics[topic].label}：{few(labels, '项')}")
    return ["", "【还要看情况的】", *lines] if lines else []


def hotline(topic: str) -> str:
    """“，也可以打 12393（医保）” where a line of its own is open; else nothing."""
    number = _hotlines().get(topic)
    return f"，也可以打 {number}" if number else ""


@functools.cache
def _hotlines() -> dict[str, str]:
    found = read_yaml(Path(__file__).with_name("hotlines.yml"))
    return {name: str(number) for name, number in found.items()}


def _item(item: Item, place: str, screening: Screening, guide: Guide) -> Iterator[str]:
    standing = "初步符合" if item.verdict == "eligible" else "要看条件"
    may = "（可以申请，由窗口决定）" if item.strength == "discretionary" else ""
    where = f"，去{item.apply_at}" if item.apply_at != place else ""
    whom = for_whom(guide.not_all(item.members or item.members_unknown))
    yield f"· {item.label}{whom}：{standing}{may}{where}{cited(item, screening)}"
    more = [
        f"包括：{'、'.join(item.parts)}" if item.parts else "",
        amount_text(item, document_of(item, screening), screening.as_of),
        missing_text(item.missing, guide) if item.verdict == "unknown" else "",
        (item.note or "").rstrip("。"),
    ]
    if any(more):
        yield f"  {'。'.join(filter(None, more))}。"


def missing_text(missing: Sequence[Missing], guide: Guide) -> str:
    """What it depends on, by cause: who or what settles it, and whose it is."""
    told = []
    for cause, said in _CAUSES.items():
        of_cause = [one for one in missing if one.because == cause]
        labels = list(dict.fromkeys(one.label for one in of_cause))
        if labels:
            named = [_label(x, [m for m in of_cause if m.label == x], guide) for x in labels]
            told.append(f"{said}：{few(named, '样')}")
    return "；".join(told)


def _label(label: str, missing: Sequence[Missing], guide: Guide) -> str:
    whose = guide.not_all([one.member for one in missing if one.member])
    persons = "、".join(name for name in whose if name != "本人")
    settled = f"，问{missing[0].settled_by}" if missing[0].settled_by else ""
    aside = (persons + settled).lstrip("，")
    return f"{label}（{aside}）" if aside else label


def closed_lines(screening: Screening, guide: Guide) -> list[str]:
    """What the place's own documents close, by topic, with what they ask for; a plan whose time
    is over closes nothing."""
    over = {document.id for document in screening.documents if document.perhaps_ended}
    own = [
        item
        for item in screening.items
        if item.kind == "benefit"
        and item.topic in guide.topics
        and item.topic not in ("rights", "oversight")
        and item.document not in over | {"national"}
    ]
    lines = _closed([item for item in own if item.verdict == "not_eligible"], screening, guide)
    lines += [
        f"· {i.label}：文件写明的期限已过{cited(i, screening)}" for i in own if i.verdict == "ended"
    ]
    return ["", "【按本地文件暂时还对不上的】", *lines] if lines else []


def _closed(items: Sequence[Item], screening: Screening, guide: Guide) -> list[str]:
    """“· 住房帮助2项、职工1项，文件要求：…〔四(二)〕〔五(二)〕”."""
    lacking: dict[str, list[str]] = {}
    cites: dict[str, list[str]] = {}
    for topic, head in guide.topics.items():
        closed = [item for item in items if item.topic == topic]
        wanted = dict.fromkeys(
            r.text for item in closed for r in item.reasons if r.verdict == "not_eligible"
        )
        if wanted:
            shown = "；".join(list(wanted)[:_SHOWN])
            lacking.setdefault(shown, []).append(f"{head.label}{len(closed)}项")
            cites.setdefault(shown, []).extend(cited(item, screening) for item in closed)
    return [
        f"· {'、'.join(topics)}，文件要求：{shown}{''.join(dict.fromkeys(cites[shown]))}"
        for shown, topics in lacking.items()
    ]
