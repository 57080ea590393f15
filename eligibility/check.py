"""Lints packs, vocabulary, questions, cases and local figures: all at once, file and remedy named.

What is missing from the local figures is no problem; `report` tells it apart.
"""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import inspect
import re
from pathlib import Path

from pydantic import BaseModel

from eligibility.checks.deployment import form_problems, local_report, withdrawal_problems
from eligibility.checks.documents import pack_problems
from eligibility.checks.thresholds import HOUSEHOLDS, threshold_problems
from eligibility.checks.words import unasked_problems, vocabulary_problems
from eligibility.errors import PackError
from eligibility.files import conditions, packs, questions, vocabulary
from eligibility.files.library import load_library


def check(households: Path = HOUSEHOLDS) -> list[str]:
    """All problems found, one a line; empty when everything is in order.

    `households` holds the cases that thresholds are held against; it may be absent.
    """
    try:
        library = load_library()
    except PackError as error:
        return [_with_hint(line) for line in error.problems]
    found = list(vocabulary_problems(library.vocabulary))
    for pack in library.packs.values():
        found += pack_problems(pack, library)
    found += unasked_problems(library)
    found += threshold_problems(library, households)
    found += withdrawal_problems(library)
    found += form_problems(library)
    return found


def report(today: dt.date) -> list[str]:
    """Which local figures there are, how old each is, and which are missing, place by place."""
    return local_report(load_library(), today)


_UNKNOWN_KEY = re.compile(r"([\w-]+)：不认识的项")


def _with_hint(problem: str) -> str:
    """The problem, with the key that was probably meant where one is not known."""
    found = _UNKNOWN_KEY.search(problem)
    near = difflib.get_close_matches(found[1], _keys(), n=1) if found else []
    return f"{problem}；是不是想写 {near[0]}" if near else problem


@functools.cache
def _keys() -> list[str]:
    """Every key the data files know."""
    models = [
        model
        for module in (packs, conditions, questions, vocabulary)
        for _, model in inspect.getmembers(module, inspect.isclass)
        if issubclass(model, BaseModel)
    ]
    fields = [field for model in models for field in model.model_fields.items()]
    return sorted({field.alias or name for name, field in fields})
