"""Where somebody lives: which place a name means, and which of two administrations is theirs."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from bot.replies import phrase
from bot.understanding import PlaceSaid
from bot.understanding.places.gazetteer import Place, own_name, short
from bot.understanding.places.places import named
from eligibility import UNKNOWN, Choice, Household, Question, Setting

PLACE_FACTS = ("jurisdiction", "district")
OFFICE, WHICH = "place_office", "place_which"
PLACE_QUESTIONS = frozenset({OFFICE, WHICH})
ELSEWHERE = "none"


class Side(BaseModel):
    """One of the two administrations, and whose documents it goes by."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    label: str
    jurisdiction: str
    district: str | None = None

    @property
    def told(self) -> list[Setting]:
        return settings(self.jurisdiction, self.district)


class TwoOffices(BaseModel):
    """Towns that two administrations look after."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    towns: list[str]
    also: str
    since: int | None
    choices: list[Side]

    @property
    def kept(self) -> Side:
        """Whose the town is on the map."""
        return self.choices[0]


# -- the places of a name -----------------------------------------------------------------------


def covered(said: Sequence[PlaceSaid], places: Iterable[str]) -> list[Setting]:
    """鼓楼区 is also a district of three other cities: here it is the one of 福州.

    `places` are the jurisdictions with documents. Empty where none or several of them are meant.
    """
    meant = meanings(said, places)
    if len({place.jurisdiction for place in meant}) != 1:
        return []
    districts = {place.district for place in meant}
    return settings(str(meant[0].jurisdiction), districts.pop() if len(districts) == 1 else None)


def meanings(said: Sequence[PlaceSaid], places: Iterable[str]) -> list[Place]:
    """What the names mean among the places with documents."""
    known = set(places)
    return [place for one in said for place in _meanings(one) if place.jurisdiction in known]


def served(paths: Iterable[object], places: Iterable[str]) -> list[str]:
    """Those of the paths that lie in places with documents."""
    known = set(places)
    return [path for path in map(str, paths) if Place.at(path).jurisdiction in known]


def too_wide(said: Sequence[PlaceSaid]) -> bool:
    """福建: a province in which some places have documents and others have none."""
    return any(place.jurisdiction is None for one in said for place in _meanings(one))


def settings(jurisdiction: str, district: str | None) -> list[Setting]:
    """The facts that a place tells."""
    told = [Setting(fact="jurisdiction", value=jurisdiction)]
    return [*told, Setting(fact="district", value=district)] if district else told


def _meanings(said: PlaceSaid) -> list[Place]:
    if said.candidates:
        return [Place(**{k: v or None for k, v in one.items()}) for one in said.candidates]  # type: ignore[arg-type]
    return [Place(said.province or "", said.city, said.county, said.street)]


# -- two administrations ------------------------------------------------------------------------


@functools.cache
def _two_offices() -> dict[str, TwoOffices]:
    """By town."""
    path = Path(__file__).with_name("two_offices.yml")
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = [TwoOffices.model_validate(one) for one in loaded]
    return {town: offices for offices in found for town in offices.towns}


def shared_town(words: Sequence[str]) -> str | None:
    """The town that is named last, where two administrations look after it."""
    towns = [place.path for one in words for place in named(one)]
    return next((town for town in reversed(towns) if town in _two_offices()), None)


def names_a_town(words: Sequence[str]) -> bool:
    """Whether a town or street is named, not only where it lies."""
    return any(place.street for one in words for place in named(one))


def kept(towns: Sequence[str]) -> Side | None:
    """Whose a town is as long as nobody knows which window counts."""
    offices = _two_offices().get(towns[0]) if len(towns) == 1 else None
    return offices.kept if offices else None


# -- the questions ------------------------------------------------------------------------------


def place_question(places: Sequence[str], household: Household) -> Question | None:
    """What is still to be asked of a name that was told; None when nothing is.

    `places` are the paths of what it may mean here.
    """
    if not places:
        return None
    known = household.jurisdiction
    offices = _two_offices().get(places[0]) if len(places) == 1 else None
    if offices is not None:
        on_the_map = known in (None, offices.kept.jurisdiction)
        is_open = on_the_map and OFFICE not in household.asked
        return _office_question(places[0], offices, sure=known is not None) if is_open else None
    return _which_question(places) if known is None and WHICH not in household.asked else None


def _office_question(town: str, offices: TwoOffices, *, sure: bool) -> Question:
    """`sure`: nobody doubts that this town is meant."""
    sides = [
        Choice(id=side.id, label=phrase("place_office_side", side=side.label), sets=side.told)
        for side in offices.choices
    ]
    return Question(
        question=OFFICE,
        text=phrase("place_office", town=short(own_name(Place.at(town))), also=offices.also),
        why=phrase("place_office_why"),
        stage="core",
        facts=[],
        choices=[*sides, *([] if sure else [_elsewhere()]), _unknown()],
    )


def _which_question(paths: Sequence[str]) -> Question:
    found = [Place.at(path) for path in paths]
    choices = [
        Choice(
            id=f"place{number}",
            label="".join(part for part in place.parts()[1:] if part),
            sets=settings(str(place.jurisdiction), place.district),
        )
        for number, place in enumerate(found, 1)
    ]
    return Question(
        question=WHICH,
        text=phrase("place_which", place=short(own_name(found[0]))),
        why=phrase("place_which_why"),
        stage="core",
        facts=[],
        choices=[*choices, _elsewhere(), _unknown()],
    )


def _elsewhere() -> Choice:
    return Choice(id=ELSEWHERE, label=phrase("place_elsewhere"))


def _unknown() -> Choice:
    return Choice(id=UNKNOWN, label=phrase("place_unsure"))
