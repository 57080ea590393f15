"""The parts of an answer: what is affirmed and what denied, part by part.

“老大有，老二没有”, “没低保，有特困”, “前两个有”, “除了第三个都有”, “不是我，是我女儿”.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues

READ_AT_MOST = 400
Kind = Literal["ref", "rest", "all", "but", "yes", "no", "also"]
KINDS: dict[str, Kind] = {
    "rest": "rest", "all": "all", "but": "but", "yes": "yes", "no": "no", "also": "also",
}  # fmt: skip


class Token(NamedTuple):
    """One word that counts: who or what is spoken of, or how it stands."""

    start: int
    end: int
    kind: Kind
    ids: tuple[str, ...] = ()


@dataclass
class Parts:
    """What is said of whom; what is named without a word on how it stands is affirmed."""

    yes: list[str] = field(default_factory=list)
    no: list[str] = field(default_factory=list)

    def put(self, ids: Iterable[str], *, holds: bool) -> None:
        """The last word on something counts."""
        for one in ids:
            for kept in (self.yes, self.no):
                if one in kept:
                    kept.remove(one)
            (self.yes if holds else self.no).append(one)


_pattern = cues("answers", "parts")


def parts(
    document: Document, refs: Sequence[Token], everything: Sequence[str], *, listed: bool = False
) -> Parts:
    """What `document` says of `refs`, places in it that stand for some of `everything`; `listed`:
    for options of a list, not people."""
    return _Scan(document, _tokens(document, refs, listed=listed), everything).result()


def _tokens(document: Document, refs: Sequence[Token], *, listed: bool) -> list[Token]:
    """The words that count from left to right, none within another."""
    text = document.text[:READ_AT_MOST]
    taken = {place for ref in refs for place in range(ref.start, ref.end)}
    found = [ref for ref in refs if ref.end <= READ_AT_MOST]
    for m in _pattern("words").finditer(text):
        if listed and _pattern("denies_nothing").match(text, m.start()):
            continue
        if taken.isdisjoint(range(*m.span())):
            found.append(Token(*m.span(), KINDS[str(m.lastgroup)]))
    return sorted(found)


class _Scan:
    """One text read from left to right."""

    def __init__(
        self, document: Document, tokens: Sequence[Token], everything: Sequence[str]
    ) -> None:
        self._document = document
        self._tokens = tokens
        self._everything = everything
        self._found = Parts()
        self._waiting: list[str] = []
        self._ended = 0
        self._leads: bool | None = None
        self._denied_at = -1
        self._but = self._others = self._everybody = False
        self._clause: tuple[int, int] | None = None

    def result(self) -> Parts:
        """What every token tells, in their order."""
        for token in self._tokens:
            self._enter(token)
            match token.kind:
                case "ref":
                    self._named(token)
                case "rest":
                    self._the_others(token)
                case "all":
                    self._others = self._others or self._but
                    self._everybody = not self._but and not self._waiting
                case "but":
                    self._settle()
                    self._but = True
                case "also":
                    self._as_well()
                case "yes" | "no":
                    self._stands(token, holds=token.kind == "yes")
        self._settle()
        return self._found

    def _enter(self, token: Token) -> None:
        """In a new clause what was said of somebody is over; a bare list of names goes on."""
        clause = self._document.clause(token.start)
        if clause == self._clause:
            return
        if self._waiting and not self._but and self._says(self._ended, token.start):
            self._settle()
        self._clause, self._leads, self._everybody, self._denied_at = clause, None, False, -1

    def _says(self, start: int, end: int) -> bool:
        """Whether something is said between two places, beyond what joins names."""
        return not _pattern("joining").fullmatch(self._document.text[start:end])

    def _named(self, token: Token) -> None:
        if self._leads is not None and not self._waiting:
            self._found.put(token.ids, holds=self._leads)
            return
        if token.start == self._denied_at:
            # 低保没有特困: nobody can tell which of the two is denied.
            return
        if self._waiting and not self._but and self._says(self._ended, token.start):
            self._settle()
        self._waiting += token.ids
        self._ended = token.end

    def _the_others(self, token: Token) -> None:
        if self._but:
            self._others = True
            return
        self._settle()
        others = self._but_for(self._found.yes + self._found.no)
        stands = _pattern("stands").match(self._document.after(token.end, 6))
        if self._leads is not None and not stands:
            self._found.put(others, holds=self._leads)
        else:
            self._waiting, self._ended = others, token.end

    def _but_for(self, ids: Iterable[str]) -> list[str]:
        named = set(ids)
        return [one for one in self._everything if one not in named]

    def _as_well(self) -> None:
        """除了低保还有特困: both."""
        if self._but:
            self._but = False
            self._settle()

    def _stands(self, token: Token, *, holds: bool) -> None:
        if "都" in self._document.text[token.start : token.end]:
            self._others = self._others or self._but
            self._everybody = not self._but and not self._waiting
        if self._but and self._waiting:
            others = self._but_for(self._waiting) if self._others else []
            self._found.put(others, holds=holds)
            self._found.put(self._waiting, holds=holds is not self._others)
            self._waiting, self._but, self._others = [], False, False
        elif self._waiting and (self._ends(token.start) or self._says(self._ended, token.start)):
            self._settle()
            self._leads = holds
        elif self._waiting:
            self._found.put(self._waiting, holds=holds)
            self._waiting = []
            self._denied_at = -1 if holds else token.end
        elif (
            self._everybody and not self._says(self._document.clause(token.start)[0], token.start)
        ) and _pattern("clause_end").match(self._document.after(token.end, 4) + " "):
            self._found.put(self._everything, holds=holds)
        elif not (self._leads is False and self._relative(token)):
            self._leads = holds
        self._everybody = False

    def _ends(self, place: int) -> bool:
        """证过期了没去换: what stands before 了 is said of itself."""
        return self._document.before(place, 1) == "了"

    def _relative(self, token: Token) -> bool:
        """没上学的是小女儿: who is named is denied."""
        return self._document.before(token.start, 1) == "的"

    def _settle(self) -> None:
        """Who waits for a word on how they stand was named because it holds for them."""
        if self._but and self._others:
            self._found.put(self._but_for(self._waiting), holds=True)
        if not self._but or self._others:
            self._found.put(self._waiting, holds=not self._but)
        self._waiting, self._but, self._others = [], False, False
