"""``leon calibrate``: an instance fitted to KOSTRA's counts."""

from __future__ import annotations

from pathlib import Path

import click

from leonplan.optimizer.cli.options import OutputPath, instance_argument, json_option, replace_option
from leonplan.optimizer.cli.output import print_json, print_screen


@click.command()
@instance_argument
@click.option(
    "--counts",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="KOSTRA counts of the base year (CSV with item and persons, or table 12292 as 'leon ssb -o' kept it).",
)
@click.option(
    "-o", "--output", "target", type=OutputPath(), required=True, metavar="FOLDER", help="A new folder, or FILE.xlsx."
)
@replace_option
@json_option
def calibrate(instance: str, counts: Path, target: Path, replace: bool, as_json: bool) -> None:
    """Fit need rates and today's service to KOSTRA's counts, changing as little as can be.

    The largest relative change is the least that there is, then the next largest: numbers that a count asks alike change
    by the same share, and what no count asks for stays. Every change is listed with the counts that asked for it. As many
    wait for a service as before. Counts that cannot hold together, or not in the places there are, are told, and nothing is
    written (exit code 4). Staff, places and frames are not changed.

    \b
    Example:
      leon calibrate hamar --counts kostra.csv -o hamar_2025
      leon calibrate hamar.xlsx --counts kostra.csv -o hamar_2025.xlsx
    """
    from leonplan.optimizer import api
    from leonplan.optimizer.present.calibration import calibration_json, calibration_screen

    found = api.calibrate(api.load(instance), counts)
    made = api.write_instance(found.instance, target, replace=replace)
    if as_json:
        print_json({"folder": str(made), **calibration_json(found)})
    else:
        print_screen(*calibration_screen(found, made))
