"""Which answers could still change a verdict: against trying everything."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

from eligibility import Household, Library, Setting, parse_household
from eligibility.files.conditions import Condition
from eligibility.files.packs import ItemSpec
from eligibility.judging.nodes import FactRef, Lack, Node
from eligibility.judging.reach import Reach
from eligibility.judging.session import Session
from eligibility.telling.amounts import amounts
from eligibility.telling.writing import explainer
from eligibility.values import Truth
from tests.eligibility.answering_helper import (
    TODAY,
    Step,
    at_random,
    random_value,
    walk,
    ways_to_answer,
)

PLACES = ("fuzhou", "minhou", "xiamen", "guzhang")
# Who lives there and for whom one asks: whom a verdict and the wording are about.
AS_A_MATTER_OF_COURSE = ("people", "asking_for")


# -- single trees ---------------------------------------------------------------------------

LEAF = Condition()


def tree(chance: random.Random, refs: list[FactRef], depth: int) -> Node:
    """A random tree; `refs` are used up from the end, so that no fact stands twice."""
    if depth == 0 or chance.random() < 0.25:
        kind = chance.random()
        if kind < 0.6 and refs:
            ref = refs.pop()
            lack = Lack(ref.fact, None, "not_asked")
            return Node(Truth.UNKNOWN, LEAF, lacks=(lack,), asks=(ref,))
        if kind < 0.8:
            return Node(Truth.UNKNOWN, LEAF, lacks=(Lack("office", None, "office_decides"),))
        return Node(chance.choice([Truth.MET, Truth.NOT_MET]), LEAF)
    if chance.random() < 0.2:
        part = tree(chance, refs, depth - 1)
        return Node(part.truth.negated(), LEAF, "not", (part,))
    parts = tuple(tree(chance, refs, depth - 1) for _ in range(chance.randint(2, 3)))
    truths = [part.truth for part in parts]
    if chance.random() < 0.5:
        return Node(min(truths), LEAF, "all", parts)
    return Node(max(truths), LEAF, "any", parts)


def value(node: Node, told: dict[FactRef, Truth]) -> Truth:
    """The truth of a tree once these facts are told."""
    if node.kind == "leaf":
        return told.get(node.asks[0], node.truth) if node.asks else node.truth
    values = [value(part, told) for part in node.parts]
    if node.kind == "not":
        return values[0].negated()
    return min(values) if node.kind == "all" else max(values)


def deciding(node: Node, refs: list[FactRef]) -> set[FactRef]:
    """Facts whose answer changes the verdict for some answers to the others, by trying all."""
    answers = (Truth.MET, Truth.NOT_MET)
    found = set()
    for ref in refs:
        others = [other for other in refs if other != ref]
        for combination in itertools.product(answers, repeat=len(others)):
            told = dict(zip(others, combination, strict=True))
            if len({value(node, {**told, ref: answer}) for answer in answers}) > 1:
                found.add(ref)
                break
    return found


@pytest.mark.parametrize("seed", range(6))
def test_what_is_worth_asking_is_what_trying_everything_finds(seed: int) -> None:
    chance = random.Random(seed)
    asked = set()
    for _ in range(150):
        refs = [FactRef(f"fact{number}") for number in range(6)]
        node = tree(chance, list(refs), 4)
        expected = deciding(node, refs)
        assert Reach().facts(node) == expected
        asked.add(len(expected))
    assert asked >= {0, 1, 2, 3}


def test_a_fact_that_stands_twice_is_never_missed() -> None:
    chance = random.Random(7)
    for _ in range(300):
        refs = [FactRef(f"fact{number}") for number in range(3)]
        node = tree(chance, refs * 3, 4)
        assert Reach().facts(node) >= deciding(node, refs)


def test_what_no_question_asks_cannot_change_anything() -> None:
    asked, unasked = (
        Node(Truth.UNKNOWN, LEAF, lacks=(Lack(name, None, "not_asked"),), asks=(FactRef(name),))
        for name in ("asked", "unasked")
    )
    either = Node(Truth.UNKNOWN, LEAF, "any", (asked, unasked))
    office = Node(Truth.UNKNOWN, LEAF, lacks=(Lack("office", None, "office_decides"),))
    both = Node(Truth.UNKNOWN, LEAF, "all", (office, either))
    assert Reach().facts(both) == {FactRef("asked"), FactRef("unasked")}
    # With `unasked` open for good, `asked` can only turn unknown into unknown.
    assert Reach(lambda ref: ref.fact == "asked").facts(both) == set()


@pytest.mark.parametrize(
    ("cause", "possible"),
    [("office_decides", True), ("not_asked", True), ("text_is_silent", False)],
)
def test_a_silent_text_can_never_be_met(cause: Any, possible: bool) -> None:
    leaf = Node(Truth.UNKNOWN, LEAF, lacks=(Lack("matter", None, cause),))
    node = Node(Truth.UNKNOWN, LEAF, "all", (leaf,))
    assert Reach().may_be_met(node) is possible


# -- the real questions of the real packs ---------------------------------------------------


def outcome(library: Library, household: Household) -> dict[str, Any]:
    """Every verdict, with members and amounts."""
    session = Session(library, household, TODAY)
    told: dict[str, Any] = {}
    judged = (*session.groups, *session.items, *session.doors)
    for number, (pack, rule, found) in enumerate(judged):
        paid = None
        if isinstance(rule.spec, ItemSpec) and found.verdict == "eligible":
            paid = amounts(
                rule, found, session.evaluator, explainer(library, pack, session.packs[0])
            )
        told[f"{number} {rule.spec.clause}"] = (
            found.verdict,
            found.members,
            found.members_unknown,
            paid,
        )
    return told


def completed(library: Library, household: Household, chance: random.Random) -> Household:
    """The household with most other answers given, one way or another."""
    data = household.model_dump(mode="json")
    names = {fact for asked in library.questions.questions for fact in asked.spec.facts}
    for fact in sorted(names - {"jurisdiction"}):
        of_members = library.vocabulary.facts[fact].scope == "member"
        for told in data["members"] if of_members else [data["household"]]:
            if fact not in told and chance.random() > 0.15:
                told[fact] = random_value(fact, chance)
    return parse_household(data)


def told_all(household: Household, settings: list[Setting]) -> Household:
    for setting in settings:
        household = household.told(setting.fact, setting.value, setting.member)
    return household


def matters(library: Library, step: Step, chance: random.Random) -> bool:
    """Whether, for some answers to the rest, two answers to this question differ in effect."""
    ways = ways_to_answer(step.question)
    for attempt in range(60):
        rest = step.before if attempt == 0 else completed(library, step.before, chance)
        first, *others = (outcome(library, told_all(rest, way)) for way in ways)
        if any(other != first for other in others):
            return True
    return False


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_asked_that_cannot_change_anything(seed: int, library: Library) -> None:
    chance = random.Random(f"vain {seed}")
    household = parse_household(
        {"jurisdiction": PLACES[seed % 4], "parameters": {"dibao_standard": 700}}
    )
    in_vain = [
        step.question.question
        for step in walk(library, household, at_random(chance))
        if step.question.question not in AS_A_MATTER_OF_COURSE
        and not matters(library, step, chance)
    ]
    assert in_vain == []
