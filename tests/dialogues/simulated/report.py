"""The persona table in Markdown, and the failures with the facts behind them."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence

from tests.dialogues.simulated.answering import NUMBER, TAP
from tests.dialogues.simulated.judging import Difference, Judgement
from tests.dialogues.simulated.persona import PLACES

HEAD = "| | n | 成功 | 核心问题 中位 | P90 | 轮数 中位 | 误读的事实 | 没读出 | 重复问 | 卡住 |"
_VOICES = ("resident", "grid", "operator")
_OF_ONE = "| 谁 | 说法 | 结果 | 核心问题 | 轮数 | 误读 | 没读出 | 多读 | 没懂 | 重复问 |"


def table(judged: Sequence[Judgement]) -> str:
    """Totals by place and voice, how the answers were given, and one line for each person."""
    lines = [HEAD, "|" + "---|" * (HEAD.count("|") - 1), _sum("全部", judged)]
    lines += [_sum(name, [j for j in judged if j.talk.persona.place == name]) for name in PLACES]
    lines += [_sum(name, [j for j in judged if j.talk.persona.voice == name]) for name in _VOICES]
    lines += ["", _facts(judged), "", _ways(judged), "", _OF_ONE]
    lines += ["|" + "---|" * (_OF_ONE.count("|") - 1), *map(_line, judged)]
    return "\n".join(lines)


def _sum(name: str, judged: Sequence[Judgement]) -> str:
    if not judged:
        return f"| {name} | 0 |" + " – |" * 8
    asked = [len(one.talk.core) for one in judged]
    turns = [len(one.talk.turns) for one in judged]
    good = sum(one.success for one in judged)
    cells = [
        f"{len(judged)}",
        f"{good} ({100 * good / len(judged):.0f} %)",
        f"{statistics.median(asked):g}",
        f"{_percentile(asked, 0.9)}",
        f"{statistics.median(turns):g}",
        f"{sum(len(wrong(one)) for one in judged)}",
        f"{sum(len(missed(one)) for one in judged)}",
        f"{sum(len(one.talk.asked_again) for one in judged)}",
        f"{sum(one.talk.stuck is not None for one in judged)}",
    ]
    return f"| {name} | " + " | ".join(cells) + " |"


def _percentile(numbers: Iterable[int], part: float) -> int:
    ordered = sorted(numbers)
    return ordered[math.ceil(part * len(ordered)) - 1]


def wrong(one: Judgement) -> list[Difference]:
    """Facts held otherwise than they were said."""
    return [d for d in one.wrong if d.held is not None]


def missed(one: Judgement) -> list[Difference]:
    """Facts that were said and are not held at all."""
    return [d for d in one.wrong if d.held is None]


def _facts(judged: Sequence[Judgement]) -> str:
    matched = sum(one.matched for one in judged)
    false = sum(len(wrong(one)) for one in judged)
    lost = sum(len(missed(one)) for one in judged)
    more = sum(len(one.invented) for one in judged)
    precision = matched / max(1, matched + false + more)
    recall = matched / max(1, matched + false + lost)
    return (
        f"事实：说了 {matched + false + lost} 条，读对 {matched}，读错 {false}，没读出 {lost}，"
        f"没说而记下 {more}；准确率 {precision:.3f}，召回率 {recall:.3f}。"
    )


def _ways(judged: Sequence[Judgement]) -> str:
    ways = Counter(how for one in judged for how in one.talk.answers)
    said = sum(ways.values())
    free = said - ways[TAP] - ways[NUMBER]
    counted = "，".join(f"{way} {count}" for way, count in ways.most_common())
    return f"回答 {said} 次，用自己的话 {100 * free / max(1, said):.0f} %（{counted}）。"


def _line(one: Judgement) -> str:
    talk = one.talk
    result = "成功" if one.success else (f"卡住：{talk.stuck}" if talk.stuck else "不同")
    cells = [talk.persona.id, talk.persona.voice, result, len(talk.core), len(talk.turns)]
    cells += [len(wrong(one)), len(missed(one)), len(one.invented), len(talk.misread)]
    return "| " + " | ".join(map(str, [*cells, len(talk.asked_again)])) + " |"


def failures(judged: Sequence[Judgement]) -> str:
    """Of everybody who failed: the first clause that differs, and the facts behind it."""
    lines = []
    for one in judged:
        if not one.success:
            lines += ["", f"### {one.talk.persona.id}（{one.talk.persona.voice}）"]
            lines += [f"- 卡住：{one.talk.stuck}"] if one.talk.stuck else []
            lines += _clauses(one)
    return "\n".join(lines).strip()


def _clauses(one: Judgement) -> list[str]:
    lines = []
    for clause, (expected, got) in list(one.clauses.items())[:1]:
        lines.append(f"- {clause}：应为 {expected}，得到 {got}；不同的共 {len(one.clauses)} 条")
        causes = one.behind.get(clause) or [*one.wrong, *one.invented][:6]
        alone = "" if one.behind.get(clause) else "（单独一条不足以解释）"
        lines += [f"  - {_explained(cause)}{alone}" for cause in causes]
    return lines


def _explained(cause: Difference) -> str:
    words = cause.words or "没有这样说过"
    since = f"；记于“{cause.since}”" if cause.since and cause.since not in words else ""
    return f"`{cause.name}` 说的是 {cause.said}，记成 {cause.held}；{words}{since}"


def _of_known(invented: Iterable[Difference]) -> list[Difference]:
    """One line stands for all that is held of somebody who is not of the household."""
    found: dict[object, Difference] = {}
    for one in invented:
        strange = one.member is not None and one.member.startswith("?")
        found.setdefault(one.member if strange else (one.member, one.fact), one)
    return list(found.values())


def misreadings(judged: Sequence[Judgement]) -> str:
    """Every fact that was read wrongly, missed or made up, by fact, the most frequent first."""
    found: dict[str, list[tuple[str, Difference]]] = {}
    for one in judged:
        for difference in [*one.wrong, *_of_known(one.invented)]:
            found.setdefault(difference.fact, []).append((one.talk.persona.id, difference))
    lines = []
    for fact, cases in sorted(found.items(), key=lambda pair: -len(pair[1])):
        lines.append(f"- {fact}（{len(cases)}）")
        lines += [f"  - {name} {_explained(case)}" for name, case in cases]
    return "\n".join(lines)


def not_understood(judged: Sequence[Judgement]) -> str:
    """Answers after which the same question was put again, and questions whose facts were told."""
    lines = ["- 没懂的回答："]
    lines += [f"  - {one.talk.persona.id} {text}" for one in judged for text in one.talk.misread]
    lines.append("- 说过还问：")
    lines += [
        f"  - {one.talk.persona.id} {text}" for one in judged for text in one.talk.asked_again
    ]
    return "\n".join(lines)
