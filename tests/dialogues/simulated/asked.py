"""A question of the conversation, as a person hears it, and what each answer to it tells."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any

import yaml

from tests.dialogues.simulated.persona import ROOT

SKIPS = ("unknown", "declined")
NOBODY = "none"
_PARENTS = ("father_status", "mother_status")


@dataclasses.dataclass(frozen=True)
class Choice:
    """One answer on offer, with the facts that it tells when taken, or when left."""

    id: str
    label: str
    sets: Mapping[str, Any]
    otherwise: Mapping[str, Any]

    @property
    def facts(self) -> list[str]:
        return list(dict.fromkeys([*self.sets, *self.otherwise]))


@dataclasses.dataclass(frozen=True)
class Asked:
    """The open question. `facts` are (fact, person), each person as the hidden household has
    them; `who`: the choices are persons."""

    id: str
    text: str
    facts: list[tuple[str, str | None]]
    choices: list[Choice]
    multiple: bool
    expects: str
    unit: str | None
    core: bool
    form: str
    person_of: Mapping[str, str]

    @property
    def real(self) -> list[Choice]:
        """The choices without 都没有, 不清楚, 不想说."""
        skips = (*SKIPS, NOBODY) if self.multiple else SKIPS
        return [c for c in self.choices if c.id not in skips]

    @property
    def none_told(self) -> Mapping[str, Any]:
        """What “none of these” tells besides what every choice left tells."""
        return next((c.sets for c in self.choices if c.id == NOBODY and self.multiple), {})

    @property
    def who(self) -> bool:
        return self.form == "who" and self.multiple

    @property
    def counts(self) -> bool:
        """Consent and safety are no questions about the household."""
        return self.core and self.id.partition("@")[0] not in ("consent", "safety")

    def number_of(self, choice: str) -> int:
        """The number under which a choice stands."""
        return [c.id for c in self.choices].index(choice) + 1

    def people(self, fact: str) -> list[str | None]:
        """Of whom the question wants this fact."""
        return [who for name, who in self.facts if name == fact]


def heard(
    asking: Mapping[str, Any],
    place: str,
    person_of: Mapping[str, str],
    told: Mapping[tuple[str, str | None], Any] | None = None,
) -> Asked:
    """The question in the answer of a server; `person_of` tells who is meant by each label,
    `told` what this person has said so far."""
    entry = _book().get(asking["question"].partition("@")[0], {})
    written = {
        choice["id"]: choice
        for choice in entry.get("choices", [])
        if place in (choice.get("only_in") or [place])
    }
    choices = []
    for offered in asking["choices"]:
        name = offered["id"]
        source = entry if entry.get("form") == "who" and name not in _GENERAL else written.get(name)
        sets, otherwise = _tells(source or {}, name)
        if name == NOBODY and asking["multiple"]:
            sets = _none_of_these(entry, told or {})
        choices.append(Choice(name, offered["label"], sets, otherwise))
    labels = {f["member"] for f in asking["facts"] if f["member"] is not None}
    known = {label: person_of.get(label, label) for label in labels}
    return Asked(
        id=asking["question"],
        text=asking["text"],
        facts=[(f["fact"], known.get(f["member"])) for f in asking["facts"]],
        choices=choices,
        multiple=asking["multiple"],
        expects=asking.get("expects") or _expects(asking, entry),
        unit=asking.get("unit") or entry.get("unit"),
        core=asking["stage"] == "core",
        form=entry.get("form", ""),
        person_of={**person_of, **known},
    )


def _expects(asking: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
    """What kind of answer is wanted, where the question itself does not say so."""
    form = entry.get("form", "")
    if form in ("place", "people", "number"):
        return str(form)
    if form == "each_number" and len({f["member"] for f in asking["facts"]}) > 1:
        return "numbers"
    return "number" if entry.get("unit") and not entry.get("choices") else "choice"


_GENERAL = (*SKIPS, NOBODY)


def _none_of_these(
    entry: Mapping[str, Any], told: Mapping[tuple[str, str | None], Any]
) -> dict[str, Any]:
    """It is said of the whole only by those who have not told of one of these things before."""
    facts = set(entry.get("facts", ()))
    so = any(fact in facts and value not in (False, 0) for (fact, _), value in told.items())
    return {} if so else dict(entry.get("none") or {})


def _tells(source: Mapping[str, Any], name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    sets, otherwise = dict(source.get("sets") or {}), dict(source.get("otherwise") or {})
    # One person alone answers yes or no to a question who.
    return (otherwise, {}) if source.get("form") == "who" and name == "no" else (sets, otherwise)


@functools.cache
def _book() -> dict[str, Any]:
    text = (ROOT / "eligibility/questions.yml").read_text(encoding="utf-8")
    return {entry["id"]: entry for entry in yaml.safe_load(text)["questions"]}


def fits(truth: Any, value: Any, fact: str = "") -> bool | None:
    """Whether a value or range is true; None where the person does not know."""
    if truth == "unknown":
        return None
    if fact in _PARENTS and value in ("caring", "away_in_touch"):
        return bool(truth in ("caring", "away_in_touch"))
    if isinstance(value, dict) and isinstance(truth, (int, float)):
        low, high = value.get("low"), value.get("high")
        return (low is None or low <= truth) and (high is None or truth <= high)
    return bool(truth == value)
