"""Disability as people state it: kind and grade, work-injury grades kept apart."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.understanding.facts.hits import Hit, asked_in_general
from bot.understanding.reading import Value
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import alternation, cues, load
from bot.understanding.text.stance import Stance, asks, sentence_after, sentence_before, stance

HIGHEST_GRADE = 4
LOOSE_WINDOW = 30
NAMES_OF_KIND = ("k1", "k2", "k3", "k4", "k5", "k6", "k7")
NAMES_OF_GRADE = ("g1", "g2", "g3", "g4", "g5", "g6")
# 伤残 among the certificate's words is decided by `work_injury`, not here.
NOUN = r"(?:残疾(?:人)?(?:等级)?证?|伤残|残障|残废|残|障碍)"
LINK = r"(?:[,:、]|是|评的?|有|定的?|定为|为|上|的|写的?|等级|级别|证|属于|达到|鉴定){0,4}"
DEGREE = r"(?:极重度|重度|中度|轻度|先天性|先天)?"


@dataclass(frozen=True)
class Disability:
    """What text[start:end] says: the vocabulary's kind, the grade as stated."""

    start: int
    end: int
    kind: str | None
    grade: int | None
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
        elif self.grade:
            told["disability_level"] = self.grade
        if self.kind and not self.negative:
            told["disability_type"] = self.kind
        if self.kind in ("mental", "intellectual") and not self.negative:
            told["mental_or_intellectual_disability"] = True
        return [
            Hit(fact, value, self.start, self.end, "member", self.asked)
            for fact, value in told.items()
        ]


def _grade(name: str) -> str:
    return rf"(?P<{name}>[一二两三四五六七八九十壹贰叁肆1-9]|10|i{{1,3}}|iv)级"


def _kinds() -> str:
    return alternation(load("disability")["types"])


@cache
def _pattern() -> re.Pattern[str]:
    data = load("disability")
    kinds, named = _kinds(), alternation(data["named"])
    g1, g2, g3, g4, g6 = (_grade(name) for name in ("g1", "g2", "g3", "g4", "g6"))
    graded = rf"{g1}|(?P<g5>[一二三四壹贰叁肆1-4])(?=残|$|[,。、证;:/!?)\s])"
    return re.compile(
        rf"(?P<k1>{kinds})(?:有)?{DEGREE}(?:{NOUN}|的)?人?{LINK}(?:{graded}|(?=几级|残疾(?:人)?证|的?几|证))"
        rf"|{g2}的?{DEGREE}(?P<k2>{kinds})?{DEGREE}{NOUN}(?:[\s(,]{{0,2}}(?P<k6>{kinds})(?=[\s,。;)]|$))?"
        rf"|{DEGREE}{NOUN}人?{LINK}(?P<k3>{kinds})?是?{g3}(?:[\s(,]?(?P<k7>{kinds})(?:残疾?)?(?=[\s,。;)]|$))?"
        rf"|{g4}(?P<k5>{kinds})(?=[,。、]|$)"
        rf"|(?P<bare>{DEGREE}(?P<k4>{kinds})?(?:有)?(?:残(?:疾|障|废)人?)){data['not_bare']}"
        rf"|(?P<named>{named})(?:{LINK}{g6})?"
    )


_cue = cues("disability")


def disabilities(document: Document) -> list[Disability]:
    """Everything the text says of somebody's disability."""
    found = [_read(document, m) for m in _pattern().finditer(document.text)]
    named = [one for one in found if one is not None]
    taken = {place for one in named for place in range(one.start, one.end)}
    loose = (_loose(document, m) for m in _cue("loose_grade").finditer(document.text))
    return named + [one for one in loose if one is not None and one.start not in taken]


def _loose(document: Document, m: re.Match[str]) -> Disability | None:
    """办了证，二级: a grade alone, of what was told just before."""
    before = document.text[max(0, m.start() - LOOSE_WINDOW) : m.start()]
    around = before + sentence_after(document, m.end(), 8)
    if not _cue("loose_near").search(around) or _cue("loose_unless").search(around):
        return None
    if stance(document, *m.span()) is not Stance.STATED:
        return None
    word = m["grade"]
    grade = int(word) if word.isdigit() else int(load("disability")["grades"][word])
    told = sentence_before(document, m.start(), LOOSE_WINDOW)
    asked = asks(document, m.start()) and "我" not in told[-1:]
    return Disability(*m.span(), _kind_by_illness(told), grade, asked=asked)


