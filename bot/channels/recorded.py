"""What the events of a conversation tell of its messages: their words, ids, what was masked.

The tracker is the only record. A turn of several messages is one event, which notes where each of
them ends; so the history shows them as they were written, and one sent again after the server was
started anew is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered

from bot.channels.messages import plain
from bot.replies import ask, phrase
from eligibility import Question

Reply = dict[str, Any]
_IDS, _ENDS, _MASKED = "messages", "ends", "masked"


def notes_of(ids: Sequence[str], ends: Sequence[int], kinds: Sequence[str]) -> dict[str, Any]:
    """What the event of a turn notes: only what does not go without saying."""
    notes: dict[str, Any] = {}
    if len(ids) > 1:
        notes = {_IDS: list(ids), _ENDS: list(ends)}
    return notes | ({_MASKED: list(kinds)} if kinds else {})


def masks_first(metadata: Mapping[str, Any] | None, events: Iterable[Any]) -> bool:
    """Whether this message is the first of the conversation that something was taken out of.

    Its own event is among the events where the turn came to its end.
    """
    if not (metadata or {}).get(_MASKED):
        return False
    return sum(_is_masked(event) for event in events) <= 1


def _is_masked(event: Any) -> bool:
    return isinstance(event, UserUttered) and bool((event.metadata or {}).get(_MASKED))


def with_note(replies: Sequence[Reply]) -> list[Reply]:
    """The replies with the sentence on masked numbers, before the one that asks."""
    return [*replies[:-1], plain(phrase("numbers_hidden")), *replies[-1:]]


def question_reply(question: Question) -> Reply:
    """A question as a reply."""
    return ask(question).to_json()


def replies(events: Iterable[Any]) -> list[Reply]:
    """Everything said, in order, each with `from`: user or bot."""
    shown: list[Reply] = []
    noted = False
    for turn in _turns(events):
        said, answered = turn
        if said is not None:
            shown += [{**plain(text), "from": "user"} for text in _parts(said)]
            if _is_masked(said) and not noted:
                noted = True
                answered = with_note(answered)
        shown += [{**one, "from": "bot"} for one in answered]
    return shown


def answer_to(identifier: str, events: Iterable[Any]) -> list[Reply] | None:
    """The replies to a message that was taken before; None for one that was not."""
    for said, answered in _turns(events):
        if said is not None and identifier in _ids(said):
            return answered
    return None


def _turns(events: Iterable[Any]) -> Iterable[tuple[UserUttered | None, list[Reply]]]:
    said: UserUttered | None = None
    answered: list[Reply] = []
    for event in events:
        if isinstance(event, UserUttered) and event.text:
            yield said, answered
            said, answered = event, []
        elif isinstance(event, BotUttered) and event.text:
            custom = (event.data or {}).get("custom") or {}
            answered.append(custom if "text" in custom else plain(event.text))
    yield said, answered


def _ids(said: UserUttered) -> list[str]:
    joined: list[str] = (said.metadata or {}).get(_IDS) or []
    return [*joined, str(said.message_id)]


def _parts(said: UserUttered) -> list[str]:
    """The texts as they were sent."""
    text = str(said.text)
    parts: list[str] = []
    start = 0
    for end in (said.metadata or {}).get(_ENDS) or [len(text)]:
        parts.append(text[start:end].strip())
        start = end
    return [part for part in parts if part]
