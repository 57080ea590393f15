"""Values that matter of every fact, for households that are made up."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from eligibility.files.vocabulary import vocabulary

NAMES = ("本人", "父亲", "女儿")
OF_MEMBERS = vocabulary().member_scope
FIGURES = {
    "dibao_standard": 700,
    "city_avg_wage": 8000,
    "marginal_line": 1000,
    "disposable_income_last_year": 30000,
    "rigid_ratio_line": 0.5,
}
AGES = (3, 6, 7, 15, 16, 17, 18, 34, 35, 50, 51, 55, 56, 59, 60, 64, 65, 70)
INCOMES = (0, 699, 700, 701, 1000, 1049, 1050, 1051, 1400, 1401, 2499, 2500)
# The ends of every line of the documents, and ranges across them.
NUMBERS: dict[str, tuple[Any, ...]] = {
    "months_working_locally": (0, 11, 12, 13, {"low": 6, "high": 18}, {"low": 12, "high": 20}),
    "self_paid_medical_12m": (0, 0, 5000, {"low": 1, "high": None}, {"low": 0, "high": 900}),
    "rigid_expense_12m": (0, 0, 12000, 12001, 30000, {"low": 0, "high": 3000}),
    "household_income_12m": (24000, 24001, {"low": 20000, "high": 30000}),
    "temp_relief_times_same_cause": (0, 0, 1, 2, 3, {"low": 1, "high": 2}),
    "disability_level": (0, 0, 0, 1, 2, 3, 4, {"low": 1, "high": 2}, {"low": 2, "high": 3}),
    "only_child_disability_level": (0, 1, 3, 4, {"low": 3, "high": 4}),
    "medical_aid_class": (0, 1, 2, 3, 4, {"low": 1, "high": 2}, {"low": 2, "high": 3}),
    "cannot_do_acts": (0, 0, {"low": 1, "high": 3}, 6),
    "age": (*AGES, {"low": 15, "high": 17}, {"low": 50, "high": 60}, {"low": 60, "high": None}),
    "age_at_loan_maturity": (45, 46, {"low": 44, "high": 46}),
    "per_capita_income": (
        *INCOMES,
        {"low": 600, "high": 800},
        {"low": 800, "high": 900},
        {"low": 0, "high": 699},
    ),
    "income_month_total": (0, 1400, 2100, 2800, 2802, {"low": 1800, "high": 2300}),
    "people_together": (1, 2, 3, {"low": 2, "high": 3}),
    "dibao_amount_per_person": (399, 400, {"low": 380, "high": 420}),
    "social_insurance_base": (4800, 4801, {"low": 4000, "high": 6000}),
    "father_status_months": (0, 5, 6, 12, {"low": 3, "high": 8}),
    "mother_status_months": (0, 5, 6, 12, {"low": 3, "high": 8}),
}
# 2020-07-01 is the birthday of one of them.
SUPPORTERS = [
    *({"age": age, "financial_assets_per_capita": s} for age in (69, 70, 71) for s in (0, 67201)),
    {"age": 71, "financial_assets_per_capita": 67200},
    {"age": 71, "financial_assets_per_capita": "unknown"},
    {"birth_date": "1950-07-01", "financial_assets_per_capita": 0},
    {"birth_date": "1950-06-30", "financial_assets_per_capita": {"low": 0, "high": 67200}},
]
_NONE = {
    **dict.fromkeys(("tekun", "dibao", "no_civil_capacity", "in_prison_or_missing"), False),
    "mental_or_intellectual_disability": False,
}
STATES: list[dict[str, Any]] = [
    {"relation": "son", "tekun": True},
    {"relation": "son", "age": 60, "dibao": True},
    {"relation": "son", "age": 59, "dibao": True, "tekun": False},
    {"relation": "daughter", "age": 70, "own_income": 2000},
    {**_NONE, "age": 70, "own_income": 2500, "disability_level": 0},
    {**_NONE, "age": 40, "own_income": 2000, "disability_level": 0},
    {**_NONE, "age": 40, "own_income": "unknown", "disability_level": 2},
    {**_NONE, "age": 40, "own_income": 9000, "disability_level": 2},
    {**_NONE, "disability_level": 3, "mental_or_intellectual_disability": True, "own_income": 0},
    {**_NONE, "age": 40, "disability_level": 0, "in_prison_or_missing": True},
    {**_NONE, "age": 40, "disability_level": 0, "no_civil_capacity": "unknown"},
]


def known_values(name: str) -> Sequence[Any]:
    """Values that matter of a fact."""
    spec = vocabulary().facts[name]
    if name in NUMBERS:
        return NUMBERS[name]
    if spec.type in ("integer", "number", "age"):
        most = min(300, spec.highest or 300)
        return 0, 0, 1, most, {"low": 0, "high": most}, {"low": 1, "high": None}
    if spec.type == "bool":
        return True, False
    return tuple(spec.values)


def known_value(name: str, chance: random.Random) -> Any:
    """A random value of a fact that says something."""
    spec = vocabulary().facts[name]
    if spec.type == "list":
        return chance.sample(list(spec.values), chance.randint(0, len(spec.values)))
    if spec.type == "supporters":
        return chance.sample(SUPPORTERS, chance.randint(0, 2))
    if spec.type == "states":
        return chance.sample(STATES, chance.randint(0, 2))
    return chance.choice(known_values(name))
