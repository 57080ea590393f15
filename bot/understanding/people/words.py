"""The words for persons: what each is, in which text, and one pattern that finds them all."""

import re
from dataclasses import dataclass
from functools import cache

from bot.understanding.text.lexicon import alternation, load

RANKED = {
    "son": ("儿子", "崽", "儿"),
    "daughter": ("女儿", "闺女", "丫头", "女", "妹子", "囡"),
    "child": ("孩子", "娃", "宝"),
    "grandchild": ("孙子", "孙女", "外孙", "外孙女"),
    "other": ("侄女", "侄子", "侄儿", "外甥", "外甥女"),
}
# 小儿 is a doctor's word; 小孩子 and 小娃 are any child; 大女, 小女 and 二女 are daughters.
RANKS = {
    "大": 0,
    "长": 0,
    "二": 1,
    "次": 1,
    "三": 2,
    "四": 3,
    "小": -1,
    "幺": -1,
    "满": -1,
    "细": -1,
}
UNRANKED = frozenset(
    {"小孩子", "小娃", "小儿", "大儿", "三女", "四女", "满崽", "四儿", "三儿", "长娃", "次娃"}
    | {"长宝", "次宝", "四宝", "幺宝", "满宝", "细宝"}
)


@dataclass(frozen=True)
class Word:
    """A word for a person: the kind of mention, the relation, and the place among siblings."""

    kind: str
    relation: str | None = None
    rank: int | None = None


@cache
def words() -> dict[str, Word]:
    """Each person word as it is read everywhere."""
    people = load("people")
    found: dict[str, Word] = {}
    for name, kind in (("outsiders", "outsider"), ("titles", "title"), ("household", "household")):
        found.update({word: Word(kind) for word in people[name]})
    found.update(_ranked())
    for relation, names in people["relations"].items():
        found.update({name: Word("kin", relation, rank_of(name, relation)) for name in names})
    found.update({word: Word("kin", "pair") for word in people["pairs"]})
    found.update({word: Word("case", "self") for word in people["case"]})
    found.update({w: Word("elder", relation) for w, relation in people["case_without_me"].items()})
    found.update({word: Word("self", "self") for word in people["myself"]})
    found.update({word: Word("pronoun") for word in people["pronouns"]})
    for place, names in people["ordinals"].items():
        found.update({name: Word("ordinal", place) for name in names})
    found.update({word: Word("none") for word in people["no_person"]})
    return found


def _ranked() -> dict[str, Word]:
    return {
        rank + name: Word("kin", relation, place)
        for relation, names in RANKED.items()
        for name in names
        for rank, place in RANKS.items()
        if rank + name not in UNRANKED
    }


def rank_of(word: str, relation: str) -> int | None:
    """大哥, 二妹, 满崽: the place among brothers and sisters, if the word tells one."""
    if relation in ("son", "daughter", "grandchild", "sibling") and word[0] in RANKS:
        return RANKS[word[0]]
    return {"大娃": 0, "二娃": 1}.get(word)


@cache
def one_of_several_words() -> dict[str, str]:
    """Each word with the first of those that mean the same person."""
    return {word: names[0] for names in load("people")["same"] for word in names}


@cache
def _sexes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sex, re.compile(words)) for sex, words in load("people")["sexes"].items())


def sex_of(word: str, relation: str) -> str | None:
    """M or F, as the relation or the word shows it."""
    known = {"father": "M", "son": "M", "mother": "F", "daughter": "F"}.get(relation)
    if known or relation == "child" or word in ("老伴", "老伴儿", "爱人", "配偶"):
        return known
    found = [sex for sex, pattern in reversed(_sexes()) if pattern.search(word)]
    return found[0] if found else None


def regional(text: str) -> dict[str, str]:
    """Words that have another relation in a text of their country."""
    found: dict[str, str] = {}
    for line in load("people")["regional"]:
        if re.search(line["cues"], text):
            found.update(line["words"])
    return found


COUNT = (
    r"(?:(?:(?P<count>[两二三四五六2-6])(?:个|位|名|口)"
    r"|(?P<pair>[俩仨]|一双(?=儿女|子女|双)|一对(?=儿女|双|龙|孙)"
    r"|两(?=孩子|小孩|娃|女儿|儿子|崽|孙子|孙女|闺女|老人))|(?P<twins>双胞胎|龙凤胎)"
    r"|(?<=[带养供有])(?P<bare>[两三四2-6])(?=[娃崽孩]|女儿|儿子|小孩))"
    r"(?:读书的?|上学的?|在读的?|未成年|年幼|小)?(?:的)?)?"
)


def _nobody(words: list[str]) -> str:
    """Words that look like people; 不灵活儿子 is none of 活儿."""
    small = [word for word in words if word.endswith("儿")]
    others = [word for word in words if not word.endswith("儿")]
    return rf"{alternation(others)}|(?:{alternation(small)})(?![子女媳孙])"


@cache
def pattern() -> re.Pattern[str]:
    """Every mention of a person, as named groups."""
    people = load("people")
    by_kind: dict[str, list[str]] = {}
    for word, told in words().items():
        by_kind.setdefault(told.kind, []).append(word)
    kin = [*by_kind["kin"], *by_kind["elder"], *by_kind["case"]]
    others = [
        word
        for kind in ("outsider", "title", "household", "self", "pronoun", "ordinal")
        for word in by_kind[kind]
    ]
    outsider = "|".join(people["outsider_patterns"])
    my = people["my"]
    return re.compile(
        rf"(?P<polite>(?<![一-龥])家[父母慈](?![母亲]))|(?P<none>{_nobody(by_kind['none'])})|(?P<couple>{people['couple']})"
        rf"|(?P<they>{people['they']})|(?P<we>{people['we']})|(?P<mixed>{people['one_and_one']})"
        rf"|(?P<siblings>{people['siblings']})|(?P<outsider>{outsider})"
        rf"|(?P<mine>{my}(?:的)?)?{COUNT}(?P<kinword>{alternation(kin)})"
        rf"|{my}(?:的)?(?P<only>(?!{people['not_only_mine']})"
        rf"(?:{alternation(people['only_mine'])}))"
        rf"|(?P<other>{alternation(others)})"
    )
