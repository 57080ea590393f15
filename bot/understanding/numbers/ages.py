"""Ages of persons: not an age at which something happened, nor one that a rule names."""

import re
from functools import cache

from bot.understanding.facts.hits import Hit
from bot.understanding.facts.household import value_of
from bot.understanding.numbers.counted import Counted
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load
from bot.understanding.text.stance import Stance, stance


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(str(load("numbers")[name]).strip())


def age_hits(document: Document, counted: list[Counted]) -> list[Hit]:
    """The ages that are how old somebody is."""
    found: list[Hit] = []
    for one in counted:
        if one.kind != "age" or stance(document, one.start, one.end) in (
            Stance.SUPPOSED,
            Stance.DENIED,
        ):
            continue
        before, after = document.before(one.start, 6), document.after(one.end, 8)
        if _cue("age_policy_before").search(before) or _cue("age_event_after").match(after):
            continue
        found.append(Hit("age", _value(one), one.start, one.end, "member"))
    return found


def _value(one: Counted) -> int | float | str | bool | dict[str, object]:
    """Whole years, as people count them: 三岁多 is three, a baby of 8个月 is none."""
    value = value_of(one)
    if not isinstance(value, dict):
        return int(float(value) // 12) if one.unit == "月" else int(float(value))
    by = 12 if one.unit == "月" else 1
    low, high = one.numeral.low, one.numeral.high
    if low is not None and high is not None:
        years = int(low // by), int(high // by)
        if years[0] == years[1]:
            return years[0]
        if by == 12:
            return {"low": years[0], "high": years[1], "approx": "range"}
    return value
