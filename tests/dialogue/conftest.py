"""Fixtures of the dialogue's tests."""

from __future__ import annotations

import pytest

from eligibility import Library, load_library
from tests.dialogue.talk import Talk


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture
def talk(library: Library) -> Talk:
    """Somebody who has not said anything yet."""
    return Talk(library)


@pytest.fixture
def agreed(talk: Talk) -> Talk:
    """Somebody who has agreed, asks for their own family and has nothing urgent; the place is
    asked."""
    talk.say("你好")
    talk.say("同意")
    talk.choose("none")
    talk.choose("self")
    return talk


@pytest.fixture
def in_minhou(agreed: Talk) -> Talk:
    """Somebody of 闽侯 without anything urgent; the register is asked."""
    agreed.choose("minhou")
    return agreed
