"""What to bring, how it goes and who may go: merged over everything that is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.replies.phrases import phrase
from bot.replies.rights import known_rights
from eligibility.files.packs import Stage, Step
from eligibility.telling.guide import Guide
from eligibility.telling.screening import Source

_STAGES: dict[Stage | None, str] = {
    "window": "交申请",
    "consent": "同意核对",
    "visit": "上门和核对",
    "publication": "公示",
    "decision": "决定",
    "payment": "开始发",
    "review": "以后",
    None: "本地的做法",
}
_A_STAGE = 3
"""How many steps tell of one stage; the law and the first matters come first."""
_MOST_ORDERS = 3


def steps(guide: Guide, topics: Sequence[str]) -> list[str]:
    """The lines of 怎么办, for the topics as they matter; empty with nothing to apply for."""
    if not guide.in_play:
        return []
    return [*_papers(guide), *_route(guide, topics), *_proxies(guide), *_order(guide)]


def _papers(guide: Guide) -> list[str]:
    named = [paper for paper in guide.papers if paper.source]
    usual = [paper.text for paper in guide.papers if not paper.source]
    lines = ["", "【要带什么】"]
    lines += [f"· {text}" for text in _cited(named, guide)]
    if usual:
        lines.append(f"· 窗口常要的（文件没有写）：{'、'.join(usual)}")
    if guide.not_needed:
        lines.append(f"不用带的：{'；'.join(_cited(guide.not_needed, guide))}")
    return lines


def _cited(sources: Iterable[Source], guide: Guide) -> list[str]:
    """“甲、乙〔文件 第几条〕”: what the same clause names stands together."""
    by_clause: dict[str, list[str]] = {}
    for source in sources:
        by_clause.setdefault(guide.cite(source.source), []).append(source.text)
    return [f"{'、'.join(texts)}〔{cited}〕" for cited, texts in by_clause.items()]


def _route(guide: Guide, topics: Sequence[str]) -> list[str]:
    ranks = {topic: rank for rank, topic in enumerate(topics)}

    def rank(step: Step) -> tuple[bool, float]:
        """A time limit first; a step for everything comes after those of the first matter."""
        return step.days is None, min((ranks[t] for t in step.topics if t in ranks), default=0.5)

    ordered = sorted(guide.route, key=rank)
    lines = ["", "【怎么走】"]
    for stage, name in _STAGES.items():
        told = _told([step for step in ordered if step.stage == stage], guide)
        if told:
            lines.append(f"· {name}：{'；'.join(told[:_A_STAGE])}")
    return lines if len(lines) > 2 else []


def _told(steps: Sequence[Step], guide: Guide) -> list[str]:
    """Steps that read the same stand once, with each of their clauses."""
    merged: dict[str, list[str]] = {}
    for step in steps:
        text = step.text + (f"（{step.days}）" if step.days else "")
        merged.setdefault(text, []).append(guide.cite(step.source))
    cited = {text: "、".join(dict.fromkeys(filter(None, own))) for text, own in merged.items()}
    return [text + (f"〔{own}〕" if own else "") for text, own in cited.items()]


def _proxies(guide: Guide) -> list[str]:
    if not guide.on_behalf:
        return []
    lines = ["", f"【去不了，谁能代办】{'；'.join(_cited(guide.on_behalf, guide))}"]
    reporting = guide.cite(known_rights().reporting)
    if guide.asks_for_others and reporting:
        lines.append(f"{phrase('for_others').rstrip('。')}〔{reporting}〕")
    return lines


def _order(guide: Guide) -> list[str]:
    if not guide.order:
        return []
    told = [
        f"· 先{o.first}，再{o.then}：{o.why.rstrip('。')}〔{guide.cite(o.source)}〕"
        for o in guide.order[:_MOST_ORDERS]
    ]
    return ["", "【先办哪个，再办哪个】", *told]
