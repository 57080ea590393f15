"""Ten families, question by question: how many open verdicts each settled, and the fewest questions
that would have done."""

from __future__ import annotations

from benchmarks.interview.answering import Step, interview
from benchmarks.interview.families import PLACES, Family, families
from benchmarks.interview.shortest import Found, Search
from benchmarks.interview.verdicts import core_verdicts, count_open
from eligibility import Library

_HOUSEHOLDS = 10
_HEAD = "| 户 | 先说了 | 依次问（还没定的 前→后） | 问了 | 最少 |\n|---|---|---|---|---|\n"


def table(library: Library, seed: int = 1) -> str:
    """The table as a page has it."""
    chosen = _chosen(seed)
    return _HEAD + "".join(_line(library, family) for family in chosen)


def _chosen(seed: int) -> list[Family]:
    """Some of every place, and of every form and size."""
    drawn = {place: list(families(place, 8, seed + 1)) for place in PLACES}
    mixed = [drawn[place][number] for number in range(8) for place in PLACES]
    return mixed[:_HOUSEHOLDS]


def _line(library: Library, family: Family) -> str:
    steps = list(interview(library, family.told, family.truth))
    final = core_verdicts(library, steps[-1].after if steps else family.told)
    names = [step.question.question for step in steps]
    found = Search(library, family.told, family.truth, final).run(names)
    least = _least(found, names)
    cells = [family.name, _said(family), _order(library, steps), str(len(steps)), least]
    return "| " + " | ".join(cells) + " |\n"


def _said(family: Family) -> str:
    told = family.told
    here = "有" if told.jurisdiction else "没有"
    facts = len(told.household) + sum(len(member.facts) for member in told.members)
    figures = "有当地标准" if told.parameters else "没有当地标准"
    return f"{len(family.truth['members'])} 口人；{here}地方；{facts} 样；{figures}"


def _order(library: Library, steps: list[Step]) -> str:
    told = []
    for step in steps:
        before, after = (
            count_open(core_verdicts(library, household)) for household in (step.before, step.after)
        )
        told.append(f"{step.question.question} {before}→{after}")
    return "，".join(told)


def _least(found: Found, asked: list[str]) -> str:
    """How few would have done, which were spared, and which came in their place."""
    number = str(len(found.questions)) if found.proven else f"{found.least}–{len(found.questions)}"
    spared = [name for name in asked if name not in found.questions]
    instead = [name for name in found.questions if name not in asked]
    parts = [number]
    if spared:
        parts.append(f"省 {'、'.join(spared)}")
    if instead:
        parts.append(f"换 {'、'.join(instead)}")
    return "；".join(parts)
