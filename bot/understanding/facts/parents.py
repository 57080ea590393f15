"""What became of a child's parents, where the child lives with others or writes itself."""

import re
from collections.abc import Iterator
from functools import cache

from bot.understanding.facts.hits import Hit, asked_in_general
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load
from bot.understanding.text.stance import Stance, asks, stance

FURTHEST = 50  # characters from the child to what is said of the parents
OWN = re.compile("[我俺咱](?:们|的)?$|老公|老婆|公的$")
FIRST = 16  # a child within the first characters is what the message is about
FACTS = {
    "father": ("father_status",),
    "mother": ("mother_status",),
    "both": ("father_status", "mother_status"),
}


@cache
def _about_child() -> re.Pattern[str]:
    return re.compile(load("parents")["about_child"])


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
    if not _is_about(document, children):
        return
    for parent, state, words in _fates():
        for m in words.finditer(document.text):
            child = _child_of(document, children, m.start(), next_to=parent == "both")
            if child is None or not _stated(document, m):
                continue
            asked = asks(document, m.start())
            for fact in FACTS[parent]:
                yield Hit(fact, state, child.start(), m.end(), "member", asked)


def _is_about(document: Document, children: list[re.Match[str]]) -> bool:
    """Whether the child is the one to be helped: writes, is named first, or lacks care."""
    if not children:
        return False
    first = children[0]
    spoken_of = first.end() <= FIRST or first[0].startswith("我")
    return spoken_of or bool(_about_child().search(document.text))


def _child_of(
    document: Document, children: list[re.Match[str]], start: int, *, next_to: bool
) -> re.Match[str] | None:
    """The nearest child before; 孙子的爸爸 is one word for somebody else, 孙子父母 is not."""
    near = [c for c in children if (0 if next_to else 1) <= start - c.end() <= FURTHEST]
    if not near:
        return None
    writers_own = OWN.search(document.text[max(0, start - 2) : start])
    return near[-1] if near[-1][0].startswith("我") or not writers_own else None


def _stated(document: Document, m: re.Match[str]) -> bool:
    if asked_in_general(document, m.start()):
        return False
    return stance(document, *m.span()) is Stance.STATED
