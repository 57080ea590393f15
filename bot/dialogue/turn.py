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

from bot.dialogue.apply import settings_of
from bot.dialogue.consent import CONSENT, consent_question
from bot.dialogue.notes import Notes
from bot.dialogue.places import (
    ELSEWHERE,
    PLACE_FACTS,
    PLACE_QUESTIONS,
    covered,
    meanings,
    place_question,
    too_wide,
)
from bot.dialogue.state import Message, State
from bot.replies import Reply
from bot.replies.emergencies import SAFETY, not_safe, safety_question
from bot.replies.questions import hint
from bot.understanding import (
    Answer,
    Reading,
    read_answer,
    read_command,
    read_message,
    says_only_that_it_is_urgent,
)
from bot.understanding.answers.known import fitting
from bot.understanding.scope import beyond
from bot.understanding.topics import read_question
from eligibility import (
    DECLINED,
    UNKNOWN,
    Library,
    Question,
    Setting,
    ask_next,
    parse_household,
)

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
LONGEST_ANSWER = 40
"""A longer message about other matters is not searched for an answer to the open question."""
_PLAINLY = {"agree": 0, "disagree": 1, "decline": 1}
"""Consent and safety: who would rather not say has not agreed, and may not be safe."""


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
    place = place_question(conversation.places, state.household)
    if place is not None:
        return place
    question = _next(library, state.household.model_dump_json(exclude={"said"}), today)
    if question is not None and question.stage == "more" and not conversation.wants_more:
        return None
    return question


