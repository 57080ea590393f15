"""`python -m bot run` starts the assistant; `train` only trains its model. For whoever runs it:
`forget` deletes conversations, `result` looks a result up, `version` names the rules."""

from __future__ import annotations

import argparse
import logging
import math
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.service.environment import State, quiet_libraries
from bot.service.run import Options, run
from bot.service.training import Project, TrainingFailed, ensure_trained
from bot.service.versions import version_of

ROOT = Path(__file__).absolute().parents[1]
INTERRUPTED = 128 + signal.SIGINT


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code."""
    chosen = _parser().parse_args(arguments)
    # Also a plain kill ends a training that is under way instead of leaving it behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _run(chosen)
    except KeyboardInterrupt:
        _say("已中断。")
        return INTERRUPTED


def _run(chosen: argparse.Namespace) -> int:
    if chosen.command == "run":
        options = Options(chosen.port, chosen.action_port, chosen.state)
        return run(Project(ROOT), options, _say)
    if chosen.command == "train":
        return _train(chosen)
    if chosen.command == "version":
        _say(version_of())
        return 0
    os.environ.update(quiet_libraries(os.environ))
    # Of Rasa's own old ways, which it insists on showing.
    logging.captureWarnings(True)
    # Here, because it takes Rasa's seconds to load.
    from bot.channels import upkeep

    state = State(chosen.state.absolute())
    if chosen.command == "forget":
        return upkeep.forget_older(state, chosen.older_than, _say)
    return upkeep.show_result(state, chosen.number, _say)


def _train(chosen: argparse.Namespace) -> int:
    project = Project(ROOT)
    try:
        ensure_trained(project, _say, force=chosen.force)
    except TrainingFailed as error:
        _say(str(error))
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="社会救助自查")
    commands = parser.add_subparsers(dest="command", required=True)
    default = Options()
    start = commands.add_parser("run", help="启动对话服务和动作服务")
    start.add_argument("--port", type=int, default=default.port, help="聊天页的端口")
    start.add_argument(
        "--action-port", type=int, default=default.action_port, help="动作服务的端口"
    )
    train = commands.add_parser("train", help="内容有改动时训练模型")
    train.add_argument("--force", action="store_true", help="没有改动也训练")
    forget = commands.add_parser("forget", help="删除很久没有人说话的会话")
    forget.add_argument(
        "--older-than", type=_days, metavar="DAYS", help="停了多少天的（不写就照设置里的天数）"
    )
    result = commands.add_parser("result", help="查一个结果编号：哪天、哪里、哪一版规则")
    result.add_argument("number", metavar="NUMBER", help="结果编号，如 2026-1122-7K3QXF")
    commands.add_parser("version", help="现在这一版规则的编号")
    for command in (start, forget, result):
        command.add_argument(
            "--state", type=Path, default=ROOT / default.state, help="会话数据和日志的目录"
        )
    return parser


def _days(text: str) -> float:
    """A number of days, also a part of one; none is left out and none is negative."""
    try:
        days = float(text)
    except ValueError:
        days = math.nan
    if not 0 <= days < math.inf:
        raise argparse.ArgumentTypeError("应是天数，如 30 或 0.5")
    return days


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
