"""The administrative divisions: full and short names with where they lie."""

import re
from dataclasses import dataclass
from functools import cache

from bot.understanding.places.divisions import Path, divisions
from bot.understanding.text.lexicon import load

SUFFIX = re.compile(r"(?:特别行政区|自治[区州县旗]|地区|林区|特区|街道|[省市县区盟旗镇乡])$")
FORMER = {
    "street": re.compile(r"镇|乡(?![下里村])|街道"),
    "county": re.compile(r"[县区]|市(?![场民里区内])"),
}
"""Classes a town or county may have had: people go on saying 长乐市 and 马巷镇."""
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

    def parts(self) -> Path:
        return self.province, self.city, self.county, self.street

    @property
    def jurisdiction(self) -> str | None:
        """minhou, fuzhou, xiamen, guzhang; "other" for elsewhere; None when too wide to tell."""
        if self.county in SERVED_COUNTIES:
            return SERVED_COUNTIES[self.county]
        if self.city in SERVED_CITIES:
            return SERVED_CITIES[self.city]
        if self.city is None and self.county is None and self.province in ("福建省", "湖南省"):
            return None
        if self.county is None and self.city and self.city.startswith("湘西"):
            return None
        return "other"

    @property
    def district(self) -> str | None:
        """The county, district or zone inside the jurisdiction, where that is a city."""
        if self.jurisdiction not in SERVED_CITIES.values():
            return None
        return self.county or (load("places")["zones"].get(self.street) if self.street else None)

    @property
    def path(self) -> str:
        """福建省/福州市/闽侯县/上街镇: one name for it, read back by `at`."""
        return "/".join(part or "" for part in self.parts()).rstrip("/")

    @classmethod
    def at(cls, path: str) -> "Place":
        """The place of a path."""
        province, *below = (part or None for part in path.split("/"))
        return cls(province or "", *below)

    @property
    def here(self) -> bool:
        """Whether it lies in one of the places served."""
        return self.jurisdiction not in (None, "other")


@cache
def names() -> dict[str, list[Place]]:
    """Every name, full or short, with the places it may mean."""
    found: dict[str, list[Place]] = {}
    for place in all_places():
        full = own_name(place)
        for name in dict.fromkeys((full, short(full))):
            found.setdefault(name, []).append(place)
    for word in load("places")["words"]:
        del found[word]
    for kind in ("also_called", "known_as", "not_alone"):
        for other, right in load("places")[kind].items():
            found[other] = found[right]
    return found


def renamed(name: str) -> list[Place]:
    """新店镇: served towns of that name whatever their class, 翔安's 新店街道 among them."""
    return [place for place in names().get(short(name), ()) if place.street and place.here]


def formerly(name: str, text: str, end: int) -> tuple[int, list[Place]]:
    """长乐 in 长乐市: where the name with its former class ends, and what it means."""
    for level, pattern in FORMER.items():
        match = pattern.match(text, end)
        meant = [p for p in names()[name] if _level(p) == level and (p.here or level == "county")]
        if match and meant:
            return match.end(), meant
    return end, []


def own_name(place: Place) -> str:
    """The name of the place itself, without what it lies in."""
    return next(part for part in reversed(place.parts()) if part)


def _level(place: Place) -> str | None:
    return "street" if place.street else "county" if place.county else None


@cache
def full_names() -> frozenset[str]:
    """The names that are official in full."""
    return frozenset({own_name(p) for p in all_places()} | set(load("places")["also_called"]))


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
def all_places() -> tuple[Place, ...]:
    """Every province, city and county, the towns served, and the zones that are no division."""
    known = tuple(Place(*path) for path in divisions(_with_towns()))
    return known + tuple(Place.at(path) for path in load("places")["zone_paths"])


@cache
def namesakes() -> dict[str, tuple[Place, ...]]:
    """白沙镇: the towns elsewhere that are called like one that is served."""
    served = frozenset(place.street for place in all_places() if place.street)
    found: dict[str, list[Place]] = {}
    for place in (Place(*path) for path in divisions(frozenset(), served)):
        if place.street and not place.here:
            found.setdefault(place.street, []).append(place)
    return {name: tuple(places) for name, places in found.items()}


def _with_towns() -> frozenset[Path]:
    return frozenset(Place.at(path).parts() for path in load("places")["counties_with_towns"])
