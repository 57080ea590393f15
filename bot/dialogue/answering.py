"""An answer to the open question, by tapping or in words, written down in the notes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.dialogue.apply import settings_of
from bot.dialogue.consent import CONSENT
from bot.dialogue.contradictions import CONFLICT, Conflict, settled
from bot.dialogue.notes import Notes
from bot.dialogue.places import ELSEWHERE, PLACE_QUESTIONS, covered, meanings, too_wide
from bot.replies import Reply
from bot.replies.emergencies import SAFETY, not_safe
from bot.replies.first_reply import GUARDIAN, without_guardian
from bot.understanding import Answer, Reading, read_answer, read_command, read_message
from bot.understanding.answers.known import fitting
from bot.understanding.guardian import says_a_grown_up_is_here
from eligibility import DECLINED, UNKNOWN, Library, Question, Setting

_PLAINLY = {"agree": 0, "disagree": 1, "decline": 1}
_CONSENTING = {**_PLAINLY, "continue": 0}
"""Consent and safety: who would rather not say has not agreed, and may not be safe."""
_CHOICE = re.compile(r"\W*(?:我?[回选]\W*)?(?:第?[12１２一二]个?|不|否)(?:了|吧|的|啊)?\W*")
"""Consent is by number, or a yes or no that is nothing else: 没有, 没受伤 refuse nothing."""
LONGEST = 60
"""A longer text is no plain yes or no."""
PLAIN = frozenset({CONSENT, SAFETY, GUARDIAN})
"""Questions of the conversation itself, answered by a number, the label, or a plain yes or no."""


class Answering:
    """The open question, and what a message answers to it."""

    def __init__(self, notes: Notes, question: Question, library: Library) -> None:
        self._notes = notes
        self._question = question
        self._library = library

    # -- tapped ------------------------------------------------------------------------------

    def refusal(self, choices: tuple[str, ...], question: str | None) -> str | None:
        """The sentence for choices that cannot be taken here; None when they can."""
        known = {choice.id for choice in self._question.choices}
        if question not in (None, self._question.question) or not known & set(choices):
            return "stale_choice"
        if len(set(choices)) > 1 and not self._question.multiple:
            return "one_choice"
        return None

    def choose(self, choices: tuple[str, ...]) -> None:
        """Takes down what was tapped."""
        self._apply(choices, _labels(self._question, choices))

    # -- in words ----------------------------------------------------------------------------

    def answer(self, text: str) -> bool:
        """Takes down what `text` answers; False when it is no answer to this question."""
        if self._question.question in PLAIN:
            return self._plainly(text)
        if self._asks_of_the_register and _tells_only_where_one_lives(text):
            return False
        answer = read_answer(text, self._question, self._notes.household)
        if answer is None:
            return False
        if answer.impossible:
            self._notes.replies.append(Reply(answer.impossible))
            return True
        named = self._notes.people(answer.members)
        if answer.extra is not None:
            self._notes.read(self._without_open_places(answer.extra), "noted")
        told = [Setting(fact=f, member=m, value=v) for f, m, v in answer.settings]
        if self._question.expects == "place":
            return self._place_named(answer, told)
        if answer.candidates and not told:
            told = self._hukou(answer)
        if answer.choice_ids:
            self._apply(answer.choice_ids, self._words(answer))
        elif told:
            self._notes.settle(self._question.question, told, answer.words)
            if self._question.expects == "people":
                self._notes.all_named(named)
        return bool(answer.choice_ids or told)

    def _plainly(self, text: str) -> bool:
        if self._question.question == GUARDIAN:
            here = says_a_grown_up_is_here(text)
            if here is not None:
                self._guardian(here)
                return True
        yes_or_no = _CONSENTING if self._question.question == CONSENT else _PLAINLY
        said = {yes_or_no.get(name) for name in _commands(text)} - {None}
        chosen = said.pop() if len(said) == 1 else None
        if chosen is None:
            if self._question.question == CONSENT and not _CHOICE.fullmatch(text):
                return False
            answer = read_answer(text, self._question, self._notes.household)
            ids = [choice.id for choice in self._question.choices]
            picked = [i for i in (answer.choice_ids if answer else []) if i in ids]
            chosen = ids.index(picked[0]) if picked else None
        if chosen is None:
            return False
        self._apply((self._question.choices[chosen].id,), text)
        return True

    def _place_named(self, answer: Answer, told: list[Setting]) -> bool:
        """A place by name; the name of several places is the one whose document is here."""
        question = self._question
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
            self._place(answer.choice_ids, self._words(answer))
        return bool(told or answer.choice_ids)

    def _hukou(self, answer: Answer) -> list[Setting]:
        """Where the household register is kept; elsewhere is an answer, too."""
        if too_wide(answer.candidates):
            return []
        here = covered(answer.candidates, self._library.places)
        if not here and meanings(answer.candidates, self._library.places):
            return []
        return [Setting(fact="hukou_place", value=here[0].value if here else "other")]

    @property
    def _asks_of_the_register(self) -> bool:
        return any(ref.fact == "hukou_place" for ref in self._question.facts)

    def _without_open_places(self, extra: Reading) -> Reading:
        """The place that is the answer tells nothing beside it: 上街 as hukou is no place of
        living."""
        about_places = self._question.expects == "place" or self._asks_of_the_register
        return extra.model_copy(update={"open": []}) if about_places else extra

    def _words(self, answer: Answer) -> str:
        """The words of an answer; for a bare number what it stands for."""
        bare = not any(letter.isalpha() for letter in answer.words)
        return _labels(self._question, answer.choice_ids) if bare else answer.words

    # -- taken down --------------------------------------------------------------------------

    def _apply(self, choices: Iterable[str], words: str) -> None:
        question, chosen = self._question, list(choices)
        if question.question == CONSENT:
            self._consent("agree" in chosen)
        elif question.question == SAFETY:
            self.safety("yes" in chosen)
        elif question.question == GUARDIAN:
            self._guardian("here" in chosen)
        elif question.question == CONFLICT:
            self._conflict(chosen[0])
        elif question.question in PLACE_QUESTIONS:
            self._which_place(chosen, words)
        elif question.expects == "place":
            self._place(chosen, words)
        elif question.expects == "people" and "alone" in chosen:
            alone = [Setting(fact="people_together", value=1)]
            self._notes.settle(question.question, alone, words)
        else:
            told = settings_of(question, chosen)
            self._notes.settle(question.question, self._meant(told), words)

    def _meant(self, told: list[Setting]) -> list[Setting]:
        """“都没有” tapped says nothing of who told otherwise, or whom the question is not about."""
        fits = fitting([(s.fact, s.member, s.value) for s in told], self._notes.household)
        return [s for s in told if (s.fact, s.member, s.value) in fits]

    def _consent(self, given: bool) -> None:
        conversation = self._notes.conversation
        if conversation.voice != "resident":
            self._consent_told_by_staff(given)
            return
        conversation.consent = given
        if not given:
            self._notes.forget()
            self._notes.say("consent_refused")

    def _consent_told_by_staff(self, given: bool) -> None:
        """A household that does not agree is forgotten; those before it stay."""
        conversation = self._notes.conversation
        conversation.consent = True if given else None
        if not given:
            self._notes.forget()
            conversation.quiet = True
        self._notes.say("consent_given" if given else "consent_refused")

    def _conflict(self, side: str) -> None:
        """Which of two statements holds."""
        conversation = self._notes.conversation
        conflict = Conflict.model_validate(conversation.conflict)
        self._notes.household = settled(self._notes.household, conflict, side)
        conversation.conflict = None
        self._notes.say("conflict_settled" if side in ("before", "after") else "conflict_open")

    def _guardian(self, here: bool) -> None:
        """A child under 14 is asked nothing unless a grown-up is there."""
        self._notes.conversation.guardian = here
        if here:
            for_child = Setting(fact="asking_for", value="relative")
            self._notes.settle(GUARDIAN, [for_child], "")
            return
        self._notes.forget()
        self._notes.conversation.quiet = True
        self._notes.replies.append(without_guardian())

    def safety(self, safe: bool) -> None:
        """The answer to the question of safety."""
        kind = self._notes.conversation.emergency
        self._notes.conversation.emergency = None
        if safe or kind is None:
            self._notes.say("safe_now")
        else:
            self._notes.conversation.urgent = True
            self._notes.replies.append(not_safe(kind, self._notes.conversation.voice))

    def _place(self, chosen: Iterable[str], words: str) -> None:
        place = next((c for c in chosen if c in self._library.places), "other")
        told = [Setting(fact="jurisdiction", value=place)]
        self._notes.settle(self._question.question, told, words)

    def _which_place(self, chosen: list[str], words: str) -> None:
        question = self._question
        if ELSEWHERE in chosen:
            self._notes.elsewhere(question.question)
        elif {UNKNOWN, DECLINED} & set(chosen):
            self._notes.undecided(question.question)
        else:
            self._notes.settle(question.question, settings_of(question, chosen), words)

    def leave(self) -> None:
        """Leaves a question that is not understood again and again; its facts stay unknown."""
        question = self._question
        if question.question == SAFETY:
            self.safety(safe=False)
        elif question.question == GUARDIAN:
            self._guardian(here=False)
        elif question.question == CONFLICT:
            self._conflict(UNKNOWN)
        elif question.question in PLACE_QUESTIONS:
            self._notes.undecided(question.question)
        elif question.expects == "place":
            self._notes.without_a_place(question.question)
        else:
            self._notes.skip(question)


def _commands(text: str) -> set[str]:
    """The commands of its clauses: 没问题，同意."""
    clauses = re.split(r"[\s，,。；;！!、]+", text[:LONGEST])
    return {found.name for clause in clauses if (found := read_command(clause)) is not None}


def _tells_only_where_one_lives(text: str) -> bool:
    """我住古丈 is no answer to where the register is kept."""
    roles = {place.role for place in read_message(text).places}
    return bool(roles) and roles <= {"residence", "work"}


def _labels(question: Question, chosen: Iterable[str]) -> str:
    ids = set(chosen)
    return "、".join(choice.label for choice in question.choices if choice.id in ids)
