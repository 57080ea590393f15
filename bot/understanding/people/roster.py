"""The people of one message: each person once, under one label, however often named."""

from dataclasses import dataclass
from typing import Literal

from bot.understanding.people.mentions import Mention
from bot.understanding.people.words import one_of_several_words, sex_of
from bot.understanding.reading import MemberSaid
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, load

Gone = Literal["dead", "left"]
UNIQUE = frozenset({"spouse", "father", "mother"})
CHILDREN = frozenset({"child", "son", "daughter"})
YOUNG = CHILDREN | {"grandchild"}
SMALL = frozenset({"child", "grandchild"})
"""Who is mostly small where nothing of the age is told."""
PARENTS = frozenset({"father", "mother"})
ELDERS = PARENTS | {"grandparent", "in_law"}
# A child, whose sex is not known, may turn out to be the son who is named next.
MEANT_BY = {"son": ("son", "child"), "daughter": ("daughter", "child"), "child": tuple(CHILDREN)}
ANY_CHILD = frozenset({"孩子", "小孩", "娃", "娃娃", "娃儿", "双胞胎", "龙凤胎", "小的"})
PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}


@dataclass
class Person:
    """Somebody of the family; `slot`: one of a group who was not yet told apart."""

    label: str
    relation: str
    mention: Mention
    slot: bool = False
    gone: Gone | None = None
    gone_at: int = 0
    apart: bool = False


_cue = cues("people")


