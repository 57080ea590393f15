"""The tone of a message: abuse, anger, sorrow get a human sentence and no questionnaire."""

from __future__ import annotations

import datetime as dt

from bot.dialogue.state import Conversation, State
from bot.replies import Reply
from bot.replies.policy import Where
from bot.replies.tones import acknowledged, condolence, tone_reply
from bot.understanding import Reading
from bot.understanding.tones import loss, mood_in, tone_of
from eligibility import Library


def mood_alone(state: State, text: str, library: Library, today: dt.date) -> list[Reply]:
    """The whole reply where the mood is what a message is about; nothing where it is not."""
    tone = tone_of(text)
    if tone is None or state.conversation.voice == "operator":
        return []
    where = Where(state.household.jurisdiction, state.household.district)
    return [tone_reply(tone, where, library, today, state.conversation.voice)]


def mood_beside(conversation: Conversation, text: str) -> list[Reply]:
    """One sentence before what else is replied, where a message asks for something angrily."""
    tone = tone_of(text) or mood_in(text)
    said = acknowledged(tone, conversation.voice) if tone else None
    return [Reply(said)] if said else []


def sympathy(conversation: Conversation, reading: Reading) -> list[Reply]:
    """One sentence for a death that is told among facts, once for each person."""
    told = loss(reading)
    name = f"loss:{told.label}" if told else ""
    if told is None or name in conversation.said_once:
        return []
    conversation.said_once = [*conversation.said_once, name]
    said = condolence(told.label, told.relation, told.lately, conversation.voice)
    return [Reply(said)] if said else []
