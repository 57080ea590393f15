"""For whom a message asks: 替隔壁问, 帮我奶奶问一下, 我有个朋友."""

import re
from dataclasses import replace
from functools import cache
from typing import Literal

from bot.understanding.people.mentions import Mention
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

Asking = Literal["relative", "neighbour"]


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(load("people")[name])


def asked_for(document: Document, found: list[Mention]) -> tuple[list[Mention], Asking | None]:
    """The mentions, a neighbour asked for as the case; who stands before is only the caller."""
    asked = set(load("people")["asked_for"])
    for i, mention in enumerate(found):
        if mention.kind == "kin":
            if _for_relative(document, mention):
                return found, "relative"
        elif mention.word in asked and (
            _for_neighbour(document, mention) or _own(document, found, i)
        ):
            case = replace(mention, kind="case", relation="self")
            asking: Asking = "relative" if mention.word == "亲戚" else "neighbour"
            return [case, *found[i + 1 :]], asking
    return found, None


def _sides(document: Document, mention: Mention) -> tuple[str, str]:
    text = document.text
    mine = "我" if mention.mine else ""
    return (
        text[max(0, mention.start - 6) : mention.start] + mine,
        text[mention.end : mention.end + 12],
    )


def _for_relative(document: Document, mention: Mention) -> bool:
    before, after = _sides(document, mention)
    helped = _cue("asked_before").search(before) or _cue("asked_for_before").search(before)
    return bool(helped and _cue("asked_after").match(after))


def _for_neighbour(document: Document, mention: Mention) -> bool:
    before, after = _sides(document, mention)
    if _cue("asked_before").search(before):
        return True
    return bool(_cue("asked_for_before").search(before) and _cue("asked_after").match(after))


def _own(document: Document, found: list[Mention], index: int) -> bool:
    """我有个朋友 …, when nothing after it is told of the writer's own family."""
    mention = found[index]
    before, _ = _sides(document, mention)
    if index > 1 or not _cue("own_acquaintance").search(before):
        return False
    first = all(m.kind == "self" and m.end >= mention.start - 4 for m in found[:index])
    ours = any(m.kind == "self" or m.mine or m.word[0] in "我俺咱" for m in found[index + 1 :])
    return first and not ours
