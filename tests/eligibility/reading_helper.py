"""The readable `who` lines of the policies, evaluated on their own: nothing of the engine is used.

Three values: True, False and None (unknown). Who is meant by 兜底保障, 边缘困难, 其他困难 follows
the prose of `reading.yaml` (derived_facts); which signs suggest what an office finds follows
`national/answerable.yaml`. A fact nobody told is unknown, unless all its signs are absent.
"""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

POLICIES = Path(__file__).resolve().parents[3] / "shared" / "policies"
ABSENT = "the reading of the policies (../shared/policies) is not here"
Truth3 = bool | None
Rule = Callable[["Person"], Truth3]


def clauses(place: str) -> list[dict[str, Any]]:
    """The clauses of a place as they were read."""
    text = (POLICIES / place / "clauses.yaml").read_text(encoding="utf-8")
    return list(yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))["clauses"])


def both(parts: Iterable[Truth3]) -> Truth3:
    told = list(parts)
    return False if False in told else None if None in told else True


def either(parts: Iterable[Truth3]) -> Truth3:
    told = list(parts)
    return True if True in told else None if None in told else False


def opposite(part: Truth3) -> Truth3:
    return None if part is None else not part


def maybe(part: Truth3) -> Truth3:
    """What would hold, if an office or the text agreed."""
    return None if part is True else part


EVENTS = (
    "fire_or_accident",
    "sudden_serious_illness",
    "income_lost_suddenly",
    "no_place_to_live",
    "natural_disaster",
)
LATER_STAGES = ("senior_high", "secondary_vocational", "higher")


class Person:
    """One member of a household, with what was told of the member and of the household."""

    def __init__(self, data: Mapping[str, Any], member: Mapping[str, Any]) -> None:
        self._data = data
        self._member = member
        self._common = data["household"]
        self.place = data["jurisdiction"]
        self.day = dt.date.fromisoformat(data["as_of"])
        self._seen: dict[str, Any] = {}

    @property
    def everybody(self) -> list[Person]:
        return [self if m is self._member else Person(self._data, m) for m in self._data["members"]]

    # -- facts ----------------------------------------------------------------------------

    def value(self, fact: str) -> Any:
        """What was told or follows from its signs; None when it is not known."""
        if fact not in self._seen:
            self._seen[fact] = self._value(fact)
        return self._seen[fact]

    def _value(self, fact: str) -> Any:
        if fact == "district":
            return self._data.get("district")
        told = self._member.get(fact, self._common.get(fact))
        if told is None and fact in SIGNS:
            otherwise, sign = SIGNS[fact]
            return otherwise if sign(self) is False else None
        if told is None and fact in DERIVED:
            return DERIVED[fact](self)
        return None if told in ("unknown", "declined") else told

    def yes(self, fact: str) -> Truth3:
        return self.value(fact)  # type: ignore[no-any-return]

    def among(self, fact: str, *values: Any) -> Truth3:
        told = self.value(fact)
        return None if told is None else told in values

    def over(self, fact: str, bound: float) -> Truth3:
        return over(self.value(fact), bound)

    # -- the words of the reading ---------------------------------------------------------

    def local(self) -> Truth3:
        city = ("fuzhou",) if self.place == "fuzhou" else ()
        return self.among("hukou_place", "minhou", *city)

    def permit(self) -> Truth3:
        abroad = self.among("residence_permit", "hk_mo_tw")
        if self.place == "minhou":
            abroad = maybe(abroad)
        return either([self.among("residence_permit", "local"), abroad])

    def at_home(self) -> Truth3:
        return either([self.local(), self.permit()])

    def over_a_year(self) -> Truth3:
        """超过一年: from the 13th month; exactly twelve is open."""
        months = self.value("months_working_locally")
        return either([over(months, 12), maybe(opposite(over(12, months)))])

    def tekun(self) -> Truth3:
        return self.among("tekun", "concentrated", "dispersed")

    def covered(self) -> Truth3:
        return either([self.yes("dibao"), self.yes("dibao_single"), self.tekun()])

    def family_covered(self) -> Truth3:
        some = either(either([p.yes("dibao_single"), p.tekun()]) for p in self.everybody)
        return either([self.yes("dibao"), both(p.tekun() for p in self.everybody), maybe(some)])

    def marginal_type(self) -> Truth3:
        kinds = ("employee_in_difficulty", "occupational_disease_difficulty")
        found = [p.yes(k) for p in self.everybody for k in (*kinds, "other_dept_recognized")]
        found += [self.yes("low_income_certified"), self.yes("expense_driven_poor")]
        return both([opposite(self.yes("dibao")), either(found)])

    def family_in(self, group: str) -> Truth3:
        marginal = both([self.marginal_type(), either([self.at_home(), None])])
        if group == "兜底保障":
            return self.family_covered()
        if group == "边缘困难":
            return marginal
        outside = [opposite(self.family_covered()), opposite(marginal)]
        return both([*outside, self.yes("major_emergency"), self.at_home()])

    def person_in(self, group: str) -> Truth3:
        if group == "兜底保障":
            return self.covered()
        return both([opposite(self.covered()), self.family_in(group)])

    def in_any_group(self) -> Truth3:
        return either(self.person_in(group) for group in ("兜底保障", "边缘困难", "其他困难"))

    def relief_scope(self) -> Truth3:
        return either([self.at_home(), self.over_a_year()])

    def relief_as(self, group: str) -> Truth3:
        outside = opposite(self.covered())
        if group == "边缘困难":
            return both([outside, self.marginal_type()])
        others = [opposite(self.family_covered()), opposite(self.marginal_type())]
        return both([outside, *others, self.yes("major_emergency")])

    def relief_any(self) -> Truth3:
        known = either([self.covered(), self.yes("registered_poor_household")])
        spending = self.yes("rigid_expense_exceeds_capacity")
        ways = [
            both([self.relief_as("边缘困难"), spending]),
            self.relief_as("其他困难"),
            both([known, spending]),
            self.yes("epidemic_affected"),
        ]
        return both([self.relief_scope(), either(ways)])

    def migrant_over_1y(self) -> Truth3:
        nothing = self.among("residence_permit", "none")
        return both([opposite(self.local()), nothing, self.over_a_year()])

    def supporter_exempt(self) -> Truth3:
        told = self.value("supporters")
        return None if told is None else either(self._exempt(one) for one in told)

    def _exempt(self, one: Mapping[str, Any]) -> Truth3:
        standard = self._data.get("parameters", {}).get("dibao_standard")
        savings = one.get("financial_assets_per_capita")
        limit = None if standard is None else 8 * 12 * standard
        few = opposite(over(None if isinstance(savings, str) else savings, limit))
        born = one.get("birth_date")
        if born is not None:
            birthday = dt.date.fromisoformat(born)
            return both([self.day > birthday.replace(year=birthday.year + 70), few])
        old = either([over(one.get("age"), 70), maybe(opposite(over(70, one.get("age"))))])
        return both([old, few])

    def before_2021_else_unknown(self) -> Truth3:
        return True if self.day < dt.date(2021, 1, 1) else None


