"""``leon roll``: next year's instance from this year's plan."""

from __future__ import annotations

from pathlib import Path

import click

from leonplan.optimizer.cli.options import Number, OutputPath, json_option, replace_option
from leonplan.optimizer.cli.output import print_json, print_screen


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--to", "year", type=int, required=True, metavar="YEAR", help="A year that the plan decides, not the last."
)
@click.option("--actuals", metavar="INSTANCE", help="What came: an instance with that base year (folder or .xlsx).")
@click.option(
    "--deflator",
    type=Number(min=0.1, max=10),
    default=1.0,
    help="Kroner of that year for one of the plan's price year.",
)
@click.option(
    "-o", "--output", "target", type=OutputPath(), required=True, metavar="FOLDER", help="A new folder, or FILE.xlsx."
)
@replace_option
@json_option
def roll(
    run: Path, year: int, actuals: str | None, deflator: float, target: Path, replace: bool, as_json: bool
) -> None:
    """Make next year's instance from this year's plan, and hold the plan against what came.

    The base year moves to a year of the plan. Places, service, staff and participants are as the plan says, or as came;
    projects that have started are places, or decided; need after that year is the same. With --actuals each figure of the
    year is shown as planned and as it came, and the difference by cause: inhabitants, need rates, capacity, prices. Roll
    without it first, correct the workbook that is made, and give it as actuals. Nothing is solved.

    \b
    Example:
      leon roll runs/gjovik --to 2024 -o next.xlsx
      leon roll runs/gjovik --to 2024 --actuals next.xlsx -o gjovik_2024
    """
    from leonplan.optimizer import api
    from leonplan.optimizer.present.rolling import rolled_json, rolled_screen

    found = api.roll(run, year, actuals=actuals, deflator=deflator)
    made = api.write_instance(found.instance, target, replace=replace)
    if as_json:
        print_json({"folder": str(made), **rolled_json(found)})
    else:
        print_screen(*rolled_screen(found, made))
