"""What to bring, how it goes, who may go, what to say: merged over everything that is open."""

from __future__ import annotations

from collections.abc import Iterable

from bot.replies.heard import heard
from eligibility import DECLINED, UNKNOWN, Setting
from eligibility.guide import Guide
from eligibility.packs import Stage, Step
from eligibility.screening import Source

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
_A_STAGE = 4
"""How many lines tell of one stage; the law and the nearest topics come first."""
_OWN_FACTS = 5
"""How many of the household's own facts one sentence for the counter holds."""
_NOT_SAID = frozenset({"jurisdiction", "district", "hukou_place", "people_together"})


def steps(guide: Guide) -> list[str]:
    """The lines of 怎么办; empty where there is nothing to apply for."""
    if not guide.in_play:
        return []
    return [
        *_papers(guide),
        *_route(guide),
        *_proxies(guide),
        *_order(guide),
    ]


def _papers(guide: Guide) -> list[str]:
    named = [paper for paper in guide.papers if paper.source]
    usual = [paper.text for paper in guide.papers if not paper.source]
    lines = ["", "【要带什么】"]
    lines += [f"· {text}" for text in _cited(named, guide)]
    if usual:
        lines.append(f"· 窗口常要的（文件没有写）：{'、'.join(usual)}")
    if guide.not_needed:
        lines.append("不用带的：")
        lines += [f"· {text}" for text in _cited(guide.not_needed, guide)]
    return lines


def _cited(sources: Iterable[Source], guide: Guide) -> list[str]:
    """“甲、乙〔文件 第几条〕”: what the same clause names stands together."""
    by_clause: dict[str, list[str]] = {}
    for source in sources:
        by_clause.setdefault(guide.cite(source.source), []).append(source.text)
    return [f"{'、'.join(texts)}〔{cited}〕" for cited, texts in by_clause.items()]


def _route(guide: Guide) -> list[str]:
    lines = ["", "【怎么走】"]
    for stage, name in _STAGES.items():
        told = [_step(step, guide) for step in guide.route if step.stage == stage]
        if told:
            lines += [f"{name}：", *told[:_A_STAGE]]
    return lines if len(lines) > 2 else []


def _step(step: Step, guide: Guide) -> str:
    cited = guide.cite(step.source)
    days = f"（{step.days}）" if step.days else ""
    return f"· {step.text}{days}{f'〔{cited}〕' if cited else ''}"


def _proxies(guide: Guide) -> list[str]:
    if not guide.on_behalf:
        return []
    lines = ["", "【去不了，谁能代办】", *(f"· {text}" for text in _cited(guide.on_behalf, guide))]
    if guide.asks_for_others and "national-39a" in guide.citations:
        cited = guide.cite("national-39a")
        lines.append(f"· 您替别人问也可以直接报给村（居）委会，他们应当往上报〔{cited}〕")
    return lines


def _order(guide: Guide) -> list[str]:
    if not guide.order:
        return []
    told = [f"· 先{o.first}，再{o.then}：{o.why}〔{guide.cite(o.source)}〕" for o in guide.order]
    return ["", "【先办哪个，再办哪个】", *told]


def counter_sentence(guide: Guide, clause_or_status: str, wish: str | None) -> str:
    """Two or three sentences to say at the counter, from what the household itself has told."""
    own = heard(_own_facts(guide, clause_or_status), guide.vocabulary)
    told = f"我家的情况是：{own}。" if own else ""
    return f"{told}{wish or ''}"


def _own_facts(guide: Guide, key: str) -> list[Setting]:
    """The facts told that speak for the clause; what is not so, not known or not said stays out."""
    wanted = guide.facts.get(key, frozenset()) - _NOT_SAID
    household = guide.household
    common = [(None, household.household)]
    told = [*common, *((member.name, member.facts) for member in household.members)]
    settings = [
        Setting(fact=fact, member=member, value=value)
        for member, facts in told
        for fact, value in facts.items()
        if fact in wanted and value not in (None, False, 0, "none", [], UNKNOWN, DECLINED)
    ]
    return settings[:_OWN_FACTS]
