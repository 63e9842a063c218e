"""``leon stress``: does the plan stand in other futures?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from leonplan.optimizer.cli.many_futures import (
    before_option,
    code_of_futures,
    cores_option,
    factors_option,
    futures_option,
    seed_option,
    time_limit_option,
)
from leonplan.optimizer.cli.options import OutputPath, json_option
from leonplan.optimizer.cli.output import print_json, print_screen, print_text, progress_on_terminal

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import StressTest


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@futures_option(200)
@seed_option
@before_option
@click.option(
    "--regret", is_flag=True, help="Plan each future freely, too: what keeping the starts costs. Twice the time."
)
@factors_option
@time_limit_option("future")
@cores_option
@click.option("-o", "--output", type=OutputPath(), metavar="FOLDER", help="Folder to keep it in, and to go on from.")
@json_option
@click.pass_context
def stress(
    ctx: click.Context,
    run: Path,
    futures: int,
    seed: int,
    before: int | None,
    regret: bool,
    factors: Path | None,
    time_limit: float,
    cores: int,
    output: Path | None,
    as_json: bool,
) -> None:
    """See how a plan's projects stand in many futures.

    Futures are drawn from what may come otherwise (futures.yaml in the instance's folder). In each, the plan's projects start as
    they do in the plan, everything else is planned again, and the plan is verified. Told: how often care is sound and the
    frame and staff hold, what breaks first, between what most futures lie year by year, what drives it, and when it fails.
    With --regret each future is planned a second time with no start of the plan in force: what keeping them costs, and
    which projects are right in nearly every future.

    With -o every finished future is kept: a sweep that was stopped goes on with the same command, and more futures are added
    with a larger number. Each future is written there as a what-if file, too, which can be solved alone.

    \b
    Example:
      leon solve tiny -o runs/tiny
      leon stress runs/tiny --futures 32 -o runs/tiny_stress
      leon stress runs/tiny --before 2028 --futures 32 --regret
    """
    from leonplan.optimizer import api

    with progress_on_terminal() as progress:
        test = api.stress(
            run,
            futures=futures,
            seed=seed,
            before=before,
            regret=regret,
            factors=factors,
            time_limit=time_limit,
            cores=cores,
            folder=output,
            progress=progress,
        )
    _show(test, output, as_json)
    ctx.exit(int(code_of_futures(test.outcomes, is_interrupted=test.interrupted)))


def _show(test: StressTest, folder: Path | None, as_json: bool) -> None:
    from leonplan.optimizer.present.stress import stress_json, stress_screen

    if as_json:
        print_json(stress_json(test, folder))
        return
    print_screen(*stress_screen(test))
    if folder is not None:
        print_text(f"Tables and futures written to {folder}; the same command with more futures goes on from there.")
