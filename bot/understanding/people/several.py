"""Words for several persons: 老两口, 他们, 我俩, 兄弟三个."""

import re
from dataclasses import replace

from bot.understanding.people.mentions import Mention
from bot.understanding.people.roster import CHILDREN, PARENTS, Roster
from bot.understanding.people.subject import EVERYBODY, OUTSIDE, Subject
from bot.understanding.reading import SELF
from bot.understanding.text.document import Document

OWN = frozenset("我俺咱本阮")
FURTHEST = 12  # mentions looked back over, so that the work stays linear
GROWN = frozenset({"spouse", "father", "mother", "sibling", "in_law"})
PARTNERED = frozenset({"son", "daughter", "child", "sibling", "other", "grandchild"})
PARTNERS = {"son": "儿媳", "daughter": "女婿"}
Settled = list[tuple[Mention, Subject]]


def relation_of(roster: Roster, subject: Subject) -> str | None:
    """The relation of the last of those a subject has."""
    return roster.relation(subject.labels[-1]) if subject.labels else None


class Several:
    """Settles a word for several persons by those `settled` before it."""

    def __init__(
        self, document: Document, roster: Roster, settled: Settled, found: list[Mention]
    ) -> None:
        self.document = document
        self.roster = roster
        self._settled = settled
        pairs = zip([None, *found], found, strict=False)
        spouses = [m.word for last, m in pairs if m.relation == "spouse" and not self._his(last, m)]
        self.spouse_named = bool(spouses)
        self._spouses = set(spouses)
        self.first_person = any(m.kind == "self" or m.mine for m in found)
        self._spouse_word = spouses[0] if spouses else "配偶"

    def _his(self, last: Mention | None, mention: Mention) -> bool:
        """媳妇 right behind 儿子 is his wife."""
        if last is None or last.relation != "son" or mention.mine:
            return False
        gap = self.document.text[last.end : mention.start]
        return mention.word.startswith("媳妇") and gap in ("", "和", "、", "跟")

    def spouse_apart(self, mention: Mention) -> bool:
        """Whether another word names the spouse, so that `mention` need not."""
        return bool(self._spouses - {mention.word})

    def subject(self, mention: Mention) -> Subject | None:
        """Whom a word for several stands for."""
        if mention.kind == "they":
            return self._they(mention)
        if mention.kind == "we":
            return self._we(mention)
        if mention.kind == "siblings":
            return self._siblings(mention)
        if (partners := self._partners(mention)) is not None:
            return partners
        if "老" in mention.word and (parents := self._parents(mention)):
            return parents
        mine = mention.word[0] in OWN or ("夫妻" in mention.word and self.spouse_named)
        if not mine and (pair := self._last_pair()):
            return pair
        return self._with_spouse(mention)

    def _parents(self, mention: Mention) -> Subject | None:
        """母亲86、父亲90，两老全失能: both parents, where no spouse is spoken of."""
        found = [p.label for p in self.roster.persons.values() if p.relation in PARENTS]
        if len(found) != 2 or self.spouse_named or mention.word[0] in OWN:
            return None
        return Subject(tuple(found), explicit=True)

    def _with_spouse(self, mention: Mention) -> Subject:
        label = self.spouse(mention)
        self.roster.add(SELF, "self", mention)
        return Subject((SELF, label), explicit=True)

    def spouse(self, mention: Mention) -> str:
        label = self.roster.spouse() or self._spouse_word
        self.roster.add(label, "spouse", replace(mention, word=label))
        return label

    def _partners(self, mention: Mention) -> Subject | None:
        """儿子两口子: he and his wife."""
        if not self._settled:
            return None
        last, subject = self._settled[-1]
        gap = self.document.text[last.end : mention.start]
        relation = relation_of(self.roster, subject)
        if gap == "" and len(subject.labels) == 2 and SELF not in subject.labels:
            return subject
        if gap not in ("", "他们", "她们", "家", "的") or relation not in PARTNERED:
            return None
        label = PARTNERS.get(relation, f"{subject.labels[-1]}的爱人")
        theirs = "in_law" if relation in PARTNERS else "other"
        self.roster.add(label, theirs, replace(mention, word=label))
        return Subject((*subject.labels, label), explicit=True)

    def _last_pair(self) -> Subject | None:
        for _, subject in reversed(self._settled[-FURTHEST:]):
            labels = subject.labels
            if len(labels) == 2 and SELF not in labels and not subject.household:
                relations = {self.roster.relation(label) for label in labels}
                if not relations & CHILDREN:
                    return subject
        return None

    def _they(self, mention: Mention) -> Subject | None:
        """The last who were named together, else the last two who were named."""
        named: list[str] = []
        for other, subject in reversed(self._settled[-FURTHEST:]):
            labels = [label for label in subject.labels if label != SELF]
            if subject.household or subject.outside or other.kind == "self":
                continue
            if len(labels) > 1:
                return Subject(tuple(labels), explicit=True)
            named = [*(label for label in labels if label not in named), *named]
            if len(named) == 2:
                return Subject(tuple(named), explicit=True)
        if named or "老人" not in mention.word:
            return None if named else OUTSIDE
        if not self.first_person or self.document.text.startswith("一人", mention.end):
            return None
        pair = [f"老人{i}" for i in (1, 2)]
        for label in pair:
            self.roster.add(label, "other", mention)
        return Subject(tuple(pair), explicit=True)

    def _we(self, mention: Mention) -> Subject | None:
        """我俩, 我们都: the writer and whom they were named with."""
        for other, subject in reversed(self._settled[-FURTHEST:]):
            if SELF in subject.labels and len(subject.labels) > 1 and not subject.household:
                return subject
            joined = self.document.before(other.start, 3)
            if len(subject.labels) == 1 and re.search(r"我[和跟与]$", joined):
                return Subject((SELF, *subject.labels), explicit=True)
        if re.search(r"[俩两二]", mention.word):
            if self.spouse_named:
                return self._with_spouse(mention)
            grown = [p.label for p in self.roster.persons.values() if p.relation in GROWN]
            if len(grown) == 1:
                self.roster.add(SELF, "self", mention)
                return Subject((SELF, *grown), explicit=True)
            if all(label == SELF for label in self.roster.persons):
                return self._with_spouse(mention)
        return EVERYBODY

    def _siblings(self, mention: Mention) -> Subject | None:
        """兄弟三个: the writer and two more, where it is their own and not 老公兄弟三个."""
        if self._settled and self._settled[-1][0].end >= mention.start - 1 and not mention.mine:
            last = self._settled[-1][0]
            if last.kind == "kin":
                return None
        self.roster.add(SELF, "self", mention)
        return Subject((*self.roster.siblings(mention), SELF), explicit=True)
