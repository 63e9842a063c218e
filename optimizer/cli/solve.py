"""``leon solve``: the plan."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leonplan.optimizer.api.ending import code_of
from leonplan.optimizer.api.names import MOST_THREADS
from leonplan.optimizer.cli.options import (
    Mode,
    Number,
    OutputPath,
    afresh_option,
    horizon_option,
    instance_argument,
    json_option,
    mode_option,
    population_option,
    replace_option,
    what_if_option,
)
from leonplan.optimizer.cli.output import print_json, print_screen, print_text, progress_on_terminal, tell
from leonplan.optimizer.errors import ExitCode

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import Plan


@click.command()
@instance_argument
@what_if_option
@mode_option
@population_option
@horizon_option
@click.option("--gap", type=Number(0, 1), default=0.001, show_default=True, help="Gap allowed in a goal.")
@click.option("--time-limit", type=Number(0, min_open=True), metavar="S", help="Seconds of search for all goals.")
@click.option(
    "--threads", type=click.IntRange(1, MOST_THREADS), default=1, show_default=True, help="Threads of the solver."
)
@click.option("--no-reference", is_flag=True, help="Leave out doing nothing, which the plan is told against.")
@click.option("--assumptions", is_flag=True, help="Also plan without each assumption that may decide the plan.")
@click.option("--certainty", is_flag=True, help="Also find how sure each project is: without it, or with it.")
@click.option("--break-even", is_flag=True, help="Also find from which effect on unused programmes pay.")
@click.option("-o", "--output", type=OutputPath(), metavar="RUN", help="Folder to write the run to.")
@afresh_option
@replace_option
@json_option
@click.pass_context
def solve(
    ctx: click.Context,
    instance: str,
    what_ifs: tuple[str, ...],
    mode: Mode | None,
    population: str | None,
    horizon: str | None,
    gap: float,
    time_limit: float | None,
    threads: int,
    no_reference: bool,
    assumptions: bool,
    certainty: bool,
    break_even: bool,
    output: Path | None,
    afresh: bool,
    replace: bool,
    as_json: bool,
) -> None:
    """Find the best plan, with a proof, and check it by arithmetic.

    Goals are minimised one after the other, in the instance's order for the mode; each comes with a bound
    that no plan can beat. Doing nothing, that is no projects and programmes beyond what is decided, is planned on a second
    core, and the plan is told against it. With -o the run is sealed in a folder: the instance as solved, every table, a manifest.

    With --assumptions, the rules that leave the plan no room are loosened one at a time, by a useful step, and everything is
    planned anew, also for other populations: what decides the plan, and what it would be without. That takes a plan's time for
    each, two of them side by side. With --certainty, each project of the plan is forbidden and each other one forced: whether
    it is needed, worth it and by how much, or interchangeable with others. With --break-even, the effect of each programme that
    is not taken into use is multiplied, until it is: from which effect on it pays, to within 5 %.

    A time limit is for the search, and kept to within 10 % and 2 seconds; reading, building the formulation and writing
    come on top, as in every command. Every plan that is made to answer a question has a limit of the same length.

    \b
    Example:
      leon solve gjovik
      leon solve gjovik --mode cover --time-limit 60 -o runs/cover
      leon solve gjovik --what-if frame_plus_40 --what-if my_changes.yaml
      leon solve tiny --assumptions --certainty --break-even -o runs/tiny
    """
    from dataclasses import replace as altered

    from leonplan.optimizer import api
    from leonplan.optimizer.present.plan import plan_screen
    from leonplan.optimizer.present.plan_json import plan_json
    from leonplan.optimizer.present.review import counts_json

    begun = time.perf_counter()
    chosen = api.load(instance, what_ifs=what_ifs, population=population, horizon=horizon)
    seconds = {"read": time.perf_counter() - begun}
    if output is not None:
        api.require_free(output, "run", instance=chosen.settings.id, replace=replace)
    with progress_on_terminal() as progress:
        plan = api.solve(
            chosen,
            mode=mode,
            reference=not no_reference,
            assumptions=assumptions,
            certainty=certainty,
            break_even=break_even,
            gap=gap,
            time_limit=time_limit,
            threads=threads,
            afresh=afresh,
            warn=tell,
            progress=progress,
        )
    plan = altered(plan, seconds={**seconds, **plan.seconds})
    if output is not None:
        api.write(plan, output, replace=replace)
        plan = altered(plan, seconds=api.manifest(output)["seconds"])
    found = api.review(plan)
    if as_json:
        print_json({**plan_json(plan, output), "remarks": counts_json(found)})
    else:
        print_screen(*plan_screen(plan, found))
        if output is not None:
            print_text(f"Run written to {output}; leon verify {output} checks it again.")
            print_text(f"leon review {output} tells what a planner should look at in it.")
    ctx.exit(int(_exit_code(plan)))


def _exit_code(plan: Plan) -> ExitCode:
    """How sure the plan is, as an exit code."""
    code = code_of(plan)
    if code is ExitCode.NOT_VERIFIED:
        tell(f"not verified: {plan.verification}")
    return code
