"""A screening in words: at most three short messages, then everything else folded under “更多”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.replies.model import Reply
from bot.replies.offers import Offer, offers
from bot.replies.phrases import phrase
from bot.replies.report import old_lines, report
from bot.replies.rights import rights_first
from eligibility import Screening
from eligibility.guide import Guide

SHORT = 120
"""About how many characters a message may have."""
OTHERS = 3
"""How many more matters are named beside the first."""
MOST_PAPERS = 5
"""How many papers a short message names; the full list is folded."""

TRIAL = "这是自动初步比对，未经民政部门审核·试用。"
OFFICE_DECIDES = "给不给、给多少由窗口核定。"
STILL_APPLY = "您仍可提交申请，窗口应当受理。"


def summary(screening: Screening, guide: Guide, urgent: bool) -> list[Reply]:
    """Rights first where something went wrong; ① what to do first and where, ② up to three more,
    ③ what to bring and say."""
    wrong = rights_first(screening, guide)
    replies = [Reply(wrong)] if wrong else []
    ranked = offers(screening, guide, urgent)
    if not ranked:
        return [*replies, *_nothing(screening), Reply(_closing(screening))]
    first, rest = ranked[0], ranked[1 : OTHERS + 1]
    replies.append(Reply(_first(first)))
    others = [*(["还可以问这几件：", *_by_place(rest)] if rest else []), *old_lines(screening)]
    if others:
        replies.append(Reply("\n".join(others)))
    replies.append(Reply(_bring(first, guide) + _closing(screening)))
    return replies


def details(screening: Screening, guide: Guide) -> Reply:
    """Everything behind the summary, folded: group, items, conditions, clauses, negatives.

    `screening` lists what does not apply too (`everything`).
    """
    return Reply("\n".join([*report(screening, guide), STILL_APPLY]), more=True)


def _first(offer: Offer) -> str:
    said = f"先办这一件：{offer.label}{offer.for_whom}。{offer.standing}。去{offer.apply_at}。"
    amount = f"{offer.amount}。" if offer.amount else ""
    return said + amount if len(said) + len(amount) <= SHORT + 20 else said


def _by_place(offers: Sequence[Offer]) -> Iterator[str]:
    """One line a window: “去…：甲（女儿）；乙（要看…）”."""
    for place in dict.fromkeys(offer.apply_at for offer in offers):
        told = [f"{o.label}{o.for_whom}{o.aside}" for o in offers if o.apply_at == place]
        yield f"· 去{place}：{'；'.join(told)}"


def _bring(offer: Offer, guide: Guide) -> str:
    topic = guide.topics[offer.topic]
    named = [paper.paper for paper in topic.papers]
    papers = f"可能要带：{'、'.join(named[:MOST_PAPERS])}。" if named else ""
    say = f"到了可以说：“{topic.say}”" if topic.say else ""
    return papers + say


def _closing(screening: Screening) -> str:
    approved = all(document.review == "approved" for document in screening.documents)
    return OFFICE_DECIDES + ("" if approved else TRIAL)


def _nothing(screening: Screening) -> list[Reply]:
    """Nothing fits: what stays open to everybody, and what would be worth coming back for."""
    notices = [notice for document in screening.documents for notice in document.notices]
    if not screening.items and notices:
        return [Reply("；".join(notices) + f"。{STILL_APPLY}")]
    moved = old_lines(screening)
    return [Reply("\n".join([phrase("nothing_fits"), *moved])), Reply(phrase("nothing_yet_but"))]
