"""Reads one message: persons, quantities, places, and facts with their words and person."""

import re
from itertools import takewhile
from typing import Any, Literal

from bot.understanding.emergency import emergency
from bot.understanding.facts.conditions import condition_hits
from bot.understanding.facts.disability import Disability, disabilities
from bot.understanding.facts.flows import money
from bot.understanding.facts.hits import Hit
from bot.understanding.facts.household import (
    areas,
    months_working,
    open_places,
    people_together,
    place_hits,
)
from bot.understanding.facts.income import dibao_amounts, money_hits, personal_incomes
from bot.understanding.facts.refusals import by_office, refusals
from bot.understanding.facts.sharing import given
from bot.understanding.facts.standards import standards
from bot.understanding.facts.statuses import (
    MEMBER_STATUSES,
    StatusSaid,
    level_hits,
    statuses,
    tekun_care,
)
from bot.understanding.numbers.ages import age_hits
from bot.understanding.numbers.quantities import counted
from bot.understanding.people.cast import Cast
from bot.understanding.people.mentions import NOTE_SEX
from bot.understanding.people.words import sex_of
from bot.understanding.places.places import places
from bot.understanding.reading import SELF, Correction, FactSaid, MemberSaid, Open, Reading, Wish
from bot.understanding.text.corrections import corrections
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load
from bot.understanding.text.stance import Stance, asks, stance

NEAR_SEX = 8
OWN_PAPERS = frozenset({"hukou_place", "hukou_type", "residence_permit"})


def read_message(text: str) -> Reading:
    """Everything `text` states; only what it states."""
    return _Reader(text).reading()


