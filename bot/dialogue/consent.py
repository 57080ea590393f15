"""The first question: what is asked, why, how long it is kept; then yes or no."""

from __future__ import annotations

from bot.replies import phrase
from eligibility import Choice, Question

CONSENT = "consent"
RETENTION_DAYS = 30


def consent_question() -> Question:
    """The question as any other; its answer tells no fact of the household."""
    return Question(
        question=CONSENT,
        text=phrase("consent", days=RETENTION_DAYS),
        why="没有您同意，我不问家里的情况。",
        stage="core",
        facts=[],
        choices=[
            Choice(id="agree", label=phrase("consent_agree")),
            Choice(id="disagree", label=phrase("consent_disagree")),
        ],
    )
