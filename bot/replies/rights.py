"""Rights before everything else, where an application or a benefit went wrong."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.replies.phrases import phrase
from eligibility import Item, Screening
from eligibility.files.packs import Occasion
from eligibility.files.yamlfile import read_yaml
from eligibility.telling.guide import Guide, rights

_AT_ONCE = 3
"""How many sentences for the counter fit into one message."""
_OF_THE_CASE = 5
"""How many rights of the occasion itself the account lists."""


class RightsFile(BaseModel):
    """`rights.yml`: clauses by the occasion on which they speak."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: dict[Occasion, tuple[str, ...]]
    everybody: tuple[str, ...]
    said_already: tuple[str, ...]
    reporting: str


@functools.cache
def known_rights() -> RightsFile:
    """The file, read once."""
    return RightsFile.model_validate(read_yaml(Path(__file__).with_name("rights.yml")))


def rights_first(screening: Screening, guide: Guide) -> str | None:
    """What to ask for at the counter, in the person's own words; None where nothing went wrong.

    Before the law was in force, the sentence that always held.
    """
    if not guide.trouble:
        return None
    found = ordered(rights(screening, guide.trouble), guide.trouble)
    said = [item.say for item in found if item.say][:_AT_ONCE]
    if not said:
        return phrase("case_trouble")
    head = phrase(f"rights_{guide.trouble[0]}")
    return "\n".join([head, *(f"{_number(i)} “{text}”" for i, text in enumerate(said))])


def rights_lines(screening: Screening, guide: Guide) -> list[str]:
    """The rights and duties that everybody who applies should know, each with its clause, after
    those that matter where something went wrong. Before the law: the sentence that always held."""
    known = {item.clause: item for item in rights(screening, ("applying", "refused", "always"))}
    wrong = ordered(rights(screening, guide.trouble), guide.trouble)
    told = {item.clause: item for item in wrong if item.clause not in known_rights().said_already}
    told = dict(list(told.items())[:_OF_THE_CASE])
    told |= {item.clause: item for item in _of_its_own(screening, guide)}
    told |= {clause: known[clause] for clause in known_rights().everybody if clause in known}
    lines = [_line(item, guide) for item in told.values()]
    if not lines and guide.trouble:
        lines = [phrase("case_trouble")]
    return ["", "【您的权利】", *lines] if lines else []


def _of_its_own(screening: Screening, guide: Guide) -> list[Item]:
    """Rights that hang on something this household has told: a car that may stay, a supporter."""
    found = rights(screening, ("applying",))
    return [item for item in found if guide.told(item.clause)][:_OF_THE_CASE]


def ordered(items: Sequence[Item], occasions: Sequence[Occasion]) -> list[Item]:
    """What matters most on the first occasion first."""
    leading = [
        clause for occasion in occasions for clause in known_rights().first.get(occasion, ())
    ]
    ranks = {clause: rank for rank, clause in reversed(list(enumerate(leading)))}
    return sorted(items, key=lambda item: ranks.get(item.clause, len(ranks)))


def _line(item: Item, guide: Guide) -> str:
    said = f"：“{item.say}”" if item.say else ""
    note = item.note or ""
    return f"· {item.label}{said}〔{guide.cite(item.clause)}〕{note}"


def _number(index: int) -> str:
    return "①②③④⑤"[index]
