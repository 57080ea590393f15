"""Results and questions for those who help others: grid workers and hotline operators."""

from bot.replies.staff.grid import grid_noted, grid_question, grid_result, grid_unchanged
from bot.replies.staff.operator import operator_first_help, operator_question, operator_result
from bot.replies.staff.silence import as_usual

__all__ = [
    "as_usual",
    "grid_noted",
    "grid_question",
    "grid_result",
    "grid_unchanged",
    "operator_first_help",
    "operator_question",
    "operator_result",
]
