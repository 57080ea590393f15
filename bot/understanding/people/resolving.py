"""Each mention of a person settled, once, from left to right: who of the family, or an outsider."""

import re
from dataclasses import replace
from functools import cache

from bot.understanding.people.joining import kin_of_kin
from bot.understanding.people.mentions import Mention
from bot.understanding.people.notes import SEX_OF_PRONOUN, sex_of_case
from bot.understanding.people.roster import CHILDREN, Roster
from bot.understanding.people.several import FURTHEST, OWN, Several, relation_of
from bot.understanding.people.subject import EVERYBODY, OUTSIDE, WRITER, Subject
from bot.understanding.reading import SELF
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import load

NEAR = 20
PARENTS = frozenset({"father", "mother"})
BOTH_PARENTS = frozenset({"父母", "父母亲", "爸妈", "爸爸妈妈", "爹妈", "爹娘"})
WITH_ME = re.compile(r"我[和跟与同]$")


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(load("people")[name])


def _parts(mention: Mention) -> list[Mention]:
    """爷爷奶奶: one mention for each of the two."""
    if mention.relation != "pair":
        return [mention]
    two = load("people")["pairs"][mention.word]
    return [replace(mention, word=word, relation=relation) for word, relation in two.items()]


def _plain(mention: Mention) -> Mention:
    """老两口, 他们 and 我俩 stand for persons named before, as any pronoun does."""
    many = mention.kind in ("couple", "they", "we")
    return replace(mention, kind="pronoun") if many else mention


