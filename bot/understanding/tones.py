"""In what tone a message is sent: abuse, anger, sorrow, tears of thanks; and a loss told in it."""

from __future__ import annotations

import re
from typing import Any, Literal

from bot.understanding.emergency import emergency
from bot.understanding.people.writer import for_whom
from bot.understanding.reader import read_message
from bot.understanding.reading import MemberSaid, Model, Reading
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, load

Tone = Literal["abuse", "sorrow", "thanks_tears", "anger"]
NEAR = 12
"""How far before an insult those are named whom it is about."""
AROUND = 14
"""How far around the word for somebody their death is told."""

_cue = cues("tones")


class Loss(Model):
    """Somebody whose death a message tells: the label of the person and the relation to the writer.

    `lately` is False where it is some months ago, or the message does not tell when.
    """

    label: str
    relation: str
    lately: bool


def tone_of(text: str) -> Tone | None:
    """The tone where it is what the message is about; None for a telling, a question, a danger.

    What somebody in danger says is answered as the danger.
    """
    document = Document.of(text)
    if emergency(document) is not None:
        return None
    tone = _tone(document)
    if tone is None:
        return "sorrow" if _is_a_loss_alone(document) else None
    told = read_message(text).facts
    return None if len(told) >= load("tones")["facts"] else tone


def mood_in(text: str) -> Literal["anger", "sorrow"] | None:
    """Anger or sorrow in a message that is about more; for one sentence before the rest."""
    regular = Document.of(text).text
    if _angry(regular) and not re.search(load("tones")["anger"]["unless"], regular):
        return "anger"
    return "sorrow" if re.search(load("tones")["sorrow"]["words"], regular) else None


def loss(reading: Reading) -> Loss | None:
    """The death that a message tells of somebody close to the writer; None where it was years ago.

    None, too, where nobody knows (missing at sea), and where it is told of another family.
    """
    document = Document.of(reading.text)
    if for_whom(reading.text, "resident") is None or _cue("told_by_others").search(document.text):
        return None
    for member in reading.members:
        if member.gone == "dead":
            when = _when(document, member)
            if when is not None:
                return Loss(label=member.label, relation=member.relation, lately=when)
    return None


def _tone(document: Document) -> Tone | None:
    if _is_abuse(document):
        return "abuse"
    feelings: tuple[Tone, ...] = ("thanks_tears", "sorrow", "anger")
    return next((tone for tone in feelings if _is_told(tone, document)), None)


# -- abuse ----------------------------------------------------------------------------------------


def _is_abuse(document: Document) -> bool:
    """An insult of whoever reads this or sits at the office, or nothing but an insult."""
    text = document.text
    spared = [m.span() for m in _cue("no_insult").finditer(text)]
    for m in _cue("insult").finditer(text):
        if any(start < m.end() and m.start() < end for start, end in spared):
            continue
        before = text[max(0, m.start() - NEAR) : m.start()]
        if _cue("you").search(before) or _cue("you_after").match(text, m.end()):
            return True
        if _cue("aimed").search(m[0]) or _is_nothing_else(text, m):
            return True
    return False


def _is_nothing_else(text: str, insult: re.Match[str]) -> bool:
    alone = _cue("alone")
    left = bool(alone.fullmatch(text[: insult.start()]))
    rest = _cue("insult").sub("", text[insult.end() :])
    return left and bool(alone.fullmatch(rest))


# -- feelings -------------------------------------------------------------------------------------


def _is_told(tone: Tone, document: Document) -> bool:
    words: dict[str, Any] = load("tones")[tone]
    text = document.text
    if len(text) > words["longest"] or re.search(words["unless"], text):
        return False
    return _angry(text) if tone == "anger" else bool(re.search(words["words"], text))


def _angry(text: str) -> bool:
    return bool(re.search(load("tones")["anger"]["words"], text) or _cue("curse").search(text))


def _is_a_loss_alone(document: Document) -> bool:
    """老伴昨天走了: hardly more is told than a death of these days."""
    words = load("tones")
    if len(document.text) > words["loss_alone"]:
        return False
    if re.search(words["sorrow"]["unless"], document.text):
        return False
    reading = read_message(document.source.raw)
    found = loss(reading)
    return found is not None and found.lately and not reading.facts


def _when(document: Document, member: MemberSaid) -> bool | None:
    """True for a death of these days, False for one some time ago, None where nothing is said."""
    start, end = member.span
    raw = document.source.raw
    near = raw[max(0, start - AROUND // 2) : end + AROUND]
    if _cue("long_ago").search(near) or _cue("uncertain").search(raw[start : end + 2 * AROUND]):
        return None
    lately = bool(_cue("lately").search(near))
    data = load("tones")
    if member.relation in data["close"] and member.label[-1:].isalpha():
        return lately
    if member.relation in data["parents"] and (
        lately or _cue("not_long").search(raw[max(0, start - 3) : end + AROUND])
    ):
        return lately
    return None
