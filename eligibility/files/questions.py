"""The questions put to residents: `questions.yml` read and checked against the vocabulary."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eligibility.errors import PackError, problems_of
from eligibility.files.conditions import Condition, SpecOrName
from eligibility.files.vocabulary import HERE, Vocabulary
from eligibility.files.yamlfile import read_yaml

MOST_CHOICES = 6
FOR_WHOM = "asking_for"
"""The fact that says whether who answers is the one who is to be helped."""

Form = Literal["place", "people", "choice", "multiple", "who", "each", "each_number", "number"]


class ChoiceSpec(BaseModel):
    """One answer: what it tells when taken, and when left.

    `only_in`: the places where it is on offer. `only_if`: whom it is about. In a list of several
    answers it is about its first fact.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    label: str
    sets: dict[str, Any] = Field(default_factory=dict)
    otherwise: dict[str, Any] = Field(default_factory=dict)
    only_in: list[str] = Field(default_factory=list)
    only_if: SpecOrName | None = None


class QuestionSpec(BaseModel):
    """One question as written.

    `form`: place · people · choice (one of) · multiple (several) · who (which members) ·
    each (one member at a time) · each_number (a number of everybody at once, then of whoever was
    left out) · number. `after` names the question that opens this one; `only_in` the places where
    it is put; with `only_if` it is left out where the condition is known not to hold (for the
    member, where it is about members) or somebody would rather not say. `first`: put among the
    first even where an office has the last word. `opening`: put before the place is known.
    `none`: what “none of these” tells besides what every choice left tells. `text_other`: the
    wording where somebody else is meant than who answers.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    part: str
    form: Form
    text: str
    text_alone: str | None = None
    text_other: str | None = None
    why: str
    facts: list[str]
    choices: list[ChoiceSpec] = Field(default_factory=list)
    sets: dict[str, Any] = Field(default_factory=dict)
    otherwise: dict[str, Any] = Field(default_factory=dict)
    none: dict[str, Any] = Field(default_factory=dict)
    unit: Literal["元", "平方米", "个月", "岁", "次"] | None = None
    example: str | None = None
    after: str | None = None
    first: bool = False
    opening: bool = False
    only_in: list[str] = Field(default_factory=list)
    only_if: SpecOrName | None = None


class _QuestionsFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: list[str]
    questions: list[QuestionSpec]


@dataclasses.dataclass(frozen=True)
class AskedQuestion:
    """A question, its place in the interview, and its facts that are told per member.

    `only_if` and `choices_if` (by the choice's place in the list) are compiled.
    """

    spec: QuestionSpec
    part_rank: int
    member_facts: frozenset[str]
    only_if: Condition | None = None
    choices_if: Mapping[int, Condition] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, eq=False)
class QuestionBook:
    """All questions, in the order of their parts."""

    questions: tuple[AskedQuestion, ...]

    def find(self, identifier: str) -> AskedQuestion | None:
        """The question of an id (`school_stage@女儿` is `school_stage`)."""
        plain = identifier.partition("@")[0]
        return next((asked for asked in self.questions if asked.spec.id == plain), None)


def load_questions(vocabulary: Vocabulary, path: Path = HERE / "questions.yml") -> QuestionBook:
    """The questions in a file; PackError with every problem."""
    try:
        parsed = _QuestionsFile.model_validate(read_yaml(path))
    except ValidationError as error:
        raise PackError([f"{path.name} → {line}" for line in problems_of(error)]) from None
    problems = [problem for spec in parsed.questions for problem in _problems(spec, vocabulary)]
    problems += [
        f"{spec.id}：parts 里没有“{spec.part}”"
        for spec in parsed.questions
        if spec.part not in parsed.parts
    ]
    problems += _reference_problems(parsed.questions)
    order = {part: index for index, part in enumerate(parsed.parts)}
    asked = [
        _compiled(spec, order.get(spec.part, 0), vocabulary, problems) for spec in parsed.questions
    ]
    if problems:
        raise PackError([f"{path.name} → {line}" for line in problems])
    return QuestionBook(tuple(sorted(asked, key=lambda question: question.part_rank)))


def _compiled(
    spec: QuestionSpec, rank: int, vocabulary: Vocabulary, problems: list[str]
) -> AskedQuestion:
    names = vocabulary.names()

    def condition(written: SpecOrName | None, place: str) -> Condition | None:
        return None if written is None else names.compile(written, f"{spec.id}{place}.only_if")

    choices = {
        index: condition(choice.only_if, f".choices[{index}]")
        for index, choice in enumerate(spec.choices)
    }
    found = AskedQuestion(
        spec,
        rank,
        vocabulary.member_scope & set(spec.facts),
        condition(spec.only_if, ""),
        {index: compiled for index, compiled in choices.items() if compiled is not None},
    )
    problems += names.problems
    return found


def _reference_problems(questions: list[QuestionSpec]) -> list[str]:
    ids = [spec.id for spec in questions]
    found = [f"“{name}”出现了两次，请改名" for name in sorted(set(ids)) if ids.count(name) > 1]
    return found + [
        f"{spec.id}：after 写的“{spec.after}”没有这个问题"
        for spec in questions
        if spec.after is not None and spec.after not in ids
    ]


def _problems(spec: QuestionSpec, vocabulary: Vocabulary) -> list[str]:
    if spec.form in ("place", "people"):
        return []
    places = {*spec.only_in, *(name for choice in spec.choices for name in choice.only_in)}
    strange = places - set(vocabulary.facts["jurisdiction"].values)
    mentioned = {*spec.facts, *spec.sets, *spec.otherwise, *spec.none}
    for choice in spec.choices:
        mentioned |= {*choice.sets, *choice.otherwise}
    found = [
        f"{spec.id}：没有叫“{name}”的事实"
        for name in sorted(mentioned)
        if name not in vocabulary.facts
    ]
    # What only an office settles is never asked of a resident; signs stand for it.
    found += [
        f"{spec.id}：“{name}”由机关认定，不能问群众"
        for name in sorted(mentioned & vocabulary.facts.keys())
        if vocabulary.facts[name].answerable_by == "office"
    ]
    found += [f"{spec.id}：only_in 里没有“{name}”这个地方" for name in sorted(strange)]
    unset = mentioned - set(spec.facts)
    if unset:
        found.append(f"{spec.id}：facts 里还缺 {'、'.join(sorted(unset))}")
    if spec.none and spec.form != "multiple":
        found.append(f"{spec.id}：none 只能写在 multiple 的问题里")
    return found + _too_long(spec, vocabulary) + _only_to_the_face(spec)


def _only_to_the_face(spec: QuestionSpec) -> list[str]:
    """Who asks for somebody else is asked of that one."""
    addressed = "您" in f"{spec.text}{spec.text_alone or ''}" and FOR_WHOM not in spec.facts
    if addressed and (spec.text_other is None or "您" in spec.text_other):
        return [f"{spec.id}：问话里有“您”，请用 text_other 写替别人问时怎么说"]
    return []


def _too_long(spec: QuestionSpec, vocabulary: Vocabulary) -> list[str]:
    """A list is read out and tapped on a small screen."""
    for place in vocabulary.facts["jurisdiction"].values:
        here = [c for c in spec.choices if not c.only_in or place in c.only_in]
        if len(here) > MOST_CHOICES:
            return [f"{spec.id}：{place} 有 {len(here)} 个选项，最多 {MOST_CHOICES} 个"]
    return []
