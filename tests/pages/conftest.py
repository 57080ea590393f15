"""What the page tests share: a scripted server, Chromium, and a hand that uses the chat page.

`page_url` names the servers a test of test_chat_page.py runs against. A further one is added to
SERVERS as the name of a fixture that has an attribute `url`, the address of the page.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

PAGES = Path(__file__).resolve().parents[2] / "bot" / "pages" / "chat"
FILES = {
    "": ("index.html", "text/html; charset=utf-8"),
    "chat.css": ("chat.css", "text/css; charset=utf-8"),
    "chat.js": ("chat.js", "text/javascript; charset=utf-8"),
}
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
SERVERS = ["stub", pytest.param("server", marks=pytest.mark.server)]
SIZES = {"phone": (360, 640), "desktop": (1200, 800)}
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DROP = -1


def reply(text: str) -> dict[str, Any]:
    """One reply of the bot without choices."""
    return {"text": text, "choices": [], "multiple": False, "question": None, "more": False}


RESUME = {
    "text": "有一次没问完的咨询，接着来吗？",
    "choices": [{"id": "go_on", "label": "接着来"}, {"id": "anew", "label": "重新开始"}],
    "multiple": False,
    "question": "resume",
    "more": False,
}


class Stub:
    """A server with the manners of the chat channel that says what a test scripts.

    `script` holds the coming turns (lists of replies), `statuses` the coming answers to POST
    other than 200 (DROP hangs up), `gate` holds answers back while it is cleared. With `joins` set
    what came meanwhile is one turn; `covered` shows nothing before the question is answered, and
    `help` is what it says all the same.
    """

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.script: deque[list[dict[str, Any]]] = deque()
        self.statuses: deque[int] = deque()
        self.lost_after: deque[bool] = deque()
        self.posted: list[dict[str, Any]] = []
        self.ids: list[str] = []
        self.deleted = 0
        self.refuse_delete = False
        self.asking = False
        self.done = False
        self.joins = False
        self.covered = False
        self.help: list[dict[str, Any]] = []
        self.moves: tuple[int, dict[str, Any]] = (201, {"code": "a-code", "minutes": 10})
        self.aside: list[dict[str, Any]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.turns = _Turns()
        handler = type("Handler", (_Handler,), {"stub": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/chat/"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.gate.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def state(self, replies: list[dict[str, Any]]) -> dict[str, Any]:
        if self.covered:
            question = {"from": "bot", **RESUME}
            return {"replies": [*replies, question], "asking": RESUME, "done": False}
        asking = {"question": "q"} if self.asking else None
        return {"replies": replies, "asking": asking, "done": self.done}

    def take(self, body: dict[str, Any]) -> dict[str, Any]:
        """One turn: stores what was said and the next replies of the script, and returns these."""
        if self.covered:
            return self.come_back(body)
        said = str(body.get("text") or body.get("choice") or "、".join(body.get("choices", [])))
        replies = self.script.popleft() if self.script else [reply(f"我听到的是：{said}")]
        self.entries.append({"from": "user", "text": said})
        self.entries.extend({"from": "bot", **one} for one in replies)
        return self.state(replies)

    def come_back(self, body: dict[str, Any]) -> dict[str, Any]:
        """Keeps what is said aside until the question is answered, then takes it."""
        if body.get("question") != "resume":
            self.aside.append(body)
            return self.state(self.help)
        self.covered = False
        replies = [reply("好，接着上次的问题。")]
        if body["choice"] == "anew":
            self.entries.clear()
            replies = [reply("好，上次的已经删掉了。")]
        for kept in self.aside:
            replies += self.take(kept)["replies"]
        self.aside.clear()
        return self.state(replies)

    def take_together(self, bodies: list[dict[str, Any]], ids: list[str]) -> dict[str, Any]:
        """Messages as one turn."""
        *before, last = bodies
        self.entries.extend({"from": "user", "text": str(body["text"])} for body in before)
        return {**self.take(last), "turn": ids[0], "messages": ids}


class _Turns:
    """Messages are taken in the order in which they came."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._came: list[tuple[str, dict[str, Any]]] = []
        self._next = 0
        self._answers: dict[int, dict[str, Any]] = {}

    def come(self, identifier: str, body: dict[str, Any]) -> int:
        """The place of a message among all."""
        with self._changed:
            self._came.append((identifier, body))
            return len(self._came) - 1

    def wait(self, place: int) -> dict[str, Any] | None:
        """Waits until it is this message's turn; the answer where it has one already."""
        with self._changed:
            self._changed.wait_for(lambda: self._next >= place)
            return self._answers.get(place)

    def all_waiting(self, place: int) -> list[tuple[str, dict[str, Any]]]:
        with self._changed:
            return self._came[place:]

    def done(self, place: int, answer: dict[str, Any] | None = None, count: int = 1) -> None:
        """This message and those after it that were taken with it are answered."""
        with self._changed:
            for one in range(place, place + count if answer else place):
                self._answers[one] = answer or {}
            self._next = max(self._next, place + count)
            self._changed.notify_all()


