"""The first turn, taken by nobody: loads dictionaries and packs before a person has to wait.

Speaks the public conversation interface of the web channel, and deletes what it started. The
channel has a sentence for every trouble, so a reply alone proves nothing: what the bot itself said
stands in the conversation afterwards.
"""

from __future__ import annotations

import http.client
import json
from typing import Any

from bot.service.environment import LOOPBACK

_SECONDS = 60.0
# Too long to be a beginning that more is waited for.
WORDS = "我家三口人，想问一下能申请什么救助，该去哪里办"


class WarmUpFailed(Exception):
    """A first conversation was not possible; the message says which step failed."""


def take_first_turn(port: int) -> None:
    """Starts a conversation, says one sentence, deletes it. Raises WarmUpFailed."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=_SECONDS)
    try:
        token = _call(connection, "POST", "/chat/conversations", None, {})["token"]
        try:
            _call(connection, "POST", "/chat/messages", token, {"text": WORDS})
            shown = _call(connection, "GET", "/chat/conversation", token, None)
        finally:
            _call(connection, "DELETE", "/chat/conversation", token, None)
    except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
        raise WarmUpFailed(f"第一轮对话没有成功（{type(error).__name__}）。") from error
    finally:
        connection.close()
    if not any(reply.get("from", "bot") == "bot" for reply in shown.get("replies", [])):
        raise WarmUpFailed("第一轮对话没有得到回复。")


def _call(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    token: str | None,
    body: dict[str, str] | None,
) -> dict[str, Any]:
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    response = connection.getresponse()
    content = response.read()
    if response.status >= 300:
        raise WarmUpFailed(f"第一轮对话没有成功：{method} {path} 返回 {response.status}。")
    result: dict[str, Any] = json.loads(content) if content else {}
    return result
