"""What a place is to the household: register, home, work, or only a place that is spoken of."""

from dataclasses import replace
from typing import cast

from bot.understanding.places.cues import cue, role_cues
from bot.understanding.places.found import Found
from bot.understanding.reading import Role
from bot.understanding.text.document import Document

LEAD, FOLLOW, FIELD = 16, 14, 6


def with_role(found: Found, document: Document) -> Found:
    """`found` with its role, and whether it is denied."""
    lead, follow = _lead(found.start, document), document.after(found.end, FOLLOW)
    found = replace(found, together=bool(cue("together").search(lead)))
    if cue("denied_before").search(lead) or cue("wished_before").search(lead):
        return replace(found, denied=True)
    role = _role(lead, follow)
    if role == "hukou":
        behind = role_cues("role_after")["hukou"].match(follow)
        required = bool(behind and cue("required_before").search(lead))
        return replace(found, role=role, denied=required)
    if _only_spoken_of(lead, follow):
        return replace(found, denied=True)
    if _left(lead, follow):
        return replace(found, role=role, denied=True)
    return replace(found, role=role, origin=_origin(lead, follow))


def _origin(lead: str, follow: str) -> bool:
    """老家古丈, 湖南人, 四川的在这边打工."""
    if cue("papers_before").search(lead):
        return False
    return bool(cue("origin_before").search(lead) or cue("origin_after").match(follow))


def of_another(found: Found, document: Document) -> bool:
    """儿子在马尾打工: somebody else is there."""
    return bool(cue("of_another").search(_lead(found.start, document)))


def _lead(start: int, document: Document) -> str:
    """What leads to a place in its clause; in 户籍地:古丈 and 户口 古丈 the name of the field."""
    before = document.before(start, LEAD)
    if before or not start or document.text[start - 1] not in ": ":
        return before
    field = document.before(start - 1, LEAD)
    return field if document.text[start - 1] == ":" or len(field) < FIELD else ""


def _role(lead: str, follow: str) -> Role | None:
    for role, pattern in role_cues("role_before").items():
        if pattern.search(lead):
            return cast(Role, role)
    for role, pattern in role_cues("role_after").items():
        if pattern.match(follow):
            return cast(Role, role)
    return "residence" if _stays(lead, follow) else None


def _stays(lead: str, follow: str) -> bool:
    """来厦门三年了, 现在在厦门, 回古丈了."""
    return bool(
        cue("here_before").search(lead)
        or (cue("stay_before").search(lead) and cue("stay_after").match(follow))
        or (cue("simply_in").search(lead) and cue("simply_in_after").match(follow))
        or (cue("went_back").search(lead) and cue("went_back_after").match(follow))
    )


def _left(lead: str, follow: str) -> bool:
    """从厦门搬到福州, 以前在厦门打工: no longer there."""
    if cue("left_before").search(lead):
        return bool(cue("left_after").match(follow) or cue("came_after").match(follow))
    past = cue("past_before").search(lead) and not cue("moved_before").search(lead)
    lately = cue("lately_before").search(lead)
    return bool(past or lately or cue("past_after").match(follow))


def _only_spoken_of(lead: str, follow: str) -> bool:
    """在福州住院, 听说厦门: no place of the household."""
    return bool(
        cue("compared_before").search(lead)
        or (cue("visit_before").search(lead) and cue("visit_after").match(follow))
    )
