"""Recorded conversations through the running servers, judged as the command line judges them."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from typing import Any

import pytest

from tests.dialogues.driver import RECORDED, Program, recorded, replay
from tests.running import ROOT, RunningServer

pytestmark = pytest.mark.server

FAMILIES = sorted(path.stem for path in RECORDED.glob("*.yml"))
ADDED = ("asked", "said")
HEARD = ("记下了：", "我听到的是：")


def by_command_line(household: dict[str, Any]) -> dict[str, Any]:
    """The screening of `python -m eligibility screen` for a household on standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "eligibility", "screen", "-"],
        input=json.dumps(household),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    screening: dict[str, Any] = json.loads(done.stdout)
    return screening


def judged(screening: dict[str, Any]) -> dict[str, Any]:
    """A screening without what to ask next, which hangs on what was asked before."""
    return {name: told for name, told in screening.items() if name != "next"}


def facts(household: dict[str, Any]) -> dict[str, Any]:
    return {name: told for name, told in household.items() if name not in ADDED and told}


@pytest.fixture(scope="module", params=FAMILIES)
def family(request: pytest.FixtureRequest, server: RunningServer) -> tuple[Program, dict[str, Any]]:
    """A recorded conversation after its last turn."""
    case = recorded(request.param)
    program = Program(server.options.port)
    replay(program, case["turns"])
    return program, case


Family = tuple[Program, dict[str, Any]]


def test_it_comes_to_the_household_that_was_meant(family: Family) -> None:
    program, case = family
    assert facts(program.household) == case["household"]


def test_it_is_judged_as_the_command_line_judges_its_facts(family: Family) -> None:
    program, _ = family
    today = {"as_of": program.screening["as_of"]}
    assert by_command_line({**program.household, **today}) == program.screening
    told = facts(program.household)
    assert judged(by_command_line({**told, **today})) == judged(program.screening)


def test_it_is_judged_as_a_household_written_on_its_own(family: Family) -> None:
    program, case = family
    written = copy.deepcopy(case["household"])
    written["as_of"] = program.screening["as_of"]
    assert judged(by_command_line(written)) == judged(program.screening)


def test_it_ends_with_something_to_do(family: Family) -> None:
    program, case = family
    expected = case["expect"]
    eligible = {i["clause"] for i in program.screening["items"] if i["verdict"] == "eligible"}
    assert set(expected["eligible"]) <= eligible
    leading = {item["clause"] for item in program.screening["items"] if item["lead"]}
    assert set(expected.get("leads", [])) <= leading
    groups = {(g["group"], g["verdict"]) for g in program.screening["groups"]}
    assert set(expected.get("groups", {}).items()) <= groups
    doors = [door["status"] for door in program.screening["doors"]]
    assert set(expected.get("doors", [])) <= set(doors)
    assert program.answer["done"] is True
    assert "去" in program.text


def test_every_fact_has_the_words_it_came_from(family: Family) -> None:
    program, _ = family
    said = {(one["fact"], one["member"]): one["words"] for one in program.household["said"]}
    for name in program.told:
        assert said[name, None]
    for member in program.household["members"]:
        for name in set(member) - {"name", "relation"}:
            assert said[name, member["name"]], name


def test_the_result_is_short_and_the_rest_is_folded(family: Family) -> None:
    program, _ = family
    shown = [reply for reply in program.answer["replies"] if not reply["more"]]
    folded = [reply for reply in program.answer["replies"] if reply["more"]]
    # What the last answer told is said back before the result.
    heard = [reply for reply in shown if reply["text"].startswith(HEARD)]
    assert len(heard) <= 1
    # Whose benefit was cut or stopped hears of the rights first.
    most = 4 if "dibao_cut_or_stopped" in program.told else 3
    assert len(shown) - len(heard) <= most
    assert all(len(reply["text"]) <= 140 for reply in shown)
    assert len(folded) == 1


def test_nothing_is_said_that_is_not_for_this_family(family: Family) -> None:
    program, case = family
    told = "\n".join(one["text"] for one in program.history() if one["from"] == "bot")
    for words in case.get("never", []):
        assert words not in told


def test_more_tells_of_every_status_and_of_all_that_is_met(family: Family) -> None:
    program, case = family
    other = Program(program.port, program.token)
    other.say("更多")
    doors = program.screening["doors"]
    for door in doors:
        assert door["label"] in other.text
        if door["verdict"] == "eligible" or door["status"] in case["expect"].get("doors", []):
            assert door["apply_at"] in other.text
    # A status of its own is told as such, a right by what one can say.
    told_otherwise = {door["clause"] for door in doors}
    for item in program.screening["items"]:
        met = (item["verdict"], item["kind"], item["strength"]) == ("eligible", "benefit", "firm")
        if met and item["topic"] != "rights" and item["clause"] not in told_otherwise:
            assert item["label"] in other.text


def test_history_has_every_word_once(family: Family) -> None:
    program, case = family
    turns = case["turns"]
    said = [one["text"] for one in program.history() if one["from"] == "user"][: len(turns)]
    assert len(said) == len(turns)
    for text, turn in zip(said, turns, strict=True):
        assert text == turn.get("say", text)
