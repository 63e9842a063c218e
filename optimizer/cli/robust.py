"""``leon robust``: which plan is right over many futures?"""

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
from leonplan.optimizer.cli.options import Mode, OutputPath, json_option, mode_option
from leonplan.optimizer.cli.output import print_json, print_screen, print_text, progress_on_terminal

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import RobustChoice


@click.command()
@click.argument("start", metavar="INSTANCE")
@futures_option(32)
@click.option(
    "--candidates",
    type=click.IntRange(0, 1000),
    default=4,
    show_default=True,
    metavar="N",
    help="The best plans of the first N futures are candidates.",
)
@click.option(
    "--plan",
    "plans",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="RUN",
    help="A run whose plan is one, too.",
)
@seed_option
@before_option
@factors_option
@time_limit_option("plan")
@cores_option
@mode_option
@click.option("-o", "--output", type=OutputPath(), metavar="FOLDER", help="Folder to keep it in, and to go on from.")
@json_option
@click.pass_context
def robust(
    ctx: click.Context,
    start: str,
    futures: int,
    candidates: int,
    plans: tuple[Path, ...],
    seed: int,
    before: int | None,
    factors: Path | None,
    time_limit: float,
    cores: int,
    mode: Mode | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Find the plan that is right over many futures.

    Candidates are the plan of the instance as it stands, doing nothing, the best plans of some futures, and runs that are named
    with --plan. Their project starts stand in every future, everything else is planned again, and every plan is verified. Told:
    which is best on average, in the worst tenth of the futures, and by least regret; and how far at most it is from the best
    there can be, as no plan does better on average than plans that know their future.

    With --before YEAR only starts before that year are common; later ones adapt to what came.

    \b
    Example:
      leon robust tiny --futures 16
      leon robust tiny --futures 16 --before 2028 -o runs/tiny_robust
    """
    from leonplan.optimizer import api

    with progress_on_terminal() as progress:
        choice = api.robust(
            start,
            futures=futures,
            candidates=candidates,
            plans=plans,
            seed=seed,
            before=before,
            factors=factors,
            time_limit=time_limit,
            cores=cores,
            mode=mode,
            folder=output,
            progress=progress,
        )
    _show(choice, output, as_json)
    ctx.exit(int(code_of_futures(tuple(choice.everything()), is_interrupted=choice.interrupted)))


def _show(choice: RobustChoice, folder: Path | None, as_json: bool) -> None:
    from leonplan.optimizer.present.robust import robust_json, robust_screen

    if as_json:
        print_json(robust_json(choice, folder))
        return
    print_screen(*robust_screen(choice))
    if folder is not None:
        print_text(f"Tables written to {folder}; the same command with more futures goes on from there.")
