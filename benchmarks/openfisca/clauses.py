"""The three groups of 福州 and ten of its benefits, named as in packs/fuzhou.yml.

`person.household(…)` is a fact of the household, for each of its people.
"""

from __future__ import annotations

from typing import Any

from benchmarks.openfisca.system import CHOICES, HOUSEHOLD, PERSON, Array, clause

_PLACE = CHOICES["hukou_place"]
_PERMIT = CHOICES["residence_permit"]
_LEVEL = CHOICES["dibao_level"]
_TEKUN = CHOICES["tekun"]
_CARE = CHOICES["self_care"]
_STAGE = CHOICES["student_stage"]


# -- conditions -------------------------------------------------------------------------------


@clause(PERSON)
def on_dibao(person: Any, period: Any) -> Array:
    return person.household("dibao", period) + person("dibao_single", period)


@clause(PERSON)
def on_tekun(person: Any, period: Any) -> Array:
    return person("tekun", period) != _TEKUN["none"]


@clause(PERSON)
def outside_safety_net(person: Any, period: Any) -> Array:
    return ~(person("on_dibao", period) + person("on_tekun", period))


@clause(HOUSEHOLD)
def local_hukou(household: Any, period: Any) -> Array:
    place = household("hukou_place", period)
    return (place == _PLACE["fuzhou"]) + (place == _PLACE["minhou"])


@clause(HOUSEHOLD)
def permit(household: Any, period: Any) -> Array:
    return household("residence_permit", period) != _PERMIT["none"]


@clause(HOUSEHOLD)
def hukou_or_permit(household: Any, period: Any) -> Array:
    return household("local_hukou", period) + household("permit", period)


@clause(HOUSEHOLD)
def family_safety_net(household: Any, period: Any) -> Array:
    return household("dibao", period) + household.all(household.members("on_tekun", period))


@clause(PERSON)
def recognized_by_others(person: Any, period: Any) -> Array:
    return (
        person("employee_in_difficulty", period)
        + person("occupational_disease_difficulty", period)
        + person("other_dept_recognized", period)
    )


@clause(HOUSEHOLD)
def type_marginal(household: Any, period: Any) -> Array:
    certified = household("low_income_certified", period) + household("expense_driven_poor", period)
    recognized = household.any(household.members("recognized_by_others", period))
    return ~household("dibao", period) * (certified + recognized)


@clause(HOUSEHOLD)
def family_marginal(household: Any, period: Any) -> Array:
    return household("type_marginal", period) * household("hukou_or_permit", period)


@clause(PERSON)
def person_marginal(person: Any, period: Any) -> Array:
    return person("outside_safety_net", period) * person.household("family_marginal", period)


@clause(HOUSEHOLD)
def type_other(household: Any, period: Any) -> Array:
    neither = ~household("family_safety_net", period) * ~household("type_marginal", period)
    return neither * household("major_emergency", period)


@clause(HOUSEHOLD)
def family_other(household: Any, period: Any) -> Array:
    neither = ~household("family_safety_net", period) * ~household("family_marginal", period)
    emergency = household("major_emergency", period)
    return neither * emergency * household("hukou_or_permit", period)


@clause(HOUSEHOLD)
def family_marginal_or_other(household: Any, period: Any) -> Array:
    return household("family_marginal", period) + household("family_other", period)


@clause(HOUSEHOLD)
def over_one_year(household: Any, period: Any) -> Array:
    return household("months_working_locally", period) > 12


@clause(HOUSEHOLD)
def relief_scope(household: Any, period: Any) -> Array:
    return household("hukou_or_permit", period) + household("over_one_year", period)


@clause(PERSON)
def relief_as_marginal(person: Any, period: Any) -> Array:
    spending = person.household("rigid_expense_exceeds_capacity", period)
    marginal = person.household("type_marginal", period)
    return person("outside_safety_net", period) * marginal * spending


@clause(PERSON)
def relief_as_other(person: Any, period: Any) -> Array:
    return person("outside_safety_net", period) * person.household("type_other", period)


# -- groups -----------------------------------------------------------------------------------


