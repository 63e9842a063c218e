"""``leon frontier``: what does each krone of frame buy, with proof?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from leonplan.optimizer.api.ending import code_for
from leonplan.optimizer.cli.again import command_of
from leonplan.optimizer.cli.options import (
    Number,
    OutputPath,
    afresh_option,
    horizon_option,
    instance_argument,
    json_option,
    population_option,
    replace_option,
)
from leonplan.optimizer.cli.output import print_json, print_screen, print_text, progress_on_terminal, tell
from leonplan.optimizer.errors import ExitCode

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import Frontier


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
@click.option("--time-limit", type=Number(0, min_open=True), metavar="S", help="Seconds for the whole search.")
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
@afresh_option
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
    formats: tuple[Literal["svg", "png"], ...],
    output: Path | None,
    afresh: bool,
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
    from leonplan.optimizer import api
    from leonplan.optimizer.present.frontier import frontier_screen
    from leonplan.optimizer.present.frontier_json import frontier_json

    chosen = api.load(instance, what_ifs=what_ifs, population=population, horizon=horizon)
    with progress_on_terminal() as progress:
        found = api.frontier(
            chosen,
            axis=axis,
            against=against,
            tolerance=tolerance,
            time_limit=time_limit,
            points=points,
            three=three,
            cores=cores,
            folder=output,
            pictures=formats,
            command=command_of(ctx),
            replace=replace,
            afresh=afresh,
            warn=tell,
            progress=progress,
        )
    if as_json:
        print_json(frontier_json(found, output))
    else:
        print_screen(*frontier_screen(found))
        if output is not None:
            print_text(f"Frontier written to {output}; leon verify {output} checks every point again.")
    ctx.exit(int(_exit_code(found, points)))


def _exit_code(found: Frontier, points: int | None) -> ExitCode:
    """How sure the frontier is, as an exit code; points that were asked for and found are an answer."""
    if not found.verified:
        tell("not every point's plan is verified")
    is_proven = found.certified or (points is not None and len(found.points) >= points)
    return code_for(is_verified=found.verified, is_interrupted=found.interrupted, is_proven=is_proven)
