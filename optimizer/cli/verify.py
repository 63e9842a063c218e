"""``leon verify``: does what is stored hold?"""

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

    Neither the formulation nor the solver takes part. Shows every rule with its worst violation. Doing nothing, where the run
    holds it, is checked likewise, and that it is what the plan may be told against. RUN may also be a folder
    with several plans, such as a comparison: every plan in it is checked, and that its tables follow from them.

    \b
    Example:
      leon solve gjovik -o runs/gjovik
      leon verify runs/gjovik
    """
    from leonplan.optimizer import api
    from leonplan.optimizer.present.verification import run_json, run_screen
    from leonplan.optimizer.present.verifications import verifications_json, verifications_screen

    found = api.verify(run)
    is_run = "" in found
    if as_json:
        print_json(run_json(found) if is_run else verifications_json(found))
    else:
        print_screen(*(run_screen(found) if is_run else verifications_screen(found)))
    is_ok = all(verification.ok for verification in found.values())
    ctx.exit(int(ExitCode.DONE if is_ok else ExitCode.NOT_VERIFIED))
