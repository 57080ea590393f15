"""Which options a text chooses: by number, label, 有/没有, person, or the facts it tells."""

import re
from functools import cache

from bot.understanding.answers.answer import RESERVED, Choice, Household, Question
from bot.understanding.numbers.numerals import DIGITS
from bot.understanding.people.cast import Cast
from bot.understanding.people.known import known_member
from bot.understanding.reading import Reading
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import alternation, load
from bot.understanding.text.normalise import normalise

READ_AT_MOST = 400
SHORT = 12
NEGATED = re.compile(r"(?:没有?|不是|不|无|没得|未|不算|不在)(?:有|得|过|什么)?$")
NOT_WORD = re.compile(r"[^\w]+")


@cache
def _cue(name: str) -> str:
    return str(load("answers")[name])


@cache
def _plain(kind: str) -> re.Pattern[str]:
    lead, tail = _cue("lead"), _cue("tail")
    return re.compile(f"(?:{lead})*?(?:{_cue(kind)})(?:{tail})*")


def chosen(
    document: Document, question: Question, household: Household, reading: Reading
) -> list[str] | None:
    """The ids of the chosen options; None when the text chooses none."""
    text = document.text[:READ_AT_MOST].strip()
    bare = NOT_WORD.sub("", text)
    options = list(question.choices)
    if (ids := _by_number(text, question)) is not None:
        return ids
    if ids := [c.id for c in options if NOT_WORD.sub("", normalise(c.label).text) == bare]:
        return ids[:1]
    if (ids := _by_yes_no(document, bare, question)) is not None:
        return ids
    for found in (
        _by_person(document, question, household),
        _by_words(text, question),
        _by_facts(question, reading, nobody=names_nobody(document)),
    ):
        if found:
            return found if question.multiple or len(found) == 1 else None
    return None


def _by_number(text: str, question: Question) -> list[str] | None:
    """1, 选2, 第二个, 1和3, 13 (several digits only where they can be nothing else)."""
    prefix, suffix = _cue("number_prefix"), _cue("number_suffix")
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


def _by_yes_no(document: Document, bare: str, question: Question) -> list[str] | None:
    _, end = document.clause(len(document.text) - len(document.text.lstrip()))
    head = NOT_WORD.sub("", document.text[:end])
    real = [c for c in question.choices if c.id not in RESERVED]
    for said in (bare, head):
        if _plain("no").fullmatch(said):
            if question.multiple:
                return ["none"] if said == bare else None
            return [c.id] if (c := _negative(question)) else None
        if question.multiple and _plain("all").fullmatch(said):
            return [c.id for c in real]
        if _plain("yes").fullmatch(said):
            positive = [c for c in real if c is not _negative(question)]
            return [positive[0].id] if len(positive) == 1 else None
    return None


def _negative(question: Question) -> Choice | None:
    real = [c for c in question.choices if c.id not in RESERVED]
    no = [c for c in real if c.id in ("no", "false") or re.search(_cue("negative_label"), c.label)]
    if len(no) == 1:
        return no[0]
    return next((c for c in question.choices if c.id == "none"), None) if not no else None


def _by_person(document: Document, question: Question, household: Household) -> list[str]:
    """是我女儿, 老伴和我: options that stand for members."""
    members: dict[str, str] = {}
    for choice in question.choices:
        about = {s.member for s in choice.sets if s.member}
        # An option that stands for a member bears the name; others may be about one all the same.
        if choice.id not in RESERVED and about == {choice.id}:
            members[choice.id] = choice.id
    if len(members) < 2 and not any(p.name in members for p in household.members):
        return []
    cast = Cast(document)
    found: list[str] = []
    for mention, subject in cast.mentions:
        if NEGATED.search(document.before(mention.start, 4)) or subject.outside:
            continue
        for label in subject.labels if not subject.household else ():
            name = known_member(label, cast.relation(label), household)
            if name in members:
                found.append(members[name])
    return list(dict.fromkeys(found))


def _by_words(text: str, question: Question) -> list[str]:
    """Options of which distinctive words stand in the text, not denied."""
    real = [c for c in question.choices if c.id not in RESERVED]
    labels = {c.id: normalise(c.label).text for c in real}
    scores: dict[str, int] = {}
    denied: list[str] = []
    for choice in real:
        others = [label for id_, label in labels.items() if id_ != choice.id]
        score, place = _overlap(text, labels[choice.id], others)
        if score < 2 or (
            score == 2 and len(text) > SHORT and not _is_piece(text, place, labels[choice.id])
        ):
            continue
        negative = re.search(_cue("negative_label"), choice.label)
        if NEGATED.search(text[max(0, place - 4) : place]) and not negative:
            denied.append(choice.id)
        else:
            scores[choice.id] = score
    if question.multiple:
        return [c.id for c in real if c.id in scores]
    if not scores:
        no = _negative(question)
        return [no.id] if denied and no else []
    best = max(scores.values())
    return [id_ for id_, score in scores.items() if score == best]


def _overlap(text: str, label: str, others: list[str]) -> tuple[int, int]:
    """Length and place in `text` of the longest piece of `label` that no other label has."""
    common = re.compile(alternation(_common()))
    for length in range(min(len(label), len(text), 24), 1, -1):
        for i in range(len(label) - length + 1):
            piece = label[i : i + length]
            if NOT_WORD.search(piece) or common.fullmatch(piece) or any(piece in o for o in others):
                continue
            if (place := text.find(piece)) >= 0:
                return length, place
    return 0, -1


@cache
def _common() -> tuple[str, ...]:
    return tuple(load("answers")["common"])


def _is_piece(text: str, place: int, label: str) -> bool:
    return text[place : place + 2] in re.split(r"[、,(/)或和;\s]", label)


def names_nobody(document: Document) -> bool:
    """Whether the text has no word for the writer, so that “读初二” is about who was asked for."""
    return not any(mention.kind in ("self", "kin") for mention, _ in Cast(document).mentions)


def _by_facts(question: Question, reading: Reading, *, nobody: bool) -> list[str]:
    """Options whose facts the text tells: 老公尿毒症 for “家里有人得了重病”."""
    told = {(f.fact, f.value) for f in reading.facts if not isinstance(f.value, dict)}
    named = {f.member for f in reading.facts if f.member}
    found: list[str] = []
    for choice in question.choices:
        sets = [s for s in choice.sets if not isinstance(s.value, dict | list)]
        if choice.id in RESERVED or not sets:
            continue
        fits = [s for s in sets if s.member is None or s.member in named or nobody]
        if any((s.fact, s.value) in told for s in fits):
            found.append(choice.id)
    return found
