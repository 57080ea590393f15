"""Amending what was told before: 不对，二级; 不是我妈，是我爸; 孙女不算我家的; 我没说我妈残疾.

A correction that tells its fact in full is read as any message. Here is what cannot be read without
knowing what was told: only a value, only a person, something taken away. Pure functions: what the
message amends (`amendment`), and the household after it (`amended`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from bot.dialogue.apply import SELF, with_member, with_people_counted, with_settings
from bot.dialogue.state import State
from bot.understanding import MemberSaid, Reading, as_known, known_names, read_answer, read_message
from bot.understanding.answers.people import named
from bot.understanding.numbers.approximations import numerals
from bot.understanding.text.corrections import (
    Amends,
    amends,
    is_marked,
    leaves_out,
    matters,
    of_another_too,
    puts_out,
    taken_back,
)
from bot.understanding.text.document import Document
from eligibility import (
    DECLINED,
    UNKNOWN,
    Choice,
    Household,
    Library,
    Question,
    Range,
    Setting,
    parse_household,
)
from eligibility.files.vocabulary import FactSpec, Vocabulary
from eligibility.telling.screening import FactKey

_UNNAMED = re.compile(r"家人\d+")
UNTOLD = (None, UNKNOWN, DECLINED)
_NUMBERS = ("integer", "number", "age")
# How a number of few steps is said; money, ages, months … are read as answers are.
_STEPS = {"级": r"\s?(?:级|等)?", "样": r"\s?(?:样|个|项|种)?", "套": r"\s?(?:套|处)?"}
_TAIL = r"(?:重?残疾?|来着|的|了|啊|呀|吧|左右|证|才|\W)*"
_PRONOUN = re.compile(r"[他她](?!们)")
_YES_NO = re.compile(r"(?:没有?|无|不是|不用|不|有|是)(?:的|了|过|啊|呀)*")
_PERSON_ONLY = re.compile(r"[我的是说才就也人家,\s]*")
_PLACES = frozenset({"jurisdiction", "district"})


class Renamed(BaseModel):
    """Somebody who was called by the wrong word: 不是儿子，是女儿."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    old: str
    new: str
    relation: str


class Amendment(BaseModel):
    """What a message amends of the household.

    `told` facts with their new values; `forgotten` facts that were never meant, to be asked again
    where they count; `gone` people who are no members; `joined` people who are, with their
    relation; `certain`: it amends even where an open question could take the words as its answer;
    `alone`: what was read from the message otherwise does not count.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    told: tuple[Setting, ...] = ()
    forgotten: tuple[FactKey, ...] = ()
    gone: tuple[str, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    joined: tuple[tuple[str, str], ...] = ()
    certain: bool = False
    alone: bool = False

    def __bool__(self) -> bool:
        return bool(self.told or self.forgotten or self.gone or self.renamed)


def is_unnamed(name: str) -> bool:
    """家人2: somebody who was only counted."""
    return bool(_UNNAMED.fullmatch(name))


# -- what was told last ----------------------------------------------------------------------


def last_told(state: State) -> list[Setting]:
    """The facts that the last message told, as they stand now."""
    for step in reversed(state.conversation.steps):
        told = [
            Setting(fact=fact, member=member, value=value)
            for fact, member, _ in step.before
            if fact not in _PLACES
            and (value := _own(state.household, fact, member)) not in (None, DECLINED)
        ]
        if told:
            return told
    return []


def _own(household: Household, fact: str, member: str | None) -> object:
    """The value of a fact where it was told; a household's fact is nobody's own."""
    if member is None:
        return household.household.get(fact)
    person = household.member(member)
    return None if person is None else person.facts.get(fact)


def _told_facts(household: Household) -> list[FactKey]:
    """Every fact that was told, the last one first as far as its words are kept."""
    said = [FactKey(fact=s.fact, member=s.member) for s in reversed(household.said)]
    said += [FactKey(fact=fact) for fact in household.household]
    said += [FactKey(fact=fact, member=m.name) for m in household.members for fact in m.facts]
    known = (key for key in said if _own(household, key.fact, key.member) not in UNTOLD)
    return list(dict.fromkeys(key for key in known if key.fact not in _PLACES))


# -- a reading in the light of what was told ----------------------------------------------------


def in_context(reading: Reading, last: Sequence[Setting], household: Household) -> Reading:
    """The reading of a message under the names of the household; what a correction tells without
    a name is of whom it was told; the place of the register moves nobody whose place is known."""
    reading = _attributed(as_known(reading, household), last, household)
    if household.jurisdiction is None:
        return reading
    register = {fact.span for fact in reading.facts if fact.fact == "hukou_place"}
    facts = [f for f in reading.facts if f.fact not in _PLACES or f.span not in register]
    return reading.model_copy(update={"facts": facts})


def _attributed(reading: Reading, last: Sequence[Setting], household: Household) -> Reading:
    """残疾证过期了其实, after the mother's certificate: hers."""
    spoken_of = _PRONOUN.search(reading.text)
    if not (spoken_of or is_marked(reading.text)) or named(Document.of(reading.text), household):
        return reading
    own = [fact for fact in reading.facts if fact.member == SELF]
    holders = (_holder(fact.fact, last, household) for fact in own)
    holder = next((one for one in holders if one is not None), None)
    people = {s.member for s in last if s.member}
    if holder is None and spoken_of and len(people) == 1:
        holder = people.pop()
    facts = [
        fact.model_copy(update={"member": holder}) if fact in own and holder else fact
        for fact in reading.facts
    ]
    return reading.model_copy(update={"facts": facts})


