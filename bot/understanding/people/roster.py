"""The people of one message: each person once, under one label, however often named."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.understanding.people.mentions import Mention
from bot.understanding.reading import MemberSaid
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

UNIQUE = frozenset({"spouse", "father", "mother"})
CHILDREN = frozenset({"child", "son", "daughter"})


@dataclass
class _Person:
    label: str
    relation: str
    mention: Mention
    gone: Literal["dead", "left"] | None = None


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(load("people")[name])


@cache
def _gone() -> dict[Literal["dead", "left"], re.Pattern[str]]:
    patterns = load("people")["gone"]
    return {"dead": re.compile(patterns["dead"]), "left": re.compile(patterns["left"])}


class Roster:
    """Who was named so far, and which of them a further word means."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._persons: dict[str, _Person] = {}
        self._group: list[str] = []
        self._next_ordinal = 0

    def is_gone(self, label: str) -> bool:
        person = self._persons.get(label)
        return bool(person and person.gone)

    def relation(self, label: str) -> str:
        return self._persons[label].relation if label in self._persons else "self"

    def members(self) -> list[MemberSaid]:
        """Everybody in order of first mention."""
        return [
            MemberSaid(
                label=p.label, relation=p.relation, gone=p.gone,
                words=self.document.source.words(p.mention.start, p.mention.end),
                span=self.document.source.span(p.mention.start, p.mention.end),
            )
            for p in self._persons.values()
        ]  # fmt: skip

    def labels(self, mention: Mention) -> list[str]:
        """The labels a word for kin, or one of 大的, 小的, 一个, stands for, if any."""
        return self._ordinal(mention) if mention.kind == "ordinal" else self._kin(mention)

    def _kin(self, mention: Mention) -> list[str]:
        relation = mention.relation or "other"
        if relation == "pair":
            return self._as_pair(mention)
        if mention.count > 1:
            return self._as_group(mention, relation)
        label = self._known(relation, mention.word) or mention.word
        self.add(label, relation, mention)
        self._note_gone(label, mention)
        return [label]

    def _known(self, relation: str, word: str) -> str | None:
        if relation in UNIQUE:
            return next((p.label for p in self._persons.values() if p.relation == relation), None)
        children = [p for p in self._persons.values() if p.relation in CHILDREN]
        if relation == "child" and children and word not in self._persons:
            return children[-1].label
        if relation in CHILDREN and len(children) == 1 and children[0].relation == "child":
            children[0].relation = relation
            return children[0].label
        return None

    def _as_pair(self, mention: Mention) -> list[str]:
        """父母: two people in one word."""
        labels: list[str] = []
        for word, relation in load("people")["pairs"][mention.word].items():
            label = self._known(relation, word) or word
            self.add(label, relation, mention)
            self._note_gone(label, mention)
            labels.append(label)
        return labels

    def _as_group(self, mention: Mention, relation: str) -> list[str]:
        known = [label for label in self._group if self._persons[label].relation == relation]
        if len(known) == mention.count:
            return known
        labels = [f"{mention.word}{i + 1}" for i in range(mention.count)]
        for label in labels:
            self.add(label, relation, mention)
        if relation in CHILDREN:
            self._group, self._next_ordinal = labels, 0
        return labels

    def _ordinal(self, mention: Mention) -> list[str]:
        if _cue("not_ordinal").match(self.document.text, mention.end):
            return []
        if not self._group:
            if mention.word not in ("老大", "老二"):
                return []
            self.add(mention.word, "child", mention)
            return [mention.word]
        if mention.word.endswith("一个"):
            label = self._group[min(self._next_ordinal, len(self._group) - 1)]
            self._next_ordinal += 1
            return [label]
        return [self._group[0 if mention.relation == "first" else -1]]

    def add(self, label: str, relation: str, mention: Mention) -> None:
        """Somebody who may be known already."""
        self._persons.setdefault(label, _Person(label, relation, mention))

    def _note_gone(self, label: str, mention: Mention) -> None:
        for kind, pattern in _gone().items():
            if pattern.match(self.document.text, mention.end):
                self._persons[label].gone = kind
