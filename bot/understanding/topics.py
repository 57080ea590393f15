"""What a question about policy asks: which matters, what of them, where, and what is feared."""

import re
from functools import cache
from typing import Literal, cast

from pydantic import Field

from bot.understanding.places.places import places
from bot.understanding.reading import Model, PlaceSaid
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

Occasion = Literal["stopped", "unanswered", "refused"]


class PolicyQuestion(Model):
    """One question, in the names of data/topics.yml; each list in the order of the text.

    `situations` are what might shut somebody out (a car, a son); `occasion` what went wrong;
    `subject` what no document here is about.
    """

    text: str
    topics: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    occasion: Occasion | None = None
    subject: str | None = None
    places: tuple[PlaceSaid, ...] = Field(default=())

    @property
    def asks(self) -> bool:
        """Whether anything is asked that an answer can be put together for."""
        return bool(self.topics or self.situations) and bool(self.aspects or self.situations)


def read_question(text: str) -> PolicyQuestion:
    """Everything `text` asks of policy; whether it is a question at all is for others to say."""
    document = Document.of(text)
    topics = _particular(_named("topics", document))
    if not topics or (len(topics) == 1 and _found("holders", document)):
        topics += [topic for topic in _hinted(document) if topic not in topics]
    asked = _named("aspects", document) or ["who"] * _found("whether", document)
    found = [one for one in places(document) if not one.denied]
    return PolicyQuestion(
        text=text,
        topics=tuple(topics),
        aspects=tuple(asked),
        situations=tuple(_all("situations", document)),
        occasion=cast("Occasion | None", _weightiest("occasions", document)),
        subject=_weightiest("subjects", document),
        places=tuple(one.said(document) for one in found),
    )


def looks_like_a_question(text: str) -> bool:
    """Whether a short text has anything of a question: 都没有 has not."""
    return bool(re.search(load("topics")["question_words"], text)) or read_question(text).asks


@cache
def _patterns(kind: str) -> re.Pattern[str]:
    """All patterns of a kind as one: at any place the first that fits is meant."""
    listed = load("topics")[kind].items()
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in listed))


@cache
def _each(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(words)) for name, words in load("topics")[kind].items())


def _named(kind: str, document: Document) -> list[str]:
    """The names of a kind, each once, where words of one are not taken for another's."""
    matches = _patterns(kind).finditer(document.text)
    return list(dict.fromkeys(str(match.lastgroup) for match in matches))


def _particular(topics: list[str]) -> list[str]:
    """小学免学杂费: schooling in general is not asked beside one stage of it."""
    kinds = load("topics")["general"]
    return [topic for topic in topics if not set(kinds.get(topic, ())) & set(topics)]


def _hinted(document: Document) -> list[str]:
    """化疗的钱能不能救助一点: the matter that is meant though nobody named it."""
    hint = _weightiest("hinted", document)
    return [hint] if hint and _found("help", document) else []


def _found(name: str, document: Document) -> bool:
    return bool(re.search(load("topics")[name], document.text))


def _all(kind: str, document: Document) -> list[str]:
    """The names of a kind that fit, in the order of the text; 有房有车 is both."""
    found = [(m.start(), name) for name, words in _each(kind) if (m := words.search(document.text))]
    return [name for _, name in sorted(found, key=lambda one: one[0])]


def _weightiest(kind: str, document: Document) -> str | None:
    """Of the names of a kind that fit, the one that the data lists first."""
    return next((name for name, words in _each(kind) if words.search(document.text)), None)
