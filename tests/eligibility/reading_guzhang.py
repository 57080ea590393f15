"""The words of the Guzhang reading: who is covered at all, and its three classes."""

from __future__ import annotations

from tests.eligibility.reading_logic import Truth3, both, either, opposite, over, times
from tests.eligibility.reading_person import Person, word


@word
def covered(person: Person) -> Truth3:
    here = person.among("hukou_place", "guzhang")
    return both([here, person.among("hukou_type", "urban"), person.yes("long_term_resident")])


@word
def only_child_special(person: Person) -> Truth3:
    disabled = person.among("only_child_disability_level", 1, 2, 3)
    lost = either([person.yes("only_child_dead"), disabled])
    return both([lost, opposite(person.yes("had_or_adopted_again"))])


@word
def class_in(person: Person, number: int) -> Truth3:
    """低保, class 2 and 3 are of the household and count for everybody; the rest for the person."""
    return both([covered(person), (_enrolled, _low_income, _in_sudden_need)[number - 1](person)])


def _enrolled(person: Person) -> Truth3:
    own = person.some("orphan", "unsupported_child", "difficult_disabled_registered")
    return either([person.in_dibao(), person.in_tekun(), own])


def _low_income(person: Person) -> Truth3:
    """Between once and one and a half times the standard, both ends out."""
    income, standard = person.value("per_capita_income"), person.value("dibao_standard")
    band = [over(income, standard), over(times(1.5, standard), income)]
    return both([*band, person.yes("family_assets_ok")])


def _in_sudden_need(person: Person) -> Truth3:
    employee = person.anybody(lambda one: one.yes("employee_in_difficulty"))
    return either([person.yes("event_hardship"), employee, only_child_special(person)])


@word
def any_class(person: Person) -> Truth3:
    return either(class_in(person, number) for number in (1, 2, 3))


@word
def confirmed_by_civil_affairs(person: Person) -> Truth3:
    """Classes 1 and 2 are; class 3 when it was told."""
    third = both([class_in(person, 3), person.yes("confirmed_by_civil_affairs")])
    return either([class_in(person, 1), class_in(person, 2), third])


WORDS = {
    "covered": covered,
    "only_child_special": only_child_special,
    "class_in": class_in,
    "any_class": any_class,
    "confirmed_by_civil_affairs": confirmed_by_civil_affairs,
}
