"""``leon explain``: what binds, what one more buys, what collides and what would mend it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import click

from leonplan.optimizer.api.ending import code_of, worst
from leonplan.optimizer.cli.options import (
    Mode,
    Number,
    afresh_option,
    horizon_option,
    json_option,
    mode_option,
    population_option,
    what_if_option,
)
from leonplan.optimizer.cli.output import print_json, print_screen, progress_on_terminal, tell
from leonplan.optimizer.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import Explanation


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
@click.option(
    "--time-limit",
    type=Number(0, min_open=True),
    metavar="S",
    help="Seconds for each search: the plan, then two at a time one for each --one-more (up to three with --range); "
    "where demands collide some dozens, 60 seconds each if no limit is given.",
)
@afresh_option
@json_option
@click.pass_context
def explain(
    ctx: click.Context,
    run_or_instance: str,
    what_ifs: tuple[str, ...],
    one_more: tuple[str, ...],
    with_range: bool,
    show_list: bool,
    mode: Mode | None,
    population: str | None,
    horizon: str | None,
    gap: float,
    time_limit: float | None,
    afresh: bool,
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
    from leonplan.optimizer import api
    from leonplan.optimizer.present.explain import explain_screen, steps_screen
    from leonplan.optimizer.present.explain_json import explain_json, steps_json

    of = None
    if api.is_sealed(run_or_instance):
        choices = {"what-if": what_ifs, "mode": mode, "population": population, "horizon": horizon}
        _refuse_choices([f"--{name}" for name, given in choices.items() if given])
        of = api.read_plan(run_or_instance)
    instance = (
        of.instance if of else api.load(run_or_instance, what_ifs=what_ifs, population=population, horizon=horizon)
    )
    if show_list:
        steps = api.useful_steps(instance)
        print_json(steps_json(steps)) if as_json else print_screen(*steps_screen(steps))
        return
    stop = threading.Event()
    with progress_on_terminal() as progress:
        found = api.explain(
            of or instance,
            mode=mode,
            one_more=one_more,
            with_range=with_range,
            gap=gap,
            time_limit=time_limit,
            afresh=afresh,
            warn=tell,
            progress=progress,
            stop=stop,
        )
    print_json(explain_json(found)) if as_json else print_screen(*explain_screen(found))
    ctx.exit(int(_exit_code(found, is_stopped=stop.is_set())))


def _refuse_choices(options: list[str]) -> None:
    if options:
        raise UsageError(f"a run is explained as it was solved: {', '.join(options)} goes with an instance only")


def _exit_code(found: Explanation, *, is_stopped: bool) -> ExitCode:
    """How sure the plan and what is said of it are; a collision where there is none."""
    if found.plan is None:
        return ExitCode.INTERRUPTED if is_stopped else ExitCode.COLLISION
    is_cut = is_stopped or any(bought.is_stopped for one in found.marginal for bought in one.bought)
    return worst((code_of(found.plan), ExitCode.INTERRUPTED if is_cut else ExitCode.DONE))