def over(value: Any, bound: Any) -> Truth3:
    """Whether value > bound; either may be a range, or not known."""
    if value is None or bound is None:
        return None
    low, high = _ends(value)
    under, upper = _ends(bound)
    return True if low > upper else False if high <= under else None


def _ends(value: Any) -> tuple[float, float]:
    if not isinstance(value, Mapping):
        return value, value
    low, high = value.get("low"), value.get("high")
    return (float("-inf") if low is None else low, float("inf") if high is None else high)


# -- what offices find, and the signs of it -------------------------------------------------


def _some(*facts: str) -> Rule:
    return lambda person: either(person.yes(fact) for fact in facts)


def _spent(person: Person) -> Truth3:
    return person.over("rigid_expense_12m", 0)


def _hard_employee(person: Person) -> Truth3:
    events = _some("fire_or_accident", "sudden_serious_illness", "income_lost_suddenly")
    trouble = either([events(person), _spent(person)])
    return either([person.yes("hardship_notice_held"), both([person.yes("employee"), trouble])])


def _expensive(person: Person) -> Truth3:
    pupils = either(p.among("student_stage", *LATER_STAGES) for p in person.everybody)
    return either(
        [_spent(person), _some("sudden_serious_illness", "medical_unpaid")(person), pupils]
    )


def _child(person: Person) -> Truth3:
    parents = [opposite(person.among(f"{p}_status", "caring")) for p in ("father", "mother")]
    troubles = [person.yes("child_without_care_now"), person.over("disability_level", 0), *parents]
    return both([opposite(person.over("age", 17)), either(troubles)])


def _newly_covered(person: Person) -> Truth3:
    single = either(p.yes("dibao_single") for p in person.everybody)
    return both([either([person.yes("dibao"), single]), person.over("self_paid_medical_12m", 0)])


