"""``leon schema``: the format of an instance, for programs."""

from __future__ import annotations

import click

from leonplan.optimizer.cli.output import print_json


@click.command()
def schema() -> None:
    """Print the JSON Schema of an instance.

    The settings, and the rows of every table with their file and key.

    \b
    Example:
      leon schema > instance.schema.json
    """
    from leonplan.optimizer.describe_schema import json_schema

    print_json(json_schema())
