"""`python -m bot.understanding [--intents]`: one message a line in, one JSON line out."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.understanding import read_message

MODELS = Path(__file__).parents[2] / "models"
Intent = dict[str, Any]
Classify = Callable[[str], Intent | None]


def main(arguments: list[str] | None = None) -> int:
    """Reads messages from standard input, blank lines included."""
    parser = argparse.ArgumentParser(prog="python -m bot.understanding", description=__doc__)
    parser.add_argument(
        "--intents", action="store_true", help="ask the trained model for the intent"
    )
    parser.add_argument("--models", type=Path, default=MODELS, help="where trained models are kept")
    options = parser.parse_args(arguments)
    classify = classifier(options.models) if options.intents else no_intent
    sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
    for line in sys.stdin:
        text = line.removesuffix("\n").removesuffix("\r")
        shown = read_message(text).to_json(classify(text))
        print(json.dumps(shown, ensure_ascii=False), flush=True)
    return 0


def no_intent(_text: str) -> Intent | None:
    """What stands in for the model where there is none."""
    return None


def classifier(models: Path) -> Classify:
    """The trained model's intents; without one, a line on standard error and null for all."""
    newest = max(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)
    if newest is None:
        print(f"没有训练好的模型（{models}），intent 一律为 null。", file=sys.stderr)
        return no_intent
    try:
        return _rasa_classifier(newest)
    except ImportError as missing:
        print(f"没有装 Rasa（{missing.name}），intent 一律为 null。", file=sys.stderr)
        return no_intent


def _rasa_classifier(model: Path) -> Classify:
    import asyncio

    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import structlog
    from rasa.core.agent import Agent

    # Rasa prints every message it parses to standard output, which belongs to the answers.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    agent = Agent.load(str(model))

    def classify(text: str) -> Intent | None:
        if not text.strip():
            return None
        # Rasa would take a leading slash for an intent.
        plain = "／" + text[1:] if text.startswith("/") else text
        parsed = asyncio.run(agent.parse_message(plain))
        intent = parsed.get("intent") or {}
        if intent.get("name") == "emergency":
            # Danger has a field of its own; the intent says what else the message is after.
            ranking = parsed.get("intent_ranking", ())
            intent = next((g for g in ranking if g["name"] != "emergency"), intent)
        name = intent.get("name")
        return {"name": name, "confidence": round(intent["confidence"], 4)} if name else None

    return classify


if __name__ == "__main__":
    sys.exit(main())
