"""The screen of a plan: what a planner wants to know first, on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.console import RenderableType
from rich.text import Text

from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.present.against import against_rows
from leonplan.optimizer.present.break_even import break_even_rows
from leonplan.optimizer.present.certainty import certainty_rows
from leonplan.optimizer.present.changes import change_lines
from leonplan.optimizer.present.console import BAD, GOOD, add_row, paragraph, plain_table, screen_width
from leonplan.optimizer.present.deciding import deciding_rows
from leonplan.optimizer.present.grid import GIVEN, grid_of
from leonplan.optimizer.present.plan_years import year_rows
from leonplan.optimizer.present.review import counted, serious_lines
from leonplan.optimizer.present.text import millions, number, share
from leonplan.optimizer.results.totals import YearTotals
from leonplan.optimizer.results.view import PlanView, StartedProject
from leonplan.optimizer.review.review import Review
from leonplan.optimizer.schema.settings import Weighting

WEIGHTINGS = {
    Weighting.BENEFIT_PER_KRONE: "Unmet need is weighted by severity: what help normally costs, times seriousness.",
    Weighting.MOST_SEVERE_FIRST: "Unmet need is weighted with the most serious first: each class four times the one below.",
    Weighting.BREADTH_FIRST: "Unmet need is weighted alike for everybody: help to as many as can be.",
}
"""The weighting in words."""


def plan_screen(plan: Plan, review: Review) -> Iterator[RenderableType]:
    """Headline with what a planner should look at, years, projects, goals."""
    base = plan.instance.settings.horizon.base_year
    grid = grid_of(screen_width(), [total.year for total in plan.by_year], base, has_total=True)
    yield from _headline(plan, base)
    yield counted(review)
    yield from serious_lines(review)
    yield from against_rows(plan)
    yield from deciding_rows(plan)
    yield from year_rows(PlanView(plan), grid)
    yield from grid.note()
    yield from _projects(plan)
    yield from certainty_rows(plan)
    yield from change_lines(plan)
    yield from break_even_rows(plan)
    yield from _goals(plan)
    yield from (paragraph(f"Note: {line}", "dim") for line in plan.log)


def _headline(plan: Plan, base: int | None) -> Iterator[Text]:
    settings = plan.instance.settings
    given = "" if base is None else f"; {base}{GIVEN} is given, the rest decided"
    yield paragraph(f"{settings.name}: {plan.mode.value} mode, population {settings.population_variant}{given}", "bold")
    yield Text.assemble(proof(plan), " ", verified(plan), f" {sum(plan.seconds.values()):.1f} s.")
    yield from need_met(plan)


def proof(plan: Plan) -> Text:
    """Whether the plan is the best, and how sure that is."""
    if plan.status is Status.OPTIMAL:
        widest = max((goal.gap for goal in plan.goals if goal.gap is not None), default=0.0)
        return Text(f"Proven: within {share(widest)} of the best in every goal.", style=GOOD)
    open_goals = [goal for goal in plan.goals if not goal.proven]
    gaps = ", ".join(f"{one.goal} {'unknown' if one.gap is None else share(one.gap)}" for one in open_goals)
    return Text(f"Stopped before it was proven best; gap: {gaps or 'later goals not reached'}.", style=BAD)


def verified(plan: Plan) -> Text:
    """Whether the plan was checked by arithmetic, and what that found."""
    if plan.verification is None:
        return Text("Not verified.", style=BAD)
    if plan.verification.ok:
        return Text(f"Verified: {len(plan.verification.checks)} checks hold.", style=GOOD)
    failed = ", ".join(check.rule for check in plan.verification.failed)
    return Text(f"NOT VERIFIED: {failed}.", style=BAD)


def need_met(plan: Plan) -> Iterator[Text]:
    """Whether need is met in the end, and how much is not: heavy and light need in a line each, where they are told apart."""
    if not plan.instance.settings.heavy_groups:
        yield _met(plan, "need", lambda year: year.need, lambda year: year.unmet)
        return
    yield _met(
        plan,
        "heavy need",
        lambda year: year.heavy_need,
        lambda year: year.heavy_unmet,
        lambda year: year.heavy_without_help,
    )
    yield _met(
        plan,
        "light need",
        lambda year: year.light_need,
        lambda year: year.light_unmet,
        lambda year: year.light_without_help,
    )


def _met(
    plan: Plan,
    name: str,
    need: Callable[[YearTotals], float],
    unmet: Callable[[YearTotals], float],
    without: Callable[[YearTotals], float] | None = None,
) -> Text:
    last = plan.by_year[-1]
    person_years = PlanView(plan).over_years(unmet)
    if round(person_years, 2) == 0:
        return Text(f"All {name} is met, from the first year to {last.year}.", style=GOOD)
    part = share(unmet(last) / need(last)) if need(last) else share(0.0)
    helpless = "" if without is None else f", {number(without(last))} without any help"
    return Text(
        f"Not all {name} is met: {number(unmet(last))} of {number(need(last))} persons in {last.year} ({part}){helpless}; "
        f"{number(person_years)} person-years in all.",
        style=BAD,
    )


def _projects(plan: Plan) -> Iterator[RenderableType]:
    view = PlanView(plan)
    if not view.projects:
        yield Text("No project is started.", style="bold")
        return
    table = plain_table(
        ("Projects", "left"), ("start", "left"), ("ready", "left"), ("million kr", "right"), ("grant", "right")
    )
    for one in view.projects:
        add_row(table, _project(one, view.last))
    yield table


def _project(one: StartedProject, last: int) -> tuple[str, ...]:
    """A project in one row, however often it is started; last: the last year of the plan."""
    return (
        f"  {one.project.name}{' (decided)' if one.project.decided else ''}",
        " ".join(map(str, one.years)),
        " ".join(f"{year} (after {last})" if year > last else str(year) for year in one.ready),
        millions(one.outlay),
        millions(one.grants) if one.grants else "·",
    )


def _goals(plan: Plan) -> Iterator[RenderableType]:
    table = plain_table(
        ("Goals, in order", "left"),
        ("value", "right"),
        ("bound", "right"),
        ("gap", "right"),
        ("grid", "right"),
        ("unit", "left"),
    )
    for row in plan.goals:
        add_row(
            table,
            (
                f"{row.step} {row.goal}",
                _value(row.value),
                "unknown" if row.bound is None else _value(row.bound),
                "unknown" if row.gap is None else share(row.gap),
                f"{row.grid:g}",
                row.unit,
            ),
            style="" if row.proven else BAD,
        )
    yield table
    yield paragraph(WEIGHTINGS[plan.instance.settings.weighting], "dim")
    slack = next((row.slack for row in plan.goals if row.goal == "overrun"), 0.0)
    if slack:
        part = share(plan.instance.settings.overrun_slack)
        told = (
            f"The least overrun may be exceeded by {part} of the frames, {millions(slack)} million kr over all years,"
        )
        yield paragraph(f"{told} for less unmet need.", "dim")


def _value(value: float) -> str:
    return number(value, 0 if abs(value) >= 1000 else 2)
