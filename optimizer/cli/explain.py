"""``leon explain``: what binds, what one more buys, what collides and what would mend it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leonplan.optimizer.cli.ending import code_of, worst
from leonplan.optimizer.cli.options import (
    Number,
    horizon_option,
    json_option,
    mode_option,
    population_option,
    what_if_option,
)
from leonplan.optimizer.cli.output import print_json, print_screen, progress_on_terminal
from leonplan.optimizer.errors import CollisionError, ExitCode, NoPlanError, UsageError, VerificationError

if TYPE_CHECKING:
    from leonplan.optimizer.explain.explanation import Explanation
    from leonplan.optimizer.planning.plan import Plan
    from leonplan.optimizer.schema.instance import Instance
    from leonplan.optimizer.schema.settings import Mode
    from leonplan.optimizer.solve.settings import SolveSettings

PROBE_SECONDS = 60.0
"""Seconds for each search for any plan at all, where no limit is asked for."""

Progress = Callable[[str], None]


@click.command()
@click.argument("run_or_instance")
@what_if_option
@click.option(
    "--one-more",
    metavar="WHAT",
    multiple=True,
    help="What to have one more of, as --list names it, or 'all' or 'none'. May be repeated. [default: what binds]",
)
@click.option("--range", "with_range", is_flag=True, help="Try half and twice the step, too: how far the answer holds.")
@click.option("--list", "show_list", is_flag=True, help="List what there can be one more of, and solve nothing.")
@mode_option
@population_option
@horizon_option
@click.option("--gap", type=Number(0, 1), default=0.001, show_default=True, help="Gap allowed in a goal.")
@click.option("--time-limit", type=Number(0, min_open=True), metavar="S", help="Seconds for each search.")
@json_option
@click.pass_context
def explain(
    ctx: click.Context,
    run_or_instance: str,
    what_ifs: tuple[str, ...],
    one_more: tuple[str, ...],
    with_range: bool,
    show_list: bool,
    mode: str | None,
    population: str | None,
    horizon: str | None,
    gap: float,
    time_limit: float | None,
    as_json: bool,
) -> None:
    """Say what binds, what one more would buy, and why hard demands collide.

    Of a plan: the rules that leave no room, where and when, and what one more nurse, one million kroner or one more ward
    really buys, by solving again. Where hard demands collide: the smallest set that does, and the least repair of each
    kind, each checked by solving again (exit code 4).

    \b
    Example:
      leon explain tiny
      leon explain runs/gjovik --one-more money:1 --one-more recruit --range
      leon explain gjovik --what-if every_patient_received
    """
    from leonplan.optimizer.present.explain import explain_screen, steps_screen
    from leonplan.optimizer.present.explain_json import explain_json, steps_json
    from leonplan.optimizer.schema.settings import Mode
    from leonplan.optimizer.solve.settings import SolveSettings

    choices = {"what-if": what_ifs, "mode": mode, "population": population, "horizon": horizon}
    plan = _run_of(run_or_instance, [f"--{name}" for name, given in choices.items() if given])
    instance = _instance(run_or_instance, what_ifs, population, horizon) if plan is None else plan.instance
    if show_list:
        from leonplan.optimizer.explain.one_more.steps import useful_steps

        steps = useful_steps(instance)
        print_json(steps_json(steps)) if as_json else print_screen(*steps_screen(steps))
        return
    settings = SolveSettings(gap=gap, time_limit=time_limit)
    with progress_on_terminal() as progress:
        if plan is None:
            found, code = _of_instance(
                instance, None if mode is None else Mode(mode), settings, one_more, with_range, progress
            )
        else:
            found, code = _of_plan(plan, settings, one_more, with_range, progress)
    print_json(explain_json(found)) if as_json else print_screen(*explain_screen(found))
    ctx.exit(int(code))


def _run_of(name: str, choices: list[str]) -> Plan | None:
    """The plan of a run folder; none if the name is not one of a run."""
    from leonplan.optimizer.runs.run_folder import read_run
    from leonplan.optimizer.sealed.sealed import is_sealed

    if not is_sealed(Path(name)):
        return None
    if choices:
        raise UsageError(f"a run is explained as it was solved: {', '.join(choices)} goes with an instance only")
    return read_run(Path(name)).plan


def _instance(name: str, what_ifs: tuple[str, ...], population: str | None, horizon: str | None) -> Instance:
    from leonplan.optimizer.what_if.chosen import load_chosen

    return load_chosen(name, what_ifs=what_ifs, population=population, horizon=horizon)


def _of_instance(
    instance: Instance,
    mode: Mode | None,
    settings: SolveSettings,
    one_more: tuple[str, ...],
    with_range: bool,
    progress: Progress,
) -> tuple[Explanation, ExitCode]:
    """Plan first; where there is no plan, why."""
    from leonplan.optimizer.planning.plan_instance import plan_instance

    try:
        plan = plan_instance(instance, mode=mode, settings=settings, progress=progress)
    except CollisionError:
        return _of_collision(instance, settings, progress)
    return _of_plan(plan, settings, one_more, with_range, progress)


def _of_plan(
    plan: Plan, settings: SolveSettings, one_more: tuple[str, ...], with_range: bool, progress: Progress
) -> tuple[Explanation, ExitCode]:
    from leonplan.optimizer.explain.binding.what_binds import what_binds
    from leonplan.optimizer.explain.explanation import Explanation, chosen_steps
    from leonplan.optimizer.explain.one_more.marginal import what_one_more_buys

    steps = () if plan.interrupted else chosen_steps(plan, one_more)
    marginal = what_one_more_buys(plan, steps, with_range=with_range, settings=settings, progress=progress)
    is_stopped = plan.interrupted or any(bought.is_stopped for one in marginal for bought in one.bought)
    code = worst((code_of(plan), ExitCode.INTERRUPTED if is_stopped else ExitCode.DONE))
    return Explanation(plan.instance, plan, what_binds(plan), marginal), code


def _of_collision(instance: Instance, settings: SolveSettings, progress: Progress) -> tuple[Explanation, ExitCode]:
    from dataclasses import replace

    from leonplan.optimizer.explain.collision.explain_collision import explain_collision
    from leonplan.optimizer.explain.explanation import Explanation

    stop = threading.Event()
    limited = replace(settings, time_limit=settings.time_limit or PROBE_SECONDS)
    report = explain_collision(instance, settings=limited, progress=progress, stop=stop)
    if not report.collisions and report.is_certain:
        raise VerificationError("the solver finds no plan for the goals, but one for the demands alone")
    if not report.collisions:
        raise NoPlanError("stopped before it was known which demands collide; allow more time")
    return Explanation(instance, collision=report), ExitCode.INTERRUPTED if stop.is_set() else ExitCode.COLLISION
