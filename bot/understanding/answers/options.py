"""Where a text speaks of the options of a question: by place, by label, by what they mean."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from bot.understanding.answers.answer import Choice, is_option
from bot.understanding.answers.parts import READ_AT_MOST, Token
from bot.understanding.numbers.numerals import DIGITS
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import alternation, cues, load
from bot.understanding.text.normalise import normalise

SHORT = 12
LOWER = ("低",)
"""What 低收入 says is no part of 收入."""
NOT_WORD = re.compile(r"[^\w]+")


_cue = cues("answers", "options")


def option_refs(document: Document, choices: Sequence[Choice], *, listed: bool) -> list[Token]:
    """Every place that stands for options; `listed`: they may be meant by their number."""
    text = document.text[:READ_AT_MOST]
    real = [choice for choice in choices if is_option(choice)]
    found = list(_by_place(text, real)) if listed else []
    found += [token for choice in real for token in _by_words(text, choice, real)]
    return _longest(found)


def _longest(found: list[Token]) -> list[Token]:
    """Of places that overlap the longest; a synthetic denial stays behind what it denies."""
    kept: list[Token] = []
    taken: set[int] = set()
    for token in sorted(found, key=lambda t: (t.start - t.end, t.start)):
        here = range(token.start, token.end)
        if taken.isdisjoint(here):
            taken.update(here)
            kept.append(token)
    return sorted(kept)


def _by_place(text: str, real: Sequence[Choice]) -> Iterator[Token]:
    """第二个, 前两个, 最后一个, 2号."""
    ids = [choice.id for choice in real]
    for m in _cue("place").finditer(text):
        if m["last"]:
            chosen = ids[-1:]
        elif m["first"]:
            chosen = ids[:1]
        else:
            word = m["nth"] or m["front"] or m["back"] or m["bare"]
            number = int(word) if word.isdigit() else DIGITS.get(word, 0)
            if not 1 <= number <= len(ids):
                continue
            chosen = ids[number - 1 : number]
            if m["front"]:
                chosen = ids[:number]
            elif m["back"]:
                chosen = ids[-number:]
        yield Token(*m.span(), "ref", tuple(chosen))


def _by_words(text: str, choice: Choice, real: Sequence[Choice]) -> Iterator[Token]:
    label = _cue("not_counted").sub("", normalise(choice.label).text)
    others = [normalise(c.label).text for c in real if c is not choice]
    spans = [m.span() for pattern in also_called(choice) for m in pattern.finditer(text)]
    denial = _cue("denying_label").match(label)
    lead = denial or _cue("having_label").match(label)
    length, place = overlap(text, label[lead.end() :] if lead else label, others)
    if length > 2 or (length == 2 and (len(text) <= SHORT or _is_piece(text, place, label))):
        spans.append((place, place + length))
    for start, end in spans:
        yield from _with_denial(text, label, Token(start, end, "ref", (choice.id,)))


def _with_denial(text: str, label: str, token: Token) -> Iterator[Token]:
    """没有 before 地方住 is part of 没有地方住; 有 there denies it."""
    if not _cue("denying_label").match(label):
        yield token
        return
    lead = text[max(0, token.start - 4) : token.start]
    own, has = _cue("denying_lead").search(lead), _cue("having_lead").search(lead)
    start = token.start - len((own or has or [""])[0])
    yield token._replace(start=start)
    if has and not own:
        yield Token(token.end, token.end, "no")


def overlap(text: str, label: str, others: Sequence[str]) -> tuple[int, int]:
    """Length and place in `text` of the longest piece of `label` that no other label has."""
    common = re.compile(alternation(_common()))
    for length in range(min(len(label), len(text), 24), 1, -1):
        for i in range(len(label) - length + 1):
            piece = label[i : i + length]
            if NOT_WORD.search(piece) or common.fullmatch(piece) or any(piece in o for o in others):
                continue
            if label[max(0, i - 1) : i] in LOWER:
                continue
            if (place := text.find(piece)) >= 0:
                return length, place
    return 0, -1


@cache
def _common() -> tuple[str, ...]:
    return tuple(load("answers")["common"])


def _is_piece(text: str, place: int, label: str) -> bool:
    return text[place : place + 2] in re.split(r"[、,(/)或和;\s]", label)


def also_called(choice: Choice) -> list[re.Pattern[str]]:
    """Other words for an option: by its label, by what it sets, by the fact it is about."""
    told = [f"{s.fact}={_plain(s.value)}" for s in choice.sets]
    about = [s.fact for s in (*choice.otherwise, *choice.sets)][:1]
    simple = about if choice.otherwise or (choice.sets and choice.sets[0].value is True) else []
    keys = [choice.label, *told, *simple]
    return [found for key in dict.fromkeys(keys) if (found := _also_called(key)) is not None]


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@cache
def _also_called(key: str) -> re.Pattern[str] | None:
    pattern = load("answers")["also_called"].get(key)
    return re.compile(pattern) if pattern else None
