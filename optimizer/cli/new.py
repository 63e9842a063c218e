"""``leon new``: an instance to start from."""

from __future__ import annotations

from pathlib import Path

import click

from leonplan.optimizer.cli.options import OutputPath, json_option
from leonplan.optimizer.cli.output import print_json, print_text


@click.command()
@click.argument("folder", type=OutputPath())
@json_option
def new(folder: Path, as_json: bool) -> None:
    """Make a new instance to fill in.

    A copy of the smallest that solves, with comments.

    \b
    Example:
      leon new my_municipality
    """
    from leonplan.optimizer import api

    api.new(folder)
    if as_json:
        print_json({"folder": str(folder)})
    else:
        print_text(f"{folder} is made. Change the numbers, keep the shape, and run: leon check {folder}")
