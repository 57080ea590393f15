"""The operators' page under /handover: a code that a resident reads out opens the note.

Nothing is stored for it: the note is made from the conversation as it stands, and with the
conversation it is gone. Who has no key gets no page, and a code that is wrong, over or deleted
always the same sentence.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import datetime as dt
import functools
import hmac
import html
import logging
import os
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from string import Template
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.tracker_store import TrackerStore
from sanic import Blueprint, response
from sanic.exceptions import PayloadTooLarge, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.codes import opened_by
from bot.channels.conversations import state_of
from bot.channels.limits import RateLimit
from bot.clock import HERE, today
from bot.dialogue.asking import open_question
from bot.dialogue.numbers import read_code
from bot.dialogue.state import State
from bot.replies.handover import Line, Section, note
from bot.service import quiet_logs
from bot.settings import settings
from eligibility import Library, load_library, screen
from eligibility.files.yamlfile import read_yaml
from eligibility.telling.guide import guide

logger = logging.getLogger(__name__)

PAGES = Path(__file__).parents[1] / "pages" / "handover"
KEY_FILE = "SCREENER_OPERATOR_KEY_FILE"
WRONG_KEYS_PER_MINUTE = 30
_MINUTE = 60
_ABOUT_THE_TALK = ("consent", "safety")

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_ASK_FOR_A_KEY = {"WWW-Authenticate": 'Basic realm="handover", charset="UTF-8"'}


class Refused(Exception):
    """A request that gets a status and one Chinese sentence."""

    def __init__(self, status: int, name: str) -> None:
        super().__init__(name)
        self.status = status
        self.sentence = _text(name)


class HandoverChannel(InputChannel):
    """Serves /handover/ from Rasa's own port. No message comes in here."""

    def __init__(self, key: bytes | None = None) -> None:
        """`key` is the operators'; the deployment's own where none is given."""
        quiet_logs.install()
        self._key = _key_of_deployment() if key is None else key
        self._library = load_library()
        self.count_anew()

    def count_anew(self) -> None:
        """Forgets how often a code was looked up and a key was wrong."""
        per_minute = settings().lookups_per_minute
        self._lookups = RateLimit(per_minute, per_minute / _MINUTE)
        self._wrong_keys = RateLimit(WRONG_KEYS_PER_MINUTE, WRONG_KEYS_PER_MINUTE / _MINUTE)

    @classmethod
    def name(cls) -> str:
        return "handover"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> HandoverChannel:
        return cls()

    def url_prefix(self) -> str:
        return "/handover"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The form, the note and their stylesheet."""
        routes = Blueprint("screener_handover", url_prefix=self.url_prefix())
        routes.add_route(_guarded(self._form), "/", methods=["GET"], strict_slashes=False)
        routes.add_route(_guarded(self._note), "/", methods=["POST"], strict_slashes=False)
        routes.add_route(_guarded(self._style), "/handover.css", methods=["GET"])
        return routes

    async def _form(self, request: Request) -> HTTPResponse:
        self._let_in(request)
        return _page(_form())

    async def _style(self, request: Request) -> HTTPResponse:
        # Without a key, so that the page that asks for one looks like the others.
        headers = {**_HEADERS, "Cache-Control": "no-cache"}
        path = PAGES / "handover.css"
        return await response.file(path, mime_type="text/css; charset=utf-8", headers=headers)

    async def _note(self, request: Request) -> HTTPResponse:
        self._let_in(request)
        if not self._lookups.allows("all"):
            raise Refused(429, "too_many")
        typed = (request.form or {}).get("code")
        code = read_code(typed) if isinstance(typed, str) else None
        store = request.app.ctx.agent.tracker_store
        opened = await asyncio.to_thread(opened_by, store, code) if code else None
        state = await _state(store, opened[0]) if opened else None
        if code is None or opened is None or state is None:
            return _page(_form(_text("unknown")), 404)
        sections = await asyncio.to_thread(_sections, state, self._library)
        return _page(_printed(code, opened[1], state, sections))

    def _let_in(self, request: Request) -> None:
        """Refused for whoever does not have the key; the right one is never held up by others."""
        told = _password(request.headers.get("authorization", ""))
        if self._key and told is not None and hmac.compare_digest(told, self._key):
            return
        if told is not None and not self._wrong_keys.allows("all"):
            raise Refused(429, "too_many")
        raise Refused(401, "unauthorised")


def _key_of_deployment() -> bytes:
    """The key the supervisor keeps; without one the page opens for nobody."""
    path = os.environ.get(KEY_FILE)
    return Path(path).read_bytes().strip() if path else b""


def _password(header: str) -> bytes | None:
    """The password of HTTP Basic, whatever the name; None where none was sent."""
    scheme, _, told = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(told.strip(), validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return None


async def _state(store: TrackerStore, conversation: str) -> State | None:
    """How the conversation stands now; None where it is no longer there."""
    tracker = await store.retrieve(conversation)
    return None if tracker is None else state_of(tracker)


def _sections(state: State, library: Library) -> list[Section]:
    day = today()
    question = open_question(state, library, day)
    if question is not None and question.question in _ABOUT_THE_TALK:
        question = None
    screening = way = None
    if state.household.jurisdiction in library.places:
        screening = screen(library, state.household, day, everything=True)
        way = guide(library, state.household, screening)
    return note(state.household, question, screening, way, state.conversation.urgent)


# -- HTML --------------------------------------------------------------------------------------


@functools.cache
def _texts() -> dict[str, str]:
    return read_yaml(Path(__file__).with_name("handover.yml"))


def _text(text: str, /, **values: object) -> str:
    return _texts()[text].format(**values)


@functools.cache
def _template(name: str) -> Template:
    return Template((PAGES / name).read_text(encoding="utf-8"))


def _page(body: str, status: int = 200, headers: dict[str, str] | None = None) -> HTTPResponse:
    """A whole page; `body` is HTML."""
    page = _template("page.html").substitute(title=html.escape(_text("title")), body=body)
    return response.html(page, status=status, headers={**_HEADERS, **(headers or {})})


def _told(sentence: str) -> str:
    return f'<p class="told" role="alert">{html.escape(sentence)}</p>'


def _form(sentence: str = "") -> str:
    return _template("ask.html").substitute(told=_told(sentence) if sentence else "")


def _printed(code: str, until: float, state: State, sections: Iterable[Section]) -> str:
    number = state.conversation.result_number
    told = [_text("stamp", now=_clock(time.time()), until=_clock(until))]
    told += [_text("result", number=number)] if number else []
    told += [_text("others", count=len(state.others))] if state.others else []
    return _template("note.html").substitute(
        code=html.escape(code),
        stamp=html.escape("".join(told)),
        sections="\n".join(_section(section) for section in sections),
    )


def _section(section: Section) -> str:
    kind = ' class="urgent"' if section.urgent else ""
    lines = "\n".join(_line(line) for line in section.lines)
    return (
        f"<section{kind}>\n<h2>{html.escape(section.title)}</h2>\n<ul>\n{lines}\n</ul>\n</section>"
    )


def _line(line: Line) -> str:
    aside = f" <small>{html.escape(line.aside)}</small>" if line.aside else ""
    return f"<li>{html.escape(line.text)}{aside}</li>"


def _clock(seconds: float) -> str:
    at = dt.datetime.fromtimestamp(seconds, HERE)
    return f"{at.month}月{at.day}日{at:%H:%M}"


# -- refusals ------------------------------------------------------------------------------------


def _guarded(handler: Callable[[Request], Awaitable[HTTPResponse]]) -> Callable[..., Any]:
    """The handler with every refusal and every error answered in one Chinese sentence."""

    @functools.wraps(handler)
    async def guarded(request: Request) -> HTTPResponse:
        try:
            return await handler(request)
        except Refused as refused:
            asking = _ASK_FOR_A_KEY if refused.status == 401 else None
            return _page(_told(refused.sentence), refused.status, asking)
        except (PayloadTooLarge, SanicException):
            return _page(_form(_text("unknown")), 404)
        except asyncio.CancelledError:
            raise
        except Exception:
            logger.exception("a note could not be shown")
            return _page(_told(_text("trouble")), 503)

    return guarded
