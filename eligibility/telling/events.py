"""What an event would bring nearer: the engine run again with what would then be so."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from eligibility.files.household import Household
from eligibility.files.library import Library
from eligibility.files.vocabulary import HERE
from eligibility.files.yamlfile import read_yaml_list
from eligibility.judging.session import Session
from eligibility.telling.doors import nearer
from eligibility.values import Range


class EventSpec(BaseModel):
    """One event of `events.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    event: str
    label: str
    for_: Literal["household", "member"] = Field(alias="for")
    grants: dict[str, Any]

    def told(self) -> dict[str, Any]:
        """The facts as a household would tell them."""
        return {f: Range(**v) if isinstance(v, dict) else v for f, v in self.grants.items()}


@functools.cache
def events(path: Path = HERE / "events.yml") -> tuple[EventSpec, ...]:
    """The events, in their order."""
    return tuple(TypeAdapter(list[EventSpec]).validate_python(read_yaml_list(path)))


def what_if(library: Library, household: Household, today: dt.date) -> dict[str, list[str]]:
    """By the event's label, the clauses that would be nearer; events that change nothing are
    left out."""
    session = Session(library, household, today)
    found = {event.label: _opened(session, event) for event in events()}
    return {label: clauses for label, clauses in found.items() if clauses}


def _opened(session: Session, event: EventSpec) -> list[str]:
    told = event.told()
    if event.for_ == "household":
        return nearer(session, told, None)
    opened = (nearer(session, told, (name,)) for name in session.evaluator.names)
    return list(dict.fromkeys(clause for clauses in opened for clause in clauses))
