"""Who is speaking: a random conversation id, signed, in a cookie or a bearer token."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

SECRET_FILE = "SCREENER_SECRET_FILE"
_TOKEN = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{64})\Z")


class Sessions:
    """Makes and checks tokens: `<conversation id>.<HMAC-SHA256 of it>`."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    def of_deployment(cls) -> Sessions:
        """With the key the supervisor keeps; without one, a key that ends with the process."""
        path = os.environ.get(SECRET_FILE)
        return cls(Path(path).read_bytes() if path else secrets.token_bytes(32))

    def new(self) -> str:
        """A token for a new conversation."""
        return self.token(secrets.token_hex(16))

    def conversation(self, token: str) -> str | None:
        """The conversation a token stands for; None when it is forged or malformed."""
        found = _TOKEN.match(token)
        if found is None or not hmac.compare_digest(self.token(found.group(1)), token):
            return None
        return found.group(1)

    def token(self, conversation: str) -> str:
        """The token of a conversation."""
        signature = hmac.new(self._secret, conversation.encode(), hashlib.sha256).hexdigest()
        return f"{conversation}.{signature}"
