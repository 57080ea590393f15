"""One message made regular for reading, with a way back to what was typed."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from bot.understanding.text.lexicon import alternation, load

LETTER_O = re.compile(r"(?<=[0-9])[oO]+(?![a-zA-Z])|(?<![a-zA-Z0-9])[oO](?=[0-9])")
LETTER_L = re.compile(r"(?<=[0-9])[lI|](?=[0-9岁元块万千多])|(?<![a-zA-Z])[lI](?=[0-9])")
ROUND_ZERO = re.compile(r"(?<=[一二三四五六七八九])[oO0○◯](?=[一二三四五六七八九])|[○◯]")
CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
# 伍 and 陆 are names, 拾 and 肆 parts of words: they are figures only beside other figures.
IN_CAPITALS = re.compile(
    r"[壹贰叁肆伍陆柒捌玖拾佰仟]{2,}(?=[万元块岁个人口])|[壹贰叁肆伍陆柒捌玖](?=万)"
    r"|[壹贰叁柒捌玖](?=[百千十佰仟拾元块岁个人口年月]|[多来把]?[元块])"
    r"|(?<![大放入退队])[伍陆肆](?=[佰仟千]|百[^姓货度]|[口个岁元块])"
    r"|(?<=[一二两三四五六七八九几\d壹贰叁肆伍陆柒捌玖])[佰仟]"
    r"|(?<=[一二三四五六七八九壹贰叁肆伍陆柒捌玖])拾"
    r"|(?<=[百千万佰仟零拾])[壹贰叁肆伍陆柒捌玖]"
)
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
    """NFKC, small letters, simplified characters, digits typed as letters, and usual slips."""
    characters: list[str] = []
    offsets: list[int] = []
    for place, character in enumerate(raw):
        if character in INVISIBLE:
            continue
        for part in unicodedata.normalize("NFKC", character):
            characters.append(part)
            offsets.append(place)
    text = _with_digits("".join(characters).translate(_simplified()))
    text = "".join(c.lower() if c.isascii() else c for c in text)
    return Normalised(raw, _without_slips(text), tuple(offsets))


def _with_digits(text: str) -> str:
    """Every digit as a digit: 4OO, l2, 二○二三, 伍佰元."""
    text = LETTER_O.sub(lambda m: "0" * len(m[0]), text)
    text = LETTER_L.sub("1", text)
    text = ROUND_ZERO.sub("〇", text)
    return IN_CAPITALS.sub(lambda m: m[0].translate(CAPITALS), text)


@cache
def _simplified() -> dict[int, str]:
    """Traditional characters of common words, each with its simplified one."""
    pairs: dict[str, str] = load("text")["simplified"]
    table: dict[int, str] = {}
    for traditional, simplified in pairs.items():
        if len(traditional) != len(simplified):
            raise ValueError(f"data/text.yml: {traditional} and {simplified} differ in length")
        table.update(zip(map(ord, traditional), simplified, strict=True))
    return table


@cache
def _slips() -> tuple[re.Pattern[str], dict[str, str]]:
    slips: dict[str, str] = load("text")["slips"]
    for wrong, right in slips.items():
        if len(wrong) != len(right):
            raise ValueError(f"data/text.yml: {wrong} and {right} differ in length")
    return re.compile(alternation(slips)), slips


@cache
def _slips_in_context() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(pattern), right) for pattern, right in load("text")["slips_in_context"].items()
    )


def _without_slips(text: str) -> str:
    pattern, slips = _slips()
    text = pattern.sub(lambda m: slips[m[0]], text)
    for wrong, right in _slips_in_context():
        text = wrong.sub(right, text)
    return text
