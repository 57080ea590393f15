"""How long a turn takes, ours beside a bare Rasa bot, the turns of both in alternation."""

from __future__ import annotations

import http.client
import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from benchmarks.report import Row, p50_p95, quantile
from bot.service.environment import LOOPBACK

EARLY, LATE = range(4, 7), range(39, 42)
_CONVERSATIONS = 12
_AT_MOST_SECONDS = 110.0
_FIRST = "闽侯的，我家五口人：我、老婆、我妈、两个孩子。老婆尿毒症，大的读高中，小的六岁"


class Talk(Protocol):
    """One conversation over HTTP."""

    def say(self) -> float:
        """Sends the next message and reads the reply; seconds."""


@dataclass
class Samples:
    """Seconds per turn of both bots, and how many of our late turns still had a question open."""

    ours: dict[int, list[float]] = field(default_factory=dict)
    bare: dict[int, list[float]] = field(default_factory=dict)
    late_open: int = 0

    def of(self, bot: str, turns: range) -> list[float]:
        taken: dict[int, list[float]] = getattr(self, bot)
        return [seconds for turn in turns for seconds in taken.get(turn, [])]


Pair = list[tuple[Talk, dict[int, list[float]]]]


def measure(our_port: int, bare_port: int) -> list[Row]:
    """Rows for the early and the late turns: ours, the bare bot's, and their ratio."""
    samples = _conversations(our_port, bare_port)
    rows: list[Row] = []
    for label, turns in (("第 5 轮", EARLY), ("第 40 轮", LATE)):
        own, bare = samples.of("ours", turns), samples.of("bare", turns)
        if not own:
            continue
        ratio = quantile(own, 0.5) / quantile(bare, 0.5)
        rows.append((f"一轮对话，{label}", p50_p95(own), f"{len(own)} 次；目标 p50 ≤ 1.5 倍"))
        rows.append((f"  空白 Rasa，{label}", p50_p95(bare), f"比值 {ratio:.2f}"))
    late = len(samples.of("ours", LATE))
    rows.append(
        ("  第 40 轮仍在提问", f"{samples.late_open} / {late}", "其余轮次已问完，是重出结果")
    )
    return rows


def _conversations(our_port: int, bare_port: int) -> Samples:
    samples = Samples()
    deadline = time.perf_counter() + _AT_MOST_SECONDS
    for number in range(_CONVERSATIONS):
        ours, bare = OurTalk(our_port), BareTalk(bare_port)
        for turn in range(1, LATE.stop):
            if time.perf_counter() > deadline:
                return samples
            pair: Pair = [(ours, samples.ours), (bare, samples.bare)]
            for talk, taken in pair if (turn + number) % 2 else reversed(pair):
                taken.setdefault(turn, []).append(talk.say())
            samples.late_open += turn in LATE and ours.asking is not None
        ours.forget()
    return samples


class OurTalk:
    """A family that answers what it is asked, and goes on telling when nothing is asked."""

    def __init__(self, port: int) -> None:
        self._http = http.client.HTTPConnection(LOOPBACK, port, timeout=60)
        self._token: str = self._call("POST", "/chat/conversations", {})["token"]
        self.asking: dict[str, Any] | None = None
        self._words = self._answers()

    def say(self) -> float:
        message = json.dumps({"text": next(self._words)})
        begun = time.perf_counter()
        answer = self._call("POST", "/chat/messages", message)
        seconds = time.perf_counter() - begun
        if not answer["replies"]:
            raise RuntimeError("a turn got no reply")
        self.asking = answer.get("asking")
        return seconds

    def forget(self) -> None:
        self._call("DELETE", "/chat/conversation", None)
        self._http.close()

    def _answers(self) -> Iterator[str]:
        yield _FIRST
        turn = 1
        while True:
            turn += 1
            if self.asking is None:
                yield f"我家{'三四五六'[turn % 4]}口人"
            elif self.asking["question"] == "consent":
                yield "同意"
            elif turn % 3 == 0:
                # A question is put again, so that one still stands open in the late turns.
                yield "上一个答错了"
            else:
                yield self._answer(self.asking, turn)

    def _answer(self, asking: dict[str, Any], turn: int) -> str:
        """“None of these” where that can be said, else one answer after the other."""
        labels = {choice["id"]: choice["label"] for choice in asking.get("choices") or []}
        said: list[str] = [label for key, label in labels.items() if key != "declined"]
        return str(labels.get("none") or (said[turn % len(said)] if said else "3"))

    def _call(self, method: str, path: str, body: Any) -> Any:
        headers = {"Content-Type": "application/json"}
        if path != "/chat/conversations":
            headers["Authorization"] = f"Bearer {self._token}"
            # As the page does: replies only, as the bare bot's.
            headers["Prefer"] = "return=minimal"
        text = body if body is None or isinstance(body, str) else json.dumps(body)
        return _json(self._http, method, path, text, headers)


class BareTalk:
    """The same number of messages to the bare bot, through Rasa's REST channel."""

    asking = None

    def __init__(self, port: int) -> None:
        self._http = http.client.HTTPConnection(LOOPBACK, port, timeout=60)
        self._sender = uuid.uuid4().hex
        self._begun = False

    def say(self) -> float:
        text = "不清楚" if self._begun else "我家能申请什么"
        self._begun = True
        message = json.dumps({"sender": self._sender, "message": text})
        headers = {"Content-Type": "application/json"}
        begun = time.perf_counter()
        answer = _json(self._http, "POST", "/webhooks/rest/webhook", message, headers)
        seconds = time.perf_counter() - begun
        if not answer:
            raise RuntimeError("the bare bot gave no reply")
        return seconds


def _json(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: str | None,
    headers: dict[str, str],
) -> Any:
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    content = response.read()
    if response.status >= 300:
        raise RuntimeError(f"{method} {path}: {response.status}")
    return json.loads(content) if content else {}
