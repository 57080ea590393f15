"""Amending what was told before: 不对，二级; 不是我妈，是我爸; 孙女不算我家的; 我没说我妈残疾.

A correction that tells its fact in full is read as any message. Here is what cannot be read without
knowing what was told: only a value, only a person, something taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.dialogue.amending import Amendment, Renamed
from bot.dialogue.apply import SELF, with_settings
from bot.dialogue.told_before import own_value, told_facts
from bot.dialogue.values_meant import names_its_unit, tells, value_meant
from bot.replies.people import is_unnamed
from bot.understanding import MemberSaid, Reading, as_known, known_names, read_message
from bot.understanding.answers.people import named
from bot.understanding.numbers.approximations import numerals
from bot.understanding.text.corrections import (
    Amends,
    amends,
    is_marked,
    is_short,
    leaves_out,
    matters,
    of_another_too,
    puts_out,
    taken_back,
)
from bot.understanding.text.document import Document
from eligibility import Household, Question, Setting
from eligibility.files.vocabulary import Vocabulary
from eligibility.telling.screening import FactKey

_YES_NO = re.compile(r"(?:没有?|无|不是|不用|不|有|是)(?:的|了|过|啊|呀)*")
_PERSON_ONLY = re.compile(r"[我的是说才就也人家,\s]*")


def amendment(
    text: str,
    reading: Reading,
    last: Sequence[Setting],
    household: Household,
    vocabulary: Vocabulary,
    question: Question | None = None,
) -> Amendment | None:
    """What `text` amends beyond the facts that `reading` tells; None when nothing.

    `last` are the facts told last, `question` is the one that stands open.
    """
    reading = as_known(reading, household)
    stale = _denied_words(reading, household)
    if back := _taken_back(text, last, household, vocabulary):
        return Amendment(forgotten=tuple(back), certain=True, alone=True)
    if gone := _gone(text, reading, household):
        return Amendment(
            gone=tuple(gone), certain=is_short(text) and (is_marked(text) or puts_out(text))
        )
    found = amends(text)
    amended = _amended_by(found, reading, last, household, vocabulary) if found else None
    amended = amended or _one_more(text, reading, household)
    if amended is None and not stale:
        return None
    amended = amended or Amendment()
    asked = {(ref.fact, ref.member) for ref in question.facts} if question else set()
    changed = {(s.fact, s.member) for s in amended.told}
    outright = bool(found and (found.slip or (found.no and not changed & asked)))
    forgotten = (*amended.forgotten, *stale)
    return amended.model_copy(update={"forgotten": forgotten, "certain": outright})


def _amended_by(
    found: Amends,
    reading: Reading,
    last: Sequence[Setting],
    household: Household,
    vocabulary: Vocabulary,
) -> Amendment | None:
    """Another person, or another value where the message tells no fact in full."""
    if person := _person(found, last, household):
        # Whoever was only called by the wrong word is not mentioned as somebody more.
        renamed = bool(person.renamed) and not reading.facts
        return person.model_copy(update={"alone": renamed})
    bare = _is_bare_number(found.yes)
    if reading.facts and not bare:
        return None
    if told := _elliptical(found, last, household, vocabulary):
        return Amendment(told=tuple(told), alone=bare)
    return _of_another(found, reading, last, vocabulary)


def _is_bare_number(words: str) -> bool:
    """说错了，60: nothing tells that it is an age but what was told last."""
    text = Document.of(words).text
    return any((n.start, n.end) == (0, len(text)) for n in numerals(text))


def _of_another(
    found: Amends, reading: Reading, last: Sequence[Setting], vocabulary: Vocabulary
) -> Amendment | None:
    """我爸也是三级, after the mother's grade."""
    person = _who_is_meant(found.who)
    if person is None or not of_another_too(found.who):
        return None
    for setting in reversed(last):
        spec = vocabulary.facts[setting.fact]
        key = FactKey(fact=setting.fact, member=person.label)
        people = Household.model_validate(
            {"members": [{"name": person.label, "relation": person.relation}]}
        )
        value = value_meant(found.yes, key, spec, people) if setting.member else None
        if value is not None:
            told = Setting(fact=key.fact, member=person.label, value=value)
            return Amendment(told=(told,), joined=((person.label, person.relation),))
    return None


