"""A place found in a message, with all it may mean."""

from dataclasses import dataclass

from bot.understanding.places.gazetteer import Place
from bot.understanding.reading import PlaceSaid, Role
from bot.understanding.text.document import Document


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
        found = {candidate.jurisdiction for candidate in self.candidates}
        return found.pop() if len(found) == 1 else None

    def said(self, document: Document) -> PlaceSaid:
        """The place as the contract shows it."""
        shared = [
            parts[0] if len(set(parts)) == 1 else None
            for parts in zip(*(c.parts() for c in self.candidates), strict=True)
        ]
        several = self.candidates if len(self.candidates) > 1 else ()
        return PlaceSaid(
            text=document.source.words(self.start, self.end),
            span=document.source.span(self.start, self.end),
            province=shared[0], city=shared[1], county=shared[2], street=shared[3], role=self.role,
            candidates=tuple(
                {"province": c.province, "city": c.city, "county": c.county, "street": c.street}
                for c in several
            ),
        )  # fmt: skip
