"""Answers to questions about policy, put together from the documents of a place and a day.

No household is needed and nothing is decided: what a matter is, what the documents give, where and
with which papers, each with its clause. A figure is only what a document or the place has stated.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Sequence

from bot.replies.counter import wish
from bot.replies.model import Reply
from bot.replies.phrases import phrase
from bot.replies.policy_sources import Clause, Sources
from bot.replies.policy_words import Matter, policy_words
from bot.replies.report_items import hotline
from bot.replies.rights import known_rights
from eligibility import Library
from eligibility.files.packs import DoorSpec, ItemSpec, Occasion, Pack, Paper

MOST_MATTERS = 2
"""How many matters of one message are answered; the others are named."""
MOST_LINES = 3
"""How many clauses of one document are told."""
MOST_ASPECTS = 2
MOST_SITUATIONS = 5
MOST_PAPERS = 6
LONGEST_NOTE = 40


@dataclasses.dataclass(frozen=True)
class Asked:
    """A question, in the names of `policy.yml`."""

    topics: Sequence[str] = ()
    aspects: Sequence[str] = ()
    situations: Sequence[str] = ()


@dataclasses.dataclass(frozen=True)
class Where:
    """The place asked for: one with documents, or the name of one without."""

    place: str | None = None
    district: str | None = None
    elsewhere: str | None = None


def answer(asked: Asked, where: Where, library: Library, day: dt.date) -> list[Reply]:
    """One short message a matter; none where nothing is recognised."""
    words = policy_words()
    sources = Sources(library, where.place, where.district, day)
    absent = [words.absent[topic] for topic in asked.topics if topic in words.absent]
    replies = [Reply(words.say("absent", name=one.name, turn=one.turn)) for one in absent]
    matters = [topic for topic in asked.topics if topic in words.topics] or _unnamed(asked)
    if asked.situations:
        replies += _situations(asked, matters, sources)
    if not asked.situations or set(asked.aspects) - {"who", "what"}:
        replies += _matters(matters, asked.aspects, sources, where)
    return replies


def _matters(
    matters: Sequence[str], aspects: Sequence[str], sources: Sources, where: Where
) -> list[Reply]:
    words = policy_words()
    told = [_Answer(words.topics[topic], sources, aspects) for topic in matters[:MOST_MATTERS]]
    texts = [text for one in told if (text := "\n".join(one.lines()))]
    if texts and where.place is None:
        key = "not_here" if where.elsewhere else "place_decides"
        texts[-1] += "\n" + words.say(key, place=where.elsewhere or "")
    if matters[MOST_MATTERS:]:
        names = "、".join(words.topics[topic].name for topic in matters[MOST_MATTERS:])
        texts.append(words.say("several", names=names))
    return [Reply(text) for text in texts]


def _unnamed(asked: Asked) -> list[str]:
    """The matters meant where none is named: 多久能批下来."""
    if asked.topics or asked.situations:
        return []
    unnamed = policy_words().unnamed
    return list(dict.fromkeys(t for aspect in asked.aspects for t in unnamed.get(aspect, ())))


def unknown() -> Reply:
    """Nothing recognised: honestly so, with where to ask."""
    return Reply(policy_words().say("unknown"))


def elsewhere(subject: str | None) -> Reply:
    """Where to turn with what is no social relief."""
    return Reply(policy_words().subjects.get(subject or "", phrase("out_of_scope")))


def trouble(occasion: Occasion | None, where: Where, library: Library, day: dt.date) -> Reply:
    """Something went wrong: the rights of the occasion with their clauses, in words to say."""
    sources = Sources(library, where.place, where.district, day)
    clauses = sources.clauses(known_rights().first.get(occasion, ())) if occasion else []
    said = [(c.spec.say, c.cited) for c in clauses if isinstance(c.spec, ItemSpec) and c.spec.say]
    if not said:
        return Reply(phrase("case_trouble"))
    lines = [f"{n}. “{text}”〔{cited}〕" for n, (text, cited) in enumerate(said, 1)]
    return Reply("\n".join([phrase(f"rights_{occasion}"), *lines]))


# -- what people fear shuts them out --------------------------------------------------------------


def _situations(asked: Asked, matters: Sequence[str], sources: Sources) -> list[Reply]:
    words, lines = policy_words(), list[str]()
    for name in asked.situations:
        for topic in matters or words.situations[name].about:
            if topic in words.topics:
                lines.append(_situation(name, topic, sources, named=not matters))
    lines = list(dict.fromkeys(lines))
    if not lines:
        return []
    return [Reply("\n".join(lines[:MOST_SITUATIONS]))]


def _situation(name: str, topic: str, sources: Sources, *, named: bool) -> str:
    words = policy_words()
    found = words.situations[name]
    head = f"{words.topics[topic].name}：" if named and len(found.about) > 1 else ""
    for line in found.lines:
        cite = sources.cite(line.by)
        if cite and (not line.for_ or topic in line.for_):
            return f"{head}{line.text}。{cite}"
    return f"{head}{found.always}。"


# -- one matter -----------------------------------------------------------------------------------


class _Answer:
    """What one message says of one matter."""

    def __init__(self, matter: Matter, sources: Sources, aspects: Sequence[str]) -> None:
        self._matter = matter
        self._sources = sources
        self._aspects = [aspect for aspect in aspects if aspect in self._parts()] or ["what"]
        self._aspects = self._aspects[:MOST_ASPECTS]
        self._words = policy_words()
        self._clauses = sources.clauses(matter.clauses)

    def _parts(self) -> dict[str, Callable[[], list[str]]]:
        return {
            "what": self._given,
            "who": self._given,
            "how_much": self._how_much,
            "how": self._how,
            "where": self._where,
            "papers": self._papers,
            "how_long": self._how_long,
        }

    def lines(self) -> list[str]:
        """The first line names the matter; each aspect adds its own."""
        parts = self._parts()
        told = list(dict.fromkeys(line for a in self._aspects for line in parts[a]()))
        if not {"where", "how"} & set(self._aspects):
            told.append(self._decided() + "".join(self._where_in_short()))
        head, told = self._head(), [line for line in told if line]
        if not head and not told and self._sources.packs:
            head = self._nothing()
        if head or not told:
            return [head, *told] if head else []
        return [f"{self._matter.name}，{told[0]}", *told[1:]]

    def _decided(self) -> str:
        """Who decides, wherever something to be had was told."""
        known = bool(self._sources.packs)
        promised = known and {"what", "who", "how_much"} & set(self._aspects)
        return self._words.say("decides") if promised else ""

    def _head(self) -> str:
        """What the matter is, where that is asked; else its name leads the first line."""
        if not {"what", "who"} & set(self._aspects):
            return ""
        what = self._matter.what
        cite = self._sources.cite(what.by)
        if cite or what.always:
            return self._words.say("head", name=self._matter.name, text=what.text, cite=cite)
        return "" if self._clauses or not self._sources.packs else self._nothing()

    def _nothing(self) -> str:
        nothing = "nothing" if self._sources.place else "nothing_everywhere"
        return self._words.say(nothing, name=self._matter.name)

    # -- what the documents give, and how much ---------------------------------------------------

    def _given(self) -> list[str]:
        own = [one for one in self._clauses if not _is_national(one.pack)]
        return self._documents(own, amounts=False)

    def _how_much(self) -> list[str]:
        figure = self._figure()
        law = [one for one in self._clauses if _is_national(one.pack) and _amount_note(one)]
        lines = [f"{_amount_note(one, self._matter.name)}。〔{one.cited}〕" for one in law[:1]]
        own = [one for one in self._clauses if not _is_national(one.pack)]
        paid = [one for one in own if self._sources.amount(one)]
        lines += figure + self._documents(paid, amounts=True)
        if not paid and not figure and not law:
            lines.append(self._words.say("no_amount"))
        return lines

    def _figure(self) -> list[str]:
        """The local figure the matter hangs on, where the place has stated it."""
        name, at = self._matter.figure, self._sources
        if name is None or at.place is None:
            return []
        local, label = at.library.local, at.library.vocabulary.label(name)
        value = local.parameters(at.place, at.day, at.district).get(name)
        source = local.source(at.place, name, at.day, at.district)
        if value is None or source is None:
            return [self._words.say("no_figure_here", label=label)]
        parameter = at.library.vocabulary.parameters[name]
        place = self._words.places.get(at.place, "")
        told = f"{value:.2f}".rstrip("0").rstrip(".")
        return [
            self._words.say(
                "figure",
                place=place,
                label=label,
                value=told,
                unit=parameter.unit,
                source=source.text,
            )
        ]

    def _documents(self, clauses: Sequence[Clause], *, amounts: bool) -> list[str]:
        """What each document of the place says, the first few clauses of it."""
        running = [one for one in clauses if not self._sources.is_over(one.pack)] or clauses
        lines: list[str] = []
        for pack in dict.fromkeys(one.pack for one in running):
            own = [one for one in running if one.pack is pack]
            lines.append(self._document(pack, amounts=amounts))
            notes = [_note(one) for one in own]
            for place, one in enumerate(own[:MOST_LINES]):
                repeated = notes[place] in notes[place + 1 : MOST_LINES]
                lines.append(self._clause(one, "" if repeated else notes[place], amounts=amounts))
            if own[MOST_LINES:]:
                lines.append(self._words.say("more", count=len(own[MOST_LINES:])))
        return lines

    def _document(self, pack: Pack, *, amounts: bool) -> str:
        """“闽侯县的文件（文号）写了：”, with what it is about only and how old its figures are."""
        file = pack.file
        year = str(file.issued.year)
        number = file.number if year in file.number else f"{file.number}，{year}年印发"
        scope = self._words.scopes.get(pack.id)
        told = f"，{scope}" if scope else ""
        if file.planned_until and self._sources.is_over(pack):
            told += self._words.say("over", year=file.planned_until.year)
        elif amounts and self._sources.is_stale(pack):
            told += self._words.say("stale", year=year)
        return self._words.say("local", place=file.place, number=number, scope=told)

    def _clause(self, one: Clause, note: str, *, amounts: bool) -> str:
        amount = self._sources.amount(one) if amounts else ""
        return self._words.say(
            "clause",
            label=one.spec.label,
            amount=f"：{amount}" if amount else "",
            note=self._words.say("aside", note=note) if note else "",
            cite=f"〔{one.spec.section}〕",
        )

    # -- the way ----------------------------------------------------------------------------------

    def _apply_at(self) -> str:
        """The one door; a clause of its own window goes there."""
        own = [o.spec.apply_at for o in self._clauses if isinstance(o.spec, ItemSpec)]
        topic = self._sources.topic(self._matter.matter)
        special = next((place for place in own if place), None)
        return special or (topic.apply_at if topic else "")

    def _where_in_short(self) -> list[str]:
        place = self._apply_at()
        if not place:
            return []
        told = hotline(self._matter.matter) or self._words.say("hotline")
        return [self._words.say("where", place=place, hotline=told)]

    def _where(self) -> list[str]:
        return [*self._where_in_short(), *self._offices(), *self._say()]

    def _offices(self) -> list[str]:
        """Who answers for it, by the place's own document before the law's."""
        ordered = sorted(self._clauses, key=lambda one: _is_national(one.pack))
        for one in ordered:
            named = self._sources.offices(one)
            if named:
                now = [o + (self._words.say("today", office=t) if t else "") for o, t in named]
                offices = "、".join(now[:MOST_LINES])
                return [self._words.say("office", offices=offices, cite=f"〔{one.cited}〕")]
        return []

    def _say(self) -> list[str]:
        """What to say at the window: the wish for the status, else the topic's own words."""
        door, topic = self._door(), self._sources.topic(self._matter.matter)
        said = wish(door.label) if door else topic.say if topic else None
        return [self._words.say("say", say=said)] if said else []

    def _how(self) -> list[str]:
        """The way in short; who wants papers or days in full asks for them."""
        papers = [paper.paper for paper in self._listed()][:MOST_PAPERS]
        bring = [self._words.say("papers", papers="、".join(papers))] if papers else []
        days = self._how_long(most=2)
        return [*self._where_in_short(), *bring, *days, *self._say(), *self._helper()]

    def _helper(self) -> list[str]:
        for pack in self._sources.widest_first:
            topic = pack.file.topics.get(self._matter.matter)
            for proxy in topic.on_behalf if topic else ():
                cite = self._sources.cite([proxy.source])
                if cite:
                    return [self._words.say("helper", who=proxy.who, cite=cite)]
        return []

    def _papers(self) -> list[str]:
        listed = self._listed()
        named = [paper for paper in listed if paper.source]
        usual = [paper.paper for paper in listed if not paper.source][:MOST_PAPERS]
        lines = [self._words.say("papers", papers=self._cited(named))] if named else []
        if usual:
            lines.append(self._words.say("usual", papers="、".join(usual)))
        return [*(lines or [self._words.say("no_papers")]), *self._not_needed()]

    def _listed(self) -> list[Paper]:
        """The papers of the door, where it names its own; else those of the topic."""
        door = self._door()
        if door and door.papers:
            return door.papers
        return self._sources.papers(self._matter.matter, "papers")

    def _not_needed(self) -> list[str]:
        found = self._sources.papers(self._matter.matter, "not_needed")[:1]
        return [self._words.say("not_needed", papers=self._cited(found))] if found else []

    def _cited(self, papers: Sequence[Paper]) -> str:
        """“甲、乙〔文件 第几条〕；丙〔…〕”: what the same clause names stands together."""
        by_cite: dict[str, list[str]] = {}
        for paper in papers[:MOST_PAPERS]:
            cite = self._sources.cite([paper.source] if paper.source else [])
            by_cite.setdefault(cite, []).append(paper.paper)
        return "；".join(f"{'、'.join(texts)}{cite}" for cite, texts in by_cite.items())

    def _how_long(self, most: int = MOST_LINES) -> list[str]:
        door = self._door()
        limits = [(limit.text, limit.source) for limit in door.days] if door else []
        if not limits:
            limits = self._limits()
        if not limits:
            return [self._words.say("no_days")]
        told = [f"{text}{self._sources.cite([source])}" for text, source in limits[:most]]
        return [self._words.say("days", days="；".join(told))]

    def _limits(self) -> list[tuple[str, str]]:
        ways = [pack.file.how_to_apply for pack in self._sources.widest_first]
        steps = [step for way in ways for step in way.steps]
        return [
            (f"{step.text}（{step.days}）", step.source)
            for step in steps
            if step.days and step.source and self._matter.matter in step.topics
        ]

    def _door(self) -> DoorSpec | None:
        found = self._sources.door(self._matter.status)
        return found[1] if found else None


def _is_national(pack: Pack) -> bool:
    return pack.file.in_force_from is not None


def _note(clause: Clause) -> str:
    """What is easily got wrong of a clause; the first point of a long note."""
    note = (getattr(clause.spec, "note", None) or "").rstrip("。")
    return note if len(note) <= LONGEST_NOTE else re.split("[；。]", note)[0]


def _amount_note(clause: Clause, named: str = "") -> str:
    """“低保金：…由当地定”: what the law says of an amount it does not fix."""
    spec = clause.spec
    amounts = spec.amount if isinstance(spec, ItemSpec) else None
    first = amounts[0] if isinstance(amounts, list) else amounts
    if first is None or not first.note:
        return ""
    return f"{first.what}：{first.note}" if first.what and first.what != named else first.note
