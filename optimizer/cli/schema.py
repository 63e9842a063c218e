"""``leon schema``: the format of an instance, of a what-if file, or of a file of factors, for programs."""

from __future__ import annotations

import click

from leonplan.optimizer.cli.output import print_json
from leonplan.optimizer.errors import UsageError


@click.command()
@click.option("--what-if", "is_what_if", is_flag=True, help="Of a what-if file, instead of an instance.")
@click.option("--futures", "is_futures", is_flag=True, help="Of the factors of many futures (futures.yaml), instead.")
def schema(is_what_if: bool, is_futures: bool) -> None:
    """Print the JSON Schema of an instance, of a what-if file, or of the factors of many futures.

    The settings, and the rows of every table with their file and key; or every change with its fields; or every distribution.

    \b
    Example:
      leon schema > instance.schema.json
      leon schema --what-if > what_if.schema.json
    """
    from leonplan.optimizer import api

    if is_what_if and is_futures:
        raise UsageError("--what-if and --futures are of two kinds of file; give one of them")
    if is_futures:
        print_json(api.factors_schema())
        return
    print_json(api.what_if_schema() if is_what_if else api.instance_schema())
