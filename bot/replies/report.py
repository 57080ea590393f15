"""The full account of a screening, line by line: nothing dropped, every line with its clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.replies.amounts import amount_text
from bot.replies.offers import for_whom, names
from eligibility import Door, Group, Item, Screening
from eligibility.packs import Topic
from eligibility.screening import Missing

# Plain words first; the group's own name follows in brackets.
_TIERS = {
    "safety_net": "由政府兜底帮助的一类",
    "marginal": "比低保宽一些、日子也紧的一类",
    "other_hardship": "遇到大事、一时困难的一类",
}
_CAUSES = {
    "not_asked": "还没说到",
    "dont_know": "还不清楚",
    "declined": "没有说",
    "outside_parameter": "当地的数字，请问窗口",
    "office_decides": "由机关认定",
    "text_is_silent": "文件没有写清",
}


def report(screening: Screening, topics: Mapping[str, Topic]) -> list[str]:
    """The lines of the account."""
    lines = [*_documents(screening), "", *_groups(screening)]
    for topic in topics:
        lines += _topic(topic, screening, topics)
    lines += _doors(screening.doors)
    lines += _services(screening)
    lines += _city(screening)
    lines += _negatives(screening, topics)
    return lines


def _documents(screening: Screening) -> Iterator[str]:
    for document in screening.documents:
        state = "" if document.review == "approved" else "（未经民政部门审核·试用）"
        yield f"依据：{document.number}，{document.issued.year}年印发{state}"
        yield from document.notices


def _groups(screening: Screening) -> Iterator[str]:
    shown = [group for group in screening.groups if group.verdict in ("eligible", "unknown")]
    if not shown:
        yield "按您说的，还看不出属于文件里的哪一类。"
    met = [group for group in shown if group.verdict == "eligible"]
    for group in met or _one_per_group(shown):
        yield _group(group)


def _one_per_group(groups: Sequence[Group]) -> list[Group]:
    return list({group.group: group for group in reversed(groups)}.values())[::-1]


def _group(group: Group) -> str:
    kind = f"{_TIERS[group.tier]}（{group.label}）"
    cited = f"〔{group.citation.section}〕"
    whom = for_whom(group.members)
    if group.verdict == "eligible":
        why = "；".join(r.text for r in group.reasons if r.verdict == "eligible")
        return f"您家{whom}初步属于{kind}：{why}{cited}"
    return f"是不是{kind}，要看{names(group.missing, 3)}{cited}"


def _topic(topic: str, screening: Screening, topics: Mapping[str, Topic]) -> list[str]:
    items = [
        item
        for item in screening.items
        if item.topic == topic
        and item.kind != "soft"
        and item.verdict in ("eligible", "unknown")
        and item.strength != "soft"
    ]
    if not items:
        return []
    head = topics[topic]
    lines = ["", f"【{head.label}】去{head.apply_at}"]
    for item in items:
        lines += _item(item, screening)
    offices = list(dict.fromkeys(office for item in items for office in item.offices))
    if offices:
        lines.append(f"责任单位：{'、'.join(offices)}")
    return lines


def _item(item: Item, screening: Screening) -> Iterator[str]:
    document = next(d for d in screening.documents if d.id == item.document)
    standing = "初步符合" if item.verdict == "eligible" else "要看条件"
    may = "（可以申请，由窗口决定）" if item.strength == "discretionary" else ""
    whom = for_whom(item.members or item.members_unknown)
    yield f"· {item.label}{whom}：{standing}{may}〔{item.citation.section}〕"
    if item.parts:
        yield f"  包括：{'、'.join(item.parts)}"
    amount = amount_text(item, document, screening.as_of)
    if amount:
        yield f"  {amount}。"
    if item.verdict == "unknown":
        yield from (f"  {line}" for line in missing_lines(item.missing))
    if item.note:
        yield f"  {item.note}"


def missing_lines(missing: Sequence[Missing]) -> Iterator[str]:
    """What it depends on, by cause: who or what settles it, and whose it is."""
    for cause, said in _CAUSES.items():
        of_cause = [one for one in missing if one.because == cause]
        labels = dict.fromkeys(one.label for one in of_cause)
        if labels:
            told = (_label(label, [m for m in of_cause if m.label == label]) for label in labels)
            yield f"{said}：{'、'.join(told)}"


def _label(label: str, missing: Sequence[Missing]) -> str:
    persons = "、".join(one.member for one in missing if one.member and one.member != "本人")
    settled = f"，问{missing[0].settled_by}" if missing[0].settled_by else ""
    aside = (persons + settled).lstrip("，")
    return f"{label}（{aside}）" if aside else label


def _doors(doors: Sequence[Door]) -> list[str]:
    if not doors:
        return []
    lines = ["", "【可以先申请的身份】"]
    for door in doors:
        lines.append(
            f"· {door.label}{for_whom(door.members)}：去{door.apply_at}〔{door.citation.section}〕"
        )
        if door.verdict == "unknown":
            lines += [f"  {line}" for line in missing_lines(door.missing)]
        if door.then:
            lines.append(f"  {door.then}")
    return lines


def _services(screening: Screening) -> list[str]:
    soft = [
        item
        for item in screening.items
        if item.strength == "soft" and item.verdict in ("eligible", "unknown")
    ]
    if not soft:
        return []
    labels = "、".join(f"{item.label}〔{item.citation.section}〕" for item in soft)
    return ["", f"另有{len(soft)}项服务可以问村（居）委会：{labels}"]


def _city(screening: Screening) -> list[str]:
    items = screening.also_in_city_document
    if not items:
        return []
    lines = ["", "市里的文件还写了，县里的文件没有写："]
    for item in items:
        cited = f"〔{item.citation.document} {item.citation.section}〕"
        lines.append(f"· {item.label}：{item.missing[0].label}{cited}")
    return lines


def _negatives(screening: Screening, topics: Mapping[str, Topic]) -> list[str]:
    lines: list[str] = []
    for topic, head in topics.items():
        items = [i for i in screening.items if i.topic == topic and i.verdict == "not_eligible"]
        lacking = dict.fromkeys(
            reason.text
            for item in items
            for reason in item.reasons
            if reason.verdict == "not_eligible"
        )
        if lacking:
            shown = "；".join(list(lacking)[:3])
            sections = "、".join(dict.fromkeys(item.citation.section for item in items))
            lines.append(f"· {head.label}有{len(items)}项还差：{shown}〔{sections}〕")
    ended = [i for i in screening.items if i.verdict == "ended"]
    lines += [f"· {i.label}：文件写明的期限已过〔{i.citation.section}〕" for i in ended]
    return ["", "【按这份文件暂时还对不上的】", *lines] if lines else []
