"""Chinese text to facts: pure Python, rules on the raw text, every fact with its words."""

from bot.understanding.answers.answer import Answer
from bot.understanding.answers.reader import read_answer
from bot.understanding.commands import Command, read_command
from bot.understanding.emergency import read_emergency, says_only_that_it_is_urgent
from bot.understanding.people.known import as_known, known_names
from bot.understanding.reader import read_message
from bot.understanding.reading import (
    Correction,
    Emergency,
    FactSaid,
    Flow,
    MemberSaid,
    Open,
    PlaceSaid,
    Quantity,
    Reading,
    Wish,
)

__all__ = [
    "Answer",
    "Command",
    "Correction",
    "Emergency",
    "FactSaid",
    "Flow",
    "MemberSaid",
    "Open",
    "PlaceSaid",
    "Quantity",
    "Reading",
    "Wish",
    "as_known",
    "known_names",
    "read_answer",
    "read_command",
    "read_emergency",
    "read_message",
    "says_only_that_it_is_urgent",
]
