"""Disability as people state it: kind and grade, work-injury grades kept apart."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.understanding.facts.hits import Hit
from bot.understanding.reading import Value
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import alternation, load
from bot.understanding.text.stance import Stance, asks, stance

HIGHEST_GRADE = 4
GRADE = r"(?P<{name}>[一二两三四五六七八九十1-9]|10)级"


@dataclass(frozen=True)
class Disability:
    """What text[start:end] says: the vocabulary's kind, the grade as stated."""

    start: int
    end: int
    kind: str | None
    grade: int | None
    certificate: bool
    negative: bool = False
    asked: bool = False

    def stated(self) -> dict[str, Any]:
        """As the contract shows it."""
        return {"type": self.kind, "level": self.grade}

    def hits(self) -> list[Hit]:
        """The facts of the vocabulary in it."""
        told: dict[str, Value] = {}
        if self.negative:
            told["disability_level"] = 0
        elif self.certificate and self.grade and self.grade <= HIGHEST_GRADE:
            told["disability_level"] = self.grade
        if self.kind and not self.negative:
            told["disability_type"] = self.kind
        if self.kind in ("mental", "intellectual") and not self.negative:
            told["mental_or_intellectual_disability"] = True
        return [
            Hit(fact, value, self.start, self.end, "member", self.asked)
            for fact, value in told.items()
        ]


@cache
def _pattern() -> re.Pattern[str]:
    kinds = alternation(load("disability")["types"])
    first, second, third = (GRADE.format(name=name) for name in ("g1", "g2", "g3"))
    noun = r"(?:残疾(?:人)?证?|伤残|残障|残|障碍)"
    is_ = r"(?:是|,|:|评的?|有|定的?|为|上|的|写的|等级|证)*"
    bare_end = r"(?!证|军|儿|疾人联|疾人证|联|补|津)"
    return re.compile(
        rf"(?P<k1>{kinds})(?:{noun}|的)?人?{is_}(?:{first}|(?=几级|残|的?几|证))"
        rf"|{second}的?(?P<k2>{kinds})?(?:重度)?{noun}"
        rf"|{noun}{is_}(?P<k3>{kinds})?是?{third}"
        rf"|(?P<bare>(?:重度|中度|轻度)?(?P<k4>{kinds})?残(?:疾|障)人?){bare_end}"
    )


def disabilities(document: Document) -> list[Disability]:
    """Everything the text says of somebody's disability."""
    data = load("disability")
    found: list[Disability] = []
    for m in _pattern().finditer(document.text):
        before, after = document.before(m.start(), 8), document.after(m.end(), 8)
        if re.search(data["unless_before"], before) or re.search(data["unless_after"], after):
            continue
        said = stance(document, *m.span())
        if said not in (Stance.STATED, Stance.DENIED, Stance.UNKNOWN):
            continue
        if said is Stance.DENIED and not m["bare"]:
            continue
        found.append(_disability(m, document, negative=said is Stance.DENIED))
    return found


def _disability(m: re.Match[str], document: Document, *, negative: bool) -> Disability:
    data = load("disability")
    kind = next((m[name] for name in ("k1", "k2", "k3", "k4") if m[name]), None)
    grade = next((m[name] for name in ("g1", "g2", "g3") if m[name]), None)
    around = document.before(m.start(), 8) + m[0] + document.after(m.end(), 6)
    return Disability(
        m.start(), m.end(), data["types"].get(kind) if kind else None,
        (int(grade) if grade.isdigit() else data["grades"][grade]) if grade else None,
        certificate=not re.search(data["work_injury"], around.replace("残疾等级", "")),
        negative=negative, asked=asks(document, m.start()),
    )  # fmt: skip
