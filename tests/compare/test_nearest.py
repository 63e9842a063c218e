"""Nothing changes without cause: what-ifs that change little or nothing, projects that must differ and those that need not."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import pytest
from command import answer
from random_instances import random_instance
from tiny_plan import tiny

from leonplan.optimizer import api
from leonplan.optimizer.compare.cases import Cases
from leonplan.optimizer.compare.causes import Cause, causes_of
from leonplan.optimizer.compare.comparison import Comparison, ScenarioKind
from leonplan.optimizer.compare.solve import solve_cases
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.errors import ExitCode
from leonplan.optimizer.near_best.distance import distance, started
from leonplan.optimizer.planning.plan import Plan, decided_values
from leonplan.optimizer.planning.plan_instance import Planner
from leonplan.optimizer.planning.scenarios import Scenario
from leonplan.optimizer.planning.short_orders import told_without_later_goals, without_later_goals
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.schema.edit import map_rows, with_rows
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.windows import start_periods
from leonplan.optimizer.solve.form import Form
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import Matrix

KRONE = 0.001
"""A krone [kNOK]."""


def with_money(instance: Instance, more: float) -> Instance:
    """The instance with so much more a year in every operating frame [kNOK/year]."""
    return map_rows(
        instance, "frames", lambda row: True, lambda row: row.model_copy(update={"operating": row.operating + more})
    )


def with_need(instance: Instance, factor: float) -> Instance:
    return map_rows(
        instance, "fixed_needs", lambda row: True, lambda row: row.model_copy(update={"persons": row.persons * factor})
    )


def base_of(instance: Instance) -> Plan:
    return told_without_later_goals(Planner().plan(instance))


def compared(base: Plan, instance: Instance) -> Comparison:
    """A base with one what-if."""
    case = (ScenarioKind.WHAT_IF, Scenario("what_if", "What if", instance))
    return solve_cases(base, Cases((case,), (), (), {}, ()))


def towns(seeds: range) -> list[object]:
    return [pytest.param(random_instance(Random(seed)), id=f"town {seed}") for seed in seeds]


ALL = [pytest.param(tiny(), id="tiny"), *towns(range(8))]
GAUSDAL = pytest.param("gausdal", id="gausdal", marks=pytest.mark.slow)


def loaded(instance: Instance | str) -> Instance:
    return api.load(instance) if isinstance(instance, str) else instance


@pytest.mark.parametrize("instance", [*ALL, GAUSDAL])
def test_a_what_if_that_changes_nothing_shows_no_difference(instance: Instance | str) -> None:
    """No kroner more, and rows in another order: the numbers are the base's."""
    base = base_of(loaded(instance))
    turned = with_rows(base.instance, "needs", tuple(reversed(base.instance.needs)))
    comparison = compared(base, with_money(turned, 0.0))
    assert comparison.differences == ()
    plan = comparison.entries[1].plan
    assert plan is not None
    assert plan.verification is not None
    assert plan.verification.ok


@pytest.mark.parametrize("krone", [KRONE, -KRONE])
@pytest.mark.parametrize("instance", [*ALL, GAUSDAL])
def test_a_krone_shows_no_difference_that_is_not_marked_free(instance: Instance | str, krone: float) -> None:
    """Nor does any project move, which is proven: the distance is 0."""
    base = base_of(loaded(instance))
    comparison = compared(base, with_money(base.instance, krone))
    plan = comparison.entries[1].plan
    assert plan is not None
    assert plan.nearness is not None
    assert (plan.nearness.distance, plan.nearness.proven) == (0.0, True)
    assert plan.verification is not None
    assert plan.verification.ok
    assert {row.cause for row in comparison.differences} <= {"free"}
    assert [row for row in comparison.differences if row.project] == []


def with_twins(instance: Instance) -> Instance:
    """Three projects that are the same but for their names."""
    (project,) = [row for row in instance.projects if row.id == "group_living_south"]
    places = [row for row in instance.project_places if row.project == project.id]
    twins = [project.model_copy(update={"id": id}) for id in ("twin_b", "twin_c")]
    more = [row.model_copy(update={"project": twin.id}) for twin in twins for row in places]
    wider = with_rows(instance, "projects", (*instance.projects, *twins))
    return with_rows(wider, "project_places", (*instance.project_places, *more))


