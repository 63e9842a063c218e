"""``leon review``: what a planner should look at."""

from __future__ import annotations

from pathlib import Path

import click

from leonplan.optimizer.cli.options import json_option
from leonplan.optimizer.cli.output import print_json, print_screen


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@json_option
def review(run: Path, as_json: bool) -> None:
    """Tell what a planner should look at in a plan, serious remarks first.

    Heavy need without help, what goes down and up again or changes at once, new places next to empty ones, projects at the
    end of the horizon, work and money that are short, estimates on which the result hangs: each with place, years, figures
    and a likely cause. From what is stored; nothing is solved.

    \b
    Example:
      leon solve gjovik -o runs/gjovik
      leon review runs/gjovik
    """
    from leonplan.optimizer import api
    from leonplan.optimizer.present.review import review_json, review_screen

    found = api.review(run)
    if as_json:
        print_json(review_json(found))
    else:
        print_screen(*review_screen(found))
