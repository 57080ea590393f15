"""“我说过什么”: everything the household told, by person, with what is open, to be changed."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bot.replies.heard import heard
from bot.replies.heard_words import fact_said
from bot.replies.model import Reply
from bot.replies.people import called, is_unnamed
from eligibility import DECLINED, UNKNOWN, Household, Setting
from eligibility.files.vocabulary import Vocabulary
from eligibility.files.yamlfile import read_yaml

LONGEST = 200
"""How many characters a message may have."""
MOST = 3
"""How many messages are shown; the rest is folded."""
AT_ONCE = 5
"""How many facts of a person stand in one line."""
_ASIDE = ("jurisdiction", "district", "asking_for")
_NO = (0, "none", "no")
Words = Mapping[tuple[str, str | None], str]


@functools.cache
def _texts() -> Mapping[str, str]:
    return read_yaml(Path(__file__).with_name("recall.yml"))


def _say(name: str, you: str = "", /, **values: object) -> str:
    """The sentence, in the words for staff where they speak of 户主 or 当事人."""
    texts = _texts()
    own = f"{name}_staff"
    of_staff = bool(you) and you in texts["of_staff"].split("、")
    return texts[own if of_staff and own in texts else name].format(**values)


def recall(household: Household, vocabulary: Vocabulary, you: str = "您") -> list[Reply]:
    """The household as it was told, in at most three messages and the rest folded.

    `you` is how the one is called whom the household is about.
    """
    lines = list(_lines(household, vocabulary, you))
    if not lines:
        return [Reply(_say("nothing", you))]
    packed = _packed([_say("head", you), *lines])
    shown, folded = packed[:MOST], packed[MOST:]
    end = _say("more") + _say("change", you) if folded else _say("change", you)
    if len(shown[-1]) + 1 + len(end) <= LONGEST:
        shown[-1] += f"\n{end}"
    elif len(shown) < MOST:
        shown.append(end)
    else:
        folded = [*shown[MOST - 1 :], *folded]
        shown = [*shown[: MOST - 1], _say("more") + _say("change", you)]
    replies = [Reply(text) for text in shown]
    return [*replies, *([Reply("\n".join(folded), more=True)] if folded else [])]


def _lines(household: Household, vocabulary: Vocabulary, you: str) -> Iterator[str]:
    words = {(said.fact, said.member): said.words for said in household.said}
    yield from _place(household, vocabulary)
    yield from _people(household, you)
    told = list(_told(household))
    for member in (None, *(member.name for member in household.members)):
        own = [s for s in told if s.member == member and not (_is_open(s) or _is_no(s, vocabulary))]
        for start in range(0, len(own), AT_ONCE):
            text = heard(own[start : start + AT_ONCE], vocabulary, words)
            if text:
                yield _say("line", text=text.replace("您", you))
    apart = {
        "said_no": [s for s in told if _is_no(s, vocabulary)],
        "unknown": [s for s in told if s.value == UNKNOWN],
        "declined": [s for s in told if s.value == DECLINED],
    }
    for name, settings in apart.items():
        if settings:
            yield _say(name, you, labels="、".join(_labels(settings, vocabulary, you)))


def _place(household: Household, vocabulary: Vocabulary) -> Iterator[str]:
    place = household.district
    if household.jurisdiction is not None:
        general = vocabulary.value_label("jurisdiction", household.jurisdiction)
        place = place or general
    if place:
        yield _say("line", text=_say("place", place=place))


def _people(household: Household, you: str) -> Iterator[str]:
    """Who lives together, by name; those who were only counted by their number."""
    named = [m.name for m in household.members if not is_unnamed(m.name)]
    count = len(household.members)
    if len(named) > 1:
        people = "、".join(called(name, you) for name in named)
        yield _say("line", text=_say("people", people=people, count=count))
    elif count > 1:
        yield _say("line", text=_say("counted", count=count))


def _told(household: Household) -> Iterator[Setting]:
    for fact, value in household.household.items():
        if fact not in _ASIDE and not (fact == "people_together" and len(household.members) > 1):
            yield Setting(fact=fact, value=value)
    for member in household.members:
        for fact, value in member.facts.items():
            yield Setting(fact=fact, member=member.name, value=value)


def _is_open(setting: Setting) -> bool:
    return setting.value in (UNKNOWN, DECLINED)


def _is_no(setting: Setting, vocabulary: Vocabulary) -> bool:
    """A plain no, told with the others; 不上学, 没有车 are said of whom they are."""
    if setting.value is False:
        return True
    spec = vocabulary.facts.get(setting.fact)
    no = isinstance(setting.value, (int, str)) and setting.value in _NO
    return no and spec is not None and not fact_said(spec, setting.fact, setting.value, "")


def _labels(told: Iterable[Setting], vocabulary: Vocabulary, you: str) -> Iterator[str]:
    """“残疾等级（妈、儿子）”: each matter once, with whose it is."""
    people: dict[str, list[str]] = {}
    for setting in told:
        own = people.setdefault(vocabulary.label(setting.fact), [])
        if setting.member is not None:
            own.append(called(setting.member, you))
    for label, names in people.items():
        yield _say("label_of", label=label, name="、".join(names)) if names else label


def _packed(lines: Iterable[str]) -> list[str]:
    """Lines in as few messages as hold them; a line that is too long is cut at a comma."""
    messages: list[str] = []
    for line in (piece for whole in lines for piece in _cut(whole)):
        if messages and len(messages[-1]) + 1 + len(line) <= LONGEST:
            messages[-1] += f"\n{line}"
        else:
            messages.append(line)
    return messages


def _cut(line: str) -> Iterator[str]:
    while len(line) > LONGEST:
        place = max(line.rfind("、", 0, LONGEST), line.rfind("，", 0, LONGEST))
        place = place + 1 if place > 0 else LONGEST
        yield line[:place]
        line = line[place:]
    yield line
