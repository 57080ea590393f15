"""Commands and emergencies are read by rules before anything is guessed.

It stands last in the pipeline. An emergency or a command that `bot.understanding` reads is the
intent. A command that only the classifier saw (算了不弄了，改天再讲) counts in a short message and
when it is sure; an emergency that only it saw never does. Else its next best guess counts.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.understanding import read_command, read_emergency

EMERGENCY, FALLBACK = "emergency", "nlu_fallback"
# Rasa gives “restart” a meaning of its own.
INTENT_OF_COMMAND = {
    "dont_know": "dont_know",
    "decline": "decline",
    "why": "why",
    "undo": "undo",
    "restart": "start_over",
    "delete": "delete",
    "human": "human",
    "stop": "stop",
    "more": "more",
    "result": "result",
    "continue": "go_on",
    "agree": "agree",
    "disagree": "disagree",
    "greet": "greet",
    "thanks": "thanks",
    "repeat": "repeat",
    "recall": "recall",
    "another": "another",
    "back_to": "back_to",
}
READ_BY_RULES = frozenset({EMERGENCY, *INTENT_OF_COMMAND.values()})
NEVER_GUESSED = frozenset({EMERGENCY, "agree", "disagree"})
SURE, SURE_OF_DELETING = 0.5, 0.75
SHORT = 40
"""How long a command in words may be, in characters."""


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=False)
class MessageReader(GraphComponent, IntentClassifier):
    """Sets the intent of commands and emergencies."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageReader:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            name = intent_by_rules(message.get(TEXT) or "")
            if name is not None:
                message.set(INTENT, {"name": name, "confidence": 1.0}, add_to_output=True)
            else:
                self._withdraw(message)
        return messages

    @staticmethod
    def _withdraw(message: Message) -> None:
        """A command nobody gave is not taken for one."""
        intent = message.get(INTENT) or {}
        if intent.get("name") not in READ_BY_RULES or _trusted(intent, message.get(TEXT) or ""):
            return
        ranking = message.get(INTENT_RANKING_KEY) or []
        others = [guess for guess in ranking if guess.get("name") not in READ_BY_RULES]
        best = max(others, key=lambda guess: guess["confidence"], default=None)
        name = best["name"] if best else FALLBACK
        confidence = best["confidence"] if best else 0.0
        message.set(INTENT, {"name": name, "confidence": confidence}, add_to_output=True)


def _trusted(intent: dict[str, Any], text: str) -> bool:
    name = intent["name"]
    least = SURE_OF_DELETING if name == "delete" else SURE
    return name not in NEVER_GUESSED and len(text) <= SHORT and intent["confidence"] >= least


def intent_by_rules(text: str) -> str | None:
    """The intent that rules read in a message: an emergency first, then a command."""
    if read_emergency(text) is not None:
        return EMERGENCY
    command = read_command(text)
    return None if command is None else INTENT_OF_COMMAND.get(command.name)
