"""What holds of every household, whatever is told of it. Always the same households."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import functools
import random
from collections.abc import Iterator
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, assume, given, settings

from eligibility import load_library, parse_household, screen
from eligibility.files.conditions import (
    AnyMember,
    Condition,
    EveryMember,
    FactTest,
    bound_names,
    walk,
)
from eligibility.files.packs import Pack, Rule
from eligibility.judging.session import Session
from eligibility.judging.verdicts import Judgement
from tests.eligibility.drawn_households import (
    NOT_TOLD,
    NUMERIC,
    WORDS,
    Household,
    Told,
    households,
    less_known,
    told_in,
)
from tests.eligibility.reading_values import FIGURES, known_value, known_values

TODAY = dt.date(2026, 10, 1)
steady = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=100,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
# Not a fixture: what a test is given is printed with every failure.
LIBRARY = load_library()


def judged(data: Household) -> dict[str, Judgement]:
    """How every group, item and door in force comes out."""
    session = Session(LIBRARY, parse_household(data), TODAY)
    found = {one.rule.spec.clause: one.judgement for one in (*session.groups, *session.items)}
    for one in session.doors:
        found[f"door {one.pack.id} {one.rule.spec.label}"] = one.judgement
    return found


# -- knowing more ---------------------------------------------------------------------------------


@steady
@given(known=households(), drawn=st.data())
def test_knowing_more_turns_no_verdict(known: Household, drawn: st.DataObject) -> None:
    less = drawn.draw(less_known(known))
    after = judged(known)
    for clause, before in judged(less).items():
        found = after[clause]
        if before.verdict in ("eligible", "not_eligible"):
            assert found.verdict == before.verdict, clause
        if found.members or found.members_unknown:
            assert set(before.members) <= set(found.members), clause


# -- order ----------------------------------------------------------------------------------------


@steady
@given(data=households(fewest=2), drawn=st.data())
def test_the_order_of_members_does_not_matter(data: Household, drawn: st.DataObject) -> None:
    turned = {**data, "members": drawn.draw(st.permutations(data["members"]))}
    assert _sets(judged(turned)) == _sets(judged(data))


def _sets(found: dict[str, Judgement]) -> dict[str, tuple[str, set[str], set[str]]]:
    return {c: (j.verdict, set(j.members), set(j.members_unknown)) for c, j in found.items()}


@settings(steady, max_examples=25)
@given(data=households())
def test_the_order_of_packs_does_not_matter(data: Household) -> None:
    packs = dict(reversed(LIBRARY.packs.items()))
    turned = dataclasses.replace(LIBRARY, packs=packs)
    household = parse_household(data)
    told = screen(turned, household, TODAY, everything=True).to_json()
    assert told == screen(LIBRARY, household, TODAY, everything=True).to_json()


# -- ranges ---------------------------------------------------------------------------------------


@steady
@given(data=households(), drawn=st.data())
def test_a_range_that_every_line_sees_as_one_number_is_like_the_number(
    data: Household, drawn: st.DataObject
) -> None:
    told = [t for t in told_in(data) if _is_plain_number(t, data) and t.fact not in _bounds()]
    assume(told)
    one = drawn.draw(st.sampled_from(told))
    low = one.holder(data)[one.fact]
    high = low + drawn.draw(st.integers(1, 3))
    assume(high <= (WORDS.facts[one.fact].highest or high))
    exact = {n: _session(data, one, n) for n in range(low, high + 1)}
    rough = _session(data, one, {"low": low, "high": high})
    for pack, rule in _rules(rough):
        if all(_decided_alike(test, list(exact.values())) for test in _tests(rule.when, one.fact)):
            found = [_judgement(session, pack, rule) for session in (rough, exact[low])]
            assert _sets({"": found[0]}) == _sets({"": found[1]}), (rule.spec.clause, one)


def _is_plain_number(told: Told, data: Household) -> bool:
    if told.member == -1 or WORDS.facts[told.fact].type not in NUMERIC:
        return False
    return isinstance(told.holder(data)[told.fact], int)


def _session(data: Household, told: Told, value: Any) -> Session:
    changed = copy.deepcopy(data)
    told.holder(changed)[told.fact] = value
    return Session(LIBRARY, parse_household(changed), TODAY)


def _rules(session: Session) -> Iterator[tuple[Pack, Rule]]:
    for pack in session.active:
        for rule in (*pack.groups, *pack.items):
            yield pack, rule


def _judgement(session: Session, pack: Pack, rule: Rule) -> Judgement:
    return session.judged(pack, [rule])[0].judgement


@functools.cache
def _bounds() -> frozenset[str]:
    """Facts that others are compared with, or that a number follows from."""
    found = {
        name for spec in WORDS.facts.values() if spec.computed for name in spec.computed.divide
    }
    rules = [rule for pack in LIBRARY.packs.values() for rule in (*pack.groups, *pack.items)]
    for rule in rules:
        tests = (part for part in _parts(rule.when) if isinstance(part, FactTest))
        found |= {name for test in tests for name in bound_names(test)}
    return frozenset(found)


def _parts(condition: Condition) -> Iterator[Condition]:
    """A condition with everything below it, and behind the facts it tests."""
    for part in walk(condition):
        yield part
        for source in (WORDS.derived, WORDS.suggested, WORDS.presumed):
            if isinstance(part, FactTest) and part.fact in source:
                yield from _parts(source[part.fact])


def _tests(condition: Condition, fact: str) -> list[FactTest]:
    return [p for p in _parts(condition) if isinstance(p, FactTest) and p.fact == fact]


def _decided_alike(test: FactTest, sessions: list[Session]) -> bool:
    """Whether a test comes out the same for each of these numbers, for everybody."""
    subjects = [None, *sessions[0].evaluator.subjects]
    return all(
        len({session.evaluator.node(test, subject).truth for session in sessions}) == 1
        for subject in subjects
    )


# -- one person -----------------------------------------------------------------------------------


class _Pair:
    """Somebody who meets a clause, and somebody beside who lacks everything it needs."""

    def __init__(self, pack: Pack, rule: Rule, seed: int) -> None:
        self._pack, self._rule = pack, rule
        self._chance = random.Random(f"{rule.spec.clause} {seed}")
        place = pack.file.jurisdiction or self._chance.choice(pack.file.beside)
        day = "2020-09-01" if pack.id in ("fuzhou", "minhou", "fujian") else "2026-10-01"
        self.data: Household = {"jurisdiction": place, "as_of": day, "household": {}}
        self.data |= {"members": [{"name": "甲"}], "parameters": dict(FIGURES)}
        self._facts = sorted((rule.facts & WORDS.facts.keys()) - NOT_TOLD)
        for name in self._chance.sample(self._facts, len(self._facts)):
            self._tell(name)

    def judgement(self) -> Judgement:
        session = Session(LIBRARY, parse_household(self.data), TODAY)
        return _judgement(session, self._pack, self._rule)

    @property
    def met(self) -> bool:
        return self.judgement().verdict == "eligible"

    def _holder(self, name: str) -> dict[str, Any]:
        of_member = name in WORDS.member_scope
        return self.data["members"][0] if of_member else self.data["household"]  # type: ignore[no-any-return]

    def _tell(self, name: str) -> None:
        """A value with which the clause is not lost."""
        holder = self._holder(name)
        for _ in range(6):
            holder[name] = known_value(name, self._chance)
            if self.judgement().verdict != "not_eligible":
                return
        del holder[name]

    def forget_the_rest(self) -> None:
        """What the clause does not hang on is not told."""
        for name in self._facts:
            holder = self._holder(name)
            if name in holder:
                value = holder.pop(name)
                if not self.met:
                    holder[name] = value

    def needed(self) -> dict[str, Any]:
        """What the person needs, each with a value that loses the clause."""
        member = self.data["members"][0]
        found = {}
        for name, value in list(member.items()):
            for other in known_values(name) if name != "name" else ():
                member[name] = other
                if not self.met:
                    found[name] = other
                    break
            member[name] = value
        return found

    def beside(self, needed: dict[str, Any]) -> None:
        self.data["members"].append({**self.data["members"][0], "name": "乙", **needed})

    def shift(self, name: str) -> None:
        """What one has is the other's, and the other way round."""
        first, second = self.data["members"]
        first[name], second[name] = second[name], first[name]