@clause(PERSON)
def fuzhou_1_1a(person: Any, period: Any) -> Array:
    return person("on_dibao", period)


@clause(PERSON)
def fuzhou_1_1b(person: Any, period: Any) -> Array:
    return person("on_tekun", period)


@clause(PERSON)
def fuzhou_1_2a(person: Any, period: Any) -> Array:
    certified = person.household("low_income_certified", period)
    return certified * person("person_marginal", period)


@clause(PERSON)
def fuzhou_1_2b(person: Any, period: Any) -> Array:
    spending = person.household("expense_driven_poor", period)
    return spending * person("person_marginal", period)


@clause(PERSON)
def fuzhou_1_2c(person: Any, period: Any) -> Array:
    return person("recognized_by_others", period) * person("person_marginal", period)


@clause(HOUSEHOLD)
def fuzhou_1_3a(household: Any, period: Any) -> Array:
    return household("family_other", period)


# -- benefits ---------------------------------------------------------------------------------


@clause(PERSON)
def fuzhou_2_2_1b(person: Any, period: Any) -> Array:
    kept = person("tekun", period) == _TEKUN["concentrated"]
    return kept * (person("self_care", period) == _CARE["none"])


@clause(PERSON)
def fuzhou_2_3_1a(person: Any, period: Any) -> Array:
    return person.household("relief_scope", period) * person("relief_as_marginal", period)


@clause(PERSON)
def fuzhou_2_3_1b(person: Any, period: Any) -> Array:
    return person.household("relief_scope", period) * person("relief_as_other", period)


@clause(PERSON)
def fuzhou_2_3_2a(person: Any, period: Any) -> Array:
    stranger = ~person.household("hukou_or_permit", period)
    working = person.household("over_one_year", period)
    hardship = person("relief_as_marginal", period) + person("relief_as_other", period)
    return stranger * working * hardship


@clause(PERSON, end="2020-12-31")
def fuzhou_2_4a(person: Any, period: Any) -> Array:
    poor = person.household("below_provincial_poverty_line", period)
    return person("on_dibao", period) * poor


@clause(PERSON)
def fuzhou_2_5b(person: Any, period: Any) -> Array:
    pupil = person("student_stage", period) == _STAGE["compulsory"]
    return pupil * person.household("family_safety_net", period)


@clause(PERSON)
def fuzhou_2_5f(person: Any, period: Any) -> Array:
    pupil = person("student_stage", period) == _STAGE["compulsory"]
    return pupil * person.household("family_marginal_or_other", period)


@clause(PERSON)
def fuzhou_2_6c(person: Any, period: Any) -> Array:
    partial = person.household("dibao_level", period) == _LEVEL["partial"]
    rental = person.household("in_public_rental", period)
    return person("on_dibao", period) * partial * rental


@clause(HOUSEHOLD)
def fuzhou_2_6d(household: Any, period: Any) -> Array:
    wanting = household("housing_need", period) * household("meets_housing_conditions", period)
    return household("family_marginal", period) * wanting


@clause(PERSON)
def fuzhou_2_8b(person: Any, period: Any) -> Array:
    unemployed = person("unemployed_and_able_and_willing", period)
    return unemployed * person.household("family_marginal_or_other", period)


# -- amounts ----------------------------------------------------------------------------------


@clause(PERSON, float)
def fuzhou_2_2_1b_amount(person: Any, period: Any) -> Array:
    return person("fuzhou_2_2_1b", period) * 3884


@clause(PERSON, float)
def fuzhou_2_3_1a_amount(person: Any, period: Any) -> Array:
    paid = person.household("self_paid_cost", period)
    return person("fuzhou_2_3_1a", period) * paid * 0.3


@clause(PERSON, float)
def fuzhou_2_3_1b_amount(person: Any, period: Any) -> Array:
    standard = person.household("dibao_standard", period)
    return person("fuzhou_2_3_1b", period) * standard * 1.3


@clause(PERSON, float)
def fuzhou_2_6c_amount(person: Any, period: Any) -> Array:
    return person("fuzhou_2_6c", period) * person.household("rental_m2", period) * 0.94
