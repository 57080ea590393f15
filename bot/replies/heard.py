"""Saying back what was understood, in one line of plain words."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol

from bot.replies.heard_words import LONGEST_WORDS, fact_said, heard_words, quantity
from bot.replies.people import SELF, spoken, spoken_self
from eligibility import DECLINED, UNKNOWN, Range
from eligibility.files.vocabulary import Vocabulary
from eligibility.telling.screening import Setting

__all__ = ["Tale", "heard", "quantity"]

LONGEST_LINE = 90
NOUN_NEAR = 10
"""How far before a sum the word stands that says what it is for."""

Words = Mapping[tuple[str, str | None], str]


# -- what a message tells, as far as it is said back ----------------------------------------------


class Somebody(Protocol):
    """Somebody a message speaks of."""

    @property
    def label(self) -> str: ...
    @property
    def relation(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def gone(self) -> Literal["dead", "left"] | None: ...
    @property
    def apart(self) -> bool: ...


class Sum(Protocol):
    """A sum as it was said, and where."""

    @property
    def text(self) -> str: ...
    @property
    def span(self) -> tuple[int, int]: ...


class Money(Protocol):
    """Money that comes in or goes out."""

    @property
    def member(self) -> str | None: ...
    @property
    def quantity(self) -> Sum: ...
    @property
    def per(self) -> Literal["month", "year", "day"] | None: ...


class Tale(Protocol):
    """A message as it was read; `bot.understanding.Reading` is one."""

    @property
    def text(self) -> str: ...
    @property
    def members(self) -> Sequence[Somebody]: ...
    @property
    def income(self) -> Sequence[Money]: ...
    @property
    def spending(self) -> Sequence[Money]: ...


# -- the line -------------------------------------------------------------------------------------


def heard(
    settings: Iterable[Setting],
    vocabulary: Vocabulary,
    words: Words | None = None,
    tale: Tale | None = None,
    *,
    asking_for: str | None = None,
    voice: str = "resident",
    longest: int = LONGEST_LINE,
) -> str:
    """What was told, by person: “您73岁，腿不行，养老金每月一百多；老伴不在了”.

    `words`, by fact and person, are those of the person: 两千来块 is said back as it was said.
    `tale` adds who is gone and what comes in or goes out. At most `longest` characters, the most
    important kept.
    """
    told = {(s.fact, s.member): s.value for s in settings}
    return _Line(told, vocabulary, words or {}, tale, asking_for, voice).text(longest)


@dataclasses.dataclass(frozen=True)
class _Said:
    """One thing said of somebody (None: of the household); `named` says itself whose it is."""

    of: str | None
    fact: str
    text: str
    named: bool = False

    @property
    def rank(self) -> int:
        return heard_words().ranks.get(self.fact, len(heard_words().ranks))


class _Line:
    """What is said back of one message."""

    def __init__(
        self,
        told: Mapping[tuple[str, str | None], Any],
        vocabulary: Vocabulary,
        words: Words,
        tale: Tale | None,
        asking_for: str | None,
        voice: str,
    ) -> None:
        self._told = told
        self._vocabulary = vocabulary
        self._words = words
        self._tale = tale
        self._self = self._called(asking_for, voice)

    def text(self, longest: int) -> str:
        """The line, shortened where it must be."""
        said = list(dict.fromkeys([*self._facts(), *self._fates(), *self._sums()]))
        left = sorted(said, key=lambda one: one.rank)
        line = self._joined(said)
        while len(line) > longest and len(left) > 1:
            left.pop()
            line = self._joined([one for one in said if one in left]) + heard_words().more
        return line

    # -- people ---------------------------------------------------------------------------------

    @property
    def _members(self) -> Sequence[Somebody]:
        return self._tale.members if self._tale else ()

    def _called(self, asking_for: str | None, voice: str) -> str:
        own = next((m.words for m in self._members if m.label == SELF), None)
        age = self._told.get(("age", SELF))
        if isinstance(age, Mapping):
            age = Range.model_validate(age)
        years = age.low if isinstance(age, Range) else age
        known = years if isinstance(years, (int, float)) else None
        return spoken_self(own, asking_for, known, voice)

    def _joined(self, said: Sequence[_Said]) -> str:
        """How many they are, the one it is about, the others, then what is of the household."""
        line, before = "", 0
        for of, own in self._groups(sorted(said, key=lambda one: one.rank)):
            parted = "，" if before == len(own) == 1 else "；"
            line += (parted if line else "") + self._told_of(of, own)
            before = len(own)
        return line

    def _groups(self, said: Sequence[_Said]) -> list[tuple[str | None, list[_Said]]]:
        leading = [one for one in said if one.of is None and one.fact in heard_words().leading]
        common = [one for one in said if one.of is None and one not in leading]
        places = {label: at for at, label in enumerate([SELF, *(m.label for m in self._members)])}
        others = dict.fromkeys(one.of for one in said if one.of is not None)
        order = sorted(others, key=lambda label: places.get(label, len(places)))
        people = [(label, [one for one in said if one.of == label]) for label in order]
        groups: list[tuple[str | None, list[_Said]]] = [(None, leading), *people, (None, common)]
        return [(of, own) for of, own in groups if own]

    def _told_of(self, of: str | None, own: Sequence[_Said]) -> str:
        """The name once; a pension of one's own needs none and comes last."""
        if of is None:
            return "，".join(one.text for one in own)
        plain = [one.text for one in own if not one.named]
        named = [one.text for one in own if one.named]
        name = self._self if of == SELF else spoken(of)
        if of == SELF and not plain:
            return "，".join(named)
        return name + "，".join([*plain, *named])

    # -- facts ----------------------------------------------------------------------------------

    def _facts(self) -> list[_Said]:
        in_sums = self._by_sums()
        return [
            _Said(member, fact, text)
            for (fact, member), value in self._told.items()
            if value != DECLINED
            and (fact, member) not in in_sums
            and not self._is_covered(fact, member)
            and (text := self._fact(fact, member, value))
        ]

    def _is_covered(self, fact: str, member: str | None) -> bool:
        """Whether another fact that was told says it already."""
        covering = heard_words().covered.items()
        return any(fact in others and self._says(by, member) for by, others in covering)

    def _says(self, fact: str, member: str | None) -> bool:
        """Whether the fact was told, of this person or, for the household, of anybody."""
        holders = [of for name, of in self._told if name == fact and member in (None, of)]
        nothing = (None, False, 0, "none", UNKNOWN, DECLINED)
        return any(
            self._told[fact, of] not in nothing and bool(self._fact(fact, of, self._told[fact, of]))
            for of in holders
        )

    def _fact(self, fact: str, member: str | None, value: Any) -> str:
        words = self._words.get((fact, member), "")
        if fact == "jurisdiction":
            short = words if 1 < len(words) <= LONGEST_WORDS else ""
            return heard_words().place.format(words=short) if short else ""
        spec = self._vocabulary.facts.get(fact)
        if spec is None:
            return ""
        if fact == "illness_name" and value != UNKNOWN:
            return _illness(value, own=member == SELF)
        if fact == "disability_level":
            return self._disability(member, value) or fact_said(spec, fact, value, words)
        return fact_said(spec, fact, value, words)

    def _disability(self, member: str | None, value: Any) -> str:
        level = heard_words().levels.get(str(value))
        if level is None:
            return ""
        kind = heard_words().types.get(str(self._told.get(("disability_type", member))))
        if kind is None:
            return heard_words().level.format(level=level)
        return heard_words().level_of_type.format(type=kind, level=level)

    # -- who is gone, and money -------------------------------------------------------------------

    def _fates(self) -> list[_Said]:
        """老伴不在了; not where a child's facts tell of its parents."""
        told = {fact.partition("_")[0] for fact, _ in self._told if fact in heard_words().parents}
        return [
            _Said(one.label, "death", heard_words().dead)
            if one.gone == "dead"
            else _Said(one.label, "left", heard_words().left)
            for one in self._members
            if one.gone and one.relation not in told and one.label not in heard_words().former
        ]

    def _sums(self) -> list[_Said]:
        """What comes in and goes out, where its word or its way is told and no fact says it."""
        if self._tale is None:
            return []
        of_facts = {words for key, words in self._words.items() if key not in self._by_sums()}
        flows = [*self._tale.income, *self._tale.spending]
        free = [flow for flow in flows if flow.quantity.text not in of_facts]
        return [said for flow in free if (said := self._sum(flow)) is not None]

    def _by_sums(self) -> set[tuple[str, str | None]]:
        """Facts that are said by the word for the money: 养老金每月一百多."""
        income = self._tale.income if self._tale else ()
        named = {flow.quantity.text for flow in income if self._noun(flow)}
        facts = heard_words().said_by_sums
        return {k for k, words in self._words.items() if k[0] in facts and words in named}

    def _sum(self, flow: Money) -> _Said | None:
        words, noun = heard_words(), self._noun(flow)
        told = {"per": words.per.get(flow.per or "", ""), "v": flow.quantity.text, "noun": noun}
        if noun:
            form = words.named if words.is_money.search(noun) else words.named_care
            return _Said(flow.member, "sums", form.format(**told), named=True)
        if self._tale and flow in self._tale.income and words.sends.search(self._led(flow)):
            return _Said(flow.member, "sums", words.income_sent.format(**told))
        return None

    def _noun(self, flow: Money) -> str:
        """养老金, 药钱: the last word before the sum that says what money it is."""
        found = list(heard_words().nouns.finditer(self._led(flow)))
        return found[-1][0] if found else ""

    def _led(self, flow: Money) -> str:
        start = flow.quantity.span[0]
        text = self._tale.text if self._tale else ""
        return text[max(0, start - NOUN_NEAR) : start].replace(",", "，").rpartition("，")[2]


def _illness(value: Any, *, own: bool) -> str:
    name = "、".join(value) if isinstance(value, list) else str(value)
    words = heard_words()
    return words.has_illness.format(name=name) if own and words.illness.search(name) else name
