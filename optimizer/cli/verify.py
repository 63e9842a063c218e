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

    Neither the formulation nor the solver takes part. Shows every rule with its worst violation. RUN may also be a folder
    with several plans, such as a comparison: every plan in it is checked, and that its tables follow from them.

    \b
    Example:
      leon solve gjovik -o runs/gjovik
      leon verify runs/gjovik
    """
    from leonplan.optimizer import api
    from leonplan.optimizer.present.verification import verification_json, verification_screen
    from leonplan.optimizer.present.verifications import verifications_json, verifications_screen

    found = api.verify(run)
    is_one = list(found) == [""]
    if is_one and as_json:
        print_json(verification_json(found[""]))
    elif as_json:
        print_json(verifications_json(found))
    else:
        print_screen(*(verification_screen(found[""]) if is_one else verifications_screen(found)))
    is_ok = all(verification.ok for verification in found.values())
    ctx.exit(int(ExitCode.DONE if is_ok else ExitCode.NOT_VERIFIED))
