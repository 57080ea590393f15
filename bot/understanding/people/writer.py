"""For whom somebody writes who does not say so: of a family one tells one's own."""

from typing import Literal

from bot.understanding.people.cast import Cast
from bot.understanding.text.document import Document

Voice = Literal["resident", "grid", "operator"]
Whose = Literal["self", "client"]
OWN = frozenset({"kin", "self", "household"})
OTHERS = frozenset({"case", "outsider"})
LONGEST_WORDS = 12


def for_whom(text: str, voice: Voice) -> tuple[Whose, str] | None:
    """For whom a telling of a household asks, and the words that show it.

    None where it is somebody else, or may be: whom one asks for, 楼上的老伯 named before the rest.
    An operator notes down when a caller asks for somebody else.
    """
    words = text.strip()[:LONGEST_WORDS]
    if voice == "grid":
        return "client", words
    document = Document.of(text)
    cast = Cast(document)
    if voice == "operator" and cast.asking is None:
        return "self", words
    first = next((one for one, _ in cast.mentions if one.kind in OWN | OTHERS), None)
    if cast.asking is not None or (first is not None and first.kind in OTHERS):
        return None
    return "self", document.source.words(first.start, first.end) if first else words
