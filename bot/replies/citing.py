"""Naming the clause: the section alone for the place's own document, else with its number."""

from __future__ import annotations

from eligibility import Door, Item, Screening
from eligibility.telling.screening import Document


def cited(part: Item | Door, screening: Screening) -> str:
    """“〔三(六)〕”, “〔社会救助法（2026） 第三十七条〕”."""
    own = screening.documents[0].number
    citation = part.citation
    return f"〔{'' if citation.document == own else citation.document + ' '}{citation.section}〕"


def dated(document: Document) -> str:
    """The number, with the year of issue where the number does not tell it."""
    year = str(document.issued.year)
    return document.number if year in document.number else f"{document.number}，{year}年印发"


def document_of(item: Item, screening: Screening) -> Document:
    """The document an item stands in."""
    return next(d for d in screening.documents if d.id == item.document)
