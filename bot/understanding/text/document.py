"""A message cut into clauses, with bounded looks to the left and right of a place."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from bot.understanding.text.normalise import Normalised, normalise

BREAK = re.compile(r"(?<!\d),|,(?!\d{3})|[。;!?…\n\r\t|/]|\.(?!\d)|:(?!\d)|\s+")
STOP = re.compile(r"[。!?;\n\r]")


@dataclass(frozen=True)
class Document:
    """Clauses end at punctuation and blanks; nobody may look further than a clause or a window."""

    source: Normalised

    @classmethod
    def of(cls, raw: str) -> "Document":
        return cls(normalise(raw))

    @cached_property
    def text(self) -> str:
        return self.source.text

    @cached_property
    def _cuts(self) -> list[tuple[int, int]]:
        return [m.span() for m in BREAK.finditer(self.text)]

    @cached_property
    def _ends(self) -> list[int]:
        return [start for start, _ in self._cuts]

    @cached_property
    def _starts(self) -> list[int]:
        return [end for _, end in self._cuts]

    @cached_property
    def _stops(self) -> list[int]:
        return [m.start() for m in STOP.finditer(self.text)]

    def clause(self, place: int) -> tuple[int, int]:
        """The half-open bounds of the clause around `place`; a break belongs to what it ends."""
        cut = bisect_right(self._ends, place) - 1
        if cut >= 0 and place < self._starts[cut]:
            return (self._starts[cut - 1] if cut else 0), self._ends[cut]
        start = self._starts[cut] if cut >= 0 else 0
        end = self._ends[cut + 1] if cut + 1 < len(self._ends) else len(self.text)
        return start, end

    def sentence_number(self, place: int) -> int:
        """How many full stops stand before `place`."""
        return bisect_right(self._stops, place)

    def asks(self, place: int) -> bool:
        """Whether the clause around `place` ends in a question mark."""
        _, end = self.clause(place)
        return self.text[end : end + 1] == "?"

    def before(self, place: int, width: int) -> str:
        """Up to `width` characters of the same clause that lead to `place`."""
        start, _ = self.clause(place)
        return self.text[max(start, place - width) : place]

    def after(self, place: int, width: int) -> str:
        """Up to `width` characters that follow `place`, to the end of the same clause."""
        _, end = self.clause(max(place - 1, 0))
        return self.text[place : min(end, place + width)]
