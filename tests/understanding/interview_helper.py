"""The questions of the interview as they stand in the questions' file, put to one family."""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from bot.understanding.reading import Value
from tests.understanding.answering_helper import Asked, Fact, Family, Option, Set, Somebody

FILES = Path(__file__).parents[2] / "eligibility"
FAMILIES = {
    "five": [
        *(("本人", "self"), ("老婆", "spouse"), ("儿子", "son"), ("女儿", "daughter")),
        ("妈", "mother"),
    ],
    "two_children": [
        *(("本人", "self"), ("老公", "spouse"), ("大儿子", "son"), ("小儿子", "son")),
        ("女儿", "daughter"),
    ],
    "alone": [("本人", "self")],
}
Expects = Literal["choice", "number", "numbers", "place", "people"]


def family(name: str, jurisdiction: str = "minhou") -> Family:
    """The household that is asked."""
    return Family(jurisdiction, [Somebody(*person) for person in FAMILIES[name]])


@cache
def _specs() -> dict[str, dict[str, Any]]:
    loaded = yaml.safe_load((FILES / "questions.yml").read_text(encoding="utf-8"))
    return {spec["id"]: spec for spec in loaded["questions"]}


@cache
def _facts_of_members() -> frozenset[str]:
    facts = yaml.safe_load((FILES / "facts.yml").read_text(encoding="utf-8"))["facts"]
    return frozenset(name for name, fact in facts.items() if fact["scope"] == "member")


def put(name: str, people: str = "five", told: Collection[str] = ()) -> Asked:
    """The question `id` or `id@member` as the interview puts it; of those `told` it is known."""
    question, _, member = name.partition("@")
    spec = _specs()[question]
    names = [member] if member else [label for label, _ in FAMILIES[people] if label not in told]
    return Asked(
        _expects(spec, names),
        [Fact(fact, who) for fact in spec["facts"] for who in _about(fact, names)],
        _choices(spec, names),
        multiple=spec["form"] == "multiple" or (spec["form"] == "who" and len(names) > 1),
        unit=spec.get("unit"),
    )


def _about(fact: str, names: list[str]) -> list[str | None]:
    return list(names) if fact in _facts_of_members() else [None]


def _expects(spec: dict[str, Any], names: list[str]) -> Expects:
    form = spec["form"]
    if form == "each_number":
        return "numbers" if len(names) > 1 else "number"
    if form in ("number", "place", "people"):
        kind: Expects = form
        return kind
    return "number" if spec.get("unit") and not spec.get("choices") else "choice"


def _choices(spec: dict[str, Any], names: list[str]) -> list[Option]:
    if spec["form"] == "who":
        made = [
            Option(n, n, _set(spec.get("sets"), [n]), _set(spec.get("otherwise"), [n]))
            for n in names
        ]
        if len(names) == 1:
            yes = "有" in str(spec.get("text_alone", spec["text"])).partition("（")[0]
            labels = ("有", "没有") if yes else ("是", "不是")
            made = [
                Option("yes", labels[0], made[0].sets),
                Option("no", labels[1], made[0].otherwise),
            ]
    else:
        made = [
            Option(c["id"], c["label"], _told(c.get("sets"), names), _all(c, names))
            for c in spec.get("choices", ())
        ]
    if spec["form"] == "multiple" or (spec["form"] == "who" and len(names) > 1):
        made.append(Option("none", "都没有"))
    if spec["form"] in ("place", "people"):
        return made
    return [*made, Option("unknown", "不清楚"), Option("declined", "不想说")]


def _told(values: dict[str, Value] | None, names: list[str]) -> list[Set]:
    """What “somebody” tells names a member only where one alone can be meant."""
    return [one for one in _set(values, names) if one.member is None or len(names) == 1]


def _all(choice: dict[str, Any], names: list[str]) -> list[Set]:
    return _set(choice.get("otherwise"), names)


def _set(values: dict[str, Value] | None, names: list[str]) -> list[Set]:
    return [
        Set(fact, member, value)
        for fact, value in (values or {}).items()
        for member in _about(fact, names)
    ]
