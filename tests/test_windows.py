"""A project's window in years, as periods: in the formulation, in the checks and in the arithmetic alike."""

from __future__ import annotations

import pytest
from broken_rules import PROJECT, stored
from tiny_plan import tiny, with_row

from leonplan.optimizer.check import check_instance
from leonplan.optimizer.demand import project_demand
from leonplan.optimizer.planning import plan_instance
from leonplan.optimizer.prepare import prepare
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.verify.facts import Facts

WINDOWS = [
    (None, None, (2026, 2028, 2030)),
    (2027, 2030, (2028, 2030)),
    (2027, 2027, (2028,)),
    (2029, 2029, (2030,)),
    (None, 2027, (2026,)),
    (2020, 2026, (2026,)),
    (2029, None, (2030,)),
]
"""Earliest, latest, and the periods of tiny (2026; 2027 and 2028; 2029 and 2030) in which a project may start."""


@pytest.mark.parametrize(("earliest", "latest", "periods"), WINDOWS)
def test_a_window_is_the_periods_it_names_or_the_one_it_lies_in(
    earliest: int | None, latest: int | None, periods: tuple[int, ...]
) -> None:
    """2027 names no period of tiny: a window of 2027 alone is that of 2028, which stands for 2027 and 2028."""
    instance = with_row(tiny(), "projects", 0, earliest=earliest, latest=latest, lead_time=0)
    project = prepare(instance, project_demand(instance)).projects[PROJECT]
    assert [t for t in (2026, 2028, 2030) if project.earliest <= t <= project.latest] == list(periods)
    assert Facts(instance).windows(PROJECT) == periods
    assert check_instance(instance) == ([], [])


def test_a_project_with_a_window_between_two_periods_is_started() -> None:
    """Decided for 2027, the project of tiny starts in 2028, and what is planned is verified."""
    instance = with_row(tiny(), "projects", 0, earliest=2027, latest=2027, decided=True)
    plan = plan_instance(instance)
    assert [row.year for row in plan.rows(r.ProjectStart)] == [2028]
    assert stored(plan).check().ok
