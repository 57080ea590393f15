"""Whose a sum is: of whoever was last told to earn or to draw a pension; else of all."""

import re
from dataclasses import replace
from functools import cache

from bot.understanding.facts.fitting import grown
from bot.understanding.people.cast import Cast, Subject
from bot.understanding.people.roster import SMALL, YOUNG
from bot.understanding.reading import SELF
from bot.understanding.text.document import STOP, Document
from bot.understanding.text.lexicon import cues, load

FURTHEST_WORK = 45
"""How far before a sum the work may be told that brings it."""
NOBODY = Subject((), outside=True)


cue = cues("flows")
"""The pattern `name` of data/flows.yml."""


@cache
def _work() -> re.Pattern[str]:
    return re.compile(f"{load('work')['employed']}|{load('flows')['earning']}")


def works(words: str) -> bool:
    """Whether the words tell of work for money or of a pension."""
    return bool(_work().search(words))


class Earner:
    """Finds whose each sum of one message is; `small` are the children who cannot earn."""

    def __init__(self, document: Document, cast: Cast) -> None:
        self.document = document
        self.cast = cast
        self.small = self._small()

    def of(self, start: int, end: int, *, told: bool) -> Subject | None:
        """Whose text[start:end] is; `told`: named as income. None: nobody is told to have it."""
        here = self.cast.in_clause(start)
        if self._of_all(start):
            return NOBODY if here and here.outside else Subject(household=True)
        personal = self._personal(start, end)
        found = self._here(here, start) if here and not here.household else None
        if found is None and (personal or here is None):
            found = self._worked(start)
        if found is None and here is None and self.cast.outside(start):
            return NOBODY
        if found is None and personal:
            found = self.cast.subject(start, end)
        if found is not None:
            if here is None and self._is_child(found):
                found = grown(self.cast, start)
            return self._shared(start, self._grown(start, found))
        all_of_us = told or here is not None or not self._costs(start)
        return Subject(household=True) if all_of_us else None

    def _is_child(self, subject: Subject) -> bool:
        """两娃，一个听障，月挣1800: children earn only where their clause says so."""
        relations = {self.cast.relation(label) for label in subject.labels}
        return bool(relations) and relations <= SMALL

    def without(self, start: int, end: int) -> Subject:
        """Who has no income by text[start:end]."""
        if cue("all_without").search(self.document.before(start, 12)):
            return Subject(household=True)
        if here := self.cast.carer(start) or self.cast.in_clause(start):
            return here
        if not cue("takings").search(self.document.text[start:end]):
            return self.cast.subject(start, end)
        # 现在一分进账都没有: of all, unless the clause before speaks of one who could earn.
        clause_start, _ = self.document.clause(start)
        before = self.cast.in_clause(clause_start - 1) if clause_start else None
        one = before is not None and len(before.labels) == 1 and not before.household
        if before is None or not one or self._cannot_earn(before):
            return Subject(household=True)
        return before

    def _cannot_earn(self, subject: Subject) -> bool:
        return self.is_small(subject) or any(
            self.cast.is_gone(one) or self.cast.relation(one) == "child" for one in subject.labels
        )

    def named_before(self, start: int) -> tuple[Subject, str] | None:
        """Who is named right before a sum, and the words between."""
        clause_start, _ = self.document.clause(start)
        for mention, subject in reversed(self.cast.mentions):
            if mention.start < start:
                gap = self.document.text[mention.end : start]
                person = not (subject.household or subject.outside)
                return (subject, gap) if person and mention.start >= clause_start else None
        return None

    # -- all of them, or each of them -------------------------------------------------------

    def _of_all(self, start: int) -> bool:
        return bool(cue("whole_household").search(self.document.before(start, 12)))

    def _personal(self, start: int, end: int) -> bool:
        around = self.document.before(start, 12) + "¦" + self.document.after(end, 6)
        return bool(cue("personal").search(around))

    def _shared(self, start: int, subject: Subject) -> Subject:
        """妻卧床，养老金各142: the other grown person named before as well."""
        if len(subject.labels) != 1 or not cue("each").search(self.document.before(start, 8)):
            return subject
        if not subject.explicit:
            return NOBODY
        for mention, other in reversed(self.cast.mentions):
            if mention.start >= start or other.outside or other.household or not other.labels:
                continue
            if mention.start < start - FURTHEST_WORK or self.is_small(other):
                break
            if other.labels != subject.labels:
                return replace(subject, labels=(*other.labels, *subject.labels))
        return subject

    # -- who earns --------------------------------------------------------------------------

    def _here(self, here: Subject, start: int) -> Subject:
        """Whom this clause names; in 我洗碗养两个娃 the one who works."""
        clause_start, _ = self.document.clause(start)
        lead_start = max(clause_start, start - FURTHEST_WORK)
        if (at := self._last_work(lead_start, start)) is not None:
            named = self._last_named(start, at)
            if named is None or named < at[0] or self.is_small(here):
                return self._self_in_note(at[0]) or self.cast.in_clause(at[0]) or here
        return here

    def _worked(self, start: int) -> Subject | None:
        """老公在工地干活，下雨没得做，一个月四千: who was told to work in this sentence."""
        lead = self.document.text[max(0, start - FURTHEST_WORK) : start]
        sentence = STOP.split(lead)[-1]
        at = self._last_work(start - len(sentence), start)
        if at is None or self._spends(at[1], start):
            return None
        subject = self._self_in_note(at[0]) or self.cast.subject(*at)
        if subject.household or not subject.labels:
            return None
        clause_start, _ = self.document.clause(start)
        farmed = cue("of_all_work").search(self.document.text[at[0] : at[1]])
        unnamed = not subject.explicit and at[0] < clause_start
        return None if unnamed and (farmed or self._of_the_home(sentence)) else subject

    def _of_the_home(self, sentence: str) -> bool:
        return bool(cue("whole_household").search(sentence))

    def _self_in_note(self, place: int) -> Subject | None:
        """求助人称丈夫…，自己在酒店上班: in a note, whom it is about."""
        noted = any(m.kind == "case" and SELF in s.labels for m, s in self.cast.mentions[:4])
        own = self.document.before(place, 24).startswith("自己")
        return Subject((SELF,), explicit=True) if noted and own else None

    def _last_work(self, start: int, end: int) -> tuple[int, int] | None:
        found = [m.span() for m in _work().finditer(self.document.text, start, end)]
        return found[-1] if found else None

    def _spends(self, worked: int, start: int) -> bool:
        """住养老院，一个月三千五: what costs money is told last."""
        return any(
            m.end() > worked for m in cue("costs").finditer(self.document.text, worked, start)
        )

    def _costs(self, start: int) -> bool:
        sentence = STOP.split(self.document.text[max(0, start - FURTHEST_WORK) : start])[-1]
        return bool(cue("costs").search(sentence))

    def _last_named(self, start: int, work: tuple[int, int]) -> int | None:
        """Not who is part of the work, as in 帮人家卖鱼, nor the 一个 of 一个月."""
        named = [
            m.start
            for m, s in self.cast.mentions
            if m.start < start and not s.household and not work[0] <= m.start < work[1]
            if not self.document.text.startswith("月", m.end)
        ]
        return named[-1] if named else None

    # -- who cannot earn --------------------------------------------------------------------

    def _grown(self, start: int, subject: Subject) -> Subject:
        if subject.outside or not self.is_small(subject):
            return subject
        return grown(self.cast, start)

    def is_small(self, subject: Subject) -> bool:
        """Whether all of them are children who cannot earn."""
        return bool(subject.labels) and set(subject.labels) <= self.small

    def _small(self) -> frozenset[str]:
        """Those who are told to be at school or are small."""
        labels: set[str] = set()
        for m in cue("small").finditer(self.document.text):
            subject = self.cast.in_clause(m.start()) or self.cast.subject(*m.span())
            if not subject.household and not subject.outside:
                labels |= {one for one in subject.labels if self.cast.relation(one) in YOUNG}
        return frozenset(labels)
