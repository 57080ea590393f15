"""What was worked out before, kept within bounds."""

from __future__ import annotations

from typing import Generic, TypeVar

MOST = 20_000
"""How many entries a memo may hold: some megabytes."""

K = TypeVar("K")
V = TypeVar("V")


class Memo(Generic[K, V]):
    """A table that forgets what was not used for long.

    It has two halves: when the new one is full it becomes the old one, which is forgotten; what
    is found in the old one moves to the new. Keys hold what they are made of, so that no identity
    is used for another thing later.
    """

    def __init__(self, most: int = MOST) -> None:
        self._half = most // 2
        self._new: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """The value kept under a key, or None."""
        value = self._new.get(key)
        if value is None and key in self._old:
            value = self.keep(key, self._old[key])
        return value

    def keep(self, key: K, value: V) -> V:
        """The value, kept."""
        if len(self._new) >= self._half:
            self._old, self._new = self._new, {}
        self._new[key] = value
        return value
