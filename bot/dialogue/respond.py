"""Replies to what is no answer, by intent: questions of their own, commands, emergencies."""

from __future__ import annotations

import datetime as dt

from bot.dialogue import commands
from bot.dialogue.state import State
from bot.dialogue.turn import after
from bot.replies import Reply, phrase
from eligibility import Library

_SENTENCES = {
    "human": "human",
    "thanks": "thanks",
    "ask_policy": "ask_policy",
    "ask_where": "ask_where",
    "ask_amount": "ask_amount",
    "case_trouble": "case_trouble",
    "out_of_scope": "out_of_scope",
    "stop": "stopped",
}


def respond(
    state: State, intent: str | None, text: str, library: Library, today: dt.date
) -> tuple[State, list[Reply]]:
    """The reply to a message of this intent, and the state it leaves."""
    if intent == "emergency":
        return commands.emergency(state, text)
    if intent == "undo":
        return commands.undo(state)
    if intent == "start_over":
        return commands.restart(state)
    if intent == "why":
        return state, commands.explain(state, library, today)
    if intent == "more":
        return state, commands.full_account(state, library, today)
    if intent == "result":
        return commands.result(state, library, today)
    if intent == "go_on":
        return commands.go_on(state, library, today)
    if intent == "repeat":
        return state, commands.repeat(state, library, today)
    if intent == "delete":
        return after(state, delete=True), []
    name = _SENTENCES.get(intent or "", "greeting")
    return state, [Reply(phrase(name))]
