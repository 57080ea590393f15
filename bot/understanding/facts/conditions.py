"""What is told of persons: illness, care, schooling, work, and the plain rules."""

from collections.abc import Iterator

from bot.understanding.facts.acts import acts_hits
from bot.understanding.facts.disability import Disability, certificate_hits
from bot.understanding.facts.hits import Hit, asked_in_general, cue, longest, plain_hits
from bot.understanding.facts.illness import illness_hits
from bot.understanding.facts.parents import parents_hits
from bot.understanding.facts.schooling import schooling_hits
from bot.understanding.facts.work import work_hits
from bot.understanding.text.document import Document
from bot.understanding.text.stance import Stance, asks, sentence_after, sentence_before, stance

AGE_BEFORE, AGE_AFTER = 40, 10


def condition_hits(document: Document, disabilities: list[Disability]) -> list[Hit]:
    """Facts read from words alone, the longest where words overlap."""
    found = [*plain_hits(document), *schooling_hits(document), *work_hits(document)]
    found += certificate_hits(document, disabilities)
    found += _elders_alone(document)
    found += acts_hits(document)
    return [*longest(found), *illness_hits(document), *parents_hits(document)]


def _elders_alone(document: Document) -> Iterator[Hit]:
    """她88岁了，一个人住: whoever is told to be old and to live alone."""
    if cue("in_a_home").search(document.text):
        return
    for m in cue("lives_alone").finditer(document.text):
        if asked_in_general(document, m.start()) or not _is_old(document, *m.span()):
            continue
        if stance(document, *m.span()) is Stance.STATED:
            asked = asks(document, m.start())
            yield Hit("empty_nest_or_alone_elder", True, *m.span(), "member", asked)


def _is_old(document: Document, start: int, end: int) -> bool:
    """Whether the one who lives alone is called old, or 60 and more, beside it."""
    if cue("old").search(sentence_after(document, end, AGE_AFTER)):
        return True
    lead = sentence_before(document, start, AGE_BEFORE)
    told = list(cue("old").finditer(lead))
    return bool(told) and not cue("somebody_else").search(lead[told[-1].end() :])
