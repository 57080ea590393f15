"""Statuses: held, not held, stopped, not known, or only wished for. The word alone says nothing."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.understanding.facts.hits import Hit
from bot.understanding.reading import Value
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load
from bot.understanding.text.stance import Stance, asks, cue, stance

MEMBER_STATUSES = frozenset({"tekun", "dibao_single"})
HOLDERS = r"(?:户|家庭|对象|证|人员|老人|人口)"


@dataclass(frozen=True)
class StatusSaid:
    """What is said of one status at text[start:end]. `held` without a value: in one of two ways."""

    status: str
    start: int
    end: int
    stand: str  # held, not_held, stopped, reduced, unknown, wished
    value: Value | None = None


@cache
def _lines() -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    return tuple((line, re.compile(line["names"])) for line in load("statuses")["statuses"])


def statuses(document: Document) -> list[StatusSaid]:
    """Every status the text says something of."""
    found: list[StatusSaid] = []
    for line, names in _lines():
        for m in names.finditer(document.text):
            stand = _stand(document, m, line)
            if stand:
                found.append(StatusSaid(line["status"], *m.span(), stand, _value(line, stand)))
    return sorted(found, key=lambda said: said.start)


def _value(line: dict[str, Any], stand: str) -> Value | None:
    values = {
        "held": line["value"],
        "not_held": line["denied"],
        "stopped": line["denied"],
        "unknown": "unknown",
    }
    if stand == "reduced":
        return line["value"]  # type: ignore[no-any-return]
    return values.get(stand)


def _stand(document: Document, m: re.Match[str], line: dict[str, Any]) -> str | None:
    before, after = document.before(m.start(), 14), document.after(m.end(), 14)
    said = stance(document, *m.span(), dated=True)
    if said is Stance.SUPPOSED or said is Stance.ASKED:
        return None
    if cue("stopped_after").match(after):
        return "stopped"
    if cue("reduced_after").match(after):
        return "reduced"
    if said is Stance.UNKNOWN:
        return "unknown"
    if said is Stance.DENIED:
        return "not_held"
    if said is Stance.PAST and not re.search(r"(?:开始|起|就)$", before):
        return None
    if _is_held(document, m, line, before, after):
        return "held"
    if cue("denied_after").match(after):
        return "not_held"
    wished = cue("wished_before").search(before) or cue("wished_after").match(after)
    return "wished" if wished or asks(document, m.start()) else None


def _is_held(
    document: Document, m: re.Match[str], line: dict[str, Any], before: str, after: str
) -> bool:
    own = line.get("held")
    if own:
        return bool(re.search(own, before)) and not re.search(
            r"(?:想|能|要|申请|可以)[^,]{0,4}$", before
        )
    if cue("held_before").search(before):
        return not re.search(
            r"(?:想|能不能|能|可以|怎么|要|申请|够|可不可以|会|该|才)[^,。]{0,4}$", _ahead(before)
        )
    if cue("wished_before").search(before):
        return False
    if cue("held_after").match(after) and not asks(document, m.start()):
        return True
    return _is_description(document, m, before, after)


def _ahead(before: str) -> str:
    """What leads to the verb of holding."""
    m = cue("held_before").search(before)
    return before[: m.start()] if m else before


def _is_description(document: Document, m: re.Match[str], before: str, after: str) -> bool:
    """我家低保户 or a note's bare 低保户: the holder's name itself, not in a question."""
    text = m[0] + (after[:2] if re.match(HOLDERS, after) else "")
    if not re.search(rf"{HOLDERS}$|单人(?:低)?保$|建档立卡$|五保$|特困$", text.rstrip("的,")):
        return False
    if asks(document, m.start()) or cue("wished_after").match(after):
        return False
    return bool(cue("description_before").search(before)) or before == ""


def level_hits(document: Document, said: list[StatusSaid]) -> list[Hit]:
    """全额 or 差额, where 低保 is held or spoken of as held in the text."""
    if not any(s.status == "dibao" and s.stand in ("held", "reduced") for s in said):
        return []
    found: list[Hit] = []
    for value, words in load("statuses")["dibao_level"].items():
        for m in re.finditer(words, document.text):
            if stance(document, *m.span()) is Stance.STATED and not asks(document, m.start()):
                found.append(Hit("dibao_level", value, *m.span(), "household"))
    return found


def tekun_care(document: Document) -> str | None:
    """concentrated or dispersed, where the text says how a 特困 person is cared for."""
    for value, words in load("statuses")["tekun_care"].items():
        for m in re.finditer(words, document.text):
            if stance(document, *m.span()) is Stance.STATED:
                return str(value)
    return None
