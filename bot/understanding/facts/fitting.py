"""Whom a fact of a person can be about: schooling is a child's, work is not a schoolchild's."""

import re

from bot.understanding.facts.hits import Hit
from bot.understanding.people.cast import Cast, Subject
from bot.understanding.people.roster import SMALL, YOUNG

AT_SCHOOL = frozenset({"preschool", "compulsory", "senior_high"})
WORK = frozenset({"employed", "looking_for_work", "works_how"})
ILLNESS = frozenset({"illness_name", "severe_illness"})
A_PUPIL = re.compile(r"(?:有|供|养|[一两三]|还有)(?:着)?[个名位]$")  # 还有个高中生
LIKE = re.compile(r"(?:像|好比|如同)(?:是|一个|个)?$")  # 现在就像个三四岁的孩子
GROWN = 18
LITTLE = 4  # characters beside the illness: 是, 得的, 晚期
SOME_OF_THEM = re.compile(r"(?:有|其中)[一两二三四五六七八几\d]个?人(?:都|在|还|是|要|得|患)?$")


def fitting(cast: Cast, hit: Hit) -> Subject:
    """The subject of `hit`; a fact that cannot be that person's goes to the nearest who fits."""
    if SOME_OF_THEM.search(cast.document.before(hit.start, 8)):
        return Subject((), explicit=True)
    if hit.fact == "age" and LIKE.search(cast.document.before(hit.start, 5)):
        return Subject((), explicit=True)
    if hit.fact in ILLNESS and _cause_of_death(cast, hit):
        return Subject((), explicit=True)
    subject = cast.subject(hit.start, hit.end)
    pupil = "生" in cast.document.text[hit.end - 1 : hit.end + 1]
    if hit.fact == "student_stage" and pupil and A_PUPIL.search(cast.document.before(hit.start, 3)):
        relations = {cast.relation(label) for label in subject.labels}
        if not relations <= YOUNG | {"sibling", "other"}:
            return cast.last_of(hit.start, YOUNG) or Subject((), explicit=True)
    if hit.fact in WORK and (carer := cast.carer(hit.start)):
        return carer
    if subject.outside or not subject.labels or cast.in_clause(hit.start) is not None:
        return subject
    relations = {cast.relation(label) for label in subject.labels}
    if not relations <= YOUNG and _of_a_child(hit):
        return cast.last_of(hit.start, YOUNG) or subject
    if relations <= SMALL and hit.fact in WORK and subject.explicit:
        return grown(cast, hit.start)
    return subject


def grown(cast: Cast, place: int) -> Subject:
    """Who is told of before `place` and can work: neither a child nor somebody who is gone."""
    last = cast.last_of(place, YOUNG, inside=False)
    gone = last is not None and all(cast.is_gone(label) for label in last.labels)
    return Subject() if last is None or gone else last


def _cause_of_death(cast: Cast, hit: Hit) -> bool:
    """大哥去年走的，肝癌，…: an illness alone in its clause behind a death is what they died of."""
    start, end = cast.document.clause(hit.start)
    long = end - start > hit.end - hit.start + LITTLE
    if long or "有" in cast.document.text[start:end] or cast.in_clause(hit.start) is not None:
        return False
    before = cast.mentioned_before(start)
    return before is not None and cast.is_gone(before)


def _of_a_child(hit: Hit) -> bool:
    if hit.fact == "student_stage":
        return hit.value in AT_SCHOOL
    if hit.fact == "boarding":
        return True
    return hit.fact == "age" and isinstance(hit.value, int) and hit.value < GROWN
