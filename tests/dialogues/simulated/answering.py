"""A true answer to a question: the words or the tap, and exactly what they tell."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from tests.dialogues.simulated import numerals
from tests.dialogues.simulated.asked import NOBODY, SKIPS, Asked, Choice, fits
from tests.dialogues.simulated.ledger import Key
from tests.dialogues.simulated.persona import UNKNOWN, Persona, is_of_members
from tests.dialogues.simulated.speech import Speaker

Told = list[tuple[Key, Any]]
FREE, NUMBER, TAP = "words", "number", "tap"


@dataclasses.dataclass
class Answer:
    """What is sent: `text`, or `choices` where somebody taps; `told` what that says, `people`
    whom it names, `how` in which way it was answered."""

    how: str
    told: Told
    text: str = ""
    choices: list[str] = dataclasses.field(default_factory=list)
    people: list[str] = dataclasses.field(default_factory=list)


class Answerer:
    """Answers questions from the hidden household."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._persona: Persona = speaker.persona
        self._dice = speaker.dice

    def answer(self, asked: Asked, how: str) -> Answer:
        """The true answer, said in this way where the question allows it."""
        if asked.expects == "place":
            return self._place(asked, how)
        if asked.expects == "people":
            return self._people(asked)
        if asked.expects == "numbers":
            return self._numbers(asked)
        if asked.expects == "number":
            return self._number(asked, how)
        if asked.who:
            return self._who(asked, how)
        return self._several(asked, how) if asked.multiple else self._choice(asked, how)

    def skip(self, asked: Asked, kind: str) -> Answer:
        """不知道 or 不想说, of all that is asked."""
        return Answer(FREE, [(key, kind) for key in asked.facts], self._speaker.one(kind))

    # -- place, people -------------------------------------------------------------------------

    def _place(self, asked: Asked, how: str) -> Answer:
        own = self._persona
        told: Told = [(("jurisdiction", None), own.place)]
        if how in (NUMBER, TAP) and any(choice.id == own.place for choice in asked.choices):
            return self._taken(asked, [own.place], how, told)
        if own.district:
            told.append((("district", None), own.district))
        name = _PLACE_NAMES[own.place]
        where = f"{name}{own.district}" if own.district else name
        short = own.district or name
        shapes = ["{0}", "{1}", "{0}的", "在{0}", "我们住{0}"]
        return Answer(FREE, told, self._dice.choice(shapes).format(where, short))

    def _people(self, asked: Asked) -> Answer:
        own = self._persona
        count = len(own.together)
        told: Told = [(("people_together", None), count)]
        others = [name for name in own.together if name != own.myself]
        if count == 1:
            text = self._dice.choice(["就一个人", "一个人过", "只有一个人", "独居", "1个人"])
            return Answer(FREE, told, text)
        me = "我" if own.voice == "resident" else own.myself
        names = self._speaker.names([me, *others])
        number = self._dice.choice([str(count), numerals.in_words(count).replace("二", "两")])
        shape = self._dice.choice(
            ["{0}个人，{1}", "{0}口人，{1}", "{1}，一共{0}个人", "{0}个，{1}", "{1}，{0}口人"]
        )
        return Answer(FREE, told, shape.format(number, names), people=own.together)

    # -- numbers -------------------------------------------------------------------------------

    def _numbers(self, asked: Asked) -> Answer:
        """Everybody's age at once; of whom nobody knows it, nothing."""
        fact = asked.facts[0][0]
        people = [who for _, who in asked.facts if who in self._persona.members]
        known = [who for who in people if who and self._persona.truth(fact, who) != UNKNOWN]
        if not known:
            return self.skip(asked, "unknown")
        told: Told = [((fact, who), self._persona.truth(fact, who)) for who in known]
        glue = self._dice.choice(["，", "，", " ", "、"])
        return Answer(FREE, told, glue.join(self._speaker.age(who) for who in known), people=known)

    def _number(self, asked: Asked, how: str) -> Answer:
        fact, who = asked.facts[0] if asked.facts else ("", None)
        truth = self._persona.truth(fact, who)
        if not isinstance(truth, (int, float)):
            return self.skip(asked, "unknown")
        truth = int(truth)
        none = next((c for c in asked.real if fits(truth, c.sets.get(fact, UNKNOWN))), None)
        if none is not None:
            if how in (NUMBER, TAP):
                # A number typed here is an amount.
                return self._taken(asked, [none.id], TAP, [(key, truth) for key in asked.facts])
            zero = "zero_income" if "income" in fact else "zero"
            words = self._speaker.whole(none, asked.real) if self._dice.random() < 0.4 else None
            words = words or self._speaker.one(zero)
            return Answer(FREE, [(key, truth) for key in asked.facts], words)
        if fact == "age":
            words = numerals.age(truth, self._dice)
            said = f"{who}{words}" if who and self._dice.random() < 0.4 else words
            return Answer(FREE, [(key, truth) for key in asked.facts], said)
        spoken = self._measured(truth, asked.unit or "", how)
        return Answer(FREE, [(key, spoken.told) for key in asked.facts], spoken.words)

    def _measured(self, number: int, unit: str, how: str) -> numerals.Spoken:
        if unit == "元":
            if number == 0:
                return numerals.Spoken(self._speaker.one("zero"), 0)
            if how == "vague" and number >= 100:
                return numerals.roughly(number, self._dice)
            return numerals.Spoken(numerals.money(number, self._dice), number)
        if unit == "个月" and number >= 12 and number % 12 == 0:
            years = numerals.in_words(number // 12).replace("二", "两")
            return numerals.Spoken(self._dice.choice([f"{years}年", f"{number}个月"]), number)
        name = "平" if unit == "平方米" else unit
        shapes = [f"{number}{name}", f"{numerals.in_words(number)}{name}", str(number)]
        return numerals.Spoken(self._dice.choice(shapes), number)

    # -- one choice ----------------------------------------------------------------------------

    def _choice(self, asked: Asked, how: str) -> Answer:
        chosen = self._true(asked)
        if chosen is None:
            return self.skip(asked, "unknown")
        told = _told_by(asked, chosen.sets)
        if how in (NUMBER, TAP):
            return self._taken(asked, [chosen.id], how, told)
        words = self._speaker.whole(chosen, asked.real)
        people = [who for _, who in asked.facts if who is not None]
        one = people[0] if people else None
        # A yes or no may be said as a sentence about the person.
        if one in self._persona.members and not chosen.label[2:] and self._dice.random() < 0.3:
            fact, value = next(iter(chosen.sets.items()), ("", None))
            words = self._speaker.about(fact, value, one).words or words
        return Answer(FREE, told, words)

    def _true(self, asked: Asked) -> Choice | None:
        """The choice that holds; without facts, the one whose words name what is true."""
        if not asked.facts or not any(choice.sets for choice in asked.real):
            return self._by_label(asked)
        unsure = None
        # An exact value before a range that holds it.
        for choice in sorted(asked.real, key=lambda choice: "{" in str(list(choice.sets.values()))):
            fit = [self._fits(asked, fact, value) for fact, value in choice.sets.items()]
            if fit and all(fit):
                return choice
            if list(choice.sets.values()) == [UNKNOWN]:
                unsure = choice
        known = [self._persona.truth(fact, who) for fact, who in asked.facts]
        return unsure if UNKNOWN not in known else None

    def _fits(self, asked: Asked, fact: str, value: Any) -> bool | None:
        people = asked.people(fact)
        if not people and fact in _IDENTITY:
            return fits(self._persona.truth(fact), value, fact)
        if not people:
            return True
        return fits(self._persona.truth(fact, people[0]), value, fact)

    def _by_label(self, asked: Asked) -> Choice | None:
        names = [self._persona.district, _PLACE_NAMES[self._persona.place]]
        for name in filter(None, names):
            for choice in asked.real:
                if name in choice.label:
                    return choice
        return None

    # -- lists ---------------------------------------------------------------------------------

    def _several(self, asked: Asked, how: str) -> Answer:
        """家里有没有下面这些: what is true, and, of what is left, that it is not so."""
        true = [choice for choice in asked.real if self._holds(choice)]
        left = [choice for choice in asked.real if choice not in true]
        told = [pair for choice in left for pair in _told_by(asked, choice.otherwise)]
        if not true:
            if self._only_unknown(asked):
                return self.skip(asked, "unknown")
            told += _told_by(asked, asked.none_told)
            if how in (NUMBER, TAP) and any(choice.id == NOBODY for choice in asked.choices):
                return self._taken(asked, [NOBODY], how, told)
            return Answer(FREE, told, self._speaker.one("nothing"))
        if how in (NUMBER, TAP):
            told += [pair for choice in true for pair in _sets_of_one(asked, choice)]
            return self._taken(asked, [choice.id for choice in true], how, told)
        clauses, people = [], []
        for choice in true:
            words, tells, named = self._clause(asked, choice)
            clauses.append(words)
            told += tells
            people += named
        glue = self._dice.choice(["，", "，", "，还有", "。"])
        return Answer(FREE, told, glue.join(dict.fromkeys(clauses)), people=people)

    def _only_unknown(self, asked: Asked) -> bool:
        return all(self._persona.truth(f, who) == UNKNOWN for f, who in asked.facts)

    def _holds(self, choice: Choice) -> bool:
        if choice.otherwise:
            return any(self._denied(f, v, w) for f, v, w in self._spread(choice.otherwise))
        pairs = self._spread(choice.sets)
        if any(w for _, _, w in pairs):
            return any(fits(self._persona.truth(f, w), v, f) for f, v, w in pairs)
        return bool(pairs) and all(fits(self._persona.truth(f, w), v, f) for f, v, w in pairs)

    def _denied(self, fact: str, value: Any, who: str | None) -> bool:
        return fits(self._persona.truth(fact, who), value, fact) is False

    def _spread(self, values: Mapping[str, Any]) -> list[tuple[str, Any, str | None]]:
        """(fact, value, person) for everybody of the household: nobody remembers at each question
        what was said before."""
        found: list[tuple[str, Any, str | None]] = []
        for fact, value in values.items():
            people = self._persona.together if is_of_members(fact) else [None]
            found += [(fact, value, who) for who in people]
        return found

    def _clause(self, asked: Asked, choice: Choice) -> tuple[str, Told, list[str]]:
        """One true choice in words, with the persons it is true of or without."""
        denied = self._spread(choice.otherwise or choice.sets)
        if choice.otherwise:
            denied = [(f, v, w) for f, v, w in denied if self._denied(f, v, w)]
        fact = denied[0][0]
        people = list(dict.fromkeys(w for f, _, w in denied if w is not None and f == fact))
        alone = len(self._persona.together) == 1
        if people and not alone and self._dice.random() < 0.3:
            value = self._persona.truth(fact, people[0])
            said = self._speaker.about(fact, value, None, self._dice.choice(["有人", "家里有人"]))
            return said.words or self._speaker.label(choice.label), _sets_of_one(asked, choice), []
        texts, told = [], _sets_of_one(asked, choice) if not people else []
        named: list[str | None] = [*people] if people else [None]
        for who in named:
            value = self._persona.truth(fact, who)
            called = "" if alone and self._dice.random() < 0.6 else who
            said = self._speaker.about(fact, value, who, called)
            text = said.words or (who or "") + self._speaker.label(choice.label)
            texts.append(text)
            told += said.told
            told += [((f, who), v) for f, v in choice.sets.items() if who is not None]
        open_still = [(f, who) for f in choice.facts for who in people if (f, who) in asked.facts]
        if people and not open_still:
            # The choice is about those of whom it was not told yet, and none of them was named.
            told += [pair for pair in _told_by(asked, choice.otherwise) if pair[0][1] not in people]
        return "，".join(texts), told, [who for who in people if who]

    # -- who -----------------------------------------------------------------------------------

    def _who(self, asked: Asked, how: str) -> Answer:
        """Which persons: by their names, those too of whom it was said before."""
        offered = {asked.person_of.get(choice.id): choice for choice in asked.real}
        told: Told = []
        for who, choice in offered.items():
            if who in self._persona.members:
                tells = choice.sets if self._is_one(choice, who) else choice.otherwise
                told += [((fact, who), value) for fact, value in tells.items()]
        any_choice = next(iter(asked.real))
        true = [who for who in self._persona.members if self._is_one(any_choice, who)]
        if how in (NUMBER, TAP):
            ids = [offered[who].id for who in true if who in offered]
            return self._taken(asked, ids or [NOBODY], how, told)
        if not true:
            return Answer(FREE, told, self._speaker.one("nobody"))
        shape = self._dice.choice(["{0}", "{0}", "是{0}", "就{0}" if len(true) == 1 else "{0}"])
        return Answer(FREE, told, shape.format(self._speaker.names(true)), people=true)

    def _is_one(self, choice: Choice, who: str) -> bool:
        if choice.otherwise:
            return any(self._denied(f, v, who) for f, v in choice.otherwise.items())
        return all(fits(self._persona.truth(f, who), v, f) for f, v in choice.sets.items())

    def _taken(self, asked: Asked, ids: list[str], how: str, told: Told) -> Answer:
        if how == TAP:
            return Answer(TAP, told, choices=ids)
        numbers = [str(asked.number_of(choice)) for choice in ids]
        return Answer(NUMBER, told, self._dice.choice([" ", "、", "和"]).join(numbers))


_PLACE_NAMES = {"fuzhou": "福州", "minhou": "闽侯", "xiamen": "厦门", "guzhang": "古丈"}
_IDENTITY = ("jurisdiction", "district")


def _told_by(asked: Asked, values: Mapping[str, Any]) -> Told:
    """These values, of everybody of whom they are asked."""
    return [(key, v) for f, v in values.items() for key in asked.facts if key[0] == f]


def _sets_of_one(asked: Asked, choice: Choice) -> Told:
    """“Somebody” tells a fact of a person only where one alone can be meant."""
    told: Told = []
    for fact, value in choice.sets.items():
        keys = [key for key in asked.facts if key[0] == fact]
        if len({who for _, who in keys}) == 1:
            told += [(key, value) for key in keys]
    return told


__all__ = ["FREE", "NUMBER", "SKIPS", "TAP", "Answer", "Answerer"]
