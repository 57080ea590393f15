"""Words for kin that depend on who was named before: children of kin, parents of a grandchild."""

from dataclasses import replace

from bot.understanding.people.mentions import Mention
from bot.understanding.people.roster import CHILDREN, PARENTS, Roster
from bot.understanding.people.several import FURTHEST, Settled, relation_of
from bot.understanding.people.subject import Subject
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues

NEAR = 20
BOTH_PARENTS = frozenset({"父母", "父母亲", "爸妈", "爸爸妈妈", "爹妈", "爹娘"})


_cue = cues("people")


def parent_of_somebody(mention: Mention, subject: Subject) -> bool:
    """Whether 爸爸 was settled as somebody's, as 孙女的爸爸."""
    return any(label.endswith(f"的{mention.word}") for label in subject.labels)


class Kinship:
    """Reads a word for kin by those `settled` before it."""

    def __init__(self, document: Document, roster: Roster, settled: Settled) -> None:
        self.document = document
        self.roster = roster
        self.settled = settled

    def in_law(self, mention: Mention) -> Mention:
        """儿子媳妇: 媳妇 right behind a son is his wife."""
        if mention.word in ("媳妇", "媳妇儿") and not mention.mine and self.settled:
            last, subject = self.settled[-1]
            gap = self.document.text[last.end : mention.start]
            relation = relation_of(self.roster, subject)
            if gap in ("", "和", "、", "跟") and relation == "son":
                return replace(mention, word="儿媳", relation="in_law")
            if gap == "" and relation == "sibling":
                return replace(mention, word="弟媳", relation="other")
        return mention

    def told_by(self, writer: Mention) -> None:
        """孩子跟着我这个外婆: the child is a grandchild of the one who writes."""
        theirs = {"grandparent": "grandchild", "other": "other"}.get(writer.relation or "")
        children = [p for p in self.roster.persons.values() if p.relation in CHILDREN]
        if theirs and all(p.relation == "child" and not p.mention.mine for p in children):
            for child in children:
                child.relation = theirs

    def parent_of_young(self, mention: Mention) -> Mention:
        """侄子 …，孩子爸爸: the father of the one who was named, and no spouse of ours."""
        if mention.relation != "spouse" or mention.mine or mention.word[0] not in "孩娃":
            return mention
        if any(p.relation in CHILDREN | {"spouse"} for p in self.roster.persons.values()):
            return mention
        young = [
            p
            for p in self.roster.persons.values()
            if p.relation == "grandchild"
            or (p.relation == "other" and _cue("young_of_kin").search(p.label))
        ]
        if not young:
            return mention
        father = "爸" in mention.word or "爹" in mention.word
        parent = ("son" if father else "in_law") if young[-1].relation == "grandchild" else "other"
        return replace(mention, relation=parent, rank=None)

    def same_young(self, mention: Mention) -> Subject | None:
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

    def child_of_couple(self, mention: Mention) -> Mention:
        """堂弟瘫了，弟媳守着他，两个孩子…: theirs, where the writer has no family of their own."""
        found = self._last_person()
        if found is None or mention.relation != "child":
            return mention
        last, subject = found
        near = self.document.sentence_number(mention.start) - 1
        if subject.outside or self.document.sentence_number(last.start) < near:
            return mention
        own = CHILDREN | {"spouse"}
        if any(p.relation in own for p in self.roster.persons.values()):
            return mention
        theirs = relation_of(self.roster, subject) == "other" and _cue("wife_of_kin").search(
            last.word
        )
        return replace(mention, relation="other", rank=None) if theirs else mention

    def child_of_kin(self, mention: Mention) -> Mention:
        """女儿离婚了带个娃, 老弟的媳妇丢下两个崽: grandchildren and nephews."""
        found = self._last_person()
        if found is None or self.document.before(mention.start, 1) == "我":
            return mention
        last, subject = found
        relations = {self.roster.relation(label) for label in subject.labels}
        one = len(subject.labels) == 1 or relations == {"other"}
        if subject.outside or not one or not self._one_sentence(last, mention):
            return mention
        gap = self.document.text[max(last.end, mention.start - NEAR) : mention.start]
        here = self.document.before(mention.start, NEAR)[-len(gap) :] if gap else ""
        if not _cue("has_child").search(gap) or _cue("not_theirs").search(here):
            return mention
        below = self._below(relation_of(self.roster, subject) or "", last, gap)
        return replace(mention, relation=below, rank=None) if below else mention

    def _below(self, relation: str, parent: Mention, gap: str) -> str | None:
        """What a child of the one who is `relation` is, if it is a child of that one."""
        if relation in CHILDREN:
            return "grandchild" if _cue("grown_up").search(gap) else None
        if relation == "in_law":
            return "grandchild" if _cue("young_in_law").search(parent.word) else None
        return "other" if relation in ("sibling", "other") else None

    def same_owner(self, mention: Mention) -> Mention:
        """她爸爸走了，妈妈残疾: the other parent of the same person."""
        both = mention.relation == "pair" and mention.word in BOTH_PARENTS
        if mention.mine or mention.whose or not self.settled:
            return mention
        if mention.relation not in PARENTS and not both:
            return mention
        last, subject = self.settled[-1]
        near = self._one_sentence(last, mention)
        if last.relation == "grandchild" and near and not self._parents_known():
            return replace(mention, whose="其")
        same = last.relation in PARENTS and last.relation != mention.relation
        if last.whose and same and near:
            return replace(mention, whose=last.whose)
        if same and near and parent_of_somebody(last, subject):
            return replace(mention, whose="其")
        return mention

    def _last_person(self) -> tuple[Mention, Subject] | None:
        near = reversed(self.settled[-FURTHEST:])
        return next((pair for pair in near if not pair[1].household), None)

    def _parents_known(self) -> bool:
        return any(p.relation in PARENTS for p in self.roster.persons.values())

    def _one_sentence(self, first: Mention, second: Mention) -> bool:
        number = self.document.sentence_number
        return number(first.start) == number(second.start)
