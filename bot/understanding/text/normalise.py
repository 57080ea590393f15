"""One message made regular for reading, with a way back to what was typed."""

import re
import unicodedata
from dataclasses import dataclass

from bot.understanding.text.lexicon import alternation, load

LETTER_O = re.compile(r"(?<=[0-9])[oO]+(?![a-zA-Z])|(?<![a-zA-Z0-9])[oO](?=[0-9])")
LETTER_L = re.compile(r"(?<=[0-9])[lI](?=[0-9岁元块万千多])|(?<![a-zA-Z])[lI](?=[0-9])")
INVISIBLE = frozenset("\u200b\u200c\u200d\ufeff\u2060\ufe0f")


@dataclass(frozen=True)
class Normalised:
    """`raw` as typed, `text` as read; `offsets[i]` is the place in `raw` of text[i]."""

    raw: str
    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span in `raw` of text[start:end]; end > start."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def words(self, start: int, end: int) -> str:
        """What was typed for text[start:end]."""
        first, last = self.span(start, end)
        return self.raw[first:last]


def normalise(raw: str) -> Normalised:
    """NFKC, small letters, digits typed as letters, and the slips of data/text.yml."""
    characters: list[str] = []
    offsets: list[int] = []
    for place, character in enumerate(raw):
        if character in INVISIBLE:
            continue
        for part in unicodedata.normalize("NFKC", character):
            characters.append(part)
            offsets.append(place)
    text = LETTER_O.sub(lambda m: "0" * len(m[0]), "".join(characters))
    text = LETTER_L.sub("1", text)
    text = "".join(c.lower() if c.isascii() else c for c in text)
    return Normalised(raw, _without_slips(text), tuple(offsets))


def _without_slips(text: str) -> str:
    slips: dict[str, str] = load("text")["slips"]
    for wrong, right in slips.items():
        if len(wrong) != len(right):
            raise ValueError(f"data/text.yml: {wrong} and {right} differ in length")
    return re.sub(alternation(slips), lambda m: slips[m[0]], text)
