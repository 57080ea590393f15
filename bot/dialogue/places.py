"""Which of the places a name may mean is one whose documents are here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.understanding import PlaceSaid
from bot.understanding.places.gazetteer import Place
from eligibility import Setting

PLACE_FACTS = ("jurisdiction", "district")


def covered(said: Sequence[PlaceSaid], places: Iterable[str]) -> list[Setting]:
    """鼓楼区 is also a district of three other cities: here it is the one of 福州.

    `places` are the jurisdictions with documents. Empty where none or several of them are meant.
    """
    known = set(places)
    meant = [place for one in said for place in _meanings(one) if place.jurisdiction in known]
    if len({place.jurisdiction for place in meant}) != 1:
        return []
    told = [Setting(fact="jurisdiction", value=meant[0].jurisdiction)]
    districts = {place.district for place in meant}
    district = districts.pop() if len(districts) == 1 else None
    return [*told, Setting(fact="district", value=district)] if district else told


def too_wide(said: Sequence[PlaceSaid]) -> bool:
    """福建: a province in which some places have documents and others have none."""
    return any(place.jurisdiction is None for one in said for place in _meanings(one))


def _meanings(said: PlaceSaid) -> list[Place]:
    if said.candidates:
        return [Place(**{k: v or None for k, v in one.items()}) for one in said.candidates]  # type: ignore[arg-type]
    return [Place(said.province or "", said.city, said.county, said.street)]