def _holder(fact: str, last: Sequence[Setting], household: Household) -> str | None:
    """The one person of whom this was told, just now or at all; None for the writer or several."""
    about = _related(fact)
    for keys in (last, _told_facts(household)):
        people = list(dict.fromkeys(k.member for k in keys if k.fact in about and k.member))
        if len(people) == 1:
            return people[0]
        if people:
            return None
    return None


def _related(fact: str) -> frozenset[str]:
    """The facts of one matter: who has no grade may be the one whose certificate was told."""
    groups = (
        {"disability_level", "disability_certificate", "disability_type"},
        {"employed", "works_how"},
        {"severe_illness", "illness_name"},
    )
    return frozenset(next((g for g in groups if fact in g), {fact}))


# -- what a message amends ---------------------------------------------------------------------


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
        return Amendment(gone=tuple(gone), certain=is_marked(text) or puts_out(text))
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
        return person
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
        value = _value(found.yes, key, spec, people) if setting.member else None
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
        for key in _told_facts(household)
        if (key.fact in about if about else _tells(what, key, household, vocabulary))
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
    names = known_names(reading.members, household)
    known = {member.name for member in household.members} - {SELF}
    gone = {names[m.label] for m in reading.members if m.gone}
    apart = {names[m.label] for m in reading.members if m.apart}
    if puts_out(text):
        gone |= apart | _put_out(text, household)
    elif is_marked(text):
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
        told = [key for key in _told_facts(household) if key.member == old and key.fact in about]
        values = [(key.fact, _own(household, key.fact, old)) for key in told]
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
        value = _value(found.yes, key, spec, household)
        if value is None:
            continue
        changed, taken = with_settings(
            household, [Setting(fact=key.fact, member=key.member, value=value)], found.yes
        )
        if taken and _own(changed, key.fact, key.member) != _own(household, key.fact, key.member):
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
    told = [key for key in _told_facts(household) if _fits(key, people, about)]
    recent = [FactKey(fact=s.fact, member=s.member) for s in reversed(last)]
    recent = [key for key in recent if key.fact in vocabulary.facts and _fits(key, people, about)]
    if found.no:
        for key in dict.fromkeys([*recent, *told]):
            if _tells(found.no, key, household, vocabulary):
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
        if about or (_names_its_unit(found.yes, vocabulary.facts[key.fact]) and len(same) == 1):
            yield key


def _fits(key: FactKey, people: Sequence[str], about: Sequence[str]) -> bool:
    return (not people or key.member in people) and (not about or key.fact in about)


def _names_its_unit(words: str, spec: FactSpec) -> bool:
    """二级, 58岁, 四口: the unit alone tells which fact is meant. Sums of money are many."""
    unit = (spec.unit or "").split("/")[0]
    patterns = {
        "级": r"[一二三四1-4]级",
        "岁": r"\d\s?岁|[一二三四五六七八九十]岁",
        "人": r"[口人]",
    }
    return unit in patterns and bool(re.search(patterns[unit], Document.of(words).text))


def _tells(words: str, key: FactKey, household: Household, vocabulary: Vocabulary) -> bool:
    """Whether words tell the value that the fact has: 二级, 三口."""
    value = _value(words, key, vocabulary.facts[key.fact], household)
    if isinstance(value, dict):
        value = Range.model_validate(value)
    return value is not None and value == _own(household, key.fact, key.member)


