"""Two or three sentences to say at the counter, from what the household itself has told."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.replies.heard import quantity
from bot.replies.heard_words import heard_words
from bot.replies.people import SELF
from eligibility.files.yamlfile import read_yaml
from eligibility.telling.guide import Guide, says

MOST = 5
"""How many of the household's own facts are said."""
# An income a head is told as the income and the heads.
_BEHIND = {"per_capita_income": ("people_together", "income_month_total")}
_SAME = {"severe_illness": "illness_name"}
_REQUESTS = ("申请", "给", "向", "登记")
# Said whatever the matter is: an office looks at them too.
_ALWAYS = {"age", "illness_name", "severe_illness", "disability_level", "cannot_do_acts"}

_Form = str | Mapping[str | int, str]
_Texts = Mapping[str, _Form]


@functools.cache
def _texts() -> Mapping[str, _Texts]:
    return read_yaml(Path(__file__).with_name("counter.yml"))


def counter_sentence(
    guide: Guide, key: str, wish: str, members: Sequence[str] = (), most: int = MOST
) -> str:
    """“我老婆45岁，得了重病。想申请…”: what speaks for the clause (or status), then the wish."""
    own = own_facts(guide, key, members, most)
    asked = "我替别人来问。" if guide.asks_for_others else ""
    return asked + (f"{own}。{wish}" if own else wish)


def wish(label: str, members: Sequence[str] = ()) -> str:
    """“想申请低保，请收下申请。” of a door's label; “一个人” is the one who is meant."""
    name = re.sub(r"（[^）]*）", "", label)
    if len(members) == 1:
        name = name.replace("一个人", "自己" if members[0] == SELF else members[0])
    request = name if name.startswith(_REQUESTS) else f"申请{name}"
    return f"想{request}，请收下申请。"


def own_facts(guide: Guide, key: str, members: Sequence[str] = (), most: int = MOST) -> str:
    """The facts told that speak for the clause; nobody else's, and never a no."""
    wanted = _ALWAYS | guide.facts.get(key, frozenset())
    wanted |= {told for fact in wanted for told in _BEHIND.get(fact, ())}
    common = _said(_texts()["household"], guide.household.household, wanted)[: most // 2]
    persons = [
        (member.name, _said(_texts()["member"], member.facts, wanted))
        for member in guide.household.members
        if not members or member.name in members
    ]
    parts = ["，".join(common)] if common else []
    left = most - len(common)
    for name, said in sorted(persons, key=lambda person: -len(person[1])):
        # An age alone tells nothing of a person who is not meant.
        if said[:left] and (len(said) > 1 or members):
            parts.append(_named(name, guide) + "，".join(said[:left]))
            left -= len(said[:left])
    return "；".join(parts)


def _named(name: str, guide: Guide) -> str:
    if name != SELF:
        return name
    return "这位" if guide.asks_for_others else "我"


def _said(texts: _Texts, told: Mapping[str, Any], wanted: set[str]) -> list[str]:
    return [
        text
        for fact, form in texts.items()
        if fact in wanted and not says(told.get(_SAME.get(fact, "")))
        for text in _one(_as_named(fact, form, told.get(fact)), told.get(fact))
    ]


def _as_named(fact: str, form: _Form, value: Any) -> _Form:
    """得了尿毒症, but 腿不行 as it was said."""
    if fact != "illness_name" or not says(value) or heard_words().illness.search(_words(value)):
        return form
    return "{value}"


def _one(form: _Form, value: Any) -> list[str]:
    if not says(value):
        return []
    if not isinstance(form, str):
        known = form.get(value) if isinstance(value, (str, int)) else None
        form = known or form.get("else", "")
    return [form.format(value=_words(value))] if form else []


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, list):
        return "、".join(value)
    return value if isinstance(value, str) else quantity(value)
