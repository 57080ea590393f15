"""Reads households as JSON on standard input; writes what OpenFisca finds and how long it took."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from openfisca_core.simulation_builder import SimulationBuilder  # type: ignore[import-not-found]

import benchmarks.openfisca.clauses  # noqa: F401  (declares the variables)
from benchmarks.openfisca.system import HOUSEHOLD, PERSON, build_system, facts_of


def main() -> int:
    order = json.load(sys.stdin)
    month, clauses, amounts = order["month"], order["clauses"], order["amounts"]
    engine = _Engine(month, [*clauses, *(f"{name}-amount" for name in amounts)])
    situations = [_situation([one], month) for one in order["households"]]
    together = _situation(order["households"], month)
    engine.results(engine.built(situations[0]))
    simulations, building = _timed(engine.built, situations)
    found, calculating = _timed(engine.results, simulations)
    (simulation,), building_all = _timed(engine.built, [together])
    (whole,), calculating_all = _timed(engine.results, [simulation])
    del whole
    reply = {
        "found": [_plain(one) for one in found],
        "building": building,
        "calculating": calculating,
        "building_all": building_all[0],
        "calculating_all": calculating_all[0],
    }
    json.dump(reply, sys.stdout)
    return 0


class _Engine:
    """The system, and what is asked of it."""

    def __init__(self, month: str, names: list[str]) -> None:
        self._system = build_system()
        self._month = month
        self._names = {name: name.replace("-", "_").replace(".", "_") for name in names}

    def built(self, situation: dict[str, Any]) -> Any:
        return SimulationBuilder().build_from_entities(self._system, situation)

    def results(self, simulation: Any) -> dict[str, Any]:
        calculate, month = simulation.calculate, self._month
        return {name: calculate(variable, month) for name, variable in self._names.items()}


def _timed(
    work: Callable[[Any], Any], over: Iterable[Any]
) -> tuple[list[Any], list[tuple[float, float]]]:
    """The results, and the CPU and wall seconds of each."""
    results, seconds = [], []
    for each in over:
        wall, cpu = time.perf_counter(), time.process_time()
        results.append(work(each))
        seconds.append((time.process_time() - cpu, time.perf_counter() - wall))
    return results, seconds


def _situation(households: list[dict[str, Any]], month: str) -> dict[str, Any]:
    """Households as OpenFisca reads them."""
    persons: dict[str, Any] = {}
    families: dict[str, Any] = {}
    of_household, of_person = facts_of(HOUSEHOLD), facts_of(PERSON)
    for one in households:
        told = _of_month({**one["household"], **one["parameters"]}, of_household, month)
        names = [f"{one['id']}-{member['name']}" for member in one["members"]]
        families[one["id"]] = {"members": names, **told}
        for name, member in zip(names, one["members"], strict=True):
            persons[name] = _of_month(member, of_person, month)
    return {"persons": persons, "households": families}


def _of_month(told: dict[str, Any], names: Iterable[str], month: str) -> dict[str, Any]:
    return {name: {month: told[name]} for name in names if name in told}


def _plain(found: dict[str, Any]) -> dict[str, list[float]]:
    return {name: [float(value) for value in values] for name, values in found.items()}


if __name__ == "__main__":
    sys.exit(main())
