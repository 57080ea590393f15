"""Chooses the intent: characters, words and cues, weighed by a logistic regression.

Rasa's own features are raw counts, under which a long message drowns in its story. Here runs of
characters and jieba's words are weighed by how telling they are (TF-IDF), and a few cues say what
the message is after. Chosen by measurement (`make evaluate`); an encoder brought less than it cost.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.understanding.cues import cues_of
from bot.understanding.text.normalise import normalise

FILE = "intents.skops"
TRUSTED = ["scipy.sparse._csr.csr_matrix"]
"""Nothing but this and what skops knows itself is let in from the file."""
LONGEST = 2_000
"""Characters looked at: what a message is after is said long before."""


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Sets the most likely intent and the ranking of all."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "max_ngram": 4,
            "max_words": 2,
            "min_messages": 2,
            "cue_weight": 0.1,
            "strength": 40.0,
            "max_iter": 1_000,
            "random_state": 42,
            "ranking_length": 10,
        }

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._trained: dict[str, Any] | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        import skops.io

        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._trained = skops.io.load(folder / FILE, trusted=TRUSTED)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from all sentences that carry an intent."""
        import skops.io

        examples = [e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT)]
        least = self._config["min_messages"]
        self._trained = {
            "characters": TfidfVectorizer(
                analyzer="char", ngram_range=(1, self._config["max_ngram"]), min_df=least,
                sublinear_tf=True, dtype=np.float32,
            ).fit([_characters(e) for e in examples]),
            "words": TfidfVectorizer(
                token_pattern=r"\S+", ngram_range=(1, self._config["max_words"]), min_df=least,
                sublinear_tf=True, dtype=np.float32,
            ).fit([_words(e) for e in examples]),
            "regression": LogisticRegression(
                C=self._config["strength"], class_weight="balanced",
                max_iter=self._config["max_iter"], random_state=self._config["random_state"],
            ),
        }  # fmt: skip
        self._trained["regression"].fit(self._features(examples), [e.get(INTENT) for e in examples])
        with self._storage.write_to(self._resource) as folder:
            skops.io.dump(self._trained, folder / FILE, compression=8)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Every message with its intent and the ranking; an empty one is left to the fallback."""
        told = [message for message in messages if message.get(TEXT)]
        if self._trained is None or not told:
            return messages
        regression = self._trained["regression"]
        for message, shares in zip(
            told, regression.predict_proba(self._features(told)), strict=True
        ):
            ranking = sorted(
                ({"name": str(name), "confidence": float(share)}
                 for name, share in zip(regression.classes_, shares, strict=True)),
                key=lambda guess: -guess["confidence"],
            )[: self._config["ranking_length"]]  # fmt: skip
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def _features(self, messages: list[Message]) -> csr_matrix:
        assert self._trained is not None
        cues = np.asarray([cues_of(m.get(TEXT)) for m in messages], dtype=np.float32)
        return hstack(
            [
                self._trained["characters"].transform([_characters(m) for m in messages]),
                self._trained["words"].transform([_words(m) for m in messages]),
                csr_matrix(cues * self._config["cue_weight"]),
            ]
        ).tocsr()


def _characters(message: Message) -> str:
    return normalise(message.get(TEXT)[:LONGEST]).text


def _words(message: Message) -> str:
    """jieba's words with blanks between them."""
    tokens = (token.text.strip() for token in message.get(TOKENS_NAMES[TEXT]) or ())
    return " ".join(token for token in tokens if token)
