"""The people of one message, and whom a stretch of it is about."""

import re
from bisect import bisect_right
from dataclasses import replace

from bot.understanding.people.asking import asked_for
from bot.understanding.people.fates import Fates
from bot.understanding.people.joining import joined
from bot.understanding.people.mentions import Mention, mentions
from bot.understanding.people.notes import with_notes
from bot.understanding.people.resolving import Resolver
from bot.understanding.people.several import FURTHEST
from bot.understanding.people.subject import Subject
from bot.understanding.reading import SELF, MemberSaid
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues

__all__ = ["Cast", "Subject"]


_cue = cues("people")


class Cast:
    """Resolves every mention of a document to labels, once, from left to right."""

    def __init__(self, document: Document) -> None:
        self.document = document
        named = with_notes(mentions(document), document)
        found, self.asking, for_another = asked_for(document, named)
        self._resolver = Resolver(document, joined(found, document), for_another=for_another)
        self.roster = self._resolver.roster
        self.mentions = self._resolver.settled
        Fates(document, self.roster, self.mentions)
        self._starts = [m.start for m, _ in self.mentions]
        ours = (i for i, (_, subject) in enumerate(self.mentions) if not subject.outside)
        self._first_of_ours = next(ours, len(self.mentions))

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

    def last_but(self, start: int, others: frozenset[str]) -> Subject | None:
        """The last person named before `start` who is none of `others`."""
        index = bisect_right(self._starts, start) - 1
        for i in range(index, max(-1, index - FURTHEST), -1):
            subject = self.mentions[i][1]
            usable = subject.labels and not subject.household and not subject.outside
            if usable and not set(subject.labels) & others and not self.is_gone(subject.labels[0]):
                return subject
        return None

    def mentioned_before(self, place: int) -> str | None:
        """Who is named last in the clause that ends at `place`, if it is one person."""
        index = bisect_right(self._starts, place - 1) - 1
        if index < 0 or self.mentions[index][0].start < self.document.clause(max(place - 2, 0))[0]:
            return None
        labels = self.mentions[index][1].labels
        return labels[0] if len(labels) == 1 else None

    def carer(self, start: int) -> Subject | None:
        """我在家照顾她没法上班: who looks after the person named last in this clause."""
        clause_start, _ = self.document.clause(start)
        index = bisect_right(self._starts, start) - 1
        if index < 1 or self.mentions[index][0].start < clause_start:
            return None
        object_ = self.mentions[index][0]
        mention, subject = self.mentions[index - 1]
        looked_after = _cue("looked_after").search(self.document.before(object_.start, 6))
        if mention.start < clause_start or not looked_after or object_.kind == "self":
            return None
        if subject.household or subject.outside:
            return None
        return self._together(index - 1, start, replace(subject, explicit=True))

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
        if gap == "" and (text[end - 1] == "的" or self._age_before(start, end, index)):
            return subject
        if re.fullmatch(r"(?:残疾|障碍|患者|病人|多|左右|在床)?的(?:大|小)?", gap):
            return subject
        lead = self.document.before(start, 8)
        if gap == "" and re.search(
            r"(?:有|养|带|照顾|供|还有)(?:着|了)?(?:个|一个|一)?(?:得|患)?$", lead
        ):
            return subject
        return subject if self._qualifies(start, gap, index) else None

    def _qualifies(self, start: int, gap: str, index: int) -> bool:
        """照顾尿毒症丈夫, 残疾儿子: nobody right before the words whom they could be told of."""
        text = self.document.text
        words = text[start : self.mentions[index][0].start - len(gap)]
        if self.mentions[index][0].kind != "kin":
            return False
        if not _cue("qualifier_tail").match(gap) or _cue("no_qualifier").search(words):
            return False
        clause_start, _ = self.document.clause(start)
        last = self.mentions[index - 1][0].end if index else 0
        lead = text[max(clause_start, last) : start]
        if last > clause_start:
            lead = f"。{lead}"  # the lead does not begin the clause
        return last <= start and bool(_cue("qualifier_lead").search(lead))

    def _age_before(self, start: int, end: int, index: int) -> bool:
        """跟八十岁老父亲住: the age of the person right behind, and not of one right before."""
        if self.document.text[end - 1 : end] != "岁":
            return False
        if index == 0:
            return start > 0
        last = self.mentions[index - 1][0]
        gap = self.document.text[last.end : start]
        return len(gap) > 3 or not _cue("before_own_age").fullmatch(gap)

    def _before(self, start: int, *, skip_household: bool) -> Subject | None:
        clause_start, _ = self.document.clause(start)
        sentence = self.document.sentence_number(start)
        index = bisect_right(self._starts, start) - 1
        for i in range(index, max(-1, index - FURTHEST), -1):
            mention, subject = self.mentions[i]
            here = mention.start >= clause_start
            if not here and self._stays_behind(i, sentence):
                continue
            if here and self._only_cared_for(i, clause_start):
                continue
            if subject.household and skip_household:
                if here:
                    return Subject((), explicit=True)
                continue
            if not here and self._buried(subject, clause_start):
                if mention.whose:
                    continue
                return None
            told = self._together(i, start, replace(subject, explicit=True))
            return told if here else self._both(i, told, self.document.text[clause_start:start])
        return None

    def _buried(self, subject: Subject, place: int) -> bool:
        """老公前年走了，…: what follows is not told of the dead."""
        persons = [self.roster.persons[one] for one in subject.labels if one in self.roster.persons]
        return bool(persons) and all(p.gone and p.gone_at <= place for p in persons)

    def _stays_behind(self, index: int, sentence: int) -> bool:
        mention, subject = self.mentions[index]
        if mention.kind in ("title", "parent"):
            return True
        if subject.outside:
            if mention.kind == "outsider" and self._resolver.in_passing(mention):
                return True
            if index < self._first_of_ours:
                return False
            return self.document.sentence_number(mention.start) != sentence
        if self.asking and _cue("asks_after").match(self.document.text, mention.end):
            return False
        if mention.kind == "self":
            return self._helped_by_kin(index, sentence)
        helps = _cue("helps_after").match(self.document.text, mention.end)
        if mention.kind == "kin" and self._only_a_reason(index, sentence):
            return True
        return mention.kind in ("kin", "pronoun") and bool(helps or self._is_object(index))

    def _only_a_reason(self, index: int, sentence: int) -> bool:
        """我在公司，因为母亲走失，不得不辞职: the reason is no subject of what follows."""
        mention = self.mentions[index][0]
        if not index or not _cue("because").search(self.document.before(mention.start, 8)):
            return False
        other = self.mentions[index - 1][0]
        return other.kind == "self" and self.document.sentence_number(other.start) == sentence

    def _helped_by_kin(self, index: int, sentence: int) -> bool:
        """我妈帮我带孩子，查出肠癌: 我 is no subject where somebody helps me."""
        mention = self.mentions[index][0]
        if not _cue("helping_me").search(self.document.before(mention.start, 4)) or not index:
            return False
        other, subject = self.mentions[index - 1]
        kin = subject.labels and not (subject.household or subject.outside)
        return bool(kin) and self.document.sentence_number(other.start) == sentence

    def _only_cared_for(self, index: int, clause_start: int) -> bool:
        """妻子照顾我，无法打工: the writer is the object of somebody else's clause."""
        mention = self.mentions[index][0]
        led = index > 0 and self.mentions[index - 1][0].start >= clause_start
        before = self.document.before(mention.start, 4)
        return mention.kind == "self" and led and bool(_cue("cared_before").search(before))

    def _is_object(self, index: int) -> bool:
        """跟爷爷奶奶住: spoken of beside somebody else, the first of them standing for all."""
        first = self.mentions[index][0]
        if _cue("jointly").match(self.document.text, first.end):
            return False
        for i in range(index - 1, max(-1, index - 4), -1):
            other = self.mentions[i][0]
            gap = self.document.text[other.end : first.start]
            if other.kind != "kin" or gap not in ("", "、", "和"):
                break
            first = other
        return bool(_cue("object_before").search(self.document.before(first.start, 12)))

    def _both(self, index: int, last: Subject, lead: str) -> Subject:
        """我爸中风，我妈糖尿病，都没有收入: 都 at the head of a clause takes in the one before."""
        if last.outside or not re.match(r"(?:他们|两人|两个人?|俩|今年|现在)?(?:也|全)?都", lead):
            return last
        if len(last.labels) > 1:
            return last
        for i in range(index - 1, max(-1, index - FURTHEST), -1):
            other = self.mentions[i][1]
            if other.labels and not (other.household or other.outside):
                if set(other.labels) & set(last.labels):
                    continue
                return replace(last, labels=(*other.labels, *last.labels))
        return last

    def _side_by_side(self, first: Mention, second: Mention) -> bool:
        """女儿女婿, 侄子侄女."""
        kin = first.kind == second.kind == "kin" and not second.mine and not second.whose
        return kin and not second.word.startswith("媳妇") and not first.whose

    def _together(self, index: int, start: int, subject: Subject) -> Subject:
        """我和老婆都没工作: persons joined by 和 share what follows."""
        mention = self.mentions[index][0]
        labels = subject.labels
        text = self.document.text
        for i in range(index - 1, max(-1, index - 4), -1):
            other, others = self.mentions[i]
            gap = text[other.end : mention.start]
            both = text[self.mentions[index][0].end : start].startswith(("都", "也都", "两", "全"))
            pair = gap == "" and self._side_by_side(other, mention)
            if not pair and gap not in (
                ("和", "跟", "与", "、", "还有", "") if both else ("和", "跟", "与")
            ):
                break
            if others.household or others.outside or subject.outside:
                break
            labels = (*others.labels, *(label for label in labels if label not in others.labels))
            mention = other
        return replace(subject, labels=labels)
