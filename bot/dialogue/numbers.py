"""Numbers that are given to a person: of a result, and to be handed over with. Random, and none
tells anything of whom it was given to."""

from __future__ import annotations

import datetime as dt
import re
import secrets
import unicodedata
from collections.abc import Callable, Sequence

LETTERS = "34679ACDEFHJKMNPQRTWXY"
"""None is mistaken for another in writing: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V, no G beside 6."""
DIGITS = "0123456789"
_LENGTH = 6
_CODE = 8

Choose = Callable[[Sequence[str]], str]

_NUMBER = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}})([{LETTERS}]{{{_LENGTH}}})")


def new_result_number(day: dt.date, choose: Choose = secrets.choice) -> str:
    """“2026-1122-7K3QXF”: the day of the result and six random characters."""
    return f"{day:%Y-%m%d}-{''.join(choose(LETTERS) for _ in range(_LENGTH))}"


def is_of(number: str | None, day: dt.date) -> bool:
    """Whether a result number was given out on this day."""
    return number is not None and number.startswith(f"{day:%Y-%m%d}-")


def read_result_number(text: str) -> tuple[str, dt.date] | None:
    """The number somebody typed, as it was given out, and its day; None when it is none."""
    found = _NUMBER.fullmatch(_bare(text).upper())
    if found is None:
        return None
    year, month, day, letters = found.groups()
    try:
        return f"{year}-{month}{day}-{letters}", dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def new_code(choose: Choose = secrets.choice) -> str:
    """“4827-1936”: a hand-over code, digits only, as it is read out on the telephone."""
    return _grouped("".join(choose(DIGITS) for _ in range(_CODE)))


def read_code(text: str) -> str | None:
    """The code somebody typed, as it was given out; None when it is none."""
    digits = _bare(text)
    whole = len(digits) == _CODE and digits.isascii() and digits.isdigit()
    return _grouped(digits) if whole else None


def _grouped(digits: str) -> str:
    return f"{digits[: _CODE // 2]}-{digits[_CODE // 2 :]}"


def _bare(text: str) -> str:
    """Without spaces and dashes of any kind, full-width characters as plain ones."""
    plain = unicodedata.normalize("NFKC", text[:80])
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Pd")
