"""One turn: a message in the light of the open question; what is remembered and said.

`take` reads a message into the state. It answers `rejected` where the message is no answer but a
command or a question of its own: then a rule of the dialogue replies, and the interview goes on.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json
from collections.abc import Iterable
from typing import Any

from bot.dialogue.apply import (
    asked,
    before,
    settings_of,
    with_member,
    with_people_counted,
    with_settings,
)
from bot.dialogue.state import UNDO_STEPS, Message, State, Step
from bot.replies import Reply, phrase
from bot.replies.emergencies import SAFETY, first_help, kind_told_by, not_safe, safety_question
from bot.replies.heard import heard
from bot.replies.questions import hint
from bot.understanding import Reading, read_answer, read_command, read_message
from eligibility import Choice, Household, Library, Question, Setting, ask_next, parse_household

CONSENT = "consent"
RETENTION_DAYS = 30
SKIP_AFTER = 3
"""A question not understood this often is passed over."""

COMMANDS = frozenset(
    {"why", "undo", "start_over", "delete", "human", "stop"}
    | {"more", "result", "repeat", "thanks", "go_on"}
)
"""Intents about the conversation itself; such a message tells nothing of the household."""
QUESTIONS_OF_THEIR_OWN = frozenset(
    {"ask_policy", "ask_where", "ask_amount", "case_trouble", "out_of_scope"}
)
"""Intents the classifier guesses: the words may still answer the open question, or tell facts."""


@dataclasses.dataclass(frozen=True)
class Turn:
    """What a message led to."""

    state: State
    replies: tuple[Reply, ...] = ()
    rejected: bool = False


def open_question(state: State, library: Library, today: dt.date) -> Question | None:
    """The question that stands open now, or None when nothing is to be asked."""
    conversation = state.conversation
    if conversation.emergency is not None:
        return safety_question(conversation.emergency)
    if conversation.uncovered:
        return None
    if conversation.consent is None:
        return consent_question()
    if not conversation.consent:
        return None
    question = _next(library, state.household.model_dump_json(exclude={"said"}), today)
    if question is not None and question.stage == "more" and not conversation.wants_more:
        return None
    return question


@functools.lru_cache(maxsize=256)
def _next(library: Library, household: str, today: dt.date) -> Question | None:
    """`ask_next`, remembered: one turn needs it several times for the same household."""
    return ask_next(library, parse_household(json.loads(household)), today)


def consent_question() -> Question:
    """What is asked, why, how long it is kept; then yes or no."""
    return Question(
        question=CONSENT,
        text=phrase("consent", days=RETENTION_DAYS),
        why="没有您同意，我不问家里的情况。",
        stage="core",
        facts=[],
        choices=[
            Choice(id="agree", label=phrase("consent_agree")),
            Choice(id="disagree", label=phrase("consent_disagree")),
        ],
    )


def take(
    state: State, message: Message, library: Library, today: dt.date, answered: bool = False
) -> Turn:
    """Reads one message. `answered`: a rule has replied to it already; only its facts count."""
    turn = _Taking(state, message, library, today)
    if answered:
        return turn.facts_only()
    return turn.take()


class _Taking:
    """One message being read."""

    def __init__(self, state: State, message: Message, library: Library, today: dt.date) -> None:
        self._household = state.household
        self._conversation = state.conversation.model_copy(deep=True)
        self._message = message
        self._library = library
        self._question = open_question(state, library, today)
        self._replies: list[Reply] = []
        self._before: dict[tuple[str, str | None], Any] = {}
        self._settled: str | None = None

    # -- the ways a message can go ----------------------------------------------------------

    def take(self) -> Turn:
        if self._message.choices:
            return self._chosen(self._message.choices)
        if not self._message.text.strip():
            return self._say_and_stay(phrase("empty"))
        if self._is_command():
            return self._rejected()
        if self._answered():
            return self._done()
        if self._told_facts():
            return self._done()
        if self._message.intent in QUESTIONS_OF_THEIR_OWN:
            return self._rejected()
        return self._missed()

    def facts_only(self) -> Turn:
        if self._message.text.strip() and self._message.intent not in COMMANDS:
            self._told_facts()
        return self._done()

    def _is_command(self) -> bool:
        return self._message.intent == "emergency" or self._message.intent in COMMANDS

    # -- answers -----------------------------------------------------------------------------

    def _chosen(self, choices: tuple[str, ...]) -> Turn:
        question = self._question
        stale = self._message.question not in (None, question.question if question else None)
        known = {choice.id for choice in question.choices} if question else set()
        if question is None or stale or not known & set(choices):
            return self._say_and_stay(phrase("stale_choice"))
        labels = [choice.label for choice in question.choices if choice.id in choices]
        self._apply(question, choices, "、".join(labels))
        return self._done()

    def _answered(self) -> bool:
        question = self._question
        if question is None:
            return False
        if question.question in (CONSENT, SAFETY):
            return self._answered_plainly(question)
        answer = read_answer(self._message.text, question, self._household)
        if answer is None:
            return False
        if answer.impossible:
            self._replies.append(Reply(answer.impossible))
            return True
        self._read_extra(answer.extra)
        if answer.choice_ids:
            self._apply(question, answer.choice_ids, answer.words)
        if answer.settings:
            told = [Setting(fact=f, member=m, value=v) for f, m, v in answer.settings]
            self._settle(question.question, told, answer.words)
        return bool(answer.choice_ids or answer.settings)

    def _answered_plainly(self, question: Question) -> bool:
        """Consent and safety: a number, the label, or a plain yes or no."""
        command = read_command(self._message.text)
        chosen = {"agree": 0, "disagree": 1}.get(command.name) if command else None
        if chosen is None:
            answer = read_answer(self._message.text, question, self._household)
            ids = [choice.id for choice in question.choices]
            picked = [i for i in (answer.choice_ids if answer else []) if i in ids]
            chosen = ids.index(picked[0]) if picked else None
        if chosen is None:
            return False
        self._apply(question, (question.choices[chosen].id,), self._message.text)
        return True

    def _apply(self, question: Question, choices: Iterable[str], words: str) -> None:
        chosen = list(choices)
        if question.question == CONSENT:
            self._consent("agree" in chosen)
        elif question.question == SAFETY:
            self._safety("yes" in chosen)
        elif question.expects == "place":
            self._place(question, chosen, words)
        else:
            told = settings_of(question, chosen)
            if question.expects == "people" and "alone" in chosen:
                told = [Setting(fact="people_together", value=1)]
            self._settle(question.question, told, words)

    def _consent(self, given: bool) -> None:
        self._conversation.consent = given
        if not given:
            self._household = Household()
            self._conversation.steps = []
            self._replies.append(Reply(phrase("consent_refused")))

    def _safety(self, safe: bool) -> None:
        kind = self._conversation.emergency
        self._conversation.emergency = None
        if not safe and kind is not None:
            self._conversation.urgent = True
            self._replies.append(not_safe(kind))

    def _place(self, question: Question, chosen: list[str], words: str) -> None:
        place = next((c for c in chosen if c in self._library.places), None)
        told = [Setting(fact="jurisdiction", value=place)] if place else []
        self._settle(question.question, told, words)
        if place is None:
            self._not_covered()

    def _not_covered(self) -> None:
        self._conversation.uncovered = True
        self._replies.append(Reply(phrase("place_not_covered")))

    def _settle(self, question: str, told: list[Setting], words: str) -> None:
        """Writes an answer down, so that it can be taken back."""
        places = [s.value for s in told if s.fact == "jurisdiction"]
        if places and places[-1] not in self._library.places:
            told = [s for s in told if s.fact not in ("jurisdiction", "district")]
            self._not_covered()
        elif places:
            self._conversation.uncovered = False
        self._remember(told)
        self._settled = question
        self._household, _ = with_settings(self._household, told, words)
        self._household = with_people_counted(asked(self._household, question))

    def _remember(self, told: list[Setting]) -> None:
        """Keeps how these facts stood before this message, to be taken back with it."""
        for fact, member, value in before(self._household, told):
            self._before.setdefault((fact, member), value)

    # -- free words --------------------------------------------------------------------------

    def _told_facts(self) -> bool:
        """Facts in a message that is no answer: written down and said back."""
        told = self._read(read_message(self._message.text))
        line = heard(told, self._library.vocabulary)
        if line:
            self._replies.append(Reply(phrase("heard", facts=line)))
        return bool(told)

    def _read_extra(self, reading: Reading | None) -> None:
        """What an answer brings beside itself."""
        told = self._read(reading) if reading is not None else []
        line = heard(told, self._library.vocabulary)
        if line:
            self._replies.append(Reply(phrase("noted", facts=line)))

    def _read(self, reading: Reading) -> list[Setting]:
        for said in reading.members:
            if said.gone is None:
                self._household = with_member(self._household, said.label, said.relation)
        told: list[Setting] = []
        covered = self._is_covered(reading)
        for fact in reading.facts:
            setting = Setting(fact=fact.fact, member=fact.member, value=fact.value)
            if fact.fact in ("jurisdiction", "district") and not covered:
                continue
            self._remember([setting])
            self._household, taken = with_settings(self._household, [setting], fact.words)
            told += taken
        self._household = with_people_counted(self._household)
        return told

    def _is_covered(self, reading: Reading) -> bool:
        """Whether the place a message names has a document here; says so where it has none."""
        places = [fact.value for fact in reading.facts if fact.fact == "jurisdiction"]
        covered = not places or places[-1] in self._library.places
        if not covered:
            self._not_covered()
        elif places:
            self._conversation.uncovered = False
        return covered

    # -- not understood -----------------------------------------------------------------------

    def _missed(self) -> Turn:
        question = self._question
        if self._message.intent == "greet" or not self._conversation.greeted:
            return self._say_and_stay(phrase("greeting"))
        if question is None:
            return self._say_and_stay(phrase("not_understood", hint=phrase("greeting")))
        self._conversation.misses += 1
        if self._conversation.misses >= SKIP_AFTER and question.facts:
            self._household = asked(self._household, question.question)
            return self._done()
        name = "not_understood" if self._conversation.misses == 1 else "not_understood_again"
        return self._say_and_stay(phrase(name, hint=hint(question)), missed=True)

    # -- endings -------------------------------------------------------------------------------

    def _rejected(self) -> Turn:
        return Turn(self._state(), rejected=True)

    def _say_and_stay(self, text: str, missed: bool = False) -> Turn:
        self._replies.append(Reply(text))
        misses = self._conversation.misses if missed else 0
        return self._done(misses)

    def _done(self, misses: int = 0) -> Turn:
        self._help_at_once()
        self._keep_step()
        self._conversation.misses = misses
        self._conversation.last_message = self._message.id
        self._conversation.greeted = True
        return Turn(self._state(), tuple(self._replies))

    def _keep_step(self) -> None:
        if not self._before and self._settled is None:
            return
        told = [(fact, member, value) for (fact, member), value in self._before.items()]
        step = Step(question=self._settled, before=told)
        self._conversation.steps = [*self._conversation.steps, step][-UNDO_STEPS:]

    def _help_at_once(self) -> None:
        """What cannot wait is answered in the turn it is told, whatever is asked next."""
        told = [name for name, value in self._household.household.items() if value is True]
        kind = kind_told_by(told)
        if kind is not None and not self._conversation.urgent:
            self._conversation.urgent = True
            self._replies.append(first_help(kind))

    def _state(self) -> State:
        return State(household=self._household, conversation=self._conversation)


def after(state: State, **changes: object) -> State:
    """The state with some of the conversation changed."""
    return state.model_copy(update={"conversation": state.conversation.model_copy(update=changes)})
