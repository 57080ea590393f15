"""Chinese and Arabic numerals as people type them: 两千五, 一万二, 2万5, 两三千, 20w, 3k, 廿五."""

import re
from dataclasses import dataclass
from functools import cache

from bot.understanding.text.lexicon import alternation, either, load

RUN = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿几廿卅]"
    r"|数(?=[十百千万])|(?<![人次岁分指系级基总天个])数(?=个?月|年(?!级))"
    r"|(?<=十)有(?=[一二三四五六七八九](?![个口名位十百千万]))"
    r"|(?<=[\d百千万几一二两三四五六七八九])[wk](?![a-z]))+"
)
TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|.")
DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
MULTIPLIERS = {
    "十": 10, "百": 100, "千": 1_000, "k": 1_000, "万": 10_000, "w": 10_000, "亿": 100_000_000,
}  # fmt: skip
SHORT_TENS = {"廿": 20, "卅": 30}
SOME = frozenset("几数")
JOINING = frozenset("零〇有")
# 上万块, 近千元: a bare multiplier counts where such a word stands before it.
BARE_BEFORE = re.compile(r"(?:上|近|[超破过])$")
BARE_AFTER = re.compile(r"[块元钱的,。;!?、\s了哪怎都还也才不没谁吧啊呀呢啦哦嘞咧]|$")
# 万五, 千二, 百七八: one and the next lower place; not 万五十, 百二楼.
BARE_TAIL = re.compile(r"[百千万][一二三四五六七八九]{1,2}")
TAIL_GOES_ON = re.compile(r"[口名位年月日号点斤亩天楼层村组队级条路栋次只中街]|个(?!月)")
COUNTERS = frozenset("个口名位岁")
RATE = re.compile(r"个?(?:月|年|天|季度|学期|人)|次")
RATE_BASES = frozenset("百千万wk0123456789")
LONGEST = 20
# 八百一千, 一千五两千, 十几二十: from the one figure to the next, in one breath.
FIGURE = r"[一二两三四五六七八九][百千万][一二三四五六七八九]?"
IN_ONE_BREATH = re.compile(rf"({FIGURE})({FIGURE})")
TEENS_TO = re.compile(r"([二三四五六七八九]?十)几([二三四五六七八九]十)([百千万]?)")


@dataclass(frozen=True)
class Numeral:
    """A number at text[start:end]. No `value`: a range; `step`: its last place (三千: 1000)."""

    start: int
    end: int
    low: float | None
    high: float | None
    value: float | None = None
    approx: str | None = None
    step: float = 1
    bare_multiplier: bool = False
    scaled: bool = False
    digits_only: bool = False

    @property
    def about(self) -> float:
        """One figure that stands for the number where a single one is needed."""
        if self.value is not None:
            return self.value
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends) / len(ends) if ends else 0.0


class _Malformed(ValueError):
    """A run of numeral characters that is no number."""


class _Sum:
    """Adds up one run from left to right; every figure is kept as (low, high)."""

    def __init__(self) -> None:
        self.total = (0.0, 0.0)
        self.section = (0.0, 0.0)
        self.pending: tuple[float, float] | None = None
        self.last = 0.0
        self.after_multiplier = False
        self.single = False
        self.bare = False

    def digit(self, low: float, high: float, *, single: bool) -> None:
        if self.pending is None:
            self.pending = (low, high)
        elif self.single and single and _neighbours(self.pending, low):
            self.pending = (self.pending[0], high)
        else:
            raise _Malformed
        self.single = single

    def tens_pending(self) -> bool:
        """20几, 130几: figures whose last place is still to come."""
        return self.pending is not None and self.pending[0] >= 20 and self.pending[0] % 10 == 0

    def some_more(self) -> None:
        """Add the 几 of 20几."""
        low = self.pending[0] if self.pending else 0.0
        self.pending, self.single = (low + 1, low + 9), False

    def multiply(self, by: float) -> None:
        nothing_yet = self.pending is None and self.section == self.total == (0.0, 0.0)
        self.bare = self.bare or (nothing_yet and by != 10)
        ahead = self.pending or ((1.0, 1.0) if nothing_yet or by == 10 else (0.0, 0.0))
        if by >= 10_000:
            self.total = _plus(self.total, _plus(self.section, ahead), by)
            self.section = (0.0, 0.0)
        else:
            self.section = _plus(self.section, ahead, by)
        self.pending, self.last, self.after_multiplier = None, by, True

    def finish(self) -> tuple[float, float, float]:
        low, high = self.total[0] + self.section[0], self.total[1] + self.section[1]
        step = self.last or 1.0
        if self.pending is not None:
            scale = self.last / 10 if self.after_multiplier and self.last >= 100 else 1.0
            if not self.single or self.pending[1] >= 10:
                scale = 1.0
            low, high, step = low + self.pending[0] * scale, high + self.pending[1] * scale, scale
        return low, high, step


def _plus(
    first: tuple[float, float], second: tuple[float, float], by: float = 1
) -> tuple[float, float]:
    """first + second × by; for 万 the sum so far is multiplied as well."""
    return first[0] + second[0] * by, first[1] + second[1] * by


def _neighbours(first: tuple[float, float], second: float) -> bool:
    low, high = first
    return low == high and 0 < low < second <= 9 and (second - low == 1 or (low, second) == (3, 5))


