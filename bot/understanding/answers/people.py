"""Whom of the household the words of an answer name: 我老婆, 老大, 大的, 两个孩子."""

from dataclasses import dataclass

from bot.understanding.answers.answer import Household
from bot.understanding.answers.parts import READ_AT_MOST
from bot.understanding.numbers.numerals import DIGITS
from bot.understanding.people.cast import Cast
from bot.understanding.people.known import child_at, known_member
from bot.understanding.people.roster import CHILDREN
from bot.understanding.reading import SELF
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues

HEADS = frozenset({"户主", "当事人", "来电人"})
PRONOUNS = frozenset({"他", "她", "它", "ta", "人家", "他们", "她们"})
SEVERAL = {"sons": "son", "daughters": "daughter"}
COUNTED = "两俩三四五23"


@dataclass(frozen=True)
class Named:
    """text[start:end] names these members of the household; none: somebody else."""

    start: int
    end: int
    members: tuple[str, ...]


_pattern = cues("answers", "people")


def named(document: Document, household: Household) -> list[Named]:
    """Everybody a text names, from left to right; a word for a child by its place counts first."""
    found = _children(document.text[:READ_AT_MOST], household)
    taken = {place for one in found for place in range(one.start, one.end)}
    cast = Cast(document)
    for mention, subject in cast.mentions:
        if subject.household or taken.intersection(range(mention.start, mention.end)):
            continue
        if document.text[mention.start : mention.end] in PRONOUNS:
            # Without a name before it, 他 is whoever was asked about.
            if found:
                found.append(Named(mention.start, mention.end, found[-1].members))
            continue
        # 婆婆 or 老人 may be the case of a note; in an answer it is nobody who is known.
        word = document.text[mention.start : mention.end]
        of_a_note = mention.kind not in ("self", "kin") and subject.labels == (SELF,)
        somebody = of_a_note and word not in HEADS
        labels = () if subject.outside or somebody else subject.labels
        names = [known_member(label, cast.relation(label), household) for label in labels]
        known = [person.name for person in household.members]
        found.append(
            Named(mention.start, mention.end, tuple(name for name in names if name in known))
        )
    return sorted(found, key=lambda one: one.start)


def _children(text: str, household: Household) -> list[Named]:
    children = tuple(p.name for p in household.members if p.relation in CHILDREN)
    known = [p.name for p in household.members]
    found: list[Named] = []
    for m in _pattern("word").finditer(text):
        if m[0] in known:
            found.append(Named(*m.span(), (m[0],)))
        elif _pattern("all_children").fullmatch(m[0]):
            if _how_many(m[0]) in (None, len(children)):
                found.append(Named(*m.span(), children))
        elif relation := next((r for p, r in SEVERAL.items() if _pattern(p).fullmatch(m[0])), None):
            same = tuple(p.name for p in household.members if p.relation == relation)
            if _how_many(m[0]) in (None, len(same)):
                found.append(Named(*m.span(), same))
        elif (child := child_at(m[0], household)) is not None:
            found.append(Named(*m.span(), (child,)))
    return found


def _how_many(word: str) -> int | None:
    number = next((int(c) if c.isdigit() else DIGITS.get(c, 2) for c in word if c in COUNTED), 0)
    return number or None
