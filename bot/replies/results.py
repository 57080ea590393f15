"""A screening in words: at most four short messages, then everything else folded under “更多”."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from bot.replies.counter import counter_sentence, wish
from bot.replies.model import Reply
from bot.replies.offers import Offer, offers
from bot.replies.phrases import phrase
from bot.replies.report import old_lines, report
from bot.replies.rights import rights_first
from eligibility import Screening
from eligibility.telling.guide import Guide

SHORT = 140
"""How many characters a message may have."""
OTHERS = 3
"""How many more matters are named beside the first."""
MOST_PAPERS = 5
"""How many papers a short message names; the full list is folded."""
MOST_SAID = 4
"""How many of the household's own facts the sentence for the counter has in a short message."""

TRIAL = "这是自动初步比对，未经民政部门审核·试用。"
OFFICE_DECIDES = "给不给、给多少由窗口核定。"
STILL_APPLY = "您仍可提交申请，窗口应当受理。"


def summary(screening: Screening, guide: Guide, urgent: bool) -> list[Reply]:
    """Rights first where something went wrong; what to do first and where, up to three more,
    what to bring and say."""
    ranked = offers(screening, guide, urgent)
    closing = _closing(screening)
    if ranked:
        told = [_first(ranked[0]), _others(ranked[1:], screening, guide)]
        told.append(_bring(ranked[0], guide, closing))
    else:
        told = [*_nothing(screening), closing]
    return [Reply(text) for text in (rights_first(screening, guide), *told) if text]


def details(screening: Screening, guide: Guide) -> Reply:
    """Everything behind the summary, folded: group, items, conditions, clauses, negatives.

    `screening` lists what does not apply too (`everything`).
    """
    return Reply("\n".join([*report(screening, guide), STILL_APPLY]), more=True)


def _first(offer: Offer) -> str:
    said = f"先办这一件：{offer.named}。{offer.standing}。去{offer.apply_at}。"
    return _as_long_as_it_fits(said, (f"{text.rstrip('。')}。" for text in offer.extras))


def _as_long_as_it_fits(said: str, more: Iterable[str]) -> str:
    for text in more:
        if len(said) + len(text) <= SHORT:
            said += text
    return said


def _others(rest: Sequence[Offer], screening: Screening, guide: Guide) -> str:
    """The next matters by window, as many as fit; lines that others set today."""
    moved = old_lines(screening)[:1]
    for count, brief in itertools.product(range(min(OTHERS, len(rest)), -1, -1), (False, True)):
        head = ["还可以问这几件："] if count else []
        named = [*head, *_by_place(rest[:count], brief), *moved]
        text = "\n".join(named)
        if len(text) <= SHORT:
            return text
    return ""


def _by_place(offers: Sequence[Offer], brief: bool) -> Iterator[str]:
    """One line a window: “去…：甲（女儿）；乙，要看…”; briefly without what it depends on."""
    for place in dict.fromkeys(offer.apply_at for offer in offers):
        told = [
            offer.named + ("" if brief and not offer.met else offer.aside)
            for offer in offers
            if offer.apply_at == place
        ]
        yield f"· 去{place}：{'；'.join(told)}"


def _bring(offer: Offer, guide: Guide, closing: str) -> str:
    """What to bring and say; the household's own facts and fewer papers where space is short."""
    topic = guide.topics[offer.topic]
    # A window of its own is not asked with the words for another.
    apart = offer.is_door or offer.apply_at != topic.apply_at
    wanted = wish(offer.label, offer.members) if apart else topic.say or ""
    own = counter_sentence(guide, offer.key, wanted, offer.members, MOST_SAID)
    named = [paper.paper for paper in topic.papers][
        : MOST_PAPERS if offer.is_door or not apart else 2
    ]
    shorter = [(own, named[:count]) for count in range(len(named), 1, -1)]
    for said, papers in [*shorter, (wanted, named[:3])]:
        bring = f"可能要带：{'、'.join(papers)}。" if papers else ""
        say = f"到了可以说：“{said}”" if said else ""
        if len(bring + say + closing) <= SHORT:
            break
    return bring + say + closing


def _closing(screening: Screening) -> str:
    approved = all(document.review == "approved" for document in screening.documents)
    return OFFICE_DECIDES + ("" if approved else TRIAL)


def _nothing(screening: Screening) -> list[str]:
    """Nothing fits, or not yet: what stays open to everybody, what would be worth coming back."""
    notices = [notice for document in screening.documents for notice in document.notices]
    if not screening.items and notices:
        return ["；".join(notices) + f"。{STILL_APPLY}"]
    if screening.next is not None and screening.next.stage == "core":
        return [phrase("too_early")]
    moved = old_lines(screening)
    return ["\n".join([phrase("nothing_fits"), *moved]), phrase("nothing_yet_but")]
