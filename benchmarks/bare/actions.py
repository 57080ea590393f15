"""The least a form can do: take any text, ask the same again. What Rasa itself costs in a turn."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action
from rasa_sdk.forms import FormValidationAction


class ValidateInterview(FormValidationAction):
    """Accepts nothing for good, so that the form stays open."""

    def name(self) -> str:
        return "validate_interview"

    def validate_answer(
        self, value: Any, dispatcher: Any, tracker: Any, domain: Any
    ) -> dict[str, Any]:
        return {"answer": None}


class AskAnswer(Action):
    """Asks one question for ever."""

    def name(self) -> str:
        return "action_ask_interview_answer"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        dispatcher.utter_message(text="家里一共几口人？")
        return []
