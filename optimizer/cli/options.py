"""Arguments and options that several commands share."""

from __future__ import annotations

import os

import click

DEBUG = "leonplan.debug"
"""Key in a context's ``meta``: show the traceback of a fault of ours."""

JSON = "leonplan.json"
"""Key in a context's ``meta``: standard output takes one JSON object and nothing else."""

DEBUG_VARIABLE = "LEON_DEBUG"
"""Environment variable that does the same as ``--debug``."""


def _note_debug(context: click.Context, _: click.Parameter, is_on: bool) -> None:
    if is_on:
        context.meta[DEBUG] = True


def _note_json(context: click.Context, _: click.Parameter, is_on: bool) -> bool:
    context.meta[JSON] = is_on
    return is_on


debug_option = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    callback=_note_debug,
    help=f"Show where a fault of ours happened (or set {DEBUG_VARIABLE}=1).",
)

json_option = click.option(
    "--json", "as_json", is_flag=True, callback=_note_json, help="Print one JSON object and nothing else."
)

instance_argument = click.argument("instance")

mode_option = click.option(
    "--mode",
    type=click.Choice(["frame", "cover"]),
    help="frame: money and staff are limits, need gives way; cover: need first. [default: as the instance says]",
)

population_option = click.option("--population", metavar="VARIANT", help="Variant of the population projection.")

horizon_option = click.option(
    "--horizon", metavar="NAME", help="Another list of periods that the instance names, e.g. yearly."
)

what_if_option = click.option(
    "--what-if",
    "what_ifs",
    metavar="FILE",
    multiple=True,
    help="What-if laid over the instance: a file, or the name of one that ships with it. May be repeated, in order.",
)


def is_debugging(context: click.Context) -> bool:
    """Whether tracebacks are wanted."""
    return bool(context.meta.get(DEBUG) or os.environ.get(DEBUG_VARIABLE))
