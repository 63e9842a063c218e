"""``leon export``: the problem as other solvers read it."""

from __future__ import annotations

from pathlib import Path

import click

from leonplan.optimizer.cli.options import (
    OutputPath,
    horizon_option,
    instance_argument,
    json_option,
    mode_option,
    population_option,
    replace_option,
    what_if_option,
)
from leonplan.optimizer.cli.output import print_json, print_text


@click.command()
@instance_argument
@what_if_option
@click.option(
    "--mps",
    "file",
    type=OutputPath(),
    metavar="FILE",
    required=True,
    help="File to write.",
)
@mode_option
@population_option
@horizon_option
@replace_option
@json_option
def export(
    instance: str,
    what_ifs: tuple[str, ...],
    file: Path,
    mode: str | None,
    population: str | None,
    horizon: str | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Write the very problem that HiGHS is given, as MPS.

    The problem of the first goal in the mode's order; rows are named after rules, columns after variables.

    \b
    Example:
      leon export gjovik --mps gjovik.mps
    """
    from leonplan.optimizer.demand.project_demand import project_demand
    from leonplan.optimizer.planning.plan import steps_of
    from leonplan.optimizer.prepare.model_data import prepare
    from leonplan.optimizer.schema.settings import Mode
    from leonplan.optimizer.sealed.store import refuse_file
    from leonplan.optimizer.solve.export import write_mps
    from leonplan.optimizer.what_if.chosen import load_chosen

    refuse_file(file, replace=replace)
    chosen = load_chosen(instance, what_ifs=what_ifs, population=population, horizon=horizon)
    first = steps_of(chosen, chosen.settings.mode if mode is None else Mode(mode))[0]
    size = write_mps(prepare(chosen, project_demand(chosen)), first, file, replace=replace)
    if as_json:
        print_json({"file": str(file), "goal": first, "rows": size.rows, "columns": size.columns})
    else:
        print_text(f"{file}: {size.rows} rows, {size.columns} columns, {size.integers} of them whole")