class Roster:
    """Who was named so far, and which of them a further word means."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.persons: dict[str, Person] = {}
        self._groups: list[list[str]] = []
        self._next_ordinal = 0
        self._last_of: dict[str, str] = {}
        self._pair: list[str] = []

    def is_gone(self, label: str) -> bool:
        person = self.persons.get(label)
        return bool(person and person.gone)

    def relation(self, label: str) -> str:
        return self.persons[label].relation if label in self.persons else "self"

    def members(self) -> list[MemberSaid]:
        """Everybody in order of first mention."""
        return [
            MemberSaid(
                label=p.label, relation=p.relation, gone=p.gone, apart=p.apart and not p.gone,
                words=self.document.source.words(p.mention.start, p.mention.end),
                span=self.document.source.span(p.mention.start, p.mention.end),
            )
            for p in self.persons.values()
        ]  # fmt: skip

    def sex(self, label: str) -> str | None:
        """M or F where a word tells it."""
        person = self.persons.get(label)
        return sex_of(person.mention.word, person.relation) if person else None

    def spouse(self) -> str | None:
        """The label of the spouse, if one was named."""
        return next((p.label for p in self.persons.values() if p.relation == "spouse"), None)

    def labels(self, mention: Mention) -> list[str]:
        """The labels a word for kin, or one of 大的, 小的, 一个, stands for, if any."""
        found = self._ordinal(mention) if mention.kind == "ordinal" else self._kin(mention)
        for label in found:
            self._last_of[self.relation(label)] = label
        return found

    def add(self, label: str, relation: str, mention: Mention) -> None:
        """Somebody who may be known already."""
        self.persons.setdefault(label, Person(label, relation, mention))

    def set_pair(self, labels: list[str]) -> None:
        """我跟老伴一个七十八一个八十: the two whom the next 一个 and 一个 mean."""
        self._pair = labels

    def siblings(self, mention: Mention) -> list[str]:
        """我们兄弟三个: the writer and two more; 兄弟三个 of others are three."""
        return self._new_group("sibling", mention.count - 1, mention, "兄弟姐妹")

    def _kin(self, mention: Mention) -> list[str]:
        relation = mention.relation or "other"
        if relation == "pair":
            return self._as_pair(mention)
        if mention.count > 1:
            return self._as_group(mention, relation)
        return self._all_of_group(mention, relation) or [self._one(mention, relation)]

    def _one(self, mention: Mention, relation: str) -> str:
        label = self._known(relation, mention) or self._free_label(mention, relation)
        self.add(label, relation, mention)
        person = self.persons[label]
        person.slot = False
        if relation in ("son", "daughter") and person.relation == "child":
            person.relation = relation
        return label

    def _free_label(self, mention: Mention, relation: str) -> str:
        """The word itself, unless it is the name of somebody of another relation."""
        other = self.persons.get(mention.word)
        if other is None or other.relation == relation:
            return mention.word
        return f"{mention.word}{len(self.persons)}"

    def _known(self, relation: str, mention: Mention) -> str | None:
        word = mention.word
        if relation in UNIQUE:
            return self._only(relation)
        if word in self.persons and self.persons[word].relation == relation:
            return word
        if relation in CHILDREN or mention.rank is not None or relation == "grandchild":
            return self._young(relation, mention)
        names = one_of_several_words()
        same = [
            p.label for p in self.persons.values()
            if p.relation == relation and word in names and names.get(p.mention.word) == names[word]
        ]  # fmt: skip
        same += [label for label in self.persons if label.endswith(f"的{word}")]
        same = [label for label in same if self.relation(label) == relation]
        return same[0] if same else self._slot(relation, mention)

    def _only(self, relation: str) -> str | None:
        return next((p.label for p in self.persons.values() if p.relation == relation), None)

    def _young(self, relation: str, mention: Mention) -> str | None:
        """A son, daughter or child: one of a group, or the one who was named before."""
        if (label := self._slot(relation, mention)) is not None:
            return label
        meant = MEANT_BY.get(relation, (relation,))
        same = [p.label for p in self.persons.values() if p.relation in meant]
        if not same or (mention.rank is not None and relation != "child"):
            return self._alone(same, mention) if same else None
        if relation == "child" and mention.rank is not None and not self._same_rank(same, mention):
            return None
        last = self._last_of.get(relation) or (same[-1] if relation == "child" else None)
        if relation == "grandchild" and all(self._other_sex(mention, one) for one in same):
            return None
        if last is not None and self.persons[last].relation in meant:
            if relation == "grandchild" and len(same) > 1:
                return self._grandchild(mention)
            return last
        return same[0] if len(same) == 1 and self._may_be(same[0], relation) else None

    def _other_sex(self, mention: Mention, label: str) -> bool:
        """孙子 behind 孙女 is somebody else."""
        sexes = {sex_of(mention.word, mention.relation or ""), self.sex(label)}
        return None not in sexes and len(sexes) > 1

    def _grandchild(self, mention: Mention) -> str | None:
        """孙子 behind 两个孙子 is no third one."""
        for group in reversed(self._groups):
            if self.relation(group[0]) != "grandchild":
                continue
            words = {self.persons[label].mention.word for label in group}
            if mention.word in words or words & ANY_CHILD:
                return group[-1]
        return None

    def _alone(self, same: list[str], mention: Mention) -> str | None:
        """小崽 after 儿子 is somebody else; after 孩子 he may be that one."""
        one = self.persons[same[0]]
        return same[0] if len(same) == 1 and one.relation == "child" and not mention.rank else None

    def _same_rank(self, labels: list[str], mention: Mention) -> bool:
        """小宝 behind 大宝 is somebody else."""
        ranks = {self.persons[label].mention.rank for label in labels} - {None}
        return not ranks or mention.rank in ranks

    def _may_be(self, label: str, relation: str) -> bool:
        return self.persons[label].relation in (relation, "child") or relation == "child"

    def _slot(self, relation: str, mention: Mention) -> str | None:
        """大女儿 after 两个女儿: the member of the group at that place."""
        meant = {relation, "child"} if relation in ("son", "daughter") else {relation}
        if relation == "child" and mention.rank is not None:
            meant = set(CHILDREN)
        for group in reversed(self._groups):
            if self.persons[group[0]].relation not in meant and not any(
                self.persons[label].relation in meant for label in group
            ):
                continue
            free = [one for one in group if self.persons[one].slot]
            free = [one for one in free if self.persons[one].relation in meant]
            if mention.rank is not None and relation != "sibling":
                return self._at(group, free, mention.rank, relation)
            child = free and self.persons[free[0]].relation == "child" != relation
            return free[0] if child or (free and relation == "sibling") else None
        return None

    def _at(self, group: list[str], free: list[str], place: int, relation: str) -> str | None:
        label = group[place] if place < len(group) else None
        told = label is not None and self.relation(label) == relation
        return label if told or label in free else (free[-1 if place else 0] if free else None)

    def _as_pair(self, mention: Mention) -> list[str]:
        """父母: two people in one word."""
        labels: list[str] = []
        for word, relation in load("people")["pairs"][mention.word].items():
            one = Mention(mention.start, mention.end, "kin", word, relation)
            label = self._known(relation, one) or self._free_label(one, relation)
            self.add(label, relation, one)
            labels.append(label)
        return labels

    def _all_of_group(self, mention: Mention, relation: str) -> list[str]:
        """两个孩子 …, 孩子都上学: all of them."""
        follows = self.document.text[mention.end : mention.end + 2]
        if relation == "child" and mention.word != "娃娃" and follows[:1] in ("都", "们"):
            for group in reversed(self._groups):
                if self.relation(group[0]) in CHILDREN:
                    return group
        return []

    def _as_group(self, mention: Mention, relation: str) -> list[str]:
        for group in reversed(self._groups):
            known = [label for label in group if self.relation(label) == relation]
            if len(known) == mention.count:
                return known
            free = [label for label in known or group if self.persons[label].slot]
            if relation in ("son", "daughter") and self._mixed(group, free, mention.count):
                return self._turned(free[: mention.count], relation)
        return self._new_group(relation, mention.count, mention, mention.word)

    def _mixed(self, group: list[str], free: list[str], count: int) -> bool:
        children = [label for label in free if self.relation(label) == "child"]
        return len(group) > count and len(children) == len(free) >= count

    def _turned(self, labels: list[str], relation: str) -> list[str]:
        for label in labels:
            self.persons[label].relation = relation
            self.persons[label].slot = False
        return labels

    def _new_group(self, relation: str, count: int, mention: Mention, word: str) -> list[str]:
        labels = [f"{word}{i + 1}" for i in range(count)]
        for label in labels:
            self.add(label, relation, mention)
            self.persons[label].slot = True
        if labels:
            self._groups.append(labels)
            self._next_ordinal = 0
        return labels

    def _ordinal(self, mention: Mention) -> list[str]:
        if _cue("not_ordinal").match(self.document.text, mention.end):
            return []
        text = self.document.text
        bare = mention.word in ("最大", "最小")
        if bare and not _cue("unheralded_after").match(text, mention.end):
            return []
        if self._pair and mention.word.endswith("一个"):
            return [self._pair.pop(0)]
        self._pair = []
        group = self._groups[-1] if self._groups else []
        if not group or self._of_grown(group, mention):
            return self._unheralded(mention)
        if mention.word.endswith("一个"):
            label = group[min(self._next_ordinal, len(group) - 1)]
            self._next_ordinal += 1
        else:
            place = PLACES[mention.relation or "last"]
            label = group[min(place, len(group) - 1)]
        self.persons[label].slot = False
        return [label]

    def _of_grown(self, group: list[str], mention: Mention) -> bool:
        """小的 is no one of brothers or parents."""
        young = CHILDREN | {"grandchild", "other", "sibling"}
        return self.relation(group[0]) not in young and mention.word in ("大的", "小的")

    def _unheralded(self, mention: Mention) -> list[str]:
        """老大, 小的才五个月 without a word on how many children there are."""
        told = _cue("unheralded_after").match(self.document.text, mention.end)
        little = mention.word in ("大的", "小的", "最小的") and told
        if not mention.word.startswith("老") and not little:
            return []
        self.add(mention.word, "child", mention)
        return [mention.word]
