"""Lets the simulated people talk to a running server and prints the table.

python -m tests.dialogues.simulated --port 5005 [--only xiamen-03,minhou] [--show]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from eligibility import load_library
from tests.dialogues.simulated.conversation import Talk, talk
from tests.dialogues.simulated.judging import Judgement, judge
from tests.dialogues.simulated.persona import ROOT, Persona, personas
from tests.dialogues.simulated.report import failures, misreadings, not_understood, table

AT_ONCE = 4
PAGE = ROOT / "docs/personas.md"


def everybody(people: Sequence[Persona], port: int, seed: str = "") -> list[Judgement]:
    """Everybody talks, some at once; all are judged, in their order."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        talks = list(pool.map(lambda person: talk(person, port, seed), people))
    library = load_library()
    return [judge(one, library) for one in talks]


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    people = [p for p in personas() if p.id.startswith(tuple(options.only.split(",")))]
    judged = everybody(people, options.port, options.seed)
    for one in judged:
        if options.show:
            print(transcript(one.talk))
    page = f"{table(judged)}\n\n## 没有成功的\n\n{failures(judged) or '没有。'}\n"
    print(page)
    if options.facts:
        print(not_understood(judged))
        print(misreadings(judged))
    if options.write:
        _write(page)


def transcript(one: Talk) -> str:
    """The conversation, turn by turn: what was said, to which question, what is asked now."""
    lines = [f"== {one.persona.id}"]
    lines += [f"{t.question} <- ({t.how}) {t.text}  => {t.asks}" for t in one.turns]
    return "\n".join([*lines, *(f"  ?? {text}" for text in one.misread)])


def _write(page: str) -> None:
    head = Path(__file__).with_name("page.md").read_text(encoding="utf-8")
    PAGE.write_text(f"{head}\n{page}", encoding="utf-8")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.dialogues.simulated")
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument("--only", default="", help="只让编号以此开头的人说话，逗号分开")
    parser.add_argument("--seed", default="", help="换一副骰子")
    parser.add_argument("--show", action="store_true", help="把对话也印出来")
    parser.add_argument("--facts", action="store_true", help="每一条读错、漏读、多读的事实")
    parser.add_argument("--write", action="store_true", help=f"写进 {PAGE.name}")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
