"""Made-up households all of whose facts are known, as far as the compared clauses ask."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

DAY = dt.date(2020, 9, 1)


def known_households(count: int, seed: int) -> list[dict[str, Any]]:
    """Households of 福州 that differ in what the compared clauses look at."""
    chance = random.Random(f"known {seed}")
    return [_known_household(f"known-{seed}-{number}", chance) for number in range(count)]


def _known_household(name: str, chance: random.Random) -> dict[str, Any]:
    def yes(share: float) -> bool:
        return chance.random() < share

    local = yes(0.75)
    told = {
        "hukou_place": chance.choice(("fuzhou", "minhou")) if local else "other",
        "residence_permit": "none" if yes(0.6) else chance.choice(("local", "hk_mo_tw")),
        "months_working_locally": chance.randint(0, 30),
        "dibao": yes(0.25),
        "dibao_level": chance.choice(("full", "partial")),
        "low_income_certified": yes(0.25),
        "expense_driven_poor": yes(0.15),
        "major_emergency": yes(0.3),
        "rigid_expense_exceeds_capacity": yes(0.4),
        "below_provincial_poverty_line": yes(0.4),
        "in_public_rental": yes(0.4),
        "housing_need": yes(0.4),
        "meets_housing_conditions": yes(0.6),
        "self_paid_cost": chance.randint(0, 60_000),
        "rental_m2": chance.randint(20, 80),
    }
    names = ("本人", "爱人", "父亲", "母亲", "女儿", "儿子")[: chance.randint(1, 6)]
    whole_tekun = yes(0.1)
    return {
        "id": name,
        "jurisdiction": "fuzhou",
        "as_of": DAY.isoformat(),
        "household": told,
        "members": [_known_member(each, whole_tekun, chance) for each in names],
        "parameters": {"dibao_standard": chance.randint(600, 900)},
    }


def _known_member(name: str, tekun: bool, chance: random.Random) -> dict[str, Any]:
    kept = tekun or chance.random() < 0.04
    stages = ("none", "compulsory", "compulsory", "preschool", "senior_high", "higher")
    return {
        "name": name,
        "tekun": chance.choice(("concentrated", "dispersed")) if kept else "none",
        "wants_concentrated_care": False,
        "self_care": chance.choice(("full", "half", "none")),
        "student_stage": chance.choice(stages),
        **{
            fact: chance.random() < 0.06
            for fact in (
                *("dibao_single", "employee_in_difficulty", "occupational_disease_difficulty"),
                "other_dept_recognized",
            )
        },
        "unemployed_and_able_and_willing": chance.random() < 0.25,
    }
