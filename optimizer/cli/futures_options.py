"""Options that the commands on many futures share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from leonplan.optimizer.cli.options import Number

Option = Callable[[Callable[..., Any]], Callable[..., Any]]
"""What gives a command an option."""


def futures_option(default: int) -> Option:
    """How many futures are drawn."""
    return click.option(
        "--futures",
        type=click.IntRange(1, 100_000),
        default=default,
        show_default=True,
        help="How many futures are drawn.",
    )


def time_limit_option(each: str) -> Option:
    """How long each search may take; each: what is searched."""
    return click.option(
        "--time-limit",
        type=Number(0, min_open=True),
        metavar="S",
        default=60.0,
        show_default=True,
        help=f"Seconds of search for each {each}.",
    )


seed_option = click.option(
    "--seed",
    type=click.IntRange(0, 2**31),
    default=1,
    show_default=True,
    help="Of the drawing: the same seed, the same futures.",
)

before_option = click.option(
    "--before", type=click.IntRange(1900, 2200), metavar="YEAR", help="Only starts in periods before this year stand."
)

factors_option = click.option(
    "--factors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What may come otherwise. [default: the instance's futures.yaml]",
)

cores_option = click.option(
    "--cores", type=click.IntRange(1, 64), default=2, show_default=True, help="Futures planned side by side."
)
