"""How an application for social assistance went: refused, not accepted, never answered."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

from bot.understanding.facts.hits import Hit
from bot.understanding.people.cast import Cast
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, load
from bot.understanding.text.stance import sentence_after, sentence_before

FACT = "application_refused"
REACH = 60
AHEAD = 25
SPOKEN = 45  # how far behind 村里说 its no may stand
SPEAKER = 18
PAPER = 22
AGO = 30
RANKS = ("written", "not_accepted", "oral", "no_answer")


_cue = cues("refusals")


@cache
def _lines() -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    lines = load("refusals")["refusals"]
    return tuple((line, re.compile(line["words"].strip())) for line in lines)


def refusals(document: Document) -> list[Hit]:
    """The gravest word on how an application went; a letter outdoes what the window says."""
    found: list[Hit] = []
    for value, m in (*_told_in_words(document), *_told_by_an_office(document)):
        taken = any(hit.start < m.end() and m.start() < hit.end for hit in found)
        if not taken:
            if value != "no_answer" and _on_paper(document, m):
                value = "written"
            found.append(Hit(FACT, value, *m.span(), "household"))
    values = [value for value in RANKS if any(hit.value == value for hit in found)]
    if "written" not in values and "oral" in values and _outright(document, found):
        values = ["oral"]
    return [hit for hit in found if hit.value == values[0]]


def by_office(cast: Cast, hit: Hit) -> bool:
    """村干部不给报: an official who refuses is no outsider with a household of his own."""
    if hit.fact != FACT:
        return False
    before = [mention for mention, _ in cast.mentions if mention.start <= hit.start]
    if not before:
        return False
    last = before[-1]
    if last.kind == "kin":  # 女儿名下有房，低保申请被驳回: the reason, not who applied
        return last.start < cast.document.clause(hit.start)[0]
    words = cast.document.text[last.start : last.end]
    return last.kind == "title" or bool(_cue("office").match(words))


def _told_in_words(document: Document) -> Iterator[tuple[str, re.Match[str]]]:
    for line, words in _lines():
        value = "not_accepted" if line["value"] == "pushed_about" else line["value"]
        for m in words.finditer(document.text):
            if value == "no_answer" and _stopped(document, m):
                continue
            wanted = value == "written" and _no_paper(document, m)
            if not wanted and _told(document, m, weak=line.get("weak", False)):
                yield value, m


def _told_by_an_office(document: Document) -> Iterator[tuple[str, re.Match[str]]]:
    """窗口小姑娘头都不抬就讲我女儿有房就不能办: an office, a word of saying, and a no."""
    for m in _cue("verdict").finditer(document.text):
        led = sentence_before(document, m.start(), SPOKEN)
        said = list(_cue("says").finditer(led))
        if not said or _cue("not_said").search(led):
            continue
        speaker = sentence_before(document, m.start() - len(led) + said[-1].start(), SPEAKER)
        weak = not _cue("deciding").search(led)
        named = _cue("office").search(speaker) or _cue("unnamed").search(speaker)
        if named and _told(document, m, weak=weak):
            yield "oral", m


def _on_paper(document: Document, m: re.Match[str]) -> bool:
    """申请被退回来了，一张纸写着…: the no came in writing."""
    if "口头" in m[0]:
        return False
    start = max(0, m.start() - PAPER)
    around = document.text[start : m.start()] + m[0] + sentence_after(document, m.end(), PAPER)
    return any(
        not _cue("no_paper_before").search(around[: paper.start()][-12:])
        and not _cue("no_paper_after").match(around[paper.end() :])
        for paper in _cue("paper").finditer(around)
    )


def _stopped(document: Document, m: re.Match[str]) -> bool:
    """低保停了半年没人给说法: an aid that ended, no application."""
    return bool(_cue("stopped_before").search(sentence_before(document, m.start(), PAPER)))


def _no_paper(document: Document, m: re.Match[str]) -> bool:
    """要求他们出书面的，他们不肯: a paper that is wanted, not had."""
    lead = sentence_before(document, m.start(), PAPER // 2)
    return bool(_cue("paper").search(m[0]) and _cue("no_paper_before").search(lead))


def _outright(document: Document, found: list[Hit]) -> bool:
    """口头讲不符合: said by mouth and by nothing else."""
    for hit in found:
        told = sentence_before(document, hit.start, SPOKEN) + document.text[hit.start : hit.end]
        if hit.value == "oral" and _cue("outright").search(told):
            return True
    return False


def _told(document: Document, m: re.Match[str], *, weak: bool) -> bool:
    before, after = document.before(m.start(), 16), document.after(m.end(), 8)
    if any(_cue("either").search(x) for x in (before[-1:] + m[0][:2], m[0][-6:] + after[:1])):
        return False
    if _cue("rule").search(before[-8:] + m[0]):
        return False
    if _cue("doubted_before").search(before) or _cue("doubted_after").match(after):
        return False
    if _cue("ended_after").search(sentence_after(document, m.end(), AHEAD // 2)):
        return False
    if _cue("long_ago").search(sentence_before(document, m.start(), AGO) + m[0]):
        return False
    about = _about(document, m)
    return about == "aid" or (about is None and not weak)


def _about(document: Document, m: re.Match[str]) -> Literal["aid", "other"] | None:
    """Whether it is about an aid: by its own clause, then by what was said before, then after."""
    clause = document.before(m.start(), 20) + m[0] + document.after(m.end(), 12)
    earlier = document.text[max(0, m.start() - REACH) : m.start()]
    later = sentence_after(document, m.end(), AHEAD)
    if _cue("foreign").search(earlier + clause):
        return "other"
    for part in (clause, earlier):
        if _cue("aid").search(part):
            return "aid"
        if _cue("other").search(part):
            return "other"
    if _cue("aid").search(later):
        return "aid"
    return "aid" if _cue("plain_topic").search(clause + earlier) else None
