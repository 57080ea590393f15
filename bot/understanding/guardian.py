"""Whether a grown-up says that they are there, for a child under 14 who was speaking."""

from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues

_cue = cues("guardian")


def says_a_grown_up_is_here(text: str) -> bool | None:
    """True: 我是他爷爷, 我妈来了; False: 大人不在, 就我一个人; None where neither is said."""
    said = Document.of(text).text
    if _cue("absent").search(said):
        return False
    return True if _cue("here").search(said) else None
