"""Notes of grid workers and operators: 男46, and kin in one character (妻68, 子在外务工)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from bot.understanding.people.mentions import NOTE_SEX, Mention
from bot.understanding.people.words import words
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import alternation, load

LEAD = 3
PEOPLE = ("kin", "case", "self")


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(load("people")["notes"][name])


@cache
def _kin() -> re.Pattern[str]:
    words = load("people")["notes"]["kin"]
    return re.compile(
        rf"(?:其|之|户主之|户主的)?(?P<word>{alternation(words)})(?={_cue('after').pattern})"
    )


def with_notes(found: list[Mention], document: Document) -> list[Mention]:
    """The mentions and those that only a note has."""
    text = document.text
    found = _without_names(found)
    known = [*found, *_short_kin(text, found)] if _cue("style").search(text) else found
    known = sorted(known, key=_start)
    return sorted([*known, *_sexes(text, known)], key=_start)


def _start(mention: Mention) -> int:
    return mention.start


def _without_names(found: list[Mention]) -> list[Mention]:
    """户主张某, 我儿子小王: a name right behind a word for a person is no other person."""
    ends = {m.end + blank: m for m in found if m.kind in PEOPLE for blank in (0, 1)}
    kept: list[Mention] = []
    for m in found:
        named = ends.get(m.start) if m.kind == "outsider" and m.word not in words() else None
        if named is None:
            kept.append(m)
        elif named.kind == "case":
            kept.append(replace(named, start=m.start, end=m.end, word=m.word))
    return kept


def _short_kin(text: str, found: list[Mention]) -> Iterator[Mention]:
    taken = {place for m in found for place in range(m.start, m.end)}
    relations = load("people")["notes"]["kin"]
    named = min((m.end for m in found if m.kind == "kin"), default=len(text))
    for m in _kin().finditer(text):
        word = m["word"]
        if m.start("word") in taken or not _cue("before").search(
            text[max(0, m.start("word") - LEAD) : m.start("word")]
        ):
            continue
        if word == "女" and not _daughter(text, m, named):
            continue
        named = min(named, m.start())
        yield Mention(
            m.start("word"), m.end(), "kin", word, relations[word], word_start=m.start("word")
        )


def _daughter(text: str, m: re.Match[str], named: int) -> bool:
    """女12 behind other kin, or 女远嫁; else it is the sex of the person the note is about."""
    return m.start() > named or bool(_cue("sexed_after").match(text, m.end()))


def _sexes(text: str, known: list[Mention]) -> Iterator[Mention]:
    """男46 or 68男 in a note: the person asked about, unless a word for them stands before."""
    people = [k for k in known if k.kind in PEOPLE]
    at = 0
    for m in NOTE_SEX.finditer(text):
        while at < len(people) and people[at].start <= m.start():
            at += 1
        near = people[max(0, at - 2) : at]
        if not any(k.start <= m.start() <= k.end + 6 for k in near):
            word = m["sex"] or m["late"]
            yield Mention(m.start(), m.end(), "case", word, "self", word_start=m.start())
