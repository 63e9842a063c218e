"""A project's window in years, as periods: in the formulation, in the checks and in the arithmetic alike."""

from __future__ import annotations

from io import StringIO

import pytest
from broken_rules import PROJECT, stored
from rich.console import Console
from tiny_plan import tiny, with_row

from leonplan.optimizer import api
from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.present.plan import plan_screen
from leonplan.optimizer.report.content.projects import projects_chapter
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Paragraph
from leonplan.optimizer.report.words import Words
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


@pytest.mark.parametrize("lead_time", [0, 2, 3, 4, 5])
@pytest.mark.parametrize("decided", [False, True])
def test_what_is_ready_after_the_horizon_is_started_only_by_decision(lead_time: int, decided: bool) -> None:
    """Tiny ends in 2030 and its project may start in 2026 or 2028: after 5 years it is ready in 2031 at the soonest.

    Then it is started only if it is decided, gets no grant, and that is told by the check, on the screen and in reports.
    """
    instance = with_row(tiny(), "projects", 0, lead_time=lead_time, decided=decided)
    plan = plan_instance(instance)
    starts = plan.rows(r.ProjectStart)
    assert plan.verification.ok
    (problems, warnings), told = check_instance(instance), _told(plan)
    assert problems == []
    if lead_time <= 4:
        assert all(row.year + lead_time <= 2030 for row in starts)
        assert warnings == []
        assert "after 2030" not in told
        return
    (warning,) = warnings
    assert (warning.file, warning.field) == ("projects.csv", "lead_time")
    assert [row.granted for row in starts] == ([0] if decided else [])
    assert ("is started as decided" if decided else "is never started") in warning.message
    assert ("(after 2030)" in told) is decided
    assert ("ready only after 2030" in told) is decided


def _told(plan: Plan) -> str:
    """The screen of a plan, and the report's chapter on projects."""
    console = Console(width=200, file=StringIO(), force_terminal=False)
    for part in plan_screen(plan, api.review(plan)):
        console.print(part)
    blocks = projects_chapter(View(plan, {}, Words("en")))
    paragraphs = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert isinstance(console.file, StringIO)
    return "\n".join((console.file.getvalue(), *paragraphs))
