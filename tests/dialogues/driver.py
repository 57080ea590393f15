"""Somebody's program that talks to the running servers, and recorded conversations it replays."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.service.environment import LOOPBACK

HERE = Path(__file__).parent
RECORDED = HERE / "recorded"
_TROUBLE = re.compile(
    r"Traceback|Exception|Error\b|error|undefined|null|None\b|\{\}|utter_|Internal Server"
)
_CHINESE = re.compile(r"[一-鿿]")


class Refused(Exception):
    """The server refused a request, with one Chinese sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(f"{status} {sentence}")
        self.status = status
        self.sentence = sentence


class Program:
    """One conversation over HTTP. Every answer is checked: never empty, never an error's text."""

    def __init__(self, port: int, token: str | None = None) -> None:
        self.port = port
        self.answer: dict[str, Any] = {}
        self.token = token or str(self.call("POST", "conversations")["token"])

    def call(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """One request and its JSON; Refused where the status is none of success."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=120)
        sent = {"Content-Type": "application/json", **(headers or {})}
        if getattr(self, "token", None):
            sent.setdefault("Authorization", f"Bearer {self.token}")
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        connection.request(method, f"/chat/{path}", data if body is not None else None, sent)
        response = connection.getresponse()
        told: dict[str, Any] = json.loads(response.read())
        connection.close()
        if response.status >= 300:
            assert set(told) == {"error"}
            assert_readable(told["error"])
            raise Refused(response.status, told["error"])
        return told

    # -- talking ------------------------------------------------------------------------------

    def send(self, body: Any, headers: Mapping[str, str] | None = None) -> list[str]:
        """Any body to /chat/messages; the texts of the replies."""
        self.answer = self.call("POST", "messages", body, headers)
        assert self.answer["replies"]
        for reply in self.answer["replies"]:
            assert_readable(reply["text"])
        assert self.answer["done"] == (self.answer["asking"] is None)
        return self.texts

    def say(self, text: str, **headers: str) -> list[str]:
        """Says something in words."""
        return self.send({"text": text}, {k.replace("_", "-"): v for k, v in headers.items()})

    def choose(self, *choices: str, question: str | None = None) -> list[str]:
        """Taps one choice or several, under the open question."""
        body: dict[str, Any] = {"question": question or self.question}
        body |= {"choice": choices[0]} if len(choices) == 1 else {"choices": list(choices)}
        return self.send(body)

    def agree(self) -> Program:
        """Greets and agrees; what is urgent is asked."""
        self.say("你好")
        self.say("同意")
        return self

    def settle(self, place: str = "minhou") -> Program:
        """Agrees, has nothing urgent, asks for the own household, names the place."""
        self.agree()
        self.choose("none")
        self.choose("self")
        self.choose(place)
        return self

    def finish(self) -> Program:
        """Answers “不知道” until nothing is asked."""
        for _ in range(60):
            if self.question is None:
                return self
            self.say("不知道")
        raise AssertionError("the questions have no end")

    def reach(self, question: str) -> Program:
        """Answers “不知道”, and goes on after the result, until this question stands open."""
        for _ in range(60):
            if self.question == question:
                return self
            if self.question is None:
                self.send({"choice": "go_on"})
            else:
                self.say("不知道")
        raise AssertionError(f"{question} is never asked")

    # -- what came back -------------------------------------------------------------------------

    @property
    def texts(self) -> list[str]:
        return [str(reply["text"]) for reply in self.answer["replies"]]

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    @property
    def question(self) -> str | None:
        asking = self.answer.get("asking")
        return None if asking is None else str(asking["question"])

    @property
    def household(self) -> dict[str, Any]:
        return dict(self.answer["household"])

    @property
    def told(self) -> dict[str, Any]:
        """The facts told of the household itself."""
        return dict(self.household["household"])

    @property
    def screening(self) -> dict[str, Any]:
        return dict(self.answer["screening"])

    def history(self) -> list[dict[str, Any]]:
        """Everything said so far, by whom."""
        return list(self.call("GET", "conversation")["replies"])

    def delete(self) -> dict[str, Any]:
        return self.call("DELETE", "conversation")


def assert_readable(text: str) -> None:
    """A sentence for a person: Chinese, nothing of a program's own troubles."""
    assert _CHINESE.search(text), text
    assert not _TROUBLE.search(text), text


def recorded(name: str) -> dict[str, Any]:
    """A recorded conversation: `turns`, and the `household` it comes to, written on its own.

    `expect` names what is found at the end, `never` words that the bot does not say at any time.
    """
    text = (RECORDED / f"{name}.yml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def replay(program: Program, turns: list[dict[str, Any]]) -> None:
    """Says and taps what was recorded, and checks what is asked next and which words come back."""
    for number, turn in enumerate(turns, 1):
        where = f"turn {number}: {turn}"
        if "say" in turn:
            program.say(turn["say"])
        else:
            program.choose(*turn["choose"])
        assert program.question == turn.get("asks"), f"{where}: {program.question}"
        for words in turn.get("hears", []):
            assert words in program.text, f"{where}: {program.text}"
