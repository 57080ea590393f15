"""Two words for one person: 书记的老婆, 老公的妈妈, 他妈."""

from dataclasses import replace

from bot.understanding.people.mentions import Mention
from bot.understanding.people.words import sex_of
from bot.understanding.text.document import Document

CHILD = ("child", "son", "daughter")
KIN_OF_KIN = {
    **{("spouse", of): "in_law" for of in ("father", "mother", "sibling", "in_law", "grandparent")},
    **{(child, parent): "spouse" for child in CHILD for parent in ("father", "mother")},
    **{(child, of): "grandchild" for child in CHILD for of in CHILD},
    **{(child, "spouse"): "in_law" for child in CHILD},
    **{(child, "grandparent"): "in_law" for child in CHILD},
    **{("father", of): "grandparent" for of in ("father", "mother")},
    **{("mother", of): "grandparent" for of in ("father", "mother")},
    ("father", "spouse"): "mother", ("mother", "spouse"): "father",
    ("father", "son"): "sibling", ("mother", "son"): "sibling",
    ("sibling", "spouse"): "other", ("sibling", "in_law"): "other",
    ("sibling", "father"): "father", ("sibling", "mother"): "mother",
    ("grandchild", "father"): "son", ("grandchild", "mother"): "in_law",
    ("grandchild", "sibling"): "grandchild",
    ("grandparent", "son"): "other", ("in_law", "spouse"): "in_law",
    ("grandchild", "grandparent"): "spouse", ("grandchild", "in_law"): "spouse",
}  # fmt: skip
YOUNG = (*CHILD, "grandchild", "other")
PARENTS = (
    "父母", "父母亲", "爸妈", "爹娘", "爹妈", "爸爸妈妈", "双亲",
    "爸爸", "妈妈", "父亲", "母亲", "爸", "妈",
)  # fmt: skip
ANY_CHILD = ("孩子", "小孩", "娃", "娃娃")  # 小孩外婆
JOINTS = ("的", "他", "她", "家的")


def joined(found: list[Mention], document: Document) -> list[Mention]:
    """The mentions, with every two words for one person made one."""
    merged: list[Mention] = []
    for mention in found:
        last = merged[-1] if merged else None
        if last and mention.kind == "kin" and not mention.mine and _one(last, mention, document):
            merged[-1] = _of(last, mention)
            _with_whose(merged)
        elif last and _parents_of(last, mention, document):
            merged.append(replace(mention, whose="其"))
        else:
            merged.append(mention)
    return merged


def _parents_of(last: Mention, mention: Mention, document: Document) -> bool:
    """我侄儿父母双亡: the parents of the one named right before."""
    if last.kind != "kin" or last.relation not in YOUNG or mention.mine or last.count > 1:
        return False
    return last.end == mention.start and mention.word in PARENTS


def _with_whose(merged: list[Mention]) -> None:
    """队长他妈, 儿子他妈: the pronoun stands for the word right before it."""
    if len(merged) < 2 or not merged[-1].whose or merged[-2].end != merged[-1].start:
        return
    owner = merged[-2]
    if owner.kind in ("outsider", "title") or (
        owner.kind == "kin" and owner.count == 1 and not owner.whose
    ):
        kin = replace(merged.pop(), whose=None)
        merged[-1] = _of(owner, kin)


def _one(last: Mention, mention: Mention, document: Document) -> bool:
    gap = document.text[last.end : mention.start]
    if last.kind in ("outsider", "title"):
        return gap in ("", "的", "家", "家的", "他", "她")
    if last.kind == "pronoun":
        return gap in ("", "的", "们的", "家") and last.word in "他她伊"
    elder = gap == "" and last.word in ANY_CHILD and mention.relation == "grandparent"
    return last.kind == "kin" and last.count == 1 and (gap in JOINTS or elder)


def _of(last: Mention, mention: Mention) -> Mention:
    if last.kind in ("outsider", "title"):
        return Mention(last.start, mention.end, "outsider", last.word + mention.word)
    if last.kind == "pronoun":
        return replace(mention, start=last.start, whose=last.word)
    relation = kin_of_kin(last.relation or "", mention)
    word = f"{last.word}的{mention.word}"
    return replace(last, end=mention.end, word=word, relation=relation, count=mention.count)


def kin_of_kin(relation: str, mention: Mention) -> str:
    """The relation of the `mention` of somebody who is `relation`."""
    if relation in CHILD and mention.relation == "sibling":
        return {"M": "son", "F": "daughter"}.get(sex_of(mention.word, "sibling") or "", "child")
    return KIN_OF_KIN.get((relation, mention.relation or ""), "other")