def _value(words: str, key: FactKey, spec: FactSpec, household: Household) -> object:
    """What the words tell for this fact, read as an answer to a question about it."""
    unit = (spec.unit or "").split("/")[0]
    if unit in _STEPS:
        return _steps(words, _STEPS[unit])
    if spec.type not in (*_NUMBERS, "bool", "choice"):
        return None
    answer = read_answer(words, _question(key, spec), household)
    if answer is None or answer.impossible:
        return None
    told = [
        value for fact, member, value in answer.settings if (fact, member) == (key.fact, key.member)
    ]
    return told[0] if told and told[0] not in (UNKNOWN, DECLINED) else None


def _steps(words: str, unit: str) -> int | None:
    """二级, 3, 三样: a whole number with its unit or bare."""
    text = Document.of(words).text
    for number in numerals(text):
        whole = number.value is not None and number.value == int(number.value)
        if whole and re.fullmatch(rf"{unit}{_TAIL}", text[number.end :]):
            return int(number.value or 0)
    return None


def _question(key: FactKey, spec: FactSpec) -> Question:
    """A question about one fact alone."""
    options: list[tuple[str, str, str | bool]]
    if spec.type == "bool":
        options = [("yes", spec.label, True), ("no", f"不{spec.label}", False)]
    else:
        options = [(value, label, value) for value, label in spec.values.items()]
    choices = [
        Choice(id=name, label=label, sets=[Setting(fact=key.fact, member=key.member, value=value)])
        for name, label, value in options
    ]
    return Question(
        question="amend",
        text=spec.question or spec.label,
        stage="core",
        facts=[key],
        choices=choices,
        expects="number" if spec.type in _NUMBERS else "choice",
        unit=spec.unit,
    )


# -- the household after it --------------------------------------------------------------------


def amended(
    household: Household, change: Amendment, words: str, library: Library | None = None
) -> Household:
    """The household after an amendment. With `library`, what was taken away may be asked again."""
    for one in change.renamed:
        household = _renamed(household, one)
    for label, relation in change.joined:
        household = with_member(household, label, relation)
    household = without_facts(household, change.forgotten, library)
    household, _ = with_settings(household, change.told, words)
    return _without_people(household, change.gone) if change.gone else household


def without_facts(
    household: Household, facts: Iterable[FactKey], library: Library | None = None
) -> Household:
    """The household as if these facts had never been told; with `library` they may be asked."""
    away = {(key.fact, key.member) for key in facts}
    if not away:
        return household
    data = household.model_dump(mode="json")
    for fact, member in away:
        holder = data["household"]
        if member is not None:
            holder = next((m for m in data["members"] if m["name"] == member), {})
        holder.pop(fact, None)
    data["said"] = [s for s in data["said"] if (s["fact"], s["member"]) not in away]
    put = _questions_about({fact for fact, _ in away}, library)
    data["asked"] = [asked for asked in data["asked"] if asked.partition("@")[0] not in put]
    return parse_household(data)


def _questions_about(facts: set[str], library: Library | None) -> set[str]:
    asked = library.questions.questions if library else ()
    return {one.spec.id for one in asked if facts & set(one.spec.facts)}


def _without_people(household: Household, gone: Sequence[str]) -> Household:
    """Who is left counts one less for everybody who was counted."""
    data = household.model_dump(mode="json")
    away = [m["name"] for m in data["members"] if m["name"] in gone]
    data["members"] = [m for m in data["members"] if m["name"] not in away]
    data["said"] = [s for s in data["said"] if s["member"] not in away]
    count = household.household.get("people_together")
    if isinstance(count, (int, float)):
        data["household"]["people_together"] = max(1, int(count) - len(away))
    return with_people_counted(parse_household(data))


def _renamed(household: Household, one: Renamed) -> Household:
    if household.member(one.new) is not None:
        return household
    data = household.model_dump(mode="json")
    for member in data["members"]:
        if member["name"] == one.old:
            member.update(name=one.new, relation=one.relation)
    for said in data["said"]:
        if said["member"] == one.old:
            said["member"] = one.new
    data["asked"] = [
        f"{asked.partition('@')[0]}@{one.new}" if asked.endswith(f"@{one.old}") else asked
        for asked in data["asked"]
    ]
    return parse_household(data)
