"""Which options a text chooses: by number, label, 有/没有, person, or the facts it tells."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.understanding.answers.answer import RESERVED, Choice, Household, Question, is_option
from bot.understanding.answers.aside import asking
from bot.understanding.answers.known import held
from bot.understanding.answers.options import also_called, option_refs
from bot.understanding.answers.parts import READ_AT_MOST, Parts, Token, parts
from bot.understanding.answers.people import Named, named
from bot.understanding.numbers.numerals import DIGITS
from bot.understanding.people.cast import Cast
from bot.understanding.people.roster import CHILDREN
from bot.understanding.reading import FactSaid, Reading
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load
from bot.understanding.text.normalise import normalise

NOT_WORD = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Chosen:
    """The chosen options; without any, those that are denied while the others stay open."""

    ids: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    """Members the question is not about, each with the option that is theirs."""
    partly: bool = False
    """More is told than the options explain: whatever was not chosen stays open."""


@cache
def _cue(name: str) -> str:
    return str(load("answers")[name])


@cache
def _plain(kind: str) -> re.Pattern[str]:
    lead, tail = _cue("lead"), _cue("tail")
    return re.compile(f"(?:{lead})*?(?:{_cue(kind)})(?:{tail})*")


def chosen(
    document: Document, question: Question, household: Household, reading: Reading
) -> Chosen | None:
    """The options a text chooses or denies; None when it does neither."""
    text = document.text[:READ_AT_MOST].strip()
    bare = NOT_WORD.sub("", text)
    if (ids := _by_number(text, question)) is not None:
        return Chosen(tuple(ids))
    labels = [c.id for c in question.choices if NOT_WORD.sub("", normalise(c.label).text) == bare]
    if labels:
        return Chosen(tuple(labels[:1]))
    people = _people(document, household)
    elsewhere = _of_somebody_else(people, question)
    whole = _by_yes_no(bare, question, whole=True)
    if not question.facts and (found := _by_meaning(document, question)):
        return found
    members = stands_for_members(question, household)
    if whole is not None and not elsewhere and not (members and any(p.members for p in people)):
        return Chosen(tuple(whole))
    if members:
        return _who(document, question, household, people, reading)
    if not question.multiple and (found := _each_of(document, question, people, reading)):
        return found
    if elsewhere:
        return None
    head = _by_yes_no(_head(document), question, whole=False)
    if head is not None:
        return Chosen(tuple(head))
    return _of_the_list(document, question, reading, people)


def _head(document: Document) -> str:
    """The first clause, and nothing of it when it asks."""
    start = len(document.text) - len(document.text.lstrip())
    _, end = document.clause(start)
    return "" if asking(document, start) else NOT_WORD.sub("", document.text[start:end])


# -- by number -------------------------------------------------------------------------------


def _by_number(text: str, question: Question) -> list[str] | None:
    """1, 选2, 第二个, 1和3, 13 (several digits only where they can be nothing else)."""
    prefix, suffix = _cue("number_prefix"), _cue("number_suffix")
    text = re.sub(r"(?<=\d)[两三四]个(?=都|有|是|$)", "", text)
    one = r"(?:\d{1,2}|十[一二三四五]?|[一二两三四五六七八九])"
    separators = _cue("separators")
    part = rf"(?:{prefix})*{one}(?:{suffix})*"
    if not re.fullmatch(rf"(?:{prefix})*{part}(?:(?:{separators})+{part})*[。!\s]*", text):
        return None
    numbers = [_number(token) for token in re.findall(one, text)]
    count = len(question.choices)
    if len(numbers) == 1 and numbers[0] > count and question.multiple and count < 10:
        numbers = [int(digit) for digit in str(numbers[0])]
        ids = [question.choices[n - 1].id for n in numbers if 1 <= n <= count]
        if len(set(numbers)) < len(numbers) or RESERVED & set(ids):
            return None
    if not all(1 <= number <= count for number in numbers):
        return None
    if len(numbers) > 1 and not question.multiple:
        return None
    return list(dict.fromkeys(question.choices[number - 1].id for number in numbers))


def _number(token: str) -> int:
    if token.isdigit():
        return int(token)
    if token.startswith("十"):
        return 10 + (DIGITS[token[1]] if len(token) > 1 else 0)
    return DIGITS[token]


# -- yes and no ------------------------------------------------------------------------------


def _by_yes_no(said: str, question: Question, *, whole: bool) -> list[str] | None:
    real = _real(question)
    if _plain("no").fullmatch(said):
        if question.multiple:
            return ["none"] if whole else None
        return [c.id] if (c := _negative(question)) else None
    if question.multiple and whole and re.fullmatch(_cue("nothing_of_the_list"), said):
        return ["none"]
    no = _negative(question)
    if no and len(real) == 2 and re.fullmatch(_cue("denied_deed"), said):
        return [no.id]
    if question.multiple and _plain("all").fullmatch(said):
        return [c.id for c in real]
    if _plain("yes").fullmatch(said):
        positive = [c for c in real if c is not _negative(question)]
        asks_whether = question.expects == "choice" and len(positive) == 1
        return [positive[0].id] if asks_whether else None
    return None


def _real(question: Question) -> list[Choice]:
    return [c for c in question.choices if is_option(c)]


def _negative(question: Question) -> Choice | None:
    """The option that “没有” means; 还有危险 is one by its id."""
    real = _real(question)
    by_id = [c for c in real if c.id in ("no", "false")]
    no = by_id or [c for c in real if re.search(_cue("negative_label"), c.label)]
    if len(no) == 1:
        return no[0]
    return next((c for c in question.choices if c.id == "none"), None) if not no else None


# -- people ----------------------------------------------------------------------------------


def _people(document: Document, household: Household) -> list[Named]:
    """Who is named outside of the writer's own questions."""
    near = [one for one in named(document, household) if one.start < READ_AT_MOST]
    return [one for one in near if not asking(document, one.start)]