class _Handler(BaseHTTPRequestHandler):
    stub: Stub
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the test's own output is to be read."""

    def answer(self, status: int, data: Any, kind: str = "application/json") -> None:
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", CSP)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        name = self.path.removeprefix("/chat/").partition("?")[0]
        if name in FILES:
            file, kind = FILES[name]
            self.answer(200, (PAGES / file).read_bytes(), kind)
        elif name == "conversation":
            self.answer(200, self.stub.state([] if self.stub.covered else self.stub.entries))
        else:
            self.answer(404, {"error": "没有这一页。"})

    def do_POST(self) -> None:
        stub = self.stub
        if self.path == "/chat/moves":
            self.answer(*stub.moves)
            return
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        identifier = self.headers.get("X-Message-Id", "")
        stub.posted.append(body)
        stub.ids.append(identifier)
        place = stub.turns.come(identifier, body)
        stub.gate.wait()
        answered = stub.turns.wait(place)
        if answered:
            self.answer(200, answered)
            return
        count = 1
        try:
            count = self.take(place, body)
        finally:
            stub.turns.done(place, count=count)

    def take(self, place: int, body: dict[str, Any]) -> int:
        """Answers a message; how many were taken with it."""
        stub = self.stub
        status = stub.statuses.popleft() if stub.statuses else 200
        if status == DROP:
            if stub.lost_after and stub.lost_after.popleft():
                stub.take(body)
            # Broken off in the middle: on a mere hang-up Chromium sends a POST again by itself.
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")
            self.close_connection = True
        elif status != 200:
            self.answer(status, {"error": "服务器说了一句话。"})
        elif stub.joins:
            waiting = stub.turns.all_waiting(place)
            answer = stub.take_together([one for _, one in waiting], [name for name, _ in waiting])
            stub.turns.done(place, answer, len(waiting))
            self.answer(200, answer)
            return len(waiting)
        else:
            self.answer(200, stub.take(body))
        return 1

    def do_DELETE(self) -> None:
        if self.stub.refuse_delete:
            self.answer(503, {"error": "稍等。"})
            return
        self.stub.deleted += 1
        self.stub.entries.clear()
        self.answer(200, {"deleted": True})


class Chat:
    """The chat page in one tab, and what went wrong in it."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.url = url
        self.problems: list[str] = []
        self.weight = 0
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("console", self._console)
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: Any) -> None:
        # Chromium's own line for an answer that a test made the server give.
        failed = message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not failed:
            self.problems.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.url, "data:")):
            self.problems.append(f"outside: {request.url}")

    def _response(self, response: Any) -> None:
        self.weight += int(response.headers.get("content-length", "0"))

    def open(self) -> Chat:
        self.page.goto(self.url)
        self.page.locator("#boot").wait_for(state="hidden")
        return self

    def reload(self) -> None:
        self.page.reload()
        self.page.locator("#boot").wait_for(state="hidden")

    def find(self, selector: str) -> Any:
        return self.page.locator(selector)

    def key(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def field(self) -> Any:
        return self.page.locator("#text")

    @property
    def mine(self) -> list[str]:
        return self.page.locator(".me .bubble").all_inner_texts()

    @property
    def theirs(self) -> list[str]:
        return self.page.locator(".msg:not(.me) .bubble:visible").all_inner_texts()

    def settled(self) -> None:
        """Waits until nothing is under way."""
        self.page.locator("#thinking:not(:empty), .sending").first.wait_for(state="detached")

    def say(self, text: str) -> None:
        """Types, sends with Enter and waits for the answer."""
        self.field.fill(text)
        self.field.press("Enter")
        self.settled()


def _missing() -> str | None:
    """The reason why these tests cannot run here, or None."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed"
    if shutil.which("chromium") is None:
        return "Chromium is missing: apt-get install chromium fonts-noto-cjk"
    if shutil.which("fc-list") is None:
        return "fc-list is missing: apt-get install fontconfig fonts-noto-cjk"
    fonts = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True, check=False)
    return None if fonts.stdout else "no Chinese font: apt-get install fonts-noto-cjk"


# Of module scope: while Playwright runs, no asynchronous test of another module could.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    reason = _missing()
    if reason and os.environ.get("CI_REQUIRE_PARTS") == "1":
        pytest.fail(f"CI_REQUIRE_PARTS=1, but {reason}")
    if reason:
        pytest.skip(f"page not tested: {reason}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        path = shutil.which("chromium")
        chromium = driver.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def stub() -> Iterator[Stub]:
    server = Stub()
    yield server
    server.close()


@pytest.fixture(params=SERVERS)
def page_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(request.param).url
    return url


@pytest.fixture(params=SIZES)
def context(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """One person's browser, on a phone and on a desktop; its tabs share the cookie."""
    width, height = SIZES[request.param]
    phone = request.param == "phone"
    size = {"width": width, "height": height}
    opened = browser.new_context(viewport=size, is_mobile=phone, has_touch=phone, locale="zh-CN")
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def new_tab(context: Any) -> Iterator[Callable[[str], Chat]]:
    """Opens a page; at the end nothing may have gone wrong in any of them."""
    tabs: list[Chat] = []

    def tab(url: str) -> Chat:
        tabs.append(Chat(context.new_page(), url))
        return tabs[-1].open()

    yield tab
    assert [problem for one in tabs for problem in one.problems] == []


@pytest.fixture
def chat(new_tab: Callable[[str], Chat], stub: Stub) -> Chat:
    """The page on the scripted server."""
    return new_tab(stub.url)
