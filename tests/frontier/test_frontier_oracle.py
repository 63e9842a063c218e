"""The frontier against trying every plan: at its points, between them, before it and after it."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from random import Random

import pytest
from random_cases import random_cases
from random_plans import GOALS
from towns import Town, random_town

from leonplan.optimizer.errors import CollisionError
from leonplan.optimizer.frontier import axis as axis_module
from leonplan.optimizer.frontier.axis import AxisKind
from leonplan.optimizer.frontier.search import SearchResult

FINE = 1e-3
"""Grid of limits and goals: municipalities of a few persons have frontiers of a few units."""
TOLERANCE = 1e-3
CLOSE = 2e-5
"""The solver accepts rows violated by 1e-7; prices of some kNOK a person, summed, make more of it [share]."""
CHUNK = 5
FAST_CHUNKS, CI_CHUNKS, ALL_CHUNKS = 1, 12, 24


@pytest.fixture(autouse=True)
def fine_grid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits and goals on a grid fine enough for small municipalities."""
    monkeypatch.setattr(axis_module, "COARSEST", dict.fromkeys(GOALS, FINE))
    monkeypatch.setitem(axis_module._GRIDS, AxisKind.ADDED, FINE)


def check(town: Town, random: Random) -> None:
    """Each point is the least there is; between points the least lies in the bracket; before the first there is no plan."""
    try:
        searched = town.search(TOLERANCE)
    except CollisionError:
        assert town.truth(1e6, {}) is None, "there is a plan"
        return
    held = {next(iter(law.step)): law.held for law in searched.prober.laws}
    front = searched.front
    spots = [spot for spot, _ in front.known.points]
    assert searched.is_certified, f"open: {front.open()}"
    assert spots == sorted(spots)
    assert all(one[1] > two[1] for one, two in pairwise(spots)), "dominated points"
    allowed = front.allowed + 2 * FINE
    for x, y in spots:
        true = town.truth(x, held)
        assert true is not None, f"no plan keeps {x}"
        margin = CLOSE * (1 + abs(float(true)))
        assert float(true) <= y + margin, f"at {x}: {y} is reached, the least is {float(true)}"
        assert y <= float(true) + allowed + margin, f"at {x}: {y} is called the least, but it is {float(true)}"
        assert front.known.lower_at(x) <= float(true) + margin, (
            f"at {x}: proven {front.known.lower_at(x)}, is {float(true)}"
        )
    _check_between(town, random, searched, held)
    _check_beyond(town, searched, held)


def _check_between(town: Town, random: Random, searched: SearchResult, held: dict[str, float]) -> None:
    known = searched.front.known
    first, last = known.points[0][0][0], known.points[-1][0][0]
    for _ in range(2):
        x = round(random.uniform(first, last), 3)
        true = town.truth(x, held)
        if not first < x < last:
            continue
        assert true is not None
        margin = CLOSE * (1 + abs(float(true)))
        low, high = known.lower_at(x), known.upper_at(x)
        assert low - margin <= float(true) <= high + margin, f"at {x}: {float(true)} is not in [{low}, {high}]"


def _check_beyond(town: Town, searched: SearchResult, held: dict[str, float]) -> None:
    (first, _), (last, least) = (searched.front.known.points[i][0] for i in (0, -1))
    before = first - 0.01 - searched.front.jump
    if (town.axis.goal is None or before >= 0) and before > searched.prober.whole.lower[-1]:
        assert town.truth(before, held) is None, f"there is a plan at {before}, before the first point"
    after = town.truth(last + 1e5, held)
    assert after is not None
    assert float(after) >= least - searched.front.allowed - 2 * FINE - CLOSE * (1 + abs(least)), "more is to be gained"


@pytest.mark.parametrize("chunk", random_cases(ALL_CHUNKS, fast=FAST_CHUNKS, ci=CI_CHUNKS))
def test_the_frontier_is_what_trying_every_plan_gives(chunk: int) -> None:
    """Proves: points, brackets, beginning and end, for 5 municipalities a chunk, 120 in all."""
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        try:
            check(random_town(seed), Random(seed))
        except AssertionError as difference:
            raise AssertionError(f"seed {seed}: {difference}") from difference


@pytest.mark.slow
def test_the_towns_have_frontiers_worth_the_name() -> None:
    """Proves: among the towns there are curves of several points, jumps, single points, and each goal that is weighed."""
    towns = [random_town(seed) for seed in (*range(24), 43)]  # 43 is the first with a jump
    found: list[SearchResult] = []
    for town in towns:
        with suppress(CollisionError):
            found.append(town.search(TOLERANCE))
    occurs = {
        "four points or more": sum(len(x.points) >= 4 for x in found) >= 3,
        "a single point": any(len(x.points) == 1 for x in found),
        "jumps": any(x.front.stretches() for x in found),
        "plans of the same decisions": any(line.slope for x in found for line in x.front.known.upper),
        "searched where places are forgotten": any(x.prober.small is not None for x in found),
        "searched on the whole problem": any(one.found and one.found.is_located for x in found for one in x.asked),
        "frames": any(town.axis.kind is AxisKind.ADDED for town in towns),
        "goals": {"unmet", "above_level", "travel"} <= {town.against for town in towns},
    }
    assert [name for name, is_there in occurs.items() if not is_there] == []
