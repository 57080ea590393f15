"""Numbers that name a person – of ID cards, telephones, bank cards – taken out of a message.

Amounts, ages, areas, dates, hotlines and the numbers of results stay. What counts is the length of
a number, how it is grouped, and the word right before it.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.understanding.text.lexicon import cues, load
from bot.understanding.text.normalise import INVISIBLE

INSIDE_DIGITS = INVISIBLE | {"\u20e3"}
"""Characters that nobody sees between two digits, and the frame of a digit among emoji."""
IDENTITY = re.compile(
    r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]"
)
OLD_IDENTITY = re.compile(r"[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}")
MOBILE = re.compile(r"(?:(?:00)?86)?1[3-9]\d{9}")
LANDLINE = re.compile(r"(?:(?:00)?86)?0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}")
SPACED_MOBILES = frozenset({(3, 4, 4), (3, 8), (7, 4), (1,) * 11})
DASHED_MOBILES = frozenset({(4, 3, 4), (3, 3, 5), (4, 4, 3), (5, 6), (5, 3, 3)})
NO_SUM = 12
"""A number of so many digits is no amount, age or date."""
CARD = range(16, 20)
UNIONPAY = "62"

_cue = cues("personal")


def masked(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with every such number replaced by a note, and what was found, in its order.

    The kinds are identity, phone, card and number. A text without any comes back as it was.
    """
    found = sorted({*_numbers(text), *_starred(text)}, key=lambda one: (one[0], -one[1]))
    hidden: dict[str, str] = load("personal")["hidden"]
    parts: list[str] = []
    kinds: list[str] = []
    at = 0
    for start, end, kind in found:
        if start < at:
            continue
        parts += [text[at:start], hidden[kind]]
        kinds.append(kind)
        at = end
    return "".join([*parts, text[at:]]), tuple(kinds)


@dataclass(frozen=True)
class _Group:
    """Digits that stand together: as figures, and where they are in the text."""

    digits: str
    start: int
    end: int


Found = tuple[int, int, str]


@cache
def _digit(character: str) -> str | None:
    named: dict[str, str] = load("personal")["digits"]
    value = unicodedata.digit(character, None)
    return named.get(character) if value is None else str(value)


def _groups(text: str) -> Iterator[_Group]:
    digits, start, end = "", 0, 0
    for place, character in enumerate(text):
        value = _digit(character)
        if value is not None:
            start = start if digits else place
            digits, end = digits + value, place + 1
        elif digits and character not in INSIDE_DIGITS:
            yield _Group(digits, start, end)
            digits = ""
    if digits:
        yield _Group(digits, start, end)


def _numbers(text: str) -> Iterator[Found]:
    for run in _runs(text):
        first = 0
        while first < len(run):
            last, kind = _longest(text, run, first)
            if kind is not None:
                start = run[first].start
                yield _widened(text, start, run[last - 1].end, kind)
            first = last


def _runs(text: str) -> Iterator[list[_Group]]:
    """Groups that may be parts of one number."""
    run: list[_Group] = []
    for group in _groups(text):
        if run and not _cue("gap").fullmatch(text[run[-1].end : group.start]):
            yield run
            run = []
        run.append(group)
    if run:
        yield run


def _longest(text: str, run: Sequence[_Group], first: int) -> tuple[int, str | None]:
    """Where the number ends that begins with this group, and its kind; None when it is none."""
    for last in range(min(len(run), first + NO_SUM), first, -1):
        kind = _kind(text, run[first:last])
        if kind is not None:
            return last, kind
    return first + 1, None


def _kind(text: str, parts: Sequence[_Group]) -> str | None:
    digits = "".join(part.digits for part in parts)
    lengths = tuple(len(part.digits) for part in parts)
    if _cue("public").match(digits):
        return None
    if _is_identity(digits + _tenth(text, parts[-1].end), lengths):
        return "identity"
    is_sum = _cue("unit").match(text, parts[-1].end) is not None
    if len(digits) < NO_SUM and is_sum:
        return None
    if _is_mobile(text, parts, digits, lengths) or _is_landline(digits, lengths):
        return "phone"
    if _is_card(digits, lengths):
        return "card"
    if len(parts) > 1:
        return None
    return "number" if len(digits) >= NO_SUM else _after_a_cue(text, parts[0])


def _tenth(text: str, end: int) -> str:
    """X where the text goes on with the sign for it."""
    signs = re.escape(load("personal")["tenth"])
    return "X" if re.match(rf"[\s-]{{0,2}}[{signs}](?![a-zA-Z])", text[end:]) else ""


def _widened(text: str, start: int, end: int, kind: str) -> Found:
    """With the X of an ID number, and the bracket or plus before a telephone number."""
    signs = re.escape(load("personal")["tenth"])
    behind = re.compile(rf"[\s-]{{0,2}}[{signs}](?![a-zA-Z])").match(text, end)
    if kind in ("identity", "number") and behind:
        end = behind.end()
    if kind == "phone" and start and text[start - 1] in "+＋":
        start -= 1
    if (
        kind == "phone"
        and start
        and text[start - 1] in "(（"
        and re.search("[)）]", text[start:end])
    ):
        start -= 1
    return start, end, kind


def _is_identity(digits: str, lengths: tuple[int, ...]) -> bool:
    if IDENTITY.fullmatch(digits) or IDENTITY.fullmatch(digits.removesuffix("X")):
        return True
    whole = len(lengths) == 1 or lengths == (6, 6, 3)
    return whole and OLD_IDENTITY.fullmatch(digits.removesuffix("X")) is not None


def _is_mobile(text: str, parts: Sequence[_Group], digits: str, lengths: tuple[int, ...]) -> bool:
    if not MOBILE.fullmatch(digits):
        return False
    if lengths[0] in (2, 4) and digits.startswith(("86", "0086")) and len(digits) > 11:
        lengths = lengths[1:]
    if len(lengths) == 1 or lengths in SPACED_MOBILES:
        return True
    dashed = all(
        re.search(r"[-–—－]", text[one.end : two.start]) for one, two in itertools.pairwise(parts)
    )
    return dashed and lengths in DASHED_MOBILES


def _is_landline(digits: str, lengths: tuple[int, ...]) -> bool:
    if not LANDLINE.fullmatch(digits):
        return False
    return len(lengths) == 1 or (len(lengths) <= 4 and min(lengths[1:]) >= 3)


def _is_card(digits: str, lengths: tuple[int, ...]) -> bool:
    if len(digits) not in CARD:
        return False
    known = digits.startswith(UNIONPAY) or _adds_up(digits)
    in_fours = set(lengths[:-1]) <= {4} and lengths[-1] <= 4
    return known and (in_fours or min(lengths) >= 4)


def _adds_up(digits: str) -> bool:
    """The check digit of bank cards (Luhn)."""
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def _after_a_cue(text: str, group: _Group) -> str | None:
    """The kind that the words right before a shorter number name."""
    before = re.sub(_cue("link"), "", text[max(0, group.start - 20) : group.start]).lower()
    for cue in load("personal")["cues"]:
        if len(group.digits) >= cue["least"] and re.search(f"(?:{cue['words']})$", before):
            return str(cue["kind"])
    return None


def _starred(text: str) -> Iterator[Found]:
    for match in _cue("starred").finditer(text):
        yield *match.span(), "number"