@functools.lru_cache(maxsize=256)
def _next(library: Library, household: str, today: dt.date) -> Question | None:
    """`ask_next`, remembered: one turn needs it several times for the same household."""
    return ask_next(library, parse_household(json.loads(household)), today)


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
        self._notes = Notes(state, library)
        self._message = message
        self._library = library
        self._today = today
        self._question = open_question(state, library, today)

    # -- the ways a message can go ----------------------------------------------------------

    def take(self) -> Turn:
        if self._message.choices and not self._is_button():
            return self._chosen(self._message.choices)
        if not self._message.text.strip():
            return self._say_and_stay("empty")
        if self._message.intent == "emergency":
            return self._emergency()
        if self._commands_outright():
            return self._rejected()
        if self._notes.conversation.consent is False:
            return self._refused_before()
        if self._asks_something_else():
            return self._question_of_its_own()
        if self._is_beyond():
            return self._done() if self._is_short() and self._answered() else self._rejected()
        if self._answered() or self._told_facts():
            return self._done()
        if self._message.intent in QUESTIONS_OF_THEIR_OWN | COMMANDS:
            return self._rejected()
        return self._missed()

    def facts_only(self) -> Turn:
        may_count = self._notes.conversation.consent is not False and not self._is_beyond()
        if may_count and self._message.text.strip() and self._message.intent not in COMMANDS:
            self._told_facts()
        return self._done(answered=True)

    def _commands_outright(self) -> bool:
        """A command by button or read by rules; one that was guessed may be an answer after all."""
        if self._message.intent not in COMMANDS:
            return False
        return bool(self._message.choices) or read_command(self._message.text) is not None

    def _is_button(self) -> bool:
        """A button under a result, which belongs to no question: go on, delete."""
        return self._message.question is None and self._message.intent in COMMANDS

    def _told_facts(self) -> bool:
        """Facts in a message that is no answer."""
        places = self._notes.conversation.places
        told = self._notes.read(self._reading(), "heard")
        return bool(told or self._notes.replies or self._notes.conversation.places != places)

    def _reading(self) -> Reading:
        """What the message tells. The place that a question asks about moves nobody."""
        reading = read_message(self._message.text)
        known = self._notes.household.jurisdiction is not None
        if not known or self._message.intent not in QUESTIONS_OF_THEIR_OWN:
            return reading
        facts = [fact for fact in reading.facts if fact.fact not in PLACE_FACTS]
        still = [one for one in reading.open if one.fact not in PLACE_FACTS]
        return reading.model_copy(update={"facts": facts, "open": still})

    def _asks_something_else(self) -> bool:
        """Whether the words bear out what the classifier guessed: a question, not an answer."""
        question = read_question(self._message.text)
        if self._message.intent == "case_trouble":
            return question.occasion is not None
        if self._message.intent == "out_of_scope":
            return question.subject is not None
        return self._message.intent in QUESTIONS_OF_THEIR_OWN and question.asks

    def _is_beyond(self) -> bool:
        """A complaint about other matters tells nothing of the household that is to be helped."""
        return beyond(self._message.intent, self._message.confidence)

    def _is_short(self) -> bool:
        return len(self._message.text) <= LONGEST_ANSWER

    def _question_of_its_own(self) -> Turn:
        """It is answered first; what it tells of the household is not asked again."""
        if self._message.intent != "out_of_scope":
            self._notes.read(self._reading())
            self._notes.keep_step()
        return self._rejected()

    def _emergency(self) -> Turn:
        """A rule answers it; what it tells of the household is not asked again."""
        if self._notes.conversation.consent is not False:
            reading = read_message(self._message.text)
            # Where to go is answered first; a place without documents is a matter for later.
            facts = [fact for fact in reading.facts if fact.fact not in PLACE_FACTS]
            self._notes.read(reading.model_copy(update={"facts": facts}))
            self._notes.keep_step()
        return self._rejected()

    def _refused_before(self) -> Turn:
        """Nothing is taken down of somebody who did not agree, until they do."""
        command = read_command(self._message.text)
        if command is not None and command.name == "agree":
            self._notes.conversation.consent = True
            return self._say_and_stay("consent_again")
        if self._message.intent in QUESTIONS_OF_THEIR_OWN:
            return self._rejected()
        return self._say_and_stay("consent_missing")

    # -- answers -----------------------------------------------------------------------------

    def _chosen(self, choices: tuple[str, ...]) -> Turn:
        question = self._question
        if question is None:
            return self._say_and_stay("stale_choice_done")
        known = {choice.id for choice in question.choices}
        if self._message.question not in (None, question.question) or not known & set(choices):
            return self._say_and_stay("stale_choice")
        if len(set(choices)) > 1 and not question.multiple:
            return self._say_and_stay("one_choice")
        self._apply(question, choices, _labels(question, choices))
        return self._done()

    def _answered(self) -> bool:
        question = self._question
        if question is None:
            return False
        if question.question in (CONSENT, SAFETY):
            return self._answered_plainly(question)
        answer = read_answer(self._message.text, question, self._notes.household)
        if answer is None:
            return False
        if answer.impossible:
            self._notes.replies.append(Reply(answer.impossible))
            return True
        self._notes.people(answer.members)
        if answer.extra is not None:
            self._notes.read(_without_open_places(question, answer.extra), "noted")
        told = [Setting(fact=f, member=m, value=v) for f, m, v in answer.settings]
        if question.expects == "place":
            return self._answered_place(question, answer, told)
        if answer.candidates and not told:
            told = self._hukou(answer)
        if answer.choice_ids:
            self._apply(question, answer.choice_ids, _words(question, answer))
        elif told:
            self._notes.settle(question.question, told, answer.words)
        return bool(answer.choice_ids or told)

    def _answered_place(self, question: Question, answer: Answer, told: list[Setting]) -> bool:
        """A place by name; the name of several places is the one whose document is here."""
        if any(setting.value in (UNKNOWN, DECLINED) for setting in told):
            self._notes.without_a_place(question.question)
            return True
        if answer.candidates and not told:
            told = covered(answer.candidates, self._library.places)
            if not told and too_wide(answer.candidates):
                return False
            several = meanings(answer.candidates, self._library.places)
            if not told and several:
                self._notes.may_mean([place.path for place in several])
                return True
            told = told or [Setting(fact="jurisdiction", value="other")]
        if told:
            self._notes.settle(question.question, told, answer.words)
        elif answer.choice_ids:
            self._place(question, answer.choice_ids, _words(question, answer))
        return bool(told or answer.choice_ids)

    def _hukou(self, answer: Answer) -> list[Setting]:
        """Where the household register is kept; elsewhere is an answer, too."""
        if too_wide(answer.candidates):
            return []
        here = covered(answer.candidates, self._library.places)
        if not here and meanings(answer.candidates, self._library.places):
            return []
        return [Setting(fact="hukou_place", value=here[0].value if here else "other")]

    def _answered_plainly(self, question: Question) -> bool:
        """Consent and safety: a number, the label, or a plain yes or no."""
        command = read_command(self._message.text)
        chosen = _PLAINLY.get(command.name) if command else None
        if chosen is None:
            answer = read_answer(self._message.text, question, self._notes.household)
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
        elif question.question in PLACE_QUESTIONS:
            self._which_place(question, chosen, words)
        elif question.expects == "place":
            self._place(question, chosen, words)
        elif question.expects == "people" and "alone" in chosen:
            alone = [Setting(fact="people_together", value=1)]
            self._notes.settle(question.question, alone, words)
        else:
            told = [s for s in settings_of(question, chosen) if self._is_meant(s)]
            self._notes.settle(question.question, told, words)

    def _is_meant(self, setting: Setting) -> bool:
        """“都没有” tapped says nothing of who told otherwise, or whom the question is not about."""
        one = (setting.fact, setting.member, setting.value)
        return bool(fitting([one], self._notes.household))

    def _consent(self, given: bool) -> None:
        self._notes.conversation.consent = given
        if not given:
            self._notes.forget()
            self._notes.say("consent_refused")

    def _safety(self, safe: bool) -> None:
        kind = self._notes.conversation.emergency
        self._notes.conversation.emergency = None
        if safe or kind is None:
            self._notes.say("safe_now")
        else:
            self._notes.conversation.urgent = True
            self._notes.replies.append(not_safe(kind))

    def _place(self, question: Question, chosen: Iterable[str], words: str) -> None:
        place = next((c for c in chosen if c in self._library.places), "other")
        told = [Setting(fact="jurisdiction", value=place)]
        self._notes.settle(question.question, told, words)

    def _which_place(self, question: Question, chosen: list[str], words: str) -> None:
        if ELSEWHERE in chosen:
            self._notes.elsewhere(question.question)
        elif {UNKNOWN, DECLINED} & set(chosen):
            self._notes.undecided(question.question)
        else:
            self._notes.settle(question.question, settings_of(question, chosen), words)

    # -- not understood -----------------------------------------------------------------------

    def _missed(self) -> Turn:
        question, conversation = self._question, self._notes.conversation
        if says_only_that_it_is_urgent(self._message.text):
            return self._say_and_stay("urgent_alone")
        if self._message.intent == "greet" or not conversation.greeted:
            return self._say_and_stay("greeting")
        if question is None:
            return self._say_and_stay("not_understood_after")
        if question.question == CONSENT and self._message.intent == "screen_me":
            return self._say_and_stay("consent_first")
        conversation.misses += 1
        if conversation.misses >= SKIP_AFTER and question.question != CONSENT:
            return self._skip(question)
        name = "not_understood" if conversation.misses == 1 else "not_understood_again"
        self._notes.say(name, hint=hint(question))
        return self._done(conversation.misses)

    def _skip(self, question: Question) -> Turn:
        """A question not understood again and again is left."""
        if question.question == SAFETY:
            self._safety(safe=False)
        elif question.question in PLACE_QUESTIONS:
            self._notes.undecided(question.question)
        elif question.expects == "place":
            self._notes.without_a_place(question.question)
        else:
            self._notes.skip(question)
        return self._done()

    # -- endings -------------------------------------------------------------------------------

    def _is_where_it_was(self) -> bool:
        """Whether the message brought nothing new, and the same question stands open."""
        question = open_question(self._notes.state(), self._library, self._today)
        return self._notes.nothing_new and question == self._question

    def _rejected(self) -> Turn:
        self._notes.conversation.last_message = self._message.id
        return Turn(self._notes.state(), rejected=True)

    def _say_and_stay(self, name: str) -> Turn:
        self._notes.say(name)
        return self._done()

    def _done(self, misses: int = 0, answered: bool = False) -> Turn:
        self._notes.help_at_once()
        self._notes.keep_step()
        if not answered and not self._notes.replies and self._is_where_it_was():
            self._notes.say("known_already" if self._question is None else "known_before")
        self._notes.conversation.misses = misses
        self._notes.conversation.last_message = self._message.id
        self._notes.conversation.greeted = True
        return Turn(self._notes.state(), tuple(self._notes.replies))


def _labels(question: Question, chosen: Iterable[str]) -> str:
    ids = set(chosen)
    return "、".join(choice.label for choice in question.choices if choice.id in ids)


def _without_open_places(question: Question, extra: Reading) -> Reading:
    """The place that is the answer tells nothing beside it: 上街 as hukou is no place of living."""
    about_places = question.expects == "place" or any(
        ref.fact == "hukou_place" for ref in question.facts
    )
    return extra.model_copy(update={"open": []}) if about_places else extra


def _words(question: Question, answer: Answer) -> str:
    """The words of an answer; for a bare number what it stands for."""
    bare = not any(letter.isalpha() for letter in answer.words)
    return _labels(question, answer.choice_ids) if bare else answer.words


def after(state: State, **changes: object) -> State:
    """The state with some of the conversation changed."""
    return state.model_copy(update={"conversation": state.conversation.model_copy(update=changes)})
