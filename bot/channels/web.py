"""The web channel: the residents' page and the JSON conversation, both under /chat.

See “A conversation, for a program” in the contract: the page, the widget and programs speak it.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.exceptions import PayloadTooLarge, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.clean_up import keep_clean
from bot.channels.conversations import Conversations
from bot.channels.limits import RateLimit
from bot.channels.messages import LONGEST_TEXT, Said
from bot.channels.moves import MINUTES, Moves
from bot.channels.sessions import Sessions
from bot.replies import phrase
from bot.service import quiet_logs
from eligibility import load_library

logger = logging.getLogger(__name__)

PAGES = Path(__file__).parents[1] / "pages" / "chat"
COOKIE = "screener"
MOST_CHOICES = 20

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_FILES = {
    "": ("index.html", "text/html; charset=utf-8"),
    "chat.css": ("chat.css", "text/css; charset=utf-8"),
    "chat.js": ("chat.js", "text/javascript; charset=utf-8"),
}


class Refused(Exception):
    """A request that gets a status and one Chinese sentence."""

    def __init__(self, status: int, name: str, **values: object) -> None:
        super().__init__(name)
        self.status = status
        self.sentence = phrase(name, **values)


class WebChannel(InputChannel):
    """Serves /chat/ and the conversation's JSON from Rasa's own port."""

    def __init__(self) -> None:
        # A plain `rasa run` starts no supervisor; its logs are to be as quiet.
        quiet_logs.install()
        self._sessions = Sessions.of_deployment()
        self._limit = RateLimit()
        self._moves = Moves()
        self._library = load_library()

    @classmethod
    def name(cls) -> str:
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebChannel:
        return cls()

    def url_prefix(self) -> str:
        return "/chat"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes. Turns go to the agent directly, so that their trackers can be read after."""
        routes = Blueprint("screener_web", url_prefix=self.url_prefix())
        routes.add_route(_guarded(self._page), "/", methods=["GET"], strict_slashes=False)
        routes.add_route(_guarded(self._file), "/<name:str>", methods=["GET"])
        routes.add_route(_guarded(self._start), "/conversations", methods=["POST"])
        routes.add_route(_guarded(self._message), "/messages", methods=["POST"])
        routes.add_route(_guarded(self._history), "/conversation", methods=["GET"])
        routes.add_route(_guarded(self._delete), "/conversation", methods=["DELETE"])
        routes.add_route(_guarded(self._move), "/moves", methods=["POST"])
        routes.exception(PayloadTooLarge)(_too_large)
        routes.listener("after_server_start")(keep_clean)
        return routes

    # -- pages -------------------------------------------------------------------------------

    async def _page(self, request: Request) -> HTTPResponse:
        if not request.path.endswith("/"):
            return response.redirect(f"{self.url_prefix()}/")
        if "move" in request.args:
            return await self._moved(request.args.get("move"))
        page = await _served("")
        if self._sessions.conversation(request.cookies.get(COOKIE) or "") is None:
            _set_cookie(page, self._sessions.new())
        return page

    async def _moved(self, code: str) -> HTTPResponse:
        """The page, going on with the conversation that the code opens."""
        conversation = self._moves.take(code)
        if conversation is None:
            return response.text(phrase("move_over"), status=410, headers=_HEADERS)
        page = await _served("")
        _set_cookie(page, self._sessions.token(conversation))
        return page

    async def _file(self, request: Request, name: str) -> HTTPResponse:
        # Sanic takes the page itself for a file without a name.
        return await _served(name) if name else await self._page(request)

    # -- conversations -------------------------------------------------------------------------

    async def _start(self, request: Request) -> HTTPResponse:
        token = self._sessions.new()
        return _json({"token": token, "conversation": self._sessions.conversation(token)}, 201)

    async def _message(self, request: Request) -> HTTPResponse:
        conversation, token = self._who(request)
        new = conversation is None
        if conversation is None:
            token = self._sessions.new()
            conversation = self._sessions.conversation(token)
        if not self._limit.allows(str(conversation)):
            raise Refused(429, "too_many")
        said = _said(request)
        answer = await self._conversations(request).take(str(conversation), said)
        reply = _json(answer)
        if new and token is not None:
            _set_cookie(reply, token)
        return reply

    async def _history(self, request: Request) -> HTTPResponse:
        conversation, _ = self._who(request)
        shown = None
        if conversation is not None:
            shown = await self._conversations(request).history(conversation)
        return _json(shown or {"replies": [], "asking": None, "done": False})

    async def _delete(self, request: Request) -> HTTPResponse:
        conversation, _ = self._who(request)
        deleted = True
        if conversation is not None:
            self._moves.end(conversation)
            deleted = await self._conversations(request).forget(conversation)
        reply = _json({"deleted": deleted}, 200 if deleted else 503)
        # Whoever uses this browser next starts under another name.
        _set_cookie(reply, self._sessions.new())
        return reply

    async def _move(self, request: Request) -> HTTPResponse:
        conversation, _ = self._who(request)
        if conversation is None:
            raise Refused(401, "unauthorised")
        if not self._limit.allows(conversation):
            raise Refused(429, "too_many")
        return _json({"code": self._moves.offer(conversation), "minutes": MINUTES}, 201)

    def _who(self, request: Request) -> tuple[str | None, str | None]:
        """The conversation and its token; a forged or malformed one is refused."""
        header = request.headers.get("authorization", "")
        token = header.partition(" ")[2].strip() if header else request.cookies.get(COOKIE)
        if not token and not header:
            return None, None
        bearer = not header or header.lower().startswith("bearer ")
        conversation = self._sessions.conversation(token or "") if bearer else None
        if conversation is None:
            raise Refused(401, "unauthorised")
        return conversation, token

    def _conversations(self, request: Request) -> Conversations:
        context = request.app.ctx
        if not hasattr(context, "screener_conversations"):
            context.screener_conversations = Conversations(context.agent, self._library)
        held: Conversations = context.screener_conversations
        return held


