"""Districts that nothing tells apart fare alike, and no goal moves."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from random_plans import GOALS, random_data

from leonplan.models.data import Policies
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.solve.even_out import evened_out
from leonplan.optimizer.solve.lexicographic import values_of
from leonplan.optimizer.solve.session import Session, columns_of
from leonplan.optimizer.solve.steps import terms_of


def test_what_is_left_is_shared_in_proportion() -> None:
    """By hand: tiny's home care, 6 of 10 left in one district and 30 in the other, 9 of 36 + 0 served at home.

    Home 12 + 0, unserved 0 + 24: 12 of 36 are served, so one district's 12 left have 4 served and 8 not, the other's
    24 left 8 and 16.
    """
    instance = load_instance(find_instance("tiny"))
    data = replace(prepare(instance, project_demand(instance)), policies=Policies(), effects={})
    group = next(g for (g, l) in data.services if data.levels[l].at_home)
    level = next(l for (g, l) in data.services if g == group and data.levels[l].at_home)
    one, other = data.districts
    year = data.years[0]
    values = {"served": {(group, level, one, year): 12.0}, "unserved": {(group, other, year): 24.0}}
    found = evened_out(data, values)
    assert found["served"] == {(group, level, one, year): 4.0, (group, level, other, year): 8.0}
    assert found["unserved"] == {(group, one, year): 8.0, (group, other, year): 16.0}


@pytest.mark.parametrize("seed", range(40))
def test_every_row_still_holds_and_no_goal_moves(seed: int) -> None:
    """The law, on random municipalities: what a session gives is a plan of its matrix, with the values it states."""
    data = random_data(Random(seed))
    session = Session(data)
    solution = session.solve(tuple({goal: 1.0} for goal in ("unmet", "spend")))
    if solution.status is Status.INFEASIBLE:
        return
    matrix = session.matrix
    plan = columns_of(matrix, solution.values)
    for row, (a, b) in enumerate(zip(matrix.start[:-1], matrix.start[1:], strict=True)):
        activity = float(matrix.values[a:b] @ plan[matrix.index[a:b]])
        assert matrix.row_lower[row] - 1e-5 <= activity <= matrix.row_upper[row] + 1e-5, matrix.row_names()[row]
    for goal in solution.goals:
        terms, constant = terms_of(matrix, {goal.name: 1.0})
        assert constant + sum(x * plan[at] for at, x in terms.items()) == pytest.approx(goal.value, rel=1e-6, abs=1e-4)
    assert set(GOALS) >= {goal.name for goal in solution.goals}
    assert values_of(matrix, plan).keys() == solution.values.keys()


def test_equal_districts_fare_equally() -> None:
    """In tiny's plan the shares of those at home without service are the same in every district that has any left."""
    instance = load_instance(find_instance("tiny"))
    plan = plan_instance(instance)
    data = prepare(instance, project_demand(instance))
    home = {l for l, level in data.levels.items() if level.at_home}
    shares: dict[tuple[str, int], set[float]] = {}
    for g in data.groups:
        for t in data.years:
            for d in data.districts:
                helped = sum(
                    row.persons  # type: ignore[attr-defined]
                    for row in plan.tables["served"]
                    if (row.group, row.year, row.place) == (g, t, d) and row.level in home  # type: ignore[attr-defined]
                )
                without = sum(
                    row.persons  # type: ignore[attr-defined]
                    for row in plan.tables["unserved"]
                    if (row.group, row.year, row.district) == (g, t, d)  # type: ignore[attr-defined]
                )
                if helped + without > 1e-6:
                    shares.setdefault((g, t), set()).add(round(without / (helped + without), 6))
    assert shares
    assert all(len(found) == 1 for found in shares.values())
