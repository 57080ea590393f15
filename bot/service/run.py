"""`python -m bot run`: an up-to-date model, both servers, a first turn, the address of the page."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.service.environment import (
    LARGEST_REQUEST,
    LOOPBACK,
    State,
    open_state,
    server_environment,
)
from bot.service.ports import PortTaken, require_free
from bot.service.supervisor import FAILED, NotReady, Say, Server, supervise
from bot.service.training import Project, TrainingFailed, ensure_trained
from bot.service.versions import VERSION, keep_copy, version_of
from bot.service.warm_up import WarmUpFailed, take_first_turn
from bot.settings import SettingsError, settings

RASA, ACTIONS = "对话服务（Rasa）", "动作服务（actions）"


@dataclass(frozen=True)
class Options:
    """What the command line chooses. `state` is a directory."""

    port: int = 5005
    action_port: int = 5055
    state: Path = Path(".state")


def run(project: Project, options: Options, say: Say) -> int:
    """Runs both servers until told to stop; the exit code is 0 for that and 1 for any failure."""
    try:
        settings()
        require_free({"--port": options.port, "--action-port": options.action_port})
        model = ensure_trained(project, say)
    except (SettingsError, PortTaken, TrainingFailed) as error:
        say(str(error))
        return FAILED
    state = open_state(options.state)
    keep_copy(state.versions)
    say("正在启动对话服务和动作服务（约半分钟）……")

    async def once_ready(processes: Mapping[str, int]) -> None:
        _write_processes(state, options, processes)
        try:
            await asyncio.to_thread(take_first_turn, options.port)
        except WarmUpFailed as error:
            raise NotReady(f"{error}日志在 {state.logs}。") from error
        say(f"聊天页：http://{LOOPBACK}:{options.port}/chat/")
        say(f"坐席接续页：http://{LOOPBACK}:{options.port}/handover/，密钥在 {state.operator_key}")
        say("按 Ctrl-C 停止。")

    try:
        return asyncio.run(supervise(servers(model, options, state), once_ready, say))
    finally:
        state.processes.unlink(missing_ok=True)


def servers(model: Path, options: Options, state: State) -> list[Server]:
    """Both servers, on the loopback only, with their logs under the state directory."""
    environment = server_environment(os.environ, state, options.port, options.action_port)
    environment[VERSION] = version_of()
    rasa = [
        *(sys.executable, "-m", "bot.service.rasa_server", "run", "--interface", LOOPBACK),
        *("--port", str(options.port), "--model", str(model)),
        *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
    ]
    actions = [
        *(sys.executable, "-m", "bot.service.action_server"),
        *("--actions", "bot.actions", "--port", str(options.action_port)),
    ]
    limited = {**environment, "SANIC_REQUEST_MAX_SIZE": str(LARGEST_REQUEST)}
    # Stopped in reverse: Rasa first, so that a turn under way still finds its actions.
    return [
        Server(
            name=ACTIONS,
            command=actions,
            # Rasa sends it whole trackers, which a limit for messages would refuse.
            environment=environment,
            log=state.logs / "actions.log",
            url=f"http://{LOOPBACK}:{options.action_port}/health",
        ),
        Server(
            name=RASA,
            command=rasa,
            environment=limited,
            log=state.logs / "rasa.log",
            url=f"http://{LOOPBACK}:{options.port}/",
        ),
    ]


def _write_processes(state: State, options: Options, processes: Mapping[str, int]) -> None:
    known = {
        "supervisor": os.getpid(),
        "rasa": processes[RASA],
        "actions": processes[ACTIONS],
        "port": options.port,
        "action_port": options.action_port,
    }
    state.processes.write_text(json.dumps(known))
