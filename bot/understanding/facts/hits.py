"""Facts found in a text before it is settled whose they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from bot.understanding.reading import Value
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import either, load
from bot.understanding.text.stance import Stance, asks, stance


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

    def hits(self, document: Document) -> Iterator[Hit]:
        """What the text states by this rule, denials included."""
        for m in self.words.finditer(document.text):
            if not self._excluded(document, *m.span()):
                yield from self._hit(document, *m.span())

    def _excluded(self, document: Document, start: int, end: int) -> bool:
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
        compiled(line.get("unless_after")),
    )  # fmt: skip


@cache
def rules() -> tuple[Rule, ...]:
    """All plain rules: those of members, households, schooling, self-care and work."""
    found = [rule(line, "member") for line in load("facts_of_members")["facts"]]
    found += [rule(line, "household") for line in load("facts_of_households")["facts"]]
    school = load("schooling")
    unless = school["unless"]
    for line in school["stages"]:
        found.append(
            Rule(
                "student_stage", line["value"], re.compile(line["words"]), "member",
                unless_before=re.compile(unless["before"]),
                unless_after=re.compile(unless["after"]),
            )
        )  # fmt: skip
    found.append(Rule("student_stage", "none", re.compile(school["not_at_school"]), "member"))
    found += [
        Rule("self_care", value, re.compile(words), "member")
        for value, words in load("care")["self_care"].items()
    ]
    return (*found, *_work_rules(load("work")))


def _work_rules(work: dict[str, str]) -> list[Rule]:
    unless = re.compile(work["employed_unless"])
    return [
        Rule("employed", True, re.compile(work["employed"]), "member", False, True, None, unless),
        Rule("employed", False, re.compile(work["jobless"]), "member", dated=True),
        Rule("looking_for_work", True, re.compile(work["looking"]), "member", False),
        Rule("works_how", "casual", re.compile(work["casual"]), "member", None, True),
        Rule("works_how", "farming", re.compile(work["farming"]), "member", None, True),
        Rule("works_how", "regular", re.compile(work["regular"]), "member", None, True),
    ]


def plain_hits(document: Document) -> list[Hit]:
    """Everything the plain rules find."""
    return [hit for one in rules() for hit in one.hits(document)]


def illness_hits(document: Document) -> list[Hit]:
    """Names of diseases, and severe_illness where the name is one of a grave disease."""
    illness = load("illness")
    severe, generic = re.compile(either(illness["severe"])), re.compile(illness["generic_severe"])
    plain = re.compile(either(illness["plain"]))
    found: list[Hit] = []
    for pattern, grave, named in (
        (severe, True, True),
        (generic, True, False),
        (plain, False, True),
    ):
        for m in pattern.finditer(document.text):
            found += _illness(document, m, grave=grave, named=named)
    return sorted(longest(found), key=lambda hit: hit.start)


def longest(hits: list[Hit]) -> list[Hit]:
    """Of hits of one fact that overlap only the longest: 先天性心脏病 is not also 心脏病."""
    kept: list[Hit] = []
    taken: dict[str, set[int]] = {}
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        places = taken.setdefault(hit.fact, set())
        if places.isdisjoint(range(hit.start, hit.end)):
            kept.append(hit)
            places.update(range(hit.start, hit.end))
    return kept


def _illness(document: Document, m: re.Match[str], *, grave: bool, named: bool) -> list[Hit]:
    illness = load("illness")
    unless_before, unless_after = illness["unless_before"], illness["unless_after"]
    if re.search(unless_before, document.before(m.start(), 4)) or re.search(
        unless_after, document.after(m.end(), 8)
    ):
        return []
    found = stance(document, *m.span())
    asked = asks(document, m.start())
    if found is Stance.DENIED and grave and not named:
        return [Hit("severe_illness", False, *m.span(), "member", asked)]
    if found is not Stance.STATED:
        return []
    hits = [Hit("severe_illness", True, *m.span(), "member", asked)] if grave else []
    return [*hits, Hit("illness_name", m[0], *m.span(), "member", asked)] if named else hits
