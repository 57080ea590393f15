"""An answer to where one is registered, how, and where one lives, asked in one question."""

import re
from collections.abc import Sequence

from bot.understanding.answers.answer import Answer, Choice, Household, Question
from bot.understanding.places.places import places
from bot.understanding.reading import FactSaid, Reading, Value
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues

PLACE, KIND, STAYS = "hukou_place", "hukou_type", "long_term_resident"
LEAD = 4

_cue = cues("answers", "register")


def asks_of_register_and_home(question: Question) -> bool:
    """Whether one option tells the register and the home at once."""
    return any(s.fact == STAYS for choice in question.choices for s in choice.sets)


def read_register(document: Document, question: Question, household: Household) -> Answer | None:
    """The option that fits all that is told. What fits several is noted beside the question, which
    stays open; told again, it is all there is."""
    told = _told(document, household)
    if not told:
        return None
    words = document.source.raw.strip()
    before = getattr(household, "household", {})
    known = {fact: before[fact] for fact in (PLACE, KIND, STAYS) if fact in before}
    option = _fitting({PLACE: household.jurisdiction, **known, **told}, question.choices)
    if option is not None:
        sets = [(s.fact, s.member, s.value) for s in option.sets]
        return Answer(settings=sets, choice_ids=[option.id], words=words)
    if all(known.get(fact) == value for fact, value in told.items()):
        return Answer(settings=[(fact, None, value) for fact, value in told.items()], words=words)
    span = document.source.span(0, len(document.text))
    facts = [FactSaid(fact=f, value=v, words=words, span=span) for f, v in told.items()]
    return Answer(words=words, extra=Reading(text=document.source.raw, facts=facts))


def _fitting(told: dict[str, Value | None], choices: Sequence[Choice]) -> Choice | None:
    """The one option of which all is told."""
    fits = [c for c in choices if c.sets and all(told.get(s.fact) == s.value for s in c.sets)]
    return fits[0] if len(fits) == 1 else None


def _told(document: Document, household: Household) -> dict[str, Value]:
    text, told = document.text, dict[str, Value]()
    elsewhere = bool(_cue("elsewhere").search(text))
    lives, away = bool(_cue("stays").search(text)), bool(_cue("away").search(text))
    for found in places(document, cued=False):
        here = found.jurisdiction == household.jurisdiction
        if found.denied and here:
            elsewhere = True
        elif found.role in ("residence", "work") or _cue("lives").search(_lead(text, found.start)):
            lives, away = lives or here, away or not here
        elif here:
            told[PLACE] = found.jurisdiction or ""
        else:
            elsewhere = True
    if elsewhere:
        return {PLACE: "other"}
    kinds = [kind for kind in ("urban", "rural") if _cue(kind).search(text)]
    if len(kinds) == 1:
        told[KIND] = kinds[0]
    if away or lives:
        told[STAYS] = not away
    return told


def _lead(text: str, start: int) -> str:
    return re.split(r"[,。;!?\s]", text[max(0, start - LEAD) : start])[-1]
