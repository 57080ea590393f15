"""Households and words for the tests of what staff is told."""

from __future__ import annotations

import re
from typing import Any

from bot.replies import Reply
from bot.replies.staff import as_usual, grid_result, operator_result
from eligibility import Library
from tests.replies.conftest import AUTUMN, Told, tell

NEVER = re.compile(r"恭喜|(?<!不)一定|(?<!低)保证|您能领|可以领取|[！!]|(?<!建档立卡)贫困户|穷人")
ALOUD, PRIVATE = "【可念】", "【仅供您看】"


def note(place: str | None, household: dict[str, Any], *members: dict[str, Any]) -> dict[str, Any]:
    """What a short note tells of a household: nothing but what is given here."""
    told = {"jurisdiction": place, "household": household, "members": list(members)}
    return {"household": told}


def grid(
    library: Library, case: dict[str, Any], kinds: tuple[str, ...] = (), label: str = ""
) -> list[Reply]:
    told = _told(library, case)
    usual = as_usual(library, told.guide.household, AUTUMN)
    return grid_result(
        told.screening, told.guide, told.guide.household, told.urgent, label, usual, kinds
    )


def operator(
    library: Library,
    case: dict[str, Any],
    kinds: tuple[str, ...] = (),
    angry: bool = False,
    again: bool = False,
) -> list[Reply]:
    told = _told(library, case)
    usual = as_usual(library, told.guide.household, AUTUMN)
    return operator_result(
        told.screening, told.guide, told.guide.household, told.urgent, angry, usual, kinds, again
    )


def _told(library: Library, case: dict[str, Any]) -> Told:
    return tell(library, case, AUTUMN)


def text(replies: list[Reply]) -> str:
    return "\n".join(reply.text for reply in replies)


def lines(replies: list[Reply]) -> list[str]:
    return text(replies).split("\n")


def read(replies: list[Reply]) -> list[str]:
    """What is read aloud, without its mark, number and quotes."""
    aloud = [line.removeprefix(ALOUD) for line in lines(replies) if line.startswith(ALOUD)]
    return [re.fullmatch(r"[^“]*“(.*)”", line)[1] for line in aloud]  # type: ignore[index]
