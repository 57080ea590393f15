"""Number and place phrases: a phrase is right when all in it is found, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from benchmarks.understanding.cases import NumberPhrase, PlacePhrase
from benchmarks.understanding.values import same
from bot.understanding import read_message

Wrong = tuple[str, Any, Any]
"""The sentence, what was expected, what was read."""


def numbers(phrases: Iterable[NumberPhrase]) -> list[Wrong]:
    """The sentences whose quantities are not exactly those expected."""
    wrong: list[Wrong] = []
    for phrase in phrases:
        read = read_message(phrase.text).to_json()["quantities"]
        if not _matched(phrase.expect, read, _same_quantity):
            wrong.append((phrase.text, list(phrase.expect), read))
    return wrong


def places(phrases: Iterable[PlacePhrase]) -> list[Wrong]:
    """The sentences whose places are not exactly those expected."""
    wrong: list[Wrong] = []
    for phrase in phrases:
        read = read_message(phrase.text).to_json()["places"]
        if not _matched(phrase.expect, read, _same_place):
            wrong.append((phrase.text, list(phrase.expect), read))
    return wrong


def _matched(
    gold: tuple[dict[str, Any], ...],
    read: list[dict[str, Any]],
    agree: Callable[[dict[str, Any], dict[str, Any]], bool],
) -> bool:
    left = list(read)
    for one in gold:
        found = next((other for other in left if agree(one, other)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def _same_quantity(gold: dict[str, Any], read: dict[str, Any]) -> bool:
    """Kind and value; an exact value must be exact."""
    if gold["kind"] != read["kind"] or ("value" in gold and "low" not in gold) != (
        "low" not in read and "high" not in read
    ):
        return False
    if gold["kind"] == "age" and gold.get("unit", "岁") != read.get("unit", "岁"):
        return False
    if "low" in gold or "high" in gold:
        return same({k: gold.get(k) for k in ("low", "high")},
                    {k: read.get(k) for k in ("low", "high")})  # fmt: skip
    return bool(gold["value"] == read.get("value"))


def _same_place(gold: dict[str, Any], read: dict[str, Any]) -> bool:
    """Province, city, county, role, and whether it means several places."""
    keys = ("province", "city", "county", "role")
    several = bool(gold.get("several", gold.get("candidates")))
    return all(gold.get(key) == read.get(key) for key in keys) and several == bool(
        read["candidates"]
    )
