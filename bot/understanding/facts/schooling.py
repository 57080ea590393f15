"""Who is at school now, by stage; who left it, and who has not begun, is not."""

import re
from collections.abc import Iterator
from functools import cache

from bot.understanding.facts.hits import Hit, asked_in_general
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, load
from bot.understanding.text.stance import Stance, asks, sentence_after, stance

FACT = "student_stage"


@cache
def _stages() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((line["value"], re.compile(line["words"])) for line in load("schooling")["stages"])


_cue = cues("schooling")


def schooling_hits(document: Document) -> Iterator[Hit]:
    """Every stage somebody is said to be at, and everybody who is said to be at no school."""
    for value, words in _stages():
        for m in words.finditer(document.text):
            if _is_there(document, *m.span()):
                yield Hit(FACT, value, *m.span(), "member", asks(document, m.start()))
    for m in _cue("not_at_school").finditer(document.text):
        if _is_out(document, *m.span()):
            yield Hit(FACT, "none", *m.span(), "member", asks(document, m.start()))


def _is_there(document: Document, start: int, end: int) -> bool:
    before, after = document.before(start, 10), document.after(end, 10)
    if _cue("unless_before").search(before) or _cue("not_yet").search(before):
        return False
    if _cue("ended_before").search(before) or _cue("unless_after_too").match(after):
        return False
    if _cue("admitted_before").search(before) and _cue("admitted_after").search(
        sentence_after(document, end, 20)
    ):
        return False
    if _cue("unless_after").match(after) and not _cue("still_there").match(after):
        return False
    return _stated(document, start, end)


def _is_out(document: Document, start: int, end: int) -> bool:
    lead = document.before(start, 8)
    return not _cue("not_at_school_unless").search(lead) and _stated(document, start, end)


def _stated(document: Document, start: int, end: int) -> bool:
    if asked_in_general(document, start):
        return False
    return stance(document, start, end) is Stance.STATED
