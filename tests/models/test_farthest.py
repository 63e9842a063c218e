"""The farthest choice of a project that can be repeated, by hand."""

from __future__ import annotations

import builder as b
import pytest

from leonplan.models.build import build_model
from leonplan.optimizer.solve.distance_problem import HeldStep
from leonplan.optimizer.solve.farthest_projects import farthest
from leonplan.optimizer.solve.matrix import compile_matrix
from leonplan.optimizer.solve.settings import SolveSettings


def test_repeated_projects_are_told_apart_by_number() -> None:
    """The difference is exact above and below a number of starts between none and the most.

    By hand: an annex that may be started up to 3 times in one year, 1 of which is given: the farthest is 3, at 2, though
    0 is nearer the other way, at 1. With 2 given it is 0, at 2. With 1 and 2 given each of 0 and 3 lies 1 away.
    """
    data = b.municipality(projects={"annex": b.project(max_count=3)}, place_changes=(b.change("annex", 1),))
    matrix = compile_matrix(build_model(data))
    for given, far, numbers in (((1,), 2.0, {3}), ((2,), 2.0, {0}), ((1, 2), 1.0, {0, 3}), ((0, 3), 1.0, {1, 2})):
        choices = [{("annex", 2026): number} for number in given]
        found = farthest(
            matrix, None, [HeldStep({"unmet": 1.0}, None)], choices, {("annex", 2026): 1.0}, SolveSettings()
        )
        assert found.bound == pytest.approx(far)
        assert found.solution is not None
        assert found.solution.values.get("started", {}).get(("annex", 2026), 0) in numbers
