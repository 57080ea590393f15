"""Messages that are nothing but a command: 不知道, 为什么问, 上一个答错了, 转人工 …"""

import re
from functools import cache
from typing import Any, Literal, get_args

from bot.understanding.reading import Model
from bot.understanding.text.lexicon import load
from bot.understanding.text.normalise import normalise

CommandName = Literal[
    "greet", "dont_know", "decline", "why", "undo", "restart", "delete", "human", "stop", "result",
    "more", "repeat", "continue", "disagree", "agree", "thanks", "recall", "another", "back_to",
    "ack",
]  # fmt: skip
DOUBLED = re.compile(r"(.{2,}?)\1+|(.)\2{2,}")  # 同意的同意的, 好好好
NOISE = re.compile(r"[^\w]+", re.UNICODE)


class Command(Model):
    """What the whole message asks the assistant to do, and the words."""

    name: CommandName
    words: str


@cache
def _patterns() -> tuple[tuple[Any, re.Pattern[str]], ...]:
    data = load("commands")
    lead, tail = data["lead"], data["tail"]
    return tuple(
        (name, re.compile(f"(?:{lead})*?(?:{words})(?:{tail})*"))
        for name in get_args(CommandName)
        for words in [data["commands"][name]]
    )


def read_command(text: str) -> Command | None:
    """The command `text` is, when it is nothing else; politeness and particles are allowed."""
    if len(text) > 4 * load("commands")["longest"]:
        return None
    regular = normalise(text).text
    # /restart is a word of programs, not what somebody asks for.
    if regular.lstrip().startswith("/"):
        return None
    bare = NOISE.sub("", regular)
    if not bare or len(bare) > load("commands")["longest"]:
        return None
    if m := DOUBLED.fullmatch(bare):
        bare = m[1] or m[2]
    for name, pattern in _patterns():
        if pattern.fullmatch(bare):
            return Command(name=name, words=text.strip())
    return None
