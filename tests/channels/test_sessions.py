"""Tokens: only those of this deployment stand for a conversation."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.sessions import SECRET_FILE, Sessions

OURS = Sessions(b"a key of this deployment")


def test_a_token_stands_for_its_conversation() -> None:
    token = OURS.new()
    conversation = OURS.conversation(token)
    assert conversation is not None
    assert token.startswith(conversation)
    assert OURS.conversation(token) == conversation


def test_every_token_is_another_conversation() -> None:
    assert len({OURS.conversation(OURS.new()) for _ in range(50)}) == 50


def test_a_token_of_another_key_is_nobody() -> None:
    assert OURS.conversation(Sessions(b"another key").new()) is None


def _forged(token: str) -> list[str]:
    conversation, _, signature = token.partition(".")
    other = "0" * 32
    return [
        f"{other}.{signature}",
        f"{conversation}.{'0' * 64}",
        f"{conversation}.",
        conversation,
        token[:-1],
        token[:40],
        token + "0",
        token + "\n",
        " " + token,
        token.upper(),
        token.replace(".", ""),
        "",
        ".",
        "../../etc/passwd",
        "好",
        "0" * 10_000,
    ]


@pytest.mark.parametrize("number", range(len(_forged(OURS.new()))))
def test_forged_and_truncated_tokens_are_nobody(number: int) -> None:
    assert OURS.conversation(_forged(OURS.new())[number]) is None


def test_the_key_is_the_deployments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = tmp_path / "secret"
    key.write_bytes(b"kept by the supervisor")
    monkeypatch.setenv(SECRET_FILE, str(key))
    token = Sessions.of_deployment().new()
    assert Sessions.of_deployment().conversation(token) is not None


def test_without_a_file_the_key_ends_with_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SECRET_FILE, raising=False)
    assert Sessions.of_deployment().conversation(Sessions.of_deployment().new()) is None
