"""What somebody is given to be found again by: a hand-over code, and the number of a result."""

from __future__ import annotations

import datetime as dt

from bot.dialogue.numbers import is_of, new_code, new_result_number
from bot.dialogue.state import State
from bot.replies import Reply
from bot.replies.handover import human_reply
from bot.settings import settings
from eligibility import Household

_HOUR = 60


def to_a_person(state: State) -> tuple[State, list[Reply]]:
    """The reply to 转人工, and the state with the code it gives.

    There is a code where there is something to hand over; a new one each time it is asked for.
    Without consent it is good for as long as what was said is kept.
    """
    conversation, own = state.conversation, settings()
    told = state.household != Household()
    code = new_code() if told and conversation.consent is not False else None
    minutes = own.handover_hours * _HOUR
    if not conversation.consent:
        minutes = min(minutes, own.pending_consent_minutes)
    replies = human_reply(own.human_help, state.household.jurisdiction, code, minutes)
    return state.with_conversation(handover=code or conversation.handover), replies


def number_of_result(number: str | None, same: bool, today: dt.date) -> str:
    """The number of a result that is shown: `number`, the one given out before, where it is for
    the `same` household and the same day; else a new one."""
    return number if number and same and is_of(number, today) else new_result_number(today)
