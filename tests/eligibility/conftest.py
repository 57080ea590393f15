"""Fixtures of the engine's tests."""

from __future__ import annotations

from typing import Any

import pytest

from eligibility import Library, load_library


@pytest.fixture(scope="session")
def library() -> Library:
    """The packs this project ships."""
    return load_library()


@pytest.fixture(scope="session")
def case_seven() -> dict[str, Any]:
    """The household that the contract shows."""
    return {
        "id": "case-7",
        "jurisdiction": "minhou",
        "district": None,
        "as_of": "2020-09-01",
        "household": {
            "hukou_place": "minhou",
            "hukou_type": "rural",
            "dibao": True,
            "dibao_level": "partial",
            "in_public_rental": True,
            "rental_m2": 45,
            "supporters": [{"relation": "father", "age": 71, "financial_assets_per_capita": 20000}],
        },
        "members": [
            {"name": "本人", "relation": "self", "age": 51, "sex": "M"},
            {"name": "女儿", "relation": "daughter", "age": 15, "student_stage": "compulsory"},
        ],
        "parameters": {"dibao_standard": 700},
    }
