"""What whoever runs a deployment does on its database: forget what is old, look a result up."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from rasa.core.tracker_store import TrackerStore
from rasa.utils.endpoints import read_endpoint_config

from bot.channels import ledger
from bot.channels.retention import forget_old, kept
from bot.dialogue.numbers import read_result_number
from bot.service.environment import State, server_environment
from bot.service.versions import copy_of, version_of
from bot.settings import SettingsError, settings
from eligibility import Library, load_library

Say = Callable[[str], None]

NOT_THERE = 1
NOT_VALID = 2
_ENDPOINTS = Path(__file__).parents[2] / "endpoints.yml"


def forget_older(state: State, days: float | None, say: Say) -> int:
    """Deletes conversations silent for longer than `days` (the deployment's own number without
    one), and those that nobody consented to in time; tells how many. The exit code."""
    try:
        days = settings().retention_days if days is None else days
    except SettingsError as error:
        say(str(error))
        return NOT_VALID
    store = _store(state, say)
    if store is None:
        return NOT_THERE
    deleted = forget_old(store, days)
    say(f"删除了 {deleted} 段会话：停了超过 {days:g} 天的，和一直没有同意的。")
    say(f"还有 {kept(store)} 段会话；结果台账 {ledger.count(store)} 条（不含个人情况，不删）。")
    return 0


def show_result(state: State, number: str, say: Say) -> int:
    """Prints day, place and version of a result, and how to work it out again. The exit code."""
    found = read_result_number(number)
    if found is None:
        say("这不是结果编号。结果编号像这样：2026-1122-7K3QXF。")
        return NOT_VALID
    store = _store(state, say)
    if store is None:
        return NOT_THERE
    told = ledger.find(store, found[0])
    if not told:
        say(f"台账里没有 {found[0]}。请核对编号；也可能不是这里给出的。")
        return NOT_THERE
    library = load_library()
    for one in told:
        _tell(one, state, library, say)
    return 0


def _store(state: State, say: Say) -> TrackerStore | None:
    """The deployment's tracker store; None, and a sentence, where there is none."""
    if not state.root.is_dir():
        say(f"没有这个目录：{state.root}。请用 --state 指明会话数据在哪里。")
        return None
    # endpoints.yml names these variables; ports play no part here.
    os.environ.update(server_environment(os.environ, state, 0, 0))
    return TrackerStore.create(read_endpoint_config(str(_ENDPOINTS), endpoint_type="tracker_store"))


def _tell(result: ledger.Result, state: State, library: Library, say: Say) -> None:
    places = library.vocabulary.facts["jurisdiction"].values
    say(f"结果编号 {result.number}")
    say(f"日子：{result.day.isoformat()}；地方：{places.get(result.place, result.place)}")
    say(f"规则版本：{result.version}")
    say("台账里没有当事人的情况。要重算，请来反映的人把当时的家庭情况再说一遍，")
    say(
        f"写成 household.json（写法见 README），其中 jurisdiction 写 {result.place}，"
        f"as_of 写 {result.day.isoformat()}，然后："
    )
    say(f"  {_command(result.version, state)}")


def _command(version: str, state: State) -> str:
    """What works the result out with its own version."""
    screen = f"{sys.executable} -m eligibility screen /…/household.json"
    kept_copy = copy_of(state.versions, version)
    if kept_copy is not None:
        return f"cd {kept_copy} && {screen}"
    if version == version_of():
        return screen
    return (
        f"{state.versions} 里没有这一版的副本。请在项目的历史里找到打印 {version} 的那一版"
        "（python -m bot version），在它的目录里运行："
        "python -m eligibility screen /…/household.json"
    )