def _own_facts(condition: Condition) -> set[str]:
    """Facts a condition asks of one person, and not of anybody."""
    shared = {
        test.fact
        for part in _parts(condition)
        if isinstance(part, (AnyMember, EveryMember))
        for test in _parts(part)
        if isinstance(test, FactTest)
    }
    tests = {part.fact for part in _parts(condition) if isinstance(part, FactTest)}
    return (tests & WORDS.member_scope) - shared


def test_what_one_person_needs_does_not_count_when_two_have_it() -> None:
    tried = {
        rule.spec.clause
        for pack in LIBRARY.packs.values()
        for rule in pack.items
        if len(_own_facts(rule.when)) > 1 and any(_split(pack, rule, n) for n in range(3))
    }
    assert len(tried) >= 40, sorted(tried)


def _split(pack: Pack, rule: Rule, seed: int) -> bool:
    """Whether the clause could be met with two facts of one person that then were parted."""
    pair = _Pair(pack, rule, seed)
    if not pair.met:
        return False
    pair.forget_the_rest()
    needed = pair.needed()
    own = sorted(needed.keys() & _own_facts(rule.when))
    if len(own) < 2:
        return False
    pair.beside(needed)
    assert pair.judgement().members == ("甲",), (rule.spec.clause, pair.data)
    for name in own:
        pair.shift(name)
        assert not pair.met, (rule.spec.clause, name, pair.data)
        pair.shift(name)
    return True
