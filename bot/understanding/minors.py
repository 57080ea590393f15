"""Whether a child under 14 is writing: by their age, or by the school they are at now."""

from __future__ import annotations

from bot.understanding.reading import SELF, Reading
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues

YOUNGEST = 14
"""From this age on one answers for oneself."""

_cue = cues("minors")


def child_writes(reading: Reading) -> bool:
    """Whether the writer of `reading` tells that they are a child under 14.

    Not where the message is for somebody else, whose age stands under 本人.
    """
    if reading.household().get("asking_for") not in (None, "self"):
        return False
    age = reading.of(SELF).get("age")
    years = age.get("high") if isinstance(age, dict) else age
    if isinstance(years, (int, float)):
        return years < YOUNGEST and _is_the_writer(reading)
    document = Document.of(reading.text)
    found = _cue("school").search(document.text)
    if found is None:
        return False
    start, end = document.clause(found.start())
    return not _cue("unless").search(document.text[start:end])


def _is_the_writer(reading: Reading) -> bool:
    """男12 in a note, 户主 or 隔壁 are somebody else, under the label of the one it is about."""
    own = next((member for member in reading.members if member.label == SELF), None)
    return own is not None and own.words.startswith(("我", "俺", "本人", "阮", "咱"))