class _Reader:
    """One message being read."""

    def __init__(self, text: str) -> None:
        self.raw = text
        self.document = Document.of(text)
        self.cast = Cast(self.document)
        self.counted = counted(self.document, [mention for mention, _ in self.cast.mentions])
        self.places = places(self.document)
        self.money = money(self.document, self.cast, self.counted)
        self.statuses = statuses(self.document)
        self.disabilities = disabilities(self.document)
        self.corrections = corrections(self.document)

    def reading(self) -> Reading:
        """The reading of the whole message."""
        facts = self._facts()
        wished = [s for s in self.statuses if s.stand == "wished"]
        return Reading(
            text=self.raw,
            facts=facts,
            members=self._members({f.member for f in facts}),
            income=[m.flow(self.document, self.cast) for m in self.money if not m.spending],
            spending=[m.flow(self.document, self.cast) for m in self.money if m.spending],
            quantities=[one.quantity(self.document) for one in self.counted],
            places=[found.said(self.document) for found in self.places],
            emergency=emergency(self.document),
            corrections=self.corrections,
            wishes=[Wish(status=s.status, **self._where(s.start, s.end)) for s in wished],
            open=[*self._open(), *self._open_places()],
            figures=standards(self.document, self.counted),
        )

    def _facts(self) -> list[FactSaid]:
        hits = sorted(self._hits(), key=lambda hit: hit.start)
        facts = [f for hit in hits if hit.who == "household" for f in self._of_household(hit)]
        facts += self._of_members([hit for hit in hits if hit.who == "member"])
        facts += self._of_earners()
        facts += self._asking()
        facts = self._without_taken_back(facts)
        return sorted(facts, key=lambda said: said.span)

    def _hits(self) -> list[Hit]:
        status_hits = [hit for said in self.statuses for hit in _status_hits(said)]
        together = list(people_together(self.document, self.cast, self.counted))
        alone = any(hit.value == 1 for hit in together)
        renting = any(h.fact == "in_public_rental" and h.value is True for h in status_hits)
        return [
            *condition_hits(self.document, self.disabilities),
            *(hit for d in self.disabilities for hit in d.hits()),
            *self._sexes(),
            *age_hits(self.document, self.counted),
            *status_hits,
            *refusals(self.document),
            *level_hits(self.document, self.statuses),
            *self._tekun_hits(),
            *together,
            *months_working(self.document, self.cast, self.counted, self.places),
            *areas(self.document, in_public_rental=renting),
            *place_hits(self.cast, self.places),
            *self._housing_wish(),
            *money_hits(self.money),
            *dibao_amounts(self.document, self.money, alone=alone),
        ]

    def _sexes(self) -> list[Hit]:
        """女14 may be a daughter; 女，替邻居问: who calls is not whom it is about."""
        kin = {m.word_start for m, _ in self.cast.mentions if m.kind == "kin"}
        neighbour = self.cast.asking == "neighbour"
        asks = re.search(r"替|帮|代", self.document.text) if neighbour else None
        told = [
            hit
            for hit in sex_hits(self.document)
            if hit.start not in kin and not (asks and hit.start < asks.start())
        ]
        return [*told, *self._sex_of_head(told)]

    def _sex_of_head(self, told: list[Hit]) -> list[Hit]:
        """母49, 老奶奶84: the word for whom a note is about shows the sex."""
        notes = load("people")["notes"]
        unsure = {*notes["by_sex"], *load("people")["sex"]}
        people = [pair for pair in self.cast.mentions if pair[0].kind != "household"]
        head = takewhile(lambda pair: pair[0].kind == "case", people)
        for mention, subject in head:
            if SELF not in subject.labels or mention.word in unsure:
                continue
            sex = sex_of(mention.word, notes["kin"].get(mention.word[0], "self"))
            known = any(abs(hit.start - mention.end) <= NEAR_SEX for hit in told)
            if sex and not known:
                return [Hit("sex", sex, mention.start, mention.end, "member")]
        return []

    def _where(self, start: int, end: int) -> dict[str, Any]:
        return {
            "words": self.document.source.words(start, end),
            "span": self.document.source.span(start, end),
        }

    def _of_household(self, hit: Hit) -> list[FactSaid]:
        if self._of_others(hit) or (hit.asked and not self._somebody(hit)):
            return []
        if hit.fact in OWN_PAPERS and self._of_a_relative(hit):
            return []
        return [FactSaid(fact=hit.fact, value=hit.value, **self._where(hit.start, hit.end))]

    def _of_members(self, hits: list[Hit]) -> list[FactSaid]:
        return [
            fact
            for hit, label, explicit in given(self.cast, hits)
            for fact in self._of_member(hit, label, explicit=explicit)
        ]

    def _of_member(self, hit: Hit, label: str, *, explicit: bool) -> list[FactSaid]:
        if self.cast.is_gone(label) or (hit.asked and not explicit):
            return []
        if label == SELF:
            self.cast.admit_self(hit.start, hit.end)
        where = self._where(hit.start, hit.end)
        return [FactSaid(fact=hit.fact, member=label, value=hit.value, **where)]

    def _of_earners(self) -> list[FactSaid]:
        return [
            fact
            for hit, subject in personal_incomes(self.money)
            for label in subject.labels
            for fact in self._of_member(hit, label, explicit=True)
        ]

    def _somebody(self, hit: Hit) -> bool:
        """A question tells something of a household only when it names its people."""
        return bool(self.cast.mentions) and not self.cast.outside(hit.start)

    def _of_others(self, hit: Hit) -> bool:
        return self.cast.outside(hit.start) and not by_office(self.cast, hit)

    def _of_a_relative(self, hit: Hit) -> bool:
        """父母是外地户口: not the register of the writer."""
        subject = self.cast.in_clause(hit.start)
        return subject is not None and not subject.household and SELF not in subject.labels

    def _asking(self) -> list[FactSaid]:
        if self.cast.asking is None:
            return []
        m = re.search(r"替|帮|代|给|为|朋友|邻居|亲戚", self.document.text)
        start = m.start() if m else 0
        return [
            FactSaid(fact="asking_for", value=self.cast.asking, **self._where(start, start + 1))
        ]

    def _tekun_hits(self) -> list[Hit]:
        care = tekun_care(self.document)
        return [
            Hit("tekun", care, s.start, s.end, "member")
            for s in self.statuses
            if care and s.status == "tekun" and s.stand == "held"
        ]

    def _open(self) -> list[Open]:
        if tekun_care(self.document):
            return []
        found: list[Open] = []
        for s in self.statuses:
            if s.status == "tekun" and s.stand == "held":
                subject = self.cast.subject(s.start, s.end)
                for label in () if subject.outside else subject.labels:
                    values = ("concentrated", "dispersed")
                    where = self._where(s.start, s.end)
                    found.append(Open(fact="tekun", member=label, candidates=values, **where))
        return found

    def _open_places(self) -> list[Open]:
        return [
            Open(
                fact="jurisdiction",
                member=None,
                candidates=paths,
                **self._where(found.start, found.end),
            )
            for found, paths in open_places(self.cast, self.places)
        ]

    def _housing_wish(self) -> list[Hit]:
        pattern = load("statuses")["housing_wished"]
        return [
            Hit("housing_need", True, *m.span(), "household")
            for m in re.finditer(pattern, self.document.text)
            if re.search(
                r"(?:想|要|申请|能不能|可以|怎么)[^,。]{0,6}$", self.document.before(m.start(), 10)
            )
            and stance(self.document, *m.span()) is Stance.STATED
        ]

    def _members(self, told: set[str | None]) -> list[MemberSaid]:
        stated: dict[str, Disability] = {}
        for d in self.disabilities:
            subject = self.cast.subject(d.start, d.end)
            usable = not d.negative and (subject.explicit or not asks(self.document, d.start))
            for label in subject.labels if usable and not subject.outside else ():
                if label not in stated or stated[label].grade is None:
                    stated[label] = d
        anybody = load("people")["only_with_facts"]
        members = []
        for said in self.cast.members:
            one = stated.get(said.label)
            known = one is not None or said.label in told
            if not known and (said.label in anybody or self._in_passing(said)):
                continue
            members.append(said.model_copy(update={"disability": one.stated() if one else None}))
        return members

    def _in_passing(self, said: MemberSaid) -> bool:
        """车借名给表弟: a distant relative of whom nothing is told."""
        before = self.raw[max(0, said.span[0] - 4) : said.span[0]]
        return said.relation == "other" and before.endswith(("给", "向", "问", "欠", "借"))

    def _without_taken_back(self, facts: list[FactSaid]) -> list[FactSaid]:
        spans = [taken for c in self.corrections if (taken := _denied_span(c))]
        return [
            f for f in facts
            if _denial(f) or not any(a <= f.span[0] and f.span[1] <= b for a, b in spans)
        ]  # fmt: skip


def sex_hits(document: Document) -> list[Hit]:
    """男46, 户主68男: the sex in a note."""
    sexes = load("people")["sex"]
    return [
        Hit("sex", sexes[m["sex"] or m["late"]], *m.span("sex" if m["sex"] else "late"), "member")
        for m in NOTE_SEX.finditer(document.text)
    ]


def _denial(said: FactSaid) -> bool:
    """我不是五保，是低保: what is denied was no fact that is taken back."""
    return said.value is False or said.value == "none"


def _denied_span(correction: Correction) -> tuple[int, int] | None:
    if correction.denied is None:
        return None
    start = correction.span[0] + correction.words.find(correction.denied)
    return start, start + len(correction.denied)


def _status_hits(said: StatusSaid) -> list[Hit]:
    if said.stand == "wished":
        return []
    hits: list[Hit] = []
    if said.value is not None:
        who: Literal["member", "household"] = (
            "member" if said.status in MEMBER_STATUSES else "household"
        )
        hits.append(Hit(said.status, said.value, said.start, said.end, who))
    if said.status == "dibao" and said.stand in ("stopped", "reduced"):
        hits.append(Hit("dibao_cut_or_stopped", said.stand, said.start, said.end, "household"))
    return hits
