"""“我说过什么”: what is kept of the household, told back."""

from __future__ import annotations

from bot.dialogue.asking import you
from bot.dialogue.state import State
from bot.replies import Reply
from bot.replies.recall import recall
from eligibility import Household, Library


def recalled(state: State, library: Library) -> list[Reply]:
    """The household as it was told; without consent nothing is kept, and that is said."""
    told = state.household if state.conversation.consent is not False else Household()
    return recall(told, library.vocabulary, you(told, state.conversation.voice))
