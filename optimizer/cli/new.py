"""``leon new``: an instance to start from."""

from __future__ import annotations

from pathlib import Path

import click

from leonplan.optimizer.cli.options import OutputPath, json_option
from leonplan.optimizer.cli.output import print_json, print_text


@click.command()
@click.argument("folder", type=OutputPath())
@click.option(
    "--municipality", metavar="NUMBER", help="Make that municipality (number or name), from national figures."
)
@click.option(
    "--counts",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="KOSTRA counts (CSV with item and persons) that the base year reproduces.",
)
@click.option(
    "--ssb",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Statistics Norway's projection (table 14746), used instead of ours.",
)
@json_option
def new(folder: Path, municipality: str | None, counts: Path | None, ssb: Path | None, as_json: bool) -> None:
    """Make a new instance to fill in.

    A copy of the smallest that solves, with comments; or, with --municipality, that municipality from measured inhabitants and
    national rates, one that checks and solves at once: every number has a source or is marked as an estimate. A name that
    ends in .xlsx makes a workbook of it.

    \b
    Example:
      leon new my_municipality
      leon new hamar --municipality 3403
      leon new hamar.xlsx --municipality hamar --counts kostra.csv
    """
    from leonplan.optimizer import api

    api.new(folder, municipality=municipality, counts=counts, ssb=ssb)
    if as_json:
        print_json({"folder": str(folder)})
        return
    rest = "Change the numbers, keep the shape, and run"
    if municipality is not None:
        rest = "Most numbers are estimates: its README.md says which to replace first. Run"
    print_text(f"{folder} is made. {rest}: leon check {folder}")
