"""`python -m bot run` starts the assistant; `python -m bot train` only trains its model."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.service.run import Options, run
from bot.service.training import Project, TrainingFailed, ensure_trained

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
    project = Project(ROOT)
    if chosen.command == "run":
        return run(project, Options(chosen.port, chosen.action_port, chosen.state), _say)
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
    start.add_argument(
        "--state", type=Path, default=ROOT / default.state, help="会话数据和日志的目录"
    )
    train = commands.add_parser("train", help="内容有改动时训练模型")
    train.add_argument("--force", action="store_true", help="没有改动也训练")
    return parser


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
