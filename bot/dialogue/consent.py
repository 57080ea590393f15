"""The first question: what is asked, why, how long it is kept; then yes or no."""

from __future__ import annotations

from bot.dialogue.state import Voice
from bot.replies import phrase
from bot.replies.first_reply import consent_text
from bot.settings import settings
from eligibility import Choice, Question

CONSENT = "consent"


def consent_question(
    voice: Voice = "resident", count: int | None = None, again: bool = False
) -> Question:
    """The question as any other, in the words for who is speaking; its answer tells no fact of the
    household. `count` of questions to come, where it can be told. `again`:
    staff have read the whole of it to somebody before."""
    text = consent_text(voice, settings().retention_days, count)
    if again and voice != "resident":
        text = phrase(f"consent_next_{voice}")
    return Question(
        question=CONSENT,
        text=text,
        why="没有您同意，我不问家里的情况。",
        stage="core",
        facts=[],
        choices=[
            Choice(id="agree", label=phrase("consent_agree")),
            Choice(id="disagree", label=phrase("consent_disagree")),
        ],
    )
