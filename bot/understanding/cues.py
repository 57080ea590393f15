"""What a message is after, as numbers for the intent classifier: cues in all of it and in its end.

The point of a long message mostly stands in its last sentence. Nothing here decides anything.
"""

import re
from functools import cache
from itertools import pairwise

from bot.understanding.text.lexicon import load
from bot.understanding.text.normalise import normalise

LONGEST = 2_000
END = 45
MOST = 3
SHORT, MIDDLE, LONG = 12, 40, 120


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(words)) for name, words in load("cues").items())


def names() -> tuple[str, ...]:
    """What each number of `cues_of` stands for, in order."""
    counted = [f"{name}:{where}" for name, _ in _cues() for where in ("all", "end")]
    return (*counted, "asks", "short", "middle", "long", "very_long")


def cues_of(text: str) -> list[float]:
    """One number from 0 to 1 for each of `names()`."""
    whole = normalise(text[:LONGEST]).text
    end = whole[-END:]
    found = [share for _, words in _cues() for share in (_share(words, whole), _share(words, end))]
    found.append(float("?" in end or bool(re.search(r"[吗呢么]\W*$", end))))
    bounds = (0, SHORT, MIDDLE, LONG, LONGEST + 1)
    sizes = pairwise(bounds)
    return found + [float(low <= len(whole) < high) for low, high in sizes]


def _share(words: re.Pattern[str], text: str) -> float:
    count = 0
    for _ in words.finditer(text):
        count += 1
        if count == MOST:
            break
    return count / MOST
