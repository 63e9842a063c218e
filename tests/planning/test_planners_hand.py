"""Decisions made by hand, from the file to the plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_rules import PROJECT, decided
from tiny_plan import tiny, tiny_plan, with_part

from leonplan.models.data import EVERYWHERE, Limits
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.errors import CollisionError
from leonplan.optimizer.instance.load import load_instance
from leonplan.optimizer.instance.write_instance import write_instance
from leonplan.optimizer.planning.plan_instance import hard_demands, plan_instance
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.results.rows import ProjectStart, Served
from leonplan.optimizer.schema.decision_tables import Decision
from leonplan.optimizer.schema.instance import Instance

ROWS = (
    {"kind": "start", "project": PROJECT, "year": 2027},
    {"kind": "places", "centre": "north_centre", "level": "nursing_home", "year": 2028, "at_least": 3},
    {"kind": "serve", "group": "dementia", "level": "home_care", "year": 2030, "at_least": 2, "at_most": 5},
    {
        "kind": "serve",
        "group": "complex",
        "level": "nursing_home",
        "centre": "north_centre",
        "year": 2026,
        "at_most": 2,
    },
)


def with_decisions() -> Instance:
    rows = tuple(Decision.model_validate(row | {"source": "paper"}) for row in ROWS)
    return tiny().model_copy(update={"decisions": rows})


def test_decisions_become_numbers() -> None:
    """A start in 2027 counts in the period 2027-2028; where no centre is named all count together."""
    instance = with_decisions()
    data = prepare(instance, project_demand(instance))
    assert data.decided_starts == {(PROJECT, 2028): Limits(1, 1)}
    assert data.decided_places == {("north_centre", "nursing_home", 2028): Limits(3, None)}
    assert data.decided_service == {
        ("dementia", "home_care", EVERYWHERE, 2030): Limits(2, 5),
        ("complex", "nursing_home", "north_centre", 2026): Limits(None, 2),
    }


def test_decisions_come_back_from_their_file(tmp_path: Path) -> None:
    write_instance(with_decisions(), tmp_path)
    assert load_instance(tmp_path).decisions == with_decisions().decisions


def test_the_plan_keeps_decisions_and_optimises_the_rest() -> None:
    """Tiny builds in 2026 by itself; told to begin in 2027 it does, and is worse off in the first goal that minds.

    At home in 2030 are two persons with dementia, relieved by half, of whom the best plan has none.
    """
    best, plan = tiny_plan(), plan_instance(with_decisions())
    assert plan.verification is not None
    assert plan.verification.ok
    assert [row.year for row in best.rows(ProjectStart)] == [2026]
    assert [row.year for row in plan.rows(ProjectStart)] == [2028]
    told = (2030, "dementia", "home_care")
    at_home = sum(row.persons for row in plan.rows(Served) if (row.year, row.group, row.level) == told)
    assert at_home >= 2 - 1e-6
    assert tuple(goal.value for goal in plan.goals) > tuple(goal.value for goal in best.goals)


def test_decisions_that_collide_are_named() -> None:
    """In 2026 the 8 nursing home places cannot hold both 4.5 complex (all there are) and 4 with dementia."""
    serve = {"kind": "serve", "level": "nursing_home", "year": 2026, "source": "paper"}
    rows = [serve | {"group": "complex", "at_least": 4.5}, serve | {"group": "dementia", "at_least": 4}]
    instance = tiny().model_copy(update={"decisions": tuple(map(Decision.model_validate, rows))})
    with pytest.raises(CollisionError) as caught:
        plan_instance(instance)
    for row in instance.decisions:
        assert f"- decided by hand: {row.in_words()}" in str(caught.value)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({}, f"{PROJECT} starts in 2028: 1"),
        ({"at_least": 1}, f"{PROJECT} starts in 2028: at least 1"),
        ({"at_most": 0}, f"{PROJECT} starts in 2028: at most 0"),
        ({"at_least": 1, "at_most": 2}, f"{PROJECT} starts in 2028: 1 to 2"),
    ],
)
def test_decisions_in_words(limits: dict[str, float], words: str) -> None:
    instance = decided(kind="start", project=PROJECT, year=2028, **limits)
    assert f"decided by hand: {words}" in hard_demands(instance)


def test_whole_municipality_in_one_place_keeps_service_decisions() -> None:
    """One centre per district beside a decision at a centre: the plan found through the relaxation keeps both."""
    instance = with_part(
        decided(kind="serve", group="dementia", level="group_living", centre="north_centre", year=2028, at_most=3),
        "groups", 1, one_centre_per_district=True,
    )  # fmt: skip
    plan = plan_instance(instance)
    assert plan.verification is not None
    assert plan.verification.ok
