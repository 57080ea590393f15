"""Facts found in a text before it is settled whose they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from bot.understanding.reading import Value
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, load
from bot.understanding.text.stance import Stance, asks, stance

GENERAL, PAST_WINDOW = 12, 8


@dataclass(frozen=True)
class Hit:
    """`fact` = `value`, told by text[start:end]; `who` says whose kind of fact it is."""

    fact: str
    value: Value
    start: int
    end: int
    who: Literal["member", "household"]
    asked: bool = False
    """Stands in a question: counts only for somebody who is named."""


@dataclass(frozen=True)
class Rule:
    """One line of data/facts_of_….yml, compiled."""

    fact: str
    value: Value
    words: re.Pattern[str]
    who: Literal["member", "household"]
    no: Value | None = None
    dated: bool = False
    unless_before: re.Pattern[str] | None = None
    unless_after: re.Pattern[str] | None = None
    ends: bool = False

    def hits(self, document: Document) -> Iterator[Hit]:
        """What the text states by this rule, denials included."""
        for m in self.words.finditer(document.text):
            if not self._excluded(document, *m.span()):
                yield from self._hit(document, *m.span())

    def _excluded(self, document: Document, start: int, end: int) -> bool:
        if self.ends and no_longer(document, start):
            return True
        before, after = document.before(start, 8), document.after(end, 10)
        return bool(
            (self.unless_before and self.unless_before.search(before))
            or (self.unless_after and self.unless_after.match(after))
        )

    def _hit(self, document: Document, start: int, end: int) -> Iterator[Hit]:
        found = stance(document, start, end, dated=self.dated)
        value: Value | None = None
        if found is Stance.STATED:
            value = self.value
        elif found is Stance.DENIED:
            value = self.no
        elif found is Stance.UNKNOWN:
            value = "unknown"
        if value is not None:
            yield Hit(self.fact, value, start, end, self.who, asks(document, start))


def compiled(pattern: str | None) -> re.Pattern[str] | None:
    """The pattern, or None for none."""
    return re.compile(pattern) if pattern else None


def rule(line: dict[str, Any], who: Literal["member", "household"]) -> Rule:
    """A rule of data/facts_of_….yml."""
    return Rule(
        line["fact"], line["value"], re.compile(line["words"]), who, line.get("denied"),
        line.get("dated", False), compiled(line.get("unless_before")),
        compiled(line.get("unless_after")), line.get("ends", False),
    )  # fmt: skip


@cache
def rules() -> tuple[Rule, ...]:
    """The plain rules: those of members, of self-care and of households."""
    lines = [*load("facts_of_members")["facts"], *load("care")["facts"]]
    found = [rule(line, "member") for line in lines]
    found += [rule(line, "household") for line in load("facts_of_households")["facts"]]
    return tuple(found)


def plain_hits(document: Document) -> list[Hit]:
    """Everything the plain rules find."""
    return [hit for one in rules() for hit in one.hits(document)]


def longest(hits: list[Hit]) -> list[Hit]:
    """Of hits of one fact that overlap only the longest."""
    kept: list[Hit] = []
    taken: dict[str, set[int]] = {}
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        places = taken.setdefault(hit.fact, set())
        if places.isdisjoint(range(hit.start, hit.end)):
            kept.append(hit)
            places.update(range(hit.start, hit.end))
    return kept


cue = cues("conditions")
"""The pattern `name` of data/conditions.yml."""


def asked_in_general(document: Document, start: int) -> bool:
    """想问一下尿毒症能办低保吗: a question about a kind of people, not about somebody."""
    lead = document.before(start, GENERAL)
    return asks(document, start) and bool(cue("in_general").fullmatch(lead))


def no_longer(document: Document, start: int) -> bool:
    """以前种地: what is said of a time that is over."""
    return bool(cue("ended_before").search(document.before(start, PAST_WINDOW)))
