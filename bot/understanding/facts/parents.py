"""What became of a child's parents, where the child lives with others or writes itself."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from bot.understanding.facts.hits import Hit, asked_in_general
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, load
from bot.understanding.text.stance import Stance, asks, stance

FURTHEST = 50  # characters from the child to what is said of the parents
OWN = re.compile("[我俺咱](?:们|的)?$|老公|老婆|公的$")
FAR = 120  # a relative's fate may be told well before the child
BESIDE = 16
FIRST = 16  # a child within the first characters is what the message is about
FACTS = {
    "father": ("father_status",),
    "mother": ("mother_status",),
    "both": ("father_status", "mother_status"),
}


@cache
def _child() -> re.Pattern[str]:
    return re.compile(load("parents")["child"])


@cache
def _fates() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    data = load("parents")
    return tuple(
        (parent, state, re.compile(rf"(?:{words})(?:{data['adverbs']})(?:{fate})"))
        for parent, words in data["parents"].items()
        for state, fate in data["states"].items()
    )


def parents_hits(document: Document) -> Iterator[Hit]:
    """father_status and mother_status of the child named last before the parents."""
    children = list(_child().finditer(document.text))
    if _is_about(document, children):
        yield from _told_of_parents(document, children, FURTHEST)
        yield from _told_of_relatives(document)
    else:
        yield from _told_of_parents(document, children, BESIDE)
    yield from _told_beside(document)


def _told_of_parents(
    document: Document, children: list[re.Match[str]], furthest: int
) -> Iterator[Hit]:
    fates = [*_fates(), *(_away() if _cue("about_left_behind").search(document.text) else ())]
    for parent, state, words in fates:
        for m in words.finditer(document.text):
            child = _child_of(document, children, m.start(), furthest)
            if child is not None and _stated(document, m):
                yield from _hits(document, parent, state, m, child.start(), m.end())


def _told_of_relatives(document: Document) -> Iterator[Hit]:
    """侄子跟我过，我哥坐牢，嫂子跑了: the writer's relatives are the child's parents."""
    if not _cue("about_child").search(document.text):
        return
    for line in load("parents")["relatives"]:
        children = list(_relative(line["child"]).finditer(document.text))
        for parent in ("father", "mother") if children else ():
            for state, words in _fates_of_relative(line[parent]):
                for m in words.finditer(document.text):
                    child = _nearest(children, m.start())
                    if child is not None and _fate_stated(document, m):
                        yield from _hits(document, parent, state, m, *child.span())


def _nearest(children: list[re.Match[str]], place: int) -> re.Match[str] | None:
    """The child that stands nearest before or behind, not too far off."""
    index = bisect_left(children, place, key=lambda child: child.start())
    near = [c for c in children[max(0, index - 1) : index + 1] if abs(c.start() - place) <= FAR]
    return min(near, key=lambda child: abs(child.start() - place)) if near else None


def _told_beside(document: Document) -> Iterator[Hit]:
    """父母都坐牢，小孩跟外公; 小孩他爸出海没回来: the child stands right beside."""
    needy = _cue("needy").search(document.text) or _cue("about_child").search(document.text)
    for parent, state, words in _fates():
        for m in words.finditer(document.text) if needy or parent == "both" else ():
            child = _beside(document, m, parent)
            if child is not None and _stated(document, m):
                yield from _hits(document, parent, state, m, *child)


def _beside(document: Document, m: re.Match[str], parent: str) -> tuple[int, int] | None:
    before = document.text[max(0, m.start() - BESIDE) : m.end()]
    soft = _cue("soft_child")
    if parent != "both":
        found = soft.match(before, len(before) - len(m[0]) - 2) if m.start() >= 2 else None
        found = found or soft.match(document.text[m.start() : m.end()])
        return (max(0, m.start() - 2), m.end()) if found else None
    if _child().search(before) or OWN.search(document.text[max(0, m.start() - 2) : m.start()]):
        return None
    follows = soft.search(document.text, m.end(), m.end() + BESIDE)
    return follows.span() if follows else None


def _hits(
    document: Document, parent: str, state: str, m: re.Match[str], start: int, end: int
) -> Iterator[Hit]:
    asked = asks(document, m.start())
    for fact in FACTS[parent]:
        yield Hit(fact, state, start, end, "member", asked)


_cue = cues("parents")


@cache
def _relative(words: str) -> re.Pattern[str]:
    return re.compile(words)


@cache
def _away() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    data = load("parents")
    return tuple(
        (parent, "away_in_touch", re.compile(rf"(?:{words})(?:{data['away']})"))
        for parent, words in data["parents"].items()
    )


@cache
def _fates_of_relative(words: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = load("parents")
    found = [
        (state, re.compile(rf"(?:{words})(?:{data['adverbs']})(?:{fate})"))
        for state, fate in data["states"].items()
    ]
    between = rf"(?:(?!{data['anybody']})[^。;!?]){{0,36}}?"
    found.append(("lost_contact", re.compile(rf"(?:{words}){between}(?:{data['lost_far']})")))
    return tuple(found)


def _is_about(document: Document, children: list[re.Match[str]]) -> bool:
    """Whether the child is the one to be helped: writes, is named first, or lacks care."""
    if not children:
        return False
    first = children[0]
    spoken_of = first.end() <= FIRST or first[0].startswith("我")
    return spoken_of or bool(_cue("about_child").search(document.text))


def _child_of(
    document: Document, children: list[re.Match[str]], start: int, furthest: int
) -> re.Match[str] | None:
    """The nearest child before: 孙子父母; 孙子的爸爸 is one word for somebody else."""
    last = bisect_left(children, start, key=lambda child: child.start())
    nearby = children[max(0, last - FURTHEST) : last]
    near = [c for c in nearby if start - c.end() <= furthest]
    if not near or (near[-1].end() == start and document.text[start] == "的"):
        return None
    writers_own = OWN.search(document.text[max(0, start - 2) : start])
    return near[-1] if near[-1][0].startswith("我") or not writers_own else None


def _fate_stated(document: Document, m: re.Match[str]) -> bool:
    """她儿没了媳妇改嫁: what denies the one before does not deny the next."""
    return stance(document, m.end() - 2, m.end()) is Stance.STATED


def _stated(document: Document, m: re.Match[str]) -> bool:
    if asked_in_general(document, m.start()):
        return False
    return stance(document, *m.span()) is Stance.STATED
