"""Each mention of a person settled, once, from left to right: who of the family, or an outsider."""

import re
from dataclasses import replace

from bot.understanding.people.joining import kin_of_kin
from bot.understanding.people.kinship import Kinship, parent_of_somebody
from bot.understanding.people.mentions import Mention
from bot.understanding.people.notes import SEX_OF_PRONOUN, sex_of_case
from bot.understanding.people.roster import CHILDREN, ELDERS, PARENTS, SMALL, Roster
from bot.understanding.people.several import FURTHEST, OWN, Several
from bot.understanding.people.subject import EVERYBODY, OUTSIDE, WRITER, Subject
from bot.understanding.reading import SELF
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, load

NEAR = 20
NEAREST = 4
GENERAL = 12
BETWEEN = re.compile(r",?(?:今年|现在|都|也|都是|就|两个人?|俩|,)*")
BROUGHT = re.compile(r"(?:带|养|抱|领|拉扯|生)(?:着|了)?(?:个|一个|两个)?$")
WITH_ME = re.compile(r"我[和跟与同]$")


_cue = cues("people")


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
        self._sex = sex_of_case(document.text) if self._note else None
        self._several = Several(document, self.roster, self.settled, found)
        self._kinship = Kinship(document, self.roster, self.settled)
        old = load("people")["old_words"]
        self._case_is_old = bool(found) and found[0].kind == "case" and found[0].word in old
        self._others: Mention | None = None
        own = ("我家", "我们家", "我家里", "俺家", "咱家", "我们一家", "我们全家", "这家", "这户")
        cases = load("people")["case"]
        told = [*own, *cases]
        self._own = any(m.mine or m.word in told for m in found)
        self._case_told = any(m.kind == "case" and m.word in cases for m in found)
        self._last_self = max((m.start for m in found if m.kind == "self"), default=-1)
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
        told = SELF in self.roster.persons and (self._case_told or not self._first_person)
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

    def _family_known(self) -> bool:
        return any(label != SELF for label in self.roster.persons)

    # -- one mention ------------------------------------------------------------------------

    def _resolve(self, mention: Mention) -> Subject | None:
        if self._first_person and mention.word in load("people")["strangers"] and not mention.mine:
            mention = replace(mention, kind="title")
        if mention.kind == "parent":
            return Subject((), explicit=True)
        if mention.kind in ("outsider", "title"):
            theirs = self._of_the_case and mention.word[0] in "他她"
            return EVERYBODY if theirs and mention.relation is None else OUTSIDE
        if mention.kind == "household":
            not_ours = self._follows_outsider(mention) or self._of_others(mention)
            theirs = mention.word[0] not in OWN and not_ours
            return OUTSIDE if theirs else EVERYBODY
        if mention.kind == "case" and self._others and self._unknown(mention):
            return OUTSIDE
        if (elder := self._named_before(mention)) is not None:
            return elder
        if self._said_of_the_last(mention):
            return None
        if mention.kind in ("self", "case"):
            self.roster.add(SELF, "self", mention)
            return WRITER
        if mention.kind == "pronoun":
            return self._pronoun(mention)
        if mention.kind in ("couple", "they", "we", "siblings"):
            return self._several.subject(mention) if self._others is None else OUTSIDE
        return self._relative(mention)

    def _relative(self, mention: Mention) -> Subject | None:
        if mention.kind == "ordinal":
            self._one_by_one(mention)
        if _cue("none_before").search(self.document.before(mention.start, 9)):
            return None
        if self._is_writer(mention):
            self.roster.add(SELF, "self", mention)
            self._kinship.told_by(mention)
            return WRITER
        if self._general(mention):
            return OUTSIDE
        if self._theirs(mention) or self._of_others(mention):
            return OUTSIDE
        mention = self._kinship.parent_of_young(self._kinship.same_owner(mention))
        if mention.whose:
            return self._of_whom(mention)
        if mention.relation in CHILDREN and not mention.mine and self.settled:
            if same := self._kinship.same_young(mention):
                return same
            mention = self._kinship.child_of_kin(self._kinship.child_of_couple(mention))
        labels = self.roster.labels(self._kinship.in_law(mention))
        return Subject(tuple(labels), explicit=True) if labels else None

    def _is_writer(self, mention: Mention) -> bool:
        """我是他姐姐, 跟着我这个外婆, 我一个老太婆: the one who writes."""
        led = self.document.before(mention.word_start, 14)
        old = mention.word in load("people")["old_words"] and mention.relation not in PARENTS
        if not mention.mine and _cue("writer_before").search(led):
            return True
        if mention.relation not in CHILDREN and _cue("writer_apposed").search(led):
            return True
        if not old:
            return False
        return bool(_cue("writer_old_before").search(led)) or self._own_age(mention)

    def _general(self, mention: Mention) -> bool:
        """有儿子能不能评, 父母一方残疾: anybody's, where the text has nobody of its own."""
        if self._own or self._family_known() or mention.mine:
            return False
        if mention.word not in load("people")["general_words"]:
            return False
        before = self.document.text[max(0, mention.start - GENERAL) : mention.start]
        after = _cue("general_after").match(self.document.text, mention.end)
        return bool(after or _cue("general_before").search(before))

    def _own_age(self, mention: Mention) -> bool:
        """我老太婆七十六了, where nobody says 我 after it and so tells the two apart."""
        text = self.document.text
        if not mention.mine or text[mention.start : mention.word_start] not in ("我", "俺", "阮"):
            return False
        if not _cue("own_age_after").match(text, mention.end):
            return False
        return self._several.spouse_apart(mention) or mention.start >= self._last_self

    def _named_before(self, mention: Mention) -> Subject | None:
        """母亲被取消低保，老人八十一岁: in a note, the old one who was named."""
        if not self._note or mention.word not in ("老人", "老人家") or not self.settled:
            return None
        elders = [p for p in self.roster.persons.values() if p.relation in ELDERS and not p.gone]
        if len(elders) != 1 or (SELF in self.roster.persons and self._case_is_old):
            return None
        return Subject((elders[0].label,), explicit=True)

    def _said_of_the_last(self, mention: Mention) -> bool:
        """我叔叔是孤寡老人: what somebody is, and nobody else."""
        if mention.mine or mention.word not in load("people")["old_words"] or not self.settled:
            return False
        last, subject = self.settled[-1]
        if subject.household or subject.outside or not subject.labels:
            return False
        here = self.document.clause(last.start)[0] == self.document.clause(mention.start)[0]
        led = self.document.before(mention.word_start, 10)
        return here and bool(_cue("is_an_old_one").search(led))

    def _one_by_one(self, mention: Mention) -> None:
        """我跟老伴一个七十八一个八十: 一个 right behind two who are named together."""
        if mention.word != "一个" or not self.settled:
            return
        text = self.document.text
        last, subject = self.settled[-1]
        again = "一个" in text[mention.end : mention.end + NEAR]
        if not again or not BETWEEN.fullmatch(text[last.end : mention.start]):
            return
        labels = list(subject.labels)
        if len(labels) == 1 and len(self.settled) > 1:
            other, others = self.settled[-2]
            if text[other.end : last.start] in ("和", "跟", "与", "同", ""):
                labels = [*others.labels, *labels]
        relations = {self.roster.relation(label) for label in labels}
        if len(labels) == 2 and not relations & CHILDREN:
            self.roster.set_pair(labels)

    def _of_whom(self, mention: Mention) -> Subject | None:
        """他爸, 她女儿: kin of the person the pronoun stands for."""
        if self.document.before(mention.start, 1) == "是":
            return None  # 我爸是她弟弟
        if mention.relation in PARENTS and WITH_ME.search(self.document.before(mention.start, 2)):
            return Subject((self._several.spouse(mention),), explicit=True)
        if self._follows_outsider(mention):
            self._others = mention
            return OUTSIDE
        whose = self._owner_before(mention) or self._meant(mention.whose or "", mention)
        if whose is None:
            if mention.relation not in PARENTS:
                self._others = mention
                return OUTSIDE
            labels = self.roster.labels(replace(mention, whose=None, relation="spouse"))
        elif whose == SELF or self._other_parent_known(whose, mention):
            labels = self.roster.labels(replace(mention, whose=None))
        else:
            labels = [one for part in _parts(mention) for one in self._kin_of(whose, part)]
        return Subject(tuple(labels), explicit=True) if labels else None

    def _other_parent_known(self, whose: str, mention: Mention) -> bool:
        """小孩妈妈跑了，爸爸坐牢: two parents, and not twice the spouse of the one who writes."""
        spouse = self.roster.spouse()
        if mention.relation not in PARENTS or self.roster.relation(whose) not in CHILDREN:
            return False
        return spouse is not None and spouse.startswith(f"{whose}的") and mention.whose == "其"

    def _owner_before(self, mention: Mention) -> str | None:
        """两个孙子，爸妈都在打工: of those right before, the last standing for all."""
        if mention.whose != "其":
            return None
        for other, subject in reversed(self.settled[-NEAREST:]):
            if parent_of_somebody(other, subject):
                continue
            if other.kind != "parent" and other.whose != "其":
                return subject.labels[-1] if subject.labels else None
        return None

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
        return theirs and not (self._of_the_case and re.search(r"[他她]", before))

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
        if self._for_another and mention.relation == "spouse":
            return SELF
        sex = {"他": "M", "她": "F"}.get(word[0])
        fallback: str | None = None
        cared = _cue("looked_after").search(self.document.before(mention.start, 6))
        own_clause = self.document.clause(mention.start)[0] if cared else mention.start
        number = self.document.sentence_number
        for other, subject in reversed(self.settled[-FURTHEST:]):
            if self._for_another and (subject.labels == (SELF,) or len(word) > 1):
                return SELF
            if other.kind not in ("kin", "pronoun", "ordinal") or len(subject.labels) != 1:
                continue
            if other.whose and (mention.whose or other.whose == word[0]):
                continue
            label = subject.labels[0]
            if other.start >= own_clause or self._unmarried(label, mention):
                continue
            if self._for_another and mention.relation in PARENTS and self._is_parent(label):
                continue
            far = self._for_another and number(other.start) != number(mention.start)
            if label == SELF or far:
                continue
            if sex is None or self.roster.sex(label) in (sex, None):
                return self._brought_by(other, label, sex) or label
            fallback = fallback or label
        if fallback and not self._of_the_case:
            return fallback
        writer = self._first_person and not (self._for_another or self._case_told)
        return None if writer else SELF

    def _brought_by(self, child: Mention, label: str, sex: str | None) -> str | None:
        """女儿带个小孩，她在上班: who brings the child, where that one alone is told to be she."""
        if self.roster.sex(label) is not None or self.roster.relation(label) not in SMALL:
            return None
        if not BROUGHT.search(self.document.before(child.start, 6)):
            return None
        earlier = [pair for pair in self.settled[-FURTHEST:] if pair[0].start < child.start]
        if not earlier or len(earlier[-1][1].labels) != 1:
            return None
        mention, subject = earlier[-1]
        here = self.document.clause(mention.start) == self.document.clause(child.start)
        one = subject.labels[0]
        told = one != SELF and self.roster.sex(one) == sex
        return one if here and told and not subject.outside else None

    def _unmarried(self, label: str, mention: Mention) -> bool:
        """孩子学校要证明，她老公在外: no child has a spouse."""
        return mention.relation == "spouse" and self.roster.relation(label) in SMALL

    def _is_parent(self, label: str) -> bool:
        return self.roster.relation(label) in PARENTS
