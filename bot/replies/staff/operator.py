"""Talking to a hotline operator: sentences to read aloud, and what is for the operator alone. Every
line says which of the two it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.replies.amounts import is_stale
from bot.replies.citing import dated
from bot.replies.heard import quantity
from bot.replies.model import Reply
from bot.replies.offers import LIVING
from bot.replies.staff.aloud import read_aloud
from bot.replies.staff.look import Look, looks
from bot.replies.staff.matters import Matter, Matters, Reading, matters_of
from bot.replies.staff.texts import texts
from bot.replies.staff.ticket import ticket
from eligibility import Household, Question, Screening
from eligibility.telling.guide import Guide, says

_CARE = "medical"
_MOST_SAID = 6
"""How many sentences are read before the questions: nobody listens to more."""
_COSTS, _SURE = "rigid_expense_12m", "报销|12个月|十二个月|一年"
_ASKED = 2
_MATTERS, _BESIDE, _CITED, _SHORT = 2, 3, 3, 30


def operator_result(
    screening: Screening,
    guide: Guide,
    household: Household,
    urgent: bool = False,
    angry: bool = False,
    usual: Reading | None = None,
    kinds: Sequence[str] = (),
    again: bool = False,
) -> list[Reply]:
    """The result of a call: what to read (a calm word, safety and the urgent thing first), what
    to ask, then the work order and what is not to be read. `kinds` are emergencies told in words,
    `usual` the reading of what was left out (`as_usual`). `again`: the call had a result before,
    so that nobody is thanked, calmed or asked for injuries twice."""
    matters = matters_of(screening, guide, household, urgent, usual, kinds)
    asked = looks(screening, guide, household, usual)
    opening = [] if again else _opening(matters, household, angry)
    told = _said(matters, household, guide, bool(asked))
    said = [*opening, *told][:_MOST_SAID]
    found = [
        _aloud(said, numbered=True),
        _questions(asked, matters, guide, [] if again else _unsure_sums(household)),
        _private(_for_operator(matters, screening, guide, household, angry)),
    ]
    return [Reply("\n".join(lines)) for lines in found if lines]


def operator_question(question: Question) -> Reply:
    """A question as a sentence to read, its answers in shorthand for the operator."""
    lines = _aloud([question.text], lead=texts("operator")["asking"])
    answers = " ".join(f"{n} {one.label}" for n, one in enumerate(question.choices, 1))
    lines += _private([answers or question.example or ""])
    return Reply(
        text="\n".join(lines),
        choices=tuple(question.choices),
        multiple=question.multiple,
        question=question.question,
    )


def operator_first_help(kind: str) -> Reply:
    """What to read and to do first in an emergency of this kind."""
    help_now = texts("operator")["first_help"][kind]
    return Reply(
        "\n".join([*_aloud(help_now["say"], numbered=True), *_private([help_now["note"]])])
    )


# -- lines ------------------------------------------------------------------------------------


def _aloud(sentences: Iterable[str], lead: str = "", numbered: bool = False) -> list[str]:
    """Each piece to be read as a line of its own."""
    words = texts("operator")
    pieces = [piece for sentence in sentences for piece in read_aloud(sentence)]
    marks = words["numbers"] if numbered and len(pieces) > 1 else ""
    return [
        f"{words['aloud']}{marks[n : n + 1] or lead}{words['quote'].format(text=piece)}"
        for n, piece in enumerate(pieces)
    ]


def _private(notes: Iterable[str]) -> list[str]:
    return [f"{texts('operator')['private']}{note}" for note in notes if note]


# -- to read aloud -----------------------------------------------------------------------------


def _opening(matters: Matters, household: Household, angry: bool) -> list[str]:
    """Thanks, a calm word, and whether anybody is hurt: said once, before anything else."""
    words = texts("operator")
    neighbour = household.household.get("asking_for") == "neighbour"
    said = [words["thanks_for_others"]] if neighbour else []
    if matters.today:
        said.append(words["safety"].get(matters.today[0].topic) or words["safety"]["other"])
    elif matters.trouble:
        said.append(_calm(matters, household))
    elif angry:
        said.append(words["calm"]["other"])
    return said


def _said(matters: Matters, household: Household, guide: Guide, goes_on: bool) -> Iterator[str]:
    """The urgent thing, the rights, then what may be applied for."""
    words = texts("operator")
    if matters.today:
        yield words["urgent_say"]
    offered = [*matters.today, *matters.apply, *matters.watch]
    saving = household.household.get("medical_emergency") is True
    told = list(_sentences((m for m in offered if not (saving and m.topic == _CARE)), guide))
    yield from [words["emergency_care"]] if saving else []
    if matters.trouble:
        yield from _of_trouble(matters, household)
        yield from _beside(offered)
    else:
        nothing = [words["too_early"]] if goes_on else [words["nothing"], words["nothing_apply"]]
        # Who calls about what cannot wait hears of that one thing.
        most = 1 if matters.today else _MATTERS
        yield from told[:most] or ([] if matters.today else nothing)
    yield words["neighbour"] if guide.asks_for_others else words["decides"]


def _who(guide: Guide) -> str:
    return str(texts("operator")["them" if guide.asks_for_others else "me"])


def _beside(matters: Iterable[Matter]) -> Iterator[str]:
    """“低保之外，还可以问临时救助、医疗。”"""
    names = texts("colours")["topics"]
    topics = [m.topic for m in matters if m.topic in names and m.topic != LIVING]
    told = [names[topic] for topic in dict.fromkeys(topics)]
    if told:
        form = texts("operator")["beside"]
        yield form.format(first=names[LIVING], others="、".join(told[:_BESIDE]))


def _of_trouble(matters: Matters, household: Household) -> Iterator[str]:
    words = texts("operator")
    yield from words["rights"][matters.trouble[0].topic]
    told = household.household
    if told.get("vehicle") in ("car", "truck_for_work"):
        yield words["car"]
    elif told.get("large_savings") is True or told.get("owns_business") is True:
        yield words["property"]


def _calm(matters: Matters, household: Household) -> str:
    calm, occasion = texts("operator")["calm"], matters.trouble[0].topic
    ill = any(m.facts.get("severe_illness") is True for m in household.members)
    return str(calm.get(f"{occasion}_ill" if ill else occasion) or calm[occasion])


def _sentences(matters: Iterable[Matter], guide: Guide) -> Iterator[str]:
    """One sentence a topic: where to go with it."""
    words = texts("operator")
    seen: set[str] = set()
    for matter in matters:
        if matter.topic and matter.topic not in seen and matter.place:
            seen.add(matter.topic)
            held = any(says(member.facts.get(matter.topic)) for member in guide.household.members)
            name = f"{matter.topic}_held" if held else matter.topic
            form = words["say"].get(name) or words["say"].get(matter.topic) or words["say"]["other"]
            place = _place(matter.place).format(who=_who(guide))
            yield form.format(place=place, label=matter.text)


def _place(place: str) -> str:
    for pattern, short in texts("operator")["windows"]:
        if re.fullmatch(pattern, place):
            return str(short)
    return place


def _unsure_sums(household: Household) -> list[str]:
    """Whether a sum told counts: what insurance left, of the last twelve months."""
    told = next((s.words for s in household.said if s.fact == _COSTS), _SURE)
    value = household.household.get(_COSTS)
    if value is None or not says(value) or re.search(_SURE, told):
        return []
    return [texts("operator")["sum_told"].format(value=quantity(value))]


def _questions(
    asked: Sequence[Look], matters: Matters, guide: Guide, first: Sequence[str]
) -> list[str]:
    """What to ask next; where something cannot wait, the spot alone."""
    words = texts("operator")
    told = [*first, *(words["questions"].get(look.fact) or look.text for look in asked)]
    told = told[:_ASKED]
    if matters.today:
        told = [words["where"].format(who=_who(guide))]
    return [line for text in told for line in _aloud([text], lead=words["again"])]


# -- for the operator alone -----------------------------------------------------------------------


def _for_operator(
    matters: Matters, screening: Screening, guide: Guide, household: Household, angry: bool
) -> Iterator[str]:
    words = texts("operator")
    yield words["ticket"].format(told=ticket(matters, guide, household, angry))
    yield words["basis"].format(told="；".join(_basis(screening)))
    offered = (*matters.today, *matters.apply)
    cites = [_clause(matter) for matter in offered if matter.cite]
    if cites:
        yield words["cited"].format(told="；".join(cites[:_CITED]))
    amounts = [f"{matter.text}{matter.amount}" for matter in offered if matter.amount]
    if amounts:
        yield words["amount"].format(told="；".join(amounts[:_MATTERS]))


def _clause(matter: Matter) -> str:
    return matter.text + re.sub(r"（(\d{4})） ", r"（\1）", matter.cite)


def _basis(screening: Screening) -> Iterator[str]:
    """The place's own document, whether it fits, how old it is; then that all is on trial."""
    words = texts("operator")
    for document in screening.documents[:1]:
        yield dated(document)
        if not screening.items:
            yield from (notice.rstrip("。") for notice in document.notices)
        elif _closes_all(screening):
            why = _lacking(screening)
            shown = words["closed_why"].format(text=why) if 0 < len(why) <= _SHORT else ""
            yield words["closed"].format(why=shown)
        elif is_stale(document, screening.as_of):
            yield words["stale"].format(year=document.issued.year)
    yield from (d.number for d in screening.documents[1:] if not d.perhaps_ended)
    if any(document.review != "approved" for document in screening.documents):
        yield words["trial"]


def _closes_all(screening: Screening) -> bool:
    """Whether the place's own document offers this household nothing."""
    own = [i for i in screening.items if i.document == screening.documents[0].id]
    own = [item for item in own if item.kind == "benefit"]
    return bool(own) and not any(item.verdict in ("eligible", "unknown") for item in own)


def _lacking(screening: Screening) -> str:
    """What the document asks for that this household has not: what most of its groups want."""
    own = [group for group in screening.groups if group.document == screening.documents[0].id]
    told = [r.text for group in own for r in group.reasons if r.verdict == "not_eligible"]
    return max(told, key=lambda text: (told.count(text), -len(text)), default="")
