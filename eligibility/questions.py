"""The questions put to residents: `questions.yml` read and checked against the vocabulary."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eligibility.errors import PackError, problems_of
from eligibility.vocabulary import HERE, Vocabulary
from eligibility.yamlfile import read_yaml

Form = Literal["place", "people", "choice", "multiple", "who", "each", "number"]


class ChoiceSpec(BaseModel):
    """One answer: what it tells when taken, and when left."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    label: str
    sets: dict[str, Any] = Field(default_factory=dict)
    otherwise: dict[str, Any] = Field(default_factory=dict)


class QuestionSpec(BaseModel):
    """One question as written.

    `form`: place · people · choice (one of) · multiple (several) · who (which members) ·
    each (one member at a time) · number. `after` names the question that opens this one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    part: str
    form: Form
    text: str
    text_alone: str | None = None
    why: str
    facts: list[str]
    choices: list[ChoiceSpec] = Field(default_factory=list)
    sets: dict[str, Any] = Field(default_factory=dict)
    otherwise: dict[str, Any] = Field(default_factory=dict)
    unit: Literal["元", "平方米", "个月", "岁", "次"] | None = None
    example: str | None = None
    after: str | None = None


class _QuestionsFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: list[str]
    questions: list[QuestionSpec]


@dataclasses.dataclass(frozen=True)
class AskedQuestion:
    """A question, its place in the interview, and its facts that are told per member."""

    spec: QuestionSpec
    part_rank: int
    member_facts: frozenset[str]


@dataclasses.dataclass(frozen=True)
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
    if problems:
        raise PackError([f"{path.name} → {line}" for line in problems])
    order = {part: index for index, part in enumerate(parsed.parts)}
    asked = [
        AskedQuestion(spec, order[spec.part], vocabulary.member_scope & set(spec.facts))
        for spec in parsed.questions
    ]
    return QuestionBook(tuple(sorted(asked, key=lambda question: question.part_rank)))


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
    mentioned = {*spec.facts, *spec.sets, *spec.otherwise}
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
    unset = mentioned - set(spec.facts)
    if unset:
        found.append(f"{spec.id}：facts 里还缺 {'、'.join(sorted(unset))}")
    return found
