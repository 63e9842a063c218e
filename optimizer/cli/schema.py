"""``leon schema``: the format of an instance, or of a what-if file, for programs."""

from __future__ import annotations

import click

from leonplan.optimizer.cli.output import print_json


@click.command()
@click.option("--what-if", "is_what_if", is_flag=True, help="Of a what-if file, instead of an instance.")
def schema(is_what_if: bool) -> None:
    """Print the JSON Schema of an instance, or of a what-if file.

    The settings, and the rows of every table with their file and key; or every change with its fields.

    \b
    Example:
      leon schema > instance.schema.json
      leon schema --what-if > what_if.schema.json
    """
    from leonplan.optimizer import api

    print_json(api.what_if_schema() if is_what_if else api.instance_schema())
