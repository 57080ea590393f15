"""For whom a message asks: 替隔壁问, 帮我奶奶问一下, 我有个朋友, 我是网格员."""

from dataclasses import replace
from typing import Literal

from bot.understanding.people.mentions import Mention
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, load

Asking = Literal["relative", "neighbour"]
FIRST = 3
NAME = 4
Found = tuple[list[Mention], Asking | None, bool]


_cue = cues("people")


def asked_for(document: Document, found: list[Mention]) -> Found:
    """The mentions, for whom one asks, and whether the case is somebody else than the writer.

    A neighbour asked for is the case; whoever stands before is only the caller.
    """
    if (at := _caseworker(document)) is not None:
        return _of_caseworker(document, found, at)
    asked = set(load("people")["asked_for"])
    for i, mention in enumerate(found):
        if _villager(document, mention) and i <= FIRST and _helped(document, found, i):
            return _case(found, i, "neighbour")
        if mention.kind == "kin":
            if _for_relative(document, mention):
                return (found, "relative", False) if _kin(mention) else _case(found, i, "neighbour")
        elif mention.word in asked and _asks_for(document, found, i):
            return _case(found, i, "relative" if mention.word == "亲戚" else "neighbour")
    return _asked_later(document, found)


def _asked_later(document: Document, found: list[Mention]) -> Found:
    """我舅妈 …，我替他们问问; 同事的爱人 …，替他问问: whoever was told of first."""
    m = _cue("asks_for_them").search(document.text)
    if m:
        asked = set(load("people")["asked_for"]) - set(load("people")["asked_with_verb"])
        for i, mention in enumerate(found):
            if mention.start >= m.start():
                break
            one = _cue("one_old_one").search(document.before(mention.start, 6))
            if one and _old(mention) and not mention.mine:
                return _case(found, i, "neighbour")
            if mention.kind == "kin":
                return found, "relative", False
            if mention.word in asked:
                return _case(found, i, "relative" if mention.word == "亲戚" else "neighbour")
    return [_stranger(document, m) for m in found], None, False


def _case(found: list[Mention], index: int, asking: Asking | None) -> Found:
    """The mention at `index` is whom the message is about; a name for the same one follows."""
    case = replace(found[index], kind="case", relation="self", count=1)
    rest = list(found[index + 1 :])
    if rest and rest[0].start - case.end <= NAME and _names(rest[0]):
        name = rest[0].word
        rest = [
            replace(m, kind="case", relation="self") if m.word == name and not m.mine else m
            for m in rest
        ]
    if (word := found[index].word) in load("people")["asked_for"]:
        same = [replace(m, kind="case", relation="self", count=1) for m in rest]
        rest = [case if m.word == word else m for m, case in zip(rest, same, strict=True)]
    if asking == "neighbour":
        rest = [replace(m, kind="title") if _caller(m) else m for m in rest]
    return [case, *rest], asking, True


def _caller(mention: Mention) -> bool:
    """我 in a message for a neighbour: nothing of the case is told of the caller."""
    return mention.kind == "self" and mention.word in ("我", "俺", "阮", "我自己")


def _names(mention: Mention) -> bool:
    """邻居张大爷, 邻居阿伯: another word for the same stranger."""
    if mention.kind in ("outsider", "elder"):
        return True
    return mention.kind == "kin" and not mention.mine and _old(mention)


def _caseworker(document: Document) -> int | None:
    m = _cue("caseworker").search(document.text[:200])
    return m.end() if m else None


def _of_caseworker(document: Document, found: list[Mention], at: int) -> Found:
    """我是网格员: whoever is named first behind these words is the case."""
    for i, mention in enumerate(found):
        if mention.start < at or mention.kind in ("self", "household", "title", "we"):
            continue
        before, _ = _sides(document, mention)
        asks = _cue("asked_before").search(before) or _cue("asked_for_before").search(before)
        if mention.mine or (mention.kind == "kin" and not _old(mention)):
            return found, None, False
        return _case(found, i, "neighbour" if asks else None)
    return found, None, False


