"""The solver's answers against the least there is, found by trying every plan."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import oracle
from random_plans import GOALS

from leonplan.models.data import ModelData
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.solve.session import solve
from leonplan.optimizer.solve.settings import SolveSettings

TIGHT = SolveSettings(gap=1e-9)
CLOSE = 1e-5
"""The solver accepts rows violated by 1e-7; prices of some kNOK a person, summed, make more of it [share]."""
FRAME = (
    "shortfall", "below_minimum", "below_sound", "overrun", "unmet", "above_level", "spend", "travel", "changes",
)  # fmt: skip
COVER = (
    "below_minimum", "below_sound", "unmet", "shortfall", "overrun", "above_level", "spend", "travel", "changes",
)  # fmt: skip
CHUNK = 20


def random_steps(random: Random) -> tuple[dict[str, float], ...]:
    """Three goals in one of the standing orders or in any, the last one sometimes a weighted sum of two."""
    order = random.choice((FRAME, COVER, random.sample(GOALS, len(GOALS))))
    chosen = sorted(random.sample(range(len(order)), 4))
    first, second, third, other = (order[i] for i in chosen)
    last = {third: 1.0} if random.random() < 0.8 else {third: 1.0, other: 2.5}
    return {first: 1.0}, {second: 1.0}, last


def check(data: ModelData, steps: tuple[dict[str, float], ...]) -> None:
    """Goal by goal: the least there is lies between the solver's bound and value, which lie a grid apart.

    The goals before it are held where the solver held them.
    """
    solution = solve(data, steps, TIGHT, lambda _: None)
    held: dict[str, float] = {}
    if solution.status is Status.INFEASIBLE:
        assert oracle.best(data, steps[0], {}) is None
        return
    assert solution.status is Status.OPTIMAL
    for step, result in zip(steps, solution.goals, strict=True):
        exact = oracle.best(data, step, held)
        assert exact is not None, f"there is no plan, but {result.name} is {result.value}"
        least, margin = float(exact), CLOSE * (1 + abs(float(exact)))
        told = f"{result.name}: least {least}, {result}"
        assert result.bound <= least + margin, told
        assert least <= result.value + margin, told
        assert result.value <= result.held_at + margin, told
        assert result.held_at <= least + result.grid + result.slack + margin, told
        assert result.bound >= least - result.grid - margin, told
        if len(step) == 1:
            held[next(iter(step))] = result.held_at


def check_chunk(chunk: int, draw: Callable[[Random], ModelData]) -> None:
    """Twenty municipalities and three goals each, every one drawn anew from a seed of its own, which a failure names."""
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        random = Random(seed)
        data, steps = draw(random), random_steps(random)
        try:
            check(data, steps)
        except AssertionError as difference:
            raise AssertionError(f"seed {seed}, steps {steps}: {difference}") from difference