def _one_more(text: str, reading: Reading, household: Household) -> Amendment | None:
    """忘了说，还有个奶奶一起住: who was left out was not counted either."""
    count = household.household.get("people_together")
    told = {fact.fact for fact in reading.facts}
    if not leaves_out(text) or not isinstance(count, (int, float)) or "people_together" in told:
        return None
    known = {member.name for member in household.members}
    here = {m.label for m in reading.members if m.gone is None and not m.apart}
    together = len({name for name in known if not is_unnamed(name)} | here)
    if not here - known or together <= count:
        return None
    return Amendment(told=(Setting(fact="people_together", value=together),))


def elliptical(
    text: str, last: Sequence[Setting], household: Household, vocabulary: Vocabulary
) -> list[Setting]:
    """The facts of a correction that tells a value alone: 不对，二级; 不是三口，四口."""
    found = amends(text)
    return _elliptical(found, last, household, vocabulary) if found else []


def _denied_words(reading: Reading, household: Household) -> list[FactKey]:
    """不是尿毒症，是糖尿病: what else was read from the words that are denied was never told."""
    again = {(fact.fact, fact.member) for fact in reading.facts}
    people = {fact.member for fact in reading.facts}
    denied = [c.denied for c in reading.corrections if c.denied and len(c.denied) > 1]
    return [
        FactKey(fact=said.fact, member=said.member)
        for said in household.said
        if (said.fact, said.member) not in again and said.member in people
        if any(said.words and (said.words == no or said.words in no) for no in denied)
    ]


# -- taken away --------------------------------------------------------------------------------


def _taken_back(
    text: str, last: Sequence[Setting], household: Household, vocabulary: Vocabulary
) -> list[FactKey]:
    """重病那条删掉, 我没说我妈残疾, 收入那个说错了: the facts that are meant."""
    what = taken_back(text)
    if what is None:
        return []
    reading = as_known(read_message(what), household)
    about = matters(what) or [fact.fact for fact in reading.facts]
    people = _people(what, household)
    told = [
        key
        for key in told_facts(household)
        if (key.fact in about if about else tells(what, key, household, vocabulary))
    ]
    if people:
        return [key for key in told if key.member in people]
    recent = {(s.fact, s.member) for s in last}
    now = [key for key in told if (key.fact, key.member) in recent]
    chosen = now or told
    whose = {key.member for key in chosen}
    return chosen if len(whose) == 1 else []


def _gone(text: str, reading: Reading, household: Household) -> list[str]:
    """Members who are said to be dead, gone, or of another household."""
    if reading.emergency is not None:
        return []
    names = known_names(reading.members, household)
    known = {member.name for member in household.members} - {SELF}
    gone = {names[m.label] for m in reading.members if m.gone}
    apart = {names[m.label] for m in reading.members if m.apart}
    if puts_out(text):
        gone |= apart | _put_out(text, household)
    elif is_short(text) and is_marked(text):
        gone |= apart
    return [member.name for member in household.members if member.name in gone & known]


def _put_out(text: str, household: Household) -> set[str]:
    """Who stands in the clause that says so."""
    document = Document.of(text)
    found: set[str] = set()
    for one in named(document, household):
        start, end = document.clause(one.start)
        behind = document.text[one.end : end]
        if puts_out(behind) and not document.text[start : one.start].endswith(("跟", "和", "与")):
            found.update(one.members)
    return found


# -- another person ----------------------------------------------------------------------------


