"""The administrative divisions: full and short names with where they lie."""

import json
import re
from dataclasses import dataclass
from functools import cache

from bot.understanding.text.lexicon import DATA, load

SUFFIX = re.compile(
    r"(?:特别行政区|综合实验区|自治[区州县旗]|地区|林区|特区|街道|[省市县区盟旗镇乡])$"
)
SERVED_CITIES = {"福州市": "fuzhou", "厦门市": "xiamen"}
SERVED_COUNTIES = {"闽侯县": "minhou", "古丈县": "guzhang"}


@dataclass(frozen=True)
class Place:
    """A division with all that lies above it, by full official names."""

    province: str
    city: str | None = None
    county: str | None = None
    street: str | None = None

    def inside(self, other: "Place") -> bool:
        """Whether this is `other` or lies in it."""
        pairs = zip(self.parts(), other.parts(), strict=True)
        return all(theirs is None or mine == theirs for mine, theirs in pairs)

    def parts(self) -> tuple[str | None, ...]:
        return self.province, self.city, self.county, self.street

    @property
    def jurisdiction(self) -> str | None:
        """minhou, fuzhou, xiamen, guzhang; "other" for elsewhere; None when too wide to tell."""
        if self.county in SERVED_COUNTIES:
            return SERVED_COUNTIES[self.county]
        if self.city in SERVED_CITIES:
            return SERVED_CITIES[self.city]
        if self.city is None and self.province in ("福建省", "湖南省"):
            return None
        if self.county is None and self.city and self.city.startswith("湘西"):
            return None
        return "other"

    @property
    def district(self) -> str | None:
        """The county or district inside the jurisdiction, where that is a city."""
        return self.county if self.jurisdiction in SERVED_CITIES.values() else None


@cache
def names() -> dict[str, list[Place]]:
    """Every name, full or short, with the places it may mean."""
    found: dict[str, list[Place]] = {}
    for place in _all_places():
        full = next(part for part in reversed(place.parts()) if part)
        for name in dict.fromkeys((full, short(full))):
            found.setdefault(name, []).append(place)
    for wrong, right in load("places")["misspelt"].items():
        found[wrong] = found[right]
    return found


@cache
def full_names() -> frozenset[str]:
    """The names that are official in full."""
    ends = {next(part for part in reversed(p.parts()) if part) for p in _all_places()}
    return frozenset(ends | set(load("places")["misspelt"]))


@cache
def by_start() -> dict[str, list[str]]:
    """Names by their first two characters, the longest first."""
    index: dict[str, list[str]] = {}
    for name in sorted(names(), key=len, reverse=True):
        index.setdefault(name[:2], []).append(name)
    return index


def short(full: str) -> str:
    """福州市 → 福州, 湘西土家族苗族自治州 → 湘西; a name that would be one character stays."""
    bare = SUFFIX.sub("", full)
    bare = re.sub(rf"(?:{load('places')['ethnic']})+$", "", bare) or bare
    return bare if len(bare) >= 2 else full


@cache
def _all_places() -> tuple[Place, ...]:
    data = json.loads((DATA / "divisions.json").read_text(encoding="utf-8"))
    found: list[Place] = []
    for province, cities in data["divisions"].items():
        found.append(Place(province))
        for city, counties in cities.items():
            if city and city != province:
                found.append(Place(province, city))
            found += [Place(province, city or None, county) for county in counties]
    for path, streets in data["streets"].items():
        province, city, county = path.split("/")
        found += [Place(province, city, county, street) for street in streets]
    return tuple(found)
