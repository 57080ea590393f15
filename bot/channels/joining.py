"""Which messages may be taken as one: nothing that one of them says may be lost by it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.messages import Said
from bot.understanding import Answer, read_answer, read_command, read_emergency
from eligibility import Household, Question

SEPARATOR = "\n"
_OPENING = "greet"


def stands_alone(said: Said) -> bool:
    """A choice, or a command of its own: 删除 after 在吗 still deletes."""
    if said.choices:
        return True
    command = read_command(said.text)
    return command is not None and command.name != _OPENING


def is_answer(text: str, question: Question | None, household: Household) -> bool:
    """Whether a text answers the open question."""
    return question is not None and read_answer(text, question, household) is not None


def belong_together(texts: Sequence[str], question: Question | None, household: Household) -> bool:
    """Whether texts that are no commands mean, one after the other, the same when joined."""
    joined = SEPARATOR.join(texts)
    return _danger(texts) == _danger([joined]) and _answers_alike(
        texts, joined, question, household
    )


def _danger(texts: Sequence[str]) -> set[str]:
    found = (read_emergency(text) for text in texts)
    return {kind for one in found if one is not None for kind in (one.kind, *one.others)}


def _answers_alike(
    texts: Sequence[str], joined: str, question: Question | None, household: Household
) -> bool:
    """An answer among them is still read, as the same answer."""
    if question is None:
        return True
    answers = [a for text in texts if (a := read_answer(text, question, household)) is not None]
    if not answers:
        return True
    whole = read_answer(joined, question, household)
    return len(answers) == 1 and whole is not None and _told(answers[0]) == _told(whole)


def _told(answer: Answer) -> tuple[object, ...]:
    places = [place.text for place in answer.candidates]
    return answer.choice_ids, answer.settings, places, answer.impossible
