"""A question in words, and how to answer it for somebody who was not understood."""

from __future__ import annotations

import pytest

from bot.replies.questions import hint
from eligibility import Choice, Question


@pytest.mark.parametrize(
    ("labels", "said", "unsaid"),
    [(("同意", "不同意"), "1 或者 2", "不清楚"), (("甲", "乙", "不清楚"), "不清楚", "1 或者 2")],
)
def test_the_hint_fits_the_number_of_choices(
    labels: tuple[str, ...], said: str, unsaid: str
) -> None:
    choices = [Choice(id=label, label=label) for label in labels]
    question = Question(question="one", text="哪个？", stage="core", facts=[], choices=choices)
    assert said in hint(question)
    assert unsaid not in hint(question)
