"""The cues of data/places.yml as patterns."""

import re
from functools import cache

from bot.understanding.text.lexicon import cues, load

cue = cues("places")
"""The pattern `name` of data/places.yml."""


@cache
def role_cues(side: str) -> dict[str, re.Pattern[str]]:
    """The patterns of `role_before` or `role_after` by role."""
    return {role: re.compile(pattern) for role, pattern in load("places")[side].items()}