def stands_for_members(question: Question, household: Household) -> bool:
    """Whether the options are the members, each under the name the household has for them."""
    names = {person.name for person in household.members}
    real = _real(question)
    return bool(real) and all(c.id in names and _about(c) <= {c.id} for c in real)


def _about(choice: Choice) -> set[str | None]:
    return {s.member for s in (*choice.sets, *choice.otherwise)}


def _asked_of(question: Question) -> str | None:
    """The one member a question is about."""
    about = {ref.member for ref in question.facts}
    return next(iter(about)) if len(about) == 1 else None


def _of_somebody_else(people: list[Named], question: Question) -> bool:
    """我没有, where it is asked of the mother."""
    asked = _asked_of(question)
    members = {name for one in people for name in one.members}
    own = {ref.fact for ref in question.facts} <= set(load("answers")["of_the_person"])
    return asked is not None and bool(members or (own and people)) and asked not in members


def _meant_by_all(question: Question, household: Household, real: list[str]) -> list[str]:
    """除了小的都在读: all of the children, where school is asked about."""
    if not {ref.fact for ref in question.facts} <= set(load("answers")["of_children"]):
        return real
    children = {p.name for p in household.members if p.relation in CHILDREN}
    return [name for name in real if name in children] or real


def _who(
    document: Document,
    question: Question,
    household: Household,
    people: list[Named],
    reading: Reading,
) -> Chosen | None:
    """是我女儿, 老伴和我, 老大有老二没有: options that stand for members."""
    real = [c.id for c in _real(question)]
    refs = [Token(one.start, one.end, "ref", one.members) for one in people]
    refs += [t for t in option_refs(document, [], listed=True) if t.kind == "ref"]
    said = parts(document, refs, _meant_by_all(question, household, real))
    other = _unrelated(document, question, people, reading)
    yes = [name for name in said.yes if name in real and name not in other]
    no = [name for name in real if name in said.no]
    if yes:
        return Chosen(tuple(yes))
    if no and len(no) == len(real):
        return Chosen(("none",))
    if not no and any(name not in other and held(question, household, name) for name in said.yes):
        return Chosen(("none",))
    return Chosen(denied=tuple(no)) if no else None


def _unrelated(
    document: Document, question: Question, people: list[Named], reading: Reading
) -> set[str]:
    """Members of whom only something else is told: 我妈有高血压, where 残疾证 is asked."""
    asked = {ref.fact for ref in question.facts}
    related = set(asked)
    for group in load("answers")["related"]:
        if asked & set(group):
            related |= set(group)
    found: set[str] = set()
    plain: set[str] = set()
    aged: set[str] = set()
    for one in people:
        clause = document.clause(one.start)
        told = {f.fact for f in reading.facts if f.member and _inside(document, f, clause)}
        if told and told <= {"age", "sex"}:
            aged.update(one.members)
        elif told and not told & related:
            found.update(one.members)
        else:
            plain.update(one.members)
    # 弟弟，我三十八: the age stands beside the answer.
    return found | (aged - plain if plain else set())


def place_of(document: Document, said: FactSaid) -> int:
    """Where in the regular text a fact was read."""
    return min(bisect_left(document.source.offsets, said.span[0]), len(document.text) - 1)


