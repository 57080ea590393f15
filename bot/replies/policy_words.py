"""`policy.yml`: which clauses make up a matter people ask about, and the sentences around them."""

from __future__ import annotations

import functools
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from eligibility.files.yamlfile import read_yaml


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Said(_Words):
    """A sentence and the clauses it rests on; `always`: it holds without them, too."""

    text: str
    by: tuple[str, ...] = ()
    always: bool = False
    for_: tuple[str, ...] = Field((), alias="for")
    """The matters it is about, where not every one."""


class Matter(_Words):
    """What people ask about: its topic and door in the packs, and the clauses that give it."""

    name: str
    matter: str
    what: Said
    clauses: tuple[str, ...] = ()
    status: str | None = None
    figure: str | None = None
    """The local figure it hangs on."""


class Absent(_Words):
    """A matter that no document here speaks of, and where to turn with it."""

    name: str
    turn: str


class Situation(_Words):
    """What people fear shuts them out; `about`: the matters meant where none is named."""

    about: tuple[str, ...]
    lines: tuple[Said, ...]
    always: str


class PolicyWords(_Words):
    """The whole file."""

    topics: dict[str, Matter]
    absent: dict[str, Absent]
    situations: dict[str, Situation]
    unnamed: dict[str, tuple[str, ...]]
    """By what is asked, the matters meant where none is named."""
    scopes: dict[str, str]
    places: dict[str, str]
    subjects: dict[str, str]
    sentences: dict[str, str]

    def say(self, name: str, /, **values: object) -> str:
        """One of the sentences with its gaps filled."""
        return self.sentences[name].format(**values)


@functools.cache
def policy_words() -> PolicyWords:
    """The file, read once."""
    return PolicyWords.model_validate(read_yaml(Path(__file__).with_name("policy.yml")))