def _kind_by_illness(told: str) -> str | None:
    """The kind that the last illness before a grade stands for."""
    kinds: dict[str, str] = load("disability")["kinds_by_illness"]
    last = {kind: [m.end() for m in re.finditer(words, told)] for kind, words in kinds.items()}
    named = [(ends[-1], kind) for kind, ends in last.items() if ends]
    return max(named)[1] if named else None


def _read(document: Document, m: re.Match[str]) -> Disability | None:
    said = stance(document, *m.span())
    denied = said is Stance.DENIED
    if denied and (not m["bare"] or "残废" in m[0]):
        return None
    if said not in (Stance.STATED, Stance.DENIED, Stance.UNKNOWN):
        return None
    if not denied and _of_something_else(document, m):
        return None
    kind, grade = _kind(m), _number(m)
    if _from_an_injury(document, m, kind) or (grade or 0) > HIGHEST_GRADE:
        return None
    return Disability(*m.span(), kind, grade, negative=denied, asked=_asked(document, m))


def _asked(document: Document, m: re.Match[str]) -> bool:
    return asks(document, m.start()) or bool(_cue("policy_after").match(document.after(m.end(), 8)))


def _of_something_else(document: Document, m: re.Match[str]) -> bool:
    before, after = document.before(m.start(), 10), document.after(m.end(), 8)
    if asked_in_general(document, m.start()) or (not before and _cue("policy_after").match(after)):
        return True
    if m["named"] and (before == "一个" or _cue("named_unless_after").match(after)):
        return True  # 爷爷奶奶，一个耳朵全聋: which of them is not said
    return bool(
        _cue("unless_before").search(before)
        or _cue("unless_after").match(after)
        or _cue("wished_before").search(before)
    )


def _kind(m: re.Match[str]) -> str | None:
    data = load("disability")
    if m["named"]:
        return _text(data["named"][m["named"]])
    word = next((m[name] for name in NAMES_OF_KIND if m[name]), None)
    return _text(data["types"].get(word)) if word else None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _number(m: re.Match[str]) -> int | None:
    word = next((m[name] for name in NAMES_OF_GRADE if m[name]), None)
    if word is None:
        return None
    return int(word) if word.isdigit() else int(load("disability")["grades"][word])


def _from_an_injury(document: Document, m: re.Match[str], kind: str | None) -> bool:
    """伤残八级, 工伤四级残疾: grades of another scale."""
    around = document.before(m.start(), 8) + m[0] + document.after(m.end(), 6)
    if _cue("work_injury").search(around):
        return True
    official = kind is not None or "残疾证" in around or "残联" in around or "残疾人证" in around
    return not official and bool(m["bare"] is None and _cue("assessed").search(around))


def certificate_hits(document: Document, found: list[Disability]) -> list[Hit]:
    """Whether the 残疾证 is had, not had, or expired."""
    hits: list[Hit] = []
    for line in load("disability")["certificate"]:
        for m in re.finditer(line["words"], document.text):
            hits += _certificate(document, *m.span(), line["value"])
    for line in load("disability")["paper"] if found else ():
        for m in re.finditer(line["words"], document.text):
            if _spoken_of(document, m.start(), m.end(), found):
                hits += _certificate(document, *m.span(), line["value"])
    return [hit for hit in hits if hit.value != "yes" or not _ran_out(hit, hits)]


def _ran_out(held: Hit, hits: list[Hit]) -> bool:
    """残疾证是三级，去年到期没去换: the end of the paper is told right behind."""
    near: int = load("disability")["paper_near"]
    return any(h.value == "expired" and 0 <= h.start - held.end <= near for h in hits)


def _certificate(document: Document, start: int, end: int, value: str) -> list[Hit]:
    before, after = document.before(start, 8), document.after(end, 8)
    if _cue("certificate_unless_before").search(before):
        return []
    if value == "yes" and _cue("certificate_wished_before").search(document.before(start, 12)):
        return []
    if _cue("certificate_unless_after").match(after):
        return []
    if value != "expired" and asked_in_general(document, start):
        return []
    said = stance(document, start, end)
    if said is Stance.DENIED and value == "yes":
        value, said = "no", Stance.STATED
    if said is not Stance.STATED:
        return []
    # 证过期了还能领吗: what has happened is told, whatever is asked about it.
    asked = value != "expired" and asks(document, start)
    return [Hit("disability_certificate", value, start, end, "member", asked)]


def _spoken_of(document: Document, start: int, end: int, found: list[Disability]) -> bool:
    """Whether a disability stands near in the same sentence."""
    near = load("disability")["paper_near"]
    here = document.sentence_number(start)
    return any(
        document.sentence_number(one.start) == here
        and one.start - end <= near
        and start - one.end <= near
        for one in found
        if not one.negative
    )
