"""Reads a text as the answer to the open question; None when it does not answer it."""

import re
from collections.abc import Sequence

from bot.understanding.answers.answer import (
    Answer,
    Household,
    Question,
    all_set_to,
    settings_for,
    settings_without,
)
from bot.understanding.answers.choice import asked_facts_of_others, chosen, names_nobody
from bot.understanding.answers.known import fitting
from bot.understanding.answers.number import read_number
from bot.understanding.answers.numbers import read_numbers
from bot.understanding.answers.parts import READ_AT_MOST
from bot.understanding.answers.register import asks_of_register_and_home, read_register
from bot.understanding.answers.together import of_another_household, read_people
from bot.understanding.commands import read_command
from bot.understanding.people.known import as_known, child_at
from bot.understanding.places.places import Found, places
from bot.understanding.reader import read_message
from bot.understanding.reading import SELF, FactSaid, Reading, Value
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

ASIDE = frozenset({"dont_know", "decline", "agree", "disagree"})
PLACE_FACTS = frozenset({"hukou_place", "jurisdiction", "district"})
SKIPPED = {"dont_know": "unknown", "decline": "declined"}


def read_answer(text: str, question: Question, household: Household) -> Answer | None:
    """What `text` answers to `question`; what it says beyond that stands in `extra`."""
    document = Document.of(text)
    command = read_command(text)
    if command and command.name in SKIPPED:
        word = SKIPPED[command.name]
        return Answer(settings=all_set_to(question, word), choice_ids=[word], words=text.strip())
    if command and command.name not in ASIDE and not _is_option(text, question):
        return None
    reading = read_message(text)
    answer = _answered(document, question, household, reading)
    if answer is None:
        return _skipped_in_part(document, question)
    if answer.impossible:
        return answer
    beside = _beyond(document, household, reading, answer, {ref.fact for ref in question.facts})
    if answer.extra is not None:
        told = list(beside.facts) if beside else []
        known = {(said.fact, said.member) for said in told}
        told += [f for f in answer.extra.facts if (f.fact, f.member) not in known]
        beside = (beside or answer.extra).model_copy(update={"facts": told})
    return answer.model_copy(update={"extra": beside})


def _skipped_in_part(document: Document, question: Question) -> Answer | None:
    """证不在身边，记不得了: one clause says that the answer is not known, or will not be given."""
    words = document.source.raw.strip()
    for clause in re.split(r"[,。;!?\s]+", document.text[:READ_AT_MOST]):
        command = read_command(clause)
        word = SKIPPED.get(command.name) if command else None
        if word is None and re.search(load("answers")["not_known"], clause):
            word = "unknown"
        if word is not None:
            return Answer(settings=all_set_to(question, word), choice_ids=[word], words=words)
    return None


def _is_option(text: str, question: Question) -> bool:
    return any(text.strip() == choice.label for choice in question.choices)


def _answered(
    document: Document, question: Question, household: Household, reading: Reading
) -> Answer | None:
    if question.expects == "number":
        return read_number(document, question, household) or _choice(
            document, question, household, reading
        )
    if question.expects == "numbers":
        return read_numbers(document, question, household)
    if question.expects == "people":
        if of_another_household(document):
            return None
        several = any(q.kind == "count" and q.value != 1 for q in reading.quantities)
        return read_people(document, question, reading) or (
            None if several else _choice(document, question, household, reading)
        )
    if asks_of_register_and_home(question) and (
        told := read_register(document, question, household)
    ):
        return told
    chosen_option = _choice(document, question, household, reading)
    if question.expects == "place" or any(r.fact == "hukou_place" for r in question.facts):
        return chosen_option or _place(document, question, household)
    return chosen_option


def _choice(
    document: Document, question: Question, household: Household, reading: Reading
) -> Answer | None:
    if not question.choices:
        return None
    found = chosen(document, question, household, reading)
    if found is None:
        return None
    words = document.source.raw.strip()
    if not found.ids:
        settings = settings_without(question, found.denied)
        return Answer(settings=settings, words=words) if settings else None
    others = asked_facts_of_others(document, question, found)
    if found.partly and (told := _told_only(question, found.ids, household, reading)):
        extra = Reading(text=document.source.raw, facts=others) if others else None
        return Answer(settings=told, words=words, extra=extra)
    whole = settings_for(question, found.ids)
    settings = fitting(whole, household)
    return Answer(
        settings=settings,
        # An option tells all it can; where less is meant, the settings alone count.
        choice_ids=list(found.ids) if settings == whole or not settings else [],
        words=words,
        extra=Reading(text=document.source.raw, facts=others) if others else None,
    )


