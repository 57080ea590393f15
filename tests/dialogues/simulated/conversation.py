"""One simulated person talks to the running server until nothing is asked."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping
from typing import Any

from tests.dialogues.driver import Program, Refused
from tests.dialogues.simulated import numerals
from tests.dialogues.simulated.answering import FREE, NUMBER, TAP, Answer, Answerer
from tests.dialogues.simulated.asked import Asked, heard
from tests.dialogues.simulated.ledger import Key, Ledger
from tests.dialogues.simulated.matching import persons
from tests.dialogues.simulated.persona import UNKNOWN, Persona
from tests.dialogues.simulated.speech import Speaker

MOST_TURNS = 60
MOST_PUT = 2
"""The same question put once more than this, though every time answered: the person is stuck."""
_GIVE_UP = 6
_HOW = {
    **{FREE: 58, NUMBER: 7, TAP: 7, "vague": 6, "unknown": 2, "declined": 1},
    **{"off_topic": 5, "also": 7, "courtesy": 4, "corrected": 5},
}
_CORRECTED = ("disability_level", "student_stage", "age", "income_month_total")
_ALSO = ("disability_level", "severe_illness", "student_stage", "age", "employed")
_SKIPPABLE = ("choice", "number")


@dataclasses.dataclass
class Turn:
    """What was said to which question, in which way, what is asked now, and what the bot holds."""

    question: str | None
    how: str
    text: str
    asks: str | None
    held: Mapping[str, Any]


@dataclasses.dataclass
class Talk:
    """A finished conversation: its turns, what was said in it, the last answer of the server."""

    persona: Persona
    ledger: Ledger
    turns: list[Turn] = dataclasses.field(default_factory=list)
    answer: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    core: list[str] = dataclasses.field(default_factory=list)
    asked_again: list[str] = dataclasses.field(default_factory=list)
    misread: list[str] = dataclasses.field(default_factory=list)
    stuck: str | None = None

    @property
    def answers(self) -> list[str]:
        """In which way each question was answered."""
        return [turn.how for turn in self.turns if turn.how in _ANSWERS]


_ANSWERS = (FREE, NUMBER, TAP, "vague", "unknown", "declined", "also", "corrected")


def talk(persona: Persona, port: int, seed: str = "") -> Talk:
    """A conversation from the first words to the result."""
    talking = _Talking(persona, Program(port), random.Random(f"{persona.id}{seed}"))
    try:
        return talking.run()
    except (Refused, AssertionError, OSError) as error:
        talking.talk.stuck = f"{type(error).__name__}: {error}"[:200]
        return talking.talk


class _Talking:
    def __init__(self, persona: Persona, program: Program, dice: random.Random) -> None:
        self._persona = persona
        self._program = program
        self._dice = dice
        self._speaker = Speaker(persona, dice)
        self._answerer = Answerer(self._speaker)
        self.talk = Talk(persona, Ledger(persona))
        self._corrections: list[tuple[int, str, Key, Any]] = []
        self._answered: dict[str, int] = {}
        self._interrupted: set[str] = set()

    def run(self) -> Talk:
        for text in self._persona.said:
            self._say("first words", text)
        self.talk.ledger.say(self._persona.states.items(), " ".join(self._persona.said))
        self.talk.ledger.mentioned |= set(self._persona.mentions)
        while True:
            if len(self.talk.turns) > MOST_TURNS:
                self.talk.stuck = f"more than {MOST_TURNS} turns"
                break
            if max(self._answered.values(), default=0) > _GIVE_UP:
                break
            if self._correction_due():
                self._correct()
            elif self._program.question is None:
                break
            else:
                self._reply()
        return self.talk

    # -- sending -------------------------------------------------------------------------------

    def _say(self, how: str, text: str) -> None:
        question = self._program.question
        self._program.say(text)
        self._note(question, how, text)

    def _note(self, question: str | None, how: str, text: str) -> None:
        self.talk.answer = self._program.answer
        held = self._program.answer.get("household") or {}
        self.talk.turns.append(Turn(question, how, text, self._program.question, held))

    def _give(self, asked: Asked, how: str, answer: Answer) -> None:
        if answer.choices:
            labels = {choice.id: choice.label for choice in asked.choices}
            self._program.choose(*answer.choices)
            words = f"[{'；'.join(labels[name] for name in answer.choices)}]"
        else:
            self._program.say(answer.text)
            words = answer.text
        shown = how if answer.how == FREE and how not in (TAP, NUMBER) else answer.how
        self._note(asked.id, shown, words)
        self.talk.ledger.say(answer.told, f"{asked.text} → {words}", answer.people)
        self._answered[asked.id] = self._answered.get(asked.id, 0) + 1

    # -- one question --------------------------------------------------------------------------

    def _reply(self) -> None:
        asked = self._hear()
        if asked.counts and asked.id not in self.talk.core:
            self.talk.core.append(asked.id)
        self._watch(asked)
        if asked.id in ("consent", "safety"):
            self._plainly(asked)
            return
        how = self._how(asked)
        if how in ("off_topic", "courtesy"):
            kind = "off_topic" if how == "off_topic" else "courtesies"
            self._interrupt(asked, how, self._speaker.one(kind))
            return
        self._give(asked, *self._worded(asked, how))

    def _hear(self) -> Asked:
        household = self._program.answer.get("household") or {}
        known = persons(self._persona, household.get("members") or [])
        told = self.talk.ledger.told
        return heard(self._program.answer["asking"], self._persona.place, known, told)

    def _watch(self, asked: Asked) -> None:
        """Notes a question that was answered before, or whose facts were all told before."""
        times = self._answered.get(asked.id, 0)
        in_a_row = times and self.talk.turns[-1].question == asked.id
        if times >= MOST_PUT:
            self.talk.stuck = f"{asked.id} {times + 1} times"
        if times and in_a_row:
            self.talk.misread.append(f"{asked.text} → {self.talk.turns[-1].text}")
        elif times and asked.id not in self._interrupted:
            self.talk.asked_again.append(asked.text)
        told = self.talk.ledger.knows
        if not times and asked.facts and all(told(*key) for key in asked.facts):
            self.talk.asked_again.append(asked.text)

    def _interrupt(self, asked: Asked, how: str, text: str) -> None:
        self._interrupted.add(asked.id)
        self._say(how, text)
        if how == "courtesy" and self._program.question != asked.id:
            self.talk.misread.append(f"{asked.text} → {text}")

    def _plainly(self, asked: Asked) -> None:
        if asked.id == "consent":
            self._give(asked, FREE, Answer(FREE, [], self._speaker.one("consent")))
            return
        safe = not self._persona.household.get("in_danger", False)
        first, second = asked.choices[0], asked.choices[1]
        text = self._speaker.label((first if safe else second).label)
        self._give(asked, FREE, Answer(FREE, [], text))

    def _how(self, asked: Asked) -> str:
        how = self._dice.choices(list(_HOW), list(_HOW.values()))[0]
        once = how in ("off_topic", "courtesy", "unknown", "declined")
        if once and (asked.id in self._interrupted or asked.id in self._answered):
            return FREE
        if how in ("unknown", "declined") and not self._may_skip(asked):
            return FREE
        return how

    def _may_skip(self, asked: Asked) -> bool:
        told = any(self.talk.ledger.knows(*key) for key in asked.facts)
        return bool(asked.facts) and asked.expects in _SKIPPABLE and not told

    def _worded(self, asked: Asked, how: str) -> tuple[str, Answer]:
        if how in ("unknown", "declined"):
            return how, self._answerer.skip(asked, how)
        if how == "corrected" and (wrong := self._wrong(asked)) is not None:
            return how, wrong
        answer = self._answerer.answer(asked, how if how in (NUMBER, TAP, "vague") else FREE)
        if how == "also":
            return self._with_more(answer)
        return (how if how == "vague" else answer.how), answer

    # -- two facts at once ---------------------------------------------------------------------

    def _with_more(self, answer: Answer) -> tuple[str, Answer]:
        told = dict(answer.told)
        for fact in self._dice.sample(_ALSO, len(_ALSO)):
            for who in self._persona.together:
                value = self._persona.truth(fact, who)
                open_still = (fact, who) not in told and not self.talk.ledger.knows(fact, who)
                if open_still and value not in (UNKNOWN, False, 0, "none") and answer.text:
                    words, tells = self._clause(fact, who, value)
                    if words:
                        text = answer.text + self._speaker.around("also", words)
                        more = [*answer.told, *tells]
                        people = [*answer.people, who]
                        return "also", Answer(FREE, more, text, people=people)
        return answer.how, answer

    def _clause(self, fact: str, who: str, value: Any) -> tuple[str, list[tuple[Key, Any]]]:
        if fact == "age":
            return self._speaker.age(who), [((fact, who), value)]
        said = self._speaker.about(fact, value, who)
        return said.words, said.told

    # -- corrected later -----------------------------------------------------------------------

    def _wrong(self, asked: Asked) -> Answer | None:
        """A slip about one fact, and the plan to put it right two turns later."""
        fact, who = asked.facts[0] if asked.facts else ("", None)
        truth = self._persona.truth(fact, who)
        if fact not in _CORRECTED or len({key[1] for key in asked.facts}) != 1 or not truth:
            return None
        slip: Any = {"disability_level": {1: 2, 2: 3, 3: 2, 4: 3}.get(truth)}.get(fact)
        if fact == "student_stage":
            slip = "senior_high" if truth == "compulsory" else "compulsory"
        elif fact == "age" and isinstance(truth, int):
            slip = truth + 1
        elif fact == "income_month_total" and isinstance(truth, int):
            slip = truth * 2
        if slip is None or truth in (UNKNOWN, "none"):
            return None
        liar = _Slipping(self._persona, fact, who, slip)
        answer = Answerer(Speaker(liar, self._dice)).answer(asked, FREE)
        due = len(self.talk.turns) + 3
        self._corrections.append((due, self._put_right(fact, who, truth), (fact, who), truth))
        return answer

    def _put_right(self, fact: str, who: str | None, truth: Any) -> str:
        if fact == "income_month_total":
            sum_ = numerals.money(truth, self._dice)
            it = self._dice.choice([f"全家一个月是{sum_}", f"一个月其实只有{sum_}"])
        elif fact == "disability_level":
            level = numerals.in_words(truth)
            it = self._dice.choice([f"{who}其实是{level}级", f"{who}的残疾证是{level}级"])
        elif fact == "age":
            it = self._speaker.age(str(who))
        else:
            it = self._speaker.about(fact, truth, who).words
        return self._speaker.around("corrections", it)

    def _correction_due(self) -> bool:
        over = self._program.question is None
        return any(over or due <= len(self.talk.turns) for due, *_ in self._corrections)

    def _correct(self) -> None:
        _, text, key, truth = self._corrections.pop(0)
        if self._program.question is not None:
            self._interrupted.add(self._program.question)
        self._say("correction", text)
        told = [(key, truth)]
        if key[0] == "disability_level" and (("disability_certificate", key[1])) in (
            self.talk.ledger.told
        ):
            told.append((("disability_certificate", key[1]), "yes"))
        self.talk.ledger.say(told, text)


class _Slipping(Persona):
    """The persona with one fact that it tells wrongly."""

    def __init__(self, persona: Persona, fact: str, who: str | None, slip: Any) -> None:
        fields = {f.name: getattr(persona, f.name) for f in dataclasses.fields(persona)}
        super().__init__(**fields)
        object.__setattr__(self, "_slip", (fact, who, slip))

    def truth(self, fact: str, member: str | None = None) -> Any:
        slip: tuple[str, str | None, Any] = self.__dict__["_slip"]
        return slip[2] if slip[:2] == (fact, member) else super().truth(fact, member)
