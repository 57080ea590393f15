"""The full account of a screening, line by line: what may be applied for in full, what is still
open by name; nothing dropped, every line with its clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.replies.citing import cited, dated
from bot.replies.next_steps import steps
from bot.replies.offers import for_whom, names, offers
from bot.replies.report_doors import door_lines
from bot.replies.report_items import closed_lines, few, topic_lines, waiting_lines
from bot.replies.rights import rights_lines
from eligibility import Group, Screening
from eligibility.telling.guide import Guide

# Plain words first; the group's own name follows in brackets.
_TIERS = {
    "safety_net": "由政府兜底帮助的一类",
    "marginal": "比低保宽一些、日子也紧的一类",
    "other_hardship": "遇到大事、一时困难的一类",
}


def report(screening: Screening, guide: Guide) -> list[str]:
    """The lines of the account. Rights come first where something went wrong; then what the
    short messages named first."""
    ranked = offers(screening, guide, urgent=False)
    topics = list(dict.fromkeys([*(offer.topic for offer in ranked), *guide.topics]))
    rights = rights_lines(screening, guide)
    items = [line for topic in topics for line in topic_lines(topic, screening, guide)]
    doors = door_lines(screening, guide)
    return [
        *_documents(screening),
        *(rights if guide.trouble else []),
        "",
        *_groups(screening),
        *old_lines(screening),
        *_held(screening),
        *([*doors, *items] if ranked and ranked[0].is_door else [*items, *doors]),
        *steps(guide, topics),
        *_windows(guide),
        *_events(guide),
        *([] if guide.trouble else rights),
        *waiting_lines(topics, screening, guide),
        *_services(screening),
        *_city(screening),
        *closed_lines(screening, guide),
        *_over(screening),
        *_units(guide),
    ]


def _documents(screening: Screening) -> Iterator[str]:
    """What the account rests on; a plan whose time is over has its own line further down."""
    shown = [document for document in screening.documents if not document.perhaps_ended]
    drafts = [d for d in shown if d.review != "approved"]
    both = "都" if len(drafts) > 1 else ""
    state = f"（{both}未经民政部门审核·试用）" if drafts else ""
    yield f"依据：{'、'.join(dated(document) for document in shown)}{state}"
    for document in screening.documents:
        yield from document.notices


def _groups(screening: Screening) -> Iterator[str]:
    shown = [group for group in screening.groups if group.verdict in ("eligible", "unknown")]
    met = [group for group in shown if group.verdict == "eligible"]
    if not shown:
        yield "按您说的，还看不出属于文件里的哪一类。"
    for group in met:
        why = "；".join(r.text for r in group.reasons if r.verdict == "eligible")
        whom = for_whom(group.members)
        yield f"您家{whom}初步属于{_kind(group)}：{why}〔{group.citation.section}〕"
    if not met:
        for group in _one_per_group(shown):
            needs = names(group.missing, 2)
            yield f"是不是{_kind(group)}，要看{needs}〔{group.citation.section}〕"


def _kind(group: Group) -> str:
    return f"{_TIERS[group.tier]}（{group.label}）"


def _one_per_group(groups: Sequence[Group]) -> list[Group]:
    return list({group.group: group for group in reversed(groups)}.values())[::-1]


def old_lines(screening: Screening) -> list[str]:
    """Lines of an old document that others set today: never a plain no."""
    return [
        f"按{line.year}年文件没到“{line.label}”这条线，现行线请窗口核。"
        for line in screening.old_lines
    ]


def _held(screening: Screening) -> list[str]:
    """What the household has already: never shown as new, never added up."""
    held = [item for item in screening.items if item.already and item.verdict == "eligible"]
    told = [f"{i.label}{for_whom(i.members)}{cited(i, screening)}" for i in held]
    return ["", f"【已享受】{'、'.join(told)}"] if told else []


def _services(screening: Screening) -> list[str]:
    over = {document.id for document in screening.documents if document.perhaps_ended}
    soft = [
        item
        for item in screening.items
        if item.kind == "soft"
        and item.verdict in ("eligible", "unknown")
        and item.document not in over
    ]
    labels = "、".join(f"{item.label}{cited(item, screening)}" for item in soft)
    return ["", f"另有{len(soft)}项服务可以问村（居）委会：{labels}"] if soft else []


def _city(screening: Screening) -> list[str]:
    items = screening.also_in_city_document
    lines = [
        f"· {item.label}：{item.missing[0].label}"
        f"〔{item.citation.document} {item.citation.section}〕"
        for item in items
    ]
    return ["", "市里的文件还写了，县里的文件没有写：", *lines] if lines else []


def _windows(guide: Guide) -> list[str]:
    """Addresses, hours and rules that the deployment has filled in."""
    lines = [f"· {name}：{text}" for name, text in guide.local_texts.items()]
    for window in guide.windows:
        told = (window.name, window.address, window.hours, window.telephone)
        lines.append(f"· {window.town}：{'，'.join(filter(None, told))}")
    return ["", "【当地的窗口和规定】", *lines] if lines else []


def _events(guide: Guide) -> list[str]:
    """What would change a result that has nothing to offer: events only."""
    lines = [f"· {event}：{few(labels, '项')}" for event, labels in guide.events.items()]
    return ["", "【以后遇上这些事，可以再来问】", *lines] if lines else []


def _over(screening: Screening) -> Iterator[str]:
    """A plan whose time is over, in one line: it may still be asked for."""
    for document in screening.documents:
        items = [
            item
            for item in screening.items
            if item.document == document.id and item.verdict in ("eligible", "unknown")
        ]
        if document.perhaps_ended and items:
            benefits = [item for item in items if item.kind == "benefit"] or items
            labels = "、".join(dict.fromkeys(item.label for item in benefits))
            yield ""
            yield f"{dated(document)}的方案里还有{len(items)}项，是不是还在办请问窗口：{labels}"


def _units(guide: Guide) -> list[str]:
    """The responsible units of what was offered, with what they are called today."""
    units = dict.fromkeys(
        unit for item in guide.offered if item.document != "national" for unit in item.offices
    )
    today = guide.offices_today
    named = [f"{unit}（现在：{today[unit]}）" if unit in today else unit for unit in units]
    return ["", f"文件写的责任单位：{'、'.join(named)}"] if named else []