SIGNS: dict[str, tuple[Any, Rule]] = {
    "major_emergency": (False, _some(*EVENTS)),
    "event_hardship": (False, _some(*EVENTS)),
    "expense_driven_poor": (False, _expensive),
    "rigid_expense_exceeds_capacity": (
        False,
        lambda p: either([_spent(p), p.yes("medical_unpaid")]),
    ),
    "relief_capped_still_in_crisis": (False, lambda p: p.over("temp_relief_times_same_cause", 0)),
    "disaster_severe": (False, _some("natural_disaster")),
    "disaster_phase": ((), _some("natural_disaster")),
    "zero_employment_household": (
        False,
        lambda p: opposite(either(m.yes("employed") for m in p.everybody)),
    ),
    "check_report_pending": (False, lambda p: p.among("applied_before", "formal")),
    "prima_facie_eligible": (False, lambda p: p.among("applied_before", "formal")),
    "self_care": ("full", lambda p: p.over("cannot_do_acts", 0)),
    "employee_in_difficulty": (False, _hard_employee),
    "occupational_disease_difficulty": (False, _some("occupational_disease")),
    "other_dept_recognized": (False, _some("hardship_notice_held")),
    "applying_dibao": ("none", lambda p: opposite(p.yes("dibao"))),
    "formerly_marginal_now_dibao": (False, _newly_covered),
    "child_in_difficulty": (False, _child),
}
DERIVED: dict[str, Rule] = {
    "employed": lambda p: p.among("works_how", "regular", "casual", "farming"),
    "unemployed_and_able_and_willing": lambda p: both(
        [opposite(p.yes("employed")), p.yes("looking_for_work"), p.over("age", 15)]
    ),
}


# -- one `who` line -------------------------------------------------------------------------


class Who:
    """A `who` line; `until` is the last day it names, which does not make it a plain no."""

    def __init__(self, line: object) -> None:
        self.until: dt.date | None = None
        self._rule = self._of(ast.parse(" ".join(str(line).split()), mode="eval").body)

    def verdict(self, people: list[Person]) -> tuple[str, list[Truth3]]:
        """The verdict of the clause, and how it came out for each person."""
        each = [self._rule(person) for person in people]
        verdict = {True: "eligible", None: "unknown", False: "not_eligible"}[either(each)]
        if self.until is not None and people[0].day > self.until and verdict != "not_eligible":
            verdict = "ended"
        return verdict, each

    def _of(self, node: ast.expr) -> Rule:
        if isinstance(node, ast.BoolOp):
            parts = [self._of(part) for part in node.values]
            join = both if isinstance(node.op, ast.And) else either
            return lambda person: join(part(person) for part in parts)
        if isinstance(node, ast.UnaryOp):
            part = self._of(node.operand)
            return lambda person: opposite(part(person))
        if isinstance(node, ast.Compare):
            return _comparison(node)
        if isinstance(node, ast.Call):
            return self._called(node)
        if isinstance(node, ast.Name):
            fact = node.id
            return lambda person: person.yes(fact)
        told = ast.literal_eval(node)
        return lambda person: told

    def _called(self, node: ast.Call) -> Rule:
        assert isinstance(node.func, ast.Name)
        name = node.func.id
        if name == "maybe":
            part = self._of(node.args[0])
            return lambda person: maybe(part(person))
        given = [ast.literal_eval(argument) for argument in node.args]
        if name == "until":
            self.until = dt.date.fromisoformat(given[0])
            return lambda person: True
        if name == "since":
            first = dt.date.fromisoformat(given[0])
            return lambda person: person.day >= first
        return lambda person: getattr(person, name)(*given)


def _comparison(node: ast.Compare) -> Rule:
    """`fact == v`, `fact in (…)`, `fact > n` and `'v' in fact`."""
    (operator,), (right,) = node.ops, node.comparators
    if isinstance(node.left, ast.Constant):
        assert isinstance(right, ast.Name)
        value, holder = node.left.value, right.id
        return lambda p: None if p.value(holder) is None else value in p.value(holder)
    assert isinstance(node.left, ast.Name)
    fact, bound = node.left.id, ast.literal_eval(right)
    if isinstance(operator, ast.Gt):
        return lambda person: person.over(fact, bound)
    values = bound if isinstance(operator, ast.In) else (bound,)
    return lambda person: person.among(fact, *values)
