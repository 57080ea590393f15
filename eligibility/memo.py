"""What was worked out before, kept within bounds."""

from __future__ import annotations

from typing import Generic, TypeVar

MOST = 100_000
"""How many entries a memo may hold: some tens of megabytes."""

K = TypeVar("K")
V = TypeVar("V")


class Memo(Generic[K, V]):
    """A table that starts again when it is full.

    Keys hold what they are made of, so that no identity is used for another thing later.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._table: dict[K, V] = {}
        self.get = self._table.get
        """The value kept under a key, or None."""

    def keep(self, key: K, value: V) -> V:
        """The value, kept."""
        if len(self._table) >= self._most:
            self._table.clear()
        self._table[key] = value
        return value