class Resolver:
    """Keeps what was said so far: who is in the family, and whether others are spoken of."""

    def __init__(self, document: Document, found: list[Mention], *, for_another: bool) -> None:
        self.document = document
        self.roster = Roster(document)
        self.settled: list[tuple[Mention, Subject]] = []
        self._for_another = for_another
        self._first_person = any(m.kind == "self" or m.mine for m in found)
        voice = re.compile(load("people")["notes"]["voice"])
        self._note = not self._first_person and bool(voice.search(document.text))
        self._sex = sex_of_case(document.text, found) if self._note else None
        self._several = Several(document, self.roster, self.settled, found)
        self._others: Mention | None = None
        for mention in found:
            self._closes(mention)
            if (subject := self._resolve(mention)) is not None:
                self.settled.append((_plain(mention), subject))

    # -- other people's households -----------------------------------------------------------

    def _closes(self, mention: Mention) -> None:
        """我 and 我家 end what was told of others; an outsider in the lead begins it."""
        if mention.kind == "case" and self._unknown(mention):
            return
        own_home = mention.kind in ("household", "couple") and mention.word[0] in OWN
        if mention.kind in ("self", "case", "we") or mention.mine or own_home:
            self._others = None
        elif mention.kind == "outsider" and not self.in_passing(mention):
            theirs = self._of_the_case and mention.word[0] in "他她"
            self._others = None if theirs else mention

    def in_passing(self, mention: Mention) -> bool:
        """欠亲戚八万, 邻居都说: nothing is told of these people."""
        text = self.document.text
        if mention.word in load("people")["anybody"]:
            start, end = self.document.clause(mention.start)
            clause = text[max(start, mention.start - NEAR) : min(end, mention.end + NEAR)]
            if not _cue("of_others").search(clause):
                return True
        return bool(
            _cue("outsider_object").search(self.document.before(mention.start, 6))
            or _cue("outsider_aside").match(text[mention.end : mention.end + 12])
        )

    @property
    def _of_the_case(self) -> bool:
        """Whether 他家 is the household to be helped: nobody says 我."""
        told = not self._first_person and SELF in self.roster.persons
        return self._for_another or self._note or told

    def _of_others(self, mention: Mention) -> bool:
        """他儿子在银行上班: told of the others one spoke of, up to the next word of one's own."""
        if self._others is None or mention.mine:
            return False
        number = self.document.sentence_number
        if number(self._others.start) == number(mention.start) or mention.whose:
            return True
        return not self._family_known()

    def _unknown(self, mention: Mention) -> bool:
        """男的, 老人: the person a note is about, unless others are spoken of."""
        return mention.word in load("people")["case_without_me"] and not self._for_another

    def _parents_known(self) -> bool:
        return any(p.relation in PARENTS for p in self.roster.persons.values())

    def _family_known(self) -> bool:
        return any(label != SELF for label in self.roster.persons)

    # -- one mention ------------------------------------------------------------------------

    def _resolve(self, mention: Mention) -> Subject | None:
        if mention.kind in ("outsider", "title"):
            theirs = self._of_the_case and mention.word[0] in "他她"
            return EVERYBODY if theirs and mention.relation is None else OUTSIDE
        if mention.kind == "household":
            not_ours = self._follows_outsider(mention) or self._of_others(mention)
            theirs = mention.word[0] not in OWN and not_ours
            return OUTSIDE if theirs else EVERYBODY
        if mention.kind == "case" and self._others and self._unknown(mention):
            return OUTSIDE
        if mention.kind in ("self", "case"):
            self.roster.add(SELF, "self", mention)
            return WRITER
        if mention.kind == "pronoun":
            return self._pronoun(mention)
        if mention.kind in ("couple", "they", "we", "siblings"):
            return self._several.subject(mention) if self._others is None else OUTSIDE
        return self._relative(mention)

    def _relative(self, mention: Mention) -> Subject | None:
        if _cue("none_before").search(self.document.before(mention.start, 5)):
            return None
        led = self.document.before(mention.start, 8)
        if not mention.mine and _cue("writer_before").search(led):
            self.roster.add(SELF, "self", mention)
            return WRITER
        if self._theirs(mention) or self._of_others(mention):
            return OUTSIDE
        mention = self._same_owner(mention)
        if mention.whose:
            return self._of_whom(mention)
        if mention.relation in CHILDREN and not mention.mine and self.settled:
            if same := self._same_young(mention):
                return same
            mention = self._child_of_kin(mention)
        labels = self.roster.labels(self._in_law(mention))
        return Subject(tuple(labels), explicit=True) if labels else None

    def _in_law(self, mention: Mention) -> Mention:
        """儿子媳妇: 媳妇 right behind a son is his wife."""
        if mention.word in ("媳妇", "媳妇儿") and not mention.mine and self.settled:
            last, subject = self.settled[-1]
            gap = self.document.text[last.end : mention.start]
            relation = relation_of(self.roster, subject)
            if gap in ("", "和", "、", "跟") and relation == "son":
                return replace(mention, word="儿媳", relation="in_law")
            if gap == "" and relation == "sibling":
                return replace(mention, word="弟媳", relation="in_law")
        return mention

    def _same_young(self, mention: Mention) -> Subject | None:
        """孙女十岁 …，孩子有癫痫: a word for any child, behind the one who was named."""
        if mention.relation != "child" or mention.word in ("双胞胎", "龙凤胎"):
            return None
        for other, subject in reversed(self.settled[-FURTHEST:]):
            relation = relation_of(self.roster, subject)
            if subject.outside or subject.household or not subject.labels:
                continue
            if relation in CHILDREN:
                return None
            young = relation == "grandchild" or _cue("nephews").search(other.word)
            if young and len(subject.labels) == mention.count:
                return replace(subject, explicit=True)
        return None

    def _child_of_kin(self, mention: Mention) -> Mention:
        """女儿离婚了带个娃, 老弟的媳妇丢下两个崽: grandchildren and nephews."""
        last, subject = self._last_person() or self.settled[-1]
        number = self.document.sentence_number
        if subject.outside or len(subject.labels) != 1 or number(last.start) != number(mention.start):
            return mention
        relation = relation_of(self.roster, subject)
        gap = self.document.text[max(last.end, mention.start - NEAR) : mention.start]
        here = self.document.before(mention.start, NEAR)[-len(gap) :] if gap else ""
        if relation not in ("son", "daughter", "sibling", "in_law", "other"):
            return mention
        if not _cue("has_child").search(gap) or _cue("not_theirs").search(here):
            return mention
        if relation in CHILDREN and not _cue("grown_up").search(gap):
            return mention
        if relation == "in_law" and not _cue("young_in_law").search(last.word):
            return mention
        below = "grandchild" if relation in ("son", "daughter", "in_law") else "other"
        return replace(mention, relation=below, rank=None)

    def _last_person(self) -> tuple[Mention, Subject] | None:
        near = reversed(self.settled[-FURTHEST:])
        return next((pair for pair in near if not pair[1].household), None)

    def _same_owner(self, mention: Mention) -> Mention:
        """她爸爸走了，妈妈残疾: the other parent of the same person."""
        both = mention.relation == "pair" and mention.word in BOTH_PARENTS
        if mention.mine or mention.whose or not self.settled:
            return mention
        if mention.relation not in PARENTS and not both:
            return mention
        last = self.settled[-1][0]
        number = self.document.sentence_number
        if last.relation == "grandchild" and not self._parents_known():
            return replace(mention, whose="其")
        same = last.relation in PARENTS and last.relation != mention.relation
        if last.whose and same and number(last.start) == number(mention.start):
            return replace(mention, whose=last.whose)
        return mention

    def _of_whom(self, mention: Mention) -> Subject | None:
        """他爸, 她女儿: kin of the person the pronoun stands for."""
        if mention.relation in PARENTS and WITH_ME.search(self.document.before(mention.start, 2)):
            return Subject((self._several.spouse(mention),), explicit=True)
        if self._follows_outsider(mention):
            self._others = mention
            return OUTSIDE
        whose = self._meant(mention.whose or "", mention)
        if whose is None:
            if mention.relation not in PARENTS:
                self._others = mention
                return OUTSIDE
            labels = self.roster.labels(replace(mention, whose=None, relation="spouse"))
        elif whose == SELF:
            labels = self.roster.labels(replace(mention, whose=None))
        else:
            labels = [one for part in _parts(mention) for one in self._kin_of(whose, part)]
        return Subject(tuple(labels), explicit=True) if labels else None

    def _kin_of(self, whose: str, mention: Mention) -> list[str]:
        relation = kin_of_kin(self.roster.relation(whose), mention)
        if "外孙" in whose:
            relation = {"son": "in_law", "in_law": "daughter"}.get(relation, relation)
        word = f"{whose}的{mention.word}"
        known = self._same_by_word(mention, relation)
        return known or self.roster.labels(replace(mention, relation=relation, word=word))

    def _same_by_word(self, mention: Mention, relation: str) -> list[str]:
        """老头 …他儿子 …他儿子: the same as before."""
        names = (p.label for p in self.roster.persons.values() if p.relation == relation)
        return [name for name in names if name.endswith(mention.word)][:1]

    def _follows_outsider(self, mention: Mention) -> bool:
        """隔壁老王，家里被淹了: their home, in the same sentence."""
        if not self.settled:
            return False
        last, subject = self.settled[-1]
        number = self.document.sentence_number
        return subject.outside and number(last.start) == number(mention.start)

    def _theirs(self, mention: Mention) -> bool:
        """他自己也有两个小孩: the children of somebody who has a household of his own."""
        before = self.document.before(mention.start, 14)
        theirs = mention.relation in CHILDREN and bool(_cue("theirs_before").search(before))
        return theirs and not (self._for_another and re.search(r"[他她]", before))

    # -- pronouns and couples -----------------------------------------------------------------

    def _pronoun(self, mention: Mention) -> Subject | None:
        if self._others is not None:
            return OUTSIDE
        if len(mention.word) > 1 and self._of_the_case:
            self.roster.add(SELF, "self", mention)
            return WRITER
        if self._sex and SEX_OF_PRONOUN.get(mention.word) == self._sex and self._begins(mention):
            self.roster.add(SELF, "self", mention)
            return WRITER
        label = self._meant(mention.word, mention)
        return Subject((label,), explicit=True) if label else None

    def _begins(self, mention: Mention) -> bool:
        """她种茶: in a note, at the head of a sentence, whom it is about."""
        return self.document.text[max(0, mention.start - 1) : mention.start] in ("", "。", ";", "!")

    def _meant(self, word: str, mention: Mention) -> str | None:
        """Who 他 or 她 is: the last person whose sex it can be, else the last one."""
        sex = {"他": "M", "她": "F"}.get(word[0])
        fallback: str | None = None
        number = self.document.sentence_number
        for other, subject in reversed(self.settled[-FURTHEST:]):
            if self._for_another and (subject.labels == (SELF,) or len(word) > 1):
                return SELF
            if other.kind not in ("kin", "pronoun", "ordinal") or len(subject.labels) != 1:
                continue
            if other.whose and (mention.whose or other.whose == word[0]):
                continue
            label = subject.labels[0]
            if self._for_another and mention.relation in PARENTS and self._is_parent(label):
                continue
            far = self._for_another and number(other.start) != number(mention.start)
            if label == SELF or far:
                continue
            if sex is None or self.roster.sex(label) in (sex, None):
                return label
            fallback = fallback or label
        if fallback and not self._for_another:
            return fallback
        return None if self._first_person and not self._for_another else SELF

    def _is_parent(self, label: str) -> bool:
        return self.roster.relation(label) in PARENTS
