"""The people of one message, and whom a stretch of it is about."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache

from bot.understanding.people.asking import asked_for
from bot.understanding.people.mentions import Mention, mentions
from bot.understanding.people.roster import CHILDREN, Roster
from bot.understanding.reading import SELF, MemberSaid
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

OWN = frozenset("我俺咱本")
FURTHEST = 12  # mentions looked back over, so that the work stays linear


@dataclass(frozen=True)
class Subject:
    """Whom something is about: labels of members, the household, or outsiders (nobody of ours)."""

    labels: tuple[str, ...] = (SELF,)
    household: bool = False
    outside: bool = False
    explicit: bool = False


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(load("people")[name])


class Cast:
    """Resolves every mention of a document to labels, once, from left to right."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.roster = Roster(document)
        self._last_kin: str | None = None
        found, self.asking = asked_for(document, mentions(document))
        self._first_person = any(m.kind == "self" or m.mine for m in found)
        self.mentions: list[tuple[Mention, Subject]] = []
        for mention in found:
            if (subject := self._resolve(mention)) is not None:
                self.mentions.append((mention, subject))
        self._starts = [m.start for m, _ in self.mentions]

    @property
    def members(self) -> list[MemberSaid]:
        """Everybody of the family who is named, in order of first mention."""
        return self.roster.members()

    def is_gone(self, label: str) -> bool:
        return self.roster.is_gone(label)

    def relation(self, label: str) -> str:
        return self.roster.relation(label)

    def admit_self(self, start: int, end: int) -> None:
        """Makes the writer a member when a fact was told of them without a word for them."""
        self.roster.add(SELF, "self", Mention(start, end, "self", "", "self"))

    def subject(self, start: int, end: int) -> Subject:
        """Whom the words text[start:end] are about, as a fact of a person."""
        if (following := self._following(start, end)) is not None:
            return following
        return self._before(start, skip_household=True) or Subject()

    def speaking_of(self, start: int) -> Subject:
        """Whom the clause at `start` is about, the household included."""
        return self._before(start, skip_household=False) or Subject(household=True)

    def in_clause(self, start: int) -> Subject | None:
        """The last person or household named before `start` in the same clause, if any."""
        clause_start, _ = self.document.clause(start)
        index = bisect_right(self._starts, start) - 1
        if index >= 0 and self.mentions[index][0].start >= clause_start:
            return self._before(start, skip_household=False)
        return None

    def last_of(
        self, start: int, relations: frozenset[str], *, inside: bool = True
    ) -> Subject | None:
        """The last person named before `start` whose relation is among `relations`, or is not."""
        index = bisect_right(self._starts, start) - 1
        for i in range(index, max(-1, index - FURTHEST), -1):
            subject = self.mentions[i][1]
            usable = subject.labels and not subject.household and not subject.outside
            if usable and (self.relation(subject.labels[0]) in relations) is inside:
                return subject
        return None

    def outside(self, start: int) -> bool:
        """Whether text at `start` tells of somebody else's household."""
        subject = self._before(start, skip_household=False)
        return bool(subject and subject.outside)

    def _following(self, start: int, end: int) -> Subject | None:
        """尿毒症的老公: the person right behind the words, when they qualify that person."""
        text = self.document.text
        index = bisect_right(self._starts, end - 1)
        if index >= len(self.mentions):
            return None
        mention, subject = self.mentions[index]
        gap = text[end : mention.start]
        if mention.kind not in ("kin", "case") or mention.start - end > 3 or mention.mine:
            return None
        if re.fullmatch(r"(?:患者|病人|多|左右|在床)?的(?:大|小)?", gap):
            return subject
        lead = self.document.before(start, 8)
        if gap == "" and re.search(
            r"(?:有|养|带|照顾|供|还有)(?:着|了)?(?:个|一个|一)?(?:得|患)?$", lead
        ):
            return subject
        return None

    def _before(self, start: int, *, skip_household: bool) -> Subject | None:
        clause_start, _ = self.document.clause(start)
        sentence = self.document.sentence_number(start)
        index = bisect_right(self._starts, start) - 1
        for i in range(index, max(-1, index - FURTHEST), -1):
            mention, subject = self.mentions[i]
            here = mention.start >= clause_start
            if not here and self._stays_behind(mention, sentence):
                continue
            if here and self._only_cared_for(i, clause_start):
                continue
            if subject.household and skip_household:
                if here:
                    return Subject((), explicit=True)
                continue
            told = self._together(i, start, replace(subject, explicit=True))
            return told if here else self._both(i, told, self.document.text[clause_start:start])
        return None

    def _stays_behind(self, mention: Mention, sentence: int) -> bool:
        if mention.kind == "title":
            return True
        if mention.kind == "outsider":
            return self.document.sentence_number(mention.start) != sentence
        return mention.kind == "kin" and self._is_object(mention)

    def _only_cared_for(self, index: int, clause_start: int) -> bool:
        """妻子照顾我，无法打工: the writer is the object of somebody else's clause."""
        mention = self.mentions[index][0]
        led = index > 0 and self.mentions[index - 1][0].start >= clause_start
        before = self.document.before(mention.start, 4)
        return mention.kind == "self" and led and bool(_cue("cared_before").search(before))

    def _is_object(self, mention: Mention) -> bool:
        """跟爷爷奶奶住: spoken of beside somebody else, the first of them standing for all."""
        first = mention
        index = bisect_right(self._starts, mention.start) - 2
        for i in range(index, max(-1, index - 3), -1):
            other = self.mentions[i][0]
            if other.kind != "kin" or self.document.text[other.end : first.start] not in (
                "",
                "、",
                "和",
            ):
                break
            first = other
        return bool(_cue("object_before").search(self.document.before(first.start, 4)))

    def _both(self, index: int, last: Subject, lead: str) -> Subject:
        """我爸中风，我妈糖尿病，都没有收入: 都 at the head of a clause takes in the one before."""
        if last.outside or not re.match(r"(?:他们|两人|两个人?|俩)?(?:也|全)?都", lead):
            return last
        for i in range(index - 1, max(-1, index - FURTHEST), -1):
            other = self.mentions[i][1]
            if other.labels and not (other.household or other.outside):
                if set(other.labels) & set(last.labels):
                    continue
                return replace(last, labels=(*other.labels, *last.labels))
        return last

    def _together(self, index: int, start: int, subject: Subject) -> Subject:
        """我和老婆都没工作: persons joined by 和 share what follows."""
        mention = self.mentions[index][0]
        labels = subject.labels
        text = self.document.text
        for i in range(index - 1, max(-1, index - 4), -1):
            other, others = self.mentions[i]
            gap = text[other.end : mention.start]
            both = text[self.mentions[index][0].end : start].startswith(("都", "也都", "两", "全"))
            if gap not in (("和", "跟", "与", "、", "还有", "") if both else ("和", "跟", "与")):
                break
            if others.household or others.outside or subject.outside:
                break
            labels = (*others.labels, *(label for label in labels if label not in others.labels))
            mention = other
        return replace(subject, labels=labels)

    def _resolve(self, mention: Mention) -> Subject | None:
        if mention.kind in ("outsider", "title"):
            return Subject((), outside=True, explicit=True)
        if mention.kind == "household":
            theirs = mention.word[0] not in OWN and self._follows_outsider(mention)
            return Subject(household=not theirs, outside=theirs, explicit=True)
        if mention.kind in ("self", "case"):
            self.roster.add(SELF, "self", mention)
            return Subject((SELF,), explicit=True)
        if mention.kind == "pronoun":
            return self._pronoun()
        if _cue("none_before").search(self.document.before(mention.start, 5)):
            return None
        led = self.document.before(mention.start, 8)
        if not mention.mine and _cue("writer_before").search(led):
            self.roster.add(SELF, "self", mention)
            return Subject((SELF,), explicit=True)
        if self._theirs(mention):
            return Subject((), outside=True, explicit=True)
        labels = self.roster.labels(mention)
        if not labels:
            return None
        self._last_kin = labels[-1]
        return Subject(tuple(labels), explicit=True)

    def _follows_outsider(self, mention: Mention) -> bool:
        """隔壁老王，家里被淹了: their home, in the same sentence."""
        if not self.mentions:
            return False
        last, subject = self.mentions[-1]
        number = self.document.sentence_number
        return subject.outside and number(last.start) == number(mention.start)

    def _theirs(self, mention: Mention) -> bool:
        """他自己也有两个小孩: the children of somebody who has a household of his own."""
        before = self.document.before(mention.start, 8)
        return mention.relation in CHILDREN and bool(_cue("theirs_before").search(before))

    def _pronoun(self) -> Subject | None:
        if self._last_kin:
            return Subject((self._last_kin,), explicit=True)
        return None if self._first_person else Subject((SELF,), explicit=True)
