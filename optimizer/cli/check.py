"""``leon check``: is the instance right?"""

from __future__ import annotations

import click

from leonplan.optimizer.cli.options import instance_argument, json_option, what_if_option
from leonplan.optimizer.cli.output import print_json, print_screen
from leonplan.optimizer.errors import ExitCode


@click.command()
@instance_argument
@what_if_option
@json_option
@click.pass_context
def check(ctx: click.Context, instance: str, what_ifs: tuple[str, ...], as_json: bool) -> None:
    """Read and validate everything; list every fault at once.

    Each fault names file, line and field, what is wrong, the value, and what to do.

    \b
    Example:
      leon check gjovik
      leon check my_municipality --json
      leon check gjovik --what-if my_changes.yaml
    """
    from leonplan.optimizer import api
    from leonplan.optimizer.present.check import check_json, check_screen

    report = api.check(instance, what_ifs)
    if as_json:
        print_json(check_json(report))
    else:
        print_screen(*check_screen(report, api.folder_of(instance)))
    ctx.exit(int(ExitCode.DONE if report.instance is not None else ExitCode.INPUT))
