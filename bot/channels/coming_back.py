"""Coming back after a while: nothing of what was said is shown before a yes, for phones are shared.

A conversation that was silent for long is covered. Whoever comes gets one question; what they say
instead of an answer is kept aside and taken after it. Danger is answered at once.
"""

from __future__ import annotations

import functools
import re
from collections import OrderedDict
from pathlib import Path
from typing import Any, Literal

from bot.channels.messages import LONGEST_TEXT, Said, plain
from bot.replies import ask, phrase
from bot.replies.emergencies import first_help
from bot.replies.handover import human_reply
from bot.settings import settings
from bot.understanding import read_command, read_emergency
from eligibility import Choice, Question
from eligibility.files.yamlfile import read_yaml

RESUME = "resume"
GO_ON, ANEW = "go_on", "anew"
_KEPT = 1000

Decision = Literal["go_on", "anew", "delete", "human"]
_BY_COMMAND: dict[str, Decision] = {
    "agree": "go_on",
    "continue": "go_on",
    "resume": "go_on",
    "disagree": "anew",
    "restart": "anew",
    "delete": "delete",
    "human": "human",
}
_BY_NUMBER: dict[str, Decision] = {"1": "go_on", "2": "anew"}


@functools.cache
def _words() -> dict[str, Any]:
    return read_yaml(Path(__file__).with_suffix(".yml"))


def resume_question(finished: bool) -> Question:
    """Whether to go on, with a conversation that was finished: whether to see its result."""
    name = "resume_finished" if finished else "resume_open"
    label = "resume_show" if finished else "resume_go_on"
    return Question(
        question=RESUME,
        text=phrase(name),
        stage="core",
        facts=[],
        choices=[
            Choice(id=GO_ON, label=phrase(label)),
            Choice(id=ANEW, label=phrase("resume_anew")),
        ],
    )


def decision(said: Said, finished: bool) -> Decision | None:
    """What somebody answers to that question; None when it is about something else."""
    if said.choices:
        return _chosen(said)
    bare = re.sub(_words()["particles"], "", said.text)
    if bare in _words()["plain_yes"]:
        return "go_on"
    if bare in _words()["plain_no"]:
        return "anew"
    command = read_command(said.text)
    name = command.name if command else ""
    if name == "result" and finished:
        return "go_on"
    return _BY_COMMAND.get(name) or _BY_NUMBER.get(bare)


def _chosen(said: Said) -> Decision | None:
    if said.question is None and said.choices == ("delete",):
        return "delete"
    if said.question not in (None, RESUME):
        return None
    if GO_ON in said.choices:
        return "go_on"
    return "anew" if ANEW in said.choices else None


def covered_replies(said: Said, finished: bool) -> list[dict[str, Any]]:
    """What is said before there is an answer: help in danger, then the question."""
    found = read_emergency(said.text)
    first = [first_help(found.kind)] if found else []
    if decision(said, finished) == "human":
        # Nothing of the old conversation shows before a yes, so there is no code to hand it over.
        first = human_reply(settings().human_help, None, None, 0)
    return [reply.to_json() for reply in (*first, ask(resume_question(finished)))]


class Aside:
    """What was said before the answer, in memory, for the conversations of this process."""

    def __init__(self) -> None:
        self._said: OrderedDict[str, list[Said]] = OrderedDict()

    def keep(self, conversation: str, said: Said) -> None:
        """Keeps a message; the oldest go where there are too many or too long ones."""
        kept = [*self._said.pop(conversation, []), said]
        while sum(len(one.text) for one in kept) > LONGEST_TEXT or len(kept) > _KEPT:
            kept.pop(0)
        self._said[conversation] = kept
        while len(self._said) > _KEPT:
            self._said.popitem(last=False)

    def take(self, conversation: str) -> list[Said]:
        """What was kept, which is forgotten here."""
        return self._said.pop(conversation, [])


class Presence:
    """When each conversation was last active, as far as this process knows."""

    def __init__(self, after: float) -> None:
        self._after = after
        self._last: OrderedDict[str, float] = OrderedDict()

    def came(self, conversation: str, now: float) -> None:
        """It is active now."""
        self._last.pop(conversation, None)
        self._last[conversation] = now
        while len(self._last) > _KEPT:
            self._last.popitem(last=False)

    def gone(self, conversation: str) -> None:
        """It was deleted, or nobody knows how it stands."""
        self._last.pop(conversation, None)

    def is_here(self, conversation: str, now: float) -> bool:
        """Whether it was active in this process and has not been silent for long."""
        last = self._last.get(conversation)
        return last is not None and now - last < self._after

    def is_silent(self, conversation: str, last_event: float | None, now: float) -> bool:
        """Whether it is covered, its last event being of that time."""
        if last_event is None or self.is_here(conversation, now):
            return False
        return now - last_event >= self._after


def begun(first: str, replies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The replies of what was taken up, begun in one way."""
    said = {first, phrase("resume"), phrase("resumed")}
    return [plain(first), *(one for one in replies if one["text"] not in said)]
