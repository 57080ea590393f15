"""When a message is about other matters: then what it tells of people is nobody's application."""

OUT_OF_SCOPE = "out_of_scope"
SURE = 0.35
"""From this confidence of the classifier on; below it, what is told is kept rather than dropped."""


def beyond(intent: str | None, confidence: float) -> bool:
    """Whether a complaint about wages, land or who else gets help tells nothing to be kept."""
    return intent == OUT_OF_SCOPE and confidence >= SURE
