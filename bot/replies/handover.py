"""Handing over to a person: what the resident is told, and the note an operator reads."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from bot.replies.citing import dated
from bot.replies.heard import quantity
from bot.replies.model import Reply
from bot.replies.offers import for_whom, names, offers
from eligibility import DECLINED, UNKNOWN, Group, Household, Item, Question, Screening
from eligibility.files.vocabulary import FactSpec, Vocabulary, vocabulary
from eligibility.files.yamlfile import read_yaml
from eligibility.telling.guide import Guide
from eligibility.telling.screening import Missing

LONGEST_WORDS = 30
MOST_OFFERS = 6
MOST_MISSING = 8
MOST_ITEMS = 3

_HOUR = 60
_PLAIN_CAUSES = ("not_asked", "dont_know", "declined", "outside_parameter")
"""What the household or a look into a local table can settle; the rest is the office's."""
_URGENT = ("no_money_for_food", "no_place_to_live", "medical_unpaid", "needs_help_now")
_ABOUT_THE_TALK = ("asking_for", "jurisdiction", "district")


class Helpline(Protocol):
    """A number where a person answers, as the deployment's settings name it."""

    @property
    def name(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def hours(self) -> str: ...
    @property
    def for_places(self) -> Sequence[str]: ...
    @property
    def opens_notes(self) -> bool: ...
    @property
    def note(self) -> str | None: ...


@dataclasses.dataclass(frozen=True)
class Line:
    """One line of a note, and in smaller letters what belongs to it."""

    text: str
    aside: str = ""


@dataclasses.dataclass(frozen=True)
class Section:
    """A part of a note; `urgent` is read first."""

    title: str
    lines: tuple[Line, ...]
    urgent: bool = False


@functools.cache
def _texts() -> dict[str, Any]:
    return read_yaml(Path(__file__).with_name("handover.yml"))


def _text(text: str, /, **values: object) -> str:
    return str(_texts()[text]).format(**values).strip()


# -- what the resident is told -----------------------------------------------------------------


def human_reply(
    lines: Sequence[Helpline], place: str | None, code: str | None, minutes: int
) -> list[Reply]:
    """Where a person answers for this place, and the code to be handed over with.

    `code` is None where there is nothing to hand over; `minutes` is how long it opens the note.
    """
    here = [line for line in lines if not line.for_places or place in line.for_places]
    told = Reply(_text("human", lines="\n".join(_helpline(line) for line in here)))
    if code is None:
        return [told]
    numbers = "、".join(line.number for line in here if line.opens_notes)
    name = "code_with_numbers" if numbers else "code"
    return [told, Reply(_text(name, code=code, valid=_duration(minutes), numbers=numbers))]


def _helpline(line: Helpline) -> str:
    name = "line_with_note" if line.note else "line"
    return _text(name, number=line.number, name=line.name, hours=line.hours, note=line.note)


def _duration(minutes: int) -> str:
    if minutes % _HOUR == 0:
        return _text("hours", count=minutes // _HOUR)
    return _text("minutes", count=minutes)


# -- the note an operator reads ------------------------------------------------------------------


def note(
    household: Household,
    question: Question | None,
    screening: Screening | None,
    guide: Guide | None,
    urgent: bool = False,
) -> list[Section]:
    """A conversation for whoever takes it over: what cannot wait, who asks, facts, what is open,
    the result so far. `question` stands open; without a place there is no screening and guide."""
    known = vocabulary()
    sections = [
        Section(_text("first"), tuple(_first(household, guide, urgent, known)), urgent=True),
        Section(_text("who"), tuple(_who(household, known))),
        *_facts(household, known),
        Section(_text("not_known"), tuple(_not_known(household, known))),
        Section(_text("open"), tuple(_open(question, screening, guide))),
        Section(_text("result"), tuple(_result(screening, guide, urgent))),
    ]
    return [section for section in sections if section.lines]


def _first(
    household: Household, guide: Guide | None, urgent: bool, known: Vocabulary
) -> Iterator[Line]:
    told = [known.label(fact) for fact in _URGENT if household.household.get(fact) is True]
    if told or urgent:
        yield Line(_text("cannot_wait"), "；".join(told))
    for trouble in guide.trouble if guide else ():
        yield Line(_text(trouble))


def _who(household: Household, known: Vocabulary) -> Iterator[Line]:
    asking = household.household.get("asking_for")
    if asking not in (None, UNKNOWN, DECLINED):
        yield Line(_text("asks_for", value=_named(known.facts["asking_for"], asking)))
    place = household.jurisdiction
    if place is None:
        yield Line(_text("no_place"))
    else:
        label = _named(known.facts["jurisdiction"], place)
        yield Line(_text("place", value=label + (household.district or "")))
    second_hand = asking in ("relative", "neighbour", "client")
    yield Line(_text("second_hand" if second_hand else "first_hand"))


def _facts(household: Household, known: Vocabulary) -> Iterator[Section]:
    """What was told, by person, each with the words it was read from."""
    words = {(said.fact, said.member): said.words for said in household.said}
    people = [(None, household.household), *((m.name, m.facts) for m in household.members)]
    told = [(name, list(_told(facts, name, words, known))) for name, facts in people]
    found = [(name, lines) for name, lines in told if lines]
    if not found:
        yield Section(_text("facts"), (Line(_text("no_facts")),))
    for name, lines in found:
        yield Section(f"{_text('facts')}：{name or _text('common')}", tuple(lines))


def _told(
    facts: Mapping[str, Any],
    member: str | None,
    words: Mapping[tuple[str, str | None], str],
    known: Vocabulary,
) -> Iterator[Line]:
    for fact, value in facts.items():
        if fact in _ABOUT_THE_TALK or value in (UNKNOWN, DECLINED):
            continue
        said = _value(fact, value, known)
        own = _short(words.get((fact, member), ""))
        aside = _text("words", words=own) if own and own not in said else ""
        yield Line(said, aside)


def _value(fact: str, value: Any, known: Vocabulary) -> str:
    """“领低保：否”: the fact by its name, as the office knows it."""
    spec = known.facts[fact]
    if spec.type == "supporters":
        told = _people(value, known.supporter_facts)
    elif spec.type == "states":
        told = _people(value, known.state_facts)
    else:
        told = _plain(spec, value)
    return _text("told", label=spec.label, value=told)


def _people(people: Sequence[Mapping[str, Any]], own: Mapping[str, FactSpec]) -> str:
    """Several people of whom facts of their own kind are told."""
    told = [
        "，".join(
            _text("told", label=own[fact].label, value=_plain(own[fact], value))
            for fact, value in person.items()
            if fact in own and value not in (None, UNKNOWN, DECLINED)
        )
        for person in people
    ]
    return "；".join(filter(None, told)) or _text("people", count=len(people))


def _plain(spec: FactSpec, value: Any) -> str:
    if isinstance(value, bool):
        return _text("yes" if value else "no")
    if spec.type == "age":
        return _text("years", count=quantity(value))
    if spec.type in ("integer", "number"):
        unit = (spec.unit or "").split("/")[0]
        nothing = _texts()["zeros"].get(unit) if value == 0 else None
        return str(nothing or quantity(value) + unit)
    values = value if isinstance(value, list) else [value]
    return "、".join(_named(spec, one) for one in values)


def _named(spec: FactSpec, value: Any) -> str:
    return spec.values.get(str(value), str(value))


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST_WORDS else f"{plain[:LONGEST_WORDS]}…"


def _not_known(household: Household, known: Vocabulary) -> Iterator[Line]:
    people = [(None, household.household), *((m.name, m.facts) for m in household.members)]
    for member, facts in people:
        for fact, value in facts.items():
            if value in (UNKNOWN, DECLINED):
                label = known.label(fact) + for_whom([member] if member else [])
                yield Line(_text("unknown" if value == UNKNOWN else "declined", fact=label))


# -- open points and the result ------------------------------------------------------------------


def _open(
    question: Question | None, screening: Screening | None, guide: Guide | None
) -> Iterator[Line]:
    if question is not None:
        yield Line(_text("question", text=question.text))
    wanted = _wanted(_uncertain(screening)) if screening else {}
    in_play = set(guide.in_play) if guide else set()
    ranked = sorted(wanted.items(), key=lambda one: -len(one[1]))
    for (label, member, cause), items in ranked[:MOST_MISSING]:
        fact = label + for_whom([member] if member else [])
        text = _text("missing", fact=fact, cause=_texts()["causes"][cause])
        yield Line(text, _hangs_on(items, in_play))
    if len(ranked) > MOST_MISSING:
        yield Line(_text("more_missing", count=len(ranked) - MOST_MISSING))
    if screening is not None and question is None and not ranked:
        yield Line(_text("nothing_open"))


def _uncertain(screening: Screening) -> list[Item]:
    """The firm benefits that hang on something."""
    return [
        item
        for item in screening.items
        if item.kind == "benefit"
        and item.strength == "firm"
        and item.verdict == "unknown"
        and not item.already
    ]


def _wanted(items: Iterable[Item]) -> dict[tuple[str, str | None, str], list[Item]]:
    """What is missing, and for which benefits."""
    found: dict[tuple[str, str | None, str], list[Item]] = {}
    for item in items:
        for key in dict.fromkeys(_key(m) for m in item.missing if m.because in _PLAIN_CAUSES):
            found.setdefault(key, []).append(item)
    return found


def _key(missing: Missing) -> tuple[str, str | None, str]:
    return missing.label, missing.member, missing.because


def _hangs_on(items: Sequence[Item], in_play: Container[str]) -> str:
    """How many benefits hang on it; by name those of matters that something speaks for."""
    named = list(dict.fromkeys(item.label for item in items if item.topic in in_play))
    if not named:
        return _text("hangs_on_some", count=len(items))
    shown = "、".join(named[:MOST_ITEMS])
    return _text("hangs_on", items=shown, count=len(items))


def _result(screening: Screening | None, guide: Guide | None, urgent: bool) -> Iterator[Line]:
    if screening is None or guide is None:
        yield Line(_text("no_result"))
        return
    yield from _groups(screening.groups)
    ranked = offers(screening, guide, urgent or guide.cannot_wait)
    for offer in ranked[:MOST_OFFERS]:
        told = _text("offer", named=offer.named, standing=offer.standing)
        yield Line(told, _text("office", office=offer.apply_at))
    if not ranked:
        early = screening.next is not None and screening.next.stage == "core"
        yield Line(_text("too_early" if early else "no_offer"))
    documents = "、".join(dated(document) for document in screening.documents)
    yield Line(_text("only_first"), _text("source", documents=documents))


def _groups(groups: Sequence[Group]) -> Iterator[Line]:
    met = [group for group in groups if group.verdict == "eligible"]
    open_now = {group.group: group for group in groups if group.verdict == "unknown"}
    for group in met:
        told = _text("group", label=group.label, whom=for_whom(group.members))
        yield Line(told, f"{group.citation.document} {group.citation.section}")
    for group in () if met else open_now.values():
        yield Line(_text("perhaps_group", label=group.label, needs=names(group.missing)))
