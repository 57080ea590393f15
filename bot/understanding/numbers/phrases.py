"""Quantities that are whole words: 满月, 古稀, 仨, 个把月, 没收入."""

import re
from dataclasses import dataclass
from functools import cache

from bot.understanding.numbers.counted import Counted
from bot.understanding.numbers.numerals import Numeral
from bot.understanding.text.lexicon import load


@dataclass(frozen=True)
class _Phrase:
    words: re.Pattern[str]
    said: Counted
    """What it says, wherever it stands."""

    def at(self, m: re.Match[str]) -> Counted:
        number = self.said.numeral
        placed = Numeral(
            m.start(), m.end(), number.low, number.high, number.value, number.approx
        )  # fmt: skip
        return Counted(self.said.kind, m.start(), m.end(), placed, self.said.unit)


@cache
def _phrases() -> tuple[_Phrase, ...]:
    found = []
    for line in load("numbers")["phrases"]:
        value = line.get("value")
        number = Numeral(
            0, 0, line.get("low", value), line.get("high", value), value, line.get("approx")
        )
        found.append(
            _Phrase(re.compile(line["words"]), Counted(line["kind"], 0, 0, number, line["unit"]))
        )
    return tuple(found)


def phrases(text: str) -> list[Counted]:
    """The quantities of `text` that are words of their own, none inside another."""
    hits = [phrase.at(m) for phrase in _phrases() for m in phrase.words.finditer(text)]
    found: list[Counted] = []
    reached = 0
    for one in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if one.start >= reached:
            found.append(one)
            reached = one.end
    return found