def _old(mention: Mention) -> bool:
    return mention.word in load("people")["case_without_me"]


def _sides(document: Document, mention: Mention) -> tuple[str, str]:
    text = document.text
    mine = "我" if mention.mine else ""
    return (
        text[max(0, mention.start - 6) : mention.start] + mine,
        text[mention.end : mention.end + 12],
    )


def _stranger(document: Document, mention: Mention) -> Mention:
    """我们村有个寡妇: nobody of the family, whatever the word."""
    several = document.text.startswith("们", mention.end)
    lead = document.before(mention.start, 8)
    if _old(mention) and not mention.mine and (several or _cue("some_old_ones").search(lead)):
        return replace(mention, kind="outsider", relation=None)
    below = mention.kind == "kin" and mention.count == 1 and not mention.mine
    led = document.text[max(0, mention.start - 10) : mention.start]
    if (below and _cue("downstairs").search(led)) or (
        _old(mention) and _villager(document, mention)
    ):
        return replace(mention, kind="outsider", relation=None)
    return mention


def _kin(mention: Mention) -> bool:
    """帮一位大爷问: a word for an old person is none of the family."""
    return mention.relation != "other" or not _old(mention) or mention.mine


def _for_relative(document: Document, mention: Mention) -> bool:
    before, after = _sides(document, mention)
    if _cue("asked_before").search(before) and _cue("asked_after").match(after):
        return True
    return bool(_cue("asked_for_before").search(before) and _cue("asks_after").match(after))


def _asks_for(document: Document, found: list[Mention], index: int) -> bool:
    before, after = _sides(document, found[index])
    needs_verb = found[index].word in load("people")["asked_with_verb"]
    if _cue("asked_before").search(before):
        return not needs_verb or bool(_cue("asks_after").match(after))
    if _cue("asked_for_before").search(before) and _cue("asked_after").match(after):
        return True
    return _own(document, found, index) or _helped(document, found, index)


def _own(document: Document, found: list[Mention], index: int) -> bool:
    """我有个朋友 …, when nothing after it is told of the writer's own family."""
    mention = found[index]
    before, _ = _sides(document, mention)
    led = [m for m in found[:index] if m.kind != "ordinal"]
    if len(led) > 1 or not _cue("own_acquaintance").search(before):
        return False
    first = all(m.kind == "self" and m.end >= mention.start - 4 for m in led)
    return first and not _ours(document, found[index + 1 :])


def _ours(document: Document, later: list[Mention]) -> bool:
    """Whether the writer goes on to speak of their own family: 我 who only asks is none."""
    for m in later:
        if m.mine or (m.kind in ("household", "we") and m.word[0] in "我俺咱"):
            return True
        after = document.text[m.end : m.end + 4]
        if m.kind == "self" and not _cue("only_asks").match(after):
            return True
    return False


def _villager(document: Document, mention: Mention) -> bool:
    """我们村有个老人: a stranger, told of at length."""
    child = mention.word in load("people")["children_of_strangers"] and mention.count == 1
    if mention.mine or not (_old(mention) or child or mention.kind == "outsider"):
        return False
    before = document.text[max(0, mention.start - 16) : mention.start]
    return bool(_cue("villager").search(before) or _cue("caller_here").search(before))


def _helped(document: Document, found: list[Mention], index: int) -> bool:
    """Help is asked for the stranger, and nobody of the writer's own is spoken of."""
    text = document.text
    if any(m.kind == "kin" and not _old(m) for m in found[:index]):
        return False
    if _cue("complaint_of_others").search(text):
        return False
    later = found[index + 1 :]
    if _cue("applies_for_them").search(text, found[index].end):
        return not any(m.mine for m in later)
    return not _ours(document, later) and bool(_cue("helped").search(text, found[index].end))
