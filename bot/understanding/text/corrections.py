"""Corrections in words: 不是三口，是四口; 说错了，是四口; 不对，二级; 重病那条删掉."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from bot.understanding.reading import Correction
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

DENYING = ("not_but", "not_after")
LONGEST = 40
"""A longer message tells in full what it means, and is read as any other."""


@dataclass(frozen=True)
class Amends:
    """A short message that puts `yes` in place of what was told before.

    `no` names what was told, where the words name it; `who` are words before both; `slip`: it says
    outright that something was wrong.
    """

    yes: str
    no: str = ""
    who: str = ""
    slip: bool = False


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    data = load("corrections")
    return tuple(re.compile(data[name]) for name in DENYING), re.compile(data["slip"])


@cache
def _compiled(name: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a name, each to be matched behind and before what tells nothing."""
    noise = load("corrections")["noise"]
    listed = load("corrections")[name]
    bodies = listed if isinstance(listed, list) else [listed]
    return tuple(re.compile(f"{noise}{body}{noise}") for body in bodies)


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(load("corrections")[name])


def is_short(text: str) -> bool:
    """Whether a message is short enough to lean on what was told before."""
    return len(Document.of(text).text.strip()) <= LONGEST


def is_marked(text: str) -> bool:
    """Whether a message says itself that it differs from what was told: 其实, 说错了, 不是…是."""
    if _cue("marked").search(Document.of(text).text):
        return True
    found = amends(text)
    return bool(found and (found.slip or found.no))


def amends(text: str) -> Amends | None:
    """What a short message puts in place of something; None when it does no such thing."""
    regular = Document.of(text).text.strip()
    if len(regular) > LONGEST or _cue("not_amending").search(regular):
        return None
    for pattern in _compiled("amending"):
        if (m := pattern.fullmatch(regular)) and (meant := _bare(m["yes"])):
            slip = bool(m.groupdict().get("slip"))
            # 打错了，是女儿不是儿子: what follows a slip may amend by itself.
            inner = amends(meant) if slip else None
            return replace(inner, slip=True) if inner else Amends(meant, m["no"], m["who"], slip)
    return None


def _bare(words: str) -> str:
    """The words without what tells nothing before and behind them."""
    noise = load("corrections")["noise"]
    return re.sub(f"^{noise}|{noise}$", "", words)


def unmarked(text: str) -> str:
    """The statement without the words that only mark it: 残疾证其实过期了 as 残疾证过期了."""
    return _cue("marks").sub("", text)


def opens_with_a_no(text: str) -> bool:
    """Whether a message begins by denying or putting right: 不是，是二级; 错了; 其实…"""
    return is_marked(text) or bool(_cue("opening").match(Document.of(text).text))


def leaves_out(text: str) -> bool:
    """Whether the writer says that something was left out: 忘了说，还有个奶奶一起住."""
    return bool(_cue("left_out").search(Document.of(text).text))


def of_another_too(text: str) -> bool:
    """Whether the same is told of somebody else: 我爸也是三级."""
    return bool(_cue("also").search(text))


def taken_back(text: str) -> str | None:
    """The words for what a message takes back without anything in its place: 重病那条删掉."""
    return _what(text, "taken_back") or _what(text, "wrong_only")


def _what(text: str, name: str) -> str | None:
    regular = Document.of(text).text.strip()
    if len(regular) > LONGEST:
        return None
    found = next((m["what"] for p in _compiled(name) if (m := p.fullmatch(regular))), None)
    return _bare(found) or None if found else None


def puts_out(text: str) -> bool:
    """Whether somebody is said to be no member of the household: 孙女不算我家的.

    Only in a short message that asks nothing; a longer one is read as any other.
    """
    regular = Document.of(text).text.strip()
    if len(regular) > LONGEST or _cue("not_amending").search(regular):
        return False
    return bool(_cue("not_ours").search(regular))


def matters(words: str) -> list[str]:
    """The facts that words for a matter are about, the likeliest first."""
    listed: list[dict[str, Any]] = load("corrections")["matters"]
    found = [entry["facts"] for entry in listed if re.search(entry["words"], words)]
    return list(dict.fromkeys(fact for facts in found[:1] for fact in facts))


def corrections(document: Document) -> list[Correction]:
    """Every place where the writer takes something back, or says it anew."""
    denying, slip = _patterns()
    found: list[Correction] = []
    for pattern in denying:
        for m in pattern.finditer(document.text):
            if not _within(found, document, m):
                found.append(_correction(document, m, document.source.words(*m.span("no"))))
    for m in slip.finditer(document.text):
        if not _within(found, document, m):
            found.append(_correction(document, m, None))
    return found


def _within(found: list[Correction], document: Document, m: re.Match[str]) -> bool:
    """Whether the place is part of a correction that is found already."""
    start = document.source.span(*m.span())[0]
    return any(c.span[0] <= start < c.span[1] for c in found)


def _correction(document: Document, m: re.Match[str], denied: str | None) -> Correction:
    return Correction(
        denied=denied, words=document.source.words(*m.span()), span=document.source.span(*m.span())
    )