async def _served(name: str) -> HTTPResponse:
    if name not in _FILES:
        return response.text("没有这个页面", status=404, headers=_HEADERS)
    file, kind = _FILES[name]
    headers = {**_HEADERS, "Cache-Control": "no-cache"}
    return await response.file(PAGES / file, mime_type=kind, headers=headers)


# -- requests and answers ---------------------------------------------------------------------


def _said(request: Request) -> Said:
    """The message in a request; Refused with the fitting status when there is none."""
    try:
        body = request.json
    except SanicException as error:
        raise Refused(400, "bad_request") from error
    if not isinstance(body, dict):
        raise Refused(400, "bad_request")
    choices = body.get("choices", [body["choice"]] if "choice" in body else None)
    question = body.get("question")
    text = body.get("text", "")
    # Browsers send a request again by themselves when a connection drops.
    identifier = request.headers.get("x-message-id", "")[:64] or secrets.token_hex(16)
    # RFC 7240; the page shows replies only, and its phone may be on a slow line.
    brief = request.headers.get("prefer", "") == "return=minimal"
    if choices is not None:
        well = isinstance(choices, list) and 0 < len(choices) <= MOST_CHOICES
        if not well or not all(isinstance(c, str) and len(c) <= 64 for c in choices):
            raise Refused(400, "bad_request")
        known = question if isinstance(question, str) else None
        return Said(identifier, "", tuple(choices), known, brief)
    if not isinstance(text, str) or "text" not in body:
        raise Refused(400, "bad_request")
    if len(text) > LONGEST_TEXT:
        raise Refused(413, "too_long", limit=LONGEST_TEXT)
    # JSON may hold halves of characters, which no database and no answer could carry.
    text = text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", "").strip()
    if not text:
        raise Refused(400, "empty")
    return Said(identifier, text, brief=brief)


def _guarded(handler: Callable[..., Awaitable[HTTPResponse]]) -> Callable[..., Any]:
    """The handler with every refusal and every error answered in one Chinese sentence."""

    @functools.wraps(handler)
    async def guarded(request: Request, **parts: str) -> HTTPResponse:
        try:
            return await handler(request, **parts)
        except Refused as refused:
            return _refusal(refused.status, refused.sentence)
        except PayloadTooLarge as error:
            return await _too_large(request, error)
        except asyncio.CancelledError:
            raise
        except Exception:
            logger.exception("a request failed")
            return _refusal(503, phrase("server_trouble"))

    return guarded


async def _too_large(_request: Request, _error: Exception) -> HTTPResponse:
    """A body that is refused before it is read, and so before a route of ours sees it."""
    return _refusal(413, phrase("too_long", limit=LONGEST_TEXT))


def _refusal(status: int, sentence: str) -> HTTPResponse:
    return _json({"error": sentence}, status)


def _json(body: dict[str, Any], status: int = 200) -> HTTPResponse:
    return response.json(body, status=status, headers=_HEADERS, ensure_ascii=False)


def _set_cookie(reply: HTTPResponse, token: str) -> None:
    reply.cookies[COOKIE] = token
    reply.cookies[COOKIE]["path"] = "/chat"
    reply.cookies[COOKIE]["httponly"] = True
    # Strict would hide it from whoever comes back by a link, and the conversation with it.
    reply.cookies[COOKIE]["samesite"] = "Lax"
    reply.cookies[COOKIE]["max-age"] = 30 * 24 * 3600
