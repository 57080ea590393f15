"""Fixtures of the engine's tests."""

from __future__ import annotations

import pytest

from eligibility import Library, load_library


@pytest.fixture(scope="session")
def library() -> Library:
    """The packs this project ships."""
    return load_library()
