"""The patterns of data/numbers.yml that tell one kind of number from another."""

import re
from functools import cache

from bot.understanding.text.lexicon import load


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern `name` of data/numbers.yml, of its section money or of the file."""
    numbers = load("numbers")
    found = numbers["money"][name] if name in numbers["money"] else numbers[name]
    return re.compile(found.strip())


def other_measure(after: str) -> bool:
    """Whether what follows a number makes it a measure of something else: 三亩, 二级."""
    return bool(pattern("other_measure").match(after))
