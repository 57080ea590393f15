"""Somebody who answers the questions: at random, or as a told story says."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from eligibility import Choice, Household, Library, Question, Setting, ask_next, parse_household
from eligibility.files.vocabulary import vocabulary

TODAY = dt.date(2020, 9, 1)
SKIPS = ("unknown", "declined")
PLACES = ("fuzhou", "minhou", "xiamen", "guzhang")
NUMBERS: dict[str, list[Any]] = {
    "months_working_locally": [0, 6, 12, 13, {"low": 12, "high": 18}],
    "age": [3, 12, 17, 30, 65, {"low": 60, "high": 70}],
    "rigid_expense_12m": [0, 500, 40000],
    "self_paid_cost": [0, 500, 40000],
    "rental_m2": [45, {"low": 40, "high": 50}],
    "income_month_total": [0, 900, 2500, 20000, {"low": 1800, "high": 2300}],
    "temp_relief_times_same_cause": [0, 1],
    "self_paid_medical_12m": [0, 8000],
    "only_child_disability_level": [0, 2, 4],
    "disability_level": [0, 1, 2, 3, 4],
    "cannot_do_acts": [0, 2, 5],
    "people_together": [1, 2, 3],
}
PLAIN_NUMBERS = [0, 300, 8000]


class Step(NamedTuple):
    """One turn: the household before it, the question, and the household after it."""

    before: Household
    question: Question
    after: Household


Answer = Callable[[Question], list[Setting]]


def walk(library: Library, household: Household, answer: Answer, most: int = 200) -> Iterator[Step]:
    """Answers until nothing is asked any more."""
    for _ in range(most):
        question = ask_next(library, household, TODAY)
        if question is None:
            return
        after = answered(household, question, answer(question))
        yield Step(household, question, after)
        household = after
    raise AssertionError(f"still asking after {most} questions: {household.asked}")


def answered(household: Household, question: Question, settings: list[Setting]) -> Household:
    """The household after an answer, as the interview keeps it."""
    for setting in settings:
        household = household.told(setting.fact, setting.value, setting.member)
    data = household.model_dump(mode="json")
    if question.expects == "people":
        together = data["household"].get("people_together") or 1
        more = range(2, min(together, 4) + 1) if isinstance(together, int) else ()
        data["members"] += [{"name": f"家人{number}"} for number in more]
    data["asked"].append(question.question)
    return parse_household(data)


def everything(question: Question, value: Any) -> list[Setting]:
    """One value for every fact of the question."""
    return [Setting(fact=f.fact, member=f.member, value=value) for f in question.facts]


def settings_of(question: Question, chosen: set[str]) -> list[Setting]:
    """What choosing these ids tells."""
    if chosen & set(SKIPS):
        return everything(question, next(iter(chosen)))
    left = [choice for choice in question.choices if choice.id not in chosen]
    told = [setting for choice in left if question.multiple for setting in choice.otherwise]
    return told + [s for choice in question.choices if choice.id in chosen for s in choice.sets]


def ways_to_answer(question: Question) -> list[list[Setting]]:
    """All plain answers: each choice alone, none, and numbers worth trying."""
    if question.expects in ("number", "numbers"):
        numbers = [everything(question, number) for number in _numbers(question.facts[0].fact)]
        return [*numbers, everything(question, "unknown")]
    return [settings_of(question, {choice.id}) for choice in question.choices]


def _numbers(fact: str) -> list[Any]:
    highest = vocabulary().facts[fact].highest
    plain = [number for number in PLAIN_NUMBERS if highest is None or number <= highest]
    return NUMBERS.get(fact, plain)


def at_random(chance: random.Random, skip: float = 0.15) -> Answer:
    """Somebody who answers anything, and now and then nothing."""

    def answer(question: Question) -> list[Setting]:
        if question.expects == "place":
            place = chance.choice(PLACES)
            return [Setting(fact="jurisdiction", value=place)]
        if question.expects == "people":
            return everything(question, chance.randint(1, 4))
        if chance.random() < skip:
            return everything(question, chance.choice(SKIPS))
        if question.multiple:
            return settings_of(question, _some(question.choices, chance))
        return chance.choice(ways_to_answer(question))

    return answer


def _some(choices: list[Choice], chance: random.Random) -> set[str]:
    real = [choice.id for choice in choices if choice.id not in (*SKIPS, "none")]
    return set(chance.sample(real, chance.randint(0, min(2, len(real))))) or {"none"}


def as_told(story: dict[str, set[str] | float]) -> Answer:
    """Somebody who chooses (or says the number) the story gives, and otherwise “none” or no."""

    def answer(question: Question) -> list[Setting]:
        told = story.get(question.question.partition("@")[0])
        if question.expects in ("number", "numbers", "people") and not isinstance(told, set):
            return everything(question, told or (1 if question.expects == "people" else 0))
        ids = [choice.id for choice in question.choices]
        plain = {name for name in ids if name in ("none", "no", "0")}
        chosen = told if isinstance(told, set) else plain
        return settings_of(question, chosen or {ids[-3]})

    return answer


def random_value(name: str, chance: random.Random) -> Any:
    """A value of a resident's fact."""
    spec = vocabulary().facts[name]
    if spec.type in ("number", "integer", "age"):
        return chance.choice(_numbers(name))
    if name == "supporter_states":
        return chance.choice([[], [{"tekun": True}]])
    if name == "supporters":
        return chance.choice([[], [{"age": {"low": 71}}], [{"age": {"high": 69}}]])
    if name == "district":
        return chance.choice(["台江区", "永泰县", "其他"])
    return chance.choice(list(spec.values) or [True, False])
