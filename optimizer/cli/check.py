"""``leon check``: is the instance right?"""

from __future__ import annotations

import click

from leonplan.optimizer.cli.options import instance_argument, json_option
from leonplan.optimizer.cli.output import print_json, print_screen
from leonplan.optimizer.errors import ExitCode


@click.command()
@instance_argument
@json_option
@click.pass_context
def check(ctx: click.Context, instance: str, as_json: bool) -> None:
    """Read and validate everything; tell every fault at once.

    Each fault names file, line and field, what is wrong, the value, and what to do.

    \b
    Example:
      leon check gjovik
      leon check my_municipality --json
    """
    from leonplan.optimizer.load import check_folder, find_instance
    from leonplan.optimizer.present.check import check_json, check_screen

    folder = find_instance(instance)
    report = check_folder(folder)
    if as_json:
        print_json(check_json(report))
    else:
        print_screen(*check_screen(report, folder))
    ctx.exit(int(ExitCode.DONE if report.instance is not None else ExitCode.INPUT))