def test_of_three_twins_one_is_built_whichever_is_forbidden() -> None:
    """The base builds one of three that are the same. Forbidden, it must go: needed. One of the others must come, and either
    will do: each by itself is interchangeable, as the other could be built. Nothing else moves.
    """
    base = base_of(with_twins(tiny()))
    ((built, _),) = {(project, 1) for project, _ in started(base)}
    forbidden = map_rows(
        base.instance, "projects", lambda row: row.id == built, lambda row: row.model_copy(update={"max_count": 0})
    )
    plan = Planner().plan(forbidden, near=base, keeps_near=True)
    causes = causes_of(base, plan)
    assert causes.projects[built] is Cause.NEEDED
    (other,) = causes.projects.keys() - {built}
    assert causes.projects[other] is Cause.FREE
    assert causes.rest is Cause.FREE
    before, after = decided_values(base), decided_values(plan)
    assert {name for name in before if before[name] != after[name]} <= {"started", "chosen", "granted"}


def choices(instance: Instance) -> list[dict[tuple[str, int], int]]:
    """Every choice of starts of projects that start once at most: how often each has been started by each period."""
    years = instance.settings.horizon.periods
    ways = [
        [None, *(t for t in years if t in start_periods(project, instance.settings.horizon))]
        for project in instance.projects
    ]
    return [
        {
            (project.id, t): 1
            for project, begun in zip(instance.projects, choice, strict=True)
            for t in years
            if begun is not None and t >= begun
        }
        for choice in product(*ways)
    ]


def is_possible(matrix: Matrix, plan: Plan, starts: dict[tuple[str, int], int]) -> bool:
    """Whether some plan of the whole problem with these starts is as good as a plan in every goal, held where it was held."""
    columns = matrix.variables["started"]
    live = Live(matrix, gap=plan.settings.gap, seed=0)
    live.fix(
        np.array([column for _, column in columns], dtype=np.int32),
        np.array([float(starts.get(key, 0)) for key, _ in columns]),
    )
    for goal in plan.goals:
        terms, constant = matrix.goals[goal.goal]
        live.hold(terms, goal.held_at - constant)
    live.aim(*matrix.goals["spend"])
    return live.run(None).values is not None


@pytest.mark.parametrize(("seed", "factor"), [(5, 1.6), (27, 0.6)])
def test_no_choice_of_projects_lies_nearer_and_what_is_needed_is(seed: int, factor: float) -> None:
    """Every choice is tried by itself: none nearer keeps the goals, nor any that carries out what is needed as the base."""
    base = base_of(random_instance(Random(seed)))
    other = without_later_goals(with_need(base.instance, factor))
    plan = Planner().plan(other, near=base, keeps_near=True)
    nearness = plan.nearness
    assert nearness is not None
    assert nearness.needed
    assert nearness.proven
    before = started(base)
    assert distance(other, before, started(plan)) == pytest.approx(nearness.distance)
    every = choices(other)
    nearer = [one for one in every if distance(other, before, one) < nearness.bound - 1e-6]
    kept = [
        one
        for one in every
        if any(
            all(one.get((p, t), 0) == before.get((p, t), 0) for t in other.settings.horizon.periods)
            for p in nearness.needed
        )
    ]
    assert nearer
    matrix = Form(prepare(other, project_demand(other))).matrix
    assert [one for one in (*nearer, *kept) if is_possible(matrix, plan, one)] == []
    assert is_possible(matrix, plan, started(plan))


def test_the_command_says_for_each_project_whether_the_change_needs_it(tmp_path: Path) -> None:
    """The only project, forbidden: it must go. Sealed and read again, the causes are the same."""
    file = tmp_path / "without.yaml"
    file.write_text(
        "format: 1\ntitle: Without\nquestion: What?\nreason: Why.\n"
        "changes: [{change: forbid_project, project: group_living_south}]\n",
        encoding="utf-8",
    )
    folder = tmp_path / "out"
    found = answer("what-if", "tiny", file, "--no-do-nothing", "-o", folder, code=ExitCode.DONE)
    (_, plan) = found["plans"]
    assert [(one["project"], one["cause"]) for one in plan["projects_changed"]] == [("group_living_south", "needed")]
    rows = [row for row in found["differences"] if row["measure"] == "starts"]
    assert {row["cause"] for row in rows} == {"needed"}
    assert all(check.ok for check in api.verify(folder).values())
    read = api.read(folder)
    assert isinstance(read, Comparison)
    assert read.entries[1].causes is not None
    assert dict(read.entries[1].causes.projects) == {"group_living_south": Cause.NEEDED}