def _told_only(
    question: Question, ids: Sequence[str], household: Household, reading: Reading
) -> list[tuple[str, str | None, Value]]:
    """What the options chosen and the words tell of what is asked; nothing is told of the rest."""
    asked = {(ref.fact, ref.member) for ref in question.facts}
    sets = [s for choice in question.choices if choice.id in ids for s in choice.sets]
    said = [f for f in as_known(reading, household).facts if (f.fact, f.member) in asked]
    told = [*((s.fact, s.member, s.value) for s in sets if not isinstance(s.value, list))]
    told += [(f.fact, f.member, f.value) for f in said]
    return list({(fact, member): (fact, member, value) for fact, member, value in told}.values())


def _beyond(
    document: Document, household: Household, reading: Reading, answer: Answer, asked: set[str]
) -> Reading | None:
    """The reading without what the answer already says; None when nothing is left."""
    told = {(fact, member) for fact, member, _ in answer.settings}
    nobody = names_nobody(document)
    reading = as_known(_with_children(reading, household, asked), household)
    facts = [
        said
        for said in reading.facts
        if not _same_words(document, said, answer)
        and not (said.member == SELF and nobody)
        and (said.fact, said.member) not in told
    ]
    known = {person.name for person in household.members} | {SELF}
    members = [m for m in reading.members if m.label not in known]
    if not (facts or members or reading.emergency or reading.corrections or reading.open):
        return None
    return reading.model_copy(update={"facts": facts, "members": members})


def _with_children(reading: Reading, household: Household, asked: set[str]) -> Reading:
    """大的 and 小的 under the names of the children who are meant; what was asked is read above."""
    meant = {m.label: child_at(m.label, household) for m in reading.members}
    names = {label: name for label, name in meant.items() if name is not None and name != label}
    facts = [f for f in reading.facts if f.member not in names or f.fact not in asked]
    renamed = [
        f.model_copy(update={"member": names[f.member]}) if f.member in names else f for f in facts
    ]
    members = [m for m in reading.members if m.label not in names]
    return reading.model_copy(update={"facts": renamed, "members": members})


def _same_words(document: Document, said: FactSaid, answer: Answer) -> bool:
    """What answers the question tells nothing beside: 闽侯 as hukou is no place of living."""
    text = document.text
    if said.fact in PLACE_FACTS:
        return any(fact in PLACE_FACTS for fact, _, _ in answer.settings) or bool(answer.candidates)
    if said.fact == "income_month_total":
        return not re.search(r"收入|工资|挣|赚", text)
    return said.fact == "people_together" and not re.search(r"口|人|户", text)


def _place(document: Document, question: Question, household: Household) -> Answer | None:
    facts = {ref.fact for ref in question.facts}
    words = document.source.raw.strip()
    found = [one for one in places(document, cued=False) if not one.denied]
    bare = re.sub(r"[^\w]+", "", document.text)
    if not found and "hukou_place" in facts:
        value = _unnamed(bare, household)
        return Answer(settings=[("hukou_place", None, value)], words=words) if value else None
    if not found:
        return None
    one = _asked_for(found, facts)
    where = _resolved(one, household)
    if where.jurisdiction is None:
        return Answer(candidates=[where.said(document)], words=words)
    values: dict[str, Value | None] = {
        "jurisdiction": where.jurisdiction,
        "hukou_place": where.jurisdiction,
        "district": where.candidates[0].district,
    }
    return Answer(
        settings=[(fact, None, v) for fact in sorted(facts) if (v := values.get(fact)) is not None],
        words=document.source.words(one.start, one.end),
    )


def _unnamed(bare: str, household: Household) -> Value | None:
    """本地 or 外地 without a name."""
    if re.search(load("answers")["local"], bare):
        return household.jurisdiction
    return "other" if re.search(load("answers")["elsewhere"], bare) else None


def _asked_for(found: list[Found], facts: set[str]) -> Found:
    """Of several places the one with the role the question asks for, else the last."""
    roles = ("hukou",) if "hukou_place" in facts else ("residence", "work")
    return next((one for one in found if one.role in roles), found[-1])


def _resolved(one: Found, household: Household) -> Found:
    """An open name is read where the household is known to be."""
    known = household.jurisdiction
    near = tuple(c for c in one.candidates if known and c.jurisdiction == known)
    if one.jurisdiction is None and near:
        return Found(one.start, one.end, near, one.role)
    return one
