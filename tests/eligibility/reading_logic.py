"""Three values, and numbers that may be ranges, as the reading of the policies means them.

True, False and None (unknown). A number that is only known as a range decides when every number
of the range does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Truth3 = bool | None
Span = tuple[float, float]
"""The lowest and the highest a number may be."""

_FOREVER = float("inf")


def both(parts: Iterable[Truth3]) -> Truth3:
    found: Truth3 = True
    for part in parts:
        if part is False:
            return False
        found = None if part is None else found
    return found


def either(parts: Iterable[Truth3]) -> Truth3:
    found: Truth3 = False
    for part in parts:
        if part is True:
            return True
        found = None if part is None else found
    return found


def opposite(part: Truth3) -> Truth3:
    return None if part is None else not part


def maybe(part: Truth3) -> Truth3:
    """What would hold, if an office or the text agreed."""
    return None if part is True else part


def span(value: Any) -> Span | None:
    """A number or a range as its two ends; None when nothing is known."""
    if value is None or isinstance(value, tuple):
        return value
    if not isinstance(value, Mapping):
        return value, value
    low, high = value.get("low"), value.get("high")
    return (-_FOREVER if low is None else low, _FOREVER if high is None else high)


def below(left: Any, right: Any) -> Truth3:
    """Whether left < right."""
    first, second = span(left), span(right)
    if first is None or second is None:
        return None
    return True if first[1] < second[0] else False if first[0] >= second[1] else None


def over(left: Any, right: Any) -> Truth3:
    """Whether left > right."""
    return below(right, left)


def within(value: Any, accepted: Iterable[Any]) -> Truth3:
    """Whether a value is one of those accepted; a range when all its whole numbers are."""
    if not isinstance(value, Mapping):
        return value in accepted
    low, high = span(value) or (0, 0)
    known = [one for one in accepted if low <= one <= high]
    return False if not known else True if len(known) == high - low + 1 else None


def times(left: Any, right: Any) -> Span | None:
    """The product of two numbers that are not negative."""
    first, second = span(left), span(right)
    if first is None or second is None:
        return None
    return first[0] * second[0], first[1] * second[1]


def shared_among(total: Any, people: Any) -> Span | None:
    """So much a head; None where it is not known or nobody is there."""
    whole, heads = span(total), span(people)
    if whole is None or heads is None or heads[0] <= 0:
        return None
    return whole[0] / heads[1], whole[1] / heads[0]
