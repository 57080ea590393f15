"""Who a message speaks of: mentions of persons from left to right, and whose words come next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from bot.understanding.numbers.numerals import DIGITS
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import alternation, load

COUNT = (
    r"(?:(?:(?P<count>[两二三四五六2-6])(?:个|位|名|口)|(?P<pair>[俩仨]))"
    r"(?:读书的|上学的|未成年|年幼|小)?(?:的)?)?"
)
PAIRS = {"俩": 2, "仨": 3}
AFTER_COUNT = re.compile(
    r"(?:有|就|共|一共)?(?P<count>[两二三四五六2-6])(?:个|位|名)(?![月星人])|(?P<both>俩|仨)"
)
NOTE_SEX = re.compile(
    r"(?:(?<![一-龥])|(?<=户主)|(?<=本人)|(?<=老人)|(?<=当事人))(?P<sex>[男女])(?=[\d一二三四五六七八九十,，\s])"
    r"|(?<=[\d十岁])\s?(?P<late>[男女])(?![儿孩娃生人方士性])"
)


@dataclass(frozen=True)
class Mention:
    """A person word at text[start:end].

    `kind`: kin, self, case, household, outsider, title, pronoun, ordinal.
    """

    start: int
    end: int
    kind: str
    word: str
    relation: str | None = None
    count: int = 1
    mine: bool = False
    word_start: int = field(default=0)


@cache
def _words() -> dict[str, tuple[str, str | None]]:
    """Each person word with its kind and relation."""
    people = load("people")
    words: dict[str, tuple[str, str | None]] = {}
    for word in people["outsiders"]:
        words[word] = ("outsider", None)
    for word in people["titles"]:
        words[word] = ("title", None)
    for relation, names in people["relations"].items():
        words.update({name: ("kin", relation) for name in names})
    words.update({word: ("kin", "pair") for word in people["pairs"]})
    words.update({word: ("case", "self") for word in people["case"]})
    words.update({w: ("elder", relation) for w, relation in people["case_without_me"].items()})
    words.update({word: ("household", None) for word in people["household"]})
    words.update({word: ("self", "self") for word in people["myself"]})
    words.update({word: ("pronoun", None) for word in people["pronouns"]})
    for place, names in people["ordinals"].items():
        words.update({name: ("ordinal", place) for name in names})
    words.update({word: ("none", None) for word in people["no_person"]})
    return words


@cache
def _pattern() -> re.Pattern[str]:
    people = load("people")
    kin = [w for w, (kind, _) in _words().items() if kind in ("kin", "elder", "case")]
    others = [w for w, (kind, _) in _words().items() if kind not in ("kin", "elder", "case")]
    none = [w for w, (kind, _) in _words().items() if kind == "none"]
    outsider = "|".join(people["outsider_patterns"])
    return re.compile(
        rf"(?P<none>{alternation(none)})|(?P<outsider>{outsider})"
        rf"|(?P<mine>{people['my']}(?:的)?)?{COUNT}(?P<kinword>{alternation(kin)})"
        rf"|(?P<other>{alternation(others)})"
    )


def mentions(document: Document) -> list[Mention]:
    """Everybody `document` names, from left to right."""
    found = list(_raw_mentions(document.text))
    first_person = any(m.kind == "self" or m.mine or m.kind == "household" for m in found)
    family = any(m.kind == "kin" for m in found)
    settled = [
        _settle_elder(m, kin=first_person or m.mine or (family and m.relation != "other"))
        for m in found
    ]
    if settled and not first_person and _is_case_by_name(settled[0], document.text):
        settled[0] = replace(settled[0], kind="case", relation="self")
    return _merged(sorted(settled + _sex_notes(document.text, settled), key=_start), document)


def _is_case_by_name(mention: Mention, text: str) -> bool:
    """张大爷，独居: in a note without 我 the person named first is whom it is about."""
    people = load("people")
    named = mention.kind == "outsider" and re.match(people["note_names"], mention.word)
    return bool(named) and not re.search(people["complaint"], text)


def _start(mention: Mention) -> int:
    return mention.start


def _raw_mentions(text: str) -> Iterator[Mention]:
    for m in _pattern().finditer(text):
        if m["none"]:
            continue
        if m["outsider"]:
            yield Mention(m.start(), m.end(), "outsider", m[0], word_start=m.start())
            continue
        word = m["kinword"] or m["other"]
        kind, relation = _words()[word]
        count = _count(m["count"] or m["pair"], text, m.end()) if kind == "kin" else 1
        start = m.start("kinword") if m["kinword"] else m.start()
        yield Mention(
            m.start(), m.end(), kind, word, relation, count, bool(m["mine"]), word_start=start
        )


def _count(ahead: str | None, text: str, end: int) -> int:
    if ahead:
        return int(ahead) if ahead.isdigit() else {**DIGITS, **PAIRS}[ahead]
    after = AFTER_COUNT.match(text, end)
    if after is None:
        return 1
    if after["both"]:
        return PAIRS[after["both"]]
    return int(after["count"]) if after["count"].isdigit() else DIGITS[after["count"]]


def _settle_elder(mention: Mention, *, kin: bool) -> Mention:
    if mention.kind != "elder":
        return mention
    if kin:
        return replace(mention, kind="kin")
    return replace(mention, kind="case", relation="self")


def _sex_notes(text: str, known: list[Mention]) -> list[Mention]:
    """男46 or 68男 in a note: the person asked about, unless a word for them stands before."""
    notes: list[Mention] = []
    for m in NOTE_SEX.finditer(text):
        word = m["sex"] or m["late"]
        named = any(0 <= m.start() - k.end <= 6 for k in known if k.kind in ("kin", "case", "self"))
        inside = any(k.start <= m.start() < k.end for k in known)
        if not named and not inside:
            notes.append(Mention(m.start(), m.end(), "case", word, "self", word_start=m.start()))
    return notes


KIN_OF_KIN = {
    ("spouse", "father"): "in_law", ("spouse", "mother"): "in_law",
    ("child", "father"): "spouse", ("son", "father"): "spouse", ("daughter", "father"): "spouse",
    ("child", "mother"): "spouse", ("son", "mother"): "spouse", ("daughter", "mother"): "spouse",
    ("child", "child"): "grandchild", ("son", "son"): "grandchild",
    ("son", "daughter"): "grandchild",
    ("daughter", "son"): "grandchild", ("daughter", "daughter"): "grandchild",
    ("son", "child"): "grandchild", ("daughter", "child"): "grandchild",
    ("father", "father"): "grandparent", ("father", "mother"): "grandparent",
    ("mother", "father"): "grandparent", ("mother", "mother"): "grandparent",
    ("sibling", "spouse"): "in_law", ("son", "spouse"): "in_law", ("daughter", "spouse"): "in_law",
}  # fmt: skip


def _merged(found: list[Mention], document: Document) -> list[Mention]:
    """书记的老婆, 老公的妈妈: two words for one person, a relation of the first."""
    merged: list[Mention] = []
    for mention in found:
        last = merged[-1] if merged else None
        if last and mention.kind == "kin" and not mention.mine and _joined(last, mention, document):
            merged[-1] = _kin_of(last, mention)
        else:
            merged.append(mention)
    return merged


def _joined(last: Mention, mention: Mention, document: Document) -> bool:
    gap = document.text[last.end : mention.start]
    if last.kind in ("outsider", "title"):
        return gap in ("", "的", "家", "家的", "他", "她")
    return last.kind == "kin" and gap in ("的", "他", "她")


def _kin_of(last: Mention, mention: Mention) -> Mention:
    if last.kind in ("outsider", "title"):
        return Mention(last.start, mention.end, "outsider", last.word + mention.word)
    relation = KIN_OF_KIN.get((last.relation or "", mention.relation or ""), "other")
    word = f"{last.word}的{mention.word}"
    return Mention(
        last.start, mention.end, "kin", word, relation, mention.count, last.mine, last.word_start
    )