def _inside(document: Document, said: FactSaid, clause: tuple[int, int]) -> bool:
    first, last = document.source.span(clause[0], clause[1])
    return first <= said.span[0] < last


def _each_of(
    document: Document, question: Question, people: list[Named], reading: Reading
) -> Chosen | None:
    """大的读高中小的还没上学, 我没有我老婆有: to everybody what stands behind their name."""
    asked, known = _asked_of(question), [one for one in people if one.members]
    if not question.facts or (asked and not any(asked in one.members for one in known)):
        return None
    option: dict[str, str] = {}
    nothing = Reading(text=document.source.raw)
    for index, one in enumerate(known):
        end = known[index + 1].start if index + 1 < len(known) else READ_AT_MOST
        behind = Document.of(document.text[one.end : end].strip(" ,、。;"))
        ids = _by_yes_no(NOT_WORD.sub("", behind.text), question, whole=True)
        found = Chosen(tuple(ids)) if ids else None
        if found is None and asked is not None:
            found = _of_the_list(behind, question, nothing, [])
        if found and len(found.ids) == 1:
            option.update((name, found.ids[0]) for name in one.members)
    if asked is None:
        no = _negative(question)
        held = [one for one in option.values() if no is not None and one != no.id]
        return Chosen((held[0],)) if held else None
    if asked not in option:
        return None
    others = tuple((name, one) for name, one in option.items() if name != asked)
    return Chosen((option[asked],), others=others)


# -- lists -----------------------------------------------------------------------------------


def _by_meaning(document: Document, question: Question) -> Chosen | None:
    """Of a question that tells no fact, as of safety: the worse counts where both are said."""
    real = _real(question)
    no = _negative(question)
    meant = [c for c in real if any(p.search(document.text[:READ_AT_MOST]) for p in also_called(c))]
    if no is not None and no in meant:
        return Chosen((no.id,))
    return Chosen((meant[0].id,)) if len(meant) == 1 else None


def _of_the_list(
    document: Document, question: Question, reading: Reading, people: list[Named]
) -> Chosen | None:
    real = _real(question)
    refs = option_refs(document, real, listed=question.multiple or len(real) > 2)
    refs = [ref for ref in refs if not asking(document, ref.start)]
    if question.multiple:
        labels = {choice.id: choice.label for choice in real}
        refs = [ref for ref in refs if _may_hold(document, ref, labels)]
        settled = [ref for ref in refs if _of_one_settled(document, ref, question, people)]
        refs = [ref for ref in refs if ref not in settled]
    said = parts(document, refs, [c.id for c in real], listed=True)
    _add_facts(document, question, reading, said)
    yes = [c.id for c in real if c.id in said.yes]
    no = [c.id for c in real if c.id in said.no]
    if question.multiple:
        if yes:
            holders = _holders(document, refs, yes, people)
            partly = _more_is_told(document, refs, people, reading)
            return Chosen(tuple(yes), others=holders, partly=partly)
        nothing = _plain("no").fullmatch(_head(document)) or _nothing_else(document)
        if nothing or (no and len(no) == len(real)):
            return Chosen(("none",))
        if settled and not no and parts(document, settled, [], listed=True).yes:
            return Chosen(("none",))
        return Chosen(denied=tuple(no)) if no else None
    if len(yes) == 1:
        return Chosen(tuple(yes))
    negative = _negative(question)
    if not yes and no and negative is not None and negative.id not in no:
        return Chosen((negative.id,))
    left = [c.id for c in real if c.id not in no]
    return Chosen(tuple(left)) if no and not yes and len(left) == 1 else None


def _holders(
    document: Document, refs: Sequence[Token], yes: Sequence[str], people: list[Named]
) -> tuple[tuple[str, str], ...]:
    """Whom the clause of an option names: 我妈要坐轮椅."""
    found: list[tuple[str, str]] = []
    for ref in refs:
        start, _ = document.clause(ref.start)
        led = [one for one in people if start <= one.start < ref.start and one.members]
        if ref.kind == "ref" and led:
            found += [(name, option) for name in led[-1].members for option in ref.ids]
    return tuple((name, option) for name, option in dict.fromkeys(found) if option in yes)


def _more_is_told(
    document: Document, refs: Sequence[Token], people: list[Named], reading: Reading
) -> bool:
    """奶奶夜里要人守: a clause of somebody in need that no option and no fact explains."""
    explained = [ref.start for ref in refs] + [place_of(document, f) for f in reading.facts]
    clauses = {document.clause(place) for place in explained}
    needs = re.compile(_cue("need_told"))
    for one in people:
        clause = document.clause(one.start)
        if clause not in clauses and needs.search(document.text[one.end : clause[1]]):
            return True
    return False


