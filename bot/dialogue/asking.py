"""What is asked now: the order in which consent, safety, places and the interview come."""

from __future__ import annotations

import datetime as dt
import functools
import json

from bot.dialogue.apply import asked, settings_of, with_settings
from bot.dialogue.consent import consent_question
from bot.dialogue.contradictions import Conflict, conflict_question
from bot.dialogue.places import place_question
from bot.dialogue.state import State, Voice
from bot.replies.emergencies import safety_question
from bot.replies.first_reply import guardian_question
from eligibility import UNKNOWN, Household, Library, Question, Setting, ask_next, parse_household

MOST_ASKED = 15


def open_question(state: State, library: Library, today: dt.date) -> Question | None:
    """The question that stands open now, or None when nothing is to be asked."""
    conversation = state.conversation
    if conversation.emergency is not None:
        return safety_question(conversation.emergency, conversation.voice)
    if is_a_child(state):
        return guardian_question()
    if conversation.uncovered:
        return None
    if conversation.consent is None:
        count = _count(library, _told(state), today)
        return consent_question(conversation.voice, count, conversation.number > 1)
    if not conversation.consent:
        return None
    if conversation.conflict is not None:
        return conflict_question(
            Conflict.model_validate(conversation.conflict), you(state.household, conversation.voice)
        )
    question = _next(library, _told(state), today)
    place = place_question(conversation.places, state.household)
    if place is not None and not _comes_before_the_place(question, library):
        return place
    if question is not None and question.stage == "more" and not conversation.wants_more:
        return None
    return question


def you(household: Household, voice: Voice = "resident") -> str:
    """How the one is called whom the household is about."""
    if voice != "resident":
        return {"grid": "户主", "operator": "当事人"}[voice]
    return "您" if household.household.get("asking_for") in (None, "self") else "那位"


def _comes_before_the_place(question: Question | None, library: Library) -> bool:
    """Whether a question is of a part before that of the place: what is urgent, and for whom."""
    asked = library.questions.find(question.question) if question is not None else None
    place = library.questions.find("place")
    return asked is not None and place is not None and asked.part_rank < place.part_rank


def is_a_child(state: State) -> bool:
    """Whether a child under 14 speaks, and no grown-up has come."""
    conversation = state.conversation
    return conversation.child and not conversation.guardian and conversation.voice == "resident"


def _told(state: State) -> str:
    return state.household.model_dump_json(exclude={"said"})


@functools.lru_cache(maxsize=256)
def _count(library: Library, household: str, today: dt.date) -> int | None:
    """About how many questions are to come, of a household to which nothing special applies; one
    in two is asked more. None before the place is known.
    """
    told = parse_household(json.loads(household))
    if told.jurisdiction is None:
        return None
    for number in range(MOST_ASKED):
        question = ask_next(library, told, today)
        if question is None or question.stage != "core":
            return number + max(1, number // 2)
        told = asked(with_settings(told, _usual(question), "")[0], question.question)
    return MOST_ASKED


def _usual(question: Question) -> list[Setting]:
    """What is answered most often: the first of a choice, none of a list."""
    if question.multiple:
        return settings_of(question, ["none"])
    first = question.choices[0].id if question.choices and question.expects == "choice" else UNKNOWN
    return settings_of(question, [first])


@functools.lru_cache(maxsize=256)
def _next(library: Library, household: str, today: dt.date) -> Question | None:
    """`ask_next`, remembered: one turn needs it several times for the same household."""
    return ask_next(library, parse_household(json.loads(household)), today)
