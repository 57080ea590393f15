"""Sentences to be read aloud: short, and parted only where a speaker would breathe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

MOST = 40
"""So many characters can be read in one breath."""
_STOPS = "。？！；?!;\n"
_PAUSES = "，、：,:"
_OPENING, _CLOSING = "（“《〔【(", "）”》〕】)"


def read_aloud(text: str, most: int = MOST) -> list[str]:
    """`text` in pieces of at most `most` characters: whole sentences where they fit, else parted
    at a pause outside brackets, else between words; never inside a word."""
    pieces: list[str] = []
    for sentence in _cut(text, _STOPS):
        pieces += [sentence] if len(sentence) <= most else _parted(sentence, most)
    return _packed(pieces, most)


def _parted(sentence: str, most: int) -> list[str]:
    clauses: list[str] = []
    for clause in _cut(sentence, _PAUSES):
        clauses += [clause] if len(clause) <= most else _between_words(clause, most)
    return _packed(clauses, most)


def _cut(text: str, marks: str) -> Iterator[str]:
    """The parts of `text`, each with the mark that ends it; none is cut inside brackets."""
    start = depth = 0
    for place, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if character in marks and depth <= 0:
            yield from filter(None, [text[start : place + 1].strip()])
            start, depth = place + 1, 0
    yield from filter(None, [text[start:].strip()])


def _between_words(clause: str, most: int) -> list[str]:
    """A clause without a pause, parted between words."""
    pieces = [""]
    for word in _words(clause):
        # What is longer than a breath has no words: a row of figures or letters.
        for part in (word[i : i + most] for i in range(0, len(word), most)):
            if len(pieces[-1]) + len(part) > most:
                pieces.append("")
            pieces[-1] += part
    return [piece for piece in pieces if piece]


def _words(clause: str) -> Iterable[str]:
    """The words of a clause, each with the mark behind it, so that no piece begins with one."""
    # Its dictionary takes a second to load, and hardly any sentence needs it.
    import jieba

    jieba.setLogLevel("WARNING")
    kept: list[str] = []
    for word in jieba.cut(clause):
        opened = kept and kept[-1][-1] in _OPENING
        if kept and (opened or re.fullmatch(r"[^\w（“《〔【(]+", word)):
            kept[-1] += word
        else:
            kept.append(word)
    return kept


def _packed(pieces: Iterable[str], most: int) -> list[str]:
    """Neighbouring pieces together as far as one breath goes."""
    packed: list[str] = []
    for piece in pieces:
        if packed and len(packed[-1]) + len(piece) <= most:
            packed[-1] += piece
        else:
            packed.append(piece)
    return packed
