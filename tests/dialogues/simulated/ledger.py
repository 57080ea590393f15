"""What a person has said so far, fact by fact, and the household that makes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from tests.dialogues.simulated.persona import Persona, is_of_members

Key = tuple[str, str | None]


@dataclasses.dataclass
class Ledger:
    """(fact, person) → the value as it was said last, and the words. Nothing here comes from
    what the bot understood."""

    persona: Persona
    told: dict[Key, Any] = dataclasses.field(default_factory=dict)
    words: dict[Key, str] = dataclasses.field(default_factory=dict)
    mentioned: set[str] = dataclasses.field(default_factory=set)

    def say(self, told: Iterable[tuple[Key, Any]], words: str, people: Iterable[str] = ()) -> None:
        """Takes down what an utterance told, and of whom it spoke."""
        self.mentioned |= set(people)
        for key, value in told:
            self.told[key] = value
            self.words[key] = words
            if key[1] is not None:
                self.mentioned.add(key[1])

    def present(self) -> list[str]:
        """Who is known to be of the household: who was spoken of, or, once everybody was
        counted, everybody."""
        counted = ("people_together", None) in self.told
        return [
            name
            for name in self.persona.together
            if counted or name in self.mentioned or name == self.persona.myself
        ]

    def knows(self, fact: str, member: str | None) -> bool:
        return (fact, member) in self.told or (fact, None) in self.told

    def household(self, as_of: str) -> dict[str, Any]:
        """The household as the contract has it."""
        common = {fact: value for (fact, who), value in self.told.items() if who is None}
        names = ("jurisdiction", "district")
        place: dict[str, Any] = {name: common.pop(name) for name in names if name in common}
        if place.get("district") == "unknown":
            del place["district"]
        members = []
        for name in self.present():
            relation = self.persona.members[name]["relation"]
            own = {f: v for (f, who), v in self.told.items() if who == name and is_of_members(f)}
            members.append({"name": name, "relation": relation, **own})
        return {"as_of": as_of, **place, "household": common, "members": members}
