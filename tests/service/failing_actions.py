"""Actions that go wrong in the ways a real one might, for the test of the logs."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action


class Raises(Action):
    """Raises with what the person said in the exception's text."""

    def name(self) -> str:
        return "action_raises"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        said = tracker.latest_message["text"]
        try:
            int(said)
        except ValueError as error:
            raise RuntimeError(f"cannot read {said}") from error
        return []
