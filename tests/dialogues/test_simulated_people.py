"""The simulated people themselves: enough of them, all different, true to their household."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from tests.dialogues.simulated import numerals
from tests.dialogues.simulated.answering import FREE, NUMBER, Answerer
from tests.dialogues.simulated.asked import Asked, heard
from tests.dialogues.simulated.conversation import Talk
from tests.dialogues.simulated.judging import judge, same
from tests.dialogues.simulated.ledger import Ledger
from tests.dialogues.simulated.matching import persons
from tests.dialogues.simulated.persona import PLACES, Persona, is_of_members, personas
from tests.dialogues.simulated.speech import Speaker

LEAST, LEAST_OF_A_PLACE = 60, 15


def find(name: str) -> Persona:
    return next(persona for persona in personas() if persona.id == name)


def asked(question: str, facts: list[tuple[str, str | None]], *choices: str, **more: Any) -> Asked:
    """A question as the server puts it, for somebody of 福州 whose people go by their own names."""
    asking = {
        "question": question,
        "text": "",
        "facts": [{"fact": fact, "member": member} for fact, member in facts],
        "choices": [{"id": choice, "label": choice} for choice in choices],
        "multiple": False,
        "stage": "core",
        **more,
    }
    return heard(asking, "fuzhou", {})


def answerer(persona: Persona) -> Answerer:
    return Answerer(Speaker(persona, random.Random(persona.id)))


def test_there_are_enough_of_every_place_and_voice() -> None:
    places = Counter(persona.place for persona in personas())
    assert sum(places.values()) >= LEAST
    assert min(places[place] for place in PLACES) >= LEAST_OF_A_PLACE
    assert {persona.voice for persona in personas()} == {"resident", "grid", "operator"}
    assert len({persona.said for persona in personas()}) == len(personas())


@pytest.mark.parametrize("persona", personas(), ids=lambda persona: persona.id)
def test_what_is_said_first_is_true(persona: Persona) -> None:
    for (fact, member), value in persona.states.items():
        assert is_of_members(fact) == (member is not None), fact
        truth = persona.truth(fact, member)
        assert same(value, truth), f"{member}.{fact}: says {value}, is {truth}"


def test_what_is_left_in_a_list_is_told_of_everybody_else() -> None:
    persona = find("fuzhou-06")
    facts: list[tuple[str, str | None]] = [("severe_illness", name) for name in persona.members]
    question = asked("health", facts, "severe_illness", "none", multiple=True)
    told = dict(answerer(persona).answer(question, NUMBER).told)
    assert told == {}
    question = asked("health", [("mental_patient", "我爸")], "mental", "none", multiple=True)
    answer = answerer(persona).answer(question, NUMBER)
    assert (answer.text, dict(answer.told)) == ("2", {("mental_patient", "我爸"): False})


def test_who_is_named_and_who_is_not() -> None:
    persona = find("fuzhou-06")
    facts: list[tuple[str, str | None]] = [("severe_illness", name) for name in persona.members]
    question = asked("severe_illness_who", facts, *persona.members, "none", multiple=True)
    answer = answerer(persona).answer(question, FREE)
    assert "我爸" in answer.text
    assert dict(answer.told) == {key: key[1] == "我爸" for key in facts}


def test_who_does_not_know_says_so() -> None:
    persona = find("guzhang-16")
    answer = answerer(persona).answer(asked("income_total", [("income_month_total", None)]), FREE)
    assert dict(answer.told) == {("income_month_total", None): "unknown"}


def test_a_slip_and_its_correction_end_with_the_truth() -> None:
    ledger = Ledger(find("fuzhou-06"))
    ledger.say([(("age", "我爸"), 70)], "70")
    ledger.say([(("age", "我爸"), 69)], "不对，我爸69")
    assert ledger.household("2026-11-22")["members"] == [
        {"name": "我", "relation": "self"},
        {"name": "我爸", "relation": "father", "age": 69},
    ]


def test_everybody_counted_is_there_and_who_lives_elsewhere_is_not() -> None:
    persona = find("minhou-01")
    ledger = Ledger(persona)
    ledger.say([(("employed", "儿子"), True)], "儿子在广东打工")
    ledger.say([(("people_together", None), 1)], "就我一个")
    assert [m["name"] for m in ledger.household("2026-11-22")["members"]] == ["我"]


def test_children_by_relation_then_age() -> None:
    members: list[dict[str, Any]] = [
        {"name": "本人", "relation": "self"},
        {"name": "孩子1", "relation": "child", "age": 3},
        {"name": "孩子2", "relation": "child", "age": 6},
        {"name": "爱人", "relation": "spouse"},
    ]
    found = persons(find("fuzhou-05"), members)
    assert found == {"本人": "我", "孩子1": "小宝", "孩子2": "大宝", "爱人": "老公"}


def test_a_fact_held_otherwise_is_a_misreading_and_behind_the_clause() -> None:
    persona = find("guzhang-02")
    talk = Talk(persona, Ledger(persona))
    place = {("jurisdiction", None): "guzhang", ("hukou_place", None): "guzhang"}
    home = {("hukou_type", None): "urban", ("long_term_resident", None): True}
    talk.ledger.say([*place.items(), *home.items(), (("dibao", None), True)], "低保户")
    household = talk.ledger.household("2026-11-22")
    household["household"] = {**household["household"], "dibao": False}
    household["members"] = [{"name": "本人", "relation": "self"}]
    talk.answer = {
        "household": household,
        "screening": {"as_of": "2026-11-22", "groups": [], "items": []},
    }
    judged = judge(talk)
    assert [(one.fact, one.said, one.held) for one in judged.wrong] == [("dibao", True, False)]
    clause = next(name for name in judged.clauses if name.startswith("class_1"))
    assert [one.fact for one in judged.behind[clause]] == ["dibao"]
    assert not judged.success


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (320, "三百二"),
        (25000, "两万五"),
        (2000, "两千"),
        (72, "七十二"),
        (3000, "三千"),
        (12, "十二"),
    ],
)
def test_numbers_as_they_are_spoken(number: int, words: str) -> None:
    assert numerals.colloquial(number) == words