def _person(found: Amends, last: Sequence[Setting], household: Household) -> Amendment | None:
    """不是我妈，是我爸; 我说的是我爸: what was told is of somebody else, or wrongly named."""
    old = _whose(found, last, household)
    new = _who_is_meant(found.yes)
    if old is None or new is None:
        return None
    label = known_names([new], household)[new.label]
    if label == old:
        return None
    about = set(matters(found.who + found.yes))
    moved = [s for s in last if s.member == old and (not about or s.fact in about)]
    if not moved and about:
        told = [key for key in told_facts(household) if key.member == old and key.fact in about]
        values = [(key.fact, own_value(household, key.fact, old)) for key in told]
        moved = [Setting(fact=fact, member=old, value=value) for fact, value in values]
    person = household.member(old)
    everything = {s.fact for s in moved} >= set(person.facts if person else ())
    if household.member(label) is None and old != SELF and (everything or not moved):
        return Amendment(renamed=(Renamed(old=old, new=label, relation=new.relation),))
    if not moved:
        return None
    return Amendment(
        told=tuple(s.model_copy(update={"member": label}) for s in moved),
        forgotten=tuple(FactKey(fact=s.fact, member=old) for s in moved),
        joined=((label, new.relation),),
    )


def _whose(found: Amends, last: Sequence[Setting], household: Household) -> str | None:
    """Of whom it was told: the person who is denied, else the one whom the last facts are of."""
    if found.no:
        people = _people(found.no, household)
        return people[0] if len(people) == 1 and _is_person(found.no) else None
    people = list(dict.fromkeys(s.member for s in last if s.member))
    alone = len(people) == 1 and _is_person(found.yes)
    return people[0] if alone else None


def _who_is_meant(words: str) -> MemberSaid | None:
    """The one person whom the words name, whether the household has them or not."""
    reading = read_message(words)
    ours = [m for m in reading.members if m.gone is None and m.span != (0, 0)]
    people = [m for m in ours if m.label != SELF] or ours
    return people[0] if len(people) == 1 else None


def _people(words: str, household: Household) -> list[str]:
    found = [name for one in named(Document.of(words), household) for name in one.members]
    return list(dict.fromkeys(found))


def _is_person(words: str) -> bool:
    """Whether the words are no more than a word for a person."""
    text = Document.of(words).text
    for one in reversed(named(Document.of(words), Household())):
        text = text[: one.start] + text[one.end :]
    return bool(_PERSON_ONLY.fullmatch(text))


# -- another value -----------------------------------------------------------------------------


def _elliptical(
    found: Amends, last: Sequence[Setting], household: Household, vocabulary: Vocabulary
) -> list[Setting]:
    for key in _candidates(found, last, household, vocabulary):
        spec = vocabulary.facts[key.fact]
        value = value_meant(found.yes, key, spec, household)
        if value is None:
            continue
        changed, taken = with_settings(
            household, [Setting(fact=key.fact, member=key.member, value=value)], found.yes
        )
        if taken and own_value(changed, key.fact, key.member) != own_value(
            household, key.fact, key.member
        ):
            return taken
    return []


def _candidates(
    found: Amends, last: Sequence[Setting], household: Household, vocabulary: Vocabulary
) -> Iterator[FactKey]:
    """The facts that may be meant: whose value is denied, what was told last, then of the person
    who is named what only the unit can mean."""
    people = _people(found.who + found.yes, household)
    if not people and named(Document.of(found.who + found.yes), household):
        return
    about = matters(found.who) if found.who else []
    told = [key for key in told_facts(household) if _fits(key, people, about)]
    recent = [FactKey(fact=s.fact, member=s.member) for s in reversed(last)]
    recent = [key for key in recent if key.fact in vocabulary.facts and _fits(key, people, about)]
    if found.no:
        for key in dict.fromkeys([*recent, *told]):
            if tells(found.no, key, household, vocabulary):
                yield key
        if not found.slip:
            return
    if _YES_NO.fullmatch(found.yes) and len(recent) > 1:
        return
    yield from recent
    if not (people or about or found.slip):
        return
    for key in told:
        same = [other for other in told if other.fact == key.fact]
        if about or (names_its_unit(found.yes, vocabulary.facts[key.fact]) and len(same) == 1):
            yield key


def _fits(key: FactKey, people: Sequence[str], about: Sequence[str]) -> bool:
    return (not people or key.member in people) and (not about or key.fact in about)
