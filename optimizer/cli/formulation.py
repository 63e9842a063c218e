"""``leon math``: the formulation."""

from __future__ import annotations

import click

from leonplan.optimizer.cli.options import json_option
from leonplan.optimizer.cli.output import print_json, print_screen, print_text


@click.command("math")
@click.option("--markdown", is_flag=True, help="Print the page models/README.md.")
@json_option
def formulation(markdown: bool, as_json: bool) -> None:
    """Show the formulation: symbols and rules.

    Every number, decision, rule and goal, with unit and source.

    \b
    Example:
      leon math
      leon math --markdown > formulation.md
    """
    from dataclasses import asdict

    from leonplan.optimizer import api
    from leonplan.optimizer.present.formulation import formulation_screen

    if as_json:
        print_json(asdict(api.formulation()))
    elif markdown:
        print_text(api.formulation_page().rstrip())
    else:
        print_screen(*formulation_screen(api.formulation()))
