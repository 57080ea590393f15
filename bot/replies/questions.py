"""A question in words: its text, an example, the answers on offer."""

from __future__ import annotations

from bot.replies.model import Reply
from bot.replies.phrases import phrase
from bot.replies.staff import grid_question, operator_question
from eligibility import Question

_TWO = 2


def ask(question: Question, voice: str = "resident") -> Reply:
    """The question as a message, in the words for who is speaking; channels number the choices
    their own way."""
    if question.facts and voice == "grid":
        return grid_question(question)
    if question.facts and voice == "operator":
        return operator_question(question)
    example = f"（{question.example}）" if question.example else ""
    return Reply(
        text=question.text + example,
        choices=tuple(question.choices),
        multiple=question.multiple,
        question=question.question,
    )


def hint(question: Question) -> str:
    """How the open question can be answered, for somebody who was not understood."""
    example = question.example or ""
    if not question.facts:
        two = len(question.choices) <= _TWO
        return phrase("hint_one_of_two" if two else "hint_one_of_several")
    if question.expects == "choice" or not example:
        return phrase("hint_choices")
    return phrase(f"hint_{question.expects}", example=example)
