"""Statuses: held, not held, stopped, not known, or only wished for. The word alone says nothing."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.understanding.facts.hits import Hit
from bot.understanding.reading import Value
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load
from bot.understanding.text.stance import (
    Stance,
    asks,
    cue,
    sentence_after,
    sentence_before,
    stance,
)

MEMBER_STATUSES = frozenset({"tekun", "dibao_single"})
HOLDERS = r"(?:户|家庭|对象|证|人员|老人|人口)"
KINDS = r"(?:集中|分散)(?:供养)?|全额|差额|[abc]类"
SHORT = 3
NOTE = 12


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
    if not any(said.status == "dibao" and said.stand != "wished" for said in found):
        found += _nothing_at_all(document)
    found += _one_person(document)
    if not any(said.stand in ("stopped", "reduced") for said in found if said.status == "dibao"):
        found = [*(said for said in found if said.status != "dibao"), *_dibao(document, found)]
    return sorted(found, key=lambda said: said.start)


def _dibao(document: Document, found: list[StatusSaid]) -> list[StatusSaid]:
    """What is said of 低保, unless its end is told further on: 吃低保，年审逾期就给我停了."""
    later = _ended_later(document)
    return [later] if later else [said for said in found if said.status == "dibao"]


def _ended_later(document: Document) -> StatusSaid | None:
    """The end of 低保, where it is told in another clause than its name."""
    data = load("statuses")
    for stand, value in (("stopped", False), ("reduced", True)):
        for m in re.finditer(data["ended"][stand], document.text):
            lead = sentence_before(document, m.start(), 24)
            if re.search(data["ended_unless"], lead) or document.asks(m.end() - 1):
                continue
            if cue("restored").search(sentence_after(document, m.end(), 40)):
                continue
            if stance(document, *m.span()) is Stance.STATED:
                return StatusSaid("dibao", *m.span(), stand, value=value)
    return None


def _one_person(document: Document) -> list[StatusSaid]:
    """原来三个人的低保减成她一个人了: a single person's 低保."""
    return [
        StatusSaid("dibao_single", *m.span("one"), "held", value=True)
        for name in ("one_person", "one_person_ahead")
        for m in re.finditer(load("statuses")[name], document.text)
        if stance(document, *m.span("one")) is Stance.STATED and not asks(document, m.end() - 1)
    ]


def _nothing_at_all(document: Document) -> list[StatusSaid]:
    """什么补助都没享受 says that 低保 is not held either."""
    return [
        StatusSaid("dibao", *m.span(), "not_held", value=False)
        for m in re.finditer(load("statuses")["nothing_at_all"], document.text)
        if stance(document, *m.span()) is Stance.STATED and not document.asks(m.start())
    ]


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
    start = m.start() - _listed_before(document, m)
    said = stance(document, start, m.end(), dated=True)
    if said in (Stance.SUPPOSED, Stance.ASKED) or _of_anybody(document, m):
        return None
    if ended := _ended(document, m, said):
        return ended
    if said is Stance.UNKNOWN:
        wished = cue("wished_before").search(document.before(m.start(), 14))
        return "wished" if wished else "unknown"
    if said is Stance.DENIED:
        led = document.before(m.start(), 10)
        unsaid = cue("unwanted_before").search(led) or cue("refused_before").search(led)
        return None if unsaid else "not_held"
    before = document.before(m.start(), 14)
    if cue("others_before").search(before):
        return None
    if said is Stance.PAST and not cue("acquired_before").search(before):
        rest = sentence_after(document, m.end(), 20)
        lasting = line.get("past_with")
        return "held" if lasting and re.match(lasting, rest) else None
    return _stand_now(document, m, line)


def _of_anybody(document: Document, m: re.Match[str]) -> bool:
    """吃低保的人不准养狗: whoever has it, and nobody who is told of."""
    own = re.search(r"我|本人|咱|俺|家|[他她]", document.before(m.start(), 20))
    return not own and bool(cue("generic_after").match(document.after(m.end(), 8)))


def _stand_now(document: Document, m: re.Match[str], line: dict[str, Any]) -> str | None:
    before, after = document.before(m.start(), 14), document.after(m.end(), 14)
    if _of_another_household(document, m, before):
        return "not_held"
    if _is_held(document, m, line, before, after) or cue("late_after").match(after):
        return "held"
    if cue("denied_after").match(after):
        return "not_held"
    if cue("refused_after").match(after):
        return None
    if cue("got_later").match(sentence_after(document, m.end(), 14)):
        return "held"
    wished = cue("wished_before").search(before) or cue("wished_after").match(after)
    return "wished" if wished or asks(document, m.start()) else None


