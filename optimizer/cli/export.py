"""``leon export``: the problem as other solvers read it."""

from __future__ import annotations

from pathlib import Path

import click

from leonplan.optimizer.cli.options import (
    Mode,
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
    mode: Mode | None,
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
    from leonplan.optimizer import api

    api.require_free(file, "file", replace=replace)
    chosen = api.load(instance, what_ifs=what_ifs, population=population, horizon=horizon)
    size = api.export(chosen, file, mode=mode, replace=replace)
    if as_json:
        print_json({"file": str(file), "goal": api.goals(chosen, mode)[0], "rows": size.rows, "columns": size.columns})
    else:
        print_text(f"{file}: {size.rows} rows, {size.columns} columns, {size.integers} of them whole")
