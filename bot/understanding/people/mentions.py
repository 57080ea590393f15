"""Who a message speaks of: mentions of persons from left to right, and whose words come next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.understanding.numbers.numerals import DIGITS
from bot.understanding.people.words import Word, pattern, regional, words
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

ADDRESSED = re.compile(r"(?:们)?,?(?:你|您)们?好|们?好,")
PAIRS = {"俩": 2, "仨": 3}
AFTER_COUNT = re.compile(
    r"(?:有|就|共|一共)?(?P<count>[两二三四五六2-6])(?:个|位|名)(?![月星人])|(?P<both>俩|仨)"
)
NOTE_SEX = re.compile(
    r"(?:(?<![一-龥])|(?<=户主)|(?<=本人)|(?<=老人)|(?<=当事人)|(?<=来电人)|(?<=来电)|(?<=求助人))"
    r"(?P<sex>[男女])(?=[\d一二三四五六七八九十,，\s])"
    r"|(?<=[\d十岁])\s?(?P<late>[男女])(?![儿孩娃生人方士性])"
)


@dataclass(frozen=True)
class Mention:
    """A person word at text[start:end].

    `kind`: kin, self, case, household, outsider, title, pronoun, ordinal; until they are settled
    also couple, they, we, siblings.
    """

    start: int
    end: int
    kind: str
    word: str
    relation: str | None = None
    count: int = 1
    mine: bool = False
    word_start: int = field(default=0)
    rank: int | None = None
    whose: str | None = None
    """他妈, 她女儿: the pronoun before a word for kin."""


def mentions(document: Document) -> list[Mention]:
    """Everybody `document` names, from left to right."""
    found = list(_raw_mentions(document.text))
    first_person = any(m.kind in ("self", "household", "we") or m.mine for m in found)
    note = re.search(load("people")["notes"]["style"], document.text)
    family = bool(note) or any(m.kind == "kin" for m in found)
    settled = [
        _settle_elder(m, kin=first_person or m.mine or (family and m.relation != "other"))
        for m in found
    ]
    if settled and not first_person and _is_case_by_name(settled[0], document.text):
        settled[0] = replace(settled[0], kind="case", relation="self")
    return settled


def _is_case_by_name(mention: Mention, text: str) -> bool:
    """张大爷，独居: in a note without 我 the person named first is whom it is about."""
    people = load("people")
    named = mention.kind == "outsider" and re.match(people["note_names"], mention.word)
    return bool(named) and not re.search(people["complaint"], text)


def _raw_mentions(text: str) -> Iterator[Mention]:
    relations = regional(text)
    for m in pattern().finditer(text):
        if m["none"] or (m["kinword"] and not m["mine"] and ADDRESSED.match(text, m.end())):
            continue
        if m["other"] in ("他", "她") and text.startswith("们", m.end()):
            continue
        if m["mixed"]:
            yield from _mixed(m)
        elif m["kinword"]:
            yield _kin(m, text, relations)
        elif m["only"]:
            yield _only_mine(m, relations)
        elif kind := next(
            (k for k in ("couple", "they", "we", "siblings", "outsider") if m[k]), ""
        ):
            count = _number(m["before"] or m["after"]) if kind == "siblings" else 1
            ours = kind == "siblings" and bool(m["ours"])
            yield Mention(*m.span(), kind, m[0], None, count, ours, m.start())
        else:
            told = words()[m["other"]]
            yield Mention(*m.span(), told.kind, m["other"], told.relation, word_start=m.start())


def _kin(m: re.Match[str], text: str, relations: dict[str, str]) -> Mention:
    word, start = m["kinword"], m.start("kinword")
    told = words()[word]
    if word in relations and (m["mine"] or word not in ("家公", "家婆")):
        told = Word("kin", relations[word])
    number = m["count"] or m["pair"] or m["bare"] or ("2" if m["twins"] else None)
    count = _count(number, word, text, m.end()) if told.kind == "kin" else 1
    return Mention(
        m.start(), m.end(), told.kind, word, told.relation, count, bool(m["mine"]), start, told.rank
    )


def _only_mine(m: re.Match[str], relations: dict[str, str]) -> Mention:
    """我某, 我家掌柜的: no word for kin by itself."""
    word = m["only"]
    relation = relations.get(word, load("people")["only_mine"][word])
    return Mention(*m.span(), "kin", word, relation, mine=True, word_start=m.start("only"))


def _mixed(m: re.Match[str]) -> Iterator[Mention]:
    """一儿一女: two mentions in one word."""
    for number, name in (("n1", "k1"), ("n2", "k2")):
        relation, word = ("son", "儿子") if m[name] in "儿子男" else ("daughter", "女儿")
        start, end = m.start(number), m.end(name)
        yield Mention(start, end, "kin", word, relation, _number(m[number]), word_start=start)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else {**DIGITS, **PAIRS}[word]


def _count(ahead: str | None, word: str, text: str, end: int) -> int:
    if word in ("双胞胎", "龙凤胎"):
        return 2
    if ahead:
        return _number(ahead)
    after = AFTER_COUNT.match(text, end)
    return _number(after["both"] or after["count"]) if after else 1


def _settle_elder(mention: Mention, *, kin: bool) -> Mention:
    if mention.kind != "elder":
        return mention
    if kin:
        return replace(mention, kind="kin")
    return replace(mention, kind="case", relation="self")
