"""``leon near-best``: which other plan is almost as good, and what does a wish cost?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leonplan.optimizer.api.ending import code_for, code_of, worst
from leonplan.optimizer.cli.again import command_of
from leonplan.optimizer.cli.options import (
    Mode,
    Number,
    OutputPath,
    afresh_option,
    instance_argument,
    json_option,
    mode_option,
    replace_option,
)
from leonplan.optimizer.cli.output import print_json, print_screen, print_text, progress_on_terminal, tell
from leonplan.optimizer.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import NearBestPlans, Plan, Wish

_SEARCH = ("share", "count", "free")
"""Options that go with alternatives only."""


@click.command("near-best")
@instance_argument
@click.option("--share", type=Number(0, 10), default=0.02, show_default=True, help="How much worse a goal may be.")
@click.option(
    "--count", type=click.IntRange(1, 20), default=3, show_default=True, help="How many alternatives to find."
)
@click.option(
    "--free", metavar="GOAL", multiple=True, help="A goal that need not be held, e.g. changes; may be repeated."
)
@click.option(
    "--wish", metavar="WHATIF", multiple=True, help="Instead: the best plan with this what-if; may be repeated."
)
@mode_option
@click.option("--gap", type=Number(0, 1), help="Gap allowed in a goal. [default: 0.001, or the RUN's]")
@click.option(
    "--time-limit", type=Number(0, min_open=True), default=60.0, show_default=True, metavar="S",
    help="Seconds of search for each plan after the best one, which takes what it takes: --count times this at most.",
)  # fmt: skip
@click.option("-o", "--output", type=OutputPath(), metavar="FOLDER", help="Folder to write it to.")
@afresh_option
@replace_option
@json_option
@click.pass_context
def near_best(
    ctx: click.Context,
    instance: str,
    share: float,
    count: int,
    free: tuple[str, ...],
    wish: tuple[str, ...],
    mode: Mode | None,
    gap: float | None,
    time_limit: float,
    output: Path | None,
    afresh: bool,
    replace: bool,
    as_json: bool,
) -> None:
    """Find plans almost as good as the best, with projects as different as can be.

    Every goal of the order is held within a share of the best plan; a goal that is 0 stays 0. How different two plans
    are is counted in project starts, their years less; each alternative lies farthest from all before it, and is the best
    plan with its projects. INSTANCE may also be a RUN, whose plan is then the best and is not solved again.

    With --wish the best plan under a what-if (a file, or the name of one that ships with the instance) is found instead,
    and what the wish costs in every goal.

    \b
    Example:
      leon near-best tiny --share 2
      leon near-best runs/gjovik --count 2 -o runs/gjovik_alternatives
      leon near-best runs/gjovik --wish snertingdal_not_built
    """
    from leonplan.optimizer import api

    _refuse_vain(ctx, wish)
    start = api.start(instance, mode=mode, all_goals=api.is_sealed(instance))
    if output is not None:
        api.require_free(output, "comparison", instance=start.instance.settings.id, replace=replace)
    wishes = api.what_ifs(start.folder, wish)
    with progress_on_terminal() as progress:
        best = api.base(start, gap=gap, afresh=afresh, warn=tell, progress=progress)
        if wishes:
            wished = api.wish(best, wishes, gap=gap, time_limit=time_limit, progress=progress)
        else:
            found = api.near_best(
                best, share=share, count=count, free=free, gap=gap, time_limit=time_limit, progress=progress
            )
    if output is not None:
        api.write(wished if wishes else found, output, command=command_of(ctx), replace=replace)
    if wishes:
        _show_wish(wished, output, as_json)
        ctx.exit(int(_exit_code([wished.best, wished.plan])))
    _show_alternatives(found, output, as_json)
    ctx.exit(int(_exit_code_of(found)))


def _refuse_vain(ctx: click.Context, wish: tuple[str, ...]) -> None:
    """Raise UsageError for options that would change nothing."""
    given = click.core.ParameterSource.COMMANDLINE
    vain = [f"--{name}" for name in _SEARCH if wish and ctx.get_parameter_source(name) is given]
    if vain:
        raise UsageError(
            f"{', '.join(vain)} says how to search for alternatives and goes without --wish; leave one out"
        )


def _show_alternatives(found: NearBestPlans, folder: Path | None, as_json: bool) -> None:
    from leonplan.optimizer.present.near_best import near_best_screen
    from leonplan.optimizer.present.near_best_json import near_best_json

    if as_json:
        print_json(near_best_json(found, folder))
        return
    print_screen(*near_best_screen(found))
    _tell_folder(folder)


def _show_wish(wish: Wish, folder: Path | None, as_json: bool) -> None:
    from leonplan.optimizer.present.near_best import wish_screen
    from leonplan.optimizer.present.near_best_json import wish_json

    if as_json:
        print_json(wish_json(wish, folder))
        return
    print_screen(*wish_screen(wish))
    _tell_folder(folder)


def _tell_folder(folder: Path | None) -> None:
    if folder is not None:
        print_text(f"Plans written to {folder}; leon verify {folder} checks every one again.")


def _exit_code_of(found: NearBestPlans) -> ExitCode:
    """The worst of the plans; stopped, too, where it is not proven that none lies farther, or that there are no more."""
    code = _exit_code([found.best, *(one.plan for one in found.alternatives)])
    is_within = all(one.within for one in found.alternatives)
    if not is_within:
        tell("an alternative is not within the share")
    is_proven = all(one.proven for one in found.alternatives) and (found.exhausted or bool(found.alternatives))
    return worst((code, code_for(is_verified=is_within, is_interrupted=False, is_proven=is_proven)))


def _exit_code(plans: Iterable[Plan]) -> ExitCode:
    """The worst of some plans."""
    code = worst(map(code_of, plans))
    if code is ExitCode.NOT_VERIFIED:
        tell("not every plan is verified")
    return code
