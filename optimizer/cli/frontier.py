"""``leon frontier``: what does each krone of frame buy, with proof?"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leonplan.optimizer.cli.ending import code_for
from leonplan.optimizer.cli.options import (
    Number,
    OutputPath,
    horizon_option,
    instance_argument,
    json_option,
    population_option,
    replace_option,
)
from leonplan.optimizer.cli.output import print_json, print_screen, print_text, progress_on_terminal, tell
from leonplan.optimizer.errors import ExitCode

if TYPE_CHECKING:
    from leonplan.optimizer.frontier.frontier import Frontier
    from leonplan.optimizer.frontier.make import FrontierWithPlans


@click.command()
@instance_argument
@click.option(
    "--axis",
    default="frame-added",
    show_default=True,
    metavar="AXIS",
    help="What is limited: frame-factor, frame-added, frame-year:YYYY, fte, or a goal such as spend.",
)
@click.option("--against", default="unmet", show_default=True, metavar="GOAL", help="The goal it is weighed against.")
@click.option(
    "--tolerance",
    type=Number(0, 0.5),
    default=0.01,
    show_default=True,
    help="Width of the proven bracket, as a share of the span; 0: every point, where both are whole numbers.",
)
@click.option("--time-limit", type=Number(0, min_open=True), metavar="S", help="Seconds for the whole.")
@click.option("--points", type=click.IntRange(2), metavar="N", help="The most points.")
@click.option("--three", is_flag=True, help="Weigh a third goal as well, on a grid.")
@click.option("--cores", type=click.IntRange(1), default=2, show_default=True, help="Searches side by side.")
@population_option
@horizon_option
@click.option("--what-if", "what_ifs", multiple=True, metavar="FILE", help="Changes laid over the instance, in order.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(["svg", "png"]),
    multiple=True,
    default=("svg", "png"),
    show_default=True,
    help="Pictures in the folder.",
)
@click.option("-o", "--output", type=OutputPath(), metavar="FOLDER", help="Folder to write it to.")
@replace_option
@json_option
@click.pass_context
def frontier(
    ctx: click.Context,
    instance: str,
    axis: str,
    against: str,
    tolerance: float,
    time_limit: float | None,
    points: int | None,
    three: bool,
    cores: int,
    population: str | None,
    horizon: str | None,
    what_ifs: tuple[str, ...],
    formats: tuple[str, ...],
    output: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Find the budget frontier, with proof of what lies between its points.

    From the least frame that keeps every hard demand to the frame at which no more is gained: the least unmet need at every
    frame, as plans and as a proven bracket between them. With -o every point is a run folder of its own, and what is found is
    kept in FOLDER.unfinished until it is done: the same command goes on where it was cut short.

    \b
    Example:
      leon frontier tiny
      leon frontier gjovik --tolerance 0.01 -o runs/frontier
      leon frontier tiny --axis above_level --against unmet --json
    """
    from leonplan.optimizer.frontier.make import FrontierRequest, make_frontier
    from leonplan.optimizer.instance.load import find_instance, load_instance
    from leonplan.optimizer.present.frontier import frontier_screen
    from leonplan.optimizer.present.frontier_json import frontier_json
    from leonplan.optimizer.sealed.sealed import FRONTIER
    from leonplan.optimizer.sealed.store import refuse_taken
    from leonplan.optimizer.what_if.apply import apply_what_ifs
    from leonplan.optimizer.what_if.chosen import overlay
    from leonplan.optimizer.what_if.read import find_what_ifs

    folder = find_instance(instance)
    chosen = overlay(load_instance(folder), population=population, horizon=horizon)
    if what_ifs:
        chosen = apply_what_ifs(chosen, find_what_ifs(folder, what_ifs))
    if output is not None:
        refuse_taken(output, FRONTIER, instance=chosen.settings.id, replace=replace)
    wanted = FrontierRequest(axis, against, tolerance, time_limit, points, three, cores)
    with progress_on_terminal() as progress:
        made = make_frontier(chosen, wanted, folder=output, progress=progress)
    if output is not None:
        _write(made, output, formats, _command(ctx), replace=replace)
    if as_json:
        print_json(frontier_json(made.frontier, output))
    else:
        print_screen(*frontier_screen(made.frontier))
        if output is not None:
            print_text(f"Frontier written to {output}; leon verify {output} checks every point again.")
    ctx.exit(int(_exit_code(made.frontier, points)))


def _write(made: FrontierWithPlans, folder: Path, formats: tuple[str, ...], command: str, *, replace: bool) -> None:
    from leonplan.optimizer.frontier.chart import MISSING, can_draw, picture, spec_of
    from leonplan.optimizer.frontier.store import write_frontier

    spec = spec_of(made.frontier)
    pictures = {ending: picture(spec, ending) for ending in dict.fromkeys(formats)} if can_draw() else {}
    if formats and not pictures:
        tell(MISSING)
    write_frontier(made.frontier, made.instance, made.plans, folder, command, pictures, replace=replace)
    if made.frontier.certified:
        made.state.forget()
    else:
        tell(
            f"not certified: {made.state.folder} is kept, and the same command with --replace and more time goes on from there"
        )


def _command(ctx: click.Context) -> str:
    """What was typed, in one form."""
    words = ["leon", "frontier", ctx.params["instance"]]
    for one in ctx.command.params:
        value = ctx.params.get(one.name or "")
        if not isinstance(one, click.Option) or not one.expose_value or one.name in ("as_json", "output", "replace"):
            continue
        if value in (None, False, (), one.default):
            continue
        for item in value if isinstance(value, tuple) else (value,):
            words += [one.opts[-1] if one.name != "formats" else "--format", *([] if item is True else [str(item)])]
    return shlex.join(words)


def _exit_code(found: Frontier, points: int | None) -> ExitCode:
    """How sure the frontier is, as an exit code; points that were asked for and found are an answer."""
    if not found.verified:
        tell("not every point's plan is verified")
    is_proven = found.certified or (points is not None and len(found.points) >= points)
    return code_for(is_verified=found.verified, is_interrupted=found.interrupted, is_proven=is_proven)
