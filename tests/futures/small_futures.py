"""Small files of factors, and stress tests made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from leonplan.optimizer import api
from leonplan.optimizer.futures.check import find_factors
from leonplan.optimizer.futures.factors import Factors
from leonplan.optimizer.futures.outcome import FutureOutcome, GoalOutcome, NoOutcome
from leonplan.optimizer.futures.read import read_factors
from leonplan.optimizer.futures.rows import FutureYear
from leonplan.optimizer.futures.stress import StressTest
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.schema.instance import Instance

UNIFORM = "{kind: uniform, low: 0.9, high: 1.1}"


def factors_of(instance: Instance, **changes: str) -> Factors:
    """Factors by id, each uniform from 0.9 to 1.1, with one change; written and read."""
    entries = (
        f"  - {{id: {id}, title: {id}, source: paper, distribution: {UNIFORM}, changes: [{change}]}}\n"
        for id, change in changes.items()
    )
    with TemporaryDirectory() as folder:
        file = Path(folder) / "futures.yaml"
        file.write_text("format: 1\nfactors:\n" + "".join(entries), encoding="utf-8")
        return read_factors(file, "futures.yaml", instance)


@cache
def tiny_plan() -> Plan:
    return api.solve(api.load("tiny"), reference=False)


@cache
def tiny_factors() -> Factors:
    return find_factors(api.folder_of("tiny"), None, tiny_plan().instance)


def year(future: int, **amounts: float) -> FutureYear:
    """A period of two years that ends in 2028, with nothing in it but what is named."""
    names = ("need", "heavy_unmet", "light_unmet", "below_sound", "employed", "shortfall", "spend", "overrun")
    return FutureYear(future, 2028, 2, **dict.fromkeys(names, 0.0) | amounts, investment_overrun=0.0)


def goal(value: float, name: str = "shortfall", unit: str = "FTE-years", held_at: float | None = None) -> GoalOutcome:
    """A goal that is proven to the last digit, on a grid of a thousandth."""
    return GoalOutcome(name, unit, value, value, 0.001, value if held_at is None else held_at)


def by_hand(outcomes: Sequence[tuple[Mapping[str, float], Mapping[str, float] | NoOutcome]]) -> StressTest:
    """A stress test of ``tiny`` whose futures have these values and amounts, or no plan."""
    found = [
        FutureOutcome(number, values, (), why=told)
        if isinstance(told, NoOutcome)
        else FutureOutcome(number, values, (year(number, **told),))
        for number, (values, told) in enumerate(outcomes, 1)
    ]
    chosen = [one for one in tiny_factors().factors if one.id in found[0].values]
    factors = Factors("futures.yaml", tiny_factors().document, tuple(chosen), ())
    return StressTest(tiny_plan(), factors, 1, None, len(found), tuple(found))
