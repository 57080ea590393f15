"""Screenings, questions and events in words. Pure: no Rasa, no clock, no decisions."""

from bot.replies.model import Reply
from bot.replies.phrases import phrase
from bot.replies.questions import ask
from bot.replies.results import details, summary

__all__ = ["Reply", "ask", "details", "phrase", "summary"]
