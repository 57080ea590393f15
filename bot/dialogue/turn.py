"""One turn: a message in the light of the open question; what is remembered and said.

`take` reads a message into the state. It answers `rejected` where the message is no answer but a
command or a question of its own: then a rule of the dialogue replies, and the interview goes on.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools

from bot.dialogue.afterwards import introduced, look_for_contradictions, said_back
from bot.dialogue.amending import Amendment
from bot.dialogue.answering import PLAIN, Answering
from bot.dialogue.asking import open_question
from bot.dialogue.consent import CONSENT
from bot.dialogue.corrections import amendment
from bot.dialogue.moods import mood_alone
from bot.dialogue.notes import Notes
from bot.dialogue.places import PLACE_FACTS
from bot.dialogue.results import digest, staff_result
from bot.dialogue.staff import is_a_note, take_note, voice_in
from bot.dialogue.state import Message, State
from bot.dialogue.told_before import in_context, last_told
from bot.replies import Reply
from bot.replies.first_reply import MOST_MYTHS, myth_replies
from bot.replies.policy import Where
from bot.replies.questions import hint
from bot.understanding import (
    Reading,
    read_command,
    read_message,
    says_only_that_it_is_urgent,
)
from bot.understanding.myths import myths
from bot.understanding.scope import beyond
from bot.understanding.text.corrections import is_marked, opens_with_a_no, puts_out
from bot.understanding.topics import looks_like_a_question, read_question
from eligibility import Library, Question

EXPLAIN_AT, OFFER_AT, LEAVE_AT = 2, 3, 5
"""Failed answers to one question: then examples, then the offer to skip it or ask a person; in the
end it is left."""

COMMANDS = frozenset(
    {"why", "undo", "start_over", "delete", "human", "stop"}
    | {"more", "result", "repeat", "thanks", "go_on", "recall", "another", "back_to"}
)
"""Intents about the conversation itself; such a message tells nothing of the household."""
QUESTIONS_OF_THEIR_OWN = frozenset(
    {"ask_policy", "ask_where", "ask_amount", "case_trouble", "out_of_scope"}
)
"""Intents the classifier guesses: the words may still answer the open question, or tell facts."""
UNASKED = 4
"""What is shorter is an answer only to a question that was put."""
LONGEST_ANSWER, BARE = 40, 12
"""A longer message about other matters is not searched for an answer to the open question; what is
shorter than the other is no question unless its words show one."""


@dataclasses.dataclass(frozen=True)
class Turn:
    """What a message led to."""

    state: State
    replies: tuple[Reply, ...] = ()
    rejected: bool = False


def take(
    state: State, message: Message, library: Library, today: dt.date, answered: bool = False
) -> Turn:
    """Reads one message. `answered`: a rule has replied to it already; only its facts count."""
    if answered:
        return _Taking(state, message, library, today).facts_only()
    fresh = state.with_conversation(quiet=False)
    return _Taking(fresh, message, library, today, state.conversation.quiet).take()


class _Taking:
    """One message being read."""

    def __init__(
        self,
        state: State,
        message: Message,
        library: Library,
        today: dt.date,
        unasked: bool = False,
    ) -> None:
        self._unasked = unasked
        self._was = state
        self._notes = Notes(state, library)
        self._notes.conversation.voice = voice_in(state, message.text)
        self._message = message
        self._library = library
        self._today = today
        self._question = open_question(state, library, today)
        self._answering = (
            None if self._question is None else Answering(self._notes, self._question, library)
        )

    # -- the ways a message can go ----------------------------------------------------------

    def take(self) -> Turn:
        if self._message.choices and not self._is_button():
            return self._chosen(self._message.choices)
        if not self._message.text.strip():
            return self._say_and_stay("empty")
        if is_a_note(self._was, self._message.text):
            return self._noted()
        if self._message.intent == "emergency":
            return self._emergency()
        if self._commands_outright():
            return self._rejected()
        if self._notes.conversation.consent is False:
            return self._refused_before()
        change = self._amendment()
        if change is not None and change.certain:
            return self._put_right(change)
        if self._asks_something_else():
            return self._question_of_its_own()
        if self._is_beyond() and not self._is_in_the_interview():
            return self._rejected()
        if self._answers_what_was_not_put():
            return self._say_and_stay("listening")
        if self._answered():
            if change is not None and change.gone:
                self._notes.amend(Amendment(gone=change.gone), self._message.text)
            return self._done()
        if change is not None:
            return self._put_right(change)
        if self._is_only_a_mood():
            return self._done()
        if self._leaves_out_nobody():
            return self._say_and_stay("not_counted")
        if self._told_facts():
            return self._done(shows=True)
        if self._message.intent in COMMANDS or self._may_ask():
            return self._rejected()
        return self._missed()

    def _amendment(self) -> Amendment | None:
        """What the message puts right of what was told before."""
        reading, last = self._reading, last_told(self._was)
        words, household = self._message.text, self._notes.household
        vocabulary = self._library.vocabulary
        change = amendment(words, reading, last, household, vocabulary, self._question)
        sure = change is None or change.certain or bool(reading.facts) or opens_with_a_no(words)
        return change if sure else None

    def _put_right(self, change: Amendment) -> Turn:
        if not change.alone:
            self._notes.read(self._reading, "heard")
        self._notes.amend(change, self._message.text)
        return self._done()

    def _leaves_out_nobody(self) -> bool:
        """我爸不算我家的, of somebody who was never counted."""
        return puts_out(self._message.text) and not self._told.facts

    def _is_only_a_mood(self) -> bool:
        """Somebody angry or sad is not asked the next thing."""
        said = mood_alone(self._was, self._message.text, self._library, self._today)
        self._notes.replies += said
        self._notes.conversation.quiet = bool(said)
        return bool(said)

    def _answers_what_was_not_put(self) -> bool:
        """没有, 1: after a turn without a question nobody knows to what."""
        return self._unasked and len(self._message.text.strip()) <= UNASKED

    def _noted(self) -> Turn:
        """A note of staff: its result comes at once, and its questions stand in it."""
        state, replies = take_note(self._was, self._message.text, self._library, self._today)
        quiet = state.conversation.voice == "grid" and bool(state.conversation.consent)
        state = state.with_conversation(
            finished=digest(state),
            quiet=quiet and state.household.jurisdiction is not None,
            last_message=self._message.id,
            greeted=True,
            misses=0,
        )
        return Turn(state, tuple(replies))

    def _show_the_visit(self) -> None:
        """What a grid worker adds to a household changes its result, which says what to ask."""
        conversation = self._notes.conversation
        if conversation.voice == "grid" and conversation.consent:
            found = staff_result(self._notes.state(), self._library, self._today)
            self._notes.replies += found
            conversation.quiet = bool(found)

    def facts_only(self) -> Turn:
        if self._message.choices and not self._is_button():
            return self._chosen(self._message.choices)
        if is_a_note(self._was, self._message.text):
            return self._noted()
        may_count = self._notes.conversation.consent is not False and not self._is_beyond()
        if may_count and self._message.text.strip() and self._message.intent not in COMMANDS:
            self._told_facts()
        return self._done(answered=True)

    def _commands_outright(self) -> bool:
        """A command by button or read by rules; one that was guessed may be an answer after all."""
        if self._message.intent not in COMMANDS or self._is_told_to_ask():
            return False
        return bool(self._message.choices) or read_command(self._message.text) is not None

    def _is_told_to_ask(self) -> bool:
        """你问吧, where consent is asked for, gives it."""
        asked = self._question is not None and self._question.question == CONSENT
        told = self._message.intent == "go_on" and not self._message.choices
        return told and asked and self._notes.conversation.greeted

    def _is_button(self) -> bool:
        """A button under a result, which belongs to no question: go on, delete."""
        return self._message.question is None and self._message.intent in COMMANDS

    def _told_facts(self) -> bool:
        """Facts in a message that is no answer."""
        places = self._notes.conversation.places
        self._correct_myths()
        told = self._notes.read(self._reading, "heard")
        return bool(told or self._notes.replies or self._notes.conversation.places != places)

    def _correct_myths(self) -> None:
        """What somebody was told shuts them out is answered before anything is asked, once."""
        said = self._notes.conversation.said_once
        told = [name for name in myths(self._message.text) if name not in said][:MOST_MYTHS]
        self._notes.conversation.said_once = [*said, *told]
        topics = read_question(self._message.text).topics if told else ()
        where = Where(self._notes.household.jurisdiction, self._notes.household.district)
        self._notes.replies += myth_replies(told, where, self._library, self._today, topics)

    @functools.cached_property
    def _told(self) -> Reading:
        """The message by itself."""
        return read_message(self._message.text)

    @functools.cached_property
    def _in_context(self) -> Reading:
        """The message in the light of what was told before."""
        return in_context(self._told, last_told(self._was), self._was.household)

    @property
    def _reading(self) -> Reading:
        """What the message tells. The place that a question asks about moves nobody."""
        reading = self._in_context
        known = self._notes.household.jurisdiction is not None
        if not known or self._message.intent not in QUESTIONS_OF_THEIR_OWN:
            return reading
        facts = [fact for fact in reading.facts if fact.fact not in PLACE_FACTS]
        still = [one for one in reading.open if one.fact not in PLACE_FACTS]
        return reading.model_copy(update={"facts": facts, "open": still})

    def _asks_something_else(self) -> bool:
        """Whether the words bear out what the classifier guessed: a question, not an answer."""
        if self._message.intent not in QUESTIONS_OF_THEIR_OWN:
            return False
        if self._puts_facts_right():
            return False
        question = read_question(self._message.text)
        if self._message.intent == "case_trouble":
            return question.occasion is not None
        if self._message.intent == "out_of_scope":
            return question.subject is not None
        return question.asks

    def _is_beyond(self) -> bool:
        """A complaint about other matters tells nothing of the household that is to be helped."""
        guessed = beyond(self._message.intent, self._message.confidence)
        return guessed and not self._puts_facts_right()

    def _puts_facts_right(self) -> bool:
        """其实是一百八: facts that say of themselves that they differ from what was told."""
        return is_marked(self._message.text) and bool(self._reading.facts)

    def _is_in_the_interview(self) -> bool:
        """A short message while a question stands open is of the household, whatever it seems."""
        short = len(self._message.text) <= LONGEST_ANSWER
        return short and self._question is not None and self._notes.conversation.greeted

    def _may_ask(self) -> bool:
        """Whether a question is guessed of words that show none: too few words show nothing."""
        if self._message.intent not in QUESTIONS_OF_THEIR_OWN:
            return False
        text = self._message.text
        long = len(text) > BARE or not self._is_in_the_interview()
        return long or looks_like_a_question(text)

    def _question_of_its_own(self) -> Turn:
        """It is answered first; what it tells of the household is not asked again."""
        if self._message.intent != "out_of_scope":
            self._notes.read(self._reading)
            self._notes.keep_step()
        return self._rejected()

    def _emergency(self) -> Turn:
        """A rule answers it; what it tells of the household is not asked again."""
        if self._notes.conversation.consent is not False:
            self._notes.read(self._with_a_covered_place(self._told))
            self._notes.keep_step()
        return self._rejected()

    def _with_a_covered_place(self, reading: Reading) -> Reading:
        """Where to go is answered first; a place without documents is a matter for later."""
        place = next((f.value for f in reading.facts if f.fact == "jurisdiction"), None)
        if place in self._library.places:
            return reading
        facts = [fact for fact in reading.facts if fact.fact not in PLACE_FACTS]
        return reading.model_copy(update={"facts": facts})

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
        if self._answering is None:
            return self._say_and_stay("stale_choice_done")
        refusal = self._answering.refusal(choices, self._message.question)
        if refusal is not None:
            return self._say_and_stay(refusal)
        self._answering.choose(choices)
        return self._done()

    def _answered(self) -> bool:
        return self._answering is not None and self._answering.answer(self._message.text)

    # -- not understood -----------------------------------------------------------------------

    def _missed(self) -> Turn:
        question, conversation = self._question, self._notes.conversation
        if says_only_that_it_is_urgent(self._message.text):
            return self._say_and_stay("urgent_alone")
        if not conversation.greeted:
            return self._say_and_stay("greeting")
        if question is not None and self._only_listens(question):
            return self._say_and_stay("listening", conversation.misses)
        if self._message.intent == "greet":
            return self._say_and_stay("greeting_again", conversation.misses)
        if question is None:
            bare = len(self._message.text.strip()) <= UNASKED
            nothing = bare or self._message.intent in ("dont_know", "decline")
            return self._say_and_stay("nothing_asked" if nothing else "not_understood_after")
        if question.question == CONSENT and self._message.intent == "screen_me":
            return self._say_and_stay("consent_first")
        conversation.misses += 1
        if conversation.misses >= LEAVE_AT and question.question != CONSENT:
            assert self._answering is not None
            self._answering.leave()
            return self._done()
        name = _missed(conversation.misses, question.question)
        self._notes.say(name, hint=hint(question), why=question.why)
        return self._done(conversation.misses)

    def _only_listens(self, question: Question) -> bool:
        """嗯, 好的: somebody is still there, and has answered nothing."""
        command = read_command(self._message.text)
        return command is not None and (
            command.name == "ack" or (command.name == "agree" and question.question not in PLAIN)
        )

    # -- endings -------------------------------------------------------------------------------

    def _is_where_it_was(self) -> bool:
        """Whether the message brought nothing new, and the same question stands open."""
        question = open_question(self._notes.state(), self._library, self._today)
        return self._notes.nothing_new and question == self._question

    def _told_after_the_end(self) -> bool:
        """Whether something new was told and nothing is left to ask, so that nothing would be
        said."""
        asked = open_question(self._notes.state(), self._library, self._today)
        return asked is None and not self._notes.nothing_new

    def _rejected(self) -> Turn:
        self._notes.conversation.last_message = self._message.id
        return Turn(self._notes.state(), rejected=True)

    def _say_and_stay(self, name: str, misses: int = 0) -> Turn:
        self._notes.say(name)
        return self._done(misses)

    def _see_what_follows(self) -> None:
        """Contradictions are asked about, corrections said back."""
        look_for_contradictions(self._was, self._notes, self._message.text)
        self._notes.replies += introduced(self._notes)
        self._notes.replies += said_back(self._was, self._notes, self._library, self._today)

    def _done(self, misses: int = 0, answered: bool = False, shows: bool = False) -> Turn:
        self._notes.help_at_once()
        self._see_what_follows()
        if shows:
            self._show_the_visit()
        self._notes.keep_step()
        if not answered and not self._notes.replies and self._is_where_it_was():
            self._notes.say("known_already" if self._question is None else "known_before")
        if answered and not self._notes.replies and self._told_after_the_end():
            self._notes.say("told_after_the_end")
        self._notes.conversation.misses = misses
        self._notes.conversation.last_message = self._message.id
        self._notes.conversation.greeted = True
        return Turn(self._notes.state(), tuple(self._notes.replies))


def _missed(times: int, question: str) -> str:
    """The sentence after so many failed answers."""
    if times < EXPLAIN_AT or question in PLAIN:
        return "not_understood"
    return "not_understood_again" if times < OFFER_AT else "not_understood_offer"
