"""What one message tells, being written down: facts, people, places, and the step to take back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from bot.dialogue.amending import Amendment, amended
from bot.dialogue.apply import (
    SELF,
    asked,
    before,
    only,
    with_member,
    with_people_counted,
    with_settings,
)
from bot.dialogue.moods import sympathy
from bot.dialogue.places import (
    OFFICE,
    PLACE_FACTS,
    PLACE_QUESTIONS,
    kept,
    meanings,
    names_a_town,
    served,
    shared_town,
    too_wide,
)
from bot.dialogue.state import UNDO_STEPS, State, Step
from bot.dialogue.told_before import UNTOLD, own_value
from bot.replies import Reply, phrase
from bot.replies.emergencies import first_help, kinds_told_by
from bot.replies.heard import Words, heard
from bot.replies.people import is_unnamed
from bot.replies.phrases import has_phrase
from bot.understanding import Reading, as_known, known_names
from bot.understanding.minors import child_writes
from bot.understanding.people.writer import for_whom
from bot.understanding.reading import FactSaid, MemberSaid
from bot.understanding.text.corrections import leaves_out
from eligibility import UNKNOWN, Household, Library, Question, Setting

GROWN_UP = 18
_NEEDS = frozenset({"student_stage", "severe_illness", "disability_level", "mental_patient"})


class Notes:
    """The state while a message is read, and the replies it leads to."""

    def __init__(self, state: State, library: Library) -> None:
        self.household = state.household
        self.conversation = state.conversation.model_copy(deep=True)
        self.replies: list[Reply] = []
        self._library = library
        self._was = state
        self._members = [member.name for member in state.household.members]
        self._before: dict[tuple[str, str | None], Any] = {}
        self._settled: str | None = None
        self.amended = False

    def say(self, name: str, **values: object) -> None:
        """One of the fixed sentences, in the words for who is speaking."""
        staff = self.conversation.voice != "resident" and has_phrase(f"{name}_staff")
        self.replies.append(Reply(phrase(f"{name}_staff" if staff else name, **values)))

    # -- answers -----------------------------------------------------------------------------

    def settle(self, question: str, told: list[Setting], words: str) -> None:
        """Writes an answer down, so that it can be taken back."""
        places = [s.value for s in told if s.fact == "jurisdiction"]
        if places and places[-1] not in self._library.places:
            told = [s for s in told if s.fact not in PLACE_FACTS]
            self.not_covered()
        elif places:
            self._move(places[-1])
            if question not in PLACE_QUESTIONS:
                self._town(str(places[-1]), [words])
        self._remember(told)
        self._settled = question
        self.household, _ = with_settings(self.household, told, words)
        if Setting(fact="people_together", value=1) in told:
            self.household = only(self.household, [SELF])
        self.household = with_people_counted(asked(self.household, question))

    def without_a_place(self, question: str) -> None:
        """Which document holds cannot be told without a place; it can be named later."""
        self._settled = question
        self.household = asked(self.household, question)
        self.conversation.uncovered = True
        self.say("place_unknown")

    def not_covered(self) -> None:
        """There is no document for the place here; another place can be named later."""
        self.conversation.uncovered = True
        self.say("place_not_covered")

    # -- which place a name means --------------------------------------------------------------

    def may_mean(self, paths: list[str]) -> None:
        """What the name of the place means is to be asked, or, when empty, no more."""
        if paths == self.conversation.places:
            return
        self.conversation.uncovered = False
        self.conversation.places = paths
        still = [question for question in self.household.asked if question not in PLACE_QUESTIONS]
        self.household = self.household.model_copy(update={"asked": still})

    def elsewhere(self, question: str) -> None:
        """None of the places that the name means here."""
        self.settle(question, [], "")
        if "place" in self.household.asked:
            self.not_covered()

    def undecided(self, question: str) -> None:
        """Nobody knows which window counts: the one of the map does, until the window says so."""
        side = kept(self.conversation.places) if question == OFFICE else None
        self.settle(question, side.told if side else [], "")
        if side is not None:
            self.say("place_office_unknown", side=side.label)
        elif "place" in self.household.asked:
            self.without_a_place(question)

    def _move(self, jurisdiction: Any) -> None:
        """A district of another place does not stay behind."""
        self.conversation.uncovered = False
        household = self.household
        if household.district is not None and household.jurisdiction != jurisdiction:
            self._remember([Setting(fact="district", value=None)])
            self.household = household.told("district", None)

    def _place_facts(self, reading: Reading) -> list[FactSaid]:
        """The place a message names, where its documents are here; says so where they are not."""
        facts = [fact for fact in reading.facts if fact.fact in PLACE_FACTS]
        places = [fact for fact in facts if fact.fact == "jurisdiction"]
        if not places:
            self._ask_which(reading)
            if self._lives_elsewhere(reading):
                self.not_covered()
            return []
        if places[-1].value not in self._library.places:
            self.not_covered()
            return []
        words = [fact.words for fact in places]
        town = shared_town(words)
        if town and [town] == self.conversation.places and OFFICE in self.household.asked:
            return []
        self._move(places[-1].value)
        self._town(str(places[-1].value), words)
        return facts

    def _town(self, jurisdiction: str, words: list[str]) -> None:
        """A town of two administrations is asked about; 闽侯 said of 上街 leaves the town known."""
        side, town = kept(self.conversation.places), shared_town(words)
        if town or side is None or side.jurisdiction != jurisdiction or names_a_town(words):
            self.may_mean([town] if town else [])

    def _ask_which(self, reading: Reading) -> None:
        """A name of several places, told before the place is known, or of a town there."""
        told = [one.candidates for one in reading.open if one.fact == "jurisdiction"]
        paths = served(told[-1] if told else (), self._library.places)
        side, known = kept(paths), self.household.jurisdiction
        if paths and (known is None or (side and side.jurisdiction == known)):
            self.may_mean(paths)

    def _lives_elsewhere(self, reading: Reading) -> bool:
        """Whether somebody lives, as they say, where there are no documents."""
        homes = [place for place in reading.places if place.role == "residence"]
        if not homes or self.household.jurisdiction is not None or self.conversation.places:
            return False
        return not meanings(homes, self._library.places) and not too_wide(homes)

    def stay_in(self, jurisdiction: str) -> None:
        """The next household of a round is in the same place, unless told otherwise: a name of
        several places is the one there."""
        if self.household.jurisdiction is not None or self.conversation.uncovered:
            return
        here = served(self.conversation.places, [jurisdiction])
        if self.conversation.places and not here:
            return
        self.conversation.places = []
        told = [Setting(fact="jurisdiction", value=jurisdiction)]
        self._remember(told)
        self.household, _ = with_settings(self.household, told, "")

    def skip(self, question: Question) -> None:
        """A question that got no answer leaves its facts unknown, so that nothing hangs on it."""
        told = [Setting(fact=f.fact, member=f.member, value=UNKNOWN) for f in question.facts]
        self.settle(question.question, told, "")
        self.say("skipped")

    def forget(self) -> None:
        """Nothing of what was said is kept."""
        self.household = Household()
        self.conversation.steps, self.conversation.places = [], []
        self._before, self._settled = {}, None

    # -- free words --------------------------------------------------------------------------

    def people(self, members: Iterable[MemberSaid]) -> list[str]:
        """Somebody who is mentioned gets a place in the household, unless dead, gone or apart; the
        names under which they are known."""
        present = [said for said in members if said.gone is None and not said.apart]
        names = known_names(present, self.household)
        for said in present:
            self.household = with_member(self.household, names[said.label], said.relation)
        return [names[said.label] for said in present]

    def all_named(self, named: Collection[str]) -> None:
        """Where as many were named as live together, whoever else was told of lives elsewhere."""
        together = {SELF, *named}
        if self.household.household.get("people_together") == len(together):
            self.household = only(self.household, together)

    def _of_the_household(self, reading: Reading) -> list[MemberSaid]:
        """Who is told of; where all who live together are named, only those who may depend on
        them: a son who sends money is not one more."""
        count = self.household.household.get("people_together")
        named = [m for m in self.household.members if not is_unnamed(m.name)]
        full = isinstance(count, (int, float)) and len(named) >= count
        if not full or leaves_out(reading.text):
            return list(reading.members)
        depends = {fact.member for fact in reading.facts if _shows_need(fact)}
        known = {member.name for member in named}
        return [one for one in reading.members if one.label in depends | known]

    def read(self, reading: Reading, reply: str | None = None) -> list[Setting]:
        """Facts that were told, written down and said back in the sentence `reply`."""
        # 老公 and 爱人 are one person: the household's own name for them counts.
        reading = as_known(reading, self.household)
        self.replies += sympathy(self.conversation, reading)
        self.conversation.child = self.conversation.child or child_writes(reading)
        self.people(self._of_the_household(reading))
        told: list[Setting] = []
        new: list[Setting] = []
        of_place = self._place_facts(reading)
        apart = {member.label for member in reading.members if member.apart}
        for fact in reading.facts:
            if fact.member in apart or (fact.fact in PLACE_FACTS and fact not in of_place):
                continue
            setting = Setting(fact=fact.fact, member=fact.member, value=fact.value)
            self._remember([setting])
            was = self.household
            self.household, taken = with_settings(was, [setting], fact.words)
            told += taken
            # What was told otherwise before is said back as a correction.
            new += [one for one in taken if _is_untold(was, one)]
        if told or reading.open:
            self._for_whom(reading.text)
        self.household = with_people_counted(self.household)
        words = {(fact.fact, fact.member): fact.words for fact in reading.facts}
        line = self._line(new, words, reading)
        if line and reply is not None:
            self.say(reply, facts=line)
        self._figures(reading)
        return told

    def _line(self, new: list[Setting], words: Words, reading: Reading) -> str:
        """What of a message is said back; the tale itself is told only beside facts."""
        asking_for = self.household.household.get("asking_for")
        known, voice = self._library.vocabulary, self.conversation.voice
        return heard(new, known, words, reading, asking_for=asking_for, voice=voice) if new else ""

    def _for_whom(self, text: str) -> None:
        """Who tells of 我 or 我家 asks for their own; that need not be asked."""
        whose = for_whom(text, self.conversation.voice)
        if whose is None or "asking_for" in self.household.household:
            return
        setting = Setting(fact="asking_for", value=whose[0])
        self._remember([setting])
        self.household, _ = with_settings(self.household, [setting], whose[1])

    def _figures(self, reading: Reading) -> None:
        """A local figure of the day counts for this conversation only."""
        for figure in reading.figures:
            named = {**self.household.parameters, figure.name: figure.value}
            self.household = self.household.model_copy(update={"parameters": named})
            label = self._library.vocabulary.label(figure.name)
            self.say("figure_taken", label=label, value=figure.words)

    def amend(self, change: Amendment, words: str) -> None:
        """Puts right what was told before; taken back, all of it is as it was."""
        self.amended = True
        self.household = amended(self.household, change, words, self._library)

    # -- the end of the message ----------------------------------------------------------------

    def _remember(self, told: list[Setting]) -> None:
        """Keeps how these facts stood before this message, to be taken back with it."""
        for fact, member, value in before(self.household, told):
            self._before.setdefault((fact, member), value)

    def keep_step(self) -> None:
        """What this message changed becomes one step that can be taken back."""
        same_places = self.conversation.places == self._was.conversation.places
        nothing = not self._before and self._settled is None and not self.amended
        if nothing and same_places:
            return
        told = [(fact, member, value) for (fact, member), value in self._before.items()]
        places = self._was.conversation.places
        step = Step(
            question=self._settled,
            before=told,
            members=self._members,
            places=places,
            household=self._was.slots()[0] if self.amended else None,
        )
        self.conversation.steps = [*self.conversation.steps, step][-UNDO_STEPS:]

    def help_at_once(self) -> None:
        """What cannot wait is answered in the turn it is told, once, whatever is asked next."""
        told = [name for name, value in self.household.household.items() if value is True]
        for kind in kinds_told_by(told):
            if kind not in self.conversation.helped:
                self.conversation.urgent = True
                self.conversation.helped = [*self.conversation.helped, kind]
                # The result of a visit says itself what is to be reported today.
                if self.conversation.voice == "grid":
                    continue
                self.replies.append(first_help(kind, self.conversation.voice))

    @property
    def nothing_new(self) -> bool:
        """Whether the message left everything as it was."""
        now, then = self.conversation, self._was.conversation
        same_place = (now.uncovered, now.places) == (then.uncovered, then.places)
        unsaid = {"said": []}
        was = self._was.household.model_copy(update=unsaid)
        return same_place and self.household.model_copy(update=unsaid) == was

    def state(self) -> State:
        """Household and conversation as they are now."""
        told = {"household": self.household, "conversation": self.conversation}
        return self._was.model_copy(update=told)


def _shows_need(fact: FactSaid) -> bool:
    """Whether a fact is of somebody who is likely looked after: a pupil, a child, the sick."""
    if fact.fact == "age":
        return isinstance(fact.value, int) and fact.value < GROWN_UP
    return fact.fact in _NEEDS and fact.value not in (False, 0, "none", "no")


def _is_untold(household: Household, setting: Setting) -> bool:
    if setting.fact in PLACE_FACTS:
        return getattr(household, setting.fact) in UNTOLD
    return own_value(household, setting.fact, setting.member) in UNTOLD
