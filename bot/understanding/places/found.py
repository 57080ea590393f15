"""A place found in a message, with all it may mean."""

from dataclasses import dataclass

from bot.understanding.places.gazetteer import Place, namesakes
from bot.understanding.reading import PlaceSaid, Role
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load


@dataclass(frozen=True)
class Found:
    """A stretch text[start:end] that names a place, with all it may mean.

    `loose`: what it may mean beside another place; `alone`: whether it may be an answer;
    `denied`: nobody of the household lives or works there (不是福州的, 去福州看病, 以前在福州);
    `together`: the writer is there with whoever is named (我带孩子住福清).
    """

    start: int
    end: int
    candidates: tuple[Place, ...]
    role: Role | None = None
    loose: tuple[Place, ...] = ()
    origin: bool = False
    cued: bool = True
    alone: bool = True
    denied: bool = False
    together: bool = False

    @property
    def place(self) -> Place | None:
        """The place, when there is only one."""
        return self.candidates[0] if len(self.candidates) == 1 else None

    @property
    def jurisdiction(self) -> str | None:
        """Where all candidates lie, if that is one place that is told apart."""
        found = {candidate.jurisdiction for candidate in self.meant}
        return found.pop() if len(found) == 1 else None

    @property
    def district(self) -> str | None:
        """The district in which all candidates lie, if that is one."""
        found = {candidate.district for candidate in self.meant}
        return found.pop() if len(found) == 1 else None

    @property
    def meant(self) -> tuple[Place, ...]:
        """The candidates that somebody can mean who names the place to us."""
        first = load("places")["served_first"]
        return tuple(c for c in self.candidates if c.county in first) or self.candidates

    def said(self, document: Document) -> PlaceSaid:
        """The place as the contract shows it."""
        named = (*self.candidates, *self._namesakes(document))
        shared = _shared(named)
        several = named if len(named) > 1 else ()
        return PlaceSaid(
            text=document.source.words(self.start, self.end),
            span=document.source.span(self.start, self.end),
            province=shared[0], city=shared[1], county=shared[2], street=shared[3], role=self.role,
            candidates=tuple(
                {"province": c.province, "city": c.city, "county": c.county, "street": c.street}
                for c in several
            ),
        )  # fmt: skip

    def _namesakes(self, document: Document) -> tuple[Place, ...]:
        """洪山镇 where nobody says that they live there: it may lie elsewhere, too."""
        return () if self.role else namesakes().get(document.text[self.start : self.end], ())


def _shared(candidates: tuple[Place, ...]) -> list[str | None]:
    """What all have in common, from the province down: 西湖区 of two cities is not one county."""
    shared: list[str | None] = []
    same = True
    for parts in zip(*(c.parts() for c in candidates), strict=True):
        same = same and len(set(parts)) == 1
        shared.append(parts[0] if same else None)
    return shared
