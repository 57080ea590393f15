"""What is told of persons: illness, care, schooling, work, and the plain rules."""

from bot.understanding.facts.disability import Disability, certificate_hits
from bot.understanding.facts.hits import Hit, longest, plain_hits
from bot.understanding.facts.illness import illness_hits
from bot.understanding.facts.parents import parents_hits
from bot.understanding.facts.schooling import schooling_hits
from bot.understanding.facts.work import work_hits
from bot.understanding.text.document import Document


def condition_hits(document: Document, disabilities: list[Disability]) -> list[Hit]:
    """Facts read from words alone, the longest where words overlap."""
    found = [*plain_hits(document), *schooling_hits(document), *work_hits(document)]
    found += certificate_hits(document, disabilities)
    return [*longest(found), *illness_hits(document), *parents_hits(document)]
