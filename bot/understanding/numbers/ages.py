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
    value = value_of(one)
    if one.unit == "月" and not isinstance(value, dict):
        return int(float(value) // 12)
    if isinstance(value, dict) and one.unit == "月":
        return {"low": 0, "high": 2, "approx": "range"}
    return int(value) if isinstance(value, float) else value
