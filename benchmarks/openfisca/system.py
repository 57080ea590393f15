"""The entities, the facts and the way a clause becomes a variable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openfisca_core.entities import build_entity  # type: ignore[import-not-found]
from openfisca_core.indexed_enums import Enum  # type: ignore[import-not-found]
from openfisca_core.periods import DateUnit  # type: ignore[import-not-found]
from openfisca_core.taxbenefitsystems import (  # type: ignore[import-not-found]
    TaxBenefitSystem,
)
from openfisca_core.variables import Variable  # type: ignore[import-not-found]

Array = Any
Formula = Callable[[Any, Any], Array]

PERSON = build_entity(key="person", plural="persons", label="一个人", is_person=True)
HOUSEHOLD = build_entity(
    key="household",
    plural="households",
    label="一户人家",
    roles=[{"key": "member", "plural": "members", "label": "家里人"}],
)

_CHOICES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "hukou_place": (HOUSEHOLD, ("other", "fuzhou", "minhou", "xiamen", "guzhang")),
    "residence_permit": (HOUSEHOLD, ("none", "local", "hk_mo_tw")),
    "dibao_level": (HOUSEHOLD, ("full", "partial")),
    "tekun": (PERSON, ("none", "concentrated", "dispersed")),
    "self_care": (PERSON, ("full", "half", "none")),
    "student_stage": (
        PERSON,
        ("none", "preschool", "compulsory", "senior_high", "secondary_vocational", "higher"),
    ),
}
_FLAGS = {
    HOUSEHOLD: (
        *("dibao", "low_income_certified", "expense_driven_poor", "major_emergency"),
        *("rigid_expense_exceeds_capacity", "below_provincial_poverty_line"),
        *("in_public_rental", "housing_need", "meets_housing_conditions"),
    ),
    PERSON: (
        *("dibao_single", "employee_in_difficulty", "occupational_disease_difficulty"),
        *("other_dept_recognized", "unemployed_and_able_and_willing"),
    ),
}
_NUMBERS = ("months_working_locally", "self_paid_cost", "rental_m2", "dibao_standard")
CHOICES = {
    name: Enum(name, {value: value for value in values}) for name, (_, values) in _CHOICES.items()
}
_formulas: list[type[Any]] = []


def clause(entity: Any, value_type: type = bool, **further: Any) -> Callable[[Formula], Formula]:
    """Makes a variable of a formula; its name is the function's."""

    def made(formula: Formula) -> Formula:
        body = {"formula": formula, "label": formula.__doc__, **further}
        _formulas.append(_variable(formula.__name__, entity, value_type, body))
        return formula

    return made


def _variable(name: str, entity: Any, value_type: Any, body: dict[str, Any]) -> type[Any]:
    common = {"entity": entity, "value_type": value_type, "definition_period": DateUnit.MONTH}
    return type(name, (Variable,), {**common, **body})


def build_system() -> Any:
    """All facts and all clauses declared so far."""
    system = TaxBenefitSystem([PERSON, HOUSEHOLD])
    for entity, names in _FLAGS.items():
        for name in names:
            system.add_variable(_variable(name, entity, bool, {}))
    for name in _NUMBERS:
        system.add_variable(_variable(name, HOUSEHOLD, float, {}))
    for name, (entity, values) in _CHOICES.items():
        usual = CHOICES[name][values[0]]
        body = {"possible_values": CHOICES[name], "default_value": usual}
        system.add_variable(_variable(name, entity, Enum, body))
    system.add_variables(*_formulas)
    return system


def facts_of(entity: Any) -> frozenset[str]:
    """The facts told of an entity."""
    choices = {name for name, (owner, _) in _CHOICES.items() if owner is entity}
    numbers = _NUMBERS if entity is HOUSEHOLD else ()
    return frozenset(choices.union(_FLAGS[entity], numbers))
