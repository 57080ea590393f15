"""A conversation's result beside the engine's on what was said in it, and what was misread."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from eligibility import Library, load_library, parse_household, screen
from tests.dialogues.simulated.conversation import Talk
from tests.dialogues.simulated.ledger import Key
from tests.dialogues.simulated.matching import persons
from tests.dialogues.simulated.persona import UNKNOWN

Verdicts = dict[str, str]
_NOT_COMPARED = ("illness_name",)
"""Words, not a value that could be right or wrong."""
_OF_CHILDREN = ("father_status", "mother_status", "child_without_care_now")
_OF_PUPILS = ("boarding", "special_education_student", "parent_disabled", "cannot_attend_school")


@dataclasses.dataclass(frozen=True)
class Difference:
    """A fact that the bot holds otherwise than it was said, the words it was said in, and those
    after which the bot came to hold it."""

    fact: str
    member: str | None
    said: Any
    held: Any
    words: str
    since: str = ""

    @property
    def name(self) -> str:
        return f"{self.member}.{self.fact}" if self.member else self.fact


@dataclasses.dataclass(frozen=True)
class Judgement:
    """How a conversation came out. `behind`: of each clause that differs, the facts that alone
    make the difference."""

    talk: Talk
    matched: int
    wrong: list[Difference]
    invented: list[Difference]
    clauses: dict[str, tuple[str | None, str | None]]
    behind: dict[str, list[Difference]]

    @property
    def success(self) -> bool:
        return not self.clauses and self.talk.stuck is None and self.talk.answer.get("done", False)

    @property
    def recall(self) -> float:
        return self.matched / max(1, self.matched + len(self.wrong))

    @property
    def precision(self) -> float:
        false = [one for one in self.wrong if one.held is not None]
        return self.matched / max(1, self.matched + len(false) + len(self.invented))


def judge(talk: Talk, library: Library | None = None) -> Judgement:
    """Compares groups and items by clause and verdict, and the facts one by one."""
    library = library or load_library()
    held, people = _held(talk)
    for fact in _SEEN:
        if held.get((fact, None)) == talk.persona.truth(fact):
            talk.ledger.told.setdefault((fact, None), held[fact, None])
    said = dict(talk.ledger.told)
    matched, wrong = 0, []
    for key, value in said.items():
        if not _is_compared(talk, key):
            continue
        if same(value, _found(held, key)):
            matched += 1
        else:
            wrong.append(_difference(talk, key, value, _found(held, key)))
    invented = [
        Difference(fact, who, None, value, "", _since(talk, (fact, who), value))
        for (fact, who), value in held.items()
        if not _is_said(said, (fact, who)) and value != UNKNOWN and _is_compared(talk, (fact, who))
    ]
    clauses: dict[str, tuple[str | None, str | None]] = {}
    behind: dict[str, list[Difference]] = {}
    screening = talk.answer.get("screening")
    if screening:
        ours = talk.ledger.household(screening["as_of"])
        expected, got = _screened(library, ours), verdicts(screening)
        clauses = _differing(expected, got)
        behind = _reasons(library, talk, people, [*wrong, *invented], expected, clauses)
    else:
        clauses = {"no screening": (None, None)}
    return Judgement(talk, matched, wrong, invented, clauses, behind)


def verdicts(screening: Mapping[str, Any]) -> Verdicts:
    """Clause → verdict, of groups and items."""
    found = {f"{g['group']} {g['clause']}": g["verdict"] for g in screening["groups"]}
    return found | {item["clause"]: item["verdict"] for item in screening["items"]}


def same(said: Any, held: Any) -> bool:
    """Whether a fact is held as it was said; of a range, whether the two overlap."""
    ends = _ends(said), _ends(held)
    if None in ends:
        return bool(said == held)
    (low, high), (other_low, other_high) = ends  # type: ignore[misc]
    return bool(low <= other_high and other_low <= high)


def _ends(value: Any) -> tuple[float, float] | None:
    if isinstance(value, dict):
        low, high = value.get("low"), value.get("high")
        return (float("-inf") if low is None else low, float("inf") if high is None else high)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (value, value)
    return None


def _held(talk: Talk) -> tuple[dict[Key, Any], dict[str, str]]:
    return _flat(talk, talk.answer.get("household") or {})


def _flat(talk: Talk, household: Mapping[str, Any]) -> tuple[dict[Key, Any], dict[str, str]]:
    """What the bot holds, person by person under their hidden names, and who is who."""
    members = household.get("members") or []
    people = persons(talk.persona, members)
    held: dict[Key, Any] = {(f, None): v for f, v in household.get("household", {}).items()}
    for name in ("jurisdiction", "district"):
        if household.get(name) is not None:
            held[name, None] = household[name]
    for member in members:
        who = people.get(member["name"], f"?{member['name']}")
        own = {k: v for k, v in member.items() if k not in ("name", "relation")}
        held |= {(fact, who): value for fact, value in own.items()}
    return held, people


_SEEN = ("asking_for",)
"""Who is asking is seen from the way they speak: held truly, it counts as said."""


def _is_compared(talk: Talk, key: Key) -> bool:
    """Facts of the household's people; those of children and pupils only of children and pupils,
    as it makes no difference which of the grown-ups they are taken down of."""
    fact, who = key
    if fact in _NOT_COMPARED:
        return False
    if who is None or who.startswith("?"):
        return fact not in (*_OF_CHILDREN, *_OF_PUPILS) or who is not None
    if who not in talk.ledger.present():
        return False
    if fact in _OF_CHILDREN:
        return bool(talk.persona.truth("age", who) < 18)
    return fact not in _OF_PUPILS or talk.persona.truth("student_stage", who) != "none"


def _found(held: Mapping[Key, Any], key: Key) -> Any:
    return held.get(key, held.get((key[0], None)))


def _is_said(said: Mapping[Key, Any], key: Key) -> bool:
    return key in said or (key[0], None) in said


def _difference(talk: Talk, key: Key, said: Any, held: Any) -> Difference:
    words = talk.ledger.words.get(key, "")
    return Difference(*key, said, held, words, _since(talk, key, held))


def _since(talk: Talk, key: Key, held: Any) -> str:
    """The words after which the bot held this value up to the end."""
    words = ""
    for turn in reversed(talk.turns):
        if _found(_flat(talk, turn.held)[0], key) != held:
            break
        words = turn.text
    return words


def _screened(library: Library, household: dict[str, Any]) -> Verdicts:
    parsed = parse_household(household)
    assert parsed.as_of is not None
    return verdicts(screen(library, parsed, parsed.as_of).to_json())


def _differing(expected: Verdicts, got: Verdicts) -> dict[str, tuple[str | None, str | None]]:
    return {
        clause: (expected.get(clause), got.get(clause))
        for clause in sorted({*expected, *got})
        if expected.get(clause) != got.get(clause)
    }


def _reasons(
    library: Library,
    talk: Talk,
    people: Mapping[str, str],
    differences: list[Difference],
    expected: Verdicts,
    clauses: Mapping[str, Any],
) -> dict[str, list[Difference]]:
    """Mends one fact of the bot's household at a time: whose mending rights a clause."""
    found: dict[str, list[Difference]] = {clause: [] for clause in clauses}
    if not clauses:
        return found
    labels = {name: label for label, name in people.items()}
    for one in differences:
        mended = _mended(talk, labels, one)
        if mended is None:
            continue
        now = _screened(library, mended)
        for clause, causes in found.items():
            if now.get(clause) == expected.get(clause):
                causes.append(one)
    return found


def _mended(talk: Talk, labels: Mapping[str, str], one: Difference) -> dict[str, Any] | None:
    household = dict(talk.answer["household"])
    household = {k: v for k, v in household.items() if k not in ("asked", "said")}
    household["as_of"] = talk.answer["screening"]["as_of"]
    household["household"] = dict(household["household"])
    household["members"] = [dict(member) for member in household["members"]]
    holder: Any = household["household"]
    if one.fact in ("jurisdiction", "district"):
        holder = household
    elif one.member is not None:
        label = labels.get(one.member, one.member.removeprefix("?"))
        holder = next((m for m in household["members"] if m["name"] == label), None)
    if holder is None:
        return None
    if one.said is None:
        holder.pop(one.fact, None)
    else:
        holder[one.fact] = one.said
    return household
