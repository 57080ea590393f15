"""`make evaluate`: what understanding gets right on messages that nobody trained or wrote rules on.

Prints tables; writes the confusion matrix to results/understanding/confusion.png.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.report import Row, quantile, show
from benchmarks.understanding import cases, facts, intents, phrases, speed
from benchmarks.understanding.picture import confusion_picture
from bot.understanding.__main__ import MODELS, Classify, classifier, no_intent

PICTURE = Path(__file__).parents[2] / "results" / "understanding" / "confusion.png"
HALVES = {"open": "可看的一半", "closed": "只数的一半"}
VOICES = {"resident": "居民", "grid_worker": "网格员", "operator": "话务员"}
LEAST_OF_A_KIND = 3


def main() -> int:
    """Prints everything, or only the part asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.understanding", description=__doc__)
    parser.add_argument("part", nargs="?", choices=["facts", "phrases", "intents", "speed"])
    parser.add_argument(
        "--errors", type=int, default=0, help="how many errors of each kind to show"
    )
    parser.add_argument("--half", choices=list(HALVES), help="one half of the messages only")
    parser.add_argument("--intents", action="store_true", help="facts as they are with the model")
    options = parser.parse_args()
    with_model = options.part in (None, "intents") or options.intents
    classify = classifier(MODELS) if with_model else no_intent
    messages = [m for m in cases.messages() if options.half in (None, m.half)]
    parts: dict[str, Callable[[], list[Row]]] = {
        "facts": lambda: _facts(messages, options.errors, classify),
        "phrases": lambda: _phrases(options.errors),
        "intents": lambda: _intents(messages, options.errors, classify),
        "speed": lambda: speed.rules(messages),
    }
    for name, rows in parts.items():
        if options.part in (None, name):
            print(f"\n== {name}\n{show(rows())}", flush=True)
    return 0


def _facts(messages: list[cases.Message], errors: int, classify: Classify) -> list[Row]:
    rows: list[Row] = [("事实", "精确率 / 召回率", "整条全对")]
    groups = {
        "全部": messages,
        **{name: [m for m in messages if m.half == half] for half, name in HALVES.items()},
        **{name: [m for m in messages if m.voice == voice] for voice, name in VOICES.items()},
    }
    for name, group in groups.items():
        if group:
            rows.append((name, *_summary(facts.score(group, classify))))
    total = facts.score(messages, classify)
    rows += [
        (f"  {kind}", f"{total.precision(kind):.2f} / {total.recall(kind):.2f}",
         f"对 {total.right[kind]} 漏 {total.missed[kind]} 多 {total.invented[kind]}")
        for kind in total.kinds()
        if total.right[kind] + total.missed[kind] + total.invented[kind] >= LEAST_OF_A_KIND
    ]  # fmt: skip
    complaints = [m for m in messages if m.intent == "out_of_scope" and not m.members]
    complaints = [m for m in complaints if not m.household]
    wrong = facts.score(complaints, classify)
    rows.append(
        ("不归本事管的抱怨，读出自家事实", f"{wrong.invented.total()} 处", f"{len(complaints)} 条")
    )
    _show_fact_errors(total, errors)
    return rows


def _summary(score: facts.Score) -> tuple[str, str]:
    return (
        f"{score.precision():.3f} / {score.recall():.3f}",
        f"{score.exact} / {score.messages}（{score.exact / score.messages:.0%}）",
    )


def _show_fact_errors(score: facts.Score, errors: int) -> None:
    shown: dict[str, int] = {}
    for message, missed, invented in score.errors:
        for sign, units in (("漏", missed), ("多", invented)):
            for who, kind, value in units:
                key = sign + kind
                shown[key] = shown.get(key, 0) + 1
                if shown[key] <= errors:
                    print(f"{sign} {kind}={value} ({who})：{message.text}")


def _phrases(errors: int) -> list[Row]:
    numbers, places = cases.number_phrases(), cases.place_phrases()
    wrong_numbers, wrong_places = phrases.numbers(numbers), phrases.places(places)
    for wrong in (wrong_numbers, wrong_places):
        for text, gold, read in wrong[:errors]:
            print(f"{text}\n  应 {gold}\n  读 {read}")
    return [
        ("数目短语", f"{1 - len(wrong_numbers) / len(numbers):.1%}", f"{len(numbers)} 句"),
        ("地名短语", f"{1 - len(wrong_places) / len(places):.1%}", f"{len(places)} 句"),
    ]


def _intents(messages: list[cases.Message], errors: int, classify: Classify) -> list[Row]:
    found = intents.guesses(messages, classify)
    rows: list[Row] = [("意图", "严格 / 宽松", "六种主要意图的平均 F1")]
    groups = {
        "全部": found,
        **{name: [g for g in found if g.message.half == half] for half, name in HALVES.items()},
        **{name: [g for g in found if g.message.voice == voice] for voice, name in VOICES.items()},
        "六种主要意图": [g for g in found if g.message.intent in intents.MAIN],
    }
    for name, group in groups.items():
        if group:
            strict = statistics.mean(g.strict for g in group)
            lenient = statistics.mean(g.lenient for g in group)
            rows.append((f"{name}（{len(group)}）", f"{strict:.3f} / {lenient:.3f}",
                         f"{intents.macro_f1(group):.3f}"))  # fmt: skip
    confusion_picture(intents.confusions(found), PICTURE)
    rows.append(("混淆矩阵", str(PICTURE.relative_to(Path.cwd())), ""))
    rows += speed.pipeline(messages, classify)
    rows.append(("模型大小", f"{_newest().stat().st_size / 1e6:.1f} MB", ""))
    _show_intent_errors(found, errors)
    return rows + _nearness(messages, errors)


def _newest() -> Path:
    return max(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)


def _show_intent_errors(found: list[intents.Guess], errors: int) -> None:
    shown: dict[tuple[str, str], int] = {}
    for guess in found:
        pair = (guess.message.intent, guess.name)
        if not guess.lenient:
            shown[pair] = shown.get(pair, 0) + 1
            if shown[pair] <= errors:
                print(f"{pair[0]} → {pair[1]} {guess.confidence:.2f}：{guess.message.text}")


def _nearness(messages: list[cases.Message], errors: int) -> list[Row]:
    trained = intents.training_sentences()
    near = intents.nearest(messages, [sentence for sentence, _ in trained])
    for likeness, text, sentence in near[:errors]:
        print(f"相似 {likeness:.2f}：{text} ｜ {sentence}")
    values = [likeness for likeness, _, _ in near]
    return [
        ("训练句", f"{len(trained)}", f"{len({sentence for sentence, _ in trained})} 句不同"),
        ("离最近的训练句（余弦，字 2–3 元）", f"中位 {statistics.median(values):.2f}",
         f"九成 ≤ {quantile(values, 0.9):.2f}，最高 {values[0]:.2f}"),
        ("  ≥ 0.8 的", f"{sum(v >= 0.8 for v in values)}", "越多越像照抄"),
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
