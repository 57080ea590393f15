"""Words for facts and values: what a person of some voice says. Data: words.yml."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.dialogues.simulated import numerals
from tests.dialogues.simulated.asked import Choice
from tests.dialogues.simulated.ledger import Key
from tests.dialogues.simulated.persona import Persona

_BRACKETS = re.compile(r"（[^）]*）")
_LEVELS = "零一二三四"
_NONE = object()
_SMALL = 15


class Phrase(NamedTuple):
    """Words and the facts they tell."""

    words: str
    told: list[tuple[Key, Any]]


@functools.cache
def words() -> dict[str, Any]:
    """The phrases, as written."""
    path = Path(__file__).with_name("words.yml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


class Speaker:
    """Puts one persona's truths into words, at the throw of its own dice."""

    def __init__(self, persona: Persona, dice: random.Random) -> None:
        self.persona = persona
        self.dice = dice

    # -- set phrases ---------------------------------------------------------------------------

    def one(self, kind: str) -> str:
        """A set phrase of this kind, in this voice where voices differ."""
        found = words()[kind]
        phrases = found[self.persona.voice] if isinstance(found, dict) else found
        return str(self.dice.choice(phrases))

    def around(self, kind: str, it: str) -> str:
        return self.one(kind).format(it=it)

    def yes_or_no(self, label: str) -> str:
        """有 and 没有 in other words; a label of its own stays."""
        for side, heads in (("no", ("没", "不")), ("yes", ("有", "是", "想"))):
            if label.startswith(heads):
                kind = label[-1] if label[-1] in "有是想" else label[0]
                found = words()[side].get(kind)
                if found and len(label) <= 2:
                    return str(self.dice.choice(found))
        return self.label(label)

    def label(self, label: str) -> str:
        """What stands on the choice, as somebody reads it out."""
        plain = _BRACKETS.sub("", label)
        first = re.split("[、，,]|或者", plain)[0]
        return self.dice.choice([plain, plain, first])

    # -- facts ---------------------------------------------------------------------------------

    def about(self, fact: str, value: Any, who: str | None, called: str | None = None) -> Phrase:
        """A clause that tells a fact, of somebody where it is a person's. Without a name, it
        tells only that there is somebody."""
        entries = words()["facts"].get(fact, {})
        found = entries.get(_key(value), entries.get("*"))
        if found is None:
            return Phrase("", [])
        level = self.persona.truth("disability_level", who) if who else None
        entry = self.dice.choice([e for e in found if level or "{level}" not in str(e)])
        text = entry if isinstance(entry, str) else entry["words"]
        tells = {fact: "="} if isinstance(entry, str) else entry["tells"]
        if isinstance(entry, str) and _key(value) not in entries:
            tells = {}
        named = called if called is not None else (who or "")
        text = text.format(who=named, level=_level(level))
        told = [((f, who), value if v == "=" else v) for f, v in tells.items()]
        return Phrase(text, [] if "{who}" in str(entry) and who is None else told)

    def whole(self, choice: Choice, others: Iterable[Choice]) -> str:
        """A choice in the person's own words, as the whole answer; words for its first fact only
        where these tell it from the others."""
        first = next(iter(choice.sets), "")
        told = choice.sets.get(first)
        alike = [c for c in others if c is not choice and c.sets.get(first, _NONE) == told]
        for name in ("+".join(choice.sets), "" if alike else first):
            values = [choice.sets[fact] for fact in name.split("+") if fact in choice.sets]
            value = "+".join(_key(value) for value in values)
            for book in ("answers", "facts"):
                found = words()[book].get(name, {}).get(value)
                if found:
                    entry = self.dice.choice(found)
                    text = entry if isinstance(entry, str) else entry["words"]
                    if "{who}" not in text:
                        return str(text)
        return self.yes_or_no(choice.label)

    def age(self, who: str) -> str:
        """“我妈七十二”."""
        years = self.persona.truth("age", who)
        said = numerals.age(years, self.dice)
        said += "岁" if years <= _SMALL and not said.endswith("岁") else ""
        shape = self.dice.choice(["{who}{age}", "{who}今年{age}", "{who}{age}了"])
        return shape.format(who=who, age=said)

    def names(self, people: list[str]) -> str:
        """“我、老婆和儿子”."""
        if len(people) == 1:
            return people[0]
        glue = self.dice.choice(["、", "，", " "])
        last = self.dice.choice(["和", "跟", "、", "还有"])
        return glue.join(people[:-1]) + last + people[-1]


def _key(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _level(level: Any) -> str:
    return _LEVELS[level] if isinstance(level, int) and level < len(_LEVELS) else "几"
