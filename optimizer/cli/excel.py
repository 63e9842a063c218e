"""``leon excel``: an instance as one workbook."""

from __future__ import annotations

from pathlib import Path

import click

from leonplan.optimizer.cli.options import OutputPath, instance_argument, json_option, replace_option
from leonplan.optimizer.cli.output import print_json, print_text


@click.command()
@instance_argument
@click.option("-o", "--output", "file", type=OutputPath(), required=True, metavar="FILE.xlsx", help="Where to write.")
@replace_option
@json_option
def excel(instance: str, file: Path, replace: bool, as_json: bool) -> None:
    """Write an instance as one Excel workbook.

    A sheet for the settings, one for each list of them and for each table, with headings in bokmål, units, and drop-downs for
    identifiers. The workbook is an instance: every command takes it where it takes a folder.

    \b
    Example:
      leon excel gjovik -o plan.xlsx
      leon check plan.xlsx
    """
    from leonplan.optimizer import api

    made = api.excel(api.load(instance), file, replace=replace)
    if as_json:
        print_json({"file": str(made)})
    else:
        print_text(f"{made} is made. Change what you like in it, save it, and run: leon check {made}")
