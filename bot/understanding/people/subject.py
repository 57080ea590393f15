"""Whom something is about."""

from dataclasses import dataclass

from bot.understanding.reading import SELF


@dataclass(frozen=True)
class Subject:
    """Whom something is about: labels of members, the household, or outsiders (nobody of ours)."""

    labels: tuple[str, ...] = (SELF,)
    household: bool = False
    outside: bool = False
    explicit: bool = False


OUTSIDE = Subject((), outside=True, explicit=True)
WRITER = Subject((SELF,), explicit=True)
EVERYBODY = Subject(household=True, explicit=True)
