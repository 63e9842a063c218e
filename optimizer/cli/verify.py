"""``leon verify``: does a stored plan hold?"""

from __future__ import annotations

from pathlib import Path

import click

from leonplan.optimizer.cli.options import json_option
from leonplan.optimizer.cli.output import print_json, print_screen
from leonplan.optimizer.errors import ExitCode


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def verify(ctx: click.Context, run: Path, as_json: bool) -> None:
    """Check a stored plan again by arithmetic, from its files alone.

    Neither the formulation nor the solver takes part. Shows every rule with its worst violation.

    \b
    Example:
      leon solve gjovik -o runs/gjovik
      leon verify runs/gjovik
    """
    from leonplan.optimizer.present.verification import verification_json, verification_screen
    from leonplan.optimizer.verify.verify import verify_run

    found = verify_run(run)
    if as_json:
        print_json(verification_json(found))
    else:
        print_screen(*verification_screen(found))
    ctx.exit(int(ExitCode.DONE if found.ok else ExitCode.NOT_VERIFIED))
