"""Whose each fact of a person is, where several persons or several facts stand together."""

from itertools import groupby

from bot.understanding.facts.fitting import WORK, fitting
from bot.understanding.facts.hits import Hit
from bot.understanding.people.cast import Cast, Subject

SHARED_OUT = frozenset({"age", "student_stage"})
OLD_ENOUGH = 15
SMALL_STAGES = frozenset({"preschool", "compulsory"})
Told = tuple[Hit, Subject]


def given(cast: Cast, hits: list[Hit]) -> list[tuple[Hit, str, bool]]:
    """Each hit with the label it is told of, and whether that person was named for it."""
    told = [(hit, fitting(cast, hit)) for hit in hits]
    small = _small(told)
    told = [(hit, _grown(cast, hit, subject, small)) for hit, subject in told]
    found: list[tuple[Hit, str, bool]] = []
    for _, same in groupby(told, key=lambda pair: (pair[1].labels, pair[1].outside)):
        pairs = list(same)
        explicit = pairs[0][1].explicit
        found += [(hit, label, explicit) for hit, label in _shared_out(cast, pairs)]
    return found


def _small(told: list[Told]) -> frozenset[str]:
    """Those who are told to be small: they have no work."""
    return frozenset(
        label
        for hit, subject in told
        if len(subject.labels) == 1
        and not subject.outside
        and (
            (hit.fact == "age" and isinstance(hit.value, int) and hit.value < OLD_ENOUGH)
            or (hit.fact == "student_stage" and hit.value in SMALL_STAGES)
        )
        for label in subject.labels
    )


def _grown(cast: Cast, hit: Hit, subject: Subject, small: frozenset[str]) -> Subject:
    """女儿四岁，做收银: work is told of the last one before who is no small child."""
    if hit.fact not in WORK or not subject.labels or not set(subject.labels) <= small:
        return subject
    return cast.last_but(hit.start, small) or Subject()


def _shared_out(cast: Cast, pairs: list[Told]) -> list[tuple[Hit, str]]:
    """两个娃5岁和小学 and 两个娃9岁7岁 give one fact to each child; 都 gives all to all."""
    subject = pairs[0][1]
    labels = subject.labels
    if subject.outside or not labels:
        return []
    hits = [hit for hit, _ in pairs]
    shared: list[Hit] = []
    if len(labels) > 1:
        for names in (SHARED_OUT, *({name} for name in sorted(SHARED_OUT))):
            found = [hit for hit in hits if hit.fact in names and hit not in shared]
            if len(found) == len(labels) and not _of_all(cast, found):
                shared += found
    each = [(hit, labels[i % len(labels)]) for i, hit in enumerate(shared)]
    return each + [(hit, label) for hit in hits if hit not in shared for label in labels]


def _of_all(cast: Cast, hits: list[Hit]) -> bool:
    """双胞胎6岁都上大班."""
    several = len({hit.fact for hit in hits}) > 1
    return several and any("都" in cast.document.before(hit.start, 3) for hit in hits)
