"""Who a message speaks of: mentions of persons from left to right, and whose words come next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.understanding.numbers.numerals import DIGITS
from bot.understanding.people.words import Word, pattern, regional, words
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, load

ADDRESSED = re.compile(r"(?:们)?,?(?:你|您)们?好|们?好,")
PAIRS = {"俩": 2, "仨": 3, "一双": 2, "一对": 2}
ONE_AND_ONE = re.compile(r"(?:,|:|、)?(?:(?:都|有)?一个[^,。;一]{1,8}[,、]?){2,4}")
VILLAGERS = frozenset({"村民", "本村人", "同村人"})
ALONE = frozenset({"spouse", "father", "mother"})
KIN_ALONE = frozenset({"grandparent", "spouse", "father", "in_law"})  # 阿公八十六了, without a 我
WITH_ME = re.compile(r"我[和跟与同]我?[^,。我]{1,6}$")  # 我跟孩子两个: the two of us
AFTER_COUNT = re.compile(
    r"(?:有|就|共|一共)?(?P<count>[两二三四五六2-6])(?:个|位|名)(?![月星人孙儿女崽娃孩小])|(?P<both>俩|仨)"
)
NOTE_SEX = re.compile(
    r"(?:(?<![一-龥])|(?<=户主)|(?<=本人)|(?<=老人)|(?<=当事人)|(?<=来电人)|(?<=来电)|(?<=求助人)|(?<=邻居)|(?<=对门))"
    r"(?P<sex>[男女])(?=[\d一二三四五六七八九十,，\s])"
    r"|(?<=[\d十岁])\s?(?P<late>[男女])(?![儿孩娃生人方士性])"
)


_cue = cues("people")


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
    visited = load("people")["visited"]
    first_person = any(
        m.mine or m.kind in ("self", "we") or (m.kind == "household" and m.word not in visited)
        for m in found
    )
    note = re.search(load("people")["notes"]["style"], document.text)
    family = bool(note) or any(m.kind == "kin" for m in found)
    settled = [
        _settle_elder(
            m,
            kin=first_person
            or m.mine
            or (family and m.relation != "other")
            or (not note and m.relation in KIN_ALONE and not _noted(m, document)),
        )
        for m in found
    ]
    if settled and not first_person and _is_case_by_name(settled[0], document.text):
        settled[0] = replace(settled[0], kind="case", relation="self")
    return settled


def _noted(mention: Mention, document: Document) -> bool:
    """阿婆81, 一老汉问五保: a stranger, as visitors write of one."""
    before = document.before(mention.start, 16)
    return bool(
        _cue("villager").search(before)
        or _cue("caller_here").search(before)
        or _cue("elder_in_note_before").search(before)
        or _cue("elder_in_note").match(document.text[mention.end : mention.end + 6])
    )


def _is_case_by_name(mention: Mention, text: str) -> bool:
    """张大爷，独居: in a note without 我 the person named first is whom it is about."""
    people = load("people")
    named = mention.kind == "outsider" and re.match(people["note_names"], mention.word)
    return bool(named) and not re.search(people["complaint"], text)


def _raw_mentions(text: str) -> Iterator[Mention]:
    relations = regional(text)
    for m in pattern().finditer(text):
        if m["none"] or (m["kinword"] and not m["mine"] and _no_person(m, text)):
            continue
        if m["kinword"] and _counts_us(m, text):
            continue
        if m["other"] and _cue("time_of_mine").match(text, max(0, m.start() - 1)):
            continue
        if m["other"] in ("他", "她") and text.startswith("们", m.end()):
            continue
        if _named_a_villager(m, text):
            continue
        if m["polite"]:
            word, relation = ("父亲", "father") if m[0] == "家父" else ("母亲", "mother")
            yield Mention(*m.span(), "kin", word, relation, mine=True, word_start=m.start())
        elif m["mixed"]:
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


def _named_a_villager(m: re.Match[str], text: str) -> bool:
    """我是白沙的村民: what somebody is, and no stranger."""
    if m["other"] not in VILLAGERS:
        return False
    return bool(_cue("is_a_villager").search(text[max(0, m.start() - 12) : m.start()]))


def _counts_us(m: re.Match[str], text: str) -> bool:
    """我们娘俩, 我跟弟弟是双胞胎: how many we are, and nobody else."""
    if m["kinword"] in ("娘", "爷", "爹", "母", "奶"):
        return text[m.end() : m.end() + 1] in ("俩", "仨", "两", "几")
    twins = m["kinword"] in ("双胞胎", "龙凤胎")
    led = text[max(0, m.start() - 3) : m.start()]
    return twins and led.endswith("是") and not led.endswith("的是")


def _no_person(m: re.Match[str], text: str) -> bool:
    """大姐你好, 谢谢阿姨, 跟我说妈妈我怕: somebody is called; 老婆孩子都没有: nobody is there."""
    if ADDRESSED.match(text, m.end()) or _cue("none_after").match(text, m.end()):
        return True
    if not _cue("vocative").search(text[max(0, m.start() - 6) : m.start()]):
        return False
    return bool(_cue("vocative_after").match(text, m.end()))


def _kin(m: re.Match[str], text: str, relations: dict[str, str]) -> Mention:
    word, start = m["kinword"], m.start("kinword")
    if word[0] in "二三四" and text[start - 1 : start] == "十" and word[1:] in words():
        word, start = word[1:], start + 1  # 侄子十二侄女九岁: the numeral is an age
    told = words()[word]
    if word in relations and (m["mine"] or word not in ("家公", "家婆")):
        told = Word("kin", relations[word])
    number = m["count"] or m["pair"] or m["bare"] or ("2" if m["twins"] else None)
    many = told.kind == "kin" and told.relation not in ALONE
    count = _count(number, word, text, m.end()) if many else 1
    if count > 1 and word in load("people")["children_when_several"]:
        told = Word("kin", "child")
    first = m.start() if m["mine"] or number else start
    return Mention(
        first, m.end(), told.kind, word, told.relation, count, bool(m["mine"]), start, told.rank
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
    if word.endswith("个小的"):
        return _number(word[0])
    if (after := AFTER_COUNT.match(text, end)) and not WITH_ME.search(text[max(0, end - 8) : end]):
        return _number(after["both"] or after["count"])
    return _told_one_by_one(word, text, end)


def _told_one_by_one(word: str, text: str, end: int) -> int:
    """女儿一个初中一个幼儿园: as many as are told of one by one."""
    if words()[word].relation not in ("child", "son", "daughter", "grandchild"):
        return 1
    each = ONE_AND_ONE.match(text, end)
    return max(1, each[0].count("一个")) if each else 1


def _settle_elder(mention: Mention, *, kin: bool) -> Mention:
    if mention.kind != "elder":
        return mention
    if kin:
        return replace(mention, kind="kin")
    return replace(mention, kind="case", relation="self")