def _of_another_household(document: Document, m: re.Match[str], before: str) -> bool:
    """公婆是低保户，我们没有."""
    relatives, ours = (load("statuses")[k] for k in ("relatives_before", "ours_not_after"))
    rest = document.text[m.end() : m.end() + 24]
    return bool(re.search(relatives, before) and re.match(ours, rest))


def _listed_before(document: Document, m: re.Match[str]) -> int:
    """没有低保五保: how much of a list of statuses stands between the denial and this one."""
    listed = cue("listed_before").search(document.before(m.start(), 14))
    return len(listed[0]) if listed else 0


def _ended(document: Document, m: re.Match[str], said: Stance) -> str | None:
    """Stopped, or cut down; 去年停了，今年又恢复了 is held again."""
    before, after = document.before(m.start(), 14), document.after(m.end(), 20)
    rest = sentence_after(document, m.end(), 40)
    stopped = cue("stopped_after").match(after) or cue("stopped_before").search(before)
    had = cue("held_before").search(before) or cue("all_held_before").search(before)
    had = had or cue("had_after").match(after)
    if not stopped and (said is Stance.PAST or had):
        stopped = cue("gone_since").search(rest)
    if stopped:
        return "held" if cue("restored").search(rest) else "stopped"
    reduced = cue("reduced_after").match(rest) or cue("reduced_before").search(before)
    return "reduced" if reduced and said is not Stance.DENIED else None


def _is_held(
    document: Document, m: re.Match[str], line: dict[str, Any], before: str, after: str
) -> bool:
    own = line.get("held")
    if own:
        within = line.get("held_after")
        led = re.search(own, before)
        lead = before[: led.start()] if led else before
        told = bool(led) or bool(within and re.match(within, after))
        return told and not cue("wish_leads").search(lead) and not cue("asked_after").match(after)
    if _only_a_topic(document, m, after):
        return False
    if cue("held_before").search(before) or cue("all_of_us_before").search(before):
        lead = _ahead(before)
        general = cue("general_lead").match(lead) and asks(document, m.start())
        return not general and not cue("wish_leads").search(lead)
    if cue("wished_before").search(before):
        return False
    if before == after == "" and _in_a_note(document, m):
        return True
    if cue("held_after").match(after) and not asks(document, m.start()):
        return True
    return _is_description(document, m, before, after)


def _in_a_note(document: Document, m: re.Match[str]) -> bool:
    """独居 低保 肢残二级: a status between other notes, all parted by blanks."""
    led, rest = document.text[: m.start()][-NOTE:], document.text[m.end() :][:NOTE]
    if not (led.endswith(" ") and led.strip()) or (rest and not rest.startswith(" ")):
        return False
    beside = cue("asked_beside").search(led.strip())
    return not beside and not cue("asked_behind").match(rest)


def _only_a_topic(document: Document, m: re.Match[str], after: str) -> bool:
    """有低保吗, 有低保名额, 只有低保户才能: asked or spoken of."""
    if cue("asked_after").match(after) or cue("topic_after").match(after):
        return True
    return document.asks(m.start()) and len(after) <= SHORT


def _ahead(before: str) -> str:
    """What leads to the verb of holding."""
    m = cue("held_before").search(before)
    return before[: m.start()] if m else before


def _is_description(document: Document, m: re.Match[str], before: str, after: str) -> bool:
    """我家低保户 or a note's bare 低保户: the holder's name itself, not in a question."""
    if cue("ours_before").search(before) and re.match(r"$|,(?![^,。]{0,8}[不没批])", after):
        return not asks(document, m.start())
    holder = re.match(HOLDERS, after)
    text = m[0] + (holder[0] if holder else "")
    if not re.search(
        rf"^(?:农村|城[市镇])低保$|{HOLDERS}$|单人(?:低)?保$|建档立卡(?:过的?)?$|[五伍]保$", text
    ):
        return False
    if before == "" and re.match(r"农村|城[市镇]", m[0]) and re.match(r"$|,(?!怎|能|可|有)", after):
        return not asks(document, m.start())
    if before == "":
        behind = (after[holder.end() :] if holder else after).split(",")[0]
        kind_only = len(behind) <= 1 or re.fullmatch(KINDS, behind)
        return bool(kind_only) and not asks(document, m.start())
    if cue("ours_before").search(before):
        return True
    if cue("of_a_place").fullmatch(before) and holder and holder.end() == len(after):
        return not asks(document, m.start())
    if asks(document, m.start()) or cue("wished_after").match(after):
        return False
    return bool(cue("description_before").search(before))


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