def runs(text: str) -> list[Numeral]:
    """The numerals of `text` from left to right as they stand, without 多, 大概 and the like."""
    found = _idioms(text)
    traps = _trap_places(text) | {p for one in found for p in range(one.start, one.end)}
    for run in RUN.finditer(text):
        start = _behind_ordinal(run, traps)
        if run.end() - run.start() > LONGEST or start in traps:
            continue
        words = run[0][start - run.start() :]
        number = _read(words[: _without_rate(words, text, run.end())], start, text)
        if number is None and (shorter := _shorter(words, text[run.end() : run.end() + 1])):
            number = _read(shorter, start, text)
        if number is not None:
            found.append(number)
    return sorted(found, key=lambda number: number.start)


def _behind_ordinal(run: re.Match[str], traps: set[int]) -> int:
    """Where the number begins: 老二|八岁, 初一|一百块."""
    start = run.start()
    if start in traps and not run[0].isascii() and start + 1 < run.end():
        return start + 1
    return start


def _idioms(text: str) -> list[Numeral]:
    """千儿八百, 百八十: a range in one word."""
    found = []
    for m in _idiom_pattern().finditer(text):
        low, high = load("numbers")["idioms"][m[0]]
        step = 10.0 ** (len(str(low)) - 1)
        found.append(Numeral(m.start(), m.end(), low, high, None, "range", step=step, scaled=True))
    return found


@cache
def _idiom_pattern() -> re.Pattern[str]:
    numeral = r"[\d一二两三四五六七八九十百千万几]"
    return re.compile(rf"(?<!{numeral})(?:{alternation(load('numbers')['idioms'])})(?!{numeral})")


def _shorter(run: str, after: str) -> str:
    """The number at the head of a run that is none: 二十三|一个, 12|六年级."""
    if len(run) > 1 and after in COUNTERS:
        return run[:-1]
    arabic = re.match(r"\d+", run)
    return arabic[0] if arabic and arabic[0] != run else ""


def _without_rate(run: str, text: str, end: int) -> int:
    """How much of the run is the number: in 两千一个月 and 800一天 the 一 belongs to the time."""
    base = run[-2:-1] in RATE_BASES or run[-3:-2] in ("百", "千", "万")
    rate = run.endswith("一") and base and RATE.match(text, end)
    return len(run) - 1 if rate else len(run)


@cache
def _traps() -> re.Pattern[str]:
    return re.compile(either(load("numbers")["traps"]))


def _trap_places(text: str) -> set[int]:
    return {place for m in _traps().finditer(text) for place in range(*m.span())}


def _read(run: str, start: int, text: str) -> Numeral | None:
    end = start + len(run)
    if both := _in_one_breath(run):
        low, high, step = both
        return Numeral(start, end, low, high, None, "range", step=step, scaled=True)
    if run == "三两" and re.match(r"个|年|口", text[end : end + 1]):
        return Numeral(start, end, 2, 3, None, "range")
    plain = [DIGITS[c] for c in run if c in DIGITS]
    if len(plain) == len(run) > 1 and not (
        len(run) == 2 and _neighbours((plain[0], plain[0]), plain[1])
    ):
        figure = float("".join(map(str, plain)))
        return Numeral(start, end, figure, figure, figure, digits_only=True)
    try:
        summed = _summed(run)
    except _Malformed:
        return None
    low, high, step = summed.finish()
    if summed.bare and not _counts_bare(text, start, end):
        return None
    value = low if low == high else None
    if re.fullmatch(r"[\d,]+(?:\.\d+)?", run) and "." not in run:
        step = _trailing_step(int(low))
    return Numeral(
        start, end, low, high, value, None if value is not None else "range", step,
        bare_multiplier=summed.bare and not BARE_TAIL.fullmatch(run), scaled=summed.last > 0,
    )  # fmt: skip


def _in_one_breath(run: str) -> tuple[float, float, float] | None:
    """The ends and the step of 八百一千 and 十几二十万; None for one number."""
    if m := TEENS_TO.fullmatch(run):
        by = MULTIPLIERS.get(m[3], 1)
        ends = [_summed(part).finish()[0] * by for part in (m[1], m[2])]
        return (ends[0] + by, ends[1], 10 * by) if ends[1] == ends[0] + 10 * by else None
    m = IN_ONE_BREATH.fullmatch(run)
    if not m or MULTIPLIERS[m[2][1]] < MULTIPLIERS[m[1][1]]:
        return None
    low, high = _summed(m[1]).finish()[0], _summed(m[2]).finish()[0]
    return (low, high, MULTIPLIERS[m[2][1]]) if low < high <= 2 * low else None


def _counts_bare(text: str, start: int, end: int) -> bool:
    """千把块, 百来块, 上万元; a bare 千 or 万 elsewhere is part of a word."""
    if text[end : end + 1] in tuple("把来多"):
        return True
    if BARE_TAIL.fullmatch(text, start, end):
        return not TAIL_GOES_ON.match(text, end)
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return bool(BARE_BEFORE.search(before) and BARE_AFTER.match(after))


def _trailing_step(value: int) -> float:
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return float(step)


def _summed(run: str) -> _Sum:
    summed = _Sum()
    for token in TOKEN.findall(run):
        if token in JOINING:
            summed.after_multiplier = False
        elif token in DIGITS:
            summed.digit(DIGITS[token], DIGITS[token], single=True)
        elif token in SOME and summed.tens_pending():
            summed.some_more()
        elif token in SOME:
            low = 1 if summed.last == 10 and summed.pending is None else 2
            summed.digit(low, 9, single=False)
            summed.single = True
        elif token in SHORT_TENS:
            summed.section = (float(SHORT_TENS[token]),) * 2
            summed.last = 10
        elif token in MULTIPLIERS:
            summed.multiply(MULTIPLIERS[token])
        else:
            figure = float(token.replace(",", ""))
            summed.digit(figure, figure, single=figure < 10 and "." not in token)
    return summed