def _nothing_else(document: Document) -> bool:
    """有点高血压，别的都没有: one clause denies the whole list."""
    said = re.compile(_cue("nothing_of_the_list"))
    clauses = re.split(r"[,。;!\s]+", document.text[:READ_AT_MOST])
    return any(said.fullmatch(NOT_WORD.sub("", clause)) for clause in clauses if clause)


def _of_one_settled(
    document: Document, ref: Token, question: Question, people: list[Named]
) -> bool:
    """女儿上学, where her school was told before: the option is open for the others only."""
    start, _ = document.clause(ref.start)
    whom = [one for one in people if start <= one.start and one.end <= ref.start and one.members]
    options = [choice for choice in question.choices if choice.id in ref.ids]
    open_for = {s.member for choice in options for s in (*choice.sets, *choice.otherwise)} - {None}
    return bool(whom and open_for) and open_for.isdisjoint(whom[-1].members)


def names_nobody(document: Document) -> bool:
    """Whether the text has no word for the writer, so that “读初二” is about who was asked for."""
    return not any(mention.kind in ("self", "kin") for mention, _ in Cast(document).mentions)


def _may_hold(document: Document, ref: Token, labels: dict[str, str]) -> bool:
    """以前有低保, 想办低保, 隔壁有低保: not now, or not theirs."""
    before = re.search(_cue("not_held_before"), document.before(ref.start, 8))
    if before and not any(before["cue"] in labels[one] for one in ref.ids):
        return False
    return not re.search(_cue("not_held_after"), document.after(ref.end, 8))


def _add_facts(document: Document, question: Question, reading: Reading, said: Parts) -> None:
    """Options whose facts the text tells: 老公尿毒症 for “家里有人得了重病”."""
    nobody = names_nobody(document)
    facts = [f for f in reading.facts if not asking(document, place_of(document, f))]
    people: set[str | None] = {f.member for f in facts if f.member}
    for choice in _real(question):
        if choice.id in said.yes or choice.id in said.no:
            continue
        stands = [_told(choice, fact, people, nobody=nobody) for fact in facts]
        if True in stands:
            said.put([choice.id], holds=True)
        elif False in stands and question.multiple:
            said.put([choice.id], holds=False)


def _told(choice: Choice, said: FactSaid, people: set[str | None], *, nobody: bool) -> bool | None:
    """Whether a fact of the text means this option, denies it, or tells nothing of it."""
    sets = [s for s in choice.sets if not isinstance(s.value, list)]
    fits = [s for s in sets if s.member is None or s.member in people or nobody]
    if any((s.fact, s.value) == (said.fact, said.value) for s in fits):
        return True
    implied = load("answers")["implies"].get(said.fact, {})
    left = [s for s in choice.otherwise if not sets and s.member in (None, said.member)]
    if not isinstance(said.value, dict | list | bool) and said.value in implied.get("values", ()):
        return True if implied["fact"] in {s.fact for s in left} else None
    if said.value in ("unknown", "declined"):
        return None
    for s in _leading(choice, left):
        if s.fact == said.fact:
            return bool(s.value != said.value)
    # Of the household any of its facts will do: no home of one's own, or a wish for a flat.
    other = [s for s in left if s.member is None and s.fact == said.fact]
    return True if any(s.value != said.value for s in other) else None


def _leading(choice: Choice, left: Sequence[Any]) -> list[Any]:
    """An option nobody can be told for alone is about its first fact."""
    first = choice.otherwise[0].fact if choice.otherwise else None
    return [s for s in left if s.fact == first]


def _is_plain(choice: Choice) -> bool:
    return len({setting.fact for setting in choice.otherwise}) == 1


def asked_facts_of_others(document: Document, question: Question, found: Chosen) -> list[FactSaid]:
    """What an answer says of members who were not asked about: 我没有，我老婆有."""
    by_id = {choice.id: choice for choice in question.choices}
    told = [
        (s.fact, name, s.value)
        for name, option in found.others
        for s in by_id[option].sets
        if s.member is not None
    ]
    told += [
        (s.fact, name, True)
        for name, option in found.others
        for s in _leading(by_id[option], by_id[option].otherwise)
        # An option about several facts, such as a child's parents, tells by itself none of them.
        if question.multiple and s.member == name and s.value is False and _is_plain(by_id[option])
    ]
    words, span = document.source.raw.strip(), document.source.span(0, len(document.text))
    return [
        FactSaid(fact=fact, member=name, value=value, words=words, span=span)
        for fact, name, value in told
    ]
